"""A finished PDF as PDFium paints it, beside the same sheets painted here from the outlines of the
faces themselves: what a reader sees, by ink, whatever operators it came by.

Needs pypdfium2, of the extra `scan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from math import cos, radians, sin
from typing import TYPE_CHECKING

from reportgen.charts.paint.png import painted
from reportgen.charts.record.drawing import Drawing, PathMark, PathOp
from reportgen.fonts import Face, FontLibrary
from reportgen.proof.content import Difference, Place
from reportgen.proof.sheets import Glyph, Photo, Sheet, Trace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

DPI = 70
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
            for y in _places(shown, _ours(sheet, faces, library, shown.size),
                             sheet.photos):
                place = Place(f"第{number}页", f"距上边{y * _MM:.0f}毫米")
                yield Difference("E1000", "看上去的和应有的不一样", place, None)
    finally:
        document.close()


def _ours(
    sheet: Sheet, faces: Mapping[str, Face], library: FontLibrary, size: tuple[int, int]
) -> Image:
    """A sheet painted from the outlines of its faces, stretched to whole points as PDFium does."""
    wide, high = (each * 72 / DPI for each in size)
    across, along = wide / sheet.width, high / sheet.height
    marks: list[PathMark] = []
    for mark in sheet.marks:
        match mark:
            case Glyph():
                ops = tuple(_outline(mark, faces, sheet.height))
                marks.append(PathMark(ops, mark.colour))
            case Trace():
                ops = tuple(_upwards(op, sheet.height) for op in _dotted(mark))
                marks.append(PathMark(ops, mark.fill, mark.pen))
            case Photo():
                continue
    stretched = tuple(replace(mark, ops=tuple(
        (letter, *(float(each) * (along if n % 2 else across) for n, each in enumerate(values)))
        for letter, *values in mark.ops)) for mark in marks)
    return painted(Drawing(wide, high, stretched), library, DPI)


def _outline(glyph: Glyph, faces: Mapping[str, Face], height: float) -> Iterator[PathOp]:
    """The outline of the character that a glyph says it is, where it stands; y upwards."""
    face = faces.get(glyph.face)
    k, turn = glyph.size / 1000, radians(glyph.turn)
    c, s = cos(turn) * k, sin(turn) * k
    for letter, *raw in face.outline(glyph.text) if face is not None else ():
        values = [float(each) for each in raw]
        points = ((x, y - face.rise) for x, y in zip(values[::2], values[1::2], strict=True)) \
            if face is not None else ()
        yield letter, *(each for x, y in points for each in (
            glyph.x + x * c - y * s, height - glyph.y + x * s + y * c))


def _upwards(op: PathOp, height: float) -> PathOp:
    letter, *values = op
    return letter, *(height - float(each) if n % 2 else each for n, each in enumerate(values))


def _dotted(trace: Trace) -> Iterator[PathOp]:
    """The steps of a path; of a row of dots, each as a line of no length."""
    for op in trace.ops:
        yield op
        if all(each[0] == "M" for each in trace.ops):
            yield "L", float(op[1]) + 0.01, op[2]


def _places(one: Image, other: Image, photos: Sequence[Photo]) -> Iterator[float]:
    """How far from the top each place is where two pictures differ; photographs are left out."""
    import numpy as np
    from PIL.ImageFilter import GaussianBlur

    first, second = (each.filter(GaussianBlur(_SMOOTH)) for each in (one, other))
    unlike: NDArray[np.bool_] = _darker(first, second)
    unlike[_darker(second, first)] = True
    for photo in photos:    # told apart by their samples
        left, top, right, low = (round(edge * DPI / 72) for edge in (
            photo.x, photo.y, photo.x + photo.width, photo.y + photo.height))
        unlike[max(top - 2, 0) : low + 2, max(left - 2, 0) : right + 2] = False
    last = -_CELL
    for y in np.flatnonzero(unlike.any(axis=1)).tolist():
        if y - last >= _CELL:
            yield y
        last = y


def _darker(one: Image, other: Image) -> NDArray[np.bool_]:
    """Where any colour of the one is darker than it is anywhere within a point on the other."""
    import numpy as np
    from PIL.ImageChops import subtract
    from PIL.ImageFilter import MinFilter

    lightest = subtract(other.filter(MinFilter(3)), one)
    found: NDArray[np.bool_] = np.any(np.asarray(lightest) > _DARKER, axis=2)
    return found
