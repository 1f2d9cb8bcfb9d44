"""What stands at a place of a laid page: a number with its origin, a text with its source line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reportgen.charts.record.drawing import TextMark
from reportgen.diagnostics import NOWHERE, Span
from reportgen.document.printed import passages
from reportgen.document.tree import Document
from reportgen.layout.pages import GlyphRun, Marked, Page, Picture
from reportgen.trace.laid import Laid, key_of
from reportgen.trace.origin import NUMBERS, Origin, Origins, Why, solid

_ABOVE, _BELOW = 0.9, 0.2       # of the size: what a line's box takes above and below its baseline


class Box(NamedTuple):
    """A rectangle of the page as it is seen, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


class Spot(NamedTuple):
    """A run of text on a page: of a number its origin, else None; `span` is where its passage is
    written, `NOWHERE` for what stands in no source."""

    page: int
    box: Box
    text: str
    origin: Origin | None
    span: Span


def sources(document: Document) -> Mapping[str, tuple[Span, ...]]:
    """Where each text that is printed as one is written, by it without its blanks."""
    found: dict[str, tuple[Span, ...]] = {}
    for block in document.blocks:
        for each in passages(block):
            for text in {solid(each.text), solid(each.text.removeprefix(each.label))}:
                found[text] = (*found.get(text, ()), each.span)
    return found


def spots(pages: Sequence[Page], laid: Laid, document: Document) -> Iterator[Spot]:
    """Every run of text, a number's apart from the words around it, page by page.

    `laid` is asked for each page once.
    """
    spans = _spans(pages, sources(document))
    for page in pages:
        meant, at = laid.page(page), 0
        for marked, item in _texts(page):
            text = solid(item.text)
            origins = meant.origins[at : at + len(text)]
            at += len(text)
            box, span = _box(item), spans.get(key_of(marked), NOWHERE)
            for start, end, origin in _parts(text, origins):
                yield Spot(page.number, _placed(_within(box, text, start, end), page, marked),
                           text[start:end], origin, span)


def _texts(page: Page) -> Iterator[tuple[Marked, GlyphRun | TextMark]]:
    """The texts of a page in the order of painting; those of a chart as they stand on the page."""
    for marked in page.content:
        for item in marked.items:
            if isinstance(item, GlyphRun):
                yield marked, item
            elif isinstance(item, Picture):
                top, scale = item.y + item.drawing.height * item.scale, item.scale
                yield from ((marked, replace(
                    mark, x=item.x + mark.x * scale, y=top - mark.y * scale,
                    size=mark.size * scale)) for mark in item.drawing.marks
                    if isinstance(mark, TextMark))


def _spans(
    pages: Sequence[Page], known: Mapping[str, tuple[Span, ...]],
) -> dict[object, Span]:
    """Where each text of the pages is written; of like ones the first in the order of reading."""
    whole: dict[object, str] = {}
    for page in pages:
        for marked, item in _texts(page):
            if isinstance(item, GlyphRun):
                key = key_of(marked)
                whole[key] = whole.get(key, "") + solid(item.text)
    used: Counter[str] = Counter()
    found: dict[object, Span] = {}
    for key, text in whole.items():
        if spans := known.get(text):
            found[key] = spans[min(used[text], len(spans) - 1)]
            used[text] += 1
    return found


def _parts(text: str, origins: Origins) -> Iterator[tuple[int, int, Origin | None]]:
    """A run cut where a number, or all that is printed of a fact, begins and ends."""
    numbers = {n for run in NUMBERS.finditer(text) for n in range(*run.span())}
    told = [origin if n in numbers or (origin is not None and origin.why is Why.FACT) else None
            for n, origin in enumerate(origins)]
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or told[end] != told[start]:
            yield start, end, told[start]
            start = end


def _box(item: GlyphRun | TextMark) -> Box:
    size = item.size
    width = item.width if isinstance(item, GlyphRun) else sum(map(_breadth, item.text)) * size
    return Box(item.x, item.y - size * _ABOVE, width, size * (_ABOVE + _BELOW))


def _within(box: Box, text: str, start: int, end: int) -> Box:
    """A part of a run's box, by how wide its characters are as a rule."""
    widths = list(map(_breadth, text))
    unit = box.width / (sum(widths) or 1.0)
    return box._replace(x=box.x + sum(widths[:start]) * unit, width=sum(widths[start:end]) * unit)


def _breadth(character: str) -> float:
    """In em; near enough for a click."""
    return 0.5 if character.isascii() else 1.0


def _placed(box: Box, page: Page, marked: Marked) -> Box:
    """A box as it is seen, where the content lies on its side."""
    if not marked.lying:
        return box
    return Box(box.y, page.height - box.x - box.width, box.height, box.width)
