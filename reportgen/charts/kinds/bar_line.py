"""Bars and lines of two units, each on its own axis from zero, the grids of both coinciding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reportgen.charts.kinds.columns import Bar, bars
from reportgen.charts.kinds.lines import below_foot, draw_line, draw_numbers, points, taken
from reportgen.charts.parts.axis import Axis, axis, matched
from reportgen.charts.parts.header_footer import Item, head
from reportgen.charts.parts.kind import SERIES_KEYS, ChartKind
from reportgen.charts.parts.label_placement import LabelBox, Places, fill, its_own, plate, text_box
from reportgen.charts.parts.series import check, crowded, name_of, notes
from reportgen.charts.parts.vertical_plot import Frame, Plot, Rooms, frame, tick_room
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import ASCENT, DESCENT, Look, Theme
from reportgen.diagnostics import failure
from reportgen.document.chart import Datum, Mark, SeriesChart

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

SIDES = ("左轴", "右轴")
_LIGHT, _DARK = (1, 4, 2, 5, 6, 7), (0, 2, 4, 1, 3, 5)
_UNIT = 3.0        # points between the units and the plot
_IN = 2.5          # between the end of a bar and its number


def draw_bar_line(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart."""
    check(spec, ruler.theme.most_lines)
    if len({series.mark for series in spec.series}) < 2:
        raise failure("E0703", "柱线图要有柱，也要有线", spec.span,
                      "给一个系列写“画法: 线”；只有一种的用“类型: 柱形”或“类型: 折线”")
    upright = [i for i, series in enumerate(spec.series) if series.mark is Mark.BAR]
    lines = [i for i, series in enumerate(spec.series) if series.mark is Mark.LINE]
    whole = _frame(spec, ruler)
    plot = whole.plot
    sheet = whole.sheet()
    for index in range(len(spec.axes)):
        plot.draw_grid(sheet, right=index == 1)
    _draw_units(sheet, spec, plot)
    drawn = list(bars(spec, plot, upright, ruler.theme, partial(_look, spec, ruler.theme)))
    for bar in drawn:
        fill(sheet, bar.box, bar.look, bar.tag)
    plot.draw_foot_line(sheet)
    found = [points(spec, plot, index) for index in lines]
    for index, line in zip(lines, found, strict=True):
        draw_line(sheet, spec, index, line, dark(spec, index))
    places = taken(found, plot, ruler, whole.below)
    there = [point for line in found for point in line if point]
    _draw_bar_numbers(sheet, drawn, places, [LabelBox(p.x, p.y, p.x, p.y) for p in there])
    draw_numbers(sheet, places, there, ruler, [bar.end for bar in drawn])
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


def _draw_units(sheet: Canvas, spec: SeriesChart, plot: Plot) -> None:
    """The unit of each axis over its ticks."""
    theme = sheet.theme
    y = plot.top - theme.small_size - _UNIT
    for index, (axis_, side) in enumerate(zip(spec.axes, ("left", "right"), strict=False)):
        x = theme.width - theme.margin if index else theme.margin
        sheet.text(x, y, axis_.unit, theme.small_size, colour=theme.muted, align=side,
                   tag=Tag("unit", scale=str(index)))


def _look(spec: SeriesChart, theme: Theme, index: int, datum: Datum) -> Look:
    return (theme.derived if datum.quantity.derived else theme.area)(light(spec, index))


def _draw_bar_numbers(
    sheet: Canvas, bars: Sequence[Bar], places: Places, points: Sequence[LabelBox]
) -> None:
    """The numbers of the bars, in them where all fit in, else at their ends; out of the lines' way.

    The axis tells those that are left out.
    """
    size = sheet.theme.small_size
    wide = {bar: sheet.ruler.width(bar.datum.quantity.text, size) for bar in bars}
    all_in = all(wide[bar] + 2 * _IN < bar.box.right - bar.box.left
                 and size + 2 * _IN < bar.box.bottom - bar.box.top for bar in bars)
    for bar in bars:
        x, up = (bar.box.left + bar.box.right - wide[bar]) / 2, bar.datum.value >= 0
        above, below = bar.end.top - _IN - DESCENT * size, bar.end.top + _IN + ASCENT * size
        within, beyond = (text_box(x, y, wide[bar], size)
                          for y in ((below, above) if up else (above, below)))
        inside = [within] if within.within(bar.box) else []
        boxes = [*inside, beyond] if all_in else [beyond, *inside]
        found = places.first(its_own(boxes, bar.end, points))
        if found is None:
            continue
        bare = found is within and not bar.look.hatch
        if not bare:
            plate(sheet, found, 0.5)
        sheet.text(x, found.bottom - DESCENT * size, bar.datum.quantity.text, size,
                   tag=Tag("inside" if bare else "label", bar.datum.quantity.fact))


KINDS = (
    ChartKind("柱线", "柱形和折线图", SeriesChart, draw_bar_line, SERIES_KEYS, aliases=("双轴",),
         texts=(*SIDES, "（）")),
)
