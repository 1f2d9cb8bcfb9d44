"""The rows of an office's table: which are its head, which are notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportgen.diagnostics import Sink
from reportgen.facts.amount import Units
from reportgen.facts.heads import UNIT, distinct, folded, is_value
from reportgen.sources.table import Row

_NOTES = re.compile(r"(?:注|备注|说明|附注|资料来源|数据来源|来源|填表人|填报人|审核人?|制表人?"
                    r"|单位负责人|统计负责人|联系电话|报出日期)\s*+\d*+\s*[:：.]|[*＊※]|注\d+")
_HEAD_ROWS = 3
_NUMBERING = re.compile(r"[甲乙丙丁A-D—-]?")


def is_note(row: Row) -> bool:
    """Whether a row is a note below or above a table: one text that says so."""
    first = next((cell for cell in row.cells if cell.text), None)
    return first is not None and bool(_NOTES.match(first.text)) and not any(
        re.fullmatch(r"-?[\d.,]+%?", cell.text) for cell in distinct(row.cells)[1:])


def note(row: Row, sink: Sink) -> None:
    """I0235: a note is no fact."""
    cell = distinct(row.cells)[0]
    sink.info("I0235", f"这一行是注，没有读成事实：“{folded(cell.text)[:24]}”", cell.span,
              "要印的，写在稿子里")


def without_notes(rows: Sequence[Row], sink: Sink) -> Sequence[Row]:
    """The rows without the notes below the table, which are told: 注：1.…, and 2.… below it."""
    last = next((at for at in range(len(rows), 0, -1) if len(distinct(rows[at - 1].cells)) > 1
                 and not is_note(rows[at - 1])), 0)
    first = next((at for at in range(last, len(rows)) if is_note(rows[at])), len(rows))
    for row in rows[first:]:
        note(row, sink)
    return rows[:first]


def head_rows(rows: Sequence[Row], units: Units) -> int:
    """How many rows are the head; the row that numbers the columns (甲 1 2 3) is one of it."""
    for count, row in enumerate(rows):
        if count and row.cells[0].text and row.cells[0] is rows[0].cells[0]:
            continue      # 镇 reaches down to it
        if count and len(distinct(row.cells)) == 1 and row.cells[0].text:
            return count      # the head of a group
        if count and any(is_value(cell.text, units) for cell in row.cells[1:]) \
                and not only_numbers(row) and not _years(row):
            return count
        if count and _begins_body(rows[:count], row) and any(
                is_value(cell.text, units) for each in rows for cell in each.cells[1:]):
            return count
        if count > _HEAD_ROWS + 1:
            break
    return len(rows)


def _begins_body(head: Sequence[Row], row: Row) -> bool:
    """Whether a row has a name of its own below that of the first column: 甲镇 below 镇."""
    own, above = row.cells[0], [each.cells[0] for each in head if each.cells[0].text]
    return bool(own.text and above) and own not in above and folded(own.text) not in UNIT \
        and not only_numbers(row)


def _years(row: Row) -> bool:
    """Whether a row is of years, one after the other: 2022, 2023, 2024."""
    texts = [cell.text for cell in row.cells[1:] if cell.text]
    return len(texts) > 1 and all(re.fullmatch(r"(?:19|20)\d\d", text) for text in texts) and all(
        abs(int(after) - int(before)) == 1 for before, after in pairwise(texts))


def only_numbers(row: Row) -> bool:
    """Whether a row only numbers the columns: 甲, 乙, 1, 2, 3."""
    texts = [cell.text for cell in row.cells if cell.text]
    rest = [text for text in texts if not _NUMBERING.fullmatch(text)]
    return len(rest) > 1 and rest == [str(n) for n in range(1, len(rest) + 1)]
