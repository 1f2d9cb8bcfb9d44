"""A lighter weight of a face that has none: every stroke is made thinner, from both of its sides.

For figures among 仿宋, whose strokes are half as thick as those of a Latin text face. Advances,
heights and the ends of strokes stay, so that a line breaks where it broke; what is thin already
stays as it is.
"""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

THIN = 0.042  # of the em: the stems of 仿宋, which no stroke goes below
KEPT = 0.1  # of what a stroke is thicker than that
END = 0.15  # of the em: so far to the other side is along a stroke, not across it
MOST = 0.018  # of the em: what one side gives
_STEPS = 8  # chords of a curve when it is looked at from the other side
_NEAR = 0.15  # of a curve: where its thickness is taken, beside its end

Point = tuple[float, float]
Edge = tuple[Point, Point]


def lighten(font: TTFont) -> None:
    """Make the strokes of every glyph that is drawn itself thinner; composites follow."""
    em, glyf = font["head"].unitsPerEm, font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyf[name]
        if not glyph.isComposite() and glyph.numberOfContours > 0:
            glyf.glyphs[name] = _lighter(_contours(glyph, glyf), em)


def _contours(glyph: object, glyf: object) -> list[list[tuple[Point, bool]]]:
    """Points and whether each is on the curve, from one that is; none is left implied."""
    points, ends, flags = glyph.getCoordinates(glyf)  # type: ignore[attr-defined]
    found, start = [], 0
    for end in ends:
        ring = [(points[i], bool(flags[i] & 1)) for i in range(start, end + 1)]
        start, full = end + 1, []
        for here, after in zip(ring, [*ring[1:], ring[0]], strict=True):
            full.append(here)
            if not (here[1] or after[1]):
                full.append((_between(here[0], after[0], 0.5), True))
        full = [each for i, each in enumerate(full) if each[0] != full[i - 1][0]]
        first = next(i for i, (_, on) in enumerate(full) if on)
        found.append(full[first:] + full[:first])
    return found


def _lighter(contours: list[list[tuple[Point, bool]]], em: int) -> object:
    outline = [edge for ring in contours for edge in _chords(ring)]
    drawn = []
    for ring in contours:
        after = [*ring[1:], ring[0]]
        moved = [_moved(a, b, outline, em) for a, b in zip(ring, after, strict=True)]
        drawn.append([_corner(moved[i - 1], moved[i]) for i in range(len(ring))])
    _stand(drawn, contours, em)
    pen = TTGlyphPen(None)
    for ring, points in zip(contours, drawn, strict=True):
        after = [*ring[1:], ring[0]]
        pen.moveTo(points[0])
        off: list[Point] = []
        for (_, on), point in zip(after, [*points[1:], points[0]], strict=True):
            off.append(point)
            if on:
                pen.qCurveTo(*off) if len(off) > 1 else pen.lineTo(point)
                off = []
        pen.closePath()
    return pen.glyph(dropImpliedOnCurves=True)


def _stand(drawn: list[list[Point]], contours: list[list[tuple[Point, bool]]], em: int) -> None:
    """Stretch what became lower to the height it had: it stands on the baseline as before."""
    heights = [y for ring in contours for (_, y), _ in ring]
    low, high = min(heights), max(heights)
    now = [y for points in drawn for _, y in points]
    lowest, highest = min(now), max(now)
    if high - low < END * em:
        return     # a dash, a dot: a stroke itself
    for points in drawn:
        points[:] = [(x, round(low + (y - lowest) * (high - low) / (highest - lowest)))
                     for x, y in points]


def _chords(ring: list[tuple[Point, bool]]) -> list[Edge]:
    found: list[Edge] = []
    closed = [*ring, ring[0]]
    for i, (point, on) in enumerate(closed[:-1]):
        after, straight = closed[i + 1]
        if on and straight:
            found.append((point, after))
        elif on:
            stops = [_on_curve(point, after, closed[i + 2][0], k / _STEPS)
                     for k in range(_STEPS + 1)]
            found += pairwise(stops)
    return found


def _moved(a: tuple[Point, bool], b: tuple[Point, bool], outline: list[Edge], em: int) -> Edge:
    """A side of the outline, or of its control points, where the thinner stroke has it."""
    (ax, ay), (bx, by) = a[0], b[0]
    length = hypot(bx - ax, by - ay)
    inward = (by - ay) / length, (ax - bx) / length  # what is filled lies on the right
    if a[1] and b[1]:
        place = _between(a[0], b[0], 0.5)
    else:
        place = _between(a[0], b[0], _NEAR if a[1] else 1 - _NEAR)
    thick = _across(place, inward, outline, em) / em
    give = min(MOST, (thick - THIN) * (1 - KEPT) / 2) if THIN < thick < END else 0.0
    dx, dy = inward[0] * give * em, inward[1] * give * em
    return (ax + dx, ay + dy), (bx + dx, by + dy)


def _across(place: Point, way: Point, outline: list[Edge], em: int) -> float:
    """How far it is to the other side of the stroke; an em where there is none."""
    found = float(em)
    back = 0.012 * em  # a control point stands outside of its curve by less than this
    for (ax, ay), (bx, by) in outline:
        ex, ey = bx - ax, by - ay
        turn = way[0] * ey - way[1] * ex
        if not turn:
            continue
        far = ((ax - place[0]) * ey - (ay - place[1]) * ex) / turn
        along = ((ax - place[0]) * way[1] - (ay - place[1]) * way[0]) / turn
        if back < far < found and 0 <= along <= 1:
            found = far
    return found


def _corner(before: Edge, after: Edge) -> Point:
    """Where two moved sides meet; half-way between their ends where they go on straight."""
    (ax, ay), (bx, by) = before
    (cx, cy), (dx, dy) = after
    ux, uy, vx, vy = bx - ax, by - ay, dx - cx, dy - cy
    turn = ux * vy - uy * vx
    if abs(turn) < 0.15 * hypot(ux, uy) * hypot(vx, vy):
        return round((bx + cx) / 2), round((by + cy) / 2)
    far = ((cx - ax) * vy - (cy - ay) * vx) / turn
    return round(ax + far * ux), round(ay + far * uy)


def _between(a: Point, b: Point, part: float) -> Point:
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def _on_curve(a: Point, control: Point, b: Point, part: float) -> Point:
    return _between(_between(a, control, part), _between(control, b, part), part)
