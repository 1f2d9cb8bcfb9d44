"""Scans of every kind become pages of one picture, which is the very one that came."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from copies.conftest import Printed
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageCms, ImageDraw
from support.scans import bound, rendered

from reportgen.copies.leaves import Leaf, leaves
from reportgen.diagnostics import ReportError

A4 = (1654, 2339)       # pixels at 200 dpi


def paper() -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page(page_size=(595, 842))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def sheet(mode: str = "RGB", size: tuple[int, int] = A4) -> Image.Image:
    """A page on which up, down, left and right are told apart."""
    page = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(page).rectangle((100, 100, 500, 200), fill="red")
    return page.convert(mode)


def raw(pdf: bytes, page: int = 0) -> bytes:
    """The picture of a page as it stands in the file."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return the(file, page).read_raw_bytes()


def the(file: pikepdf.Pdf, page: int = 0) -> Any:
    (picture,) = file.pages[page].Resources.XObject.as_dict().values()
    return picture


def shown(pdf: bytes, page: int = 0) -> Image.Image:
    picture = rendered(pdf, 50)[page]
    return picture.convert("RGB")


def alike(one: Image.Image, other: Image.Image) -> bool:
    small = other.convert("RGB").resize(one.size, Image.Resampling.BOX)
    difference = ImageChops.difference(one, small).convert("L")
    return sum(difference.histogram()[40:]) < 0.01 * one.width * one.height


def made(data: bytes, name: str = "扫描") -> tuple[bytes, list[Leaf]]:
    return leaves(data, name, paper())


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_goes_in_byte_by_byte(mode: str) -> None:
    data = bound([sheet(mode)], "JPEG", 300)
    pdf, (leaf,) = made(data)
    assert raw(pdf) == data
    assert (round(leaf.width), round(leaf.height), leaf.dpi) == (595, 841, 200), "not 300"
    assert alike(shown(pdf), sheet(mode))


def test_a_jpeg_that_says_how_it_is_to_be_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    sheet().rotate(90, expand=True).save(out, "JPEG", exif=exif, dpi=(200, 200))
    pdf, (leaf,) = made(out.getvalue())
    assert raw(pdf) == out.getvalue()
    assert leaf.width < leaf.height
    assert alike(shown(pdf), sheet())


def test_a_png_goes_in_with_its_own_deflated_rows() -> None:
    data = bound([sheet()], "PNG")
    pdf, _ = made(data)
    assert raw(pdf)[:4000] in data
    assert alike(shown(pdf), sheet())


def test_black_and_white_stays_group_4_to_the_pixel() -> None:
    page = sheet("L").point(lambda level: 255 * (level > 100)).convert("1")
    pdf, _ = made(bound([page], "TIFF", compression="group4"))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        picture = the(file)
        assert picture.Filter == Name.CCITTFaxDecode
        assert ImageChops.difference(
            pikepdf.PdfImage(picture).as_pil_image().convert("L"), page.convert("L")
        ).getbbox() is None


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA", "I;16", "CMYK"])
def test_other_pictures_are_deflated_as_they_look(mode: str) -> None:
    page = sheet("L").convert("I").point(lambda level: level * 256).convert("I;16") \
        if mode == "I;16" else sheet("L" if mode == "LA" else "RGB").convert(mode)
    pdf, _ = made(bound([page], "TIFF"))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert the(file).Filter == Name.FlateDecode
    assert alike(shown(pdf), sheet("L" if mode in ("LA", "I;16") else "RGB"))


