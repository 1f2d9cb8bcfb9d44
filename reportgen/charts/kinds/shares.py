"""Parts of a whole: bars that continue each other (占比), a pie or a ring of at most six parts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from math import cos, inf, radians, sin
from typing import TYPE_CHECKING

from reportgen.charts.parts.header_footer import SPACE, framed
from reportgen.charts.parts.kind import ChartKind
from reportgen.charts.parts.label_placement import crosses, distance, spread
from reportgen.charts.parts.row_labels import Column, caption, column, look, unit_line
from reportgen.charts.parts.scale import drawn, fit
from reportgen.charts.parts.series import ROUNDED, SHARES, share_note, tag
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import Look, Theme
from reportgen.diagnostics import failure
from reportgen.document.chart import Coord, Datum, Position, SeriesChart
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

MOST = 6            # parts of a circle
RATES = ("%", "‰")
_TEXTS = (SHARES, ROUNDED)
_KEYS = ("事实", "类目", "单位", "总项", "排序")
_RADIUS, _HOLE = 62.0, 0.56
_HOLE_ROOM = 2 * _RADIUS * _HOLE - 6
_AIR = 2.0          # over and under the names of a circle
_OUT = 8.0          # from the circle to where its leaders bend
_FULL = {"%": Decimal(100), "‰": Decimal(1000)}


@frozen
class ShareRow:
    """A bar from `start` to `start` + value."""

    datum: Datum
    start: Decimal
    look: Look


def check(spec: SeriesChart) -> tuple[Datum, ...]:
    """The parts: one series, none missing, none negative, and together the whole.

    E0713 for what is no part of a whole.
    """
    drawn(spec.data, spec.span)
    (series, *more) = spec.series
    if more or None in series.data:
        raise failure("E0713", "占总体多少的图只画一个系列，每一份都要有数", spec.span,
                      "补上缺的数；几个系列用“类型: 百分堆叠”")
    negative = next((d for d in series.reported if d.value < 0), None)
    if negative is not None:
        raise failure("E0713", f"“{negative.label}”是负数，不能是总体的一部分", spec.span,
                      "类型换成条形，不写“总项”")
    total = sum((d.value for d in series.reported), Decimal(0))
    full = _whole(spec)
    if abs(total - full) > _slack(series.reported) or not total:
        raise failure("E0713", f"各份加起来是{total}，不是总体的{full}", spec.span,
                      "补上“其他”一份，使各份正好合成总体；不全的改用“类型: 条形”")
    return series.reported


def _whole(spec: SeriesChart) -> Decimal:
    if spec.whole is not None:
        return spec.whole.value
    if spec.unit in RATES:
        return _FULL[spec.unit]
    raise failure("E0713", "没有写总体是多少", spec.span, "写出总数是哪条事实，如 总项: 全镇产值")


def _slack(parts: Sequence[Datum]) -> Decimal:
    """What rounding may leave: half a unit of the last place for each part."""
    last = max(int(each.value.as_tuple().exponent) for each in parts)
    return Decimal(1).scaleb(min(0, last)) * len(parts) / 2 if last < 0 else Decimal(0)


def draw_shares(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The whole on top, then each part where the one before it ends."""
    parts, theme = check(spec), ruler.theme
    rows = _rows(spec, parts, theme)
    names = column([caption(row.datum) for row in rows], ruler, theme.width * theme.label_share)
    left = theme.margin + names.width + theme.gap
    room = theme.width - theme.margin - left
    texts = column([row.datum.quantity.text for row in rows], ruler, room * theme.value_share)
    widths = [ruler.widest(lines, theme.label_size) + _beside(row.datum, ruler)
              for lines, row in zip(texts.lines, rows, strict=True)]
    scale = fit([float(row.start + row.datum.value) for row in rows], widths, room, theme.gap)
    heights = [max(theme.bar_height, *(ruler.height(len(lines), theme.label_size)
                                       for lines in pair)) + theme.row_gap
               for pair in zip(names.lines, texts.lines, strict=True)]
    sheet, top = framed(spec.frame, _note(spec), ruler, sum(heights))
    bottoms = _draw_rows(sheet, spec, (rows, names, texts), heights, (left, top, scale.unit))
    sheet.rule((left, top), (left, bottoms[-1]), theme.axis_width, tag=Tag("axis"))
    return sheet.finish()


