"""Bars and lines of two units, each on its own axis from zero, the grids of both coinciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.kinds.columns import Label as BarLabel
from reportgen.charts.kinds.columns import draw_labels, left_of, width
from reportgen.charts.kinds.lines import below_foot, draw_line, draw_numbers, points, taken
from reportgen.charts.parts.axis import Axis, axis, matched
from reportgen.charts.parts.header_footer import Item, head
from reportgen.charts.parts.kind import SERIES_KEYS, Kind
from reportgen.charts.parts.label_placement import Places, text_box
from reportgen.charts.parts.series import check, crowded, name_of, notes, tag
from reportgen.charts.parts.vertical_plot import (
    Frame,
    Plot,
    Rooms,
    draw_foot_line,
    draw_grid,
    frame,
    tick_room,
)
from reportgen.charts.record.drawing import Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import ASCENT, DESCENT
from reportgen.diagnostics import failure
from reportgen.document.chart import Mark, SeriesChart

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Sheet
    from reportgen.charts.record.drawing import Drawing

SIDES = ("左轴", "右轴")
_LIGHT, _DARK = (1, 4, 2, 5, 6, 7), (0, 2, 4, 1, 3, 5)
_UNIT = 3.0        # points between the units and the plot


def draw_bar_line(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart."""
    check(spec, ruler.theme.most_lines)
    if len({series.mark for series in spec.series}) < 2:
        raise failure("E0703", "柱线图要有柱，也要有线", spec.span,
                      "给一个系列写“画法: 线”；只有一种的用“类型: 柱形”或“类型: 折线”")
    bars = [i for i, series in enumerate(spec.series) if series.mark is Mark.BAR]
    lines = [i for i, series in enumerate(spec.series) if series.mark is Mark.LINE]
    whole = _frame(spec, ruler)
    plot = whole.plot
    sheet = whole.sheet()
    for index in range(len(spec.axes)):
        draw_grid(sheet, plot, right=index == 1)
    _draw_units(sheet, spec, plot)
    _draw_bars(sheet, spec, plot, bars)
    draw_foot_line(sheet, plot)
    found = [points(spec, plot, index) for index in lines]
    for index, line in zip(lines, found, strict=True):
        draw_line(sheet, spec, index, line, dark(spec, index))
    places = taken(found, plot, ruler, whole.below)
    _draw_bar_numbers(sheet, spec, plot, bars, places)
    draw_numbers(sheet, places, [p for line in found for p in line if p], ruler, plate=True)
    return sheet.finish()


def _frame(spec: SeriesChart, ruler: Ruler) -> Frame:
    theme = ruler.theme
    axes = _axes(spec, theme.plot_height)
    over = head(spec.frame, "　".join(notes(spec)), ruler, legend(spec, ruler))
    right = tick_room(axes[1], ruler) if len(axes) > 1 else 0.0
    above = theme.small_size * theme.pitch + _UNIT + theme.small_size
    rooms = Rooms(tick_room(axes[0], ruler), right, above, below_foot(spec, ruler))
    whole = frame(spec, axes, over, rooms)
    if whole is None:
        raise crowded(spec, "柱线图", "缩短、减少类目，或分成两张条形图")
    return whole


def _axes(spec: SeriesChart, length: float) -> tuple[Axis, ...]:
    of = [[d.value for s in spec.series if s.axis == n for d in s.reported]
          for n in range(len(spec.axes))]
    if len(of) == 1:
        return (axis(of[0], spec.axes[0].unit, length),)
    return tuple(matched(of, [each.unit for each in spec.axes], length))


def legend(spec: SeriesChart, ruler: Ruler) -> list[Item]:
    """Every series, with the side of its axis where there are two."""
    theme = ruler.theme
    return [
        Item(f"{s.name}（{SIDES[s.axis]}）" if len(spec.axes) > 1 else s.name,
             theme.pen(dark(spec, i)) if s.mark is Mark.LINE else theme.area(light(spec, i)),
             name_of(s, i))
        for i, s in enumerate(spec.series)
    ]


def light(spec: SeriesChart, index: int) -> int:
    """The area of a bar: light ones first, so that the dark lines are seen on them."""
    return _LIGHT[_before(spec, index) % len(_LIGHT)]


def dark(spec: SeriesChart, index: int) -> int:
    """The pen of a line: dark ones first."""
    return _DARK[_before(spec, index) % len(_DARK)]


def _before(spec: SeriesChart, index: int) -> int:
    """How many series of the same mark come before one."""
    return sum(series.mark is spec.series[index].mark for series in spec.series[:index])


def _draw_units(sheet: Sheet, spec: SeriesChart, plot: Plot) -> None:
    """The unit of each axis over its ticks."""
    theme = sheet.theme
    y = plot.top - theme.small_size - _UNIT
    for index, (axis_, side) in enumerate(zip(spec.axes, ("left", "right"), strict=False)):
        x = theme.width - theme.margin if index else theme.margin
        sheet.text(x, y, axis_.unit, theme.small_size, colour=theme.muted, align=side,
                   tag=Tag("unit", scale=str(index)))


def _draw_bars(sheet: Sheet, spec: SeriesChart, plot: Plot, indices: list[int]) -> None:
    theme = sheet.theme
    count, most = len(indices), theme.bar_width
    for order, index in enumerate(indices):
        series = spec.series[index]
        for category, datum in enumerate(series.data):
            if datum is None:
                continue
            y, zero = (plot.y(float(v), series.axis) for v in (datum.value, 0))
            bar = width(plot, count, most)
            left = left_of(plot, category, order, count, bar)
            derived = datum.quantity.derived
            look = (theme.derived if derived else theme.area)(light(spec, index))
            sheet.box(left, min(y, zero), bar, abs(zero - y), look,
                      tag("bar", datum, series, name_of(series, index)))


def _draw_bar_numbers(
    sheet: Sheet, spec: SeriesChart, plot: Plot, indices: list[int], places: Places
) -> None:
    """The numbers of the bars at their ends, where no line passes; the axis tells the others."""
    theme, ruler = sheet.theme, sheet.ruler
    size, count = theme.small_size, len(indices)
    bar = width(plot, count, theme.bar_width)
    labels = []
    for order, index in enumerate(indices):
        series = spec.series[index]
        for category, datum in enumerate(series.data):
            if datum is None:
                continue
            x = left_of(plot, category, order, count, bar) + bar / 2
            y, zero = (plot.y(float(value), series.axis) for value in (datum.value, 0))
            half = ruler.width(datum.quantity.text, size) / 2
            inside = (y + 3 + ASCENT * size, zero - 4) if 2 * half < bar else ()
            baselines = [y - 2.5 - DESCENT * size, *(b for b in inside if y + size < b < zero)]
            boxes = [text_box(x - half, baseline, 2 * half, size) for baseline in baselines]
            found = places.first(boxes)
            if found is not None:
                labels.append(BarLabel(datum, x, found.bottom - DESCENT * size, size))
    for label in labels:
        half = ruler.width(label.datum.quantity.text if label.datum else "", size) / 2
        sheet.box(label.x - half - 0.5, label.y - ASCENT * size, 2 * half + 1, size, theme.plate,
                  Tag("plate"))
    draw_labels(sheet, labels)


KINDS = (
    Kind("柱线", "柱形和折线图", SeriesChart, draw_bar_line, SERIES_KEYS, aliases=("双轴",),
         texts=(*SIDES, "（）")),
)
