"""A drawing: a compiled chart as a neutral record that every format replays.

Units are points, origin at the lower left, y upwards. Colours are RGB in 0…1. A text run keeps its
text, size and anchor (left end of its baseline); the replayer draws it with the page's own face, so
labels are the same in PDF, SVG and PNG, and the glyph check sees them. This module imports no
matplotlib: a cached drawing is replayed without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reportgen.frozen import frozen

Colour = tuple[float, float, float]
# ("M", x, y) ("L", x, y) ("Q", x1, y1, x, y) ("C", x1, y1, x2, y2, x, y) ("Z",)
PathOp = tuple[str | float, ...]


def points(op: PathOp) -> Iterator[tuple[float, float]]:
    """The points of a step of a path; of a curve its handles, too."""
    numbers = map(float, op[1:])
    return zip(numbers, numbers, strict=True)


def placed(op: PathOp, place: Callable[[float, float], Iterable[float]]) -> PathOp:
    """A step of a path, each of its points where `place` puts it."""
    return op[0], *(each for x, y in points(op) for each in place(x, y))


@frozen
class Tag:
    """What a mark means, so that it can be read back: never how it looks.

    `part` is bar, point, line, tick, axis, label …; `scale` names the scale it stands on.
    """

    part: str = ""
    fact: str = ""        # id of the fact it shows
    series: str = ""
    scale: str = ""


PLAIN = Tag()


@frozen
class Stroke:
    """A pen. `dash` alternates on and off lengths in points; empty means solid."""

    colour: Colour
    width: float
    cap: int = 0          # 0 butt, 1 round, 2 projecting (as in PDF)
    join: int = 0         # 0 miter, 1 round, 2 bevel
    dash: tuple[float, ...] = ()
    phase: float = 0.0

    def scaled(self, scale: float) -> Stroke:
        """The pen as it is in a picture of another size."""
        return Stroke(self.colour, self.width * scale, self.cap, self.join,
                      tuple(length * scale for length in self.dash), self.phase * scale)


@frozen
class PathMark:
    """A path, filled, stroked or both."""

    ops: tuple[PathOp, ...]
    fill: Colour | None = None
    stroke: Stroke | None = None
    tag: Tag = PLAIN


@frozen
class TextMark:
    """A run of text: `x`, `y` the left end of its baseline, `angle` in degrees anticlockwise.

    `tag.fact` is the fact whose quantity this run prints, wholly or in part; else empty.
    """

    x: float
    y: float
    text: str
    size: float
    role: str             # face role of the page: hei, song …
    colour: Colour = (0.0, 0.0, 0.0)
    angle: float = 0.0
    tag: Tag = PLAIN

    @property
    def fact(self) -> str:
        """The fact whose quantity this run prints."""
        return self.tag.fact


Mark = PathMark | TextMark


@frozen
class Drawing:
    """A chart of `width` × `height` points."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def printed(self) -> frozenset[str]:
        """The facts whose numbers it prints."""
        return frozenset(mark.fact for mark in self.marks
                         if isinstance(mark, TextMark) and mark.fact)

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts in drawing order, for the glyph check."""
        return tuple(mark.text for mark in self.marks if isinstance(mark, TextMark))