def test_what_can_be_seen_through_stands_on_white() -> None:
    page = sheet().quantize(32)
    pdf, _ = made(bound([page], "PNG", transparency=page.getpixel((300, 150))))
    seen = shown(pdf)
    assert seen.getpixel((seen.width * 300 // A4[0], seen.height * 150 // A4[1])) == \
        (255, 255, 255)


def test_colours_keep_their_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "TIFF"):
        pdf, _ = made(bound([sheet()], kind, icc_profile=profile))
        with pikepdf.open(io.BytesIO(pdf)) as file:
            space = the(file).ColorSpace
            assert isinstance(space, Array)
            assert space[1].read_bytes() == profile
    pdf, _ = made(bound([sheet("L")], "JPEG", icc_profile=profile))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert the(file).ColorSpace == Name.DeviceGray, "of colour"


def test_pages_keep_their_number_and_order() -> None:
    pages = [sheet(), sheet().rotate(180), sheet("L")]
    for kind in ("TIFF", "PDF"):
        pdf, found = made(bound(pages, kind))
        assert [leaf.dpi for leaf in found] == [200] * 3
        assert all(alike(shown(pdf, at), page) for at, page in enumerate(pages))


@pytest.mark.parametrize(("told", "dpi"), [(200, 200), (72, 200), (0, 200), (240, 240)])
def test_a_resolution_that_cannot_be_is_not_believed(told: int, dpi: int) -> None:
    data = bound([sheet()], "JPEG", told) if told else bound([sheet()], "JPEG").replace(
        b"JFIF", b"JFXX")
    _, (leaf,) = made(data)
    assert leaf.dpi == pytest.approx(dpi, abs=1)


def edited(change: Callable[[pikepdf.Pdf], object], **how: object) -> bytes:
    """A scanned PDF of one page to which something was done."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bound([sheet()], "PDF"))) as pdf:
        change(pdf)
        pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def added(content: bytes) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.pages[0].contents_add(content)


def test_a_picture_of_a_pdf_is_the_same_stream() -> None:
    data = edited(lambda pdf: None)
    assert raw(made(data)[0]) == raw(data)
    hidden = edited(added(b"BT 3 Tr ET"))       # what a scanner's program read stays out
    assert raw(made(hidden)[0]) == raw(data)


def test_a_page_that_is_turned_is_shown_as_it_was() -> None:
    data = edited(lambda pdf: pdf.pages[0].rotate(90, relative=False))
    pdf, (leaf,) = made(data)
    assert leaf.width > leaf.height
    assert alike(shown(pdf), sheet().rotate(-90, expand=True))


def test_what_pdf_a_forbids_is_written_anew_without_loss() -> None:
    def forbidden(pdf: pikepdf.Pdf) -> None:
        picture = the(pdf)
        picture.Interpolate = True
        pixels = sheet("CMYK").tobytes()
        picture.write(pixels)
        picture.ColorSpace = Name.DeviceCMYK

    pdf, _ = made(edited(forbidden))
    assert alike(shown(pdf), sheet("CMYK"))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        picture = the(file)
        assert (picture.ColorSpace, "/Interpolate" in picture) == (Name.DeviceRGB, False)


def noted(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text)])


@pytest.mark.parametrize("change", [
    added(b"10 10 100 100 re f"), added(b"q 100 0 0 100 0 0 cm /image Do Q"), noted,
    lambda pdf: setattr(pdf.pages[0], "mediabox", Array([0, 0, 800, 1200])),
    lambda pdf: pdf.add_blank_page(),
])
def test_a_page_that_is_not_one_picture_is_no_scan(
    change: Callable[[pikepdf.Pdf], object]
) -> None:
    with pytest.raises(ReportError, match="E1228"):
        made(edited(change))


def test_our_own_files_are_no_scans(printed: Callable[[str], Printed]) -> None:
    with pytest.raises(ReportError, match="E1228"):
        made(printed("letter-2024").file())


@pytest.mark.parametrize("data", [
    edited(lambda pdf: None, encryption=pikepdf.Encryption(owner="甲", user="乙")),
    edited(lambda pdf: None, encryption=pikepdf.Encryption(owner="甲", user="")),
    edited(lambda pdf: None)[:3000], b" " + edited(lambda pdf: None), b"%PDF-1.7",
    bound([sheet()], "PNG")[:3000], b"GIF89a", b"",
])
def test_what_cannot_be_read_is_told(data: bytes) -> None:
    with pytest.raises(ReportError, match="E1210"):
        made(data)
