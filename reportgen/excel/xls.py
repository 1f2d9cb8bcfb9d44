"""Workbooks of the old binary kind (.xls, and .et of WPS, which is the same) as stored cells."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from reportgen.excel.cells import BookError, Stored, TextRun, Worksheet, joined


def read_sheets(data: bytes) -> Iterator[Worksheet]:
    """The worksheets in order; the cells of a hidden one are not read. Raises `BookError`."""
    import xlrd
    from xlrd.compdoc import CompDocError
    from xlrd.formula import FormulaError

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        for sheet in book.sheets():
            made = Worksheet(sheet.name, sheet.visibility == 0, from_1904=book.datemode == 1)
            if made.visible:
                _fill(made, sheet, book)
            yield made
    except xlrd.XLRDError as error:
        raise BookError("加了密码" if "ncrypted" in str(error) else "文件已损坏，或不是工作簿") \
            from error
    except (CompDocError, FormulaError, ArithmeticError, AssertionError, AttributeError, EOFError,
            LookupError, MemoryError, NotImplementedError, OSError, RecursionError, TypeError,
            ValueError, struct.error) as error:     # what xlrd raises for broken parts
        raise BookError("文件已损坏，或没有存完") from error


def _fill(made: Worksheet, sheet: Any, book: Any) -> None:
    made.hidden_rows = {row + 1 for row, look in sheet.rowinfo_map.items()
                        if look.hidden or look.height == 0}
    made.hidden_columns = [(column + 1, column + 1) for column, look in sheet.colinfo_map.items()
                           if look.hidden or look.width == 0]
    made.merged = [(top + 1, left + 1, bottom, right)
                   for top, bottom, left, right in sheet.merged_cells]
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype not in {0, 6}:      # empty, or styled and empty
                made.cells[row + 1, column + 1] = _stored(cell, (row, column), sheet, book)


def _stored(cell: Any, at: tuple[int, int], sheet: Any, book: Any) -> Stored:
    from xlrd import error_text_from_code

    look = book.xf_list[cell.xf_index]
    code = book.format_map[look.format_key].format_str
    struck = bool(book.font_list[look.font_index].struck_out)
    match cell.ctype:
        case 1:
            runs = sheet.rich_text_runlist_map.get(at, [])
            read, out, note = joined(list(_runs(cell.value, runs, book, struck=struck)))
            return Stored("s", read, code, struck=out, note=note)
        case 4:
            return Stored("b", str(cell.value))
        case 5:
            return Stored("e", error_text_from_code.get(cell.value, "#N/A"))
        case _:
            text = repr(cell.value)
            return Stored("s", "", struck=text) if struck else Stored("n", text, code)


def _runs(
    text: str, changes: list[tuple[int, int]], book: Any, *, struck: bool,
) -> Iterator[TextRun]:
    """A text in pieces: each change of font holds until the next."""
    starts = [0, *(start for start, _ in changes)]
    fonts = [None, *(book.font_list[font] for _, font in changes)]
    for start, end, font in zip(starts, [*starts[1:], len(text)], fonts, strict=True):
        if end > start:
            yield TextRun(text[start:end], bool(font.struck_out) if font else struck,
                      font is not None and font.escapement == 1)
