from dataclasses import replace

import pytest
from support.docx.readback import find, written
from support.docx.samples import PICTURE, SVG, document, figure, png

from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.xml import Element, qualified

EXTENT = ".//wp:inline/wp:extent"


def part(file: Element, path: str, attribute: str) -> str:
    (found,) = find(file, path)
    return str(found.get(qualified(attribute)))


def test_both_formats_are_in_the_file() -> None:
    file = written(document(figure()), {1: PICTURE})
    related = {
        each.get("Id"): each.get("Target") for each in file.xml("word/_rels/document.xml.rels")
    }
    raster = part(file.body, ".//a:blip", "r:embed")
    vector = part(file.body, ".//a:blip//asvg:svgBlip", "r:embed")
    assert file.parts["word/" + str(related[raster])] == png()
    assert file.parts["word/" + str(related[vector])] == SVG
    types = file.parts["[Content_Types].xml"].decode()
    assert "image/svg+xml" in types
    assert "image/png" in types


def test_alternative_text_and_name() -> None:
    file = written(document(figure()), {1: PICTURE})
    assert part(file.body, ".//wp:docPr", "descr") == "柱形图：枇杷产值9052万元"
    assert part(file.body, ".//wp:docPr", "name") == "图1"


def test_texts_in_order() -> None:
    assert written(document(figure()), {1: PICTURE}).texts == [
        "", "图1\u3000枇杷产值", "注：数据来自镇农业办。",
    ]


@pytest.mark.parametrize(("width", "height", "size"), [
    (400.0, 200.0, ("5080000", "2540000")),
    (884.5, 400.0, ("5616575", "2540000")),     # twice the type area: halved
])
def test_size(width: float, height: float, size: tuple[str, str]) -> None:
    file = written(document(figure()), {1: Picture(SVG, png(), width, height)})
    assert (part(file.body, EXTENT, "cx"), part(file.body, EXTENT, "cy")) == size


def test_a_figure_made_smaller_on_the_pages_is_as_small_here() -> None:
    small = replace(figure(), scale=0.85)
    file = written(document(small), {1: Picture(SVG, png(), 400.0, 200.0)})
    size = part(file.body, EXTENT, "cx"), part(file.body, EXTENT, "cy")
    assert size == ("4318000", "2159000")


def test_pictures_have_ids_of_their_own() -> None:
    file = written(document(figure(1, "a"), figure(2, "b")), {1: PICTURE, 2: PICTURE})
    ids = [each.get("id") for each in find(file.body, ".//wp:docPr")]
    assert ids == ["1", "2"]
    assert {"word/media/figure1.png", "word/media/figure2.svg"} <= file.parts.keys()


def test_picture_stays_with_its_caption() -> None:
    styles = written(document(figure()), {1: PICTURE}).xml("word/styles.xml")
    assert find(styles, "w:style[@w:styleId='Figure']/w:pPr/w:keepNext")
