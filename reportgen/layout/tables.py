"""表: caption and unit above, repeated head, rows that stay whole, notes below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from reportgen.document.columns import number_parts, shares, wishes
from reportgen.document.tree import Align, Cell, Table
from reportgen.layout.blocks import note_strips
from reportgen.layout.pages import Element, Marked, Rule
from reportgen.layout.strips import Strip, shifted
from reportgen.layout.text import (
    Context,
    Piece,
    SetLine,
    after,
    pieces,
    set_lines,
    text_strips,
)
from reportgen.style.profile import TextStyle
from reportgen.typeset import Glyphs, break_paragraph

_SHORT_TABLE = 5


@dataclass(frozen=True, slots=True)
class _Grid:
    """Left edges of the columns and, last, the right edge of the table."""

    edges: tuple[float, ...]
    padding: float

    def cell(self, column: int) -> tuple[float, float]:
        """Where the text of a column starts, and its width."""
        left, right = self.edges[column], self.edges[column + 1]
        return left + self.padding, right - left - 2 * self.padding


@dataclass(frozen=True, slots=True)
class _Measures:
    """What all rows of a table share: the columns, each column's shifts, the room of a page."""

    grid: _Grid
    shifts: Sequence[dict[int, float]]
    room: float


def table(context: Context, block: Table) -> list[Strip]:
    """A table; continued pages repeat the head under 续表."""
    root = Element("Table", context.root, anchor=block.anchor)
    grid = _grid(context, block)
    head = _head(context, block, grid, Element("THead", root))
    above = _above(context, block, Element("Caption", root), f"{block.label}　{block.caption}")
    again = [
        _silent(strip)
        for strip in (*_above(context, block, root, f"续{block.label}"), head)
    ]
    notes = note_strips(context, block.notes)
    if notes:
        notes[0] = replace(notes[0], before=context.profile.length("figure.gap").pt)
    room = context.frame.height - sum(strip.height for strip in again)
    shifts = [_decimal_shift(context, block, column) for column in range(len(block.columns))]
    measures = _Measures(grid, shifts, room)
    body = Element("TBody", root)
    rows: list[Strip] = []
    for i in range(len(block.rows)):
        parts = _row(context, block, measures, i, Element("TR", body))
        keep = len(parts) == 1 and _row_keeps(i, len(block.rows), bool(notes))
        rows += [replace(part, repeat=tuple(again), keep=keep) for part in parts]
    above[0] = replace(above[0], whole=block.label, span=block.span)
    return [*above, replace(head, keep=True), *rows, *notes, after(context)]


def _row_keeps(index: int, count: int, notes: bool) -> bool:
    """Whether a page must not end below this row.

    A short table stays whole; a longer one leaves at least two rows on either side, and the notes
    stay with the last row.
    """
    if index == count - 1:
        return notes
    return count <= _SHORT_TABLE or index == 0 or index == count - 2


def _silent(strip: Strip) -> Strip:
    """A repeated head is an artifact: it was read out once."""
    content = tuple(Marked(None, m.items, "Pagination") for m in strip.content)
    return replace(strip, content=content, keep=True, snap=False)


def _above(context: Context, block: Table, element: Element, text: str) -> list[Strip]:
    """The caption line and the unit line."""
    frame = context.frame
    style = context.style("caption")
    lines = set_lines(
        context, [Piece(text, style.role, span=block.span)], style, frame.left, frame.width,
        align="center",
    )
    strips = text_strips(context, lines, style, element)
    if block.unit:
        look = context.style("unit")
        unit = set_lines(
            context, [Piece(f"单位：{block.unit}", look.role)], look, frame.left, frame.width
        )
        strips += text_strips(context, unit, look, element)
    return [replace(strip, keep=True, snap=i == 0) for i, strip in enumerate(strips)]


def _head(context: Context, block: Table, grid: _Grid, parent: Element) -> Strip:
    style = context.style("table_head")
    row = Element("TR", parent)
    cells = []
    for i, column in enumerate(block.columns):
        x, width = grid.cell(i)
        parts = [Piece(column.heading, style.role)]
        lines = set_lines(context, parts, style, x, width, align="center")
        cells.append((lines, Element("TH", row, scope="Column")))
    strip = _cells_strip(context, style, cells)
    profile, black = context.profile, context.profile.colour("black")
    outer, inner = profile.length("table.rule_outer").pt, profile.length("table.rule_head").pt
    rules = (_line(grid, 0.0, outer, black), _line(grid, strip.height, inner, black))
    return replace(strip, content=(*strip.content, *rules))


