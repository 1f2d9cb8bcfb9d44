"""Reading a drawing back: what stands in which row, and where in it.

Rows of bars and points, the boards of stages, the calendar of projects, small multiples. A row is
where its name stands; heights of names are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportgen.charts.parts.row_labels import caption
from reportgen.charts.proof.view import (
    RESOLUTION,
    ChartSeen,
    Fault,
    grouped,
    level,
    said,
    said_once,
    squeezed,
)
from reportgen.charts.record.drawing import PathMark, TextMark
from reportgen.charts.record.measure import Extent, centre, edges
from reportgen.document import chart

Rowed = chart.SeriesChart | chart.PartBars | chart.Change | chart.Targets
_BESIDE = 16.0      # points between the end of a bar and its number, at most
_OVER = 8.0         # points between the name of a small bar and the bar, at most
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_WITHIN = "其中"
_HALVES = ("上半年", "下半年")


def rows(seen: ChartSeen, spec: Rowed) -> Iterator[Fault]:
    """Every mark and number in the row of its name; the rows in the order of the facts."""
    named = list(_named(spec))
    levels = _levels(seen, [name for name, _ in named])
    if len(levels) != len(named) or any(a <= b for a, b in pairwise(levels)):
        yield Fault("", "各行的名称和事实对不上")
        return
    for mark in seen.shapes("bar", "point", "part", "whole", "target"):
        yield from _in_row(mark.tag.fact, centre(mark)[1], levels, named)
    once = said_once(spec)
    for fact, block in _blocks(seen).items():
        if fact not in once:
            continue
        if isinstance(spec, chart.PartBars):
            yield from _below(fact, block[0].y, levels, named)
            if any(facts[:1] == [fact] for _, facts in named):
                yield from _in_row(fact, level(block), levels, named)
        elif any(fact in facts for _, facts in named):
            yield from _in_row(fact, level(block), levels, named)
    if isinstance(spec, chart.PartBars):
        yield from _parts_named(seen, spec, levels)
        yield from _wholes(seen, once & {item.whole.quantity.fact for item in spec.items})
    if isinstance(spec, chart.SeriesChart):
        yield from _continued(seen, spec)
        yield from _linked(seen)
    if not isinstance(spec, chart.PartBars | chart.Targets):
        yield from _beside(seen, spec)


def _named(spec: Rowed) -> Iterator[tuple[str, list[str]]]:
    """The name of each row, and the facts in it."""
    match spec:
        case chart.PartBars():
            for item in spec.items:
                facts = [d.quantity.fact for d in (item.whole, item.part) if d is not None]
                yield caption(item.whole), facts
        case chart.Change():
            for datum in (spec.before, spec.after):
                yield caption(datum), [datum.quantity.fact]
        case chart.Targets():
            for row in spec.rows:
                yield row.label, [row.actual.quantity.fact, row.target.quantity.fact]
        case chart.SeriesChart():
            if spec.whole is not None:
                yield caption(spec.whole), [spec.whole.quantity.fact]
            for n, category in enumerate(spec.categories):
                there = [d for s in spec.series if (d := s.data[n]) is not None]
                lone = len(spec.series) == 1 and there
                yield (caption(there[0]) if lone else category.label,
                       [each.fact for d in there for each in d.printed])


def _levels(seen: ChartSeen, names: Sequence[str]) -> list[float]:
    """The height of each name, downwards; short when a name is missing or another stands there."""
    blocks: list[list[TextMark]] = []
    block: list[TextMark] = []
    for mark in seen.texts("category"):
        block.append(mark)
        if len(blocks) < len(names) and said(block) == squeezed(names[len(blocks)]):
            blocks.append(block)
            block = []
    return [] if block or seen.interlaced(blocks) else [level(each) for each in blocks]


def _in_row(
    fact: str, y: float, levels: Sequence[float], named: Sequence[tuple[str, list[str]]]
) -> Iterator[Fault]:
    name, facts = named[nearest(levels, y)]
    if fact not in facts:
        yield Fault(fact, f"画在“{name}”的一行里")


def _below(
    fact: str, y: float, levels: Sequence[float], named: Sequence[tuple[str, list[str]]]
) -> Iterator[Fault]:
    """The number of a part hangs under its bar: above the name of the next row."""
    for n, (name, facts) in enumerate(named):
        if facts[1:] == [fact]:
            foot = levels[n + 1] if n + 1 < len(levels) else 0.0
            if not foot < y < levels[n]:
                yield Fault(fact, f"没有写在“{name}”的一行里")


def _parts_named(seen: ChartSeen, spec: chart.PartBars, levels: Sequence[float]) -> Iterator[Fault]:
    """What a part is called, under the bar that it is a part of."""
    for n, item in enumerate(spec.items):
        foot = levels[n + 1] if n + 1 < len(levels) else 0.0
        shown = said(mark for mark in seen.texts("label")
                     if not mark.tag.fact and foot < mark.y < levels[n])
        name = squeezed(caption(item.part)) if item.part is not None else ""
        if shown.removeprefix(_WITHIN).removeprefix("：") != name.removeprefix(_WITHIN):
            yield Fault("", f"“{caption(item.whole)}”的其中项写的是“{shown}”，应为“{name}”")


def _wholes(seen: ChartSeen, facts: set[str]) -> Iterator[Fault]:
    """The number of each bar level with it: that of its part hangs below."""
    blocks = _blocks(seen)
    for bar in seen.shapes("bar"):
        fact, (_, low, _, high) = bar.tag.fact, edges(bar)
        if fact in facts and fact in blocks and not low <= level(blocks[fact]) <= high:
            yield Fault(fact, "数没有写在自己的条旁边")


def nearest(places: Sequence[float], place: float) -> int:
    """Which of the places is nearest."""
    return min(range(len(places)), key=lambda n: abs(places[n] - place))


def _blocks(seen: ChartSeen) -> dict[str, list[TextMark]]:
    """The lines of each fact's number."""
    return grouped(seen.texts("label"), lambda mark: mark.tag.fact)


