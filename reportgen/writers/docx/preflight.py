"""What would make a broken Word file, found before anything is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from reportgen.diagnostics import NOWHERE, Family, Sink, Span
from reportgen.document.tree import (
    Attachment,
    Contents,
    Document,
    Figure,
    Heading,
    Photo,
    PhotoFigure,
    Reference,
    Table,
    Title,
)
from reportgen.images.develop import Print
from reportgen.writers.docx.picture import Picture

# XML 1.0 has no way to hold these (2.2 Characters)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_LOOKED_AT = frozenset((
    Figure, Photo, PhotoFigure, Contents, Title, Heading, Table, Attachment, Reference,
))

_ANCHORED = (Title, Heading, Table, Figure, PhotoFigure, Attachment)


def check(
    document: Document, pictures: Mapping[int, Picture], numbers: Mapping[str, int],
    prints: Mapping[str, Print],
) -> None:
    """Raise a `ReportError` with everything that keeps the document from being written."""
    sink = Sink()
    anchors: dict[str, Span] = {}
    nodes = _nodes(document, sink)
    for node, _ in nodes:
        match node:
            case Figure() if node.number not in pictures:
                sink.error("E0820", f"{node.label}没有画好的图", node.span,
                           "先生成图，再写 Word 文件")
            case Photo() if node.digest not in prints:
                sink.error("E0820", f"没有做好照片“{node.file}”", node.span,
                           "先做好照片，再写 Word 文件")
            case Contents():
                _check_contents(node, numbers, sink)
        if isinstance(node, _ANCHORED) and node.anchor:
            if node.anchor in anchors:
                sink.error(
                    "E0823", f"两处都叫“{node.anchor}”", node.span, "给其中一处换个名字",
                    related=((anchors[node.anchor], "第一处在这里"),),
                )
            anchors.setdefault(node.anchor, node.span)
    for node, span in nodes:
        if isinstance(node, Reference) and node.target not in anchors:
            sink.error("E0822", f"“{node.text}”指向的“{node.target}”不在文稿里", span,
                       "改成文稿里有的表、图或标题")
    sink.raise_errors(Family.CONTENT)


def _check_contents(node: Contents, numbers: Mapping[str, int], sink: Sink) -> None:
    for entry in node.entries:
        if entry.target not in numbers:
            sink.error("E0824", f"目录里的“{entry.text}”没有页码", node.span,
                       "先排版，再写 Word 文件")


def _check_text(text: str, span: Span, sink: Sink) -> None:
    if found := _FORBIDDEN.search(text):
        shown = text[max(found.start() - 6, 0):found.start()]
        where = f"“{shown}”之后" if shown else "开头"
        sink.error("E0821", f"{where}有 Word 文件装不下的字符 U+{ord(found[0]):04X}", span,
                   "删去这个看不见的字符")


def _nodes(document: Document, sink: Sink) -> list[tuple[object, Span]]:
    """The nodes to look at, in order, each with the nearest place that is known.

    Every text is looked at on the way: a large table has too many to keep.
    """
    found: list[tuple[object, Span]] = []
    known: dict[type[object], tuple[str, ...]] = {}
    waiting: list[tuple[object, Span]] = [(document, NOWHERE)]
    while waiting:
        node, span = waiting.pop()
        kind = type(node)
        if kind is str:
            _check_text(str(node), span, sink)
            continue
        if isinstance(node, tuple):
            waiting += [(child, span) for child in reversed(node)]
            continue
        if kind not in known:
            known[kind] = _names(kind)
        names = known[kind]
        own = getattr(node, "span", NOWHERE) if names else NOWHERE
        if own.file:
            span = own
        if kind in _LOOKED_AT:
            found.append((node, span))
        waiting += [(getattr(node, name), span) for name in names]
    return found


def _names(kind: type[object]) -> tuple[str, ...]:
    """The fields of a kind of node, the last first; none of what holds no text."""
    if not is_dataclass(kind) or kind is Span:
        return ()
    return tuple(item.name for item in reversed(fields(kind)) if item.name != "span")
