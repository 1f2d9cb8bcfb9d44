"""Reading a drawing back, the other way: not how long its marks are, but where they stand.

Over their period or category, one on the other in a stack, one after the other around a circle. The
place of a period follows from the ends of the axis and from the calendar alone. Rows and boards
are read in `standing_rows`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import atan2, cos, degrees, hypot, inf, radians
from typing import assert_never

from reportgen.charts.parts.row_labels import caption
from reportgen.charts.proof.row_positions import goal, nearest, panels, rows, stages, tasks
from reportgen.charts.proof.view import (
    RESOLUTION,
    ChartSeen,
    Fault,
    beside,
    grouped,
    said,
    said_once,
    squeezed,
    stretches,
)
from reportgen.charts.record.drawing import PathMark, TextMark
from reportgen.charts.record.measure import centre, edges, outline
from reportgen.document import chart
from reportgen.facts.approximation import WORD

_ROUGH = 3.0        # points by which the width of a text may be misjudged
_EDGE = 1.5         # points by which a number in a part may seem to leave it
_NEARER = 1.0       # points by which a number may seem nearer to another mark
_EXCHANGED = 6.0    # or two numbers nearer to each other's, where lines are dense
_LINES = 20         # lines that a name over its number may take
_ASIDE = 6          # of its size by which it may begin beside it
_NEAR = 34.0        # points between a point of a line and its number, at most


def misplaced(seen: ChartSeen, spec: chart.ChartSpec) -> Iterator[Fault]:
    """Every mark and number that stands elsewhere than what it means."""
    match spec:
        case chart.SeriesChart():
            yield from _series(seen, spec)
        case chart.PartBars() | chart.Change():
            yield from rows(seen, spec)
        case chart.Targets():
            yield from rows(seen, spec)
            yield from goal(seen)
        case chart.Schedule():
            yield from tasks(seen, spec)
        case chart.Panels():
            yield from panels(seen, spec)
        case chart.StageChart():
            yield from stages(seen, spec)
        case _:
            assert_never(spec)


def _series(seen: ChartSeen, spec: chart.SeriesChart) -> Iterator[Fault]:
    if spec.coord is chart.Coord.POLAR:
        yield from _wedges(seen, spec)
    elif not seen.upwards:
        yield from rows(seen, spec)
    else:
        axis = next(seen.shapes("axis"), None)
        if axis is None:
            return
        left, _, right, _ = edges(axis)
        places, slot = period_places(spec, left, right)
        yield from _marks(seen, spec, places)
        yield from _corners(seen, spec, places)
        yield from _piles(seen, spec, places)
        yield from _names(seen, spec, places, slot)
        yield from _numbers(seen, spec)


def period_places(spec: chart.SeriesChart, left: float, right: float) -> tuple[list[float], float]:
    """Where the categories lie on an axis, and the width each has: periods as the calendar says.

    The first and the last stand half a width from the ends of the axis.
    """
    count = len(spec.categories)
    ends = [c.interval.last for c in spec.categories if c.interval is not None]
    if len(ends) < count or count < 3 or ends[-1] <= ends[0]:
        ends = list(range(count))
    if count == 1:
        return [(left + right) / 2], right - left
    span = ends[-1] - ends[0]
    least = min(b - a for a, b in pairwise(ends)) / span
    width = (right - left) / (1 + least)
    return [left + width * (least / 2 + (end - ends[0]) / span) for end in ends], width * least


# ---------------------------------------------------------------------------- over their category


def _marks(seen: ChartSeen, spec: chart.SeriesChart, places: Sequence[float]) -> Iterator[Fault]:
    """Points over their period; bars beside each other around it, parts centred on it."""
    where: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    beside = [n for n, series in enumerate(spec.series) if series.mark is chart.Mark.BAR]
    for index, series in enumerate(spec.series):
        order = beside.index(index) if index in beside else 0
        for category, datum in enumerate(series.data):
            if datum is not None:
                key = (datum.quantity.fact, series.name or str(index))
                where.setdefault(key, []).append(
                    (category, order, spec.categories[category].label))
    for mark in seen.shapes("point", "bar", "part"):
        waiting = where.get((mark.tag.fact, mark.tag.series), [])
        if not waiting:
            yield Fault(mark.tag.fact, "画了没有的数")
            continue
        x, _ = centre(mark)
        left, _, right, _ = edges(mark)
        offset = right - left if mark.tag.part == "bar" else 0.0
        off = [abs(x - places[n] - (order - (len(beside) - 1) / 2) * offset)
               for n, order, _ in waiting]
        near = off.index(min(off))
        _, _, label = waiting.pop(near) if mark.tag.part != "point" else waiting[near]
        if off[near] > RESOLUTION * max(1, len(beside)):
            yield Fault(mark.tag.fact, f"没有画在“{label}”的位置上")


def _corners(seen: ChartSeen, spec: chart.SeriesChart, places: Sequence[float]) -> Iterator[Fault]:
    """The corners of a line over their periods, as many as there are values between gaps."""
    drawn = grouped(seen.shapes("line"), lambda mark: mark.tag.series)
    for index, series in enumerate(spec.series):
        if series.mark is not chart.Mark.LINE:
            continue
        name = series.name or str(index)
        runs = list(stretches(series))
        lines = [[float(op[1]) for op in mark.ops] for mark in drawn.get(name, [])]
        if [len(line) for line in lines] != [len(run) for run in runs]:
            yield Fault("", f"“{name}”的线断在别处")
            continue
        for line, run in zip(lines, runs, strict=True):
            for x, n in zip(line, run, strict=True):
                if abs(x - places[n]) > RESOLUTION:
                    yield Fault("", f"“{name}”的线没有经过“{spec.categories[n].label}”")


def _piles(seen: ChartSeen, spec: chart.SeriesChart, places: Sequence[float]) -> Iterator[Fault]:
    """The parts of a stack one on the other, in the order of the series, from the axis upwards."""
    if spec.position is chart.Position.DODGE:
        return
    base = seen.start_line(vertical=True) or 0.0
    piles = grouped(seen.shapes("part"), lambda mark: nearest(places, centre(mark)[0]))
    for category, pile in piles.items():
        expected = [d.quantity.fact for s in spec.series if (d := s.data[category]) is not None]
        foot = base
        for mark in sorted(pile, key=lambda mark: expected.index(mark.tag.fact)
                           if mark.tag.fact in expected else -1):
            _, low, _, high = edges(mark)
            if abs(low - foot) > RESOLUTION:
                yield Fault(mark.tag.fact, "在堆叠里的次序不对")
            foot = high


def _names(
    seen: ChartSeen, spec: chart.SeriesChart, places: Sequence[float], slot: float
) -> Iterator[Fault]:
    """The names of the categories under their places; of many periods some are left out."""
    known = list(_known(spec))
    marks, blocks = list(seen.texts("category")), list[Sequence[TextMark]]()
    while marks:
        blocks.append(block := _block(marks, known))
        del marks[: len(block)]
        words = said(block)
        left, _, right, _ = seen.box(block)
        middle, half = (left + right) / 2, (right - left) / 2
        off = min((abs(middle - _within(places[n], half, seen.drawing.width))
                   for n, names in enumerate(known) if words in names), default=inf)
        if off > max(slot / 2, half * 0.1 + _ROUGH):
            yield Fault("", f"类目“{words}”写在别处")
    if seen.interlaced(blocks):
        yield Fault("", "类目的名称写到了别的名称里")


def _known(spec: chart.SeriesChart) -> Iterator[tuple[str, ...]]:
    """What may be written under each category: its label, or with what is to be said of it.

    Of a period also its part of the year alone, or over its year.
    """
    for category, datum in zip(spec.categories, spec.series[0].data, strict=True):
        label = squeezed(category.label)
        names = [label, squeezed(caption(datum))] if datum is not None else [label]
        year, mark, rest = label.partition("年")
        if category.interval is not None and rest:
            names += [rest, f"{rest}{year}{mark}"]
        yield tuple(names)


def _block(marks: Sequence[TextMark], known: Sequence[tuple[str, ...]]) -> Sequence[TextMark]:
    """The lines at the head of these that are one name: as many as make one."""
    most, said = 1, ""
    for count, mark in enumerate(marks, 1):
        said += squeezed(mark.text)
        if not any(name.startswith(said) for names in known for name in names):
            break
        if any(said in names for names in known):
            most = count
    return marks[:most]


def _within(place: float, half: float, width: float) -> float:
    """Where a text of this half width is centred that may not leave the sheet."""
    edge = _ROUGH + half
    return min(max(place, edge), width - edge) if 2 * edge < width else place


def _numbers(seen: ChartSeen, spec: chart.SeriesChart) -> Iterator[Fault]:
    """Each number, with its share, at the mark whose number it is."""
    once = said_once(spec)
    marks = grouped(seen.shapes("bar", "part", "point"), lambda mark: mark.tag.fact)
    owner = beside(spec)
    lines = grouped(seen.texts("label", "inside"),
                    lambda text: owner.get(text.tag.fact, text.tag.fact))
    for fact, block in lines.items():
        if fact not in once or len(marks.get(fact, [])) != 1:
            continue
        (mark,) = marks[fact]
        left, low, right, high = seen.box(block)
        box = edges(mark)
        across, up = _gap((left, right), box[0::2]), _gap((low, high), box[1::2])
        within = box.low < low + _EDGE and high - _EDGE < box.high
        near = {"point": across <= _NEAR and up <= _NEAR,
                "part": within if block[0].tag.part == "inside" else across <= _NEAR}
        if not near.get(mark.tag.part, up <= _NEAR and abs((left + right) / 2 - centre(mark)[0])
                        <= (box[2] - box[0]) / 2 + _ROUGH):
            yield Fault(fact, "数写在别的标记旁边")
    yield from _exchanged(seen, once, marks, lines)
    if len({series.mark for series in spec.series}) > 1:
        yield from _confused(seen, spec, {fact: mark for fact, (mark, *more) in marks.items()
                                          if not more}, lines)


def _exchanged(
    seen: ChartSeen, once: Collection[str], marks: Mapping[str, Sequence[PathMark]],
    lines: Mapping[str, Sequence[TextMark]],
) -> Iterator[Fault]:
    """Two numbers of points, each of which stands nearer to the other's."""
    boxes = {fact: (seen.box(block), centre(marks[fact][0])) for fact, block in lines.items()
             if fact in once and [mark.tag.part for mark in marks.get(fact, ())] == ["point"]}

    def off(number: str, point: str) -> float:
        box, (x, y) = boxes[number][0], boxes[point][1]
        return hypot(_gap(box[0::2], (x, x)), _gap(box[1::2], (y, y)))
    for one, other in combinations(boxes, 2):
        if off(one, one) > off(one, other) + _EXCHANGED and off(other, other) \
                > off(other, one) + _EXCHANGED:
            yield Fault(one, "数和另一个点的数对换了")


