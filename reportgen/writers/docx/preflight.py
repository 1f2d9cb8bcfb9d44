"""What would make a broken Word file, found before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from reportgen.diagnostics import NOWHERE, Family, Sink, Span
from reportgen.document import tree
from reportgen.document.inline import leaves
from reportgen.document.walk import anchor_of, walk
from reportgen.images.develop import Print
from reportgen.writers.docx.picture import Picture

# XML 1.0 has no way to hold these (2.2 Characters)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def check(
    document: tree.Document, pictures: Mapping[int, Picture], numbers: Mapping[str, int],
    prints: Mapping[str, Print],
) -> None:
    """Raise a `ReportError` with everything that keeps the document from being written."""
    sink = Sink()
    for text, span in _texts(document):
        if found := _FORBIDDEN.search(text):
            shown = text[max(found.start() - 6, 0):found.start()]
            where = f"“{shown}”之后" if shown else "开头"
            sink.error("E0821", f"{where}有 Word 文件装不下的字符 U+{ord(found[0]):04X}", span,
                       "删去这个看不见的字符")
    for block in document.blocks:
        match block:
            case tree.Figure() if block.number not in pictures:
                sink.error("E0820", f"{block.label}没有画好的图", block.span,
                           "先生成图，再写 Word 文件")
            case tree.PhotoFigure():
                for photo in block.photos:
                    if photo.digest not in prints:
                        sink.error("E0820", f"没有做好照片“{photo.file}”", photo.span,
                                   "先做好照片，再写 Word 文件")
            case tree.Contents():
                for entry in block.entries:
                    if entry.target not in numbers:
                        sink.error("E0824", f"目录里的“{entry.text}”没有页码", block.span,
                                   "先排版，再写 Word 文件")
    _check_references(document, sink)
    sink.raise_errors(Family.CONTENT)


def _check_references(document: tree.Document, sink: Sink) -> None:
    anchors: dict[str, Span] = {}
    for block in document.blocks:
        anchor = anchor_of(block)
        if anchor in anchors:
            sink.error(
                "E0823", f"两处都叫“{anchor}”", block.span, "给其中一处换个名字",
                related=((anchors[anchor], "第一处在这里"),),
            )
        elif anchor:
            anchors[anchor] = block.span
    for step in walk(document):
        for leaf, _ in leaves(step.passage.children):
            if isinstance(leaf, tree.Reference) and leaf.target not in anchors:
                sink.error("E0822", f"“{leaf.text}”指向的“{leaf.target}”不在文稿里",
                           leaf.span if leaf.span.file else step.passage.span,
                           "改成文稿里有的表、图或标题")


def _texts(document: tree.Document) -> Iterator[tuple[str, Span]]:
    """Every text that goes into the file, with the nearest place that is known."""
    yield from ((text, NOWHERE) for text in _strings(document.meta))
    for step in walk(document):
        yield step.passage.label, step.passage.span
        yield from ((leaf.text, leaf.span if leaf.span.file else step.passage.span)
                    for leaf, _ in leaves(step.passage.children))
    for block in document.blocks:
        match block:
            case tree.Figure():
                yield from ((text, block.span) for text in (block.alt, *_strings(block.chart)))
            case tree.PhotoFigure():
                yield from ((photo.alt, photo.span) for photo in block.photos)


def _strings(node: object) -> Iterator[str]:
    """The strings of a node, whatever it is made of: Word's own charts show nearly all of them."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for child in node:
            yield from _strings(child)
    elif is_dataclass(node) and not isinstance(node, Span):
        for each in fields(node):
            yield from _strings(getattr(node, each.name))
