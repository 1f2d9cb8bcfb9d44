"""What a check found, written into the workbook it was found in, by patching its parts.

At each cell a note, and a fill that is a rule of conditional formatting: the cell itself, its style
and its value stay as they are, and a fill of the office's own is there again when the rule goes. On
a sheet of its own the whole list. No part changes that needs not: a workbook that is loaded and
saved by a library loses text boxes, sparklines, controls and every cached result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import PurePath

from reportgen.diagnostics import Diagnostic, Severity, Span
from reportgen.excel.cells import RESULTS, BookError
from reportgen.excel.looks import AFTER_NOTES, AFTER_RULES, add_fills, styles_of
from reportgen.excel.notes import (
    cells_with_notes,
    new_notes,
    notes_put,
    shapes_put,
    without_notes,
    without_shapes,
)
from reportgen.excel.package import Package
from reportgen.excel.parts import links, rels_of, tree
from reportgen.excel.splices import Put, Splices
from reportgen.excel.write import TYPE, XML, rule, sheet
from reportgen.excel.xlsx import read_sheets

SUFFIXES = (".xlsx", ".xlsm")
NAME, _OURS = "核对结果", "xl/reportgen/"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_FILLS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
_ALWAYS = '"reportgen"&lt;&gt;""'      # the formula by which our rules are known
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ID = re.compile(r':id\s*=\s*["\']([^"\']*)')
_HEADS, _WIDTHS = ("代码", "位置", "说明", "办法"), (9, 26, 60, 50)
_ABOVE = ('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView'
          ' workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft"'
          ' state="frozen"/></sheetView></sheetViews>')
_WHOLE_ROW = '<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>'
_BELOW = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
_WRAPPED = ('<xf{0} numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
            '<alignment vertical="top" wrapText="1"/></xf>')


def marked(data: bytes, found: Sequence[Diagnostic], file: str) -> bytes:
    """The workbook with marks for what was `found`, in the place of earlier ones.

    A finding whose place is a cell of `file` has a note and a fill there, every one a line on the
    sheet 核对结果. Equal input gives equal bytes. Raises `BookError`: no workbook of today,
    encrypted, signed, shared.
    """
    book, results = _clean(data)
    places: dict[str, dict[str, list[Diagnostic]]] = {}
    for item in found:
        if item.span.file == file and item.span.cell:
            places.setdefault(item.span.sheet, {}).setdefault(item.span.cell, []).append(item)
    style, first = _looks(book)
    kept: set[tuple[str, str]] = set()
    for name, part in book.sheets().items():
        if cells := places.get(name):
            kept |= {(name, cell) for cell in _mark(book, part, cells, first)}
    _list(book, results, _lines(found, file, kept, first), style)
    return book.saved()


def unmarked(data: bytes) -> bytes:
    """The workbook without marks: every part as it was, if no other program has saved it since.

    If one has, its notes and fills are gone, and the sheet 核对结果 stays, without a line. Raises
    `BookError`.
    """
    book, results = _clean(data)
    if results:
        _list(book, results, ([("标记已经取下", "", "", "")], ""), 0)
        book.undoing.clear()
    return book.saved()


def carries_marks(data: bytes) -> bool:
    """Whether a workbook is marked, and as it was when it was marked. Raises `BookError`."""
    return Package(data).undo()


def _clean(data: bytes) -> tuple[Package, str]:
    """A workbook without the marks of an earlier run.

    If another program has saved them since, the part of the sheet 核对结果 comes along: it stays
    where it is, for what counts the sheets.
    """
    book = Package(data)
    if book.undo():
        return book, ""
    sheets = book.sheets()
    for part in sheets.values():
        related = dict(links(book.parts, part).values())
        comments, drawing = related.get("comments", ""), related.get("vmlDrawing", "")
        if cells := cells_with_notes(book.parts.get(comments), ours=True):
            book.parts[comments] = without_notes(book.parts[comments], cells)
            if drawing in book.parts:
                book.parts[drawing] = without_shapes(book.parts[drawing], cells)
        if _ALWAYS.encode() in book.parts.get(part, b""):
            rules = Splices(book.parts[part])
            book.change(part, [
                Put(each.start, each.end, b"") for each in rules.children
                if each.local == "conditionalFormatting"
                and _ALWAYS.encode() in rules.part[each.start : each.end]])
    book.undoing.clear()
    listed = any(name.startswith(NAME) for name in sheets)
    return book, next((sheets[each.name] for each in read_sheets(data)
                       if each.first == RESULTS), "") if listed else ""


def _looks(book: Package) -> tuple[int, int]:
    """Put in the looks of the marks: the number of the cell style, and of the first fill."""
    name = styles_of(book)
    part = Splices(book.parts[name])
    style = part.append("cellXfs", _WRAPPED.format(part.declared), 1)
    first = add_fills(part, list(_FILLS.values()))
    book.change(name, part.puts)
    return style or 0, first


def _mark(
    book: Package, name: str, cells: dict[str, list[Diagnostic]], first: int,
) -> set[str]:
    """Mark cells of a sheet; those that keep a note of the office's."""
    part, related = Splices(book.parts[name]), links(book.parts, name)
    part.before(AFTER_RULES, _rules(
        {cell: min((each.severity for each in items), key=list(Severity).index)
         for cell, items in cells.items()}, first, part.declared))
    comments = dict(related.values()).get("comments", "")
    kept = cells_with_notes(book.parts.get(comments), ours=False) & cells.keys()
    notes = {cell: "\n".join(map(_note, items)) for cell, items in cells.items()
             if cell not in kept}
    if notes and comments in book.parts:
        book.change(comments, notes_put(book.parts[comments], notes))
    elif notes:
        book.add("comments", f"{_OURS}comments.xml", f"{TYPE}.comments+xml", name,
                 new_notes(notes, book.space))
    drawn = part.find("legacyDrawing")
    id_ = _ID.search(part.part[drawn.start : drawn.end].decode()) if drawn else None
    drawing = related[id_[1]][1] if id_ and id_[1] in related else ""
    if notes and drawing in book.parts:
        book.change(drawing, shapes_put(book.parts[drawing], notes))
    elif notes:
        id_new = book.add("vmlDrawing", f"{_OURS}notes.vml", _VML, name,
                          shapes_put(b"", notes)[0].new)
        part.before(AFTER_NOTES, f'<legacyDrawing{part.declared} xmlns:r="{book.office}"'
                                  f' r:id="{id_new}"/>')
    book.change(name, part.puts)
    return kept


