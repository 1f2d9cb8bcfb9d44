"""Tables with places: CSV cells know file, line and column; xlsx cells workbook, sheet, cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Sink, Span
from reportgen.frozen import frozen
from reportgen.sources.nearest import nearest


@frozen
class Cell:
    """The text of a cell, trimmed, its place, and how far the text is set in, in spaces."""

    text: str
    span: Span
    indent: int = 0


_BLANKS = frozenset(" \t\u3000")


def indent_of(text: str) -> int:
    """How many spaces stand before a text; a full-width one is two."""
    if text[:1] not in _BLANKS:
        return 0
    lead = text[: len(text) - len(text.lstrip("".join(_BLANKS)))]
    return len(lead) + lead.count("\u3000")


@frozen
class Row:
    """The cells of a row, empty ones included."""

    cells: tuple[Cell, ...]
    span: Span


_START = 2_000      # characters that tell how fields are separated
Record = tuple[tuple[str, Cell], ...]


def read_csv(text: str, file: str, sink: Sink) -> tuple[Row, ...] | None:
    """The rows of a CSV text, without empty ones; None after E0140 (quotes that do not close).

    Fields are separated by commas, or by tabs or semicolons where the first lines have more of
    those.
    """
    first, delimiter = text.partition("\n")[0], delimiter_of(text)
    if "，" in first and delimiter not in first:
        sink.error("E0140", "列之间用了全角逗号“，”", Span(file, 1, first.index("，") + 1),
                   f"每一行的“，”都换成半角的逗号，如 {first[:30].replace('，', ',')}")
        return None
    lines = text.split("\n")
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    rows, line = [], 1
    try:
        for fields in reader:
            places = _columns(fields, lines[line - 1 : reader.line_num], delimiter)
            cells = tuple(
                Cell(field.strip(), Span(file, line + down, column, max(1, len(field))),
                     indent_of(field))
                for field, (down, column) in zip(fields, places, strict=True)
            )
            if any(cell.text for cell in cells):
                rows.append(Row(cells, Span(file, line, 1)))
            line = reader.line_num + 1
    except csv.Error:
        sink.error("E0140", "这一行的引号没有配对", Span(file, line, 1), '单元格里的引号写两个：""')
        return None
    return tuple(rows)


def delimiter_of(text: str) -> str:
    """What separates the fields of a CSV text: what stands in it most often, else a comma."""
    return max(",", "\t", ";", key=text[:_START].count)


def _columns(
    fields: Sequence[str], lines: Sequence[str], delimiter: str
) -> Iterator[tuple[int, int]]:
    """Line offset and column of each field of a record, as written (quotes, line breaks)."""
    source = "\n".join(lines)
    at = 0
    for field in fields:
        before = source[:at] if "\n" in source[:at] else ""
        yield before.count("\n"), at - (before.rfind("\n") + 1 if before else 0) + 1
        quoted = source[at : at + 1] == '"'
        at += len(field) + (2 + field.count('"') if quoted else 0) + len(delimiter)


def records(header: Row, rows: Sequence[Row], sink: Sink) -> tuple[Record, ...] | None:
    """Rows as (column, cell) pairs, empty cells left out; None after E0143.

    E0143: a column name used twice, or a value under no column name.
    """
    names = [cell.text for cell in header.cells]
    good = True
    for order, cell in enumerate(header.cells):
        if cell.text and cell.text in names[:order]:
            sink.error("E0143", f"列名“{cell.text}”用了两次", cell.span, "删去一列，或换一个列名")
            good = False
    found = []
    for row in rows:
        for cell in row.cells[len(names):]:
            if cell.text:
                sink.error("E0143", f"这一行比列名多出内容：“{cell.text[:24]}”", cell.span,
                           _comma_hint(row, names))
                good = False
        pairs = tuple(zip(names, row.cells, strict=False))
        for name, cell in pairs:
            if cell.text and not name:
                sink.error("E0143", f"“{cell.text[:24]}”上面没有列名", cell.span, "补上列名")
                good = False
        found.append(tuple((name, cell) for name, cell in pairs if cell.text))
    return tuple(found) if good else None


def _comma_hint(row: Row, names: Sequence[str]) -> str:
    near = nearest(row.cells[0].text, names) if row.cells else None
    if near:
        return "列名行应在所有数据行之前"
    return '内容里有逗号时，给整个单元格加引号，如 "a,b"'
