"""Whether charts are honest: what the facts say, on scales that do not mislead (072x).

Looked at is the specification, beside the facts it was made from; what was drawn of it is proved by
`reportgen.checks.drawings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportgen.checks.growth import check_growth
from reportgen.checks.times import RATES, check_plans, check_times
from reportgen.diagnostics import ReportError, Sink, Span
from reportgen.document.chart import (
    Change,
    ChartSpec,
    Coord,
    Datum,
    Interval,
    Mark,
    Panels,
    Position,
    SeriesChart,
    Targets,
    data,
)
from reportgen.document.tree import Document, Figure
from reportgen.facts.model import Amount, Dataset, Fact, Quantities, UnassignedRates
from reportgen.facts.text import number

_ALIKE = 2      # characters at the end of names of one measure: 产率, 占比, 增速


def check_charts(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0720 to W0729 for every chart of a document."""
    facts = dict(dataset.by_id)
    for block in document.blocks:
        if isinstance(block, Figure):
            _check(block.chart, facts, block.span, sink)


def _check(spec: ChartSpec, facts: dict[str, Fact], place: Span, sink: Sink) -> None:
    _values(spec, facts, place, sink)
    for group in _scales(spec):
        _measures(group, facts, place, sink)
    check_times(spec, list(_scales(spec)), facts, place, sink)
    check_plans(spec, facts, place, sink)
    if isinstance(spec, Change):
        check_growth(spec, facts, place, sink)
    if isinstance(spec, SeriesChart):
        _axes(spec, place, sink)
        _twice(spec, facts, place, sink)
        _stack(spec, facts, place, sink)
        _periods(spec, place, sink)


# ------------------------------------------------------------------------------------- values


def _values(spec: ChartSpec, facts: dict[str, Fact], place: Span, sink: Sink) -> None:
    """Drawn is what the facts say: the value, and that it is approximate."""
    units = dict(_units(spec))
    for datum in data(spec):
        fact = facts.get(datum.quantity.fact)
        if fact is None or isinstance(fact.value, UnassignedRates):     # those have E0407
            continue
        if not isinstance(fact.value, Quantities):
            sink.error("E0720", f"“{fact.name}”没有数值，却画成了{datum.value}", place,
                       "没有数的一项写 —，不要写 0", related=((fact.span, "事实在这里"),))
            continue
        unit = units.get(id(datum), "")
        if (stated := _stated(fact, unit)) is not None and stated != datum.value:
            sink.error("E0721", f"“{fact.name}”是{stated}{unit}，却画成了{datum.value}", place,
                       "图里的数从事实来，不要另写", related=((fact.span, "事实在这里"),))
        word = _word(fact.value.amounts, datum)
        if word:
            sink.error("E0722", f"“{fact.name}”是约数（{word}），图上却印成准数", place,
                       f"标签印出“{word}”", related=((fact.span, "事实在这里"),))


def _stated(fact: Fact, unit: str) -> object:
    try:
        return number(fact, unit)
    except ReportError:
        return None


def _word(amounts: Sequence[Amount], datum: Datum) -> str:
    """The approximation word that a label leaves out."""
    words = [a.approximation.word for a in amounts if a.approximation is not None]
    return next((word for word in words[:1] if word not in datum.quantity.text), "")


def _units(spec: ChartSpec) -> Iterator[tuple[int, str]]:
    """The unit each value is drawn in."""
    match spec:
        case SeriesChart():
            for series in spec.series:
                unit = spec.axes[series.axis].unit
                yield from ((id(datum), unit) for datum in series.reported)
            if spec.whole is not None:
                yield id(spec.whole), spec.unit
        case Panels():
            for panel in spec.panels:
                yield from ((id(datum), panel.unit) for datum in panel.data)
        case Targets():
            for row in spec.rows:
                yield from ((id(datum), row.unit) for datum in (row.actual, row.target))
        case _:
            yield from ((id(datum), getattr(spec, "unit", "")) for datum in data(spec))


# ------------------------------------------------------------------------------------- scales


def _scales(spec: ChartSpec) -> Iterator[list[Datum]]:
    """The values that are compared on one scale."""
    match spec:
        case SeriesChart():
            for index in range(len(spec.axes)):
                yield [d for s in spec.series if s.axis == index for d in s.reported]
        case Panels():
            yield from (list(panel.data) for panel in spec.panels)
        case Targets():
            yield from ([row.actual, row.target] for row in spec.rows)
        case _:
            yield list(data(spec))


def _measures(
    group: list[Datum], facts: dict[str, Fact], place: Span, sink: Sink
) -> None:
    """Rates of unlike wholes, and amounts of unlike scopes, are not to be compared by length."""
    known = [facts[d.quantity.fact] for d in group if d.quantity.fact in facts]
    rates = [fact for fact in known if _unit(fact) in RATES]
    wholes = _differing(fact.denominator for fact in rates)
    if wholes:
        sink.error("E0723", f"几个比率的分母不同（{'、'.join(wholes)}），不能画在一个坐标上", place,
                   "分成几张图，或改用阶段图，只写进展")
    elif _unlike(rates):
        sink.warning("W0717", f"{'、'.join(f'“{fact.name}”' for fact in rates[:3])}都没有写分母，"
                     "不知道能不能比高低", place, "在事实表里写上“分母: …”；分母不同就分成几张图")
    scopes = _differing(fact.scope for fact in known)
    if scopes:
        sink.warning("W0724", f"画在一起的数口径不同：{'、'.join(scopes)}", place,
                     "换成同一口径的数；确要放在一起，在图的“注”里写明")


