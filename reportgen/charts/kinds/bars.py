"""Horizontal bars of one unit, in the order given, each with its quantity at its end.

Several series stand below each other at their category. Names may be long; numbers always fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.parts.header_footer import framed
from reportgen.charts.parts.horizontal_plot import (
    BETWEEN,
    Plan,
    draw_axis,
    draw_name,
    draw_number,
    plan,
)
from reportgen.charts.parts.kind import SORTED_KEYS, ChartKind
from reportgen.charts.parts.row_labels import caption, unit_line
from reportgen.charts.parts.scale import Bar
from reportgen.charts.parts.series import MISSING, area, check, legend, name_of, tag
from reportgen.charts.record.drawing import Drawing
from reportgen.charts.record.text_measure import Ruler
from reportgen.document.chart import Category, Coord, SeriesChart

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas


def draw_bars(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    check(spec, theme.most_areas)
    names = [_name(spec, index, category) for index, category in enumerate(spec.categories)]
    chart = plan(names, spec.columns, ruler)
    heights = [chart.height(row, ruler) for row in range(len(names))]
    high = sum(heights) + theme.row_gap * len(heights)
    sheet, top = framed(spec.frame, unit_line(spec.unit, spec.data), ruler, high,
                        items=legend(spec, theme, range(len(spec.series))))
    y = top + theme.row_gap / 2
    for row, height in enumerate(heights):
        _draw_row(sheet, spec, chart, row, y + height / 2)
        y += height + theme.row_gap
    draw_axis(sheet, chart, top, top + high)
    return sheet.finish()


def _name(spec: SeriesChart, index: int, category: Category) -> str:
    """The category; of a single series, with what is to be said of its value (测算)."""
    datum = spec.series[0].data[index]
    return caption(datum) if datum is not None and len(spec.series) == 1 else category.label


def _draw_row(sheet: Canvas, spec: SeriesChart, chart: Plan, row: int, centre: float) -> None:
    """The name before the axis, and the bars of one category with their numbers."""
    draw_name(sheet, chart, row, centre)
    heights = chart.heights(row, sheet.ruler)
    y = centre - (sum(heights) + BETWEEN * (len(heights) - 1)) / 2
    for index, (cell, height) in enumerate(zip(chart.rows[row], heights, strict=True)):
        middle, series = y + height / 2, spec.series[index]
        draw_number(sheet, chart, cell, middle)
        if cell.datum is not None:
            look = area(spec, index, cell.datum, sheet.theme)
            mark = tag("bar", cell.datum, series, name_of(series, index))
            bar = Bar(cell.value, middle - chart.bar / 2, chart.bar, look, mark)
            sheet.bars(chart.left, chart.scale, [bar])
        y += height + BETWEEN


KINDS = (
    ChartKind("条形", "条形图", SeriesChart, draw_bars, SORTED_KEYS, aliases=("横条",),
         texts=(MISSING,), coord=Coord.ACROSS),
)
