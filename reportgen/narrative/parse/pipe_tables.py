"""Pipe tables: a header row, a rule row, body rows; the caption on the line above (表：题注)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportgen.diagnostics import Span
from reportgen.document.tidy import tidied
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.language.plain import tidy
from reportgen.narrative.parse.cells import read_cell
from reportgen.narrative.parse.inline import Ends, InlineParser
from reportgen.narrative.syntax import CellRow, ColumnSource, TableSource

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL = re.compile(r"\\.|\{\{[^{}]*\}\}|(?P<bar>\|)")
_CAPTION = re.compile(
    r"表[：:][ \t]*(?P<text>.*?)[ \t]*(?:（单位：(?P<unit>[^（）]+)）)?[ \t]*$"
)
_ALIGN = {(True, True): "中", (False, True): "右", (True, False): "左", (False, False): ""}


def is_row(text: str) -> bool:
    """Whether a line can be a row of a pipe table."""
    return text.lstrip(" \t").startswith("|")


def is_rule(text: str) -> bool:
    """Whether a line is the rule below the header."""
    return "|" in text and _RULE.match(text) is not None


def read_pipes(
    lines: Sequence[Line], caption: Line | None, file: str, inlines: InlineParser
) -> TableSource:
    """The table of `lines`; E0315 for a missing caption or a row of another length."""
    place = Span(file, lines[0].number, lines[0].column, max(1, len(lines[0].text)))
    head, rules = _cells(lines[0]), _cells(lines[1])
    aligns = [_ALIGN[cell.text.startswith(":"), cell.text.endswith(":")] for cell in rules]
    columns = tuple(
        ColumnSource(
            tidy(passage([cell], file), inlines.sink, table=True),
            align=aligns[i] if i < len(aligns) else "",
        )
        for i, cell in enumerate(head)
    )
    rows = tuple(_row(line, len(columns), file, inlines) for line in lines[2:])
    found = _CAPTION.match(caption.text) if caption is not None else None
    if caption is None or found is None:
        inlines.sink.error("E0315", "表格没有题注", place, "在表格上面另写一行，如 表：各村产业")
        return TableSource("", (), columns, rows, span=place)
    text = Line(found["text"], caption.number, caption.column + found.start("text"))
    said = inlines.parse(passage([text], file), ends=Ends.NONE)
    return TableSource(found["text"], said, columns, rows,
                       tidied(found["unit"] or "", table=True), span=place)


def _cells(line: Line) -> list[Line]:
    """The cells between the bars, each with its place; a bar in an insert is no border."""
    bars = [m.start() for m in _CELL.finditer(line.text) if m["bar"]]
    if not line.text.endswith("|") or not bars or bars[-1] != len(line.text) - 1:
        bars.append(len(line.text))
    cells = []
    for start, end in pairwise(bars):
        raw = line.text[start + 1:end]
        left = len(raw) - len(raw.lstrip())
        cells.append(Line(raw.strip(), line.number, line.column + start + 1 + left))
    return cells


def _row(line: Line, width: int, file: str, inlines: InlineParser) -> CellRow:
    place = Span(file, line.number, line.column, max(1, len(line.text)))
    cells = _cells(line)
    if len(cells) != width:
        inlines.sink.error("E0315", f"这一行有{len(cells)}格，表头有{width}格", place,
                           "补上或删去单元格；没有数据的写 —")
    parsed = tuple(read_cell(passage([cell], file), inlines) for cell in cells[:width])
    return CellRow(parsed + ((),) * (width - len(parsed)), span=place)
