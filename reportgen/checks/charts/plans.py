"""A plan is not drawn as done."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.charts.specs import specs
from reportgen.diagnostics import Sink
from reportgen.document.chart import ChartSpec, Datum, SeriesChart, Targets, data
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset, Modality

_PLANNED = (Modality.PLANNED, Modality.AIMED)
_WORDS = ("计划", "目标", "力争", "预计", "预期", "拟")


def check_plans(dataset: Dataset, document: Document, sink: Sink) -> None:
    """W0735: planned beside done, and nothing that is printed says which is which."""
    facts = dataset.by_id
    for spec, place in specs(document):
        known = [facts[d.quantity.fact] for d in data(spec) if d.quantity.fact in facts]
        if isinstance(spec, Targets) or all(fact.modality in _PLANNED for fact in known):
            continue
        for shown, datum in _named(spec):
            fact = facts.get(datum.quantity.fact)
            if fact is None or fact.modality not in _PLANNED or any(w in shown for w in _WORDS):
                continue
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
