"""The charts of a document, and what is compared with what in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from reportgen.diagnostics import Span
from reportgen.document.chart import (
    Change,
    ChartSpec,
    Datum,
    Panels,
    PartBars,
    Schedule,
    SeriesChart,
    StageChart,
    Targets,
    data,
)
from reportgen.document.tree import Document, Figure
from reportgen.facts.model import Fact, Quantities

RATES = ("%", "‰", "倍", "个百分点")


def specs(document: Document) -> Iterator[tuple[ChartSpec, Span]]:
    """Every chart, and where it is written."""
    for block in document.blocks:
        if isinstance(block, Figure):
            yield block.chart, block.span


def series_charts(document: Document) -> Iterator[tuple[SeriesChart, Span]]:
    """Every chart of series over categories."""
    for spec, place in specs(document):
        if isinstance(spec, SeriesChart):
            yield spec, place


def scales(spec: ChartSpec) -> Iterator[tuple[str, tuple[Datum, ...]]]:
    """Each scale of a chart: its unit, and the values that are compared on it."""
    match spec:
        case SeriesChart():
            for index, axis in enumerate(spec.axes):
                yield axis.unit, tuple(
                    d for s in spec.series if s.axis == index for d in s.reported)
            if spec.whole is not None:      # drawn as a circle or in words, beside no other
                yield spec.unit, (spec.whole,)
        case Panels():
            yield from ((panel.unit, panel.data) for panel in spec.panels)
        case Targets():
            yield from ((row.unit, (row.actual, row.target)) for row in spec.rows)
        case PartBars() | Change():
            yield spec.unit, data(spec)
        case StageChart() | Schedule():
            return
        case _:
            assert_never(spec)


def unit_of(fact: Fact) -> str:
    """The unit of a fact's number; empty where it has none."""
    return fact.value.amounts[0].unit if isinstance(fact.value, Quantities) else ""
