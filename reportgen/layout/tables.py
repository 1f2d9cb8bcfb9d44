"""表: caption and unit above, repeated head, rows that stay whole, notes below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from itertools import accumulate

from reportgen.diagnostics import Sink
from reportgen.document.printed import Passage, caption, continued, unit
from reportgen.document.tree import Align, Cell, Table
from reportgen.frozen import frozen
from reportgen.layout.blocks import note_strips, set_passage
from reportgen.layout.grid import Grid, grid_of
from reportgen.layout.pages import Element, Marked, Rule
from reportgen.layout.strips import CAPTION, NOTES, ROWS, Strip
from reportgen.layout.text import (
    Context,
    Piece,
    SetLine,
    after,
    pieces,
    set_lines,
)
from reportgen.style.profile import TextStyle
from reportgen.style.rows import row_held
from reportgen.typeset import LOOSE, RAGGED

_EXAMPLES = 3

Cells = Sequence[tuple[list[SetLine], Element]]


@frozen
class _Measures:
    """What all rows of a table share: the columns, their alignments, the room below a repeated
    head; and what was set already: in a long table many cells say the same."""

    grid: Grid
    aligns: Sequence[str]
    room: float
    known: dict[tuple[object, ...], list[SetLine]] = field(default_factory=dict)


def table(context: Context, block: Table) -> list[Strip]:
    """A table that was planned; continued pages repeat the head under 续表."""
    outer, context = context.sink, replace(context, sink=Sink())
    strips = _table(context, block)
    _tell(context.sink, outer, block)
    return strips


def _tell(found: Sink, sink: Sink, block: Table) -> None:
    """What was found, the lines that are set badly only by example: a table may have thousands."""
    lines = [item for item in found.items if item.code == "I0601"]
    others = [item for item in found.items if item.code != "I0601"]
    sink.extend(others)
    if any(item.code in ("E0610", "W0611") and item.span == block.span for item in sink.items):
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
    above = _above(context, narrow, block, Element("Caption", root), caption(block))
    heads = _head(context, block, grid, Element("THead", root))
    again = _again(context, narrow, block, heads)
    notes = note_strips(context if grid.plan.wider_notes else narrow, block.notes)
    if notes:
        notes[0] = notes[0]._replace(before=context.profile.length("figure.gap").pt)
    room = context.frame.height - sum(strip.height for strip in again)
    aligns = [
        _align(context, column.align, grid.column(i)[1], grid.cell)
        for i, column in enumerate(block.columns)
    ]
    body, measures = Element("TBody", root), _Measures(grid, aligns, room)
    rows: list[Strip] = []
    for i in range(len(block.rows)):
        parts = _row(context, block, measures, i, Element("TR", body))
        rule = _rule_below(context, i, len(block.rows), notes=bool(notes))
        whole = len(parts) == 1 and bool(rule)
        rows += [part._replace(repeat=again, keep=whole, rule=rule) for part in parts]
    above[0] = above[0]._replace(whole=block.label)
    return [*above, *heads, *rows, *notes, after(context)]


def _rule_below(context: Context, index: int, count: int, *, notes: bool) -> str:
    """Which rule forbids a page to end below this row; "" for none.

    The notes stay with the last row.
    """
    if index == count - 1:
        return NOTES if notes else ""
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
            content=tuple(Marked(None, m.items, "Pagination") for m in strip.content),
        )
        for strip in strips
    )


def _above(
    context: Context, narrow: Context, block: Table, element: Element, head: Passage
) -> list[Strip]:
    """The caption line and the unit line, which ends where the table does."""
    strips = [strip for line, within in ((head, context), *((each, narrow) for each in unit(block)))
              for strip in set_passage(within, line, element)]
    return [strip._replace(keep=True, snap=i == 0, rule=CAPTION) for i, strip in enumerate(strips)]


def _head(context: Context, block: Table, grid: Grid, parent: Element) -> list[Strip]:
    """The head: one strip, or several where no page could hold it."""
    row = Element("TR", parent)
    cells: list[tuple[list[SetLine], Element]] = []
    for i, column in enumerate(block.columns):
        x, width = grid.column(i)
        said = column.heading.split("\n")
        parts = [Piece("".join(said), grid.head.role, span=block.span)]
        lines = set_lines(context, parts, grid.head, x, width,
                          breaks=tuple(accumulate(map(len, said[:-1]))))
        cells.append((lines, Element("TH", row, scope="Column")))
    strips = _parts(context, grid.head, cells, context.frame.height)
    profile, black = context.profile, context.profile.colour("black")
    outer, inner = profile.length("table.rule_outer").pt, profile.length("table.rule_head").pt
    first, last = strips[0], strips[-1]
    strips[0] = first._replace(content=(*first.content, _line(grid, 0.0, outer, black)))
    last = strips[-1]
    strips[-1] = last._replace(content=(*last.content, _line(grid, last.height, inner, black)))
    return [strip._replace(keep=True, rule=CAPTION) for strip in strips]


def _row(
    context: Context, block: Table, measures: _Measures, index: int, element: Element
) -> list[Strip]:
    """One strip; a row that no page could hold is cut between lines, and W0602 says so."""
    grid = measures.grid
    cells: list[tuple[list[SetLine], Element]] = []
    for i, cell in enumerate(block.rows[index]):
        owner = Element("TH", element, scope="Row") if cell.header else Element("TD", element)
        cells.append((_cell(context, measures, cell, owner, (i, index)), owner))
    strips = _parts(context, grid.cell, cells, measures.room)
    if len(strips) > 1:
        place = next((cell.span for cell in block.rows[index]), block.span)
        context.sink.warning(
            "W0602", f"{block.label}第{index + 1}行高过一页，分到了几页上", place,
            "把长段文字移到正文里，表中只留要点",
        )
    return _ruled(context, grid, strips, last=index == len(block.rows) - 1)


def _cell(
    context: Context, measures: _Measures, cell: Cell, owner: Element, at: tuple[int, int]
) -> list[SetLine]:
    """The lines of the cell at a column and row."""
    column, row = at
    grid, align = measures.grid, measures.aligns[column]
    parts = pieces(context, cell.children, grid.cell.role, owner)
    x, width = grid.column(column)
    width -= grid.offset(column, row)
    if cell.indent:
        indent = cell.indent * context.profile.number("table.indent") * grid.cell.em.pt
        x, width = x + indent, width - indent
    said = [(part.text, part.role, part.fact) for part in parts if part.element is None]
    key = (x, width, align, *said) if len(said) == len(parts) else ()
    if key in measures.known:
        return measures.known[key]
    lines = _set(context, parts, grid.cell, x, width, align=align)
    if key:
        measures.known[key] = lines
    return lines


def _set(
    context: Context, parts: Sequence[Piece], style: TextStyle, x: float, width: float, *,
    align: str,
) -> list[SetLine]:
    """The lines of a cell: flush at both sides only where that tears no line apart."""
    if align == "justify":
        trial = replace(context, sink=Sink())
        lines = set_lines(trial, parts, style, x, width, align=align)
        if not any({LOOSE, RAGGED} & set(line.line.faults) for line in lines):
            context.sink.extend(trial.sink.items)
            return lines
        align = "left"
    return set_lines(context, parts, style, x, width, align=align, tabular=align != "left")


def _align(context: Context, align: Align, width: float, style: TextStyle) -> str:
    """Text in a column of some width is set as prose is, flush at both sides."""
    wide = width >= context.profile.number("table.justify_from") * style.em.pt
    return "justify" if align is Align.LEFT and wide else align.value


def _parts(context: Context, style: TextStyle, cells: Cells, room: float) -> list[Strip]:
    """The strips of a row, each with as many lines as there is room for."""
    padding = context.profile.length("table.padding_y").pt
    most = max((len(lines) for lines, _ in cells), default=1)
    each = max(1, int((room - 2 * padding) / style.pitch.pt))
    return [
        _cells_strip(context, style, [(lines[k : k + each], owner) for lines, owner in cells])
        for k in range(0, max(1, most), each)
    ]


def _ruled(
    context: Context, grid: Grid, strips: Sequence[Strip], *, last: bool
) -> list[Strip]:
    """A row's parts with the rule below it, and the one that ends a page."""
    profile = context.profile
    outer, inner = (
        (profile.length(f"table.rule_{name}").pt, profile.colour(colour))
        for name, colour in (("outer", "black"), ("inner", "hairline"))
    )
    ends = [(_line(grid, strip.height, *outer),) for strip in strips]
    below = ends[-1] if last else (_line(grid, strips[-1].height, *inner),)
    parts = [strip._replace(closing=end) for strip, end in zip(strips, ends, strict=True)]
    parts[-1] = strips[-1]._replace(
        content=(*strips[-1].content, *below), closing=() if last else ends[-1]
    )
    return parts


def _cells_strip(
    context: Context, style: TextStyle, cells: Cells
) -> Strip:
    """One row: every cell centred in the row's height."""
    padding = context.profile.length("table.padding_y").pt
    most = max((len(lines) for lines, _ in cells), default=1)
    height = max(1, most) * style.pitch.pt + 2 * padding
    base = context.baseline(style)
    content: list[Marked] = []
    for lines, element in cells:
        top = (height - len(lines) * style.pitch.pt) / 2
        for i, line in enumerate(lines):
            y = top + base + i * style.pitch.pt
            content += line.marked(element, y=y)
    return Strip(height, height, tuple(content), snap=False)


def _line(
    grid: Grid, y: float, width: float, colour: tuple[float, float, float]
) -> Marked:
    return Marked(None, (Rule(grid.edges[0], y, grid.edges[-1], y, width, colour),))
