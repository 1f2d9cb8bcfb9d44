"""What the sheets of a finished file show: glyphs, paths, photographs, each at its place.

Points, from the upper left of the sheet, y downwards. Two fixed formats made of the same pages show
the same sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from math import hypot
from typing import Any, NamedTuple

from reportgen.charts.record.drawing import Colour, PathOp, Stroke
from reportgen.frozen import frozen

NEAR = 0.2              # points (0.07 mm): numbers are written with two or three places
_HUE = 1.5 / 255        # of a colour: OFD counts to 255
_SHORTEST = 0.1     # points: a shorter line with round ends is a dot
_MOST_DOTS = 10_000


class Goal(NamedTuple):
    """Where a click leads: a page (from 1) and a height on it; or, outside the file, an address."""

    page: int = 0
    y: float = 0.0
    address: str = ""


class Glyph(NamedTuple):
    """A character as it is drawn. `face` is the name of the font, `shape` tells its outline."""

    text: str
    x: float
    y: float
    size: float
    turn: float                 # degrees, anticlockwise
    face: str
    shape: bytes
    colour: Colour
    goal: Goal | None = None
    artifact: str | None = None     # of which type it is, "" for content; None where none is told


glyph: Callable[[tuple[Any, ...]], Glyph] = partial(tuple.__new__, Glyph)    # of many, at once


class Trace(NamedTuple):
    """A path that is filled or drawn; of a row of dots, where each is."""

    ops: tuple[PathOp, ...]
    fill: Colour | None
    pen: Stroke | None
    mark: int | None = None     # the marked content of a PDF that it is in


class Photo(NamedTuple):
    """A photograph: its box, and what tells its pixels from others."""

    x: float
    y: float
    width: float
    height: float
    digest: str
    pixels: tuple[int, int, int] | None = None      # across, down, of how many colours
    mark: int | None = None


@frozen
class Sheet:
    """One page, everything in the order of painting."""

    width: float
    height: float
    marks: tuple[Glyph | Trace | Photo, ...]
    turned: int = 0         # degrees by which a PDF shows it turned, clockwise

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """All glyphs."""
        return tuple([mark for mark in self.marks if isinstance(mark, Glyph)])

    @property
    def traces(self) -> tuple[Trace, ...]:
        """All paths."""
        return tuple([mark for mark in self.marks if isinstance(mark, Trace)])

    @property
    def photos(self) -> tuple[Photo, ...]:
        """All photographs."""
        return tuple([mark for mark in self.marks if isinstance(mark, Photo)])

    @property
    def text(self) -> str:
        """All characters."""
        return "".join([mark.text for mark in self.marks if isinstance(mark, Glyph)])


class Heading(NamedTuple):
    """A line of the outline: its depth, from 1."""

    title: str
    level: int
    goal: Goal | None


@frozen
class Sheets:
    """All pages of a file, its outline and its own title; `inward`: no link leads outside it."""

    sheets: tuple[Sheet, ...]
    outline: tuple[Heading, ...]
    title: str
    inward: bool = False


def trace(
    ops: Sequence[PathOp], fill: Colour | None, pen: Stroke | None, mark: int | None = None
) -> Trace:
    """A path as it is compared: curves are cubic, a row of round dots is where the dots are."""
    path = tuple(_cubic(ops))
    if pen is not None and pen.cap == 1 and not fill:
        if len(pen.dash) == 2 and not pen.dash[0]:
            return Trace(tuple(_dots(path, pen.dash[1])), None, _plain(pen), mark)
        if len(path) > 1 and all(_is_dot(*path[i : i + 2]) for i in range(0, len(path), 2)):
            return Trace(path[::2], None, _plain(pen), mark)
    return Trace(path, fill, pen, mark)


def _plain(pen: Stroke) -> Stroke:
    return Stroke(pen.colour, pen.width, pen.cap)


def _cubic(ops: Sequence[PathOp]) -> Iterator[PathOp]:
    x0 = y0 = 0.0
    for letter, *raw in ops:
        points = [float(each) for each in raw]
        if letter == "Q":
            x1, y1, x, y = points
            points = [x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0),
                      x + 2 / 3 * (x1 - x), y + 2 / 3 * (y1 - y), x, y]
        yield ("C" if letter == "Q" else letter, *points)
        if points:
            x0, y0 = points[-2:]


def _dots(path: Sequence[PathOp], apart: float) -> Iterator[PathOp]:
    """The dots along a straight line, the first at its beginning."""
    (_, *start), (_, *end) = path
    (x, y), (x2, y2) = map(float, start), map(float, end)
    far = hypot(x2 - x, y2 - y)
    count = int(far / apart + 1e-6) + 1 if apart > 0 else 1
    if count > _MOST_DOTS:
        raise ValueError("dots without end")
    for at in range(count):
        part = at * apart / far if far else 0.0
        yield "M", x + part * (x2 - x), y + part * (y2 - y)


def _is_dot(start: PathOp, end: PathOp = ()) -> bool:
    if (start[:1], end[:1]) != (("M",), ("L",)):
        return False
    (x, y), (x2, y2) = map(float, start[1:]), map(float, end[1:])
    return hypot(x2 - x, y2 - y) < _SHORTEST


def same_trace(one: Trace, other: Trace) -> bool:
    """Whether two paths lie alike, in one colour, drawn by one pen."""
    if [op[0] for op in one.ops] != [op[0] for op in other.ops]:
        return False
    pairs = zip(one.ops, other.ops, strict=True)
    if not all(near(map(float, a[1:]), map(float, b[1:])) for a, b in pairs):
        return False
    if not same_hue(one.fill, other.fill) or (one.pen is None) != (other.pen is None):
        return False
    a, b = one.pen, other.pen
    return a is None or b is None or (
        same_hue(a.colour, b.colour) and (a.cap, a.join) == (b.cap, b.join)
        and near((a.width, a.phase, *a.dash), (b.width, b.phase, *b.dash)))


def near(one: Iterable[float], other: Iterable[float]) -> bool:
    """Whether numbers are the same, but for rounding."""
    first, second = tuple(one), tuple(other)
    return len(first) == len(second) and all(
        abs(a - b) < NEAR for a, b in zip(first, second, strict=True))


def same_hue(one: Colour | None, other: Colour | None) -> bool:
    """Whether two colours are one, as far as formats write them."""
    if one is None or other is None:
        return one is other
    return all(abs(a - b) < _HUE for a, b in zip(one, other, strict=True))
