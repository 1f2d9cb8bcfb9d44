"""Whether the printed parts of a table add up to its printed total, where the exact ones do.

Which rows are a total and its parts: what the facts declare (总项), and a row called 合计 or 小计
with those above it, or below it. Only what adds up before rounding counts, so that averages, rates
and 其中 are no totals. What does not add up in the facts themselves is no matter of rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportgen.document import tree
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Cell
from reportgen.facts.forms import FORMS, Shows
from reportgen.facts.model import Dataset
from reportgen.facts.scale import printed_number

NOTE = "因四舍五入，分项之和与合计略有出入。"
_SAID = re.compile("四舍五入|取整|舍入")
_TOTAL = re.compile(r"[^（(]*(?:合计|总计|共计|小计|总和)(?:[（(].*)?")
_WITHIN = "小计"
_BLANKS = re.compile(r"\s")
Rows = Sequence[Sequence[Cell]]
Group = tuple[int, list[int]]       # the row of a total, and those of its parts


class Rounded(NamedTuple):
    """A number before it was rounded, as printed, and one in the last printed place."""

    exact: Decimal
    printed: Decimal
    step: Decimal


def needs_note(table: tree.Table, dataset: Dataset) -> bool:
    """Whether a table's rounded parts do not add up, and no note of the author's says why."""
    grid = [[_pair(cell) for cell in row] for row in table.rows]
    rounded = [any(pair and pair.exact != pair.printed for pair in column)
               for column in zip(*grid, strict=True)]
    if not any(rounded) or any(_SAID.search(tree.plain(note)) for note in table.notes):
        return False
    return any(_off(grid[total][column], [grid[part][column] for part in parts])
               for total, parts in (*_called(table.rows), *_declared(table.rows, dataset))
               for column in range(len(rounded)) if rounded[column])


def _declared(rows: Rows, dataset: Dataset) -> Iterator[Group]:
    """The row of each fact that has parts, and theirs."""
    parts: dict[str, list[int]] = {}
    wholes: dict[str, int] = {}
    for at, row in enumerate(rows):
        ids = (quantity.fact for cell in row if (quantity := _quantity(cell)) is not None)
        fact = next((dataset.by_id[id_] for id_ in ids if id_ in dataset.by_id), None)
        if fact is not None:
            wholes[fact.id] = at
            parts.setdefault(fact.part_of, []).append(at)
    return ((at, parts[whole]) for whole, at in wholes.items() if whole in parts)


def _called(rows: Rows) -> Iterator[Group]:
    """Each row that is called a total, and what may be its parts; those of a 小计 stand beside it.

    小计 counts as a part of what is no 小计.
    """
    names = [_BLANKS.sub("", tree.plain(row[0].children)) if row else "" for row in rows]
    totals = [at for at, name in enumerate(names) if _TOTAL.fullmatch(name)]
    within = {at for at in totals if _WITHIN in names[at]}
    parts = [at for at, row in enumerate(rows) if at not in totals and row and not row[0].indent]
    for at in totals:
        before = max((each for each in totals if each < at), default=-1)
        behind = min((each for each in totals if each > at), default=len(rows))
        yield at, [each for each in parts if before < each < at]
        yield at, [each for each in parts if at < each < behind]
        for kind in (parts, sorted(within)) if at not in within else ():
            yield at, [each for each in kind if each < at]
            yield at, [each for each in kind if each > at]


def _off(total: Rounded | None, parts: Iterable[Rounded | None]) -> bool:
    """Whether a total and its parts add up, and their printed numbers do not."""
    told = [part for part in parts if part is not None]
    if total is None or len(told) < 2:
        return False
    adds_up = abs(sum((part.exact for part in told), Decimal(0)) - total.exact) < total.step / 2
    return adds_up and any(pair.exact != pair.printed for pair in (total, *told)) \
        and sum((part.printed for part in told), Decimal(0)) != total.printed


def _pair(cell: Cell) -> Rounded | None:
    """A cell's number; None where it has none, several, or a growth rate, which never adds up."""
    quantity = _quantity(cell)
    number = printed_number(quantity.text) if quantity is not None else None
    if quantity is None or quantity.exact is None or number is None \
            or FORMS[quantity.form].shows is Shows.RATE:
        return None
    return Rounded(quantity.exact, number, Decimal(1).scaleb(int(number.as_tuple().exponent)))


def _quantity(cell: Cell) -> Quantity | None:
    found = [leaf for leaf in tree.inlines(cell.children)
             if isinstance(leaf, Quantity) and leaf.exact is not None]
    return found[0] if len(found) == 1 else None
