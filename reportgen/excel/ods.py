"""Workbooks of OpenDocument (.ods): each cell says itself what it shows (ODF 1.3, 9.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.etree import ElementTree as Tree

from reportgen.excel.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    BookError,
    Stored,
    TextRun,
    Worksheet,
    joined,
)
from reportgen.excel.parts import read_parts, tree

_NUMBERS = frozenset({"float", "percentage", "currency"})
_MOST = 100_000       # rows or columns alike that are told by one element
_MOST_CELLS = 2_000_000
_HIDDEN = frozenset({"collapse", "filter"})


def read_sheets(data: bytes) -> Iterator[Worksheet]:
    """The sheets in order; the cells of a hidden one are not read. Raises `BookError`."""
    parts = read_parts(data)
    if "content.xml" not in parts or b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise BookError("加了密码" if "content.xml" in parts else "不是工作簿")
    root = tree(parts["content.xml"])
    looks = _Looks(root)
    for table in root.iterfind(".//{*}spreadsheet/{*}table"):
        sheet = Worksheet(_get(table, "name"), _get(table, "style-name") not in looks.unseen)
        if sheet.visible:
            _fill(sheet, table, looks)
        yield sheet


class _Looks:
    """The styles that are read: struck out, raised, sheets that are not displayed."""

    def __init__(self, root: Tree.Element) -> None:
        self.struck, self.raised, self.unseen = set(), set(), set()
        for style in root.iterfind(".//{*}style"):
            name = _get(style, "name")
            for each in style:
                if any(_get(each, f"text-line-through-{what}") not in {"", "none"}
                       for what in ("style", "type")):
                    self.struck.add(name)
                position = _get(each, "text-position").split("%")[0]
                if position.startswith("super") or (position.isdecimal() and position != "0"):
                    self.raised.add(name)
                if _get(each, "display") == "false":
                    self.unseen.add(name)


def _get(element: Tree.Element, name: str) -> str:
    """An attribute by its local name; of style:name and table:name there is never both."""
    return next((value for key, value in element.attrib.items()
                 if key.rpartition("}")[2] == name), "")


def _count(element: Tree.Element, name: str) -> int:
    return int(_get(element, name) or 1)


def _fill(sheet: Worksheet, table: Tree.Element, looks: _Looks) -> None:
    column, defaults = 1, []
    for each in table.iterfind(".//{*}table-column"):
        count = _count(each, "number-columns-repeated")
        if _get(each, "visibility") in _HIDDEN:
            sheet.hidden_columns.append((column, column + count - 1))
        if _get(each, "default-cell-style-name") in looks.struck:
            defaults.append((column, column + count - 1))
        column += count
    at = 1
    for row in table.iterfind(".//{*}table-row"):
        count = _count(row, "number-rows-repeated")
        cells = list(_cells(row, at, sheet, looks, defaults))
        for below in islice(range(count), _MOST if cells else 0):
            sheet.cells |= {(at + below, place): stored for place, stored in cells}
            if len(sheet.cells) > _MOST_CELLS:
                raise BookError("填了的格太多")
            if _get(row, "visibility") in _HIDDEN:
                sheet.hidden_rows.add(at + below)
        at += count
        if at > MOST_ROWS + 1:
            raise BookError(f"有一行的行号是 {at}，超出了工作表")


def _cells(
    row: Tree.Element, at: int, sheet: Worksheet, looks: _Looks, defaults: list[tuple[int, int]],
) -> Iterator[tuple[int, Stored]]:
    """The cells of a row that hold something, with their columns; merged ranges are noted."""
    column = 1
    for cell in row:
        count = _count(cell, "number-columns-repeated")
        if cell.tag.endswith("}table-cell"):
            across = _count(cell, "number-columns-spanned")
            down = _count(cell, "number-rows-spanned")
            if across * down > 1:
                sheet.merged.append((at, column, at + down - 1, column + across - 1))
            style = _get(cell, "style-name")
            struck = style in looks.struck or (not style and any(
                first <= column <= last for first, last in defaults))
            if (stored := _stored(cell, looks, struck=struck)) is not None:
                yield from ((column + each, stored) for each in range(min(count, MOST_COLUMNS)))
        column += count


def _stored(cell: Tree.Element, looks: _Looks, *, struck: bool) -> Stored | None:
    kind = next((value for key, value in cell.attrib.items()
                 if key.endswith("office:1.0}value-type")), "")
    if any(value == "error" for value in cell.attrib.values()):
        return Stored("e", "".join(text for line in cell.iterfind("{*}p")
                                   for text in line.itertext()))
    if not kind:
        return Stored("f", "") if _get(cell, "formula") else None
    lines = cell.findall("{*}p")
    runs = [run for order, line in enumerate(lines)
            for run in (*([TextRun("\n")] if order else []), *_runs(line, looks, struck=struck))]
    text, out, note = joined(runs)
    if kind == "boolean" or (kind == "float" and text in {"TRUE", "FALSE"}):
        return Stored("b", str(int(text == "TRUE" or _get(cell, "boolean-value") == "true")))
    if kind in _NUMBERS and (text or not lines):
        return Stored("n", _get(cell, "value"), shown=text if lines else None)
    return Stored("s", text, struck=out, note=note) if runs else None


def _runs(element: Tree.Element, looks: _Looks, *, struck: bool) -> Iterator[TextRun]:
    """The pieces of a paragraph, in order."""
    style = _get(element, "style-name")
    look = struck or style in looks.struck, style in looks.raised
    if element.text:
        yield TextRun(element.text, *look)
    for child in element:
        match child.tag.rpartition("}")[2]:
            case "s":
                yield TextRun(" " * _count(child, "c"), *look)
            case "line-break":
                yield TextRun("\n", *look)
            case "tab":
                yield TextRun("\t", *look)
            case _:
                yield from _runs(child, looks, struck=look[0])
        if child.tail:
            yield TextRun(child.tail, *look)
