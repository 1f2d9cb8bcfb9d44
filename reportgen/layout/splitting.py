"""A table too wide for any page, in parts by columns: each begins with those that name its rows."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from math import ceil

from reportgen.document.columns import COUNT, RANKS, ems
from reportgen.document.tree import Cell, Table, plain
from reportgen.layout.columns import firm


def split(block: Table, fits: Callable[[Table], bool]) -> list[Table]:
    """The parts of a table, side by side, each of which `fits`; none where some column does not.

    As few as can be and then about as many columns in each; a group of columns that fits by
    itself stays whole.
    """
    short = replace(block, rows=tuple(_telling(block.rows)))
    for tried in (short, block):      # most rows tell nothing of the columns' widths
        parts = [_part(block, kept, lead, last=kept[-1] == len(block.columns) - 1)
                 for lead, kept in _kept(tried, fits)]
        if not parts or all(map(fits, parts)):
            return parts
    return []


def _telling(rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    """The rows with the widest cells of each column, and with cells that go over several."""
    found = {at for at, row in enumerate(rows) if any(cell.columns != 1 for cell in row)}
    for column in zip(*rows, strict=True):
        texts = [plain(cell.children) for cell in column]
        for part in (str, firm):
            sizes = [ems(part(text)) for text in texts]
            found.add(sizes.index(max(sizes)))
    yield from (rows[at] for at in sorted(found))


def _kept(
    block: Table, fits: Callable[[Table], bool]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Of each part how many columns name the rows, and all that it has."""
    lead, count = _leading(block), len(block.columns)
    ends = _ends(block, lead, count, fits)
    even = _ends(block, lead, ceil((count - lead) / max(1, len(ends))), fits)
    if len(even) == len(ends):
        ends = even
    yield from ((lead, (*range(lead), *range(start, end)))
                for start, end in zip((lead, *ends[:-1]), ends, strict=False))


def _ends(
    block: Table, lead: int, most: int, fits: Callable[[Table], bool]
) -> list[int]:
    """Before which column each part ends; it has so many of its own at the most."""
    count = len(block.columns)
    groups = _groups(block)
    ends: list[int] = []
    start = lead
    while start < count:
        tried = range(start + 1, min(start + most, count) + 1)
        wide = partial(_wide, block, lead, start, fits)
        good = bisect_left(tried, True, key=wide)
        if not good:
            return []
        end = start + good
        if end < count and groups[end] == groups[end - 1]:
            first = groups.index(groups[end])
            end = first if first > start else end
        ends.append(end)
        start = end
    return ends


def _groups(block: Table) -> list[object]:
    """What each column belongs to: its uppermost heading, or the column on the left of one whose
    heading several have, as 同比."""
    said = Counter(column.path for column in block.columns)
    found: list[object] = []
    for at, column in enumerate(block.columns):
        leaning = found and not column.groups and said[column.path] > 1
        found.append(found[-1] if leaning else column.groups[:1] or at)
    return found


def _wide(block: Table, lead: int, start: int, fits: Callable[[Table], bool], end: int) -> bool:
    """Whether the part with the columns from `start` to `end` does not fit."""
    return not fits(_part(block, (*range(lead), *range(start, end)), lead, last=True))


def _leading(block: Table) -> int:
    """How many columns name the rows: names, and ranks and numbers beside them."""
    counted = [column.heading in RANKS or column.heading == COUNT for column in block.columns]
    lead = 1
    while lead < len(counted) - 1 and (
            counted[lead] or all(counted[:lead])
            or (block.rows and all(row[lead].header for row in block.rows))):
        lead += 1
    return lead


def _part(block: Table, kept: Sequence[int], lead: int, *, last: bool) -> Table:
    """Some columns of a table. What goes over more than these is said in each part."""
    return replace(
        block, columns=tuple(block.columns[at] for at in kept),
        rows=tuple(tuple(_row(row, kept)) for row in block.rows),
        notes=block.notes if last else (), anchor=block.anchor if kept[lead] == lead else "")


def _row(row: Sequence[Cell], kept: Sequence[int]) -> Iterator[Cell]:
    owners: list[int] = []
    for at, cell in enumerate(row):
        owners.append(at if cell.columns else owners[-1])
    for owner, run in groupby(kept, lambda at: owners[at]):
        width, cell = len([*run]), row[owner]
        yield cell if cell.columns == width else replace(cell, columns=width)
        yield from (Cell((), columns=0, rows=cell.rows) for _ in range(width - 1))
