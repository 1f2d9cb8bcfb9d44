"""Small multiples of unlike units: a grid of panels that share nothing but the page.

A panel of one value is a tile, its quantity set large: a bar without a second one to compare it
with would say nothing. A panel of several values of one unit has bars on a scale of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.charts.parts.header_footer import framed
from reportgen.charts.parts.kind import ChartKind
from reportgen.charts.parts.row_labels import caption, look, unit_line
from reportgen.charts.parts.scale import Bar, drawn, fit
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.diagnostics import Span, failure
from reportgen.document.chart import Datum, Panel, Panels
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

_NARROWEST = 84.0   # points: a panel narrower than this gets fewer columns
_SHORTEST = 20.0    # points for the bars of a panel, at least
_BAR = 8.0          # height of a bar in a panel
_LEAD = 6.0         # from a panel's rule to its first text
_STEP = 4.0         # between the texts of a panel
_CLOSE = 2.5        # between a label and the bar below it
_NEAR = 2.0         # between a tile's quantity and the unit beside it
_VALUE = 0.55       # of the panel's width, at most, for a quantity before it wraps


@frozen
class Head:
    """The title of a panel, wrapped; and the unit, if the quantities do not name it."""

    lines: tuple[str, ...]
    unit: str

    def height(self, ruler: Ruler) -> float:
        """The height of the head with the space below it."""
        rows = len(self.lines) + bool(self.unit)
        size = ruler.theme.small_size
        return ruler.height(rows, size) + _STEP + 1.0 if rows else 0.0


@frozen
class PanelRow:
    """One value of a panel: its label, its quantity, both wrapped; `size` of the quantity."""

    datum: Datum
    label: tuple[str, ...]
    quantity: tuple[str, ...]
    size: float

    def height(self, ruler: Ruler, tile: bool) -> float:
        """The height of the label and, below it, the quantity (and the bar before it)."""
        label = ruler.height(len(self.label), ruler.theme.label_size)
        quantity = ruler.height(len(self.quantity), self.size)
        return label + (_STEP if tile else _CLOSE) + max(quantity, 0.0 if tile else _BAR)


@frozen
class Cell:
    """A panel with all its texts measured."""

    panel: Panel
    head: Head
    rows: tuple[PanelRow, ...]
    name: str = ""      # of its scale

    @property
    def tile(self) -> bool:
        """Whether this panel has but one value."""
        return len(self.rows) == 1

    def height(self, ruler: Ruler) -> float:
        """The height of the panel."""
        rows = [row.height(ruler, self.tile) for row in self.rows]
        gaps = ruler.theme.row_gap * (len(rows) - 1)
        return _LEAD + self.head.height(ruler) + sum(rows) + gaps


def draw_panels(spec: Panels, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    drawn([datum for panel in spec.panels for datum in panel.data], spec.span)
    columns, width = _grid(spec, ruler)
    large = _common_size(spec, ruler, width)
    cells = [
        replace(_cell(panel, ruler, width, large, spec.span), name=str(index))
        for index, panel in enumerate(spec.panels)
    ]
    ranks = [cells[i : i + columns] for i in range(0, len(cells), columns)]
    heights = [max(cell.height(ruler) for cell in rank) for rank in ranks]
    space = theme.column_gap
    sheet, top = framed(spec.frame, "", ruler, sum(heights) + space * (len(ranks) - 1))
    for rank, height in zip(ranks, heights, strict=True):
        for index, cell in enumerate(rank):
            _draw_cell(sheet, cell, theme.margin + index * (width + space), top, width)
        top += height + space
    return sheet.finish()


def _grid(spec: Panels, ruler: Ruler) -> tuple[int, float]:
    """How many columns, and how wide each is: no narrower than its numbers."""
    theme = ruler.theme
    room, space = theme.width - 2 * theme.margin, theme.column_gap
    least = max(_NARROWEST, *(_least(panel, ruler) for panel in spec.panels))
    most = int((room + space) // (least + space))
    columns = max(1, min(spec.columns, len(spec.panels), most))
    return columns, (room - space * (columns - 1)) / columns


def _least(panel: Panel, ruler: Ruler) -> float:
    """What a panel must be wide for its numbers, which do not break, and bars between them."""
    theme = ruler.theme
    if len(panel.data) == 1:
        return ruler.longest(panel.data[0].quantity.text, theme.small_size)
    sides = [max((ruler.longest(datum.quantity.text, theme.label_size) + theme.gap
                  for datum in panel.data if (datum.value < 0) == left), default=0.0)
             for left in (True, False)]
    return sum(sides) + _SHORTEST


def _common_size(spec: Panels, ruler: Ruler, width: float) -> float:
    """One size for the tiles of a chart: what the longest takes, unless it has to wrap anyway."""
    tiles = [panel for panel in spec.panels if len(panel.data) == 1]
    sizes = [_tile_size(panel, ruler, width) for panel in tiles]
    theme = ruler.theme
    return min((size for size in sizes if size >= theme.tile_min), default=theme.tile_size)


def _cell(panel: Panel, ruler: Ruler, width: float, large: float, span: Span) -> Cell:
    if not panel.data:
        raise failure("E0703", f"小图“{panel.title}”里没有数据",
                      span, "给它至少写一项数据，或删去这张小图")
    tile = len(panel.data) == 1
    said = {panel.unit, panel.data[0].label if tile else ""}
    lines = () if panel.title in said else ruler.wrap(panel.title, ruler.theme.small_size, width)
    head = Head(lines, "" if tile else unit_line(panel.unit, panel.data))
    if tile:
        return Cell(panel, head, (_tile(panel, ruler, width, large),))
    return Cell(panel, head, tuple(_row(datum, ruler, width) for datum in panel.data))


def _tile(panel: Panel, ruler: Ruler, width: float, large: float) -> PanelRow:
    """The texts of a tile: the label, and the quantity not larger than `large`."""
    (datum,) = panel.data
    size = min(large, _tile_size(panel, ruler, width))
    room = width - _unit_width(panel, ruler)
    label = ruler.wrap(caption(datum), ruler.theme.label_size, width)
    return PanelRow(datum, label, ruler.wrap(datum.quantity.text, size, room), size)


def _row(datum: Datum, ruler: Ruler, width: float) -> PanelRow:
    """The texts of a value that is drawn as a bar."""
    size = ruler.theme.label_size
    quantity = ruler.wrap(datum.quantity.text, size, width * _VALUE)
    return PanelRow(datum, ruler.wrap(caption(datum), size, width), quantity, size)


def _unit_beside(panel: Panel) -> str:
    """The unit that stands small beside a tile's quantity, if the quantity does not name it."""
    return panel.unit if unit_line(panel.unit, panel.data) else ""