def _continued(seen: ChartSeen, spec: chart.SeriesChart) -> Iterator[Fault]:
    """The parts of a whole, each where the one before it ends."""
    if spec.position is not chart.Position.FILL or spec.coord is not chart.Coord.ACROSS:
        return
    end = seen.start_line(vertical=False) or 0.0
    for mark in seen.shapes("part"):
        left, _, right, _ = edges(mark)
        if abs(left - end) > RESOLUTION:
            yield Fault(mark.tag.fact, "没有接着前一份画")
        end = right


def _linked(seen: ChartSeen) -> Iterator[Fault]:
    """Each line between two points of a row, from the one to the other."""
    points = [centre(mark) for mark in seen.shapes("point")]
    for link in seen.shapes("link"):
        for _, x, y in link.ops:
            near = min((max(abs(float(x) - a), abs(float(y) - b)) for a, b in points),
                       default=1.0)
            if near > RESOLUTION:
                yield Fault("", "两期之间的连线没有连到点上")


def _beside(
    seen: ChartSeen, spec: chart.SeriesChart | chart.Change | chart.Panels,
) -> Iterator[Fault]:
    """Each number level with its bar, at its end, its share behind it; not those of a fact that
    says more than one."""
    once = said_once(spec)
    bars = grouped(seen.shapes("bar", "part", "whole"), lambda mark: mark.tag.fact)
    blocks = _blocks(seen)
    for datum in chart.data(spec):
        fact = datum.quantity.fact
        block = [line for each in datum.printed for line in blocks.get(each.fact, ())]
        if not block or fact not in once or len(bars.get(fact, [])) != 1:
            continue
        start, low, end, high = edges(bars[fact][0])
        left, _, right, _ = seen.box(block)
        apart = max(left - end, start - right, 0.0)
        if not low <= level(block) <= high or apart > _BESIDE:
            yield Fault(fact, "数写在别的条旁边")