def _note(spec: SeriesChart) -> str:
    return SPACE.join(filter(None, (unit_line(spec.unit, spec.data), share_note(spec))))


def _beside(datum: Datum, ruler: Ruler) -> float:
    """The room that the share takes beside the number."""
    if datum.share is None:
        return 0.0
    return ruler.theme.gap + ruler.width(datum.share.text, ruler.theme.label_size)


def _rows(spec: SeriesChart, parts: Sequence[Datum], theme: Theme) -> list[ShareRow]:
    rows = [ShareRow(spec.whole, Decimal(0), theme.pale)] if spec.whole is not None else []
    start = Decimal(0)
    for datum in parts:
        rows.append(ShareRow(datum, start, look(datum, theme)))
        start += datum.value
    return rows


def _draw_rows(
    sheet: Canvas, spec: SeriesChart, content: tuple[list[ShareRow], Column, Column],
    heights: list[float], place: tuple[float, float, float],
) -> list[float]:
    """Bars, names, numbers; a fine line from the end of each part to the start of the next."""
    theme, ruler = sheet.theme, sheet.ruler
    rows, names, texts = content
    left, y, unit = place
    bottoms = []
    for index, (row, height) in enumerate(zip(rows, heights, strict=True)):
        centre = y + height / 2
        start, end = (left + float(v) * unit for v in (row.start, row.start + row.datum.value))
        part = "whole" if row.datum is spec.whole else "part"
        mark = tag(part, row.datum, spec.series[0], "0")
        sheet.box(start, centre - theme.bar_height / 2, end - start, theme.bar_height, row.look,
                  mark)
        if part == "part" and index + 1 < len(rows):
            sheet.rule((end, centre + theme.bar_height / 2),
                       (end, y + height + heights[index + 1] / 2 - theme.bar_height / 2),
                       theme.hair_width, theme.hairline, tag=Tag("leader"))
        for lines, x, align, what in (
            (names.lines[index], left - theme.gap, "right", Tag("category")),
            (texts.lines[index], end + theme.gap, "left", Tag("label", row.datum.quantity.fact)),
        ):
            sheet.level(x, centre, lines, theme.label_size, align=align, tag=what)
        if row.datum.share is not None:
            x = end + 2 * theme.gap + ruler.widest(texts.lines[index], theme.label_size)
            sheet.level(x, centre, (row.datum.share.text,), theme.label_size, colour=theme.muted,
                        tag=Tag("label", row.datum.share.fact))
        y += height
        bottoms.append(y)
    return bottoms


