"""Rows: labels at the left, horizontal bars, each with its quantity at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.parts.row_labels import Column, caption, column
from reportgen.charts.parts.scale import Scale, fit
from reportgen.charts.record.drawing import Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.document.chart import Datum
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Sheet


@frozen
class Plan:
    """Where the columns of a bar chart stand: labels right-aligned before `left`, then bars."""

    labels: Column
    quantities: Column
    values: tuple[float, ...]
    left: float
    scale: Scale


def plan(data: tuple[Datum, ...], values: list[float], ruler: Ruler) -> Plan:
    """Measure labels and quantities, and scale the bars to what is left."""
    theme = ruler.theme
    labels = column([caption(datum) for datum in data], ruler, theme.width * theme.label_share)
    left = theme.margin + labels.width + theme.gap
    room = theme.width - theme.margin - left
    texts = [datum.quantity.text for datum in data]
    quantities = column(texts, ruler, room * theme.value_share)
    widths = [ruler.widest(lines, theme.label_size) for lines in quantities.lines]
    return Plan(labels, quantities, tuple(values), left, fit(values, widths, room, theme.gap))


def row_heights(chart: Plan, ruler: Ruler) -> list[float]:
    """The height of each row: its bar, or its label where that has more lines."""
    theme = ruler.theme
    return [
        max(theme.bar_height, *(ruler.height(len(b), theme.label_size) for b in blocks))
        for blocks in zip(chart.labels.lines, chart.quantities.lines, strict=True)
    ]


def draw_texts(
    sheet: Sheet, chart: Plan, index: int, datum: Datum, centre: float
) -> None:
    """The label before the axis and the quantity at the bar's end, both centred on `centre`."""
    gap, size, value = sheet.theme.gap, sheet.theme.label_size, chart.values[index]
    sheet.level(chart.left - gap, centre, chart.labels.lines[index], size, align="right",
                tag=Tag("category"))
    end = chart.left + chart.scale.end(value)
    sheet.level(end - gap if value < 0 else end + gap, centre, chart.quantities.lines[index], size,
                align="right" if value < 0 else "left", tag=Tag("label", datum.quantity.fact))


def draw_axis(sheet: Sheet, chart: Plan, top: float, bottom: float) -> None:
    """The line that bars start from."""
    x = chart.left + chart.scale.zero
    sheet.rule((x, top), (x, bottom), sheet.theme.axis_width, tag=Tag("axis"))
