"""What is drawn side by side is of one length of time."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.checks.charts.specs import RATES, scales, specs
from reportgen.diagnostics import Sink
from reportgen.document.chart import ChartSpec, Datum, SeriesChart, Targets
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset, Fact
from reportgen.facts.period import interval


def check_times(dataset: Dataset, document: Document, sink: Sink) -> None:
    """W0719: amounts of a month and of a year, side by side under names that do not tell.

    On an axis of periods the periods tell; what was done until now has the year's aim.
    """
    for spec, place in specs(document):
        for _, group in () if _told(spec) else scales(spec):
            firsts = _lengths(group, dataset)
            if len(firsts) > 1:
                told = "、".join(f"“{fact.name}”是{fact.frequency or fact.period.text}的"
                                for fact in firsts.values())
                sink.warning(
                    "W0719", f"画在一起的数期间长短不同：{told}", place,
                    "换成同样长的期间；确要放在一起，在标签或图的“注”里写明各是什么时候的")


def _told(spec: ChartSpec) -> bool:
    return isinstance(spec, Targets) or (
        isinstance(spec, SeriesChart) and all(c.interval for c in spec.categories))


def _lengths(group: Iterable[Datum], dataset: Dataset) -> dict[str, Fact]:
    """The first fact of each length of time."""
    firsts: dict[str, Fact] = {}
    for datum in group:
        fact = dataset.by_id.get(datum.quantity.fact)
        if fact is not None and (length := _length(fact)):
            firsts.setdefault(length, fact)
    return firsts


def _length(fact: Fact) -> str:
    """How long a time an amount is of: 每月, or its months; empty for a rate, and where unknown.

    Of 微克/立方米 there is no more in a year than in a month.
    """
    if not fact.amounts or fact.unit in RATES or "/" in fact.unit:
        return ""
    span = interval(fact.period)
    return fact.frequency or (str(span.months) if span is not None else "")
