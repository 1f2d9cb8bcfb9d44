"""What stands over and under the marks: finding, legend, period and unit; source.

The caption below the figure is its title; the picture does not repeat it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.charts.drawing import Tag
from reportgen.charts.labels import UNIT
from reportgen.charts.theme import Look, Pen
from reportgen.charts.words import Ruler
from reportgen.document.chart import Frame

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

SOURCE = "来源："
SPACE = "　"
_SWATCH = 16.0     # width of a legend's sample
_AFTER = 12.0      # between two items of a legend
_BELOW = 4.0       # below the block
_ABOVE = 5.0       # over the source


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a legend: how it looks and what it is; `series` where that is another name."""

    name: str
    look: Look | Pen
    series: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The block over the marks, measured. Empty when there is nothing to say."""

    ruler: Ruler
    finding: tuple[str, ...]
    note: str                                   # 2023年　单位：万元
    rows: tuple[tuple[tuple[float, Item], ...], ...] = ()   # of the legend: x and item
    beside: bool = False                        # whether the note shares the legend's last row

    @property
    def height(self) -> float:
        """How much room it takes."""
        theme = self.ruler.theme
        found = len(self.finding) * theme.head_size * theme.pitch
        lines = len(self.rows) + (0 if self.beside else bool(self.note))
        return found + lines * theme.small_size * theme.pitch + (_BELOW if found or lines else 0.0)

    def draw(self, sheet: Sheet) -> None:
        """Put it down at the top of the sheet."""
        theme, ruler = sheet.theme, sheet.ruler
        y = theme.margin
        baselines = ruler.from_top(y, len(self.finding), theme.head_size)
        sheet.lines(theme.margin, baselines, self.finding, theme.head_size, tag=Tag("finding"))
        y += len(self.finding) * theme.head_size * theme.pitch
        step = theme.small_size * theme.pitch
        for index, row in enumerate(self.rows):
            for x, item in row:
                draw_item(sheet, item, x, y + index * step)
        if self.note:
            y += (len(self.rows) - self.beside) * step
            baseline = ruler.from_top(y, 1, theme.small_size)[0]
            sheet.text(theme.width - theme.margin, baseline, self.note, theme.small_size,
                       colour=theme.muted, align="right", tag=Tag("unit"))


def head(
    frame: Frame, unit: str, ruler: Ruler, items: Sequence[Item] = (), left: float = 0.0
) -> Head:
    """The head of a chart; its legend begins at `left`, its note ends at the right margin."""
    theme = ruler.theme
    width = theme.width - 2 * theme.margin
    finding = ruler.wrap(frame.finding, theme.head_size, width) if frame.finding else ()
    note = SPACE.join(part for part in (frame.period, unit) if part)
    start = max(theme.margin, left)
    rows = _rows(items, start, theme.width - theme.margin, ruler)
    taken = ruler.width(note, theme.small_size) + _AFTER if note else 0.0
    ends = rows[-1][-1] if rows else None
    used = ends[0] + width_of(ends[1], ruler) if ends else 0.0
    return Head(ruler, finding, note, rows,
                bool(rows and note and used + taken <= theme.width - theme.margin))


def unit_words(unit: str) -> str:
    """单位：万元."""
    return UNIT + unit if unit else ""


def width_of(item: Item, ruler: Ruler) -> float:
    """The width of a legend's item."""
    return _SWATCH + ruler.theme.gap / 2 + ruler.width(item.name, ruler.theme.small_size)


def _rows(
    items: Sequence[Item], left: float, right: float, ruler: Ruler
) -> tuple[tuple[tuple[float, Item], ...], ...]:
    rows: list[list[tuple[float, Item]]] = [[]]
    x = left
    for item in items:
        width = width_of(item, ruler)
        if rows[-1] and x + width > right:
            rows.append([])
            x = left
        rows[-1].append((x, item))
        x += width + _AFTER
    return tuple(tuple(row) for row in rows if row)


def draw_item(sheet: Sheet, item: Item, x: float, top: float) -> None:
    """A sample and its name, in one line from `top`."""
    theme, ruler = sheet.theme, sheet.ruler
    baseline = ruler.from_top(top, 1, theme.small_size)[0]
    draw_sample(sheet, item, x, top + theme.small_size / 2)
    sheet.text(x + _SWATCH + theme.gap / 2, baseline, item.name, theme.small_size,
               tag=Tag("legend", series=item.series or item.name))


def draw_sample(sheet: Sheet, item: Item, x: float, centre: float) -> None:
    """What a series looks like: a patch, or a line with its marker."""
    theme, tag = sheet.theme, Tag("sample", series=item.series or item.name)
    if isinstance(item.look, Look):
        height = theme.small_size - 1.0
        sheet.box(x + 2, centre - height / 2, _SWATCH - 2, height, item.look, tag)
        return
    pen = item.look
    sheet.polyline(((x, centre), (x + _SWATCH, centre)), theme.series_width, pen.colour, pen.dash,
                   tag)
    marker(sheet, x + _SWATCH / 2, centre, pen, tag)


def marker(  # noqa: PLR0917 - place and how
    sheet: Sheet, x: float, y: float, pen: Pen, tag: Tag, size: float = 0.0
) -> None:
    """The marker of a line at a point; hollow ones are filled with paper."""
    theme = sheet.theme
    r = (size or theme.marker_size) / 2
    look = Look(fill=pen.colour)
    match pen.marker:
        case "disc":
            sheet.disc(x, y, r, look, tag)
        case "ring":
            sheet.disc(x, y, r, Look(fill=theme.paper, edge=pen.colour), tag)
        case "square":
            sheet.box(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, look, tag)
        case "triangle":
            sheet.polygon(((x, y - r), (x + r * 1.1, y + r), (x - r * 1.1, y + r)), look, tag)
        case "diamond":
            sheet.polygon(((x, y - r * 1.25), (x + r * 1.25, y), (x, y + r * 1.25),
                           (x - r * 1.25, y)), look, tag)
        case _:
            for a, b in (((x - r, y - r), (x + r, y + r)), ((x - r, y + r), (x + r, y - r))):
                sheet.polyline((a, b), 1.4, pen.colour, (), tag)


@dataclass(frozen=True, slots=True)
class Foot:
    """The source, under the marks."""

    ruler: Ruler
    lines: tuple[str, ...] = field(default=())

    @property
    def height(self) -> float:
        """How much room it takes."""
        theme = self.ruler.theme
        return len(self.lines) * theme.small_size * theme.pitch + (_ABOVE if self.lines else 0.0)

    def draw(self, sheet: Sheet) -> None:
        """Put it down at the bottom of the sheet."""
        theme = sheet.theme
        top = sheet.height - theme.margin - self.height + _ABOVE
        baselines = sheet.ruler.from_top(top, len(self.lines), theme.small_size)
        sheet.lines(theme.margin, baselines, self.lines, theme.small_size, colour=theme.muted,
                    tag=Tag("source"))


def foot(frame: Frame, ruler: Ruler) -> Foot:
    """The foot of a chart."""
    if not frame.source:
        return Foot(ruler)
    text = frame.source if frame.source.startswith(("来源", "资料来源", "注")) else (
        SOURCE + frame.source)
    theme = ruler.theme
    return Foot(ruler, ruler.wrap(text, theme.small_size, theme.width - 2 * theme.margin))
