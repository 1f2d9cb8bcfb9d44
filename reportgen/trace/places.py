"""Where a fact is printed: section, block, source place and page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from reportgen.charts.record.drawing import TextMark
from reportgen.diagnostics import Span
from reportgen.document.tree import Document
from reportgen.document.walk import printings, walk
from reportgen.facts.text import unrounded
from reportgen.frozen import frozen
from reportgen.layout.pages import GlyphRun, Pages, Picture


@frozen
class Printed:
    """One printing of a fact. `page` is 0 where the layout does not tell."""

    section: str
    block: str       # 报头信息, 正文, 表1, 图2, 标题 …
    text: str
    form: str
    span: Span
    page: int = 0
    unrounded: str = ""     # the exact number, where it is printed rounded


def printed(document: Document, fact: str, pages: Pages | None = None) -> tuple[Printed, ...]:
    """Every place of the document that prints the fact: titles and heads, then the text."""
    heads = (Printed("", "报头信息", each.text, each.form, each.span, unrounded=unrounded(each))
             for each in document.told if each.fact == fact)
    found = tuple(
        Printed(each.step.section, each.step.place, each.quantity.text, each.quantity.form,
                each.quantity.span, unrounded=unrounded(each.quantity))
        for each in printings(walk(document)) if each.quantity.fact == fact
    )
    return (*heads, *(found if pages is None else _with_pages(found, fact, pages)))


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
