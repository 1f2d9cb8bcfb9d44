"""A workbook to be filled, out of the names of its rows and columns; and how they are called.

Its heads are read as those of a filled one are, so that what cannot be read is asked at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.diagnostics import Sink, Span
from reportgen.excel.cells import cell_span
from reportgen.excel.filling import (
    CHOICE,
    DAY,
    NUMBER,
    PERCENT,
    SHEET,
    WHOLE,
    WORDS,
    BlankColumn,
    to_fill,
)
from reportgen.facts.amount import Units
from reportgen.facts.heads import CHANGES, NOTE, VALUE, folded, in_brackets
from reportgen.facts.tables import table_of
from reportgen.facts.unit_table import COUNTS
from reportgen.frozen import frozen
from reportgen.sources.nodes import MapNode
from reportgen.sources.table import Cell, Row

FILE = f"{SHEET}.xlsx"
_CHOICES = re.compile(r"[（(]([^（）()]+/[^（）()]+)[）)]$")
_DAYS = ("日期", "日子", "时间")
_HEAD_ROW = 3


@frozen
class BlankBook:
    """The workbook, what its rows are (镇), and its columns as a table of a narrative names them.

    `indicators` are those of the columns that hold values.
    """

    data: bytes
    kind: str
    columns: tuple[str, ...]
    indicators: tuple[str, ...]


def blank_book(rows: Sequence[str], heads: Sequence[str], sink: Sink) -> BlankBook | None:
    """A workbook with these rows and columns; None after an error of `read_table`.

    A head has its unit in brackets, 粮食产量（吨）, or its choices: 进展（未开工/在建/完工）.
    """
    ends = {name[-1] for name in rows}
    kind = ends.pop() if len(ends) == 1 and min(map(len, rows)) > 1 else "地方"
    columns = [_column(folded(head)) for head in heads]
    texts = [[kind, *(each.head for each in columns)],
             *([name, *(_value(each) for each in columns)] for name in rows)]
    table = table_of([Row(tuple(
        Cell(text, cell_span(FILE, SHEET, row, column))
        for column, text in enumerate(line, 1)), Span(FILE, row, 1)) for row, line in
        enumerate(texts, _HEAD_ROW)], FILE, sink)
    if table is None:
        return None
    found = _named(table, rows[0], sink)
    if sink.has_errors:
        return None
    return BlankBook(to_fill(kind, rows, columns), kind, (kind, *found),
                     tuple(each for each in found if each not in CHANGES))


def _column(head: str) -> BlankColumn:
    name, unit = in_brackets(head, Units.known())
    if name in NOTE:
        return BlankColumn(head, WORDS)
    if unit:
        return BlankColumn(head, PERCENT if unit == "%" else WHOLE if unit in COUNTS else NUMBER)
    if found := _CHOICES.search(head):
        choices = tuple(each.strip() for each in found[1].split("/"))
        return BlankColumn(head[: found.start()].rstrip(), CHOICE, choices)
    return BlankColumn(head, DAY if name.endswith(_DAYS) else NUMBER)


def _value(column: BlankColumn) -> str:
    """A value for reading the heads with."""
    return (*column.choices, "2025年3月1日" if column.kind is DAY else "1")[0]


def _named(table: MapNode, row: str, sink: Sink) -> list[str]:
    """The columns by what they hold of the first row: 产值, 同比 beside it, 产值（计划）.

    E0202 for one without a unit.
    """
    made: list[str] = []
    for node in table.items("事实"):
        if isinstance(node, MapNode) and node.text("主体") == row:
            head = node.text("名称").removeprefix(row)
            made += [head, *(each for each in CHANGES if node.get(each))]
            if (value := node.get(VALUE)) and node.text(VALUE).isdecimal():
                sink.error("E0202", f"“{head}”没有写单位", value.span,
                           f"表头里写上，如“{head.partition('（')[0]}（万元）”",
                           "没有登记的单位，用事实表的“单位”登记：reportgen docs 事实表")
    return made