def _confused(
    seen: ChartSeen, spec: chart.SeriesChart, marks: Mapping[str, PathMark],
    lines: Mapping[str, Sequence[TextMark]],
) -> Iterator[Fault]:
    """Of lines over bars, the number that stands nearer to a mark of the other sort than to its
    own; an approximate one, which is never left out, may."""
    ends = {fact: _end(mark, seen.start_line(vertical=True) or 0.0)
            for fact, mark in marks.items()}
    for datum in spec.data:
        fact = datum.quantity.fact
        if fact not in ends or fact not in lines or WORD.search(datum.quantity.text):
            continue
        box, part = seen.box(lines[fact]), marks[fact].tag.part
        off = {other: hypot(_gap(box[0::2], end[0::2]), _gap(box[1::2], end[1::2]))
               for other, end in ends.items() if other == fact or marks[other].tag.part != part}
        if off[fact] - min(off.values()) > _NEARER:
            yield Fault(fact, "数写得离别的标记更近，会看错")


def _end(mark: PathMark, base: float) -> Sequence[float]:
    """Where a mark tells its value: a point, the side of a bar that is away from the axis."""
    left, low, right, high = edges(mark)
    if mark.tag.part == "point":
        (x, y) = centre(mark)
        return (x, y, x, y)
    y = low if abs(low - base) > abs(high - base) else high
    return (left, y, right, y)


