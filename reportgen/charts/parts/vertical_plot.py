"""Upright charts: categories along the foot, values upwards; the frame that columns, stacks and
lines share. Periods stand where they lie in time, so unequal steps look unequal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.charts.parts.axis import Axis, Tick
from reportgen.charts.parts.header_footer import Head
from reportgen.charts.parts.period_labels import dated, period_labels
from reportgen.charts.record.drawing import Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import Theme
from reportgen.document.chart import Category, SeriesChart
from reportgen.facts.amount_text import MINUS
from reportgen.facts.scale import grouped
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

LINES = 3           # of a category's label, at most
_SIDE = 3.0         # points between two labels of neighbouring categories
_TICK = 2.5         # points: over a label, where not all periods have one
_BELOW = 5.0        # from the foot of the plot to the labels: clear of the lowest tick


@frozen
class Labels:
    """The labels of the categories, wrapped, all of one size; empty where one was left out."""

    lines: tuple[tuple[str, ...], ...]
    size: float

    def height(self, ruler: Ruler) -> float:
        """The height of the tallest."""
        most = max((len(lines) for lines in self.lines), default=0)
        return _BELOW + ruler.height(most, self.size) if most else 0.0


@frozen
class Plot:
    """Where things are, in points of the sheet."""

    left: float
    right: float
    top: float
    bottom: float
    centres: tuple[float, ...]      # of the categories
    slot: float                     # width that each has for itself
    axes: tuple[Axis, ...]

    def y(self, value: float, axis: int = 0) -> float:
        """The y of a value."""
        return self.bottom - self.axes[axis].at(value)

    def draw_grid(self, sheet: Canvas, *, right: bool = False) -> None:
        """The ticks of the left (or right) axis, its lines across the plot; zero is drawn last."""
        theme, index = sheet.theme, int(right)
        for tick in self.axes[index].ticks:
            y = self.y(float(tick.value), index)
            tag = Tag("grid", scale=str(index))
            # within the plot: beside the number it would look like a minus sign
            start = self.right - 2 if right else self.left
            sheet.rule((start, y), (self.right, y), theme.hair_width, theme.grid, tag=tag)
            x = self.right + theme.gap if right else self.left - theme.gap
            sheet.level(x, y, (_tick(tick, theme),), theme.small_size, colour=theme.muted,
                        align="left" if right else "right", tag=Tag("tick", scale=str(index)))

    def draw_foot_line(self, sheet: Canvas) -> None:
        """The line that values start from: zero, or the lowest value in view."""
        y = self.bottom - self.axes[0].zero
        sheet.rule((self.left, y), (self.right, y), sheet.theme.axis_width, tag=Tag("axis"))


def steps(categories: Sequence[Category]) -> tuple[float, ...] | None:
    """Where periods lie from first to last, 0 to 1; None when they are not in time or evenly so."""
    spans = [category.interval for category in categories]
    ends = [span.last for span in spans if span is not None]
    if len(ends) < max(3, len(spans)) or len({b - a for a, b in pairwise(ends)}) == 1:
        return None
    return tuple((end - ends[0]) / (ends[-1] - ends[0]) for end in ends)


def centres(
    categories: Sequence[Category], left: float, right: float
) -> tuple[tuple[float, ...], float]:
    """The middles of the categories, and the width each may take."""
    found = steps(categories)
    width = right - left
    if found is None:
        slot = width / len(categories)
        return tuple(left + slot * (n + 0.5) for n in range(len(categories))), slot
    least = min(b - a for a, b in pairwise(found))
    slot = width * least / (1 + least)
    start, room = left + slot / 2, width - slot
    return tuple(start + room * place for place in found), slot


def category_labels(texts: Sequence[str], slot: float, ruler: Ruler) -> Labels | None:
    """The labels under their slots, wrapped; None when they do not fit."""
    theme = ruler.theme
    for size in (theme.label_size, theme.small_size):
        width = slot - _SIDE
        if all(ruler.longest(text, size) <= width for text in texts):
            lines = tuple(ruler.wrap(text, size, width) for text in texts)
            if max(map(len, lines)) <= LINES:
                return Labels(lines, size)
    return None


def tick_room(axis: Axis, ruler: Ruler) -> float:
    """The width that the labels of an axis take, with the gap to the plot."""
    theme = ruler.theme
    texts = (_tick(tick, theme) for tick in axis.ticks)
    widest = max((ruler.width(text, theme.small_size) for text in texts), default=0.0)
    return widest + theme.gap if axis.ticks else 0.0


def _tick(tick: Tick, theme: Theme) -> str:
    """The tick as the theme writes numbers."""
    text = tick.text.replace(MINUS, theme.minus)
    return grouped(text) if theme.thousands else text


def draw_categories(sheet: Canvas, plot: Plot, labels: Labels, *, below: float = 0.0) -> None:
    """The labels of the categories, centred under the plot; ticks where some are left out."""
    ticked = not all(labels.lines)
    for x, lines in zip(plot.centres, labels.lines, strict=True):
        half = max((sheet.ruler.width(line, labels.size) for line in lines), default=0.0) / 2
        edge = sheet.theme.width - sheet.theme.margin
        middle = min(max(x, sheet.theme.margin + half), edge - half)
        sheet.below(middle, plot.bottom + below + _BELOW, lines, labels.size, align="center",
                    tag=Tag("category"))
        if ticked and lines:
            foot = plot.bottom + below
            sheet.rule((x, foot), (x, foot + _TICK), sheet.theme.axis_width, tag=Tag("frame"))


@frozen
class Frame:
    """The whole of an upright chart: head, plot, labels of the categories, foot."""

    over: Head
    plot: Plot
    labels: Labels
    below: float          # between the plot and the labels of the categories

    @property
    def total(self) -> float:
        """The height of the picture."""
        ruler = self.over.ruler
        return (self.plot.bottom + self.below + self.labels.height(ruler) + self.over.under
                + ruler.theme.margin)

    def sheet(self) -> Canvas:
        """An empty sheet with head, foot and categories on it."""
        from reportgen.charts.parts.canvas import Canvas

        sheet = Canvas(self.over.ruler, self.total)
        self.over.draw(sheet)
        draw_categories(sheet, self.plot, self.labels, below=self.below)
        return sheet


@frozen
class Rooms:
    """What a frame leaves free: beside the plot, over its top, under its foot."""

    left: float = 0.0
    right: float = 0.0
    above: float = 0.0
    below: float = 0.0


def frame(
    spec: SeriesChart, axes: tuple[Axis, ...], over: Head, rooms: Rooms, texts: Sequence[str] = ()
) -> Frame | None:
    """The frame of a chart; None when the labels of its categories do not fit under their slots."""
    ruler = over.ruler
    theme = ruler.theme
    left = theme.margin + rooms.left
    right = theme.width - theme.margin - rooms.right
    middles, slot = centres(spec.categories, left, right)
    periods = all(category.interval is not None for category in spec.categories)
    names = texts or [category.label for category in spec.categories]
    labels = category_labels(names, slot, ruler)
    if periods and (labels is None or dated(names)):
        labels = Labels(*period_labels(spec, names, middles, ruler))
    if labels is None:
        return None
    top = theme.margin + over.height + rooms.above
    plot = Plot(left, right, top, top + theme.plot_height, middles, slot, axes)
    return Frame(over, plot, labels, rooms.below)
