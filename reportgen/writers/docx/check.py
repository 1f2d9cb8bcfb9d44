"""What would make a broken Word file, found before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from reportgen.diagnostics import NOWHERE, Family, Sink, Span
from reportgen.document.tree import (
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


def check(
    document: Document, pictures: Mapping[int, Picture], numbers: Mapping[str, int],
    prints: Mapping[str, Print],
) -> None:
    """Raise a `ReportError` with everything that keeps the document from being written."""
    sink = Sink()
    anchors: dict[str, Span] = {}
    nodes = list(_nodes(document, NOWHERE))
    for node, span in nodes:
        if isinstance(node, Figure) and node.number not in pictures:
            sink.error("E0820", f"{node.label}没有画好的图", node.span, "先生成图，再写 Word 文件")
        if isinstance(node, Photo) and node.digest not in prints:
            sink.error("E0820", f"没有做好照片“{node.file}”", node.span,
                       "先做好照片，再写 Word 文件")
        if isinstance(node, str):
            _check_text(node, span, sink)
        if isinstance(node, Contents):
            _check_contents(node, numbers, sink)
        if isinstance(node, Title | Heading | Table | Figure | PhotoFigure) and node.anchor:
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


def _nodes(node: object, span: Span) -> Iterator[tuple[object, Span]]:
    """Every node and text below `node`, each with the nearest place that is known."""
    if isinstance(node, Span | Enum):
        return
    if isinstance(node, tuple):
        for child in node:
            yield from _nodes(child, span)
        return
    own = getattr(node, "span", NOWHERE)
    near = own if isinstance(own, Span) and own != NOWHERE else span
    yield node, near
    if is_dataclass(node):
        for item in fields(node):
            yield from _nodes(getattr(node, item.name), near)
