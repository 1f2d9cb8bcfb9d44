"""Parts upon each other, as amounts or scaled to 100 %: names in a legend, numbers in the parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.charts.kinds.columns import width
from reportgen.charts.parts.axis import Axis, axis, shares
from reportgen.charts.parts.header_footer import head
from reportgen.charts.parts.kind import SERIES_KEYS, SORTED_KEYS, ChartKind
from reportgen.charts.parts.label_placement import LabelBox, fill, plate, spread
from reportgen.charts.parts.series import (
    ROUNDED,
    SHARES,
    area,
    check,
    crowded,
    legend,
    name_of,
    notes,
    share_note,
    tag,
    unit_of,
)
from reportgen.charts.parts.vertical_plot import Frame, Plot, Rooms, frame, tick_room
from reportgen.charts.record.drawing import Colour, Drawing, Tag
from reportgen.charts.record.lightness import luminance
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import LIGHT, MIDDLE, Look, Theme
from reportgen.diagnostics import failure
from reportgen.document.chart import Datum, Position, SeriesChart
from reportgen.document.quantity import Quantity
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

_PLATE = 1.5        # points around a number within a part
_LEADER = 6.0       # from a stack to the numbers beside it
_HUNDRED = Decimal(100)
_WIDE, _WIDER = 1.4, 1.8        # of a bar's width: a stack, one with shares
Line = Sequence[Quantity]       # side by side


@frozen
class Segment:
    """One part of a stack and where it is."""

    series: int
    datum: Datum
    box: LabelBox


def draw_stacks(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    check(spec, theme.most_areas)
    if any(datum.value < 0 for datum in spec.data):
        raise failure("E0712", "堆叠图里有负数，叠起来的高低就不是合计了", spec.span,
                      "改用“类型: 柱形”，各系列并列")
    scale = _axis(spec, theme)
    over = head(spec.frame, _unit(spec), ruler, legend(spec, theme, range(len(spec.series))))
    whole = frame(spec, (scale,), over, Rooms(tick_room(scale, ruler), 0.0, theme.small_size))
    if whole is None:
        raise crowded(spec, "堆叠图", "缩短、减少类目，或改用“类型: 条形”")
    return _draw(spec, whole)


def _unit(spec: SeriesChart) -> str:
    """The unit of the numbers; the axis of a 100 % stack says its own."""
    unit = unit_of(spec, ticks=spec.position is Position.STACK)
    return "　".join(part for part in (unit, *notes(spec), share_note(spec)) if part)


def totals(spec: SeriesChart) -> list[Decimal]:
    """What the parts at each category add up to."""
    return [sum((d.value for d in column if d is not None), Decimal(0)) for column in spec.columns]


def _axis(spec: SeriesChart, theme: Theme) -> Axis:
    if spec.position is Position.FILL:
        return shares(theme.plot_height)
    return axis(totals(spec), spec.unit, theme.plot_height)


def segments(spec: SeriesChart, plot: Plot, bar: float) -> Iterator[Segment]:
    """Every part, from the foot upwards, the first series lowest."""
    for category, total in enumerate(totals(spec)):
        below = Decimal(0)
        scale = _HUNDRED / total if spec.position is Position.FILL and total else Decimal(1)
        left = plot.centres[category] - bar / 2
        for index, series in enumerate(spec.series):
            datum = series.data[category]
            if datum is None:
                continue
            bottom, top = (plot.y(float(v * scale)) for v in (below, below + datum.value))
            below += datum.value
            yield Segment(index, datum, LabelBox(left, top, left + bar, bottom))


def _draw(spec: SeriesChart, whole: Frame) -> Drawing:
    sheet, plot = whole.sheet(), whole.plot
    plot.draw_grid(sheet)
    shown = any(datum.share is not None for datum in spec.data)
    most = sheet.theme.bar_width * (_WIDER if shown else _WIDE)
    found = list(segments(spec, plot, width(plot, 1, most)))
    for each in found:
        series = spec.series[each.series]
        fill(sheet, each.box, area(spec, each.series, each.datum, sheet.theme),
             tag("part", each.datum, series, name_of(series, each.series)))
    plot.draw_foot_line(sheet)
    _draw_numbers(sheet, spec, plot, found)
    return sheet.finish()


def _draw_numbers(
    sheet: Canvas, spec: SeriesChart, plot: Plot, found: list[Segment]
) -> None:
    """Each number in its part, else beside it; where there is no room, the data table has it."""
    theme, size = sheet.theme, sheet.theme.small_size
    beside: dict[float, list[Segment]] = {}
    for each in found:
        lines = _inside(each, sheet.ruler)
        if not lines:
            beside.setdefault(each.box.right, []).append(each)
            continue
        look, box = area(spec, each.series, each.datum, theme), each.box
        wide = max(_width(line, sheet.ruler) for line in lines)
        middle, left = (box.top + box.bottom) / 2, (box.left + box.right - wide) / 2
        half = sheet.ruler.height(len(lines), size) / 2
        if look.hatch:      # a plain tint carries a number by itself
            plate(sheet, LabelBox(left, middle - half, left + wide, middle + half), _PLATE)
        for baseline, line in zip(sheet.ruler.baselines(middle, len(lines), size), lines,
                                  strict=True):
            _draw_line(sheet, line, (box.left + box.right - _width(line, sheet.ruler)) / 2,
                       baseline, on(look, theme), "inside")
    edges = [*sorted({each.box.left for each in found}), theme.width - theme.margin + 2]
    for right, these in beside.items():
        room = next(edge for edge in edges if edge > right) - right - _LEADER - 2
        _draw_beside(sheet, plot, room, these)


def _inside(each: Segment, ruler: Ruler) -> Sequence[Line]:
    """What fits in a part: number and share below each other or on a line, or the number alone."""
    printed, box = each.datum.printed, each.box
    for lines in ([(one,) for one in printed], [printed], [printed[:1]]):
        deep = ruler.height(len(lines), ruler.theme.small_size) + _PLATE
        wide = max(_width(line, ruler) for line in lines) + 2 * _PLATE
        if deep <= box.bottom - box.top and wide <= box.right - box.left:
            return lines
    return ()


def _width(line: Line, ruler: Ruler) -> float:
    """How wide quantities side by side are."""
    texts = (ruler.width(each.text, ruler.theme.small_size) for each in line)
    return sum(texts) + ruler.theme.gap * (len(line) - 1)


def _draw_line(  # noqa: PLR0917 - what, where and how
    sheet: Canvas, line: Line, x: float, baseline: float, colour: Colour, part: str
) -> None:
    size = sheet.theme.small_size
    for each in line:
        sheet.text(x, baseline, each.text, size, colour=colour, tag=Tag(part, each.fact))
        x += sheet.ruler.width(each.text, size) + sheet.theme.gap


def _draw_beside(sheet: Canvas, plot: Plot, room: float, parts: list[Segment]) -> None:
    """Numbers too large for their parts, to the right of the stack, kept apart from each other."""
    theme, ruler = sheet.theme, sheet.ruler
    size, right = theme.small_size, parts[0].box.right
    parts = [p for p in parts if ruler.width(p.datum.quantity.text, size) <= room]
    wanted = [(part.box.top + part.box.bottom) / 2 for part in parts]
    middles = spread(wanted, size + 1, plot.top, plot.bottom - size / 2 - 1)
    for part, want, middle in zip(parts, wanted, middles, strict=True):
        if abs(want - middle) > size / 3:
            sheet.polyline(((right, want), (right + _LEADER - 1, middle)), theme.hair_width,
                           theme.axis, tag=Tag("leader"))
        line = part.datum.printed
        line = line if _width(line, ruler) <= room else line[:1]
        _draw_line(sheet, line, right + _LEADER, middle + MIDDLE * size, theme.ink, "label")


def on(look: Look, theme: Theme) -> Colour:
    """The colour of text on an area: black, or white where it is dark."""
    dark = look.fill and not look.hatch and luminance(look.fill) < LIGHT
    return theme.paper if dark else theme.ink


KINDS = (
    ChartKind("堆叠", "堆叠柱形图", SeriesChart, draw_stacks, SORTED_KEYS, position=Position.STACK),
    ChartKind("百分堆叠", "百分比堆叠柱形图", SeriesChart, draw_stacks, SERIES_KEYS,
         position=Position.FILL, texts=(SHARES, ROUNDED)),
)
