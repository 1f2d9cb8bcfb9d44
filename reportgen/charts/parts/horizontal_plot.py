"""Rows: names at the left, horizontal bars, each with its number at its end.

Names may be long; numbers always fit. The bars of one row stand below each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.charts.parts.row_labels import Column, column
from reportgen.charts.parts.scale import Scale, fit, number
from reportgen.charts.parts.series import MISSING
from reportgen.charts.record.drawing import Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.document.chart import Datum
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

BETWEEN = 1.0      # points between the bars of one row


@frozen
class Cell:
    """One bar to be: its value, None where there is none, and its number wrapped."""

    datum: Datum | None
    lines: tuple[str, ...]

    @property
    def value(self) -> float:
        """The length of the bar on its scale."""
        return number(self.datum.value) if self.datum is not None else 0.0


@frozen
class Plan:
    """Names right-aligned before `left`; then the cells of each row on a scale."""

    names: Column
    rows: tuple[tuple[Cell, ...], ...]
    size: float             # of the numbers
    bar: float              # height
    left: float
    scale: Scale

    def heights(self, row: int, ruler: Ruler) -> list[float]:
        """The height of each bar of a row, or of its number where that has more lines."""
        return [max(self.bar, ruler.height(len(cell.lines), self.size)) for cell in self.rows[row]]

    def height(self, row: int, ruler: Ruler) -> float:
        """The height of a row: its bars, or its name."""
        heights = self.heights(row, ruler)
        name = ruler.height(len(self.names.lines[row]), ruler.theme.label_size)
        return max(sum(heights) + BETWEEN * (len(heights) - 1), name)


def plan(names: Sequence[str], rows: Sequence[Sequence[Datum | None]], ruler: Ruler) -> Plan:
    """Measure names and numbers, and scale the bars to what is left."""
    theme, several = ruler.theme, len(rows[0]) > 1
    texts = column(names, ruler, theme.width * theme.label_share)
    left = theme.margin + texts.width + theme.gap
    room = theme.width - theme.margin - left
    size = theme.small_size if several else theme.label_size
    most = room * theme.value_share
    made = tuple(tuple(
        Cell(datum, ruler.wrap(datum.quantity.text if datum is not None else MISSING, size, most))
        for datum in row) for row in rows)
    cells = [cell for row in made for cell in row]
    widths = [ruler.widest(cell.lines, size) for cell in cells]
    scale = fit([cell.value for cell in cells], widths, room, theme.gap)
    return Plan(texts, made, size, theme.small_size + BETWEEN if several else theme.bar_height,
                left, scale)


def draw_name(sheet: Canvas, chart: Plan, row: int, centre: float) -> None:
    """The name before the axis."""
    sheet.level(chart.left - sheet.theme.gap, centre, chart.names.lines[row],
                sheet.theme.label_size, align="right", tag=Tag("category"))


def draw_number(sheet: Canvas, chart: Plan, cell: Cell, centre: float) -> None:
    """The number at the end of its bar."""
    gap, falls = sheet.theme.gap, cell.value < 0
    end = chart.left + chart.scale.end(cell.value)
    fact = cell.datum.quantity.fact if cell.datum is not None else ""
    sheet.level(end - gap if falls else end + gap, centre, cell.lines, chart.size,
                align="right" if falls else "left", tag=Tag("label" if fact else "missing", fact))


def draw_axis(sheet: Canvas, chart: Plan, top: float, bottom: float) -> None:
    """The line that bars start from."""
    x = chart.left + chart.scale.zero
    sheet.rule((x, top), (x, bottom), sheet.theme.axis_width, tag=Tag("axis"))
