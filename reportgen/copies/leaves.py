"""The pages of a scan as pictures on pages of a PDF, each as it came: nothing is compressed anew.

A JPEG goes in byte by byte, what is black and white as G4, a picture out of a PDF as it stands
there; the rest is deflated, without loss. PDF/A-2 (ISO 19005-2 6.1.7, 6.2.8) decides what may.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from math import hypot
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Rectangle

from reportgen.copies.scans import FORMATS, check_size, damaged, is_pdf, unreadable
from reportgen.diagnostics import ReportError, Span, failure
from reportgen.images.png import read_png

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

_TURNS = {3: 180, 6: 90, 8: 270}        # Exif's orientation, clockwise; mirrors are decoded
_FILTERS = frozenset(("/DCTDecode", "/CCITTFaxDecode", "/FlateDecode", "/JBIG2Decode",
                      "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/LZWDecode"))
_SPACES = frozenset(("/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB", "/ICCBased", "/Indexed"))
_KEPT = frozenset(("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent",
                   "/ImageMask", "/Decode", "/Filter", "/DecodeParms", "/Length"))
_MASKS = ("/SMask", "/Mask")
_IMAGE, _TEXT, _FORM, _INVISIBLE = 3, 1, 5, 3       # as PDFium numbers objects, and text modes
_EDGE = 0.05        # of a page, that a picture may leave free or reach beyond
_LEAST, _MOST = 0.8, 1.5      # of the paper: a size that is told and is none of these is no size


class Leaf(NamedTuple):
    """A page of a scan: its size in points as it is shown, its resolution (the coarser way)."""

    width: float
    height: float
    dpi: int


class _Picture(NamedTuple):
    """A picture that is in the file already, and how it lies on a page of that size (points)."""

    stream: pikepdf.Stream
    matrix: Matrix
    width: float
    height: float


def leaves(data: bytes, name: str, printed: bytes) -> tuple[bytes, list[Leaf]]:
    """A PDF with one picture a page, and what its pages are. `printed` is a PDF of the paper.

    A scan that does not tell its resolution, or tells one that no scan of the paper has, shows the
    sheet from edge to edge. Raises `ReportError` E1210 no scan, E1228 a page is not one picture,
    E1234 more than twice as many as are printed.
    """
    found: list[Leaf] = []
    with pikepdf.open(io.BytesIO(printed)) as file:
        paper = [float(each) for each in file.pages[0].mediabox[2:]]
        pages = len(file.pages)
    with pikepdf.new() as pdf:
        pictures = (_of_pdf if is_pdf(data) else _of_file)(data, name, pages, pdf)
        for picture in pictures:
            found.append(_placed(pdf, picture, paper))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue(), found


def check_count(pages: int, printed: int, name: str) -> None:
    """Refuse (E1234) what is surely not one copy, before it is decoded."""
    if pages > 2 * printed:
        raise miscounted(pages, printed, name)


def miscounted(pages: int, printed: int, name: str) -> ReportError:
    """E1234: a scan that cannot be of one copy."""
    return failure("E1234", f"扫描件有{pages}面，印的有{printed}页", Span(name),
                   "一份一份地扫描，一份一个文件")


def _placed(pdf: pikepdf.Pdf, picture: _Picture, paper: list[float]) -> Leaf:
    stream, matrix, width, height = picture
    told = [one / other for one, other in zip(sorted((width, height)), sorted(paper), strict=True)]
    size = 1.0 if all(_LEAST <= each <= _MOST for each in told) else 1 / max(told)
    page = pdf.add_blank_page(page_size=(width * size, height * size))
    matrix = matrix @ Matrix(size, 0, 0, size, 0, 0)
    page.obj.Resources = Dictionary(XObject=Dictionary(I=stream))
    page.obj.Contents = pdf.make_stream(b"q %s cm /I Do Q" % matrix.encode())
    dpi = 72 * min(float(stream.Width) / hypot(matrix.a, matrix.b),
                   float(stream.Height) / hypot(matrix.c, matrix.d))
    return Leaf(width * size, height * size, round(dpi))


def turned(turn: int, width: float, height: float) -> Matrix:
    """What turns a page of that size clockwise, its corner again where it was."""
    return {0: Matrix(), 90: Matrix(0, -1, 1, 0, 0, width),
            180: Matrix(-1, 0, 0, -1, width, height), 270: Matrix(0, 1, -1, 0, height, 0)}[turn]


def _of_file(data: bytes, name: str, pages: int, pdf: pikepdf.Pdf) -> Iterator[_Picture]:
    from PIL import Image, ImageSequence

    with unreadable(name), Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        check_count(getattr(opened, "n_frames", 1), pages, name)
        for frame in ImageSequence.Iterator(opened):
            check_size(1, frame.width * frame.height, name)
            yield _framed(frame, opened.format or "", data, pdf)


def _framed(frame: Image, kind: str, data: bytes, pdf: pikepdf.Pdf) -> _Picture:
    from PIL import ImageOps

    across, along = (float(each) or 1.0 for each in frame.info.get("dpi", (1, 1)))
    width, height = frame.width / across * 72, frame.height / along * 72
    way = frame.getexif().get(0x0112, 1)
    plain = frame.mode in ("L", "RGB") and way in (1, *_TURNS) and not any(
        key in frame.info for key in ("interlace", "transparency"))
    make = _AS_IT_IS.get(kind) if plain else None
    turn = _TURNS.get(way, 0) if make else 0
    stream = make(pdf, data, frame) if make else _stream(pdf, ImageOps.exif_transpose(frame))
    matrix = Matrix(width, 0, 0, height, 0, 0) @ turned(turn, width, height)
    return _Picture(stream, matrix, *((height, width) if turn % 180 else (width, height)))


def _png(pdf: pikepdf.Pdf, data: bytes, frame: Image) -> pikepdf.Stream:
    """PDF filters and deflates in the same way (ISO 32000-1 7.4.4.4)."""
    read = read_png(data)
    return _image(pdf, read.pixels, frame, read.bits, Filter=Name.FlateDecode,
                  DecodeParms=Dictionary(Predictor=15, Colors=len(frame.getbands()),
                                         Columns=frame.width, BitsPerComponent=read.bits))


_AS_IT_IS: Mapping[str, Callable[[pikepdf.Pdf, bytes, Image], pikepdf.Stream]] = {
    "PNG": _png,
    "JPEG": lambda pdf, data, frame: _image(pdf, data, frame, 8, Filter=Name.DCTDecode)}


def _stream(pdf: pikepdf.Pdf, frame: Image) -> pikepdf.Stream:
    """A decoded picture: G4 where it is black and white, else deflated."""
    from PIL import Image

    out = io.BytesIO()
    if frame.mode == "1":
        frame.save(out, "TIFF", compression="group4", tiffinfo={278: frame.height})   # one strip
        with Image.open(out) as made:
            (start,), (length,) = made.tag_v2[273], made.tag_v2[279]  # type: ignore[attr-defined]
        return _image(pdf, out.getvalue()[start : start + length], frame, 1,
                      Filter=Name.CCITTFaxDecode, DecodeParms=Dictionary(
                          K=-1, BlackIs1=True, Columns=frame.width, Rows=frame.height))
    if frame.mode not in ("L", "RGB"):
        frame = _plain(frame)
    frame.save(out, "PNG", compress_level=6)
    return _png(pdf, out.getvalue(), frame)


def _plain(frame: Image) -> Image:
    """Grey or colour of eight bits, on white."""
    from PIL import Image

    if frame.mode.startswith("I"):      # grey of sixteen bits
        return frame.convert("I").point(lambda level: level / 256).convert("L")
    if "A" not in frame.mode and "transparency" not in frame.info:
        return frame.convert("RGB")
    white = Image.new("RGBA", frame.size, "white")
    return Image.alpha_composite(white, frame.convert("RGBA")).convert("RGB")


def _image(
    pdf: pikepdf.Pdf, data: bytes, frame: Image, bits: int, **entries: Any
) -> pikepdf.Stream:
    grey = len(frame.getbands()) == 1
    space: Any = Name.DeviceGray if grey else Name.DeviceRGB
    profile = frame.info.get("icc_profile", b"")
    if profile[36:40] == b"acsp" and profile[8:9] <= b"\4" and profile[12:16] in (
            b"scnr", b"mntr", b"prtr", b"spac") and profile[16:20] == (
            b"GRAY" if grey else b"RGB "):      # ISO 19005-2 6.2.4.2
        space = Array([Name.ICCBased, pdf.make_stream(profile, N=1 if grey else 3)])
    return pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=frame.width,
                           Height=frame.height, ColorSpace=space, BitsPerComponent=bits, **entries)


def _of_pdf(data: bytes, name: str, pages: int, pdf: pikepdf.Pdf) -> Iterator[_Picture]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        if not data.startswith(b"%PDF-"):
            raise ValueError(name)
        looked = PdfDocument(data)
        with pikepdf.open(io.BytesIO(data)) as source:
            if source.is_encrypted:
                raise pikepdf.PasswordError
            check_count(len(looked), pages, name)
            for number, (page, look) in enumerate(zip(source.pages, looked, strict=True), 1):
                picture = _lone(page, look, pdf, name)
                if picture is None:
                    raise failure(
                        "E1228", f"第{number}面不是一整张扫描的图", Span(f"{name}，第{number}面"),
                        "收的是纸的扫描件，不是生成的 PDF；扫描时不要选“高压缩”，或存成 TIFF")
                yield picture
    except (pikepdf.PdfError, pikepdf.PasswordError, PdfiumError, ValueError, TypeError,
            KeyError, AttributeError, IndexError, NotImplementedError) as error:
        raise damaged(name) from error


def _lone(page: pikepdf.Page, look: PdfPage, pdf: pikepdf.Pdf, name: str) -> _Picture | None:
    """The one picture of a page that fills it and beside which nothing is seen; else None."""
    from pypdfium2.raw import FPDFTextObj_GetTextRenderMode

    shown = list(look.get_objects())
    images = [each for each in shown if each.type == _IMAGE and each.level == 0]
    hidden = sum(each.type == _FORM or (each.type == _TEXT and FPDFTextObj_GetTextRenderMode(
        each.raw) == _INVISIBLE) for each in shown)
    pictures: Any = page.resources.get("/XObject")
    named = [image for each in pikepdf.parse_content_stream(page, "Do")
             if (image := pictures[each.operands[0]]).get("/Subtype") == Name.Image]
    if len(images) != 1 or hidden + 1 != len(shown) or len(named) != 1 or "/Annots" in page.obj \
            or any(key in named[0] for key in _MASKS):
        return None
    left, low, right, top = look.get_cropbox() or look.get_mediabox()
    width, height, turn = right - left, top - low, look.get_rotation()
    matrix = (Matrix(*images[0].get_matrix().get()) @ Matrix(1, 0, 0, 1, -left, -low)
              @ turned(turn, width, height))
    if turn % 180:
        width, height = height, width
    box = matrix.transform(Rectangle(0, 0, 1, 1))
    edges = ((box.llx, 0, width), (box.urx, width, width), (box.lly, 0, height),
             (box.ury, height, height))
    if any(abs(edge - wanted) > _EDGE * size for edge, wanted, size in edges):
        return None
    check_size(1, int(named[0].Width) * int(named[0].Height), name)
    return _Picture(_copied(named[0], pdf), matrix, width, height)


def _copied(image: Any, pdf: pikepdf.Pdf) -> pikepdf.Stream:
    """A picture of another file: its stream as it stands there, where PDF/A lets it stand."""
    filters = image.get("/Filter", Array())
    space = image.get("/ColorSpace", Name.DeviceGray)      # a stencil has none
    kinds = {str(each) for each in (filters if isinstance(filters, Array) else [filters])}
    if kinds <= _FILTERS and str(space[0] if isinstance(space, Array) else space) in _SPACES:
        copied: Any = pdf.copy_foreign(image)
        for key in copied.keys() - _KEPT:
            del copied[key]
        return copied  # type: ignore[no-any-return]
    return _stream(pdf, pikepdf.PdfImage(image).as_pil_image())
