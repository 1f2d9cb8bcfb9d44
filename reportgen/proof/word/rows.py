"""Rows of a long table left as text until they are read: elements take fifty times the room.

Only plain rows are left so: texts in cells, nothing that reaches beyond a row, nothing that is told
by its place among all elements; and only where tags can be told without parsing.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from reportgen.proof.content import Piece, Place
from reportgen.proof.package import Element
from reportgen.proof.word.xml import W

LARGE = 4 << 20     # bytes of a text below which it is parsed as it is
_PART = 1 << 20
MANY = 200          # rows parsed together; so many of a table's first are always elements
MARK = "rows"       # the element that stands for them
_HEAD = re.compile(rb'\s*(?:<\?xml[^>]*\?>\s*)?(<w:document\s[^>]*\bxmlns:w="%s"[^>]*>)'
                   % W[1:-1].encode())
_TABLE = re.compile(rb"<(/?)w:tbl>")
_ROW, _END = (b"<w:tr>", b"<w:tr "), b"</w:tr>"
_UNSURE = (b"<!", b"<?", b"]]>", b"<w:tbl ", b"<w:" + MARK.encode())
_STRANGE = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]")     # XML has other ends of lines
_TEXT = re.compile(rb'(<w:t(?: xml:space="preserve")?>)([^<]+)')
_OPEN, _CLOSED = b'w:fldCharType="begin"', b'w:fldCharType="end"'
# Anything but what plain rows are made of; of bookmarks, those of facts alone.
_OTHER = re.compile(
    rb"<(?!/?w:(?:tr|trPr|cantSplit|tc|tcPr|tcW|gridSpan|vAlign|p|pPr|pStyle|keepNext|ind|r|rPr"
    rb"|rStyle|rFonts|t|br|tab|bookmarkEnd)[\s/>]"
    rb'|w:bookmarkStart(?=[^<>]* w:name="_rg_)[\s/])')


class _Left(NamedTuple):
    """How the table begins that rows stand in, and the rows."""

    opening: bytes
    rows: bytes


class Alike(NamedTuple):
    """A row shaped as one that was read: its cells as they were there, of how many texts; these."""

    cells: Sequence[tuple[Piece, int]]
    texts: Sequence[bytes]

    def pieces(self, part: str, row: tuple[int, int]) -> Iterator[Piece]:
        """Its cells: in the table that is called `part`, by the table's number and its own."""
        at = 0
        for cell, count in self.cells:
            text, at = b"".join(self.texts[at : at + count]).decode(), at + count
            place = Place(part, f"第{row[1]}行第{cell.level}列")
            yield Piece(cell.kind, text, (place,), cell.level, spans=cell.spans, row=row)


def _unread(_: bytes) -> Element:
    raise AssertionError("no rows were left out")


@dataclass(slots=True)
class Rows:
    """The rows that were left out of a text, by the number of their mark."""

    parsed: Callable[[bytes], Element] = _unread
    head: bytes = b""
    left: list[_Left] = field(default_factory=list)
    shapes: dict[tuple[bytes, ...], list[tuple[Piece, int]]] = field(default_factory=dict)
    _last: tuple[tuple[bytes, ...], list[bytes]] = (), []

    def left_out(self, text: bytes) -> bytes:
        """The text without them, a mark in the place of each so many."""
        head = _HEAD.match(text) if len(text) >= LARGE else None
        if head is None or text.count(b"xmlns:w=") > 1 or any(
                text.find(each, head.end()) >= 0 for each in _UNSURE) or not _plain(text):
            return text
        self.head = head[1]
        made, at = list[bytes](), 0
        for start, stop in _tables(text):
            if text.count(_OPEN, 0, start) != text.count(_CLOSED, 0, start):
                continue      # a field goes on through it
            opening = text[start : text.find(b"<w:tr", start)]
            for first, last in _runs(text, start, stop):
                made += text[at:first], b'<w:%s w:val="%d"/>' % (MARK.encode(), len(self.left))
                self.left.append(_Left(opening, text[first:last]))
                at = last
        return b"".join([*made, text[at:]])

    def at(self, mark: Element, alike: Callable[[], bool]) -> Iterator[Element | Alike]:
        """The rows that a mark stands for, in a table that begins as theirs does.

        Those of a shape that was learnt are not parsed while they may be `alike`.
        """
        opening, rows = self.left[int(mark.get(W + "val", ""))]
        parsed: list[Element] = []
        for number, row in enumerate(rows.split(_END)[:-1]):
            shape = _TEXT.split(row)
            self._last = key, texts = (*shape[::3], *shape[1::3]), shape[2::3]
            cells = self.shapes.get(key)
            if cells is not None and b"&" not in row and alike():
                yield Alike(cells, texts)
                continue
            if not parsed:
                whole = self.parsed(b"%s<w:tbl>%s%s</w:tbl></w:document>" % (
                    self.head, opening, rows))
                parsed = [*whole[0].iterchildren(W + "tr")]
            yield parsed[number]

    def learn(self, row: Element, said: Sequence[Piece]) -> None:
        """What the row given last said, and nothing besides: others of its shape do likewise."""
        key, texts = self._last
        counts = [sum(1 for text in cell.iter(W + "t") if text.text)
                  for cell in row.iterchildren(W + "tc")]
        at = [0, *accumulate(counts)]
        if len(counts) == len(said) and at[-1] == len(texts) and all(
                not piece.facts and piece.text == b"".join(texts[a:b]).decode()
                for piece, (a, b) in zip(said, pairwise(at), strict=True)):
            self.shapes[key] = list(zip(said, counts, strict=True))


def _plain(text: bytes) -> bool:
    """Whether a text is UTF-8, and XML has all its characters and keeps them as they are."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(text), _PART):
            decoder.decode(text[at : at + _PART])
    except UnicodeDecodeError:
        return False
    return _STRANGE.search(text) is None


def _tables(text: bytes) -> Iterator[tuple[int, int]]:
    """From where to where the tables reach that neither hold nor lie in another."""
    opened: list[int] = []
    nested = False
    for found in _TABLE.finditer(text):
        if not found[1]:
            nested = bool(opened)
            opened.append(found.end())
        elif opened:
            start = opened.pop()
            if not opened and not nested:
                yield start, found.start()


def _runs(text: bytes, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """From where to where so many plain rows reach, behind the first ones of a table."""
    if text.find(b"<w:vMerge", start, stop) >= 0:
        return
    at, count, begun = start, 0, 0
    while (end := text.find(_END, at, stop)) >= 0:
        end += len(_END)
        count += 1
        goes_on = text.startswith(_ROW, end)
        if count % MANY == 0 or not goes_on:
            if begun and _OTHER.search(text, begun, end) is None:
                yield begun, end
            begun = end if count >= MANY and goes_on else 0
        at = end
