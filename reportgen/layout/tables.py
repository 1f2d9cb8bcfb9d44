"""表: caption and unit above, repeated head, rows that stay whole, notes below."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import accumulate

from reportgen.diagnostics import Sink
from reportgen.document.columns import shape
from reportgen.document.plan import HeadCell, head_rows
from reportgen.document.printed import Passage, continued, headline, unit
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Align, Cell, Table, Text
from reportgen.frozen import frozen
from reportgen.layout.blocks import note_strips, set_passage
from reportgen.layout.grid import Grid, grid_of
from reportgen.layout.pages import Element, Marked, Rule
from reportgen.layout.strips import CAPTION, JOINED, NOTES, ROWS, Strip
from reportgen.layout.table_rows import Placed, cells_strip, least, line_below, ruled, stacked
from reportgen.layout.text import (
    Context,
    Piece,
    SetLine,
    after,
    pieces,
    set_lines,
)
from reportgen.style.profile import TextStyle
from reportgen.style.rows import joined_held, joined_whole, row_held
from reportgen.typeset import LOOSE, RAGGED

_EXAMPLES = 3

@frozen
class _Measures:
    """What all rows of a table share: the columns, their alignments, the room below a repeated
    head, the names of the columns' heads; the names of rows' heads and the rows they end before;
    and what was set already: in a long table many cells say the same."""

    grid: Grid
    aligns: Sequence[str]
    room: float
    headers: Sequence[tuple[str, ...]]
    rows: dict[int, tuple[str, int]] = field(default_factory=dict)
    known: dict[tuple[object, ...], list[SetLine]] = field(default_factory=dict)
    shapes: dict[tuple[object, ...], SetLine] = field(default_factory=dict)


def table(context: Context, block: Table) -> list[Strip]:
    """A table that was planned; continued pages repeat the head under 续表."""
    outer, context = context.sink, replace(context, sink=Sink(most=sys.maxsize))
    strips = _table(context, block)
    _tell(context.sink, outer, block)
    return strips


def _tell(found: Sink, sink: Sink, block: Table) -> None:
    """What was found, the lines that are set badly only by example: a table may have thousands."""
    lines = [item for item in found.items if item.code == "I0601"]
    others = [item for item in found.items if item.code != "I0601"]
    sink.extend(others)
    if any(item.code == "E0610" and item.span == block.span for item in sink.items):
        return      # the one reason for all of them
    sink.extend(lines[:_EXAMPLES])
    if len(lines) > _EXAMPLES:
        sink.info("I0601", f"{block.label}里这样的行还有{len(lines) - _EXAMPLES}处", block.span,
                  "加宽那一栏，或把长段文字移到正文里")


def _table(context: Context, block: Table) -> list[Strip]:
    root = Element("Table", context.root, anchor=block.anchor)
    grid = grid_of(context, block)
    narrow = replace(context, frame=replace(
        context.frame, left=grid.edges[0], width=grid.edges[-1] - grid.edges[0]))
    above = _above(context, narrow, block, Element("Caption", root),
                   headline(context.profile.text("table.continued"), block))
    headers = _headers(block)
    heads = _head(context, block, grid, headers, Element("THead", root))
    again = _again(context, narrow, block, heads)
    notes = note_strips(context if grid.plan.wider_notes else narrow, block.notes)
    if notes:
        notes[0] = notes[0]._replace(before=context.profile.length("figure.gap").pt)
    room = context.frame.height - sum(strip.height for strip in again)
    aligns = [
        _align(context, column.align, grid.column(i)[1], grid.cell)
        for i, column in enumerate(block.columns)
    ]
    measures = _Measures(grid, aligns, room, headers)
    rows = _body(context, block, measures, again, Element("TBody", root), notes=bool(notes))
    above[0] = above[0]._replace(whole=block.label)
    return [*above, *heads, *rows, *notes, after(context)]


def _body(
    context: Context, block: Table, measures: _Measures, again: tuple[Strip, ...],
    body: Element, *, notes: bool,
) -> list[Strip]:
    """The rows. What joins more of them than stay on a page is said again where they go on."""
    held = {*joined_held(block.rows, context.profile)}
    made: list[Strip] = []
    for group in _groups(block.rows):
        cells = [_cells(context, block, measures, i, Element("TR", body)) for i in group]
        repeats: list[tuple[Strip, ...]] = [again] * len(cells)
        for at, row in enumerate(cells):
            for cell in row:
                if cell.rows > 1 and not joined_whole(cell.rows, context.profile):
                    said = _said_again(context, measures.grid.cell, cell)
                    held.update(group[at : at + min(cell.rows, len(cell.lines)) - 1])
                    for below in range(at + 1, at + cell.rows):
                        repeats[below] += (said,)
        rows = stacked(context, measures.grid.cell, cells, measures.room)
        for i, parts, repeat in zip(group, rows, repeats, strict=True):
            if len(parts) > 1:
                context.sink.warning(
                    "W0602", f"{block.label}第{i + 1}行高过一页，分到了几页上",
                    next((cell.span for cell in block.rows[i]), block.span),
                    "把长段文字移到正文里，表中只留要点",
                )
            rule = _rule_below(context, i, len(block.rows), notes=notes, joined=i in held)
            whole = len(parts) == 1 and bool(rule)
            made += [part._replace(repeat=repeat, keep=whole, rule=rule)
                     for part in ruled(context, measures.grid, parts, block.rows[i + 1 : i + 2])]
    return made


def _groups(rows: Sequence[Sequence[Cell]]) -> Iterator[range]:
    """The rows that cells join, together; all others one by one."""
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or all(cell.rows for cell in rows[index]):
            yield range(start, index)
            start = index


def _said_again(context: Context, style: TextStyle, cell: Placed) -> Strip:
    """The text of a cell at the top of a page on which its rows go on; it takes no room."""
    strip = cells_strip(context, style, [(cell, least(context, style, len(cell.lines)))], 0.0)
    return strip._replace(content=tuple(
        Marked(None, marked.items, "Pagination") for marked in strip.content))


def _rule_below(context: Context, index: int, count: int, *, notes: bool, joined: bool) -> str:
    """Which rule forbids a page to end below this row; "" for none.

    The notes stay with the last row.
    """
    if index == count - 1:
        return NOTES if notes else ""
    if joined:
        return JOINED
    return ROWS if row_held(index, count, context.profile) else ""


def _again(
    context: Context, narrow: Context, block: Table, heads: Sequence[Strip]
) -> tuple[Strip, ...]:
    """What stands above the rows on a page on which the table goes on; nothing if too high.

    A repeated head is an artifact: it was read out once.
    """
    head = continued(context.profile.text("table.continued"), block)
    root = Element("Caption")
    strips = [*_above(context, narrow, block, root, head), *heads]
    if sum(strip.height for strip in strips) > context.frame.height / 2:
        context.sink.warning(
            "W0602", f"{block.label}的表头高过半页，续页上不再重复", block.span,
            "表头只写几个字，说明写到表注里",
        )
        return ()
    return tuple(
        strip._replace(
            keep=True, snap=False,
            content=tuple(Marked(None, m.items, "Pagination") for m in strip.content if m.items),
        )
        for strip in strips
    )


def _above(
    context: Context, narrow: Context, block: Table, element: Element, head: Passage
) -> list[Strip]:
    """The caption line and the unit line, which ends where the table does."""
    left, frame = context.frame.left, narrow.frame
    ending = replace(context, frame=replace(frame, left=left,
                                            width=frame.left + frame.width - left))
    strips = [strip for line, within in ((head, context), *((each, ending) for each in unit(block)))
              for strip in set_passage(within, line, element)]
    return [strip._replace(keep=True, snap=i == 0, rule=CAPTION) for i, strip in enumerate(strips)]


def _name(block: Table) -> str:
    """What the names of its heads begin with."""
    part = block.plan.part if block.plan else 0
    return f"t{block.number}{f'p{part}' if part else ''}"


def _headers(block: Table) -> list[tuple[str, ...]]:
    """The names of what heads each column; none where a plain grid says it by itself."""
    heads = head_rows(block.columns)
    found: list[tuple[str, ...]] = [()] * len(block.columns)
    if len(heads) == 1 and not any(cell.covered for row in block.rows for cell in row):
        return found
    for level, row in enumerate(heads):
        for cell in row:
            for at in range(cell.first, cell.last):
                found[at] += (f"{_name(block)}h{level}c{cell.first}",)
    return found


def _head(
    context: Context, block: Table, grid: Grid, headers: Sequence[tuple[str, ...]],
    parent: Element,
) -> list[Strip]:
    """The head: a strip for each of its rows, or several where no page could hold one."""
    heads, rows = head_rows(block.columns), []
    for level, row in enumerate(heads):
        line = Element("TR", parent)
        rows.append([_head_cell(context, block, grid, cell, Element(
            "TH", line, scope="Column", columns=cell.columns, rows=cell.rows,
            name=headers[cell.first][level] if headers[cell.first] else "")) for cell in row])
    made = stacked(context, grid.head, rows, context.frame.height)
    profile, black = context.profile, context.profile.colour("black")
    outer, inner, below = (
        (profile.length(f"table.rule_{name}").pt, black) for name in ("outer", "head", "inner"))
    for cells, parts in zip(heads[:-1], made, strict=False):
        ends = [line_below(grid, parts[-1].height, below, (each.first, each.last),
                      grid.plan.padding) for each in cells if each.rows == 1]
        parts[-1] = parts[-1]._replace(content=(*parts[-1].content, *ends))
    strips = [strip for parts in made for strip in parts]
    first = strips[0]
    strips[0] = first._replace(content=(*first.content, line_below(grid, 0.0, outer)))
    if heads[0][0].corner:
        foot = sum(strip.height for strip in strips)
        through = Marked(None, (Rule(grid.edges[0], 0.0, grid.edges[1], foot, *below),))
        strips[0] = strips[0]._replace(content=(*strips[0].content, through))
    last = strips[-1]
    strips[-1] = last._replace(content=(*last.content, line_below(grid, last.height, inner)))
    return [strip._replace(keep=True, rule=CAPTION) for strip in strips]


def _head_cell(
    context: Context, block: Table, grid: Grid, cell: HeadCell, owner: Element
) -> Placed:
    x, width = grid.column(cell.first, cell.columns)
    if cell.corner:
        words = zip(reversed(cell.corner), ("right", "left"), strict=True)
        return Placed([line for text, align in words for line in set_lines(
            context, [Piece(text, grid.head.role, span=block.span)], grid.head, x, width,
            align=align)], owner, cell.rows)
    said = cell.text.split("\n")
    parts = [Piece("".join(said), grid.head.role, span=block.span)]
    lines = set_lines(context, parts, grid.head, x, width,
                      breaks=tuple(accumulate(map(len, said[:-1]))))
    return Placed(lines, owner, cell.rows)


def _cells(
    context: Context, block: Table, measures: _Measures, index: int, row: Element
) -> list[Placed]:
    """The cells of a row, set."""
    placed = []
    for i, cell in enumerate(block.rows[index]):
        if cell.covered:
            continue
        heads = measures.headers[i]
        role, scope = ("TH", "Row") if cell.header else ("TD", "")
        if not heads:
            owner = Element(role, row, "", scope)
        elif cell.header:
            name = f"{_name(block)}r{index}c{i}"
            measures.rows[i] = name, index + cell.rows
            owner = Element(role, row, "", scope, cell.columns, cell.rows, name=name)
        else:
            beside = (name for name, end in measures.rows.values() if index < end)
            owner = Element(role, row, "", scope, cell.columns, cell.rows, (*heads, *beside))
        placed.append(Placed(_cell(context, measures, cell, owner, i), owner, cell.rows))
    return placed


def _cell(
    context: Context, measures: _Measures, cell: Cell, owner: Element, column: int
) -> Sequence[SetLine]:
    """The lines of a cell: as another of its shape was set, or anew."""
    x, width, align = _box(context, measures, cell, column)
    only = cell.children[0] if len(cell.children) == 1 else None
    key: tuple[object, ...] = ()
    if isinstance(only, Text | Quantity):
        fact = only.fact if isinstance(only, Quantity) else ""
        key = x, width, align, shape(only.text)
        if key in measures.shapes:
            return (measures.shapes[key].reworded(context, only.text, fact),)
    parts = pieces(context, cell.children, measures.grid.cell.role, owner)
    said = [(part.text, part.role, part.fact) for part in parts if part.element is None]
    own = (x, width, align, *said) if len(said) == len(parts) else ()
    if own in measures.known:
        return measures.known[own]
    lines = _set(context, parts, measures.grid.cell, x, width, align=align)
    if own:
        measures.known[own] = lines
    if key and lines and lines[0].fits(context, width):
        measures.shapes[key] = lines[0]
    return lines


def _box(
    context: Context, measures: _Measures, cell: Cell, column: int
) -> tuple[float, float, str]:
    """Where the text of a cell may stand, how wide, and how aligned."""
    grid, single = measures.grid, cell.columns == 1
    x, width = grid.column(column, cell.columns)
    width -= grid.offset(column, cell) if single else 0.0
    if cell.indent:
        indent = cell.indent * context.profile.number("table.indent") * grid.cell.em.pt
        x, width = x + indent, width - indent
    return x, width, measures.aligns[column] if single else Align.CENTER.value


def _set(
    context: Context, parts: Sequence[Piece], style: TextStyle, x: float, width: float, *,
    align: str,
) -> list[SetLine]:
    """The lines of a cell: flush at both sides only where that tears no line apart."""
    if align == "justify":
        trial = replace(context, sink=Sink())
        lines = set_lines(trial, parts, style, x, width, align=align)
        if not any({LOOSE, RAGGED} & set(line.line.faults) for line in lines):
            context.sink.extend(trial.sink)
            return lines
        align = "left"
    return set_lines(context, parts, style, x, width, align=align, tabular=align != "left")


def _align(context: Context, align: Align, width: float, style: TextStyle) -> str:
    """Text in a column of some width is set as prose is, flush at both sides."""
    wide = width >= context.profile.number("table.justify_from") * style.em.pt
    return "justify" if align is Align.LEFT and wide else align.value
