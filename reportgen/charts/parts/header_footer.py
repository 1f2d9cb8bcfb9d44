"""What stands over and under the marks: finding, legend, period and unit; source.

The caption below the figure is its title; the picture does not repeat it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.charts.record.drawing import Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import Look, Pen
from reportgen.document.chart import Frame
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

SOURCE = "来源："
SPACE = "　"
_SWATCH = 16.0     # width of a legend's sample
_AFTER = 12.0      # between two items of a legend
_BELOW = 4.0       # below the block
_ABOVE = 5.0       # over the source


@frozen
class Item:
    """One entry of a legend: how it looks and what it is; `series` where that is another name."""

    name: str
    look: Look | Pen
    series: str = ""


@frozen
class Entry:
    """An item in its place: its left edge, and its name in lines."""

    x: float
    item: Item
    lines: tuple[str, ...]


@frozen
class Head:
    """The block over the marks and the source under them, measured; either may be empty."""

    ruler: Ruler
    finding: tuple[str, ...]
    note: tuple[str, ...]                   # 2023年　单位：万元
    rows: tuple[tuple[Entry, ...], ...]     # of the legend
    beside: bool                            # whether the note shares the legend's last row
    source: tuple[str, ...]

    @property
    def height(self) -> float:
        """How much room the block takes."""
        theme = self.ruler.theme
        found = len(self.finding) * theme.head_size * theme.pitch
        lines = self._legend + (0 if self.beside else len(self.note))
        return found + lines * theme.small_size * theme.pitch + (_BELOW if found or lines else 0.0)

    @property
    def under(self) -> float:
        """How much room the source takes."""
        theme = self.ruler.theme
        return len(self.source) * theme.small_size * theme.pitch + _ABOVE * bool(self.source)

    @property
    def _legend(self) -> int:
        """How many lines the legend takes."""
        return sum(map(_deep, self.rows))

    def draw(self, sheet: Canvas) -> None:
        """Put it down at the top and the bottom of the sheet."""
        theme = sheet.theme
        y = theme.margin
        sheet.below(theme.margin, y, self.finding, theme.head_size, tag=Tag("finding"))
        y += len(self.finding) * theme.head_size * theme.pitch
        step = theme.small_size * theme.pitch
        for row in self.rows:
            for entry in row:
                _draw_entry(sheet, entry, y)
            y += _deep(row) * step
        y -= step * self.beside
        sheet.below(theme.width - theme.margin, y, self.note, theme.small_size,
                    colour=theme.muted, align="right", tag=Tag("unit"))
        sheet.below(theme.margin, sheet.height - theme.margin - self.under + _ABOVE, self.source,
                    theme.small_size, colour=theme.muted, tag=Tag("source"))


def framed(
    frame: Frame, unit: str, ruler: Ruler, *heights: float, items: Sequence[Item] = ()
) -> tuple[Canvas, float]:
    """A sheet with its head and foot, between them room of these heights; where that begins."""
    from reportgen.charts.parts.canvas import Canvas

    over = head(frame, unit, ruler, items)
    top = bottom = ruler.theme.margin + over.height
    for height in heights:
        bottom += height
    sheet = Canvas(ruler, bottom + over.under + ruler.theme.margin)
    over.draw(sheet)
    return sheet, top


def head(frame: Frame, unit: str, ruler: Ruler, items: Sequence[Item] = ()) -> Head:
    """What surrounds a chart; its legend begins at the left margin, its note ends at the right."""
    theme = ruler.theme
    width = theme.width - 2 * theme.margin
    finding = ruler.wrap(frame.finding, theme.head_size, width) if frame.finding else ()
    words = SPACE.join(part for part in (frame.period, unit) if part)
    note = ruler.wrap(words, theme.small_size, width) if words else ()
    rows = _rows(items, theme.margin, theme.width - theme.margin, ruler)
    taken = ruler.widest(note, theme.small_size) + _AFTER
    used = rows[-1][-1].x + width_of(rows[-1][-1].lines, ruler) if rows else 0.0
    beside = bool(rows and note) and len(note) == _deep(rows[-1]) == 1
    label = "" if frame.source.startswith(("来源", "资料来源", "注")) else SOURCE
    source = ruler.wrap(label + frame.source, theme.small_size, width) if frame.source else ()
    return Head(ruler, finding, note, rows,
                beside and used + taken <= theme.width - theme.margin, source)


def width_of(lines: tuple[str, ...], ruler: Ruler) -> float:
    """The width of a legend's entry."""
    return _SWATCH + ruler.theme.gap / 2 + ruler.widest(lines, ruler.theme.small_size)


def _deep(row: Sequence[Entry]) -> int:
    """How many lines a row of a legend takes."""
    return max(len(entry.lines) for entry in row)


def _rows(
    items: Sequence[Item], left: float, right: float, ruler: Ruler
) -> tuple[tuple[Entry, ...], ...]:
    """The entries in rows; a name too long for a row of its own is set in lines."""
    rows: list[list[Entry]] = [[]]
    x, room = left, right - left - _SWATCH - ruler.theme.gap / 2
    for item in items:
        lines = ruler.wrap(item.name, ruler.theme.small_size, room)
        width = width_of(lines, ruler)
        if rows[-1] and x + width > right:
            rows.append([])
            x = left
        rows[-1].append(Entry(x, item, lines))
        x += width + _AFTER
    return tuple(tuple(row) for row in rows if row)


def _draw_entry(sheet: Canvas, entry: Entry, top: float) -> None:
    """A sample and its name, from `top`."""
    theme, item = sheet.theme, entry.item
    draw_sample(sheet, item, entry.x, top + theme.small_size / 2)
    sheet.below(entry.x + _SWATCH + theme.gap / 2, top, entry.lines, theme.small_size,
                tag=Tag("legend", series=item.series or item.name))


def draw_sample(sheet: Canvas, item: Item, x: float, centre: float) -> None:
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
    sheet: Canvas, x: float, y: float, pen: Pen, tag: Tag, size: float = 0.0
) -> None:
    """The marker of a line at a point; hollow ones are filled with paper.

    A cross has nothing to hollow out: it turns into a ring.
    """
    theme = sheet.theme
    r = (size or theme.marker_size) / 2
    look = Look(fill=theme.paper, edge=pen.colour) if pen.hollow else Look(fill=pen.colour)
    match pen.marker if pen.marker != "cross" or not pen.hollow else "disc":
        case "disc":
            sheet.disc(x, y, r, look, tag)
        case "square":
            sheet.box(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, look, tag)
        case "triangle":
            sheet.polygon(((x, y - r), (x + r * 1.1, y + r), (x - r * 1.1, y + r)), look, tag)
        case "wedge":
            sheet.polygon(((x - r * 1.1, y - r), (x + r * 1.1, y - r), (x, y + r)), look, tag)
        case "diamond":
            sheet.polygon(((x, y - r * 1.25), (x + r * 1.25, y), (x, y + r * 1.25),
                           (x - r * 1.25, y)), look, tag)
        case _:
            for a, b in (((x - r, y - r), (x + r, y + r)), ((x - r, y + r), (x + r, y - r))):
                sheet.polyline((a, b), 1.4, pen.colour, (), tag)
