"""The rows of a table as strips: cells that go down several of them, the rules between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reportgen.document.tree import Cell
from reportgen.layout.grid import Grid
from reportgen.layout.pages import Element, Marked, Rule
from reportgen.layout.strips import Strip
from reportgen.layout.text import Context, SetLine
from reportgen.style.profile import TextStyle
from reportgen.style.rows import joined_whole

Pen = tuple[float, tuple[float, float, float]]      # width and colour


class Placed(NamedTuple):
    """A cell's lines, what they belong to, and how many rows it goes down."""

    lines: Sequence[SetLine]
    owner: Element
    rows: int = 1


def least(context: Context, style: TextStyle, lines: int) -> float:
    """How high a row is that holds so many lines."""
    padding = context.profile.length("table.padding_y").pt
    return max(1, lines) * style.pitch.pt + 2 * padding


def stacked(
    context: Context, style: TextStyle, rows: Sequence[Sequence[Placed]], room: float
) -> list[list[Strip]]:
    """The strips of rows that stand together, each cell in the middle of all rows it goes down.

    One that goes down more rows than stay on a page stands at their top.
    """
    heights = [
        least(context, style, max((len(cell.lines) for cell in row if cell.rows == 1), default=1))
        for row in rows
    ]
    joined = [(at, cell) for at, row in enumerate(rows) for cell in row if cell.rows > 1]
    for at, cell in joined:
        last = at + cell.rows - 1
        heights[last] = max(heights[last],
                            least(context, style, len(cell.lines)) - sum(heights[at:last]))
    made = []
    for at, row in enumerate(rows):
        boxes = [
            heights[at] if cell.rows == 1
            else sum(heights[at : at + cell.rows]) if joined_whole(cell.rows, context.profile)
            else least(context, style, len(cell.lines))
            for cell in row
        ]
        made.append(_parts(context, style, list(zip(row, boxes, strict=True)), heights[at], room))
    return made


def _parts(
    context: Context, style: TextStyle, cells: Sequence[tuple[Placed, float]], height: float,
    room: float,
) -> list[Strip]:
    """The strips of a row, each with as many lines as there is room for."""
    if height <= room:
        return [cells_strip(context, style, cells, height)]
    padding = context.profile.length("table.padding_y").pt
    most = max((len(cell.lines) for cell, _ in cells), default=1)
    each = max(1, int((room - 2 * padding) / style.pitch.pt))
    return [
        cells_strip(context, style, [(cell, box) for cell in shown], box)
        for k in range(0, max(1, most), each)
        for shown in [[cell._replace(lines=cell.lines[k : k + each]) for cell, _ in cells]]
        for box in [least(context, style, max(len(cell.lines) for cell in shown))]
    ]


def ruled(
    context: Context, grid: Grid, strips: Sequence[Strip], following: Sequence[Sequence[Cell]]
) -> list[Strip]:
    """A row's parts with the rule below it, and the one that ends a page.

    No rule goes through a cell that goes on in the `following` row; the last has none.
    """
    profile = context.profile
    outer, inner = (
        (profile.length(f"table.rule_{name}").pt, profile.colour(colour))
        for name, colour in (("outer", "black"), ("inner", "hairline"))
    )
    ends = [(line_below(grid, strip.height, outer),) for strip in strips]
    below = tuple(line_below(grid, strips[-1].height, inner, columns)
                  for columns in _open(following[0])) if following else ends[-1]
    parts = [strip._replace(closing=end) for strip, end in zip(strips, ends, strict=True)]
    parts[-1] = strips[-1]._replace(
        content=(*strips[-1].content, *below), closing=ends[-1] if following else ()
    )
    return parts


def _open(row: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """The columns, from and to where, in which nothing from above goes on in a row."""
    for goes_on, run in groupby(range(len(row)), lambda i: row[i].rows == 0):
        columns = tuple(run)
        if not goes_on:
            yield columns[0], columns[-1] + 1


def cells_strip(
    context: Context, style: TextStyle, cells: Sequence[tuple[Placed, float]], height: float
) -> Strip:
    """One row: every cell centred in its own height, from the top of the row."""
    base = context.baseline(style)
    content: list[Marked] = []
    for cell, box in cells:
        if not cell.lines:      # a cell of a head that says nothing: it keeps its place
            content.append(Marked(cell.owner, ()))
        top = (box - len(cell.lines) * style.pitch.pt) / 2
        for i, line in enumerate(cell.lines):
            y = top + base + i * style.pitch.pt
            content += line.marked(cell.owner, y=y)
    return Strip(height, height, tuple(content), snap=False)


def line_below(
    grid: Grid, y: float, pen: Pen, columns: tuple[int, int] = (0, -1), inset: float = 0.0,
) -> Marked:
    """A rule below some columns, from and to where, shorter by `inset` at both ends."""
    left, right = (grid.edges[column] for column in columns)
    return Marked(None, (Rule(left + inset, y, right - inset, y, *pen),))
