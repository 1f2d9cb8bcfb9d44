"""The numbers of a table: what each column holds, in which unit, of which row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from reportgen.checks.reckoning.amounts import Reader
from reportgen.diagnostics import NOWHERE, Span
from reportgen.document.inline import leaves
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Cell, Document, Note, Table, plain
from reportgen.document.walk import at
from reportgen.facts import heads
from reportgen.facts.amount import Units
from reportgen.facts.bounds import Bounds, bounds
from reportgen.facts.model import Amount
from reportgen.facts.unit_table import COUNTS, adds
from reportgen.frozen import frozen
from reportgen.patterns import late
from reportgen.sources import table as written

_TOTAL = late("(?:合计|总计|共计|总和|总数)(?:[（(][^（()）]*[)）])?")
_WITHIN = "小计"
_NO_SUM = late("率|增(?!值税|加值)|降|同比|环比|[±%‰℃]|均(?!衡)|单价|价格|指数|名次|位次"
               "|排名|排序|序号|编号|年份|日期|时间|(?<![高快])速|倍|系数|得分|温度|比(?!重)")
_SHARE = late("(?:占比|比重|构成)(?:（%）)?$")


@frozen
class Number:
    """The number of a cell; `bounds` in the unit of its column."""

    text: str
    number: Decimal
    bounds: Bounds
    span: Span
    unit: tuple[str, str] = ("", "")      # multiplier and bare unit, its own or its column's


@frozen
class Line:
    """A row: its name, whether it is a total, a 小计, a part of the one above; its numbers."""

    name: str
    total: bool
    within: bool
    part: bool
    cells: tuple[Number | None, ...]
    span: Span


@frozen
class Grid:
    """A table as it is reckoned with; `heads` say what its columns hold."""

    table: Table
    heads: tuple[heads.Head, ...]
    lines: tuple[Line, ...]
    names: int                  # the column of the names
    said: str                   # caption, notes, and the note that stands behind it
    mixed: bool                 # rows of unlike units

    def sums(self, column: int) -> bool:
        """Whether the numbers of a column may be added up: they are amounts, all of one kind."""
        return not self.mixed and self.amounts(column)

    def shares(self, column: int) -> bool:
        """Whether a column holds shares of one whole."""
        return _SHARE.search(self.table.columns[column].path) is not None \
            and self.heads[column].unit in {"%", ""}

    def amounts(self, column: int) -> bool:
        """Whether a column holds amounts: no rates, averages, ranks."""
        head = self.heads[column]
        path = self.table.columns[column].path
        if self.shares(column):
            return True
        return column != self.names and adds(head.unit) and not (
            _NO_SUM.search(path.replace(f"（{head.unit}）", "")) or head.is_growth
            or head.measure == heads.DONE or heads.MARK.search(path))


def grids(document: Document, reader: Reader) -> Iterator[Grid]:
    """Every table with a row of numbers."""
    units = Units.known()
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        if isinstance(block, Table) and block.rows:
            noted = plain(after.children) if isinstance(after, Note) else ""
            yield _grid(block, units, reader, noted)


def _grid(table: Table, units: Units, reader: Reader, noted: str) -> Grid:
    found = tuple(heads.read_head(number, [
        written.Cell(text, NOWHERE) for text in (*column.groups, column.heading)], units, None)
        for number, column in enumerate(table.columns))
    of_rows = next((number for number, column in enumerate(table.columns)
                    if column.heading in heads.UNIT), None)
    names = next((number for number, column in enumerate(table.columns)
                  if column.heading not in heads.INDEX), 0)
    said = " ".join((table.caption, *(plain(note) for note in table.notes), noted))
    known = heads.corner_units(table.unit, units) if table.unit else []
    unit = known[0] if len(known) == 1 else ""
    lines = tuple(_line(row, found, names, of_rows, unit, reader) for row in table.rows
                  if len(row) == len(found))
    of_all = {plain(row[of_rows].children) for row in table.rows} if of_rows is not None else set()
    mixed = len(of_all - {"", "—"}) > 1
    return Grid(table, tuple(replace(head, unit=head.unit or unit) for head in found), lines,
                names, said, mixed)


def _line(  # noqa: PLR0917 - all it takes
    row: tuple[Cell, ...], found: tuple[heads.Head, ...], names: int, of_rows: int | None,
    unit: str, reader: Reader,
) -> Line:
    text = plain(row[names].children)
    name, part = heads.label(text)
    bare = "".join(name.split())
    own = plain(row[of_rows].children) if of_rows is not None else ""
    cells = tuple(None if number in {names, of_rows} or cell.covered else
                  _number(cell, head.unit or own or unit, reader)
                  for number, (cell, head) in enumerate(zip(row, found, strict=True)))
    return Line(name, _TOTAL.fullmatch(bare) is not None, bare.startswith(_WITHIN)
                or bare.endswith(_WITHIN), part or row[names].indent > 0, cells, row[names].span)


def _number(cell: Cell, unit: str, reader: Reader) -> Number | None:
    text = plain(cell.children).strip()
    amount = reader.amount(text) if text else None
    if amount is None:
        return None
    of = amount if amount.full_unit or not unit else reader.one_of(unit)
    counted = of is not None and not of.multiplier and (not of.unit or of.unit in COUNTS)
    plain_amount = Amount(amount.digits, amount.number, "个" if counted else "",
                          "", amount.approximation)
    leaf = next((each for each, _ in leaves(cell.children)), None)
    span = cell.span if leaf is None else at(leaf.span, leaf.text, 0)
    return Number(text, amount.number, bounds(plain_amount),
                  leaf.span if isinstance(leaf, Quantity) else span,
                  (of.multiplier, of.unit) if of is not None else ("", ""))
