"""Where labels go: each at the first free place of those it could stand at, else nowhere.

Labels never overprint: those that come first keep their place, later ones move or are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil, hypot
from typing import TYPE_CHECKING

from reportgen.charts.record.drawing import Tag
from reportgen.charts.record.theme import ASCENT, DESCENT, Look
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

AIR = 1.0       # points kept between two texts


@frozen
class LabelBox:
    """A rectangle; y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: LabelBox) -> bool:
        """Whether two boxes share an area."""
        return (min(self.right, other.right) > max(self.left, other.left)
                and min(self.bottom, other.bottom) > max(self.top, other.top))

    def off(self, other: LabelBox) -> float:
        """How far two boxes are apart; 0 where they touch."""
        return hypot(max(0.0, self.left - other.right, other.left - self.right),
                     max(0.0, self.top - other.bottom, other.top - self.bottom))

    def within(self, other: LabelBox) -> bool:
        """Whether this box lies in another."""
        return (self.left >= other.left and self.right <= other.right
                and self.top >= other.top and self.bottom <= other.bottom)


def fill(sheet: Canvas, box: LabelBox, look: Look, tag: Tag) -> None:
    """A rectangle painted."""
    sheet.box(box.left, box.top, box.right - box.left, box.bottom - box.top, look, tag)


def plate(sheet: Canvas, box: LabelBox, side: float = 0.0) -> None:
    """Paper under a text, `side` points wider at both sides."""
    wide = LabelBox(box.left - side, box.top, box.right + side, box.bottom)
    fill(sheet, wide, sheet.theme.plate, Tag("plate"))


def text_box(x: float, baseline: float, width: float, size: float) -> LabelBox:
    """The box of a run from its left end."""
    return LabelBox(x, baseline - ASCENT * size, x + width, baseline + DESCENT * size)


@dataclass(slots=True)
class Places:
    """What is taken within a frame."""

    frame: LabelBox
    taken: list[LabelBox] = field(default_factory=list)

    def take(self, box: LabelBox) -> None:
        """Keep a box free of labels."""
        self.taken.append(box)

    def segment(self, start: tuple[float, float], end: tuple[float, float], half: float) -> None:
        """Keep a line free of labels: small boxes along it."""
        (x1, y1), (x2, y2) = start, end
        pieces = max(1, ceil(max(abs(x2 - x1), abs(y2 - y1)) / 4))
        for n in range(pieces):
            a, b = n / pieces, (n + 1) / pieces
            xs, ys = sorted((x1 + (x2 - x1) * a, x1 + (x2 - x1) * b)), sorted(
                (y1 + (y2 - y1) * a, y1 + (y2 - y1) * b))
            self.take(LabelBox(xs[0] - half, ys[0] - half, xs[1] + half, ys[1] + half))

    def free(self, box: LabelBox) -> bool:
        """Whether a box lies in the frame and meets nothing."""
        return box.within(self.frame) and not any(box.meets(other) for other in self.taken)

    def first(self, boxes: Iterable[LabelBox]) -> LabelBox | None:
        """The first free box, which is then taken, with a little air around it."""
        for box in boxes:
            if self.free(box):
                self.take(LabelBox(box.left - AIR, box.top - AIR,
                                   box.right + AIR, box.bottom + AIR))
                return box
        return None


def its_own(boxes: Iterable[LabelBox], own: LabelBox, others: Sequence[LabelBox]) -> list[LabelBox]:
    """Those of the places for a label that lie no nearer to another mark than to its own."""
    return [box for box in boxes if all(box.off(own) <= box.off(other) for other in others)]


Spot = tuple[float, float]


def distance(spot: Spot, start: Spot, end: Spot) -> float:
    """How far a line between two spots passes from another."""
    (px, py), (ax, ay), (bx, by) = spot, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = ((px - ax) * dx + (py - ay) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(px - ax - along * dx, py - ay - along * dy)


def crosses(one: tuple[Spot, Spot], other: tuple[Spot, Spot]) -> bool:
    """Whether two lines cross, ends that only touch not counted."""
    def turns(line: tuple[Spot, Spot], spot: Spot) -> float:
        (ax, ay), (bx, by) = line
        return (bx - ax) * (spot[1] - ay) - (by - ay) * (spot[0] - ax)

    return (turns(one, other[0]) * turns(one, other[1]) < 0
            and turns(other, one[0]) * turns(other, one[1]) < 0)


def spread(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places as near as may be to the wanted ones, in order, at least `least` apart.

    Kept between `low` and `high` where they fit there at all.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[list[float]] = []           # sum of wanted starts, count, start
    for i in order:
        groups.append([wanted[i], 1.0, wanted[i]])
        while len(groups) > 1 and groups[-2][2] + groups[-2][1] * least > groups[-1][2]:
            last = groups.pop()
            first = groups[-1]
            first[0] += last[0] - first[1] * last[1] * least
            first[1] += last[1]
            first[2] = first[0] / first[1]
    places = [start + n * least for _, count, start in groups for n in range(int(count))]
    if places:
        shift = max(0.0, low - places[0]) - max(0.0, places[-1] - high)
        places = _held(places, least, low, high) if shift else places
    found = [0.0] * len(wanted)
    for i, place in zip(order, places, strict=True):
        found[i] = place
    return found


def _held(places: list[float], least: float, low: float, high: float) -> list[float]:
    """The places pushed into their bounds, from below and then from above."""
    for i, place in enumerate(places):
        places[i] = max(place, low if i == 0 else places[i - 1] + least)
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], high if i == len(places) - 1 else places[i + 1] - least)
    return places
