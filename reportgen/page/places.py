"""Where something is written, as a page shows it: a line, a paragraph, a value, a row of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, takewhile
from pathlib import Path

from reportgen.diagnostics import ReportError, Sink, Span
from reportgen.excel.cells import letters
from reportgen.excel.read import visible_rows
from reportgen.facts.model import Fact
from reportgen.findings import Lines
from reportgen.page.markup import Html, joined, tag
from reportgen.sources.table import Cell

_AROUND = 40        # characters of a line that are shown before and after a place
_MOST = 40          # lines of an entry
_KEY = "数值"       # behind it stands the value


def place(span: Span, folder: Path, lines: Lines) -> Html:
    """A line with a mark on it, beneath its name; of a cell, its row."""
    if not span.file:
        return Html()
    shown = named(span, folder)
    if span.cell:
        return joined(shown, _cells(span, lines))
    line = lines.line(span)
    if line is None or span.column < 1:
        return shown
    start, end = span.column - 1, span.column - 1 + max(span.length, 1)
    before = line[max(0, start - _AROUND) : start]
    after = line[end : end + _AROUND]
    cut = "…" if start > _AROUND else ""
    more = "…" if len(line) > end + _AROUND else ""
    return joined(shown, tag("pre", f"{cut}{before}", tag("mark", line[start:end]),
                             f"{after}{more}"))


def named(span: Span, folder: Path) -> Html:
    """File, line and column; workbook, sheet and cell."""
    file = Path(span.file)
    name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name
    if span.line and not span.cell:
        return tag("p", f"{name} 第{span.line}行", class_="place")
    return tag("p", f"{name}{str(span).removeprefix(span.file)}", class_="place")


def paragraph(span: Span, text: str, folder: Path, lines: Lines) -> Html:
    """All lines of what begins there, to the next blank one; a mark on `text`, if it is there."""
    if not span.file or span.cell:
        return place(span, folder, lines)
    told = "\n".join(takewhile(str.strip, lines.from_(span)))
    before, found, after = told.partition(text)
    if not found:
        before, after = told, ""
    return joined(named(span, folder), tag("pre", before, *([tag("mark", found)] * bool(found)),
                                           after))


def value_of(fact: Fact, lines: Lines) -> Span:
    """Where the value of a fact is written; of a workbook its cell, else within its entry."""
    span = fact.span
    if span.cell or not span.line or not fact.amounts:
        return span
    number = re.compile(rf"(?<![\d.]){re.escape(fact.amounts[0].digits)}(?![\d.]*\d)[^\s,，}}\"']*")
    entry = list(_entry(span, lines))
    for at, line in sorted(enumerate(entry), key=lambda each: _KEY not in each[1]):
        begin = line.find(_KEY) if _KEY in line else 0 if at else span.column - 1
        if found := number.search(line, begin):
            return replace(span, line=span.line + at, column=found.start() + 1,
                           length=len(found[0]))
    return span


def _entry(span: Span, lines: Lines) -> Iterator[str]:
    """The lines of an entry of a list: its own, and those that are set in as deep as it."""
    for at, line in enumerate(islice(lines.from_(span), _MOST)):
        if at and (len(line) - len(line.lstrip()) < span.column - 1
                   or line.lstrip().startswith("- ")):
            return
        yield line


def _cells(span: Span, lines: Lines) -> Html:
    """The row of a workbook that a cell stands in, beneath the names of its columns."""
    try:
        rows = visible_rows(lines.world.read(Path(span.file)), span.file, Sink(), span.sheet)
    except ReportError:
        return Html()
    row = next((row for row in rows or () if any(cell.span.cell == span.cell
                                                 for cell in row.cells)), None)
    if row is None:
        return Html()
    columns = (tag("th", letters(cell.span.column), scope="col") for cell in row.cells)
    return tag("table", tag("tr", tag("td"), *columns),
               tag("tr", tag("th", str(span.line), scope="row"),
                   *(_cell(cell, span) for cell in row.cells)), class_="cells", tabindex=0)


def _cell(cell: Cell, span: Span) -> Html:
    return tag("td", tag("mark", cell.text) if cell.span.cell == span.cell else cell.text)

