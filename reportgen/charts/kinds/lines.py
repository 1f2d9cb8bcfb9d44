"""Lines over periods: names at their ends, numbers where they fit, gaps where nothing was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reportgen.charts.parts.axis import Axis, axis
from reportgen.charts.parts.header_footer import Item, draw_sample, head, marker
from reportgen.charts.parts.kind import SERIES_KEYS, ChartKind
from reportgen.charts.parts.label_placement import (
    LabelBox,
    Places,
    its_own,
    plate,
    spread,
    text_box,
)
from reportgen.charts.parts.series import (
    approximate,
    check,
    crowded,
    name_of,
    notes,
    tag,
    unit_of,
)
from reportgen.charts.parts.vertical_plot import Frame, Plot, Rooms, frame, tick_room
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import ASCENT, DESCENT, Theme
from reportgen.diagnostics import failure
from reportgen.document.chart import Datum, Mark, SeriesChart
from reportgen.facts.amount_text import decimal_text, signed
from reportgen.facts.scale import grouped
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

FLOOR = ("纵轴从", "起")
_NAMES = 0.22        # of the width, at most, for the names at the ends
_SAMPLE = 16.0
_OVER = 5.0          # between a point at the top and its number
_DENSE = 1.6         # markers stand at least so many of their size apart


@frozen
class Point:
    """A value of a line and where it is."""

    series: int
    datum: Datum
    x: float
    y: float


def draw_lines(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart."""
    check(spec, ruler.theme.most_lines)
    whole = _frame(spec, ruler)
    plot = whole.plot
    sheet = whole.sheet()
    plot.draw_grid(sheet)
    plot.draw_foot_line(sheet)
    found = [points(spec, plot, index) for index in range(len(spec.series))]
    for index, line in enumerate(found):
        draw_line(sheet, spec, index, line, index)
    places = taken(found, plot, ruler, whole.below)
    if _named(spec, ruler):
        _draw_names(sheet, spec, plot, found, places)
    draw_numbers(sheet, places, [point for line in found for point in line if point], ruler)
    return sheet.finish()


def _frame(spec: SeriesChart, ruler: Ruler) -> Frame:
    theme = ruler.theme
    scale = _axis(spec, theme.plot_height)
    named = _named(spec, ruler)
    items = [Item(series.name, theme.pen(n)) for n, series in enumerate(spec.series)]
    legend = () if named or len(items) < 2 else items
    over = head(spec.frame, _note(spec, theme), ruler, legend)
    widest = max((ruler.width(s.name, theme.small_size) for s in spec.series), default=0.0)
    right = min(widest, theme.width * _NAMES) + _SAMPLE + 2 * theme.gap if named else theme.gap * 2
    rooms = Rooms(tick_room(scale, ruler), right, theme.small_size + _OVER,
                  below_foot(spec, ruler))
    whole = frame(spec, (scale,), over, rooms)
    if whole is None:
        raise crowded(spec, "折线图", "折线只画各期的走势；各村、各项目改用“类型: 条形”")
    return whole


def _axis(spec: SeriesChart, length: float) -> Axis:
    floor = spec.axes[0].floor
    values = [datum.value for datum in spec.data]
    if floor is not None and floor > min(values):
        raise failure("E0715", f"起点{floor}比最小的数{min(values)}还大，有的点画不进来", spec.span,
                      f"写成“起点: {min(values)}”，或再小一些")
    return axis(values, spec.unit, length, floor=floor)


def _note(spec: SeriesChart, theme: Theme) -> str:
    """The unit; and where the axis begins, when that is not zero. Derived values are named."""
    floor = spec.axes[0].floor
    parts = [unit_of(spec, ticks=True)]
    if floor:
        rate = spec.unit if spec.unit in {"%", "‰"} else ""
        text = signed(decimal_text(floor), theme.minus)
        parts.append(((grouped(text) if theme.thousands else text) + rate).join(FLOOR))
    return "　".join(part for part in (*parts, *notes(spec)) if part)


def points(spec: SeriesChart, plot: Plot, index: int) -> list[Point | None]:
    """The points of a series; None where nothing was reported."""
    series = spec.series[index]
    return [
        Point(index, datum, x, plot.y(float(datum.value), series.axis)) if datum else None
        for x, datum in zip(plot.centres, series.data, strict=True)
    ]


def runs(line: Sequence[Point | None]) -> Iterator[list[Point]]:
    """The stretches between gaps."""
    for there, run in groupby(line, lambda point: point is not None):
        if there:
            yield [point for point in run if point is not None]


def draw_line(
    sheet: Canvas, spec: SeriesChart, index: int, line: Sequence[Point | None], style: int
) -> None:
    """The line through its points, and their markers, in the pen of that number."""
    theme, series = sheet.theme, spec.series[index]
    pen, name = theme.pen(style), name_of(series, index)
    for run in runs(line):
        if len(run) > 1:
            sheet.polyline([(p.x, p.y) for p in run], theme.series_width, pen.colour, pen.dash,
                           Tag("line", "", name, str(series.axis)))
    for point in _marked(line, theme.marker_size * _DENSE):
        mine = replace(pen, hollow=point.datum.quantity.derived)
        marker(sheet, point.x, point.y, mine,
               tag("point", point.datum, series, name))


