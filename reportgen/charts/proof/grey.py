"""The proof of a drawing in grey, as an office printer makes it.

Every pair of series must differ in lightness (in print and on a screen), or in hatch, marker or
dash; and text must stand out from what lies under it: no hatch runs through it. A hatch counts when
it is seen on its fill.
Measured on a drawing: the record of what is drawn, or the same picture as a finished page has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import atan2, degrees, hypot

from reportgen.charts.parts.row_labels import DERIVED
from reportgen.charts.record.drawing import Colour, Drawing, PathMark, TextMark
from reportgen.charts.record.lightness import APART, contrast, lightness, step
from reportgen.charts.record.measure import edges
from reportgen.charts.record.theme import ASCENT, DESCENT
from reportgen.frozen import frozen

CONTRAST = 4.5          # of text against what lies under it (WCAG 2.1, 1.4.3)
WHITE = (1.0, 1.0, 1.0)
_DERIVED = 45           # degrees: the slant of a derived value's hatch, on any series
_TINY = 2.0             # points: shorter lines of a hatch have no sure angle
_EDGE = 1.0             # points by which a text may overhang what it lies on
_AREAS = ("bar", "part", "wedge", "task", "sample")
_LINES = ("line", "point", "link")


@dataclass(slots=True)
class Looks:
    """How the marks of one series look."""

    tints: set[tuple[float, float]] = field(default_factory=set)    # of fills and lines
    ground: tuple[float, float] = (100.0, 100.0)                # of the last fill
    hatches: set[tuple[int, ...]] = field(default_factory=set)   # angles and density
    shapes: set[tuple[object, ...]] = field(default_factory=set)  # of markers
    dashes: set[tuple[float, ...]] = field(default_factory=set)
    areas: bool = False                                         # it has bars or parts
    lines: bool = False                                         # it has lines or points


@frozen
class Pair:
    """Two series that a grey print does not tell apart."""

    first: str
    second: str


def alike(drawing: Drawing) -> tuple[Pair, ...]:
    """Every pair of series that looks the same in grey."""
    looks = _looks(drawing)
    return tuple(Pair(a, b) for a, b in combinations(sorted(looks), 2)
                 if not _differ(looks[a], looks[b]))


def faint(drawing: Drawing) -> tuple[tuple[str, str], ...]:
    """Texts that hardly stand out from what lies under them, and why, in grey."""
    found = []
    under: list[PathMark] = []
    for mark in drawing.marks:
        if isinstance(mark, PathMark):
            under.append(mark)
            continue
        ground, hatched = _beneath(mark, under)
        shown = contrast(mark.colour, ground)
        if hatched:
            found.append((mark.text, "压在花纹上"))
        elif shown < CONTRAST:
            found.append((mark.text, f"反差 {shown:.1f}"))
    return tuple(found)


def _looks(drawing: Drawing) -> dict[str, Looks]:
    """The looks of every series that has areas or lines."""
    looks: dict[str, Looks] = {}
    for mark in drawing.marks:
        if isinstance(mark, PathMark) and mark.tag.series not in {"", DERIVED} \
                and mark.tag.part in {*_AREAS, *_LINES, "hatch"}:
            _add(looks.setdefault(mark.tag.series, Looks()), mark)
    return looks


def _add(looks: Looks, mark: PathMark) -> None:
    pen = lightness(mark.stroke.colour) if mark.stroke is not None else None
    looks.areas |= mark.tag.part in _AREAS[:-1]
    looks.lines |= mark.tag.part in _LINES
    if mark.tag.part == "hatch":
        found = _hatch(mark)
        if found and pen is not None and step(pen, looks.ground) >= APART:
            looks.hatches.add(found)
        return
    if mark.fill is not None:
        looks.ground = lightness(mark.fill)
        looks.tints.add(looks.ground)
    elif pen is not None:
        looks.tints.add(pen)
    if mark.tag.part in {"point", "sample"} and mark.ops[-1][0] == "Z":
        looks.shapes.add(_shape(mark))
    if mark.tag.part == "line" and mark.stroke is not None:
        looks.dashes.add(tuple(round(n / (mark.stroke.dash[0] or 1), 1)
                               for n in mark.stroke.dash))


def _differ(a: Looks, b: Looks) -> bool:
    if (a.areas, a.lines) in {(not b.areas, not b.lines)}:
        return True
    if a.hatches != b.hatches or (a.shapes and b.shapes and not a.shapes & b.shapes):
        return True
    if a.dashes and b.dashes and not a.dashes & b.dashes:
        return True
    return min((step(x, y) for x in a.tints for y in b.tints), default=100.0) >= APART


def _hatch(mark: PathMark) -> tuple[int, ...]:
    """The angles of a hatch's lines in degrees, and how far apart they are in half points.

    Empty where it says no more than that a value is derived.
    """
    points = [(float(op[1]), float(op[2])) for op in mark.ops]
    offsets: dict[int, set[float]] = {}
    for (x1, y1), (x2, y2) in zip(points[::2], points[1::2], strict=True):
        length = hypot(x2 - x1, y2 - y1)
        angle = round(degrees(atan2(y2 - y1, x2 - x1)) % 180) % 180
        if length > _TINY and angle != _DERIVED:
            across = (x1 * (y2 - y1) - y1 * (x2 - x1)) / length
            offsets.setdefault(angle, set()).add(round(abs(across), 1))
    gaps = [b - a for places in offsets.values() for a, b in pairwise(sorted(places)) if b - a > 1]
    return (*sorted(offsets), round(2 * min(gaps)) if gaps else 0) if offsets else ()


def _shape(mark: PathMark) -> tuple[object, ...]:
    """Corners or curves, and whether a marker is filled with ink."""
    filled = mark.fill is not None and lightness(mark.fill)[0] < 90
    return (*(str(op[0]) for op in mark.ops), filled, _upright(mark))


def _upright(mark: PathMark) -> bool:
    """Whether a marker's first side runs along the page: a square, not a diamond."""
    if len(mark.ops) < 2 or len(mark.ops[1]) != 3:
        return True
    return abs(float(mark.ops[0][2]) - float(mark.ops[1][2])) < 0.05


