"""Reading a drawing back: from the drawn marks and labels to the values they stand for.

Here is how long marks are and what labels say; `standing` reads where they stand.

A reader of the printed chart has lengths, places, angles and texts, nothing else; so has this. The
scale is taken from the ticks where there are any, else from the longest mark; every other mark must
then lie where its value says, to the resolution of a drawing, and every label must say its quantity
to the letter. What a mark is (its fact, series, scale) is in its tag; how long it is, is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from reportgen.charts.parts.row_labels import DERIVED
from reportgen.charts.proof.positions import misplaced
from reportgen.charts.proof.row_positions import nearest
from reportgen.charts.proof.surroundings import surroundings, uneven
from reportgen.charts.proof.view import (
    RESOLUTION,
    ChartSeen,
    Fault,
    Width,
    grouped,
    level,
    rough_width,
    squeezed,
    stretches,
)
from reportgen.charts.record.drawing import Drawing, PathMark
from reportgen.charts.record.measure import area, centre, edges
from reportgen.diagnostics import ReportError
from reportgen.document import chart
from reportgen.facts.amount import parse_amounts
from reportgen.facts.amount_errors import AmountError
from reportgen.facts.amount_text import scaled
from reportgen.frozen import frozen

_INSET = 1.0            # points that a task ends before its month does
_ROUGH = 2e-3           # of the whole, for areas of curves
_LABELS = ("label", "inside")
_DECORATION = ("目标", f"（{DERIVED}）", "；")


@frozen
class Reading:
    """What a mark measures (points, or shares of a whole), and the value it should stand for."""

    fact: str
    scale: str
    measured: float
    value: Decimal


def read_back(
    drawing: Drawing, spec: chart.ChartSpec, width: Width = rough_width
) -> tuple[Fault, ...]:
    """Everything in the drawing that does not read back to the facts of the chart.

    `width` tells how wide the texts are in their face.
    """
    seen = ChartSeen(drawing, width)
    try:
        return (*_values(seen, spec), *misplaced(seen, spec), *_labels(seen, spec),
                *surroundings(seen, spec))
    except (ReportError, AmountError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        return (Fault("", f"图读不出来（{error}）"),)


def _values(seen: ChartSeen, spec: chart.ChartSpec) -> Iterator[Fault]:
    match spec:
        case chart.SeriesChart():
            yield from _series(seen, spec)
        case chart.PartBars() | chart.Change() | chart.Panels():
            readings = _matched(seen, ("bar",), _expected(spec), vertical=False)
            yield from _on_scales(readings, {})
        case chart.Targets():
            yield from _targets(seen, spec)
        case chart.Schedule():
            yield from _tasks(seen, spec)
        case chart.StageChart():
            return


def _expected(spec: chart.ChartSpec) -> list[tuple[chart.Datum, str]]:
    """The data that are drawn as bars, with their scales."""
    if isinstance(spec, chart.Panels):
        return [(datum, str(n)) for n, panel in enumerate(spec.panels) if len(panel.data) > 1
                for datum in panel.data]
    return [(datum, "") for datum in chart.data(spec)]


# ------------------------------------------------------------------------------- series charts


def _series(seen: ChartSeen, spec: chart.SeriesChart) -> Iterator[Fault]:
    vertical = seen.upwards
    if spec.coord is chart.Coord.POLAR:
        shares = _matched(seen, ("wedge",), [(d, "0") for d in spec.data], vertical=vertical)
        yield from _parts(shares, _ROUGH)
    elif spec.position is chart.Position.DODGE:
        readings = list(_vertices(seen, spec))
        for mark, part in (
            (chart.Mark.BAR, "bar"), (chart.Mark.POINT, "point"), (chart.Mark.LINE, "point")
        ):
            wanted = [(d, str(s.axis)) for s in spec.series if s.mark is mark for d in s.reported]
            found = _matched(seen, (part,), wanted, vertical=vertical)
            # of a dense line not every point has a marker: its corners are read
            readings += [r for r in found if r.measured or mark is not chart.Mark.LINE]
        yield from _ticked(readings, seen, spec, vertical=vertical)
    elif spec.coord is chart.Coord.ACROSS:
        pair = [(datum, "0") for datum in chart.data(spec)]
        yield from _on_scales(_matched(seen, ("part", "whole"), pair, vertical=False), {})
    else:
        yield from _stacks(seen, spec)


def _vertices(seen: ChartSeen, spec: chart.SeriesChart) -> Iterator[Reading]:
    """The corners of lines: one for each value of a stretch without gaps."""
    base = seen.start_line(vertical=True) or 0.0
    lines = grouped(seen.shapes("line"), lambda mark: mark.tag.series)
    for index, series in enumerate(spec.series):
        if series.mark is not chart.Mark.LINE:
            continue
        drawn = lines.get(series.name or str(index), [])
        for run in stretches(series):
            corners = drawn.pop(0).ops if drawn else ()
            for n, datum in enumerate(filter(None, (series.data[place] for place in run))):
                y = float(corners[n][2]) - base if n < len(corners) else 0.0
                yield Reading(datum.quantity.fact, str(series.axis), y, datum.value)


def _stacks(seen: ChartSeen, spec: chart.SeriesChart) -> Iterator[Fault]:
    """Each part by its height; in a 100 % stack against the others of its stack."""
    wanted = [(d, str(s.axis)) for s in spec.series for d in s.reported]
    readings = _matched(seen, ("part",), wanted, vertical=True)
    if spec.position is chart.Position.STACK:
        yield from _ticked(readings, seen, spec, vertical=True)
        return
    yield from _ticked([], seen, spec, vertical=True, unit="%")
    facts = {reading.fact: reading for reading in readings}
    for column in spec.columns:
        stack = [facts[d.quantity.fact] for d in column if d is not None
                 and d.quantity.fact in facts]
        yield from _parts(stack, 0.0)


def _parts(readings: list[Reading], rough: float) -> Iterator[Fault]:
    """Marks as shares of their sum."""
    total = sum(reading.measured for reading in readings)
    whole = float(sum((reading.value for reading in readings), Decimal(0)))
    for reading in readings:
        drawn = reading.measured / total if total else 0.0
        said = float(reading.value) / whole if whole else 0.0
        if abs(drawn - said) > max(rough, RESOLUTION / total if total else 0.0):
            yield Fault(reading.fact, f"画的是全部的{drawn:.2%}，应为{said:.2%}")


# --------------------------------------------------------------------------- marks and scales


def _matched(
    seen: ChartSeen, parts: Iterable[str], wanted: list[tuple[chart.Datum, str]], *, vertical: bool
) -> list[Reading]:
    """The marks of some kinds with the data they show; a missing mark measures nothing.

    A bar is as long as its fill; a point lies where its outline's middle is; both from the axis.
    """
    base = seen.start_line(vertical=vertical)
    found = grouped(seen.shapes(*parts), lambda mark: (mark.tag.fact, mark.tag.part))
    readings = []
    for datum, scale in wanted:
        fact = datum.quantity.fact
        mark = next((m.pop(0) for part in parts if (m := found.get((fact, part)))), None)
        value = datum.value if base is not None else abs(datum.value)
        if mark is not None or datum.value:
            measured = _measured(mark, base, vertical=vertical) if mark is not None else 0.0
            readings.append(Reading(fact, scale, measured, value))
    return readings


def _measured(mark: PathMark, base: float | None, *, vertical: bool) -> float:
    if mark.tag.part == "wedge":
        return area(mark)
    left, low, right, high = edges(mark)
    start, end = (low, high) if vertical else (left, right)
    if mark.tag.part in {"part", "whole"} or base is None:
        return end - start
    if mark.tag.part == "point":
        x, y = centre(mark)
        return (y if vertical else x) - base
    if min(abs(start - base), abs(end - base)) > RESOLUTION:
        return end - start      # it begins elsewhere
    # a bar has one end on the axis; the other end is its value
    return end - base if abs(start - base) <= abs(end - base) else start - base


def _on_scales(
    readings: list[Reading], scales: Mapping[str, tuple[float, Decimal]]
) -> Iterator[Fault]:
    """Marks on linear scales: points per unit from the ticks, else from the longest mark."""
    for scale in dict.fromkeys(reading.scale for reading in readings):
        mine = [reading for reading in readings if reading.scale == scale]
        unit, origin = scales.get(scale, (0.0, Decimal(0)))
        if not unit:
            longest = max(mine, key=lambda reading: abs(reading.value))
            if not longest.value:
                continue
            unit = abs(longest.measured / float(longest.value))
        for reading in mine:
            should = float(reading.value - origin) * unit
            if abs(reading.measured - should) > RESOLUTION + abs(should) * 1e-6:
                drawn = reading.measured / unit + float(origin) if unit else 0.0
                yield Fault(reading.fact, f"画的是{drawn:.6g}，应为{reading.value}")


def _ticked(
    readings: list[Reading], seen: ChartSeen, spec: chart.SeriesChart, *, vertical: bool,
    unit: str = "",
) -> Iterator[Fault]:
    """Marks on the scales that ticks make: points per unit, and the value where the axis lies."""
    scales = {}
    for index, axis in enumerate(spec.axes):
        ticks = [m for m in seen.texts("tick") if m.tag.scale == str(index)]
        lines = [edges(m) for m in seen.shapes("grid") if m.tag.scale == str(index)]
        base = seen.start_line(vertical=vertical)
        if len(ticks) < 2 or len(ticks) != len(lines) or base is None:
            continue
        places = [(line[1] + line[3]) / 2 if vertical else (line[0] + line[2]) / 2
                  for line in lines]
        values = [_tick(each.text, unit or axis.unit) for each in ticks]
        pairs = [(places[nearest(places, level([each]))], value, each.text)
                 for each, value in zip(ticks, values, strict=True)]
        yield from uneven(pairs)
        if vertical and any((each.x > lines[0][0]) is not bool(index) for each in ticks):
            yield Fault("", "刻度写在另一根轴旁边")
        step = (pairs[-1][0] - pairs[0][0]) / float(pairs[-1][1] - pairs[0][1])
        origin = places[nearest(places, base)]
        start = next((value for place, value, _ in pairs if place == origin), None)
        if start is None:
            yield Fault("", "轴线上没有刻度")
            continue
        scales[str(index)] = (step, start)
    yield from _on_scales(readings, scales)


def _tick(text: str, unit: str) -> Decimal:
    """The value of a tick in the unit of its axis: 20亿元 is 200000 in 万元."""
    plain = text.replace("−", "-").replace(",", "")
    if not plain.strip("-.0123456789") or not unit:
        return Decimal(plain.rstrip("%‰"))
    return scaled(parse_amounts(plain)[0], unit)


# -------------------------------------------------------------------------------- other shapes


def _targets(seen: ChartSeen, spec: chart.Targets) -> Iterator[Fault]:
    """Each bar against the band of its own target."""
    bands = {mark.tag.scale: edges(mark) for mark in seen.shapes("target")}
    bars = {mark.tag.scale: mark for mark in seen.shapes("bar")}
    for row in spec.rows:
        fact = row.actual.quantity.fact
        if row.label not in bands or row.label not in bars:
            yield Fault(fact, f"“{row.label}”没有画出来")
            continue
        left, _, right, _ = bands[row.label]
        measured = _measured(bars[row.label], left, vertical=False)
        one = Reading(fact, "", measured, row.actual.value)
        whole = Reading(row.target.quantity.fact, "", right - left, row.target.value)
        yield from _on_scales([one, whole], {})


def _tasks(seen: ChartSeen, spec: chart.Schedule) -> Iterator[Fault]:
    """Each bar from its first to its last month, by the lines of the calendar."""
    lines = sorted((int(mark.tag.scale), edges(mark)[0]) for mark in seen.shapes("month"))
    ends = [edges(mark) for mark in seen.shapes("frame")]
    if ends and lines:
        last = max(task.interval.last for row in spec.rows for task in row.tasks)
        lines.append((last + 1, ends[0][2]))
    bars = grouped(seen.shapes("task"), lambda mark: (mark.tag.fact, mark.tag.scale))
    for row in spec.rows:
        for task in row.tasks:
            mine = bars.get((task.quantity.fact, row.label), [])
            drawn = edges(mine.pop(0))[::2] if mine else (0.0, 0.0)
            months = tuple(_month(x, lines) for x in drawn)
            if months != (task.interval.first, task.interval.last + 1):
                yield Fault(task.quantity.fact, f"“{row.label}”的起止画得不对")


def _month(x: float, lines: list[tuple[int, float]]) -> int | None:
    """The month whose edge lies at x, between the lines of the calendar."""
    for (a, left), (b, right) in pairwise(lines):
        if left - 1 <= x <= right + 1:
            month = a + (x - left) / (right - left) * (b - a)
            off = abs(month - round(month)) * (right - left) / (b - a)
            return round(month) if off < _INSET else None
    return None


# -------------------------------------------------------------------------------------- labels


def _labels(seen: ChartSeen, spec: chart.ChartSpec) -> Iterator[Fault]:
    """Every printed quantity to the letter, as often as it is printed."""
    joined = grouped((mark for mark in seen.texts(*_LABELS) if mark.fact),
                     lambda mark: mark.tag.fact)
    said: dict[str, list[str]] = {}
    for quantity in chart.quantities(spec):
        said.setdefault(quantity.fact, []).append(quantity.text)
    units = [row.unit for row in spec.rows] if isinstance(spec, chart.Targets) else []
    for fact, lines in joined.items():
        text, wanted = "".join(line.text for line in lines), said.get(fact, [])
        if not any(_same(text, each, units) for each in _runs(wanted)):
            yield Fault(fact, f"标的是“{text}”，应为“{'、'.join(wanted) or '没有这个数'}”")


def _runs(texts: list[str]) -> Iterator[str]:
    """What may be printed of a fact: some of its quantities, in their order."""
    for count in range(1, len(texts) + 1):
        yield "".join(texts[:count])
        yield "".join(texts[-count:])


def _same(text: str, wanted: str, units: list[str]) -> bool:
    """Whether a label is a quantity, perhaps with its unit and what a row says around it."""
    def plain(text: str) -> str:
        for word in _DECORATION:
            text = text.replace(word, "")
        return squeezed(text)       # a line may be broken at a blank

    return plain(text) in {plain(wanted), *(plain(wanted) + unit for unit in units)}