def _row(
    context: Context, block: Table, measures: _Measures, index: int, element: Element
) -> list[Strip]:
    """One strip; a row that no page could hold is cut between lines, and W0602 says so."""
    style = context.style("table_cell")
    cells = []
    for i, cell in enumerate(block.rows[index]):
        owner = Element("TH", element, scope="Row") if cell.header else Element("TD", element)
        x, width = measures.grid.cell(i)
        indent = cell.indent * context.profile.number("table.indent") * style.em.pt
        lines = set_lines(
            context, pieces(context, cell.children, style.role, owner), style, x + indent,
            width - indent - measures.shifts[i].get(index, 0.0),
            align=block.columns[i].align.value,
        )
        cells.append((lines, owner))
    padding = context.profile.length("table.padding_y").pt
    most = max((len(lines) for lines, _ in cells), default=1)
    each = max(1, int((measures.room - 2 * padding) / style.pitch.pt))
    if most > each:
        place = next((cell.span for cell in block.rows[index]), block.span)
        context.sink.warning(
            "W0602", f"{block.label}第{index + 1}行高过一页，分到了几页上", place,
            "把长段文字移到正文里，表中只留要点",
        )
    strips = [
        _cells_strip(context, style, [(lines[k : k + each], owner) for lines, owner in cells])
        for k in range(0, max(1, most), each)
    ]
    return _ruled(context, measures.grid, strips, last=index == len(block.rows) - 1)


def _ruled(
    context: Context, grid: _Grid, strips: Sequence[Strip], *, last: bool
) -> list[Strip]:
    """A row's parts with the rule below it, and the one that ends a page."""
    profile = context.profile
    outer, inner = (
        (profile.length(f"table.rule_{name}").pt, profile.colour(colour))
        for name, colour in (("outer", "black"), ("inner", "hairline"))
    )
    ends = [(_line(grid, strip.height, *outer),) for strip in strips]
    below = ends[-1] if last else (_line(grid, strips[-1].height, *inner),)
    parts = [replace(strip, closing=end) for strip, end in zip(strips, ends, strict=True)]
    parts[-1] = replace(
        strips[-1], content=(*strips[-1].content, *below), closing=() if last else ends[-1]
    )
    return parts


def _cells_strip(
    context: Context, style: TextStyle, cells: Sequence[tuple[list[SetLine], Element]]
) -> Strip:
    """One row: every cell centred in the row's height."""
    padding = context.profile.length("table.padding_y").pt
    most = max((len(lines) for lines, _ in cells), default=1)
    height = max(1, most) * style.pitch.pt + 2 * padding
    lead = (style.pitch.pt - style.size.pt) / 2
    base = lead + style.size.pt * context.profile.number("page.ascent")
    content: list[Marked] = []
    for lines, element in cells:
        top = (height - len(lines) * style.pitch.pt) / 2
        for i, line in enumerate(lines):
            y = top + base + i * style.pitch.pt
            content += [shifted(marked, y) for marked in line.marked(element)]
    return Strip(height, height, tuple(content), snap=False)


def _line(
    grid: _Grid, y: float, width: float, colour: tuple[float, float, float]
) -> Marked:
    return Marked(None, (Rule(grid.edges[0], y, grid.edges[-1], y, width, colour),))


# ------------------------------------------------------------------------------- widths


def _width(context: Context, text: str, style: TextStyle) -> float:
    """The width `text` is set with on one line, the space between Han and digits included."""
    chain = context.library.chain(style.role)
    advances = [chain.advance(ch) for ch in text]
    lines = break_paragraph(
        Glyphs(text, advances), sum(advances) * 2, 0, context.rules, "left"
    )
    return sum(line.width for line in lines) * style.em.pt / 1000


def _grid(context: Context, block: Table) -> _Grid:
    padding = context.profile.length("table.padding_x").pt
    frame = context.frame
    room = 2 * padding + context.style("table_cell").em.pt
    looks = {True: context.style("table_head"), False: context.style("table_cell")}
    wanted = wishes(block, lambda text, head: _width(context, text, looks[head]), room)
    edges = accumulate(shares(block, wanted, frame.width), initial=frame.left)
    return _Grid(tuple(edges), padding)


def _decimal_shift(context: Context, block: Table, column: int) -> dict[int, float]:
    """How far each number of a right-set column stands off so that units stand under units.

    The integer parts end at one edge (K34): 537.6 and 20517 differ in what follows them.
    """
    if block.columns[column].align is not Align.RIGHT:
        return {}
    style = context.style("table_cell")
    tails = {i: _tail(context, row[column], style) for i, row in enumerate(block.rows)}
    most = max(tails.values(), default=0.0)
    return {i: most - tail for i, tail in tails.items()}


def _tail(context: Context, cell: Cell, style: TextStyle) -> float:
    """The width of what follows the integer part, the space before it included."""
    integer, rest = number_parts(cell)
    if not rest:
        return 0.0
    return _width(context, integer + rest, style) - _width(context, integer, style)
