"""Two periods of one indicator, and the reported rate between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.charts.parts.header_footer import framed
from reportgen.charts.parts.horizontal_plot import (
    Plan,
    draw_axis,
    draw_name,
    draw_number,
    plan,
)
from reportgen.charts.parts.kind import ChartKind
from reportgen.charts.parts.row_labels import caption, look, unit_line
from reportgen.charts.parts.scale import Bar, Scale, drawn, fit
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.document.chart import Change

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

_BETWEEN = 24.0   # points between the two bars, where the rate stands
_HEAD = 5.5       # length of the arrow's head
_TALL = 1.35      # these bars are few: taller than those of a list


def _with_rate(spec: Change, chart: Plan, ruler: Ruler) -> tuple[Scale, tuple[str, ...]]:
    """The scale at which the rate, too, fits to the right of the longer bar; and its lines."""
    theme, size = ruler.theme, ruler.theme.label_size
    room = theme.width - theme.margin - chart.left
    rate = ruler.wrap(spec.rate.text, size, room * theme.value_share)
    widths = [ruler.widest(cell.lines, size) for (cell,) in chart.rows]
    values = [cell.value for (cell,) in chart.rows]
    values.append(max(*values, 0.0))
    widths.append(ruler.widest(rate, size) + theme.gap)
    return fit(values, widths, room, theme.gap), rate


def draw_change(spec: Change, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    data = (spec.before, spec.after)
    drawn(data, spec.span)
    chart = plan([caption(datum) for datum in data], [(datum,) for datum in data], ruler)
    scale, rate = _with_rate(spec, chart, ruler)
    chart = replace(chart, scale=scale)
    tall = theme.bar_height * _TALL
    heights = [max(tall, chart.height(row, ruler)) for row in range(len(data))]
    between = max(_BETWEEN, ruler.height(len(rate), theme.label_size) + 2 * theme.gap)
    rooms = (sum(heights), between, theme.row_gap)
    sheet, top = framed(spec.frame, unit_line(spec.unit, data), ruler, *rooms)
    first = top + theme.row_gap / 2 + heights[0] / 2
    centres = (first, first + heights[0] / 2 + between + heights[1] / 2)
    bars = [
        Bar(cell.value, centre - tall / 2, tall, look(datum, theme),
            Tag("bar", datum.quantity.fact))
        for (cell,), centre, datum in zip(chart.rows, centres, data, strict=True)
    ]
    sheet.bars(chart.left, scale, bars)
    for row, centre in enumerate(centres):
        draw_name(sheet, chart, row, centre)
        draw_number(sheet, chart, chart.rows[row][0], centre)
    _draw_rate(sheet, chart, spec, rate, (centres[0] + tall / 2, centres[1] - tall / 2))
    draw_axis(sheet, chart, top, top + sum(rooms))
    return sheet.finish()


def _draw_rate(
    sheet: Canvas, chart: Plan, spec: Change, lines: tuple[str, ...], span: tuple[float, float]
) -> None:
    """Dashed lines down from one bar's end and up from the other's, an arrow between, the rate."""
    theme = sheet.theme
    before, after = (chart.left + chart.scale.end(cell.value) for (cell,) in chart.rows)
    middle = (span[0] + span[1]) / 2
    sheet.rule((before, span[0]), (before, span[1]), theme.line_width, dash=(3.0, 2.0))
    sheet.rule((after, middle - _HEAD), (after, span[1]), theme.line_width, dash=(3.0, 2.0))
    head = min(_HEAD, abs(after - before))
    if head:
        back = after - head if after > before else after + head
        sheet.rule((before, middle), (back, middle), theme.line_width * 1.5)
        corners = [(after, middle), (back, middle - head / 2.5), (back, middle + head / 2.5)]
        sheet.polygon(corners, theme.arrow)
    x = max(before, after, chart.left + chart.scale.zero) + theme.gap
    sheet.level(x, middle, lines, theme.label_size, tag=Tag("label", spec.rate.fact))


KINDS = (ChartKind("同比", "两期对比条形图", Change, draw_change, ("事实", "基期", "单位")),)