def _gap(first: Sequence[float], second: Sequence[float]) -> float:
    """How far two stretches are apart; 0 where they overlap."""
    return max(0.0, first[0] - second[1], second[0] - first[1])


# -------------------------------------------------------------------------------- around a circle


def _wedges(seen: ChartSeen, spec: chart.SeriesChart) -> Iterator[Fault]:
    """Each wedge from where the one before it ends, clockwise from the top; names on its side."""
    yield from _named_wedges(seen, spec)
    wedges = list(seen.shapes("wedge"))
    if len(wedges) < 2:
        return          # nothing, or all of it
    xs, ys = zip(*(point for mark in wedges for point in outline(mark)), strict=True)
    x0, y0 = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    radius = (max(xs) - min(xs)) / 2
    near = degrees(3 * RESOLUTION / radius)
    total = float(sum(datum.value for datum in spec.data)) or 1.0
    turned = 0.0
    for datum, mark in zip(spec.data, wedges, strict=False):
        start, end = turned, turned + 360 * float(datum.value) / total
        found = [(90 - degrees(atan2(y - y0, x - x0))) % 360 for x, y in _arc(mark)]
        if mark.tag.fact != datum.quantity.fact or any(
                min(abs(a - b % 360), 360 - abs(a - b % 360)) > near
                for a, b in zip(found, (start, end), strict=True)):
            yield Fault(datum.quantity.fact, f"应从{start:.2f}°画到{end:.2f}°")
        turned = end
    yield from _sides(seen, spec, (x0, y0))


