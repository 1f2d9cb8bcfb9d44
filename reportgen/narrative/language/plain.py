"""Texts without markup: front matter, column headings, units, labels; tidied like the prose."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reportgen.diagnostics import Fix, Sink, Span
from reportgen.document import tree
from reportgen.frozen import frozen
from reportgen.narrative.language.marks import MAKE, PATTERN, Plain, Script, Words, Wrong
from reportgen.narrative.language.passage import Passage, passage_at
from reportgen.narrative.language.survey import survey
from reportgen.narrative.syntax import FootnoteMark, Numeral
from reportgen.sources.nodes import ListNode, MapNode, Node, Scalar

TextOf = Callable[[str, Passage], str]
"""What is to be printed for the text of a key, as written."""

_TITLE = "标题"
_SHOWN = 20      # characters of a mark that a message repeats
_MARKS = re.compile(rf"{PATTERN}|(?P<strong>\*\*[^*\n]+\*\*)")
_FILE = re.compile(r"\.[A-Za-z]{2,5}$")


def passage_of(scalar: Scalar) -> Passage:
    """The text of a YAML scalar, every character with its place."""
    return passage_at(scalar.text, scalar.span, 1 if scalar.quoted else 0, bare=not scalar.quoted)


def plain(scalar: Scalar | None, sink: Sink, *, table: bool = False) -> str:
    """The text of a scalar as it is to be printed; "" for none."""
    return tidy(passage_of(scalar), sink, table=table).strip() if scalar is not None else ""


def tidy(
    whole: Passage, sink: Sink, *, table: bool = False, typed: list[Numeral] | None = None
) -> str:
    """A passage as it is to be printed, its slips told (I0352) and reported.

    Numbers typed in it are added to `typed`.
    """
    found = survey(whole, sink, table=table, plain=True)
    if typed is not None:
        typed += found.numerals
    tell_marks(whole, sink)
    pieces = found.pieces(0, len(whole.text))
    return "".join(whole.text[a:b] if text is None else text for a, b, text in pieces)


def tell_marks(whole: Passage, sink: Sink) -> None:
    """Marks mean nothing in a text without markup: each is told, with the way to write it."""
    for found in _MARKS.finditer(whole.text):
        name = found.lastgroup or ""
        place, shown = whole.span(*found.span()), found.group()[:_SHOWN]
        meaning = MAKE[name](found) if name in MAKE else Plain(found.group()[2:-2])
        match meaning:
            case Script(content, raised):
                text = tree.Script(content, raised).text
                hint = f"写成“{text}”" if text != content else f"直接写“{content}”"
            case Plain(text) if text:
                hint = f"写成“{text}”"
            case Plain() | Wrong() if name == "html":
                hint = f"删去“{found.group()}”"
            case Words(_, first, last) if name == "link":
                hint = f"只写文字“{found.group()[first:last]}”，链接写到正文里"
            case FootnoteMark():
                hint = "删去它，说明写到正文里"
            case Wrong(_, _, hints):
                hint = hints[0]
            case _:
                continue      # an address stands as it is
        sink.warning("W0331", f"这里只印文字，“{shown}”会原样印出来", place, hint)


def front_matter(node: MapNode, sink: Sink, text_of: TextOf | None = None) -> MapNode:
    """The front matter with its texts tidied; a title ends without a full stop (I0353).

    `text_of` reads the texts, where names of facts may stand in them.
    """
    reader = _Reader(sink, text_of or (lambda _, whole: tidy(whole, sink)))
    return reader.mapping(node)


@frozen
class _Reader:
    sink: Sink
    text_of: TextOf

    def mapping(self, node: MapNode) -> MapNode:
        return replace(node, entries=tuple(
            replace(entry, value=self._node(entry.key.text, entry.value, last=True))
            for entry in node.entries
        ))

    def _node(self, key: str, node: Node, *, last: bool) -> Node:
        match node:
            case MapNode():
                return self.mapping(node)
            case ListNode(items):
                end = len(items) - 1
                return replace(node, items=tuple(
                    self._node(key, item, last=i == end) for i, item in enumerate(items)
                ))
            case Scalar():
                return self._scalar(key, node, last=last)

    def _scalar(self, key: str, node: Scalar, *, last: bool) -> Scalar:
        marked = "{" in node.text or "｛" in node.text
        if not marked and (node.text.isascii() or _FILE.search(node.text)):     # a date, a file
            return node
        text = self.text_of(key, passage_of(node)).strip("\n")
        if "\n" in text:
            self.sink.error("E0361", "这里只能是一行字", node.span,
                            "删去换行；标题要断行，写成列表，一行一项")
            text = text.replace("\n", "")
        if key == _TITLE and last and text.endswith("。") and len(text) > 1:
            span = node.span
            place = Span(span.file, span.line, span.column + len(node.text) - 1 + node.quoted, 1)
            self.sink.info("I0353", "去掉了标题末尾的句号", place, "删去句号",
                           fix=Fix(place, "。", ""))
            text = text.rstrip("。")
        return replace(node, text=text)
