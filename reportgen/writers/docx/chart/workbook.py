"""The workbook inside an editable chart: one sheet, series in columns, categories in rows."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.excel.cells import letters
from reportgen.excel.write import Value, book, sheet

SHEET = "Sheet1"    # the name Office gives it: formulas need no quotation marks around it


def workbook(rows: Sequence[Sequence[Value]]) -> bytes:
    """The bytes of an .xlsx: texts and numbers as they are, None an empty cell."""
    return book({SHEET: sheet(rows, ())})


def reference(column: int, first: int, last: int) -> str:
    """`Sheet1!$B$2:$B$4`; columns and rows count from 0."""
    letter = letters(column + 1)
    start, end = f"{SHEET}!${letter}${first + 1}", f":${letter}${last + 1}"
    return start + end if last > first else start