def goal(seen: ChartSeen) -> Iterator[Fault]:
    """The bands of all targets, from the axis to the one dashed line of the goal."""
    zero = seen.start_line(vertical=False) or 0.0
    aims = [edges(mark)[0] for mark in seen.shapes("goal")]
    for mark in seen.shapes("target"):
        left, _, right, _ = edges(mark)
        if len(aims) != 1 or max(abs(left - zero), abs(right - aims[0])) > RESOLUTION:
            yield Fault(mark.tag.fact, "目标线没有画在目标上")


# ------------------------------------------------------------------------------- small multiples


def panels(seen: ChartSeen, spec: chart.Panels) -> Iterator[Fault]:
    """Bars from their own zero, each under its name, each number beside its bar."""
    once = said_once(spec)
    shown = [(datum, str(n)) for n, panel in enumerate(spec.panels) for datum in panel.data]
    names = list(_captions(seen, [caption(datum) for datum, _ in shown]))
    if len(names) != len(shown):
        yield Fault("", "小图的名称和事实对不上")
        return
    lone = {datum.quantity.fact for panel in spec.panels if len(panel.data) == 1
            for datum in panel.data}
    for fact, block in _blocks(seen).items():
        box = seen.box(block)
        near = min(range(len(names)), key=lambda n: abs(names[n][0] - box[0])
                   + abs(names[n][1] - box[3]))
        if fact in once & lone and fact not in {each.fact for each in shown[near][0].printed}:
            yield Fault(fact, f"数写在“{caption(shown[near][0])}”下面")
    zeros, bars = _by_place(seen.shapes("zero")), _by_place(seen.shapes("bar"))
    numbers = _blocks(seen)
    for (datum, panel), (_, foot, _, _) in zip(shown, names, strict=True):
        fact = datum.quantity.fact
        bar, zero = ((edges(each.pop(0)) if (each := found.get((fact, panel))) else None)
                     for found in (bars, zeros))
        number = seen.box(numbers[fact]) if fact in numbers and fact in once else None
        tops = [box[3] for box in (bar, number) if box is not None]
        if (fact in once and not tops) or (tops and abs(foot - max(tops)) > _OVER):
            yield Fault(fact, f"没有画在“{caption(datum)}”下面")
        start = bar[0 if datum.value > 0 else 2] if bar and datum.value else None
        if start is not None and (zero is None or abs(start - zero[0]) > RESOLUTION):
            yield Fault(fact, "没有从零画起")
    yield from _beside(seen, spec)


def _captions(seen: ChartSeen, wanted: Sequence[str]) -> Iterator[Extent]:
    """Where the names of the small multiples stand, as far as they are the wanted ones."""
    block: list[TextMark] = []
    for mark in seen.texts("name"):
        block.append(mark)
        if wanted and said(block) == squeezed(wanted[0]):
            yield seen.box(block)
            block, wanted = [], wanted[1:]


def _by_place(marks: Iterable[PathMark]) -> dict[tuple[str, str], list[PathMark]]:
    """By fact and panel: a fact of two units stands in a panel of either."""
    return grouped(marks, lambda mark: (mark.tag.fact, mark.tag.scale))


# ------------------------------------------------------------------------- calendar and board


def tasks(seen: ChartSeen, spec: chart.Schedule) -> Iterator[Fault]:
    """Each task between the lines of its own row; the calendar even, its names at its lines."""
    lines = [(mark.tag.scale, edges(mark)[1]) for mark in seen.shapes("row")]
    foot = min((edges(mark)[1] for mark in seen.shapes("frame")), default=0.0)
    if [name for name, _ in lines] != [row.label for row in spec.rows]:
        yield Fault("", "各行的名称和事实对不上")
        return
    bands = {name: (below, y) for (name, y), below in
             zip(lines, [*(y for _, y in lines[1:]), foot], strict=True)}
    levels = _levels(seen, [row.label for row in spec.rows])
    if len(levels) != len(lines) or any(
            not low < y < high for y, (low, high) in zip(levels, bands.values(), strict=True)):
        yield Fault("", "项目的名称没有写在自己的一行里")
    for mark in seen.shapes("task"):
        low, high = bands.get(mark.tag.scale, (0.0, 0.0))
        _, bottom, _, top = edges(mark)
        if not (low - RESOLUTION <= bottom and top <= high + RESOLUTION):
            yield Fault(mark.tag.fact, f"没有画在“{mark.tag.scale}”的一行里")
    facts = {row.label: {task.quantity.fact for task in row.tasks} for row in spec.rows}
    for text in seen.texts("label"):
        if not any(low < text.y < high and text.tag.fact in facts[name]
                   for name, (low, high) in bands.items()):
            yield Fault(text.tag.fact, f"“{text.text}”没有写在自己的一行里")
    yield from _calendar(seen)


