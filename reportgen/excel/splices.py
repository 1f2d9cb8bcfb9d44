"""Parts of XML changed by splicing bytes: what is not touched stays as it is written.

A tree that is written anew loses the prefixes that only values name (mc:Ignorable), and moves every
byte. What is put in says nothing of itself: even comments of XML make other readers stumble.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from reportgen.excel.cells import BookError
from reportgen.excel.parts import tree

TAG = re.compile(rb"""<(?:"[^"]*"|'[^']*'|[^'">])*>""")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*\sencoding=["']([^"']*)["']""")
_COUNT = re.compile(r'\scount="\d*"')


class Put(NamedTuple):
    """Bytes that take the place of those from `start` to `end`."""

    start: int
    end: int
    new: bytes


class Child(NamedTuple):
    """A child of the root: its name and where its tags begin and end; an empty one is one tag."""

    name: str
    start: int
    inner: int
    close: int
    end: int

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]


class Splices:
    """A part and what is to be put into it. Raises `BookError` for one that is no XML in UTF-8."""

    def __init__(self, part: bytes) -> None:
        told = _ENCODING.match(part.removeprefix(b"\xef\xbb\xbf"))
        named = told[1].lower() if told else b"utf-8"
        if named not in {b"utf-8", b"us-ascii"} or part[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise BookError("里面的文字不是 UTF-8")
        self.part, self.puts = part, list[Put]()
        *self.children, self.root = _children(part)
        prefix, tag = self.root.name.rpartition(":")[0], part[self.root.start : self.root.inner]
        space = re.search(rf"\sxmlns:{prefix}=[\"']([^\"']*)", tag.decode()) if prefix else None
        self.declared = f' xmlns="{space[1]}"' if space else ""

    def find(self, name: str) -> Child | None:
        """A child of the root by its name without a prefix."""
        return next((each for each in self.children if each.local == name), None)

    def put(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of some bytes, whatever of Unicode the part is written in."""
        self.puts.append(Put(start, end, text.encode("ascii", "xmlcharrefreplace")))

    def before(self, names: frozenset[str], text: str) -> None:
        """Put an element before the first of these children of the root, else at its end."""
        at = next((each.start for each in self.children if each.local in names), self.root.close)
        self.put(at, at, text)

    def append(self, name: str, items: str, number: int) -> int | None:
        """Put `number` elements at the end of a child; how many there were. None: no such child."""
        if (child := self.find(name)) is None:
            return None
        before = len(tree(self.part).findall(f"{{*}}{name}/*"))
        tag = self.part[child.start : child.inner].decode()
        counted = _COUNT.sub(f' count="{before + number}"', tag)
        if child.inner == child.end:      # <dxfs count="0"/>
            self.put(child.start, child.end, f"{counted.rstrip('/> ')}>{items}</{child.name}>")
        else:
            self.put(child.start, child.inner, counted)
            self.put(child.close, child.close, items)
        return before


def _children(part: bytes) -> list[Child]:
    """The root's children in order, then the root. Raises `BookError`."""
    parser, found, begun = expat.ParserCreate(), list[Child](), list[int]()

    def start(_name: str, _: object) -> None:
        begun.append(parser.CurrentByteIndex)

    def end(name: str) -> None:
        at, close = begun.pop(), parser.CurrentByteIndex
        if len(begun) < 2 and (tag := TAG.match(part, at)):
            inner = tag.end()
            whole = inner if part[inner - 2 : inner] == b"/>" else part.index(b">", close) + 1
            found.append(Child(name, at, inner, min(close, whole), whole))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise BookError("文件已损坏，或没有存完") from error
    return found