def _unit_width(panel: Panel, ruler: Ruler) -> float:
    unit = _unit_beside(panel)
    return ruler.width(unit, ruler.theme.label_size) + _NEAR if unit else 0.0


def _tile_size(panel: Panel, ruler: Ruler, width: float) -> float:
    """As large as the quantity fits on one line, in half points; else so that no number breaks."""
    theme, text = ruler.theme, panel.data[0].quantity.text
    width -= _unit_width(panel, ruler)
    whole = theme.tile_size * width / max(ruler.width(text, theme.tile_size), 1.0)
    if whole >= theme.tile_min:
        return min(theme.tile_size, int(whole * 2) / 2)
    piece = theme.tile_min * width / max(ruler.longest(text, theme.tile_min), 1.0)
    return max(theme.small_size, min(theme.tile_min, int(piece * 2) / 2))


def _draw_cell(sheet: Canvas, cell: Cell, left: float, top: float, width: float) -> None:
    theme, ruler = sheet.theme, sheet.ruler
    sheet.rule((left, top), (left + width, top), theme.axis_width)
    y = top + _LEAD
    lines = (*cell.head.lines, *([cell.head.unit] if cell.head.unit else []))
    if lines:
        sheet.below(left, y, lines, theme.small_size, colour=theme.muted)
        y += cell.head.height(ruler)
    if cell.tile:
        _draw_tile(sheet, cell, left, y)
    else:
        _draw_rows(sheet, cell, left, y, width)


def _draw_tile(sheet: Canvas, cell: Cell, left: float, top: float) -> None:
    """A label, and its quantity large below it, with the unit if the quantity has none."""
    theme, ruler, row = sheet.theme, sheet.ruler, cell.rows[0]
    sheet.below(left, top, row.label, theme.label_size, tag=Tag("name", row.datum.quantity.fact))
    y = top + ruler.height(len(row.label), theme.label_size) + _STEP
    baselines = ruler.from_top(y, len(row.quantity), row.size)
    sheet.lines(
        left, baselines, row.quantity, row.size,
        colour=theme.solid_fill, tag=Tag("label", row.datum.quantity.fact),
    )
    if unit := _unit_beside(cell.panel):
        x = left + ruler.width(row.quantity[-1], row.size) + _NEAR
        sheet.text(x, baselines[-1], unit, theme.label_size, colour=theme.solid_fill)


def _draw_rows(sheet: Canvas, cell: Cell, left: float, top: float, width: float) -> None:
    """Labels and quantities over bars on the panel's own scale."""
    theme, ruler = sheet.theme, sheet.ruler
    values = drawn([row.datum for row in cell.rows], Span(""))
    widths = [ruler.widest(row.quantity, row.size) for row in cell.rows]
    scale = fit(values, widths, width, theme.gap)
    axis, bars, y = left + scale.zero, [], top
    for value, row in zip(values, cell.rows, strict=True):
        bottom = y + row.height(ruler, False)
        sheet.below(left, y, row.label, row.size, tag=Tag("name", row.datum.quantity.fact))
        centre = bottom - max(ruler.height(len(row.quantity), row.size), _BAR) / 2
        end = left + scale.end(value)
        sheet.level(end - theme.gap if value < 0 else end + theme.gap, centre, row.quantity,
                    row.size, align="right" if value < 0 else "left",
                    tag=Tag("label", row.datum.quantity.fact))
        tag = Tag("bar", row.datum.quantity.fact, scale=cell.name)
        bars.append(Bar(value, centre - _BAR / 2, _BAR, look(row.datum, theme), tag))
        y = bottom + theme.row_gap
    sheet.bars(left, scale, bars)
    for bar in bars:
        sheet.rule((axis, bar.top - 1), (axis, bar.top + _BAR + 1), theme.axis_width,
                   tag=Tag("zero", bar.tag.fact, scale=bar.tag.scale))


KINDS = (ChartKind("小倍数", "小图", Panels, draw_panels, ("事实", "面板", "栏数")),)
