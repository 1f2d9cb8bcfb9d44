"""Horizontal bars of one unit, in the order given, each with its quantity at its end.

Several series stand below each other at their category. Names may be long; numbers always fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.charts.parts.header_footer import framed
from reportgen.charts.parts.kind import SORTED_KEYS, Kind
from reportgen.charts.parts.row_labels import Column, caption, column, unit_line
from reportgen.charts.parts.scale import Bar, Scale, fit, number
from reportgen.charts.parts.series import MISSING, area, check, legend, name_of, tag
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.document.chart import Category, Coord, Datum, SeriesChart
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Sheet

_BETWEEN = 1.0      # points between the bars of one category


@frozen
class Cell:
    """One bar to be: its series and value, its number wrapped."""

    series: int
    datum: Datum | None
    lines: tuple[str, ...]

    @property
    def value(self) -> float:
        """The length of the bar on its scale."""
        return number(self.datum.value) if self.datum is not None else 0.0


@frozen
class Plan:
    """Names right-aligned before `left`; then the cells of each category on a scale."""

    names: Column
    rows: tuple[tuple[Cell, ...], ...]
    size: float             # of the numbers
    bar: float              # height
    left: float
    scale: Scale


def draw_bars(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    check(spec, theme.most_areas)
    chart = _plan(spec, ruler)
    heights = [_height(chart, index, ruler) for index in range(len(chart.rows))]
    high = sum(heights) + theme.row_gap * len(heights)
    sheet, top = framed(spec.frame, unit_line(spec.unit, spec.data), ruler, high,
                        items=legend(spec, theme, range(len(spec.series))))
    y = top + theme.row_gap / 2
    for index, height in enumerate(heights):
        _draw_row(sheet, spec, chart, index, y + height / 2)
        y += height + theme.row_gap
    x = chart.left + chart.scale.zero
    sheet.rule((x, top), (x, top + high), theme.axis_width, tag=Tag("axis"))
    return sheet.finish()


def _plan(spec: SeriesChart, ruler: Ruler) -> Plan:
    """Measure names and numbers, and scale the bars to what is left."""
    theme = ruler.theme
    several = len(spec.series) > 1
    names = [_name(spec, index, category) for index, category in enumerate(spec.categories)]
    texts = column(names, ruler, theme.width * theme.label_share)
    left = theme.margin + texts.width + theme.gap
    room = theme.width - theme.margin - left
    size = theme.small_size if several else theme.label_size
    rows = tuple(
        tuple(_cell(datum, n, ruler, size, room * theme.value_share)
              for n, datum in enumerate(values))
        for values in zip(*(series.data for series in spec.series), strict=True)
    )
    cells = [cell for row in rows for cell in row]
    widths = [ruler.widest(cell.lines, size) for cell in cells]
    scale = fit([cell.value for cell in cells], widths, room, theme.gap)
    bar = theme.small_size + _BETWEEN if several else theme.bar_height
    return Plan(texts, rows, size, bar, left, scale)


def _name(spec: SeriesChart, index: int, category: Category) -> str:
    """The category; of a single series, with what is to be said of its value (测算)."""
    datum = spec.series[0].data[index]
    return caption(datum) if datum is not None and len(spec.series) == 1 else category.label


def _cell(datum: Datum | None, series: int, ruler: Ruler, size: float, most: float) -> Cell:
    text = datum.quantity.text if datum is not None else MISSING
    return Cell(series, datum, ruler.wrap(text, size, most))


def _heights(cells: Sequence[Cell], chart: Plan, ruler: Ruler) -> list[float]:
    """The height of each bar, or of its number where that has more lines."""
    return [max(chart.bar, ruler.height(len(cell.lines), chart.size)) for cell in cells]


def _height(chart: Plan, index: int, ruler: Ruler) -> float:
    """The height of a category: its bars, or its name."""
    cells = chart.rows[index]
    inner = sum(_heights(cells, chart, ruler)) + _BETWEEN * (len(cells) - 1)
    return max(inner, ruler.height(len(chart.names.lines[index]), ruler.theme.label_size))


def _draw_row(
    sheet: Sheet, spec: SeriesChart, chart: Plan, index: int, centre: float
) -> None:
    """The name before the axis, and the bars of one category with their numbers."""
    theme = sheet.theme
    sheet.level(chart.left - theme.gap, centre, chart.names.lines[index], theme.label_size,
                align="right", tag=Tag("category"))
    cells = chart.rows[index]
    heights = _heights(cells, chart, sheet.ruler)
    y = centre - (sum(heights) + _BETWEEN * (len(cells) - 1)) / 2
    for cell, height in zip(cells, heights, strict=True):
        _draw_cell(sheet, spec, chart, cell, y + height / 2)
        y += height + _BETWEEN


def _draw_cell(
    sheet: Sheet, spec: SeriesChart, chart: Plan, cell: Cell, centre: float
) -> None:
    theme = sheet.theme
    falls = cell.value < 0
    end = chart.left + chart.scale.end(cell.value)
    fact = cell.datum.quantity.fact if cell.datum is not None else ""
    sheet.level(end - theme.gap if falls else end + theme.gap, centre, cell.lines, chart.size,
                align="right" if falls else "left", tag=Tag("label" if fact else "missing", fact))
    if cell.datum is None:
        return
    series = spec.series[cell.series]
    look = area(spec, cell.series, cell.datum, theme)
    mark = tag("bar", cell.datum, series, name_of(series, cell.series))
    bar = Bar(cell.value, centre - chart.bar / 2, chart.bar, look, mark)
    sheet.bars(chart.left, chart.scale, [bar])


KINDS = (
    Kind("条形", "条形图", SeriesChart, draw_bars, SORTED_KEYS, aliases=("横条",),
         texts=(MISSING,), coord=Coord.ACROSS),
)