def _beneath(text: TextMark, marks: list[PathMark]) -> tuple[Colour, bool]:
    """What a text lies on, the last area under it, else paper; whether a hatch crosses it.

    A plate keeps a hatch off only where it is as wide as the text.
    """
    box = _box(text)
    ground, hatched = WHITE, False
    for mark in marks:
        if mark.tag.part == "hatch":
            hatched = hatched or _crosses(mark, box)
        elif mark.fill is not None and mark.tag.part != "wedge" and _covers(edges(mark), box):
            left, _, right, _ = edges(mark)
            ground = mark.fill
            hatched = hatched and (box[0] + _EDGE < left or right < box[2] - _EDGE)
    return ground, hatched


def _box(text: TextMark) -> tuple[float, float, float, float]:
    """About where a run is; half an em for each character is enough to find what lies under it."""
    width = len(text.text) * text.size * 0.5
    return (text.x, text.y - DESCENT * text.size, text.x + width, text.y + ASCENT * text.size)


def _covers(area: tuple[float, ...], box: tuple[float, ...]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _crosses(mark: PathMark, box: tuple[float, ...]) -> bool:
    """Whether a line of a hatch runs through a box."""
    area = edges(mark)
    if min(area[2], box[2]) - max(area[0], box[0]) <= 0.5 or \
            min(area[3], box[3]) - max(area[1], box[1]) <= 0.5:
        return False
    points = [(float(op[1]), float(op[2])) for op in mark.ops]
    return any(_within(a, b, box) for a, b in zip(points[::2], points[1::2], strict=True))


def _within(a: tuple[float, float], b: tuple[float, float], box: tuple[float, ...]) -> bool:
    """Whether half a point and more of the line from a to b lies in a box (Liang and Barsky)."""
    start, end = 0.0, 1.0
    for from_, to, low, high in ((a[0], b[0], box[0], box[2]), (a[1], b[1], box[1], box[3])):
        if from_ == to:
            if not low <= from_ <= high:
                return False
            continue
        near, far = sorted(((low - from_) / (to - from_), (high - from_) / (to - from_)))
        start, end = max(start, near), min(end, far)
    return (end - start) * hypot(b[0] - a[0], b[1] - a[1]) > 0.5
