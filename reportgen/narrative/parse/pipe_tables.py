"""Pipe tables: a header row, a rule row, body rows; the caption on the line above (表：题注)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.diagnostics import Sink, Span
from reportgen.document.tidy import tidied
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.language.plain import tidy
from reportgen.narrative.parse.cells import read_cell
from reportgen.narrative.parse.inline import Ends, InlineParser
from reportgen.narrative.syntax import CellRow, ColumnSource, TableSource

HEADS = 3      # rows of a head at most
_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*\|?[ \t]*$")
_CELL = re.compile(r"\\.|\{\{[^{}]*\}\}|(?P<bar>\|)")
_CAPTION = re.compile(r"表[：:][ \t]*+(?P<text>.*)")
_UNIT = re.compile("（单位：([^（）]+)）$")
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
    place = _span(lines[0], file)
    count = next(i for i, line in enumerate(lines) if is_rule(line.text))
    heads, rules = [_cells(line) for line in lines[:count]], _cells(lines[count])
    for line, cells in zip(lines, heads, strict=False):
        _check_width(cells, len(heads[0]), _span(line, file), inlines.sink)
    aligns = [_ALIGN[cell.text.startswith(":"), cell.text.endswith(":")] for cell in rules]
    columns = tuple(
        ColumnSource(path[-1], align=aligns[i] if i < len(aligns) else "", groups=path[:-1])
        for i, path in enumerate(_paths(heads, file, inlines.sink))
    )
    rows = tuple(_row(line, len(columns), file, inlines) for line in lines[count + 1 :])
    found = _CAPTION.match(caption.text) if caption is not None else None
    if caption is None or found is None:
        inlines.sink.error("E0315", "表格没有题注", place, "在表格上面另写一行，如 表：各村产业")
        return TableSource("", (), columns, rows, span=place)
    text, *unit = _UNIT.split(found["text"].rstrip(" \t"))
    text = text.rstrip(" \t")
    line = Line(text, caption.number, caption.column + found.start("text"))
    said = inlines.parse(passage([line], file), ends=Ends.NONE)
    return TableSource(text, said, columns, rows, tidied("".join(unit), table=True), span=place)


def _paths(
    heads: Sequence[Sequence[Line]], file: str, sink: Sink
) -> Iterator[tuple[str, ...]]:
    """What heads each column, from the top. An empty cell belongs to the heading at its left.

    E0315 where a cell without a heading may be that, or the top of a column of its own.
    """
    texts = [[tidy(passage([cell], file), sink, table=True) for cell in row] for row in heads]
    before = [""] * len(texts)
    for at, first in enumerate(heads[0]):
        own = [row[at] if at < len(row) else "" for row in texts]
        given = next((level for level, text in enumerate(own[:-1]) if text), len(own) - 1)
        path = [*before[:given], *own[given:]]
        shared = max((level + 1 for level in range(given) if path[level]), default=0)
        if shared and not (any(own[shared:]) and any(before[shared:])):
            sink.error(
                "E0315", f"表头第{at + 1}列分不清：自成一列，还是归左边的“{path[shared - 1]}”",
                _span(first, file), "自成一列，名称写在第一行；归左边，两列都在下一行写上名称")
        yield tuple(text for text in path if text) or ("",)
        before = path


def _check_width(cells: Sequence[Line], width: int, place: Span, sink: Sink) -> None:
    if len(cells) != width:
        sink.error("E0315", f"这一行有{len(cells)}格，表头有{width}格", place,
                   "补上或删去单元格；没有数据的写 —")


def _span(line: Line, file: str) -> Span:
    return Span(file, line.number, line.column, max(1, len(line.text)))


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
    place, cells = _span(line, file), _cells(line)
    _check_width(cells, width, place, inlines.sink)
    parsed = tuple(read_cell(passage([cell], file), inlines) for cell in cells[:width])
    return CellRow(parsed + ((),) * (width - len(parsed)), span=place)
