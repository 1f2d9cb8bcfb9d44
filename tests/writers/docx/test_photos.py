"""Photographs in the Word file: size, alternative text, one copy of each, rows as tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import photographs as ph
from support.docx.readback import File, find, written
from support.docx.samples import PICTURE, document, figure, paragraph, table

from reportgen.diagnostics import ReportError
from reportgen.document.tree import Block, PhotoFigure, Text
from reportgen.images.fitting import fit
from reportgen.style.profile import load_profile
from reportgen.units import Pt
from reportgen.writers.docx.write import write_docx
from reportgen.writers.docx.xml import Element, qualified

PRINTS = ph.prints("a", "b", "c")


def file_of(*blocks: Block) -> File:
    return written(document(*blocks), {1: PICTURE}, PRINTS)


def attribute(element: Element, name: str) -> str:
    return str(element.get(qualified(name)))


def test_one_photograph() -> None:
    block = ph.figure(ph.photo(), credit="（张某某摄）", anchor="现场", notes=((Text("注文。"),),))
    file = file_of(block)
    (extent,) = find(file.body, ".//wp:extent")
    wide, high = fit(block, load_profile()).sizes[0]
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (Pt(wide).emu, Pt(high).emu)
    (properties,) = find(file.body, ".//wp:docPr")
    assert (properties.get("descr"), properties.get("name")) == ("a的画面", "图1")
    assert file.texts == ["", "图1\u3000示例照片（张某某摄）", "注：注文。"]


def test_the_picture_is_the_same_as_in_the_pdf() -> None:
    file = file_of(ph.figure(ph.photo()))
    assert file.parts["word/media/photo1.jpg"] == PRINTS["a"].data
    assert b'"image/jpeg"' in file.parts["[Content_Types].xml"]


def test_one_picture_used_twice_is_stored_once() -> None:
    file = file_of(ph.figure(ph.photo("a")), ph.figure(ph.photo("b"), number=2),
                   ph.figure(ph.photo("a"), number=3))
    media = [name for name in file.parts if "/media/" in name]
    assert media == ["word/media/photo1.jpg", "word/media/photo2.jpg"]
    embedded = [attribute(each, "r:embed") for each in find(file.body, ".//a:blip")]
    assert embedded[0] == embedded[2] != embedded[1]


def test_drawings_have_ids_of_their_own_beside_charts() -> None:
    file = file_of(ph.figure(ph.photo(), number=2), figure(1), ph.figure(ph.photo("b"), number=3))
    ids = [each.get("id") for each in find(file.body, ".//wp:docPr")]
    assert len(set(ids)) == 3


def test_a_row_is_a_table_flush_with_the_text() -> None:
    block = ph.figure(ph.photo("a", title="整治前"), ph.photo("b", 900, 1200, title="整治后"))
    file = file_of(block)
    assert file.texts == ["", "（a）整治前", "", "（b）整治后", "图1\u3000示例照片"]
    widths = [int(attribute(each, "w:w")) for each in find(file.body, ".//w:gridCol")]
    area = load_profile().length("page.type_width").twips
    assert sum(widths) == pytest.approx(area, abs=3)
    assert [each.get("descr") for each in find(file.body, ".//wp:docPr")] == ["a的画面", "b的画面"]
    assert [attribute(each, "w:w") for each in find(file.body, ".//w:tblCellMar/*")] == ["0"] * 4
    assert not find(file.body, ".//w:tblBorders")


def test_a_row_of_three_without_captions() -> None:
    file = file_of(ph.figure(ph.photo("a"), ph.photo("b"), ph.photo("c")))
    assert len(find(file.body, ".//w:tr")) == 1
    assert len(find(file.body, ".//w:tc")) == 3


def test_two_tables_are_not_taken_for_one() -> None:
    row = ph.figure(ph.photo("a"), ph.photo("b"))
    body = file_of(replace(table(), notes=()), row).body
    kinds = [str(each.tag).rpartition("}")[2] for each in body]
    assert kinds[:5] == ["p", "p", "tbl", "p", "tbl"]     # caption, unit, table, …


def test_everything_stays_with_its_caption() -> None:
    styles = file_of(ph.figure(ph.photo("a"), ph.photo("b"))).xml("word/styles.xml")
    for name in ("Figure", "PhotoCaption"):
        assert find(styles, f"w:style[@w:styleId='{name}']/w:pPr/w:keepNext")


def test_decoration_is_marked_as_such() -> None:
    file = file_of(ph.figure(ph.photo("a", alt=""), number=0), paragraph("下文。"))
    (properties,) = find(file.body, ".//wp:docPr")
    assert properties.get("descr") == ""
    marks = [each for each in properties.iter() if str(each.tag).endswith("}decorative")]
    assert [each.get("val") for each in marks] == ["1"]
    assert file.texts == ["", "下文。"]


def test_a_missing_picture_is_an_error() -> None:
    with pytest.raises(ReportError, match="E0820"):
        write_docx(document(ph.figure(ph.photo("d"))), load_profile(), {}, prints=PRINTS)


def test_same_document_same_bytes() -> None:
    row: PhotoFigure = ph.figure(ph.photo("a"), ph.photo("b"))
    first, second = (write_docx(document(row), load_profile(), {}, prints=ph.prints("a", "b"))
                     for _ in range(2))
    assert first == second
