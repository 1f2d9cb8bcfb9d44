"""A text with other values at some places: its comments, its layout, its encoding stay."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from reportgen.diagnostics import Span


def spliced(data: bytes, text: str, changes: Iterable[tuple[Span, str]]) -> bytes:
    """The file `data`, read as `text`, with a new value at each span; quotation marks stay.

    At a span without a length it is put in.
    """
    lines = text.split("\n")
    for span, new in sorted(changes, key=lambda each: each[0], reverse=True):
        line, start = lines[span.line - 1], span.column - 1
        end = _end(line, start, span.length) if span.length else start
        mark = line[start : start + 1]
        quoted = mark if mark in {'"', "'"} and end - start > 1 else ""
        lines[span.line - 1] = line[:start] + f"{quoted}{new}{quoted}" + line[end:]
    return _encoded(data, "\n".join(lines))


def _end(line: str, start: int, length: int) -> int:
    """Where a value ends: a quoted one behind its second mark."""
    mark = line[start : start + 1]
    if mark not in {'"', "'"}:
        return start + length
    at = start + 1
    while (found := line.find(mark, at)) >= 0:
        if line[found + 1 : found + 2] != mark:
            return found + 1
        at = found + 2
    return start + length


def _encoded(data: bytes, text: str) -> bytes:
    """A text as the bytes it comes from: their line ends, their mark, their encoding."""
    made = text.replace("\n", "\r\n") if b"\r\n" in data or b"\r\0\n" in data else text
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
                       (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return mark + made.encode(name)
    try:
        data.decode()
    except UnicodeDecodeError:
        return made.encode("gb18030")
    return made.encode()
