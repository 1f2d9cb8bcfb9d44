"""Drawn is what the facts say: the value, and that it is approximate."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.checks.charts.specs import scales, specs
from reportgen.diagnostics import ReportError, Sink, Span
from reportgen.document.chart import Datum
from reportgen.document.tree import Document
from reportgen.facts.model import Amount, Dataset, Fact, UnassignedRates
from reportgen.facts.text import number


def check_values(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0720 no number but drawn, E0721 another number, E0722 an approximation drawn as exact."""
    for spec, place in specs(document):
        for unit, group in scales(spec):
            for datum in group:
                fact = dataset.by_id.get(datum.quantity.fact)
                if fact is not None and not isinstance(fact.value, UnassignedRates):   # E0407
                    _check(datum, fact, unit, place, sink)


def _check(datum: Datum, fact: Fact, unit: str, place: Span, sink: Sink) -> None:
    if not fact.amounts:
        sink.error("E0720", f"“{fact.name}”没有数值，却画成了{datum.value}", place,
                   "没有数的一项写 —，不要写 0", related=fact.here)
        return
    if (stated := _stated(fact, unit)) is not None and stated != datum.value:
        sink.error("E0721", f"“{fact.name}”是{stated}{unit}，却画成了{datum.value}", place,
                   "图里的数从事实来，不要另写", related=fact.here)
    if word := _word(fact.amounts, datum):
        sink.error("E0722", f"“{fact.name}”是约数（{word}），图上却印成准数", place,
                   f"标签印出“{word}”", related=fact.here)


def _stated(fact: Fact, unit: str) -> object:
    try:
        return number(fact, unit)
    except ReportError:
        return None


def _word(amounts: Sequence[Amount], datum: Datum) -> str:
    """The approximation word that a label leaves out."""
    words = [a.approximation.word for a in amounts if a.approximation is not None]
    return next((word for word in words[:1] if word not in datum.quantity.text), "")
