"""Two periods of several things: the earlier a ring, the later a disc, a line between them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.charts.parts.axis import Axis
from reportgen.charts.parts.header_footer import Item, framed, marker
from reportgen.charts.parts.kind import SORTED_KEYS, ChartKind
from reportgen.charts.parts.label_placement import plate, text_box
from reportgen.charts.parts.row_labels import DERIVED, column, unit_line
from reportgen.charts.parts.series import MISSING, check, name_of, tag
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import Pen
from reportgen.diagnostics import failure
from reportgen.document.chart import Coord, Datum, SeriesChart

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

_SIZE = 1.5         # of a marker, beside those of lines
_RING = 1.5         # of the ring around the disc of a pair that did not change, beside that
_LEAST = 60.0       # points for the scale, at least


def draw_dumbbells(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    check(spec, 2)
    if len(spec.series) != 2:
        raise failure("E0703", "哑铃图要有两期", spec.span, "系列写两个，或给每条事实写“基期”")
    names = column([category.label for category in spec.categories], ruler,
                   theme.width * theme.label_share)
    left = theme.margin + names.width + theme.gap
    heights = [max(theme.bar_height, ruler.height(len(lines), theme.label_size)) + theme.row_gap
               for lines in names.lines]
    sheet, top = framed(spec.frame, unit_line(spec.unit, spec.data), ruler, sum(heights),
                        items=[Item(series.name + f"（{DERIVED}）" * any(
                            d.quantity.derived for d in series.reported),
                            _pen(index, ruler), series.name)
                            for index, series in enumerate(spec.series)])
    scale, start = _scale(spec, ruler, left)
    x, foot_y = start + scale.zero, top + sum(heights)
    sheet.rule((x, top), (x, foot_y), theme.axis_width, tag=Tag("axis"))
    y = top
    for index, height in enumerate(heights):
        centre = y + height / 2
        sheet.level(left - theme.gap, centre, names.lines[index], theme.label_size, align="right",
                    tag=Tag("category"))
        sheet.rule((left, centre), (theme.width - theme.margin, centre), theme.hair_width,
                   theme.grid)
        _draw_pair(sheet, spec, index, centre, (scale, start))
        y += height
    return sheet.finish()


def _pen(index: int, ruler: Ruler) -> Pen:
    return Pen(ruler.theme.solid_fill, "disc", hollow=index == 0)


def _scale(spec: SeriesChart, ruler: Ruler, left: float) -> tuple[Axis, float]:
    """Zero in view, and room for a number at both ends of every pair."""
    theme = ruler.theme
    values = [datum.value for datum in spec.data]
    low, high = min((*values, Decimal(0))), max((*values, Decimal(0)))
    widest = max(ruler.width(datum.quantity.text, theme.small_size) for datum in spec.data)
    side = widest + theme.gap + theme.marker_size * _SIZE
    if any(None in series.data for series in spec.series):
        side += ruler.width(MISSING, theme.small_size) + theme.gap
    before = side if low < 0 or min(values) <= (high - low) / 4 else 0.0
    room = theme.width - theme.margin - left - side - before
    if room < _LEAST:
        raise failure("E0710", "数太长，哑铃图排不下", spec.span,
                      "换大一些的单位，少写几位；或改用“类型: 条形”")
    return Axis(low, high if high > low else low + 1, (), room), left + before


def _draw_pair(
    sheet: Canvas, spec: SeriesChart, index: int, y: float, place: tuple[Axis, float]
) -> None:
    """The two points with their numbers; of a pair that did not change, the number once."""
    theme, (scale, start) = sheet.theme, place
    pair = [series.data[index] for series in spec.series]
    xs = [start + scale.at(datum.value) if datum is not None else 0.0 for datum in pair]
    if None not in pair:
        sheet.polyline(((xs[0], y), (xs[1], y)), theme.series_width * 1.5, theme.hairline,
                       tag=Tag("link"))
    same = len({(datum.value, datum.quantity.text) if datum else None for datum in pair}) == 1
    sizes = [theme.marker_size * _SIZE * (_RING if same else 1.0), theme.marker_size * _SIZE]
    for n, datum in enumerate(pair):
        if datum is not None:
            series = spec.series[n]
            marker(sheet, xs[n], y, _pen(n, sheet.ruler),
                   tag("point", datum, series, name_of(series, n)), sizes[n])
    outer = sizes[0] / 2 + theme.gap
    for n, datum in enumerate(pair[1:] if same else pair, int(same)):
        if datum is None:
            sheet.level(theme.width - theme.margin, y, (MISSING,), theme.small_size,
                        align="right", tag=Tag("missing"))
            continue
        alone = None in pair
        right = alone or xs[n] > xs[1 - n] or (xs[n] == xs[1 - n] and n == 1)
        _draw_number(sheet, datum, xs[n] + outer if right else xs[n] - outer, y, right=right)


def _draw_number(sheet: Canvas, datum: Datum, x: float, y: float, *, right: bool) -> None:
    """The number at the right or the left of its point, on paper: no axis runs through it."""
    theme, ruler = sheet.theme, sheet.ruler
    text, baseline = datum.quantity.text, ruler.baselines(y, 1, theme.small_size)[0]
    width = ruler.width(text, theme.small_size)
    box = text_box(x if right else x - width, baseline, width, theme.small_size)
    plate(sheet, box, 1.0)
    sheet.text(x, baseline, text, theme.small_size, align="left" if right else "right",
               tag=Tag("label", datum.quantity.fact))


KINDS = (
    ChartKind("哑铃", "哑铃图", SeriesChart, draw_dumbbells, SORTED_KEYS, texts=(MISSING, "（）"),
         coord=Coord.ACROSS),
)
