"""Horizontal bars of one unit, in the order given, each with its quantity at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.kind import SERIES_KEYS, Kind
from reportgen.charts.labels import look, unit_line
from reportgen.charts.rows import draw_axis, draw_texts, draw_unit, plan, row_heights
from reportgen.charts.scale import Bar, drawn
from reportgen.charts.words import Ruler
from reportgen.document.chart import Coord, SeriesChart

if TYPE_CHECKING:
    from reportgen.charts.drawing import Drawing


def draw_bars(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart."""
    from reportgen.charts.sheet import Sheet

    theme = ruler.theme
    chart = plan(spec.data, drawn(spec.data, spec.span), ruler)
    heights = row_heights(chart, ruler)
    unit = unit_line(spec.unit, spec.data)
    top = theme.margin + (theme.small_size * theme.pitch if unit else 0.0)
    total = top + sum(heights) + theme.row_gap * len(heights) + theme.margin
    sheet = Sheet(ruler, total)
    if unit:
        draw_unit(sheet, unit)
    bars, y = [], top + theme.row_gap / 2
    for index, (datum, height) in enumerate(zip(spec.data, heights, strict=True)):
        centre = y + height / 2
        bars.append(
            Bar(chart.values[index], centre - theme.bar_height / 2, theme.bar_height,
                look(datum, theme))
        )
        draw_texts(sheet, chart, index, datum, centre)
        y += height + theme.row_gap
    sheet.bars(chart.left, chart.scale, bars)
    draw_axis(sheet, chart, top, total - theme.margin)
    return sheet.finish()


KINDS = (
    Kind("条形", "条形图", SeriesChart, draw_bars, SERIES_KEYS, aliases=("横条",),
         coord=Coord.ACROSS),
)
