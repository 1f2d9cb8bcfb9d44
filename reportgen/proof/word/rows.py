"""Rows of a long table left as text until they are read: as elements they take fifty times the room.

Only rows that nothing reaches into from outside are left so: no head, no cell over several rows,
nothing between them; and only in a text whose tags can be told without parsing it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.proof.package import Element
from reportgen.proof.word.xml import W

LARGE = 4 << 20     # bytes of a text below which it is parsed as it is
MANY = 200          # rows parsed together; so many of a table's first are always elements
MARK = "rows"       # the element that stands for them
_HEAD = re.compile(rb'\s*(?:<\?xml[^>]*\?>)?\s*(<w:document\s[^>]*\bxmlns:w="%s"[^>]*>)'
                   % W[1:-1].encode())
_TABLE = re.compile(rb"<(/?)w:tbl>")
_ROW, _END = (b"<w:tr>", b"<w:tr "), b"</w:tr>"
_UNSURE = (b"<!", b"<w:tbl ", b"<w:" + MARK.encode())
_REACHED = (b"<w:tblHeader", b"<w:vMerge", b"<w:sectPr")


@dataclass(slots=True)
class Rows:
    """The rows of a text that were left out, by the number of their mark."""

    parsed: Callable[[bytes], Element]
    head: bytes = b""
    texts: list[bytes] = field(default_factory=list)

    def left_out(self, text: bytes) -> bytes:
        """The text without them, a mark in the place of each so many."""
        head = _HEAD.match(text) if len(text) >= LARGE else None
        if head is None or text.count(b"xmlns:w=") > 1 or any(each in text for each in _UNSURE):
            return text
        self.head = head[1]
        made, at = [], 0
        for start, stop in _tables(text):
            for first, last in _runs(text, start, stop):
                made += text[at:first], b'<w:%s w:val="%d"/>' % (MARK.encode(), len(self.texts))
                self.texts.append(text[first:last])
                at = last
        return b"".join([*made, text[at:]])

    def at(self, mark: Element) -> Iterator[Element]:
        """The rows that a mark stands for."""
        number = int(mark.get(W + "val", ""))
        yield from self.parsed(self.head + self.texts[number] + b"</w:document>")


def _tables(text: bytes) -> Iterator[tuple[int, int]]:
    """From where to where the tables reach that neither hold nor lie in another."""
    opened: Sequence[int] = ()
    nested = False
    for found in _TABLE.finditer(text):
        if not found[1]:
            nested = bool(opened)
            opened = (*opened, found.end())
        elif opened:
            *opened, start = opened
            if not opened and not nested:
                yield start, found.start()


def _runs(text: bytes, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """From where to where so many rows reach that may be left out of a table."""
    if any(text.find(each, start, stop) >= 0 for each in _REACHED[1:]):
        return
    at, count, begun = start, 0, 0
    while (end := text.find(_END, at, stop)) >= 0:
        end += len(_END)
        count += 1
        if count % MANY == 0 or not text.startswith(_ROW, end):
            if begun and text.find(_REACHED[0], begun, end) < 0:
                yield begun, end
            begun = end if count >= MANY and text.startswith(_ROW, end) else 0
        at = end