def _unlike(rates: Sequence[Fact]) -> bool:
    """Whether rates without a stated whole are of unlike names: 工程进度 beside 签约率.

    Names that end alike are of one measure: 东村签约率 beside 西村签约率.
    """
    if any(fact.denominator for fact in rates):
        return False
    names = {fact.name for fact in rates if _unit(fact) in ("%", "‰")}
    return len(names) > 1 and len({name[-_ALIKE:] for name in names}) > 1


def _differing(words: Iterable[str]) -> list[str]:
    """The different words, where there are several; a missing one counts as 未写明."""
    found = list(dict.fromkeys(words))
    return [word or "未写明" for word in found] if len(found) > 1 else []


def _unit(fact: Fact) -> str:
    return fact.value.amounts[0].unit if isinstance(fact.value, Quantities) else ""


def _axes(spec: SeriesChart, place: Span, sink: Sink) -> None:
    """Bars start from zero; two axes are both labelled."""
    for index, axis in enumerate(spec.axes):
        bars = any(s.mark is Mark.BAR and s.axis == index for s in spec.series)
        if axis.floor and bars:
            sink.error("E0725", f"柱、条从{axis.floor}画起，长短就不是数的大小了", place,
                       "去掉“起点”；只看变化的改用折线图")
    if len(spec.axes) > 1 and not all(axis.unit for axis in spec.axes):
        sink.error("E0726", "两根纵轴有一根没有单位，看不出哪个系列用哪根轴", place,
                   "给事实写上单位，或分成两张图")


def _twice(spec: SeriesChart, facts: dict[str, Fact], place: Span, sink: Sink) -> None:
    """Two axes of one unit, 万元 and 亿元: the larger number can stand below the smaller.

    Rates are told apart by what they are shares of (E0723), not by their sign.
    """
    units = [{_unit(facts[d.quantity.fact]) for s in spec.series if s.axis == index
              for d in s.reported if d.quantity.fact in facts} for index in range(len(spec.axes))]
    if len(units) > 1 and units[0] == units[1] and not units[0] <= {"", *RATES}:
        names = "、".join(axis.unit for axis in spec.axes)
        sink.warning("W0718", f"左右两根纵轴量的是同一种单位（{names}），"
                     "大的数可能画得比小的数低", place,
                     "去掉“轴: 右”，画在一根轴上；相差太多的分成两张图")


# ------------------------------------------------------------------------------ stacks, periods


def _stack(spec: SeriesChart, facts: dict[str, Fact], place: Span, sink: Sink) -> None:
    """Only amounts that add up are put upon each other: no rates, no part beside its whole."""
    if spec.position is Position.DODGE or spec.coord is Coord.POLAR:
        return
    if spec.position is Position.STACK and (spec.unit in RATES or "/" in spec.unit):
        sink.error("E0727", f"{spec.unit}不能相加，叠起来没有意义", place,
                   "改用“类型: 柱形”，各系列并列")
        return
    for column in zip(*(series.data for series in spec.series), strict=True):
        here = [facts[d.quantity.fact] for d in column
                if d is not None and d.quantity.fact in facts]
        ids = {fact.id for fact in here}
        twice = next((fact for fact in here if fact.part_of in ids), None)
        if twice is not None:
            whole = facts[twice.part_of].name
            sink.error("E0727", f"“{twice.name}”已经算在“{whole}”里，又叠了一次",
                       place, "去掉一个；要画其中项用“类型: 其中”")
            return
        if len({fact.cumulative for fact in here}) > 1:
            sink.error("E0727", "叠在一起的数有的是累计、有的不是", place, "换成同一种")
            return


def _periods(spec: SeriesChart, place: Span, sink: Sink) -> None:
    """A time axis holds periods of one length, or all since one beginning (累计)."""
    spans = [c.interval for c in spec.categories if c.interval is not None]
    if len(spans) < len(spec.categories) or len(spans) < 2:
        return
    lengths, starts = {span.months for span in spans}, {span.first for span in spans}
    since = all(span.first % 12 == 0 for span in spans) and _counted_up(spans)
    if len(lengths) > 1 and not (len(starts) == 1 or since):
        sink.error("E0728", "一根时间轴上有长短不同的期间（如月和季），不能比高低", place,
                   "换成同样长的期间，或都用年初以来的累计数")
    steps = {b.last - a.last for a, b in pairwise(spans)}
    flat = spec.coord is Coord.ACROSS or any(s.mark is Mark.POINT for s in spec.series)
    if len(steps) > 1 and flat:
        sink.warning("W0729", "各期间隔不等，横条却是等距排的", place,
                     "补上中间的期间，没有数的写 —；或改用“类型: 折线”，按时间排")


def _counted_up(spans: Sequence[Interval]) -> bool:
    """Whether some year is counted up, 1—3月 then 1—6月; 上半年 after two whole years is not."""
    years = [span.first // 12 for span in spans]
    return len(set(years)) < len(years)
