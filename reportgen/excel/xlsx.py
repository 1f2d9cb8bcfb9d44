"""Workbooks of Office Open XML (.xlsx, .xlsm; macros are not even looked at) as stored cells.

Read from the parts themselves: a number is the text the file holds, not a binary float. Cells
that are styled but empty are thrown away before the XML is parsed; there may be a million of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Tree

from reportgen.excel.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    TO_FILL,
    BookError,
    Stored,
    TextRun,
    Worksheet,
    column_of,
    joined,
)
from reportgen.excel.formats import BUILTIN, GENERAL
from reportgen.excel.parts import links, read_parts, rels_of, start_of, tree
from reportgen.frozen import frozen

_EMPTY_CELL = re.compile(rb"<c(?: [^<>]*)?/>")
_EMPTY_ROW = re.compile(rb"<row(?: [^<>]*)?(?:/>|>\s*</row>)")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,10})")
_AREA = re.compile(r"(?:'((?:[^']|''){1,64})'|([^'!,]{1,64}))!\$?([A-Z]{1,3})\$?(\d{1,7})"
                   r"(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_INDENT = 3     # spaces: as wide as a step of indentation is
_ON = frozenset({"1", "true", "on"})


@frozen
class _Look:
    """How a cell looks, as far as it is read: number format, struck out as a whole, set in."""

    code: str = GENERAL
    struck: bool = False
    indent: int = 0


def read_sheets(data: bytes) -> Iterator[Worksheet]:
    """The worksheets of a workbook in order; sheets of charts are left out. Raises `BookError`.

    The cells of a hidden sheet are not read.
    """
    parts = read_parts(data)
    start = start_of(parts)
    if rels_of(start) not in parts:
        raise BookError("文件已损坏，或没有存完")
    book, related = tree(parts[start]), links(parts, start)
    from_1904 = any(_on(each.get("date1904")) for each in _all(book, "workbookPr"))
    to_fill = ",".join(each.text or "" for each in _all(book, "definedName")
                       if (each.get("name") or "").rstrip("0123456789") == TO_FILL)
    strings: list[tuple[TextRun, ...]] | None = None
    looks: list[_Look] | None = None
    for entry in _all(book, "sheet"):
        kind, part = related.get(next((value for key, value in entry.attrib.items()
                                       if key.endswith("}id")), ""), ("", ""))
        if kind != "worksheet":
            continue
        sheet = Worksheet(entry.get("name") or "", entry.get("state", "visible") == "visible",
                      from_1904=from_1904)
        sheet.to_fill = [
            (int(top), column_of(left), int(bottom or top), column_of(right or left))
            for quoted, bare, left, top, right, bottom in _AREA.findall(to_fill)
            if (quoted.replace("''", "'") or bare) == sheet.name]
        if sheet.visible:
            if part not in parts:
                raise BookError(f"少了工作表“{sheet.name}”的内容")
            if strings is None or looks is None:
                by_kind = dict(related.values())
                shared = parts.get(by_kind.get("sharedStrings", ""))
                strings = [tuple(_runs(item)) for item in tree(shared)] if shared else []
                looks = _looks(parts.get(by_kind.get("styles", "")))
            _fill(sheet, parts[part], strings, looks)
        yield sheet


def _all(element: Tree.Element, name: str) -> Iterator[Tree.Element]:
    return element.iterfind(f".//{{*}}{name}")


def _on(value: str | None) -> bool:
    return value in _ON


def _runs(item: Tree.Element) -> Iterator[TextRun]:
    """The pieces of a text; how it is pronounced (rPh) is not part of it."""
    for child in item:
        match child.tag.rpartition("}")[2]:
            case "t":
                yield TextRun(_plain(child.text))
            case "r":
                look = child.find("{*}rPr")
                text = "".join(_plain(each.text) for each in child.iterfind("{*}t"))
                yield TextRun(text, _struck(look), _raised(look))


def _plain(text: str | None) -> str:
    made = text or ""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), made) if "_x" in made else made


def _struck(look: Tree.Element | None) -> bool:
    mark = look.find("{*}strike") if look is not None else None
    return mark is not None and _on(mark.get("val", "1"))


def _raised(look: Tree.Element | None) -> bool:
    mark = look.find("{*}vertAlign") if look is not None else None
    return mark is not None and mark.get("val") == "superscript"


def _looks(part: bytes | None) -> list[_Look]:
    """The cell formats, by their index."""
    if part is None:
        return []
    root = tree(part)
    codes = {each.get("numFmtId"): each.get("formatCode") or GENERAL
             for each in _all(root, "numFmt")}
    struck = [_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
    looks = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number, font = style.get("numFmtId") or "0", int(style.get("fontId") or 0)
        code = codes.get(number) or BUILTIN.get(int(number), f"({number})")
        aligned = style.find("{*}alignment")
        indent = int(aligned.get("indent") or 0) if aligned is not None else 0
        looks.append(_Look(code, font < len(struck) and struck[font], _INDENT * indent))
    return looks


def _fill(
    sheet: Worksheet, part: bytes, strings: list[tuple[TextRun, ...]], looks: list[_Look],
) -> None:
    """The cells of a sheet, its merged ranges, its hidden rows and columns."""
    root = tree(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part)))
    sheet.hidden_columns = [
        (int(each.get("min") or 1), int(each.get("max") or 1)) for each in _all(root, "col")
        if _on(each.get("hidden")) or each.get("width") == "0"]
    at = 0
    space = root.tag[: root.tag.find("}") + 1]
    for row in root.iterfind(f"{space}sheetData/{space}row"):
        at = int(row.get("r") or at + 1)
        if at > MOST_ROWS:
            raise BookError(f"有一行的行号是 {at}，超出了工作表")
        if _on(row.get("hidden")) or row.get("ht") == "0":
            sheet.hidden_rows.add(at)
        column = 0
        for cell in row:
            found = _REFERENCE.fullmatch(cell.get("r") or "")
            column = column_of(found[1]) if found else column + 1
            if column > MOST_COLUMNS:
                raise BookError(f"有一格的列号是 {column}，超出了工作表")
            if (stored := _stored(cell, space, strings, looks)) is not None:
                sheet.cells[at, column] = stored
    for each in _all(root, "mergeCell"):
        sheet.merged += ranges(each.get("ref") or "")


def ranges(text: str) -> Iterator[tuple[int, int, int, int]]:
    """The ranges of a text, as (top, left, bottom, right): A1:B2 C3."""
    for part in text.split():
        first, _, last = part.partition(":")
        ends = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if ends[0] and ends[1]:
            yield (int(ends[0][2]), column_of(ends[0][1]),
                   int(ends[1][2]), column_of(ends[1][1]))


def _stored(
    cell: Tree.Element, space: str, strings: list[tuple[TextRun, ...]], looks: list[_Look],
) -> Stored | None:
    """A cell; None for an empty one. `space`: the name space, as it stands before a tag."""
    style = int(cell.get("s") or 0)
    look = looks[style] if style < len(looks) else _Look()
    kind, value = cell.get("t", "n"), cell.find(f"{space}v")
    text = value.text or "" if value is not None else ""
    if kind in {"s", "inlineStr", "str"}:
        inline = cell.find(f"{space}is")
        if kind == "s" and not (text.isdecimal() and int(text) < len(strings)):
            raise BookError("文件已损坏：有一格的文字找不到")
        runs = strings[int(text)] if kind == "s" else \
            tuple(_runs(inline)) if inline is not None else (TextRun(_plain(text)),)
        if value is None and inline is None:
            return Stored("f", "") if cell.find(f"{space}f") is not None else None
        if look.struck and len(runs) == 1:
            runs = (TextRun(runs[0].text, struck=True),)
        if len(runs) == 1 and not runs[0].struck and not runs[0].raised:
            return Stored("s", runs[0].text, look.code, indent=look.indent)
        read, struck, note = joined(list(runs))
        return Stored("s", read, look.code, struck=struck, note=note, indent=look.indent)
    if not text:
        return Stored("f", "") if cell.find(f"{space}f") is not None else None
    if look.struck:
        return Stored("s", "", struck=text)
    if kind == "d":
        return Stored("s", text)
    return Stored(kind if kind in {"b", "e"} else "n", text, look.code)
