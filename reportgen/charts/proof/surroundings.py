"""Reading a drawing back: what stands around the marks and tells what they are.

Finding and source, period and unit, the names of a legend beside samples that look as the marks of
their series do, ticks at the lines they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportgen.charts.parts.header_footer import SOURCE
from reportgen.charts.parts.row_labels import DERIVED, HATCHED, UNIT, bare
from reportgen.charts.proof.view import (
    RESOLUTION,
    ChartSeen,
    Fault,
    beside,
    grouped,
    level,
    said,
    squeezed,
)
from reportgen.charts.record.drawing import Colour, PathMark, TextMark
from reportgen.charts.record.measure import centre, edges
from reportgen.document import chart
from reportgen.facts.amount_text import decimal_text

_UNIT = re.compile(f"{UNIT}([^\\s]+)")
_SHARES = frozenset(("%", "‰"))
_SIDES = ("左轴", "右轴")
_DRAWN = ("bar", "part", "wedge", "task", "line", "point")
_ACROSS = 30.0      # points from a sample to its name, at most
_SOURCED = ("来源", "资料来源", "注")


def surroundings(seen: ChartSeen, spec: chart.ChartSpec) -> Iterator[Fault]:
    """Every word around the marks that is not what the chart should say, or stands elsewhere."""
    source = spec.frame.source
    wanted = source if source.startswith(_SOURCED) or not source else SOURCE + source
    for part, name, should in (("finding", "结论", spec.frame.finding), ("source", "来源", wanted)):
        shown = "".join(text.text for text in seen.texts(part))
        if squeezed(shown) != squeezed(should):
            yield Fault("", f"{name}写的是“{shown}”，应为“{should}”")
    hosts = beside(spec)
    for text in seen.texts("inside"):
        fact = hosts.get(text.tag.fact, text.tag.fact)
        left, low, right, high = seen.box([text])
        x, y = (left + right) / 2, (low + high) / 2
        if not any(edge.left <= x <= edge.right and edge.low <= y <= edge.high
                   for mark in seen.shapes("bar", "part", "wedge") if mark.tag.fact == fact
                   for edge in [edges(mark)]):
            yield Fault(text.tag.fact, f"“{text.text}”没有写在它的那一块里")
    yield from _units(seen, spec)
    yield from _legend(seen, spec)


def _units(seen: ChartSeen, spec: chart.ChartSpec) -> Iterator[Fault]:
    units: set[str] = set()
    if isinstance(spec, chart.SeriesChart):
        units = {axis.unit for axis in spec.axes}
    elif isinstance(spec, chart.PartBars | chart.Change):
        units = {spec.unit}
    note = " ".join(text.text for text in seen.texts("unit") if not text.tag.scale)
    told = _UNIT.findall(note)
    if spec.frame.period and squeezed(spec.frame.period) not in squeezed(note):
        yield Fault("", f"期间写的是“{note}”，应为“{spec.frame.period}”")
    for unit in told:
        if unit not in units:
            yield Fault("", f"单位写的是“{unit}”，应为“{'、'.join(sorted(units)) or '不写'}”")
    if isinstance(spec, chart.SeriesChart) and (floor := spec.axes[0].floor):
        rate = spec.unit if spec.unit in _SHARES else ""
        if f"{decimal_text(abs(floor))}{rate}" not in note.replace(",", ""):
            yield Fault("", f"纵轴的起点写的是“{note}”，应为{floor}{rate}")
    for text in seen.texts("unit"):
        if text.tag.scale and isinstance(spec, chart.SeriesChart) \
                and text.text != spec.axes[int(text.tag.scale)].unit:
            yield Fault("", f"轴的单位写的是“{text.text}”")
    one = isinstance(spec, chart.SeriesChart | chart.PartBars | chart.Change) and len(units) == 1
    own = told or any(text.tag.scale for text in seen.texts("unit"))
    if one and not own and not units & {*_SHARES, ""} and any(map(bare, chart.data(spec))):
        yield Fault("", f"没有写单位“{units.pop()}”")


def _legend(seen: ChartSeen, spec: chart.ChartSpec) -> Iterator[Fault]:
    """Each name beside its own sample; each sample in the colours of the marks it stands for."""
    names: dict[str, tuple[str, ...]] = {DERIVED: (HATCHED + DERIVED,)}
    twins = set[str]()      # series of one name have two entries of one text
    if isinstance(spec, chart.SeriesChart):
        for n, each in enumerate(spec.series):
            twins |= {each.name} & names.keys()
            side = f"（{_SIDES[each.axis]}）" if len(spec.axes) > 1 else ""
            names[each.name or str(n)] = (each.name + side, f"{each.name}（{DERIVED}）")
    elif isinstance(spec, chart.Schedule):
        names |= {state.value: (state.value,) for state in chart.State}
    samples = list(seen.shapes("sample"))
    entries = grouped(seen.texts("legend"), lambda mark: mark.tag.series)
    if seen.interlaced(lines for series, lines in entries.items() if series not in twins):
        yield Fault("", "图例的名称写到了别的名称里")
    for series, lines in entries.items():
        shown, known = said(lines), {squeezed(each) for each in names.get(series, ())}
        alike = series in twins and {squeezed(line.text) for line in lines} <= known
        if shown not in known and not alike:
            yield Fault("", f"图例写的是“{shown}”，应为“{series}”")
        near = _nearest(lines, samples)
        if near is None or near.tag.series != series:
            yield Fault("", f"图例“{shown}”没有写在自己的图样旁边")
    for series, marks in grouped(samples, lambda mark: mark.tag.series).items():
        drawn = _hues(mark for mark in seen.shapes(*_DRAWN) if mark.tag.series == series)
        if drawn and series != DERIVED and not _hues(marks) <= drawn:
            yield Fault("", f"图例“{series}”的颜色和图中的不一样")


def _hues(marks: Iterable[PathMark]) -> set[Colour]:
    """All colours of some marks."""
    return {hue for mark in marks for hue in (mark.fill, mark.stroke and mark.stroke.colour) if hue}


def _nearest(name: Sequence[TextMark], samples: Sequence[PathMark]) -> PathMark | None:
    """The sample that a name stands behind, on its height."""
    x, y = name[0].x, level(name)
    behind = [mark for mark in samples if 0 < x - edges(mark)[0] < _ACROSS]
    return min(behind, key=lambda mark: abs(centre(mark)[1] - y), default=None)


def uneven(pairs: Sequence[tuple[float, Decimal, str]]) -> Iterator[Fault]:
    """Ticks (place, value, text) that are not where a scale from the first to the last has them."""
    (start, low, _), (end, high, _) = pairs[0], pairs[-1]
    for place, value, text in pairs:
        should = start + (end - start) * float((value - low) / (high - low)) if high != low \
            else start
        if abs(place - should) > RESOLUTION * 2:
            yield Fault("", f"刻度“{text}”写在别的线上")