def _calendar(seen: ChartSeen) -> Iterator[Fault]:
    months = sorted((int(mark.tag.scale), edges(mark)[0]) for mark in seen.shapes("month"))
    if len(months) > 1:
        (first, left), (last, right) = months[0], months[-1]
        step = (right - left) / (last - first)
        for month, x in months:
            if abs(x - left - step * (month - first)) > RESOLUTION:
                yield Fault("", f"{_date(month)}的线画偏了")
    heights = [{text.y for text in seen.texts("tick") if text.text.endswith("年") is years}
               for years in (True, False)]
    if min(heights[0], default=0.0) <= max(heights[1], default=-1.0):
        yield Fault("", "年份没有写在月份上面")
    for text in seen.texts("tick"):
        month, x = min(months, key=lambda each: abs(each[1] - text.x))
        names = (f"{month // 12}年", f"{month % 12 + 1}月", _QUARTERS[month % 12 // 3],
                 _HALVES[month % 12 // 6])      # of the stretch that begins with the month
        if abs(text.x - x) > 1 + RESOLUTION or text.text not in names:
            yield Fault("", f"“{text.text}”写在{_date(month)}的线上")


def _date(month: int) -> str:
    return f"{month // 12}年{month % 12 + 1}月"


def stages(seen: ChartSeen, spec: chart.StageChart) -> Iterator[Fault]:
    """A block for each stage up to the one reached, a dot for each ahead, under their names."""
    levels = _levels(seen, [row.label for row in spec.rows])
    heads = list(_heads(seen, spec))
    if len(levels) != len(spec.rows) or len(heads) != len(spec.stages):
        yield Fault("", "项目或阶段的名称和事实对不上")
        return
    for text in seen.texts("label"):
        row = spec.rows[nearest(levels, level([text]))]
        if text.tag.fact not in {quantity.fact for quantity in row.status}:
            yield Fault(text.tag.fact, f"“{text.text}”写在“{row.label}”的一行里")
    for row, y in zip(spec.rows, levels, strict=True):
        count = len(spec.stages)
        reached = -1 if row.stage is None else row.stage
        now = [] if row.stage is None else ["done" if row.complete else "current"]
        ahead = 0 if row.stage is None else count - reached - 1
        expected = ["done"] * max(reached, 0) + now + ["ahead"] * ahead
        marks = [mark for mark in seen.shapes("done", "current", "ahead")
                 if mark.tag.scale == row.label and abs(centre(mark)[1] - y) < RESOLUTION]
        marks.sort(key=lambda mark: centre(mark)[0])
        near = [nearest(heads, centre(mark)[0]) for mark in marks]
        if [mark.tag.part for mark in marks] != expected or near != list(range(len(marks))):
            facts = [quantity.fact for quantity in row.status]
            yield Fault(facts[0] if facts else "", f"“{row.label}”的阶段画得不对")


def _heads(seen: ChartSeen, spec: chart.StageChart) -> Iterator[float]:
    """Where the name of each stage is centred."""
    for index, name in enumerate(spec.stages):
        block = [text for text in seen.texts("head") if text.tag.scale == str(index)]
        if said(block) == squeezed(name):
            left, _, right, _ = seen.box(block)
            yield (left + right) / 2
