"""Measuring paths of a drawing: their edges, their middle, their area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from reportgen.charts.record.drawing import PathMark, points

_SAMPLES = 24       # points on a curve
Point = tuple[float, float]


class Extent(NamedTuple):
    """How far something reaches on a drawing, y upwards."""

    left: float
    low: float
    right: float
    high: float


def edges(mark: PathMark) -> Extent:
    """Left, low, right, high of a path's points; of a curve, those of its control points too."""
    return reach(each for op in mark.ops for each in points(op))


def reach(spots: Iterable[Point]) -> Extent:
    """How far points reach, of which there are some."""
    xs, ys = zip(*spots, strict=True)
    return Extent(min(xs), min(ys), max(xs), max(ys))


def centre(mark: PathMark) -> Point:
    """The middle of a path; markers lie with theirs on the line."""
    left, low, right, high = edges(mark)
    return (left + right) / 2, (low + high) / 2


def area(mark: PathMark) -> float:
    """The area of a path's outline, curves sampled."""
    corners = list(outline(mark))
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def outline(mark: PathMark) -> Iterator[Point]:
    """Points along a path, in order."""
    pen = (0.0, 0.0)
    for op in mark.ops:
        knots = [pen, *points(op)]
        if len(knots) < 2:
            continue
        steps = 1 if op[0] in {"M", "L"} else _SAMPLES
        for n in range(1, steps + 1):
            yield _bezier(knots, n / steps) if steps > 1 else knots[-1]
        pen = knots[-1]


def _bezier(knots: list[Point], t: float) -> Point:
    """The point of a Bézier curve at `t` (de Casteljau)."""
    while len(knots) > 1:
        knots = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
                 for a, b in pairwise(knots)]
    return knots[0]
