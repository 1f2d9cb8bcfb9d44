"""A finished PDF as PDFium paints it, beside the same sheets painted here from the outlines of the
faces themselves: what a reader sees, by ink, whatever operators it came by.

Needs pypdfium2, of the extra `scan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from math import cos, radians, sin
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.charts.paint.png import painted
from reportgen.charts.record.drawing import Drawing, PathMark, PathOp, placed, points
from reportgen.charts.record.measure import reach
from reportgen.fonts import Face, FontLibrary
from reportgen.proof.content import Difference, Place
from reportgen.proof.sheets import Glyph, Photo, Sheet, Trace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

DPI = 70
_FINER = 2          # of points of a PNG, side by side, one is compared
_SMOOTH = 0.8       # points: PDFium makes thin strokes darker than they are
_DARKER = 62        # of 255, by which one colour must be darker than all around on the other
_CELL = 12          # points of the picture: differences so near each other are one place
_MM = 25.4 / DPI


def inked(pdf: bytes, sheets: Iterable[Sheet], library: FontLibrary) -> Iterator[Difference]:
    """Where the pages of a PDF, as PDFium paints them, are not what their `sheets` show."""
    from pypdfium2 import PdfDocument

    faces = {face.name: face for face in library.faces()}
    document = PdfDocument(pdf)
    try:
        for number, (page, sheet) in enumerate(zip_longest(document, sheets), 1):
            if page is None or sheet is None:
                yield Difference("E1000", "页数不同", Place(f"第{number}页", "页面"), None)
                return
            shown = page.render(scale=DPI / 72, may_draw_forms=True).to_pil().convert("RGB")
            for y in _unlike(shown, _repainted(sheet, library, shown.size, faces), DPI / 72, sheet):
                place = Place(f"第{number}页", f"距上边{y * _MM:.0f}毫米")
                yield Difference("E1000", "看上去的和应有的不一样", place, None)
    finally:
        document.close()


def unlike_bitmap(data: bytes, sheet: Sheet, library: FontLibrary) -> str:
    """How a picture in points shows a sheet otherwise; `OSError` for what is no picture."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as file:
            shown = file.convert("RGB")
    except Image.DecompressionBombError as error:
        raise OSError(error) from error
    if abs(shown.width * sheet.height / sheet.width - shown.height) > _FINER:
        return "长宽的比例不同"
    ours = _repainted(sheet, library, shown.size)
    places = list(_unlike(shown.reduce(_FINER), ours.reduce(_FINER),
                          shown.width / sheet.width / _FINER, sheet))
    return f"有 {len(places)} 处画得不同" if places else ""


def _repainted(
    sheet: Sheet, library: FontLibrary, size: tuple[int, int],
    faces: Mapping[str, Face] = MappingProxyType({}),
) -> Image:
    """A sheet painted from the outlines of its faces, stretched to whole points as PDFium does.

    No line is thinner than a point of the picture: PDFium shows none so.
    """
    dpi = size[0] / sheet.width * 72
    wide, high = (each * 72 / dpi for each in size)
    across, along = wide / sheet.width, high / sheet.height
    marks: list[PathMark] = []
    for mark in sheet.marks:
        match mark:
            case Glyph():
                ops = tuple(_outline(mark, faces, sheet.height))
                marks.append(PathMark(ops, mark.colour))
            case Trace():
                ops = tuple(placed(op, lambda x, y: (x, sheet.height - y)) for op in _dotted(mark))
                pen = mark.pen and replace(mark.pen, width=max(mark.pen.width, 72 / dpi))
                marks.append(PathMark(ops, mark.fill, pen))
            case Photo():
                continue
    stretched = tuple(replace(mark, ops=tuple(
        placed(op, lambda x, y: (x * across, y * along)) for op in mark.ops)) for mark in marks)
    return painted(Drawing(wide, high, stretched), library, dpi)


def _outline(glyph: Glyph, faces: Mapping[str, Face], height: float) -> Iterator[PathOp]:
    """The outline of the character that a glyph says it is, where it stands; y upwards."""
    face = faces.get(glyph.face)
    k, turn = glyph.size / 1000, radians(glyph.turn)
    c, s = cos(turn) * k, sin(turn) * k
    if face is not None:
        rise = face.rise
        yield from (placed(op, lambda x, y: (glyph.x + x * c - (y - rise) * s,
                                             height - glyph.y + x * s + (y - rise) * c))
                    for op in face.outline(glyph.text))


def _dotted(trace: Trace) -> Iterator[PathOp]:
    """The steps of a path; of a row of dots, each as a line of no length."""
    for op in trace.ops:
        yield op
        if all(each[0] == "M" for each in trace.ops):
            yield "L", float(op[1]) + 0.01, op[2]


def _unlike(one: Image, other: Image, scale: float, sheet: Sheet) -> Iterator[int]:
    """How many points from the top each place is where two pictures of a sheet differ.

    Photographs are left out, which are told apart by their samples, and rows of dots: PDFium sets
    those of a dash without length ever farther apart.
    """
    import numpy as np
    from PIL.ImageFilter import GaussianBlur

    first, second = (each.filter(GaussianBlur(_SMOOTH)) for each in (one, other))
    found: NDArray[np.bool_] = _darker(first, second)
    found[_darker(second, first)] = True
    for box in _left_out(sheet):
        left, top, right, low = (round(edge * scale) for edge in box)
        found[max(top - 2, 0) : low + 2, max(left - 2, 0) : right + 2] = False
    last = -_CELL
    for y in np.flatnonzero(found.any(axis=1)).tolist():
        if y - last >= _CELL:
            yield y
        last = y


def _left_out(sheet: Sheet) -> Iterator[tuple[float, float, float, float]]:
    for each in sheet.photos:
        yield each.x, each.y, each.x + each.width, each.y + each.height
    for row in sheet.traces:
        if len(row.ops) > 1 and all(op[0] == "M" for op in row.ops):
            yield reach(each for op in row.ops for each in points(op))


def _darker(one: Image, other: Image) -> NDArray[np.bool_]:
    """Where any colour of the one is darker than it is anywhere within a point on the other."""
    import numpy as np
    from PIL.ImageChops import subtract
    from PIL.ImageFilter import MinFilter

    lightest = subtract(other.filter(MinFilter(3)), one)
    found: NDArray[np.bool_] = np.any(np.asarray(lightest) > _DARKER, axis=2)
    return found
