"""What is drawn side by side is of one length of time, and a plan is not drawn as done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.diagnostics import Sink, Span
from reportgen.document.chart import ChartSpec, Datum, SeriesChart, Targets, data
from reportgen.facts.model import Fact, Modality, Quantities
from reportgen.facts.period import interval

RATES = ("%", "‰", "倍", "个百分点")
_PLANNED = (Modality.PLANNED, Modality.AIMED)
_WORDS = ("计划", "目标", "力争", "预计", "预期", "拟")


def check_times(
    spec: ChartSpec, groups: Sequence[Sequence[Datum]], facts: Mapping[str, Fact], place: Span,
    sink: Sink,
) -> None:
    """W0719: amounts of a month and of a year, side by side under names that do not tell.

    On an axis of periods the periods tell; what was done until now has the year's aim.
    """
    if isinstance(spec, Targets) or (
            isinstance(spec, SeriesChart) and all(c.interval for c in spec.categories)):
        return
    for group in groups:
        firsts: dict[str, Fact] = {}
        for datum in group:
            fact = facts.get(datum.quantity.fact)
            if fact is not None and (length := _length(fact)):
                firsts.setdefault(length, fact)
        if len(firsts) > 1:
            told = "、".join(f"“{fact.name}”是{fact.frequency or fact.period.text}的"
                            for fact in firsts.values())
            sink.warning(
                "W0719", f"画在一起的数期间长短不同：{told}", place,
                "换成同样长的期间；确要放在一起，在标签或图的“注”里写明各是什么时候的")


def _length(fact: Fact) -> str:
    """How long a time an amount is of: 每月, or its months; empty for a rate, and where unknown."""
    if not isinstance(fact.value, Quantities):
        return ""
    unit = fact.value.amounts[0].unit
    if unit in RATES or "/" in unit:        # 微克/立方米 is no more in a year than in a month
        return ""
    span = interval(fact.period)
    return fact.frequency or (str(span.months) if span is not None else "")


def check_plans(
    spec: ChartSpec, facts: Mapping[str, Fact], place: Span, sink: Sink
) -> None:
    """W0735: planned beside done, and nothing that is printed says which is which."""
    if isinstance(spec, Targets):
        return
    known = [facts[d.quantity.fact] for d in data(spec) if d.quantity.fact in facts]
    if all(fact.modality in _PLANNED for fact in known):
        return
    for shown, datum in _named(spec):
        fact = facts.get(datum.quantity.fact)
        if fact is not None and fact.modality in _PLANNED and not any(w in shown for w in _WORDS):
            word = fact.modality.value if fact.modality is not None else ""
            sink.warning("W0735", f"“{fact.name}”是{word}数，和别的数画在一起看不出来", place,
                         f"标签里写明：{{事实: {fact.name}, 标签: {datum.label}（{word}）}}")


def _named(spec: ChartSpec) -> Iterator[tuple[str, Datum]]:
    """Every value, and the words that stand by it."""
    over = spec.title + spec.frame.finding
    if isinstance(spec, SeriesChart):
        yield from ((over + series.name + datum.label, datum)
                    for series in spec.series for datum in series.reported)
    else:
        yield from ((over + datum.label, datum) for datum in data(spec))
