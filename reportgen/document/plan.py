"""The columns of a table, and what the pages decide of them for every file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby

from reportgen.frozen import frozen

CORNER = "＼"     # parts the two headings in the corner of a table


def corner(heading: str) -> tuple[str, str] | None:
    """What heads the rows and what the columns: 镇＼指标, or with a backslash. None for others."""
    rows, mark, columns = heading.replace("\\", CORNER).partition(CORNER)
    parts = rows.strip(), columns.strip()
    return parts if mark and all(parts) and CORNER not in columns else None


class Align(Enum):
    """How the content of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@frozen
class Column:
    """A table column: heading, alignment of its body cells, share of the width (0: by content).

    `groups` are the headings above its own, the outermost first; neighbours share equal ones.
    """

    heading: str
    align: Align = Align.LEFT
    weight: int = 0
    groups: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """All that heads it, in one line: 工业产值：总量."""
        return "：".join((*self.groups, self.heading))


@frozen
class HeadCell:
    """A cell of a table's head: its first column (from 0), over how many columns and rows."""

    text: str
    first: int
    columns: int = 1
    rows: int = 1

    @property
    def last(self) -> int:
        """The column beyond its last."""
        return self.first + self.columns

    @property
    def corner(self) -> tuple[str, str] | None:
        """The two headings of a corner with a line through it: of the rows, of the columns."""
        return corner(self.text) if not self.first and self.columns == 1 else None


def head_rows(columns: Sequence[Column]) -> tuple[tuple[HeadCell, ...], ...]:
    """The rows of a table's head. A column's own heading reaches down to the last of them."""
    depth = 1 + max((len(column.groups) for column in columns), default=0)
    return tuple(tuple(_head_row(columns, level, depth)) for level in range(depth))


def _head_row(columns: Sequence[Column], level: int, depth: int) -> Iterator[HeadCell]:
    at = 0
    for above, run in groupby(columns, lambda column: column.groups[: level + 1]):
        count = len(tuple(run))
        if len(above) > level:
            yield HeadCell(above[level], at, count)
        else:
            yield from (HeadCell(columns[i].heading, i, rows=depth - level)
                        for i in range(at, at + count) if len(columns[i].groups) == level)
        at += count


def headed(columns: Sequence[Column], text: Callable[[HeadCell], str]) -> tuple[Column, ...]:
    """The columns, the text of each cell of their head made anew."""
    paths: list[list[str]] = [[] for _ in columns]
    for row in head_rows(columns):
        for cell in row:
            said = text(cell)
            for path in paths[cell.first : cell.last]:
                path.append(said)
    return tuple(replace(column, heading=path[-1], groups=tuple(path[:-1]))
                 for column, path in zip(columns, paths, strict=True))


@frozen
class TablePlan:
    """How a table is set, in every file alike: the columns' widths and the blank at the sides of
    their cells, in points; by how much the text is smaller than the profile says; whether notes
    that do not fit on a line below it take the width of the page; whether it lies on a page on its
    side; which of the parts of a table it is, from 0."""

    widths: tuple[float, ...]
    padding: float
    scale: float = 1.0
    wider_notes: bool = False
    lying: bool = False
    part: int = 0

    @property
    def width(self) -> float:
        """The width of the whole table."""
        return sum(self.widths)
