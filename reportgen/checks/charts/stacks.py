"""Only amounts that add up are put upon each other: no rates, no part beside its whole."""

from __future__ import annotations

from reportgen.checks.charts.specs import RATES, series_charts
from reportgen.diagnostics import Sink
from reportgen.document.chart import Coord, Position, SeriesChart
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset


def check_stacks(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0727 for a stack of what does not add up; one a chart."""
    for spec, place in series_charts(document):
        if spec.position is not Position.DODGE and spec.coord is not Coord.POLAR \
                and (found := _fault(spec, dataset)):
            message, hint = found
            sink.error("E0727", message, place, hint)


def _fault(spec: SeriesChart, dataset: Dataset) -> tuple[str, str] | None:
    """What does not add up, and how to mend it."""
    facts = dataset.by_id
    if spec.position is Position.STACK and (spec.unit in RATES or "/" in spec.unit):
        return f"{spec.unit}不能相加，叠起来没有意义", "改用“类型: 柱形”，各系列并列"
    for column in zip(*(series.data for series in spec.series), strict=True):
        here = [facts[d.quantity.fact] for d in column
                if d is not None and d.quantity.fact in facts]
        ids = {fact.id for fact in here}
        if (twice := next((fact for fact in here if fact.part_of in ids), None)) is not None:
            return f"“{twice.name}”已经算在“{facts[twice.part_of].name}”里，又叠了一次", \
                "去掉一个；要画其中项用“类型: 其中”"
        if len({fact.cumulative for fact in here}) > 1:
            return "叠在一起的数有的是累计、有的不是", "换成同一种"
    return None
