"""Bars of wholes; a part counted within one (其中) is a pale part of its bar, named below it."""

from __future__ import annotations

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
from reportgen.charts.parts.scale import Bar, drawn
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.document.chart import Part, PartBars

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

WITHIN = "其中"
_DROP = 4.0  # points from the bar down to the bracket under the part


# Rows of runs under the bracket; a run is its text and the fact it prints.
Rows = list[list[tuple[str, str]]]


def _below(item: Part, chart: Plan, ruler: Ruler) -> Rows:
    """其中：个转企 and its quantity, on one line if they fit, else the quantity on its own."""
    if item.part is None:
        return []
    size = ruler.theme.small_size
    right = ruler.theme.width - ruler.theme.margin - chart.left - chart.scale.zero
    room = chart.scale.zero if item.part.value < 0 else right
    name, quantity = caption(item.part), item.part.quantity
    label = name if name.startswith(WITHIN) else f"{WITHIN}：{name}"
    if ruler.width(label + quantity.text, size) + ruler.theme.gap <= room:
        return [[(label, ""), (quantity.text, quantity.fact)]]
    rows = [[(line, "")] for line in ruler.wrap(label, size, room)]
    return rows + [[(line, quantity.fact)] for line in ruler.wrap(quantity.text, size, room)]


def _draw_part(
    sheet: Canvas, chart: Plan, value: float, rows: Rows, ends: tuple[float, float]
) -> None:
    """A bracket under the part, which ends at `ends[0]`; its name and quantity below the row."""
    theme, ruler = sheet.theme, sheet.ruler
    bottom, foot = ends
    start, end = chart.left + chart.scale.zero, chart.left + chart.scale.end(value)
    y = bottom + _DROP - 1.0
    for x in (start, end):
        sheet.rule((x, bottom + 1.0), (x, y), theme.line_width)
    sheet.rule((start, y), (end, y), theme.line_width)
    top = max(bottom + _DROP, foot) + 1.0
    baselines = ruler.from_top(top, len(rows), theme.small_size)
    for baseline, row in zip(baselines, rows, strict=True):
        x = start + theme.line_width + 1.0
        if value < 0:       # ends at the axis
            x = start - sum(ruler.width(text, theme.small_size) + theme.gap for text, _ in row)
        for text, fact in row:
            sheet.text(x, baseline, text, theme.small_size, tag=Tag("label", fact))
            x += ruler.width(text, theme.small_size) + theme.gap


def draw_part_bars(spec: PartBars, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    wholes = tuple(item.whole for item in spec.items)
    drawn(wholes, spec.span)
    chart = plan([caption(whole) for whole in wholes], [(whole,) for whole in wholes], ruler)
    notes = [_below(item, chart, ruler) for item in spec.items]
    heights = [chart.height(row, ruler) for row in range(len(wholes))]
    line = theme.small_size * theme.pitch
    extra = [_DROP + line * len(lines) + 1.5 if lines else 0.0 for lines in notes]
    everything = [d for item in spec.items for d in (item.whole, item.part) if d is not None]
    rows = sum(heights) + sum(extra) + theme.row_gap * len(heights)
    sheet, top = framed(spec.frame, unit_line(spec.unit, everything), ruler, rows)
    bars, y = [], top + theme.row_gap / 2
    for index, (item, height) in enumerate(zip(spec.items, heights, strict=True)):
        centre = y + height / 2
        upper = centre - theme.bar_height / 2
        (cell,) = chart.rows[index]
        bars.append(Bar(cell.value, upper, theme.bar_height, look(item.whole, theme),
                        Tag("bar", item.whole.quantity.fact)))
        draw_name(sheet, chart, index, centre)
        draw_number(sheet, chart, cell, centre)
        if item.part is not None:
            value = drawn((item.part,), spec.span)[0]
            part_look = theme.hatched if item.part.quantity.derived else theme.pale
            bars.append(Bar(value, upper, theme.bar_height, part_look,
                            Tag("bar", item.part.quantity.fact)))
            _draw_part(sheet, chart, value, notes[index],
                       (upper + theme.bar_height, y + height))
        y += height + extra[index] + theme.row_gap
    sheet.bars(chart.left, chart.scale, bars)
    draw_axis(sheet, chart, top, top + rows)
    return sheet.finish()


KINDS = (
    ChartKind("其中", "条形图，条内标出其中数", PartBars, draw_part_bars, ("事实", "单位"),
         texts=(WITHIN + "：",)),
)