def draw_circle(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The parts clockwise from the top, each named beside the circle."""
    parts, theme = check(spec), ruler.theme
    if len(parts) > MOST:
        raise failure("E0714", f"{len(parts)}份太多，饼图、环形图看不出大小", spec.span,
                      f"小的并作“其他”，不超过{MOST}份；或改用“类型: 占比”")
    names = _names(parts, ruler)
    if _tangled(names):
        raise failure("E0714", "有几份太薄，名称的引线会交叉，看不出指的是哪一份", spec.span,
                      "改用“类型: 占比”；或把小的并作“其他”")
    above, below = _reach(names, ruler)
    within = spec.kind == "环" and _fits_hole(spec.whole, ruler)
    said = spec.whole is not None and not within
    line = theme.label_size * theme.pitch if said else 0.0
    sheet, top = framed(spec.frame, _note(spec), ruler, above + below + line)
    centre = (theme.width / 2, top + above)
    hole = _RADIUS * _HOLE if spec.kind == "环" else 0.0
    for index, (datum, (start, end)) in enumerate(zip(parts, _angles(parts), strict=True)):
        own = theme.derived(index) if datum.quantity.derived else theme.area(index)
        sheet.wedge(centre, (hole, _RADIUS), (end, start), own,
                    tag("wedge", datum, spec.series[0], datum.label))
    _draw_names(sheet, names, centre)
    if within and spec.whole is not None:
        _draw_total(sheet, spec.whole, centre)
    elif spec.whole is not None:
        baseline = ruler.from_top(centre[1] + below, 1, theme.small_size)[0]
        _draw_sum(sheet, spec.whole, baseline)
    return sheet.finish()


def _angles(parts: Sequence[Datum]) -> list[tuple[float, float]]:
    """Where each part starts and ends, clockwise from the top, in degrees anticlockwise."""
    total = sum(float(each.value) for each in parts)
    angles, start = [], 90.0
    for each in parts:
        end = start - 360 * float(each.value) / total
        angles.append((start, end))
        start = end
    return angles


Line = tuple[tuple[str, str], ...]       # texts, each with the fact that it prints


@frozen
class Name:
    """What stands beside the circle for a part; places count from the centre, y downwards."""

    datum: Datum
    lines: tuple[Line, ...]
    side: int                                # 1 at the right, -1 at the left
    leader: tuple[tuple[float, float], ...]  # out of the part, then level with the name

    @property
    def y(self) -> float:
        """The height on which the name is centred."""
        return self.leader[-1][1]


def _names(parts: Sequence[Datum], ruler: Ruler) -> list[Name]:
    """Each name as near to the height of its part as the others of its side allow."""
    theme = ruler.theme
    room = theme.width / 2 - _RADIUS - 3 * _OUT - theme.margin
    lines = [_lines(datum, ruler, room) for datum in parts]
    step = ruler.height(max(map(len, lines)), theme.label_size) + 3.0
    middles = [radians((start + end) / 2) for start, end in _angles(parts)]
    found = []
    for side in (1, -1):
        mine = [i for i, angle in enumerate(middles) if (cos(angle) >= 0) == (side > 0)]
        ends = [_out(middles[i], _RADIUS + _OUT) for i in mine]
        ys = spread([y for _, y in ends], step, -inf, inf)
        for i, end, y in zip(mine, ends, ys, strict=True):
            bend, stop = side * (_RADIUS + _OUT), side * (_RADIUS + 2 * _OUT)
            leader = (_out(middles[i], _RADIUS), end, (bend, y), (stop, y))
            found.append(Name(parts[i], lines[i], side, leader))
    return found


def _out(angle: float, radius: float) -> tuple[float, float]:
    return cos(angle) * radius, -sin(angle) * radius


def _tangled(names: Sequence[Name]) -> bool:
    """Whether a leader runs over the circle, or across another leader."""
    runs = [pairwise(name.leader[1:]) for name in names]
    lines = [list(each) for each in runs]
    over = any(distance((0.0, 0.0), *line) < _RADIUS for each in lines for line in each)
    return over or any(
        crosses(a, b) for one, other in combinations(lines, 2) for a in one for b in other
    )


def _reach(names: Sequence[Name], ruler: Ruler) -> tuple[float, float]:
    """The room above and below the centre: the circle's own, or that of the names."""
    size = ruler.theme.label_size
    ends = [(name.y, ruler.height(len(name.lines), size) / 2) for name in names]
    own = _RADIUS + _OUT + size
    return (max(own, *(half - y for y, half in ends)) + _AIR,
            max(own, *(half + y for y, half in ends)) + _AIR)


def _draw_names(sheet: Canvas, names: Sequence[Name], centre: tuple[float, float]) -> None:
    """Name and number of each part at its side of the circle, a line leading there."""
    theme, ruler = sheet.theme, sheet.ruler
    x0, y0 = centre
    size = theme.label_size
    for name in names:
        sheet.polyline([(x0 + x, y0 + y) for x, y in name.leader], theme.hair_width, theme.axis,
                       tag=Tag("leader"))
        baselines = ruler.baselines(y0 + name.y, len(name.lines), size)
        for baseline, line in zip(baselines, name.lines, strict=True):
            x = x0 + name.leader[-1][0] + name.side * theme.gap / 2
            for text, fact in line[:: name.side]:
                share = name.datum.share is not None and fact == name.datum.share.fact
                sheet.text(x, baseline, text, size, align="left" if name.side > 0 else "right",
                           colour=theme.muted if share else theme.ink,
                           tag=Tag("label", fact) if fact else Tag("category"))
                x += name.side * (ruler.width(text, size) + theme.gap)


def _lines(datum: Datum, ruler: Ruler, room: float) -> tuple[Line, ...]:
    """The name, behind it the number and its share; below it where they do not fit on one line."""
    size, gap = ruler.theme.label_size, ruler.theme.gap
    name = caption(datum)
    numbers = tuple((each.text, each.fact) for each in datum.printed)

    def fits(line: Line) -> bool:
        return sum(ruler.width(text, size) + gap for text, _ in line) - gap <= room

    if fits(((name, ""), *numbers)):
        return (((name, ""), *numbers),)
    names = tuple(((line, ""),) for line in ruler.wrap(name, size, room))
    if fits(numbers):
        return (*names, numbers)
    return (*names, *(((line, fact),) for text, fact in numbers
                      for line in ruler.wrap(text, size, room)))


def _draw_sum(sheet: Canvas, whole: Datum, baseline: float) -> None:
    """The whole under a pie: its name and its number."""
    theme, ruler = sheet.theme, sheet.ruler
    size = theme.small_size
    name = ruler.wrap(caption(whole), size, theme.width * theme.value_share)[0] + "　"
    left = (theme.width - ruler.width(name + whole.quantity.text, size)) / 2
    sheet.text(left, baseline, name, size, colour=theme.muted, tag=Tag("category"))
    sheet.text(left + ruler.width(name, size), baseline, whole.quantity.text, size,
               tag=Tag("label", whole.quantity.fact))


def _fits_hole(whole: Datum | None, ruler: Ruler) -> bool:
    """Whether the whole's number fits in the hole of a ring unbroken."""
    size = ruler.theme.small_size
    return whole is not None and ruler.longest(whole.quantity.text, size) <= _HOLE_ROOM


def _draw_total(sheet: Canvas, whole: Datum, centre: tuple[float, float]) -> None:
    """The whole in the hole of a ring."""
    theme, ruler = sheet.theme, sheet.ruler
    size, room = theme.small_size, _HOLE_ROOM
    words = ruler.wrap(whole.label, size, room)
    number = ruler.wrap(whole.quantity.text, size, room)
    baselines = ruler.baselines(centre[1], len(words) + len(number), size)
    sheet.lines(centre[0], baselines[: len(words)], words, size, align="center",
                colour=theme.muted, tag=Tag("category"))
    sheet.lines(centre[0], baselines[len(words):], number, size, align="center",
                tag=Tag("label", whole.quantity.fact))


KINDS = (
    ChartKind("占比", "占比条形图", SeriesChart, draw_shares, _KEYS, position=Position.FILL,
         coord=Coord.ACROSS, texts=_TEXTS),
    ChartKind("饼", "饼图", SeriesChart, draw_circle, _KEYS, aliases=("饼图",), coord=Coord.POLAR,
         texts=_TEXTS),
    ChartKind("环", "环形图", SeriesChart, draw_circle, _KEYS, aliases=("圆环",), coord=Coord.POLAR,
         texts=_TEXTS),
)