def _named_wedges(seen: ChartSeen, spec: chart.SeriesChart) -> Iterator[Fault]:
    """Each name over or before the number of its part."""
    names = list(seen.texts("category"))
    for datum in (*spec.data, *((spec.whole,) if spec.whole is not None else ())):
        number = [text for text in seen.texts("label") if text.tag.fact == datum.quantity.fact]
        if not number:
            continue
        box = seen.box(number)
        em = number[0].size
        mine = [text for text in names if box[1] - em / 4 < text.y < box[3] + em * _LINES
                and text.x < box[2] + em * _ASIDE and seen.box([text])[2] > box[0] - em * _ASIDE]
        if not {squeezed(caption(datum)), squeezed(datum.label)} & set(_stretches(mine)):
            yield Fault(datum.quantity.fact, f"“{datum.label}”没有写在它的数旁边")


def _stretches(lines: Sequence[TextMark]) -> Iterator[str]:
    """What some of these lines, one below the other, say together."""
    ordered = sorted(lines, key=lambda line: (-line.y, line.x))
    yield from (said(ordered[start:end]) for end in range(1, len(ordered) + 1)
                for start in range(end))


def _sides(
    seen: ChartSeen, spec: chart.SeriesChart, middle: tuple[float, float],
) -> Iterator[Fault]:
    """Each number on the side of its wedge, and those of a side from the top downwards."""
    blocks = grouped(seen.texts("label"), lambda mark: mark.tag.fact)
    total, turned = float(sum(datum.value for datum in spec.data)) or 1.0, 0.0
    sides: dict[bool, list[tuple[float, float, str]]] = {}
    for datum in spec.data:
        share = 360 * float(datum.value) / total
        angle, turned = turned + share / 2, turned + share
        for fact in (each.fact for each in datum.printed if each.fact in blocks):
            left, low, right, _ = seen.box(blocks[fact])
            if ((left + right) / 2 > middle[0]) != (angle <= 180) and min(
                    angle % 180, 180 - angle % 180) > 0.01:
                yield Fault(fact, "数写在圆的另一边")
            sides.setdefault(angle <= 180, []).append((-cos(radians(angle)), -low, fact))
    for side in sides.values():
        for (_, above, _), (_, below, fact) in pairwise(sorted(side)):
            if below < above:
                yield Fault(fact, "数写在别的一份旁边")


def _arc(mark: PathMark) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the outer arc of a wedge begins and ends, clockwise: its path runs the other way."""
    corner = next(n for n, op in enumerate(mark.ops) if n and op[0] == "L")
    first, last = mark.ops[0], mark.ops[corner - 1]
    return ((float(last[-2]), float(last[-1])), (float(first[-2]), float(first[-1])))
