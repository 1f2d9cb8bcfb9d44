"""Photographs in the PDF, taken out again and looked at."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from support import photographs as ph
from support.papers import META, paragraph

from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Document
from reportgen.fonts import FontLibrary
from reportgen.images.develop import Print, develop
from reportgen.images.header import ImageKind
from reportgen.images.read import examine
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.writers.pdf.write import write_pdf

SOURCES = {
    "jpeg": ph.jpeg(), "grey": ph.jpeg(ph.scene().convert("L")),
    "turned": ph.turned(6, gps=True), "progressive": ph.jpeg(progressive=True),
    "cmyk": ph.jpeg(ph.scene().convert("CMYK")), "rgb": ph.jpeg(keep_rgb=True),
    "palette": ph.png(ph.scene().quantize(64)),
    "screen": ph.png(ph.scene().quantize(40).convert("RGB")),
    "line": ph.png(ph.scene().convert("1")), "photo png": ph.png(),
}


def made(name: str) -> Print:
    return develop(examine(SOURCES[name]), (1000, 1000), 88)


def pdf_of(prints: dict[str, Print], *blocks: Block) -> bytes:
    document, library = Document(META, blocks), FontLibrary.bundled()
    pages = layout(document, load_profile(), library, {}, Sink(), prints=prints)
    return write_pdf(pages, document, library)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def stored(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [each for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_the_picture_comes_out_as_it_went_in(name: str) -> None:
    found = made(name)
    pdf = opened(pdf_of({"a": found}, ph.figure(ph.photo("a", 640, 480))))
    (image,) = stored(pdf)
    assert (image.Width, image.Height, image.BitsPerComponent) == (640, 480, 8)
    assert image.ColorSpace == ("/DeviceGray" if found.channels == 1 else "/DeviceRGB")
    assert "/Interpolate" not in image
    assert "/SMask" not in image
    assert image.Filter == ("/DCTDecode" if found.kind is ImageKind.JPEG else "/FlateDecode")
    taken = pikepdf.PdfImage(image).as_pil_image()
    if found.kind is ImageKind.PNG:
        assert taken.tobytes() == ph.opened(found.data).tobytes()
    if found.channels == 3:
        assert ph.corners(taken) == list(ph.CORNERS)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_a_reader_shows_it_upright_where_it_belongs(name: str) -> None:
    data = pdf_of({"a": made(name)}, ph.figure(ph.photo("a", 640, 480), share=50))
    page = pypdfium2.PdfDocument(data)[0]
    shown = page.render(scale=1).to_pil()
    pdf = opened(data)
    figure = next(each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                  and each.get("/S") == "/Figure")
    left, bottom, right, top = (float(side) for side in figure.A.BBox)
    crop = shown.crop((round(left), round(shown.height - top), round(right),
                       round(shown.height - bottom)))
    if made(name).channels == 3:
        assert ph.corners(crop) == list(ph.CORNERS)
    around = shown.crop((round(left) - 4, round(shown.height - top), round(left) - 2,
                         round(shown.height - bottom)))
    assert around.getextrema() == ((255, 255),) * 3
    assert crop.convert("L").getextrema()[0] < 200


def test_one_picture_used_twice_is_in_the_file_once() -> None:
    prints = {"a": made("jpeg"), "b": made("jpeg"), "c": made("palette")}
    blocks = [ph.figure(ph.photo(name, 640, 480), number=index)
              for index, name in enumerate("abca", 1)]
    pdf = opened(pdf_of(prints, *blocks))
    assert len(stored(pdf)) == 2
    names = [set(page.Resources.get("/XObject", {})) for page in pdf.pages]
    assert set().union(*names) == {"/Im1", "/Im2"}
    for page, own in zip(pdf.pages, names, strict=True):
        used = {f"/{name}" for name in ("Im1", "Im2")
                if f"/{name} Do".encode() in page.Contents.read_bytes()}
        assert used == own


def test_a_page_without_photographs_has_no_image_resources() -> None:
    pdf = opened(pdf_of({}, paragraph("字。")))
    assert "/XObject" not in pdf.pages[0].Resources


def test_figures_speak_and_decoration_does_not() -> None:
    row = ph.figure(ph.photo("a", title="甲"), ph.photo("b", title="乙"))
    plain = ph.figure(ph.photo("a", alt=""), number=0)
    data = pdf_of(ph.prints("a", "b"), row, plain)
    pdf = opened(data)
    figures = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
               and each.get("/S") == "/Figure"]
    assert sorted(str(each.Alt) for each in figures) == ["a的画面", "b的画面"]
    assert all(len(each.A.BBox) == 4 for each in figures)
    content = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    artifact = content.index("/Artifact<</Type/Layout>>BDC")
    assert " Do Q" in content[artifact : content.index("EMC", artifact)]


def test_same_pages_same_bytes() -> None:
    blocks = [ph.figure(ph.photo("a", 640, 480)), ph.figure(ph.photo("b", 640, 480), number=2)]
    first, second = ({"a": made("turned"), "b": made("screen")} for _ in range(2))
    assert pdf_of(first, *blocks) == pdf_of(second, *blocks)


def test_nothing_private_is_in_the_file() -> None:
    data = pdf_of({"a": made("turned")}, ph.figure(ph.photo("a", 640, 480)))
    pdf = opened(data)
    whole = data + b"".join(each.read_raw_bytes() for each in stored(pdf))
    assert b"SECRETMAKER" not in whole
    assert b"Exif" not in whole
    assert dict(Image.open(io.BytesIO(stored(pdf)[0].read_raw_bytes())).getexif()) == {}