def _marked(line: Sequence[Point | None], least: float) -> list[Point]:
    """The points that get a marker: all, unless they stand too close; then every so many."""
    there = [point for point in line if point is not None]
    if len(there) < 3:
        return there
    step = (there[-1].x - there[0].x) / (len(there) - 1)
    every = max(1, -int(-least // step))
    return [p for n, p in enumerate(there) if (len(there) - 1 - n) % every == 0]


def below_foot(spec: SeriesChart, ruler: Ruler) -> float:
    """Room under the plot for the number of a lowest value that is negative."""
    falls = any(d.value < 0 for s in spec.series if s.mark is Mark.LINE for d in s.reported)
    return ruler.theme.small_size + _OVER if falls else 0.0


def taken(
    lines: Sequence[Sequence[Point | None]], plot: Plot, ruler: Ruler, below: float = 0.0
) -> Places:
    """What the lines and their points take; labels stand free of them, `below` the plot too."""
    theme = ruler.theme
    right = plot.right if len(plot.axes) > 1 else theme.width - theme.margin
    room = LabelBox(plot.left, plot.top - theme.small_size - _OVER, right, plot.bottom + below)
    places = Places(room)
    for line in lines:
        for run in runs(line):
            for a, b in pairwise(run):
                places.segment((a.x, a.y), (b.x, b.y), theme.series_width / 2)
        for point in line:
            if point is not None:
                r = theme.marker_size / 2 + 0.5
                places.take(LabelBox(point.x - r, point.y - r, point.x + r, point.y + r))
    return places


def draw_numbers(
    sheet: Canvas, places: Places, wanted: Sequence[Point], ruler: Ruler,
    bars: Sequence[LabelBox] = (),
) -> None:
    """The quantities at their points, the most telling first; those that find no place are left.

    Over bars they stand on paper, and none nearer to the end of a bar than to its own point. An
    approximate one is never left: it would then be drawn as exact.
    """
    size = ruler.theme.small_size
    for point in ranked(wanted):
        text = point.datum.quantity.text
        width = ruler.width(text, size)
        around = list(_around(point, width, size, far=approximate(point.datum)))
        mine = its_own(around, LabelBox(point.x, point.y, point.x, point.y), bars)
        found = places.first(mine + around if approximate(point.datum) else mine)
        if found is None:
            continue
        if bars:
            plate(sheet, found, 0.5)
        sheet.text(found.left, found.bottom - DESCENT * size, text, size,
                   tag=Tag("label", point.datum.quantity.fact))


def ranked(points: Sequence[Point]) -> list[Point]:
    """Approximate ones, then the last of each line, highest and lowest, first; then the others."""
    def rank(item: tuple[int, Point]) -> tuple[int, int]:
        at, point = item
        mine = [p for p in points if p.series == point.series]
        values = [p.datum.value for p in mine]
        if approximate(point.datum):
            return 0, at
        if point is mine[-1] or point is mine[0]:
            return 1, at
        return (2 if point.datum.value in {max(values), min(values)} else 3), at

    return [point for _, point in sorted(enumerate(points), key=rank)]


def _around(point: Point, width: float, size: float, *, far: bool) -> Iterator[LabelBox]:
    """Where a number may stand: over its point, under it, at its sides, then further off."""
    half, near = width / 2, 4.0
    for off in (near, near + 3) if not far else (near, near + 3, near + 9, near + 16, near + 24):
        over, under = point.y - off - DESCENT * size, point.y + off + ASCENT * size
        for x in (point.x - half, point.x - width * 0.2, point.x - width * 0.8):
            yield text_box(x, over, width, size)
            yield text_box(x, under, width, size)
        level = point.y + (ASCENT - DESCENT) / 2 * size
        yield text_box(point.x + off, level, width, size)
        yield text_box(point.x - off - width, level, width, size)


def _draw_names(
    sheet: Canvas, spec: SeriesChart, plot: Plot, lines: Sequence[Sequence[Point | None]],
    places: Places,
) -> None:
    """Each name at the right, level with the end of its line, or as near as may be."""
    theme, ruler = sheet.theme, sheet.ruler
    size = theme.small_size
    ends = [next(point for point in reversed(line) if point is not None) for line in lines]
    x = plot.right + theme.gap
    names = [ruler.wrap(series.name, size, _room(ruler, x)) for series in spec.series]
    half = ruler.height(max(map(len, names)), size) / 2
    ys = spread([end.y for end in ends], 2 * half + 2.0, plot.top - size + half, plot.bottom - half)
    for index, (end, y) in enumerate(zip(ends, ys, strict=True)):
        item = Item(spec.series[index].name, theme.pen(index))
        if abs(y - end.y) > 1.0 or end.x < plot.right - plot.slot:
            sheet.polyline(((end.x + theme.marker_size, end.y), (x - 1, y)), theme.hair_width,
                           theme.hairline, tag=Tag("leader"))
            places.segment((end.x, end.y), (x, y), theme.hair_width)
        draw_sample(sheet, item, x, y)
        sheet.level(x + _SAMPLE + theme.gap / 2, y, names[index], size,
                    tag=Tag("legend", series=item.name))
        places.take(LabelBox(x, y - half, theme.width, y + half))


def _room(ruler: Ruler, left: float) -> float:
    """The width for a name, behind its sample."""
    theme = ruler.theme
    return theme.width - theme.margin - left - _SAMPLE - theme.gap


def _named(spec: SeriesChart, ruler: Ruler) -> bool:
    """Whether the names fit at the ends of their lines; else they go into a legend."""
    theme = ruler.theme
    room = _room(ruler, theme.width * (1 - _NAMES) - theme.margin - _SAMPLE - theme.gap)
    names = [ruler.wrap(series.name, theme.small_size, room) for series in spec.series]
    tall = ruler.height(max(map(len, names)), theme.small_size) + 2.0
    return len(names) > 1 and tall * len(names) <= theme.plot_height


KINDS = (
    ChartKind("折线", "折线图", SeriesChart, draw_lines, (*SERIES_KEYS, "起点"),
         texts=FLOOR),
)
