"""What stands at a place of a laid page: a number with its origin, a text with its source line."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from math import cos, radians, sin
from typing import NamedTuple

from reportgen.charts.record.drawing import TextMark
from reportgen.diagnostics import NOWHERE, Span
from reportgen.document.printed import passages
from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.layout.pages import GlyphRun, Marked, Page, Picture
from reportgen.trace.laid import Laid, key_of
from reportgen.trace.origin import NUMBERS, Origin, Origins, Why, solid

_ABOVE, _BELOW = 0.9, 0.25      # of the size: what a line's box takes above and below its baseline


class Box(NamedTuple):
    """A rectangle of the page as it is seen, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def beside(self, other: Box) -> bool:
        """Whether `other` goes on where this ends, on the same line."""
        gap = other.x - self.x - self.width
        middle = other.y + other.height / 2
        return abs(gap) < self.height and self.y < middle < self.y + self.height

    def hull(self, other: Box) -> Box:
        """What holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.x + self.width, other.x + other.width) - x,
                   max(self.y + self.height, other.y + other.height) - y)


class Spot(NamedTuple):
    """A run of text on a page: of a number its origin, else None; `span` is where its passage is
    written, `NOWHERE` for what stands in no source. `passage` tells texts apart."""

    page: int
    box: Box
    text: str
    origin: Origin | None
    span: Span
    passage: int

    @property
    def fact(self) -> str:
        """The fact that it prints; empty for what prints none."""
        return self.origin.fact if self.origin is not None else ""


def seen(page: Page) -> tuple[float, float]:
    """Width and height of a page as it is seen, in points: one that lies is turned."""
    return (page.height, page.width) if page.lying else (page.width, page.height)


def sources(document: Document) -> Mapping[str, tuple[Span, ...]]:
    """Where each text that is printed as one is written, by it without its blanks."""
    found: dict[str, tuple[Span, ...]] = {}
    for block in document.blocks:
        for each in passages(block):
            for text in {solid(each.text), solid(each.text.removeprefix(each.label))}:
                found[text] = (*found.get(text, ()), each.span)
    return found


def spots(
    pages: Sequence[Page], laid: Laid, document: Document, library: FontLibrary,
) -> Iterator[Spot]:
    """Every run of text, a number's apart from the words around it, page by page.

    What is printed of a fact without a break is one, its unit too. `laid` is asked for each page
    once.
    """
    return in_lines(_cut(pages, laid, document, library), _one)


def in_lines(
    found: Iterable[Spot], one: Callable[[Spot, Spot], bool] = lambda *_: True,
) -> Iterator[Spot]:
    """Spots of one text that stand side by side as one, where they are `one`."""
    last: Spot | None = None
    for spot in found:
        if last is not None and (last.page, last.passage) == (spot.page, spot.passage) \
                and last.box.beside(spot.box) and one(last, spot):
            last = last._replace(box=last.box.hull(spot.box), text=last.text + spot.text)
            continue
        if last is not None:
            yield last
        last = spot
    if last is not None:
        yield last


def _one(last: Spot, spot: Spot) -> bool:
    return bool(spot.fact) and last.origin == spot.origin


def _cut(
    pages: Sequence[Page], laid: Laid, document: Document, library: FontLibrary,
) -> Iterator[Spot]:
    """Spots that are of one run of glyphs each."""
    spans, numbers = _spans(pages, sources(document)), dict[object, int]()
    for page in pages:
        meant, at = laid.page(page), 0
        texts = list(_texts(page))
        for (marked, item), (_, after) in zip(texts, [*texts[1:], *texts[-1:]], strict=True):
            text = solid(item.text)
            origins = meant.origins[at : at + len(text)]
            at += len(text)
            key: object = key_of(marked) if isinstance(item, GlyphRun) else id(item)
            line = _Line(item, after, library)
            for start, end, origin in _parts(text, origins):
                yield Spot(page.number, _placed(line.box(start, end), page, marked),
                           text[start:end], origin, spans.get(key, NOWHERE),
                           numbers.setdefault(key, len(numbers)))


def printings(found: Iterable[Spot], fact: str) -> list[list[Spot]]:
    """Every printing of a fact: its spots, more than one where a line ends within it."""
    return [list(each) for (own, _), each in groupby(found, lambda spot: (spot.fact, spot.passage))
            if own == fact]


def written_at(found: Sequence[Spot], span: Span) -> list[Spot]:
    """The spots of the passage that a line of the source belongs to."""
    lines = sorted({spot.span.line for spot in found if spot.span.file == span.file})
    at = bisect_right(lines, span.line)
    return [spot for spot in found if spot.span.file == span.file and at
            and spot.span.line == lines[at - 1]]


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


class _Line:
    """A run of text as it stands: where each of its characters but blanks begins and ends.

    A squeezed mark ends where the next begins, be it that of the run `after`.
    """

    def __init__(
        self, item: GlyphRun | TextMark, after: GlyphRun | TextMark, library: FontLibrary,
    ) -> None:
        self._item, self._rise, self._angle = item, 0.0, 0.0
        if isinstance(item, GlyphRun):
            advances = library.face(item.face).advances(item.text)
            level = isinstance(after, GlyphRun) and after.y == item.y and after.x > item.x
            end = min(item.width, after.x - item.x) if level else item.width
            starts, self._rise = [*item.xs(advances), end], item.rise
        else:
            advances = [advance for face, part in library.chain(item.role).split(item.text)
                        for advance in face.advances(part)]
            starts = [units * item.size / 1000 for units in accumulate(advances, initial=0)]
            self._angle = radians(item.angle)
        widths = (advance * item.size / 1000 for advance in advances)
        self._ends = [(start, min(start + width, after)) for start, after, width, ch in zip(
            starts, starts[1:], widths, item.text, strict=False) if not ch.isspace()]

    def box(self, start: int, end: int) -> Box:
        """What holds the characters from `start` to before `end`, blanks not counted."""
        item, up = self._item, self._rise
        left, right = self._ends[start][0], self._ends[end - 1][1]
        low, high = up - _BELOW * item.size, up + _ABOVE * item.size
        c, s = cos(self._angle), sin(self._angle)
        corners = [(item.x + along * c - above * s, item.y - along * s - above * c)
                   for along in (left, right) for above in (low, high)]
        xs, ys = zip(*corners, strict=True)
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _placed(box: Box, page: Page, marked: Marked) -> Box:
    """A box as it is seen: on a page that lies, what does not is turned with the paper."""
    if not page.lying or marked.lying:
        return box
    return Box(page.height - box.y - box.height, box.x, box.height, box.width)
