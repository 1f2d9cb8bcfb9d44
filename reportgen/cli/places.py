"""Where a fact is printed: section, block, source place and page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.charts.record.drawing import TextMark
from reportgen.diagnostics import Span
from reportgen.document.chart import quantities
from reportgen.document.quantity import Quantity
from reportgen.document.tree import (
    Block,
    Document,
    EditorNote,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Note,
    Paragraph,
    PhotoFigure,
    Table,
    inlines,
    plain,
)
from reportgen.layout.pages import GlyphRun, Pages, Picture


@dataclass(frozen=True, slots=True)
class Printed:
    """One printing of a fact. `page` is 0 where the layout does not tell."""

    section: str
    block: str       # 正文, 表1, 图2, 标题 …
    text: str
    form: str
    span: Span
    page: int = 0


def printed(document: Document, fact: str, pages: Pages | None = None) -> tuple[Printed, ...]:
    """Every place of the document that prints the fact, in reading order."""
    found = tuple(_walk(document, fact))
    return found if pages is None else _with_pages(found, fact, pages)


def _walk(document: Document, fact: str) -> Iterator[Printed]:
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.number + plain(block.children)
        for name, leaf in _leaves(block):
            if leaf.fact == fact:
                yield Printed(section, name, leaf.text, leaf.form, leaf.span)


def _leaves(block: Block) -> Iterator[tuple[str, Quantity]]:
    if isinstance(block, Figure):
        yield from ((block.label, quantity) for quantity in quantities(block.chart))
    for name, children in _parts(block):
        yield from ((name, q) for q in inlines(children) if isinstance(q, Quantity))


def _parts(block: Block) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    match block:
        case Heading():
            yield "标题", block.children
        case Paragraph():
            yield "正文", block.children
        case Note():
            yield "注", block.children
        case EditorNote():
            yield from ((block.label, paragraph) for paragraph in block.paragraphs)
        case ListBlock():
            yield from (("列表", line.children) for line in block.lines())
        case Table():
            yield from ((block.label, cell.children) for row in block.rows for cell in row)
            yield from ((f"{block.label}注", note) for note in block.notes)
        case Figure() | PhotoFigure():
            yield from ((f"{block.label}注", note) for note in block.notes)
        case _:   # masthead, title, page break and colophon hold no quantity
            return


def _with_pages(found: tuple[Printed, ...], fact: str, pages: Pages) -> tuple[Printed, ...]:
    """Pages by the runs that carry the fact, on the page and in its charts.

    A quantity broken over two lines has two runs, so runs are taken until their text is complete.
    Where that does not come out even, no page is told rather than a wrong one.
    """
    runs = deque(_runs(fact, pages))
    result: list[Printed] = []
    for place in found:
        first, text = runs.popleft() if runs else (0, place.text)
        while text != place.text and place.text.startswith(text) and runs:
            text += runs.popleft()[1]
        if text != place.text:
            return found
        result.append(replace(place, page=first))
    return tuple(result)


def _runs(fact: str, pages: Pages) -> Iterator[tuple[int, str]]:
    """Page number and text of every run that prints the fact, in charts too."""
    for page in pages.pages:
        for marked in page.content:
            for item in marked.items:
                if isinstance(item, GlyphRun) and item.fact == fact:
                    yield page.number, item.text
                elif isinstance(item, Picture):
                    yield from (
                        (page.number, mark.text) for mark in item.drawing.marks
                        if isinstance(mark, TextMark) and mark.fact == fact
                    )
