"""Scans: pictures of printed pages, and the codes that are seen on them.

A scan is a picture (PNG, JPEG, TIFF with one page or many) or a PDF of pictures. Nothing in it is
trusted: pages are counted and measured before they are decoded, and a code is only text.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from reportgen.bundled import to_install
from reportgen.diagnostics import NOWHERE, ReportError, Span, failure
from reportgen.frozen import frozen
from reportgen.limits import SCAN_PAGES, SCAN_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image
    from zxingcpp import Barcode

Corners = tuple[tuple[float, float], ...]      # of a code: upper left, clockwise as it is read

_DPI = 200                    # at which the pages of a PDF are looked at
_BLACK = 80                   # of 255: printed black is far below, a seal scanned in grey above
_LONGEST = 12_000             # pixels of a side, that a page is not made larger than
FORMATS = ("PNG", "JPEG", "TIFF")
_BEGINNINGS = {b"%PDF-": ".pdf", b"\x89PNG": ".png", b"\xff\xd8": ".jpg",
               b"II": ".tif", b"MM": ".tif"}


@frozen
class ScannedPage:
    """What was read on one page of a scan: the texts of its square codes; by how many degrees it
    is to be turned clockwise to stand upright, 0, 90, 180 or 270."""

    texts: tuple[str, ...]
    turn: int = 0


def seen(data: bytes, name: str) -> list[ScannedPage]:
    """What is seen on each page of a scan.

    Raises `ReportError`: E1210 for what is no scan (damaged, encrypted, too large), E1218 where
    the libraries that read codes are not installed.
    """
    with installed():
        return [_look(page) for page in pages(data, name)]


@contextmanager
def installed() -> Iterator[None]:
    """Tell E1218 where what reads scans is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise failure("E1218", "没有装读印件代码的程序", NOWHERE,
                      to_install("scan")) from error


def corners(page: Image, wanted: Callable[[str], bool]) -> Corners | None:
    """Where the square code with a wanted text is on a page, in pixels; None where it is not."""
    found, scale = _codes(page)
    for one in found:
        if wanted(one.text):
            at = one.position
            return tuple((each.x / scale, each.y / scale) for each in (
                at.top_left, at.top_right, at.bottom_right, at.bottom_left))
    return None


def pages(data: bytes, name: str) -> Iterator[Image]:
    """The pages of a scan, in grey or RGB. Raises `ReportError` E1210."""
    return _pdf_pages(data, name) if is_pdf(data) else _pictures(data, name)


def is_pdf(data: bytes) -> bool:
    """Whether a scan is a PDF; else it is a picture."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def suffix(data: bytes) -> str:
    """What a scan's file is called by in the end, whatever its name was; "" for none."""
    return next((end for start, end in _BEGINNINGS.items() if data.startswith(start)), "")


@contextmanager
def unreadable(name: str) -> Iterator[None]:
    """Tell E1210 where Pillow cannot read what it is given."""
    from PIL.Image import DecompressionBombError

    from reportgen.images.header import BadImage

    try:
        yield
    except (OSError, SyntaxError, ValueError, EOFError, DecompressionBombError, BadImage) as error:
        raise failure("E1210", f"“{name}”不是能读的扫描件", Span(name),
                      "用 PNG、JPEG、TIFF 或 PDF 再扫描一次") from error


def _pictures(data: bytes, name: str) -> Iterator[Image]:
    from PIL import Image, ImageOps, ImageSequence

    with unreadable(name), Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        count = getattr(opened, "n_frames", 1)
        check_size(count, opened.width * opened.height, name)
        for frame in ImageSequence.Iterator(opened):
            check_size(count, frame.width * frame.height, name)
            yield _plain(ImageOps.exif_transpose(frame))


def _pdf_pages(data: bytes, name: str) -> Iterator[Image]:
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise damaged(name) from error
    with closing(opened) as document:
        for page in document:
            width, height = page.get_size()
            check_size(len(document), int(width * height * (_DPI / 72) ** 2), name)
            yield _plain(page.render(scale=_DPI / 72).to_pil())


def damaged(name: str) -> ReportError:
    """E1210: a PDF that does not open."""
    return failure("E1210", f"打不开“{name}”：文件损坏，或加了密码", Span(name),
                   "去掉密码，或再扫描一次")


def _plain(page: Image) -> Image:
    return page.convert("L" if page.mode in {"1", "L"} else "RGB")


def check_size(pages: int, pixels: int, name: str) -> None:
    """Refuse (E1210) what is too large, before it is decoded."""
    if pages > SCAN_PAGES or pixels > SCAN_PIXELS:
        most = f"最多{SCAN_PAGES}页，每页{SCAN_PIXELS // 10**4}万像素"
        raise failure("E1210", f"“{name}”太大：{most}", Span(name), "按份分开扫描，用200到300 dpi")


def _look(page: Image) -> ScannedPage:
    found, _ = _codes(page)
    turns = {round(-one.orientation / 90) % 4 * 90 for one in found}
    return ScannedPage(tuple(dict.fromkeys(one.text for one in found)), max(turns, default=0))


def _codes(page: Image) -> tuple[Sequence[Barcode], float]:
    """The codes of a page, and the scale of the picture on which they were read.

    A red lamp shows it: the red of a seal over the code is nearly gone. Where none is read,
    cleaned, smaller and larger pictures are tried.
    """
    import zxingcpp

    kinds = zxingcpp.barcode_formats_from_str("QRCode")
    ink = page.getchannel("R") if page.mode == "RGB" else page
    for scale, prepare in _WAYS:
        shown = _scaled(prepare(ink), scale)
        found = zxingcpp.read_barcodes(shown, formats=kinds)
        if found:
            return found, shown.width / page.width
    return (), 1.0


def flattened(page: Image) -> Image:
    """A grey page on even white: its brightness over that of the paper around.

    The paper around is the brightest of each neighbourhood of 16 pixels, smoothed.
    """
    from PIL import Image, ImageFilter, ImageMath

    small = page.resize((max(1, page.width // 16), max(1, page.height // 16)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(2))
    made: Image.Image = ImageMath.lambda_eval(
        lambda a: a["convert"](a["min"](a["page"] * 255 / (a["paper"] + 1), 255), "L"),
        page=page.filter(ImageFilter.GaussianBlur(0.7)),
        paper=paper.resize(page.size, Image.Resampling.BILINEAR))
    return made


def darkness(page: Image) -> Image:
    """How dark each pixel of a grey page is over the paper around it: 0 paper, 255 ink."""
    from PIL.ImageOps import invert

    return invert(flattened(page))


def _blackened(page: Image) -> Image:
    """Only what is black: a seal scanned in grey disappears."""
    return flattened(page).point(lambda level: 255 if level > _BLACK else 0)


def _scaled(page: Image, factor: float) -> Image:
    size = round(page.width * factor), round(page.height * factor)
    return page if factor == 1 or max(size) >= _LONGEST else page.resize(size)


def _as_it_is(page: Image) -> Image:
    return page


_WAYS: tuple[tuple[float, Callable[[Image], Image]], ...] = (
    (1, _as_it_is), (1, _blackened), (0.5, _as_it_is), (2, _as_it_is), (2, _blackened))