def _lines(
    found: Sequence[Diagnostic], file: str, kept: set[tuple[str, str]], first: int,
) -> tuple[list[tuple[str, ...]], str]:
    """The lines of the sheet 核对结果, and what stands below its cells: fills and jumps."""
    lines: list[tuple[str, ...]] = [_HEADS if found else ("没有发现问题", "", "", "")]
    jumps, looks = "", dict[str, Severity]()
    for at, item in enumerate(found, 3):
        span, own = item.span, bool(item.span.cell) and item.span.file == file
        note = "（这一格原有批注，没有动）" * (own and (span.sheet, span.cell) in kept)
        lines.append((item.code, _place(span, file), _told(item) + note, "；".join(item.hints)))
        looks[f"A{at}"] = item.severity
        if own:
            target = "'" + span.sheet.replace("'", "''") + f"'!{span.cell}"
            jumps += f'<hyperlink ref="B{at}" location="{escape(target)}"/>'
    return lines, _rules(looks, first, "") + f"<hyperlinks>{jumps}</hyperlinks>" * bool(jumps)


def _list(
    book: Package, results: str, lines: tuple[list[tuple[str, ...]], str], style: int,
) -> None:
    """Write the sheet 核对结果, over that of an earlier run or behind the last sheet."""
    rows = [[_UNPRINTED.sub("", each) for each in line]
            for line in ((RESULTS, "", "", ""), *lines[0])]
    text = (XML + sheet(rows, _WIDTHS, style, above=_ABOVE,
                        below=_WHOLE_ROW + lines[1] + _BELOW, space=book.space)).encode()
    if results:
        book.parts[results] = text
        book.parts.pop(rels_of(results), None)
        return
    id_ = book.add("worksheet", f"{_OURS}results.xml", f"{TYPE}.worksheet+xml", book.start, text)
    part, names = Splices(book.parts[book.start]), book.sheets()
    numbers = [int(each.get("sheetId") or 0) for each in
               tree(part.part).iterfind("{*}sheets/{*}sheet")]
    name = next(each for each in (NAME, *(f"{NAME}{n}" for n in range(2, len(names) + 3)))
                if each not in names)
    if part.append("sheets", f'<sheet{part.declared} xmlns:r="{book.office}" name="{name}"'
                             f' sheetId="{max(numbers) + 1}" r:id="{id_}"/>', 1) is None:
        raise BookError("里面没有工作表")
    book.change(book.start, part.puts)


def _note(item: Diagnostic) -> str:
    hints = "".join(f"\n办法：{hint}" for hint in item.hints)
    return _UNPRINTED.sub("", f"{item.severity.value}[{item.code}]：{_told(item)}{hints}")


def _told(item: Diagnostic) -> str:
    """The message, with the other places it is about."""
    return item.message + "".join(f"（{words}：{_place(span, item.span.file)}）"
                                  for span, words in item.related)


def _place(span: Span, file: str) -> str:
    """The place, without its folder; a cell of this file by its sheet."""
    if span.cell and span.file == file:
        return f"{span.sheet}!{span.cell}"
    return str(span)[len(span.file) - len(PurePath(span.file).name):]


def _rules(cells: dict[str, Severity], first: int, declared: str) -> str:
    """The fills of cells, a rule for each gravity."""
    return "".join(
        rule(alike, _ALWAYS, fill, declared=declared) for fill, severity in enumerate(_FILLS, first)
        if (alike := " ".join(cell for cell, each in cells.items() if each is severity)))
