"""Upright bars, of one series or several side by side; rows where names or numbers do not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from reportgen.charts.kinds.bars import draw_bars
from reportgen.charts.parts.axis import Axis, axis
from reportgen.charts.parts.header_footer import head
from reportgen.charts.parts.kind import SORTED_KEYS, ChartKind
from reportgen.charts.parts.label_placement import LabelBox, Places, fill, text_box
from reportgen.charts.parts.row_labels import caption
from reportgen.charts.parts.series import MISSING, area, check, legend, name_of, tag, unit_of
from reportgen.charts.parts.vertical_plot import Frame, Plot, Rooms, frame, tick_room
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import Look, Theme
from reportgen.document.chart import Coord, Datum, SeriesChart
from reportgen.frozen import frozen

_SHARE = 0.72       # of a slot, for its bars
_UP = 2.5           # points between a bar and its label


@frozen
class Label:
    """A quantity and where it stands: middle and baseline."""

    datum: Datum | None
    x: float
    y: float
    size: float


def draw_columns(spec: SeriesChart, ruler: Ruler) -> Drawing:
    """The chart: every bar with its number; else, over time, a value axis and what numbers fit."""
    check(spec, ruler.theme.most_areas)
    direct = _frame(spec, ruler, _tight(spec, ruler), ticks=False)
    for size in (ruler.theme.label_size, ruler.theme.small_size):
        if direct is not None:
            labels = place(spec, direct.plot, ruler, size)
            if None not in labels:
                return _draw(spec, direct, [label for label in labels if label], ticks=False)
    values = [datum.value for datum in spec.data]
    ticked = _frame(spec, ruler, axis(values, spec.unit, ruler.theme.plot_height), ticks=True)
    if ticked is None or spec.categories[0].interval is None:
        return draw_bars(spec, ruler)
    labels = place(spec, ticked.plot, ruler, ruler.theme.small_size)
    return _draw(spec, ticked, [label for label in labels if label], ticks=True)


def _tight(spec: SeriesChart, ruler: Ruler) -> Axis:
    """From the lowest to the highest value, without ticks."""
    values = [datum.value for datum in spec.data]
    low, high = min((*values, Decimal(0))), max((*values, Decimal(0)))
    return Axis(low, high if high > low else low + 1, (), ruler.theme.plot_height)


def _frame(spec: SeriesChart, ruler: Ruler, scale: Axis, *, ticks: bool) -> Frame | None:
    theme = ruler.theme
    over = head(spec.frame, unit_of(spec, ticks=ticks), ruler,
                legend(spec, theme, range(len(spec.series))))
    line = theme.label_size + _UP
    below = line if any(datum.value < 0 for datum in spec.data) else 0.0
    rooms = Rooms(tick_room(scale, ruler), 0.0, line, below)
    names = [caption(datum) if datum is not None else category.label
             for category, datum in zip(spec.categories, spec.series[0].data, strict=True)]
    single = len(spec.series) == 1
    return frame(spec, (scale,), over, rooms, names if single else ())


def width(plot: Plot, count: int, most: float) -> float:
    """How wide a bar is."""
    return min(plot.slot * _SHARE / count, most)


def left_of(plot: Plot, category: int, index: int, count: int, bar: float) -> float:
    """The left edge of a series' bar at a category."""
    return plot.centres[category] + (index - count / 2) * bar


def place(
    spec: SeriesChart, plot: Plot, ruler: Ruler, size: float
) -> list[Label | None]:
    """A label for every bar, at its end; None where it would meet another."""
    count = len(spec.series)
    bar = width(plot, count, ruler.theme.bar_width)
    gap, edge = ruler.theme.gap, ruler.theme.margin
    room = LabelBox(max(plot.left - gap, edge), 0.0,
               min(plot.right + gap, ruler.theme.width - edge), 1e6)
    places = Places(room, [each.box for each in _drawn(spec, plot, ruler.theme)])
    labels: list[Label | None] = []
    for category in range(len(spec.categories)):
        for index, series in enumerate(spec.series):
            datum = series.data[category]
            x = left_of(plot, category, index, count, bar) + bar / 2
            y = plot.y(float(datum.value) if datum else 0.0)
            falls = datum is not None and datum.value < 0
            baseline = y + _UP + 0.88 * size if falls else y - _UP - 0.12 * size
            text = datum.quantity.text if datum else MISSING
            half = ruler.width(text, size) / 2
            box = text_box(x - half, baseline, 2 * half, size)
            found = places.first([box])
            labels.append(Label(datum, x, baseline, size) if found is not None else None)
    return labels


@frozen
class Bar:
    """A bar in its place: its end is the side that tells its value."""

    datum: Datum
    box: LabelBox
    look: Look
    tag: Tag

    @property
    def end(self) -> LabelBox:
        """The side of its value."""
        y = self.box.bottom if self.datum.value < 0 else self.box.top
        return LabelBox(self.box.left, y, self.box.right, y)


def bars(
    spec: SeriesChart, plot: Plot, indices: Sequence[int], theme: Theme,
    look: Callable[[int, Datum], Look],
) -> Iterator[Bar]:
    """The bars of these series, side by side at each category; `look` by series and value."""
    wide = width(plot, len(indices), theme.bar_width)
    for order, index in enumerate(indices):
        series = spec.series[index]
        for category, datum in enumerate(series.data):
            if datum is not None:
                top, bottom = sorted(plot.y(float(v), series.axis) for v in (datum.value, 0))
                left = left_of(plot, category, order, len(indices), wide)
                yield Bar(datum, LabelBox(left, top, left + wide, bottom), look(index, datum),
                          tag("bar", datum, series, name_of(series, index)))


def _drawn(spec: SeriesChart, plot: Plot, theme: Theme) -> Iterator[Bar]:
    look = partial(area, spec, theme=theme)
    return bars(spec, plot, range(len(spec.series)), theme, look)


def _draw(
    spec: SeriesChart, whole: Frame, labels: list[Label], *, ticks: bool
) -> Drawing:
    sheet = whole.sheet()
    if ticks:
        whole.plot.draw_grid(sheet)
    for bar in _drawn(spec, whole.plot, sheet.theme):
        fill(sheet, bar.box, bar.look, bar.tag)
    whole.plot.draw_foot_line(sheet)
    for label in labels:        # where nothing was reported, a dash
        text = label.datum.quantity.text if label.datum else MISSING
        fact = label.datum.quantity.fact if label.datum else ""
        sheet.text(label.x, label.y, text, label.size, align="center",
                   tag=Tag("label" if fact else "missing", fact))
    return sheet.finish()


KINDS = (
    ChartKind("柱形", "柱形图", SeriesChart, draw_columns, SORTED_KEYS, aliases=("柱状",),
         texts=(MISSING,), coord=Coord.UPRIGHT),
)
