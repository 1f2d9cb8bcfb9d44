"""Hatching as geometry: straight lines cut to the shape they fill.

So every replayer draws a hatch with plain strokes; none needs patterns or clip paths. The lines
lie on one grid from the origin of the picture, so neighbouring shapes match.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, floor, radians, sin

Point = tuple[float, float]
Segment = tuple[Point, Point]
ANGLES = {"/": 45.0, "\\": 135.0, "-": 0.0, "|": 90.0}
SHORTEST = 0.05  # points; what is shorter is a grazed corner


def hatch(polygons: Sequence[Sequence[Point]], pattern: str, spacing: float) -> list[Segment]:
    """The lines of `pattern` inside the polygons (even-odd), `spacing` points apart.

    A sign repeated n times divides the spacing by n; different signs are drawn over each other.
    Raises `KeyError` for a sign that is no straight hatch.
    """
    lines: list[Segment] = []
    for sign in sorted(set(pattern.replace("x", "/\\").replace("+", "-|"))):
        count = pattern.count(sign) or 1
        lines += _cut(polygons, radians(ANGLES[sign]), spacing / count)
    return lines


def _cut(polygons: Sequence[Sequence[Point]], angle: float, spacing: float) -> list[Segment]:
    c, s = cos(angle), sin(angle)
    turned = [[(x * c + y * s, y * c - x * s) for x, y in polygon] for polygon in polygons]
    heights = [v for polygon in turned for _, v in polygon]
    if not heights:
        return []
    lines: list[Segment] = []
    for k in range(ceil(min(heights) / spacing), floor(max(heights) / spacing) + 1):
        v = k * spacing
        crossings = _crossings(turned, v)
        for a, b in zip(crossings[::2], crossings[1::2], strict=False):
            if b - a > SHORTEST:
                lines.append(((a * c - v * s, a * s + v * c), (b * c - v * s, b * s + v * c)))
    return lines


def _crossings(polygons: Sequence[Sequence[Point]], v: float) -> list[float]:
    found: list[float] = []
    for polygon in polygons:
        for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
            if (y1 <= v) != (y2 <= v):
                found.append(x1 + (v - y1) * (x2 - x1) / (y2 - y1))
    return sorted(found)
