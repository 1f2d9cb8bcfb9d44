"""The text of a table's cell: its lines, and the items of a list as they are written."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import NOWHERE
from reportgen.narrative.language.passage import Line, Passage, passage
from reportgen.narrative.parse.inline import Ends, InlineParser
from reportgen.narrative.syntax import Inlines, Join
from reportgen.patterns import late

BULLET = "—"
_ENDED = late(r"(?<![ \t\u3000])[ \t\u3000]*<[bB][rR][ \t]*/?>[ \t\u3000]*")
_MARK = late(r"[ \t\u3000]*(?:[-*+•●]|(?P<number>[0-9]{1,3}\.))[ \t]+(?=\S)")


_JOINS = {join.value: join for join in Join}


def read_cell(whole: Passage, inlines: InlineParser) -> Inlines | Join:
    """The inlines of a cell, or what it is one with.

    Each line of the source is one in print, and `<br>` ends one, too.
    A list stands in a cell as its lines, each with its number or a dash.
    """
    if len(whole.lines) == 1 and (join := _JOINS.get(whole.lines[0].text.strip())) is not None:
        return join
    if len(whole.lines) > 1 or "<" in whole.text:
        lines = [part for line in whole.lines for part in _parted(line)]
        if len(lines) > 1:
            lines = [_marked(line) for line in lines]
        whole = replace(passage(lines, whole.file), bare=whole.bare if len(lines) == 1 else NOWHERE)
    return inlines.parse(whole, table=True, ends=Ends.HARD)


def _parted(line: Line) -> list[Line]:
    edges = [(0, 0), *(found.span() for found in _ENDED.finditer(line.text))]
    stops = [start for start, _ in edges[1:]] + [len(line.text)]
    return [
        Line(line.text[start:stop], line.number, line.column + start)
        for (_, start), stop in zip(edges, stops, strict=True)
    ]


def _marked(line: Line) -> Line:
    found = _MARK.match(line.text)
    if found is None:
        return line
    mark = found["number"] or BULLET
    end = found.end()
    return Line(mark + line.text[end:], line.number, line.column + end - len(mark))
