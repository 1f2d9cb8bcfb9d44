"""Cells of an xlsx workbook as text: numbers as they are shown, never binary noise.

A number keeps the decimals its format shows (12.6 shown as 0.00 is 12.60) and never loses one it
has; a percentage is read as shown (0.5137 as 0.00% is 51.37%). Formulas give their stored result.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reportgen.diagnostics import Sink, Span
from reportgen.sources.table import Cell, Row
from reportgen.sources.text import plain

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_OLD = b"\xd0\xcf\x11\xe0"  # the compound file of .xls and of encrypted workbooks
MAX_BYTES = 200_000_000  # unpacked: far more than any table of facts
_SAVE = "用 Excel 或 WPS 打开，另存为 .xlsx"


def read_xlsx(data: bytes, file: str, sink: Sink, sheet: str = "") -> tuple[Row, ...] | None:
    """The rows of a sheet (the first one unless named), without empty ones.

    None after E0141 (unreadable) or E0142 (a cell without a usable value).
    """
    books = _open(data, file, sink)
    if books is None:
        return None
    values, formulas = books
    name = sheet or values.sheetnames[0]
    if name not in values.sheetnames:
        sink.error("E0141", f"没有工作表“{name}”", Span(file),
                   "可以写：" + "、".join(values.sheetnames))
        return None
    for book in books:
        book[name].reset_dimensions()  # a sheet may claim a size of a billion empty cells
    before = sum(item.is_error for item in sink.items)
    rows = tuple(
        Row(row, row[0].span) for row in _rows(values[name], formulas[name], file, sink)
        if any(cell.text for cell in row)
    )
    failed = sum(item.is_error for item in sink.items) > before
    values.close()
    formulas.close()
    return None if failed else rows


def _open(data: bytes, file: str, sink: Sink) -> tuple[Any, Any] | None:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    problem = "这是旧的 .xls 文件，或加了密码" if data.startswith(_OLD) else ""
    if not problem:
        try:
            if _size(data) > MAX_BYTES:
                raise ValueError("too large when unpacked")
            return (
                openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True),
                openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False),
            )
        except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError,
                SyntaxError, TypeError, IndexError):  # what openpyxl raises for broken parts
            problem = "文件已损坏、太大，或不是 .xlsx"
    sink.error("E0141", f"读不了“{file}”：{problem}", Span(file), _SAVE)
    return None


def _size(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _rows(values: Any, formulas: Any, file: str, sink: Sink) -> Iterator[tuple[Cell, ...]]:
    for number, (row, written) in enumerate(zip(values.rows, formulas.rows, strict=True), 1):
        found = []
        for order, (cell, source) in enumerate(zip(row, written, strict=True), 1):
            span = Span(file, number, order, 1, values.title, f"{_letters(order)}{number}")
            found.append(Cell(_text(cell, source, span, sink), span))
        if found:
            yield tuple(found)


def _text(cell: Any, source: Any, span: Span, sink: Sink) -> str:
    value = cell.value
    if value is None:
        if source.value is not None:
            sink.error("E0142", "公式没有保存结果", span, "在 Excel 里打开，重新计算后保存")
        return ""
    if cell.data_type == "e":
        sink.error("E0142", f"单元格里是错误值 {value}", span, "改正公式，或填上数值")
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return shown(value, cell.number_format or "General")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return plain(str(value), span.file, sink, span).strip()


def shown(value: int | float, number_format: str) -> str:
    """A number as plain digits with at least the decimals its format shows.

    Binary floats are read to the 15 digits a spreadsheet keeps: 0.1 + 0.2 is 0.3.
    """
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if not number.is_finite():
        return str(value)
    pattern = _LITERAL.sub("", number_format.partition(";")[0])
    percent = "%" in pattern
    if percent:
        number = number.scaleb(2)
    digits = format(number, "f")
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0") if isinstance(value, float) else fraction
    decimals = re.search(r"\.(0+)", pattern)
    fraction = fraction.ljust(len(decimals.group(1)) if decimals else 0, "0")
    return whole + ("." + fraction if fraction else "") + ("%" if percent else "")


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
