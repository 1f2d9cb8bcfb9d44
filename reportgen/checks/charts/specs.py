"""The charts of a document, and what is compared with what in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from reportgen.diagnostics import Span
from reportgen.document import chart
from reportgen.document.tree import Document, Figure

RATES = ("%", "‰", "倍", "个百分点")


def specs(document: Document) -> Iterator[tuple[chart.ChartSpec, Span]]:
    """Every chart, and where it is written."""
    for block in document.blocks:
        if isinstance(block, Figure):
            yield block.chart, block.span


def series_charts(document: Document) -> Iterator[tuple[chart.SeriesChart, Span]]:
    """Every chart of series over categories."""
    for spec, place in specs(document):
        if isinstance(spec, chart.SeriesChart):
            yield spec, place


def scales(spec: chart.ChartSpec) -> Iterator[tuple[str, tuple[chart.Datum, ...]]]:
    """Each scale of a chart: its unit, and the values that are compared on it."""
    match spec:
        case chart.SeriesChart():
            for index, axis in enumerate(spec.axes):
                yield axis.unit, tuple(
                    d for s in spec.series if s.axis == index for d in s.reported)
            if spec.whole is not None:      # drawn as a circle or in words, beside no other
                yield spec.unit, (spec.whole,)
        case chart.Panels():
            yield from ((panel.unit, panel.data) for panel in spec.panels)
        case chart.Targets():
            yield from ((row.unit, (row.actual, row.target)) for row in spec.rows)
        case chart.PartBars() | chart.Change():
            yield spec.unit, chart.data(spec)
        case chart.StageChart() | chart.Schedule():
            return
        case _:
            assert_never(spec)

