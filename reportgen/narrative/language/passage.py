"""A passage: some lines of the source as one text, every offset of which knows its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportgen.diagnostics import NOWHERE, Span
from reportgen.frozen import frozen


@frozen
class Line:
    """A line, or the part of it from `column` on. `number` and `column` count from 1."""

    text: str
    number: int
    column: int = 1

    def cut(self, start: int) -> Line:
        """The line from offset `start` on."""
        return Line(self.text[start:], self.number, self.column + start)


@frozen
class Passage:
    """Lines joined by a newline. `starts` holds the offset at which each line begins."""

    text: str
    file: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    bare: Span = NOWHERE      # of a text of YAML without quotation marks, which {{ }} needs

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`; it ends with the first line at the latest."""
        index = max(0, bisect_right(self.starts, start) - 1)
        line, offset = self.lines[index], start - self.starts[index]
        length = max(1, min(end - start, len(line.text) - offset))
        return Span(self.file, line.number, line.column + offset, length)


def passage(lines: Sequence[Line], file: str) -> Passage:
    """A passage of one or more lines."""
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line.text) + 1
    return Passage("\n".join(line.text for line in lines), file, tuple(lines), tuple(starts))


def passage_at(text: str, span: Span, shift: int = 0, *, bare: bool = False) -> Passage:
    """A passage for a text whose first character stands `shift` columns after `span`.

    Where the whole span is on one line, so are the lines of its text, which are written as \\n.
    """
    parts = text.split("\n")
    first = Line(parts[0], span.line, span.column + shift)
    if span.length > 1:
        rest = [Line(part, span.line, span.column) for part in parts[1:]]
    else:
        rest = [Line(part, span.line + i) for i, part in enumerate(parts[1:], 1)]
    made = passage([first, *rest], span.file)
    return replace(made, bare=made.span(0, len(text))) if bare else made
