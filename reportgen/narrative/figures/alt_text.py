"""Alternative texts: what a chart shows, in words, with every number it prints."""

from __future__ import annotations

from typing import assert_never

from reportgen.charts.registry import kind
from reportgen.document import chart
from reportgen.document.chart_words import sentences


def alt_text(spec: chart.ChartSpec, caption: str) -> str:
    """The chart in words. Derived values say 测算."""
    parts = (caption, _kind(spec), spec.frame.finding, "；".join(sentences(spec)))
    return "".join(f"{part.rstrip('。')}。" for part in parts if part)


def _kind(spec: chart.ChartSpec) -> str:
    words = kind(spec).words
    match spec:
        case chart.SeriesChart():
            units = dict.fromkeys(axis.unit for axis in spec.axes if axis.unit)
            return f"{words}，单位：{'、'.join(units)}" if units else words
        case chart.PartBars() | chart.Change():
            return f"{words}，单位：{spec.unit}"
        case chart.StageChart():
            return f"{words}，依次为{'、'.join(spec.stages)}"
        case chart.Panels():
            return f"{len(spec.panels)}幅{words}，各有各的单位"
        case chart.Targets() | chart.Schedule():
            return words
        case _:
            assert_never(spec)
