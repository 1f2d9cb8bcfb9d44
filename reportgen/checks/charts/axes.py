"""Bars start from zero; two axes are both labelled, and of units of two kinds."""

from __future__ import annotations

from reportgen.checks.charts.specs import RATES, series_charts
from reportgen.diagnostics import Sink
from reportgen.document.chart import Mark, SeriesChart
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset


def check_axes(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0725 bars from elsewhere than zero, E0726 an axis without a unit, W0718 two of one kind."""
    for spec, place in series_charts(document):
        for index, axis in enumerate(spec.axes):
            bars = any(s.mark is Mark.BAR and s.axis == index for s in spec.series)
            if axis.floor and bars:
                sink.error("E0725", f"柱、条从{axis.floor}画起，长短就不是数的大小了", place,
                           "去掉“起点”；只看变化的改用折线图")
        if len(spec.axes) > 1 and not all(axis.unit for axis in spec.axes):
            sink.error("E0726", "两根纵轴有一根没有单位，看不出哪个系列用哪根轴", place,
                       "给事实写上单位，或分成两张图")
        if _twice(spec, dataset):
            names = "、".join(axis.unit for axis in spec.axes)
            sink.warning("W0718", f"左右两根纵轴量的是同一种单位（{names}），"
                         "大的数可能画得比小的数低", place,
                         "去掉“轴: 右”，画在一根轴上；相差太多的分成两张图")


def _twice(spec: SeriesChart, dataset: Dataset) -> bool:
    """Two axes of one unit, 万元 and 亿元: the larger number can stand below the smaller.

    Rates are told apart by what they are shares of (E0723), not by their sign.
    """
    facts = dataset.by_id
    units = [{facts[d.quantity.fact].unit for s in spec.series if s.axis == index
              for d in s.reported if d.quantity.fact in facts} for index in range(len(spec.axes))]
    return len(units) > 1 and units[0] == units[1] and not units[0] <= {"", *RATES}
