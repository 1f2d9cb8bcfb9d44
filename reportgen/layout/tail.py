"""The end of a document that takes a page for a few lines, and what cut would save the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportgen.diagnostics import Span
from reportgen.document.tree import AttachmentList, Colophon, Paragraph, Remark, Signature
from reportgen.frozen import frozen
from reportgen.layout.colophon import beyond, by_page, colophon
from reportgen.layout.footnotes import separator
from reportgen.layout.pages import GlyphRun
from reportgen.layout.paginate import after_space, fill
from reportgen.layout.stack import Part, joined
from reportgen.layout.strips import Strip, kept
from reportgen.layout.text import Context

FEW = 5        # lines on a last page that are few
_MOST = 12     # paragraphs that are named at most
_CLOSING = Signature | AttachmentList | Remark     # what stands with the signature
_SPARE = 2     # lines that Word's pages need more, at most: it breaks some lines otherwise


class Extent(NamedTuple):
    """How long a document is: its pages of text, all its pages, and its short ends.

    `left` is what is empty at the end of its text, above a colophon on the same page.
    """

    text: int
    total: int
    left: float
    tails: tuple[Tail, ...]


class Tail(NamedTuple):
    """A page that ends the text, or opens before an attachment, with few lines on it.

    `signed`: the signature stands there. It, and what stands with it, are not counted.
    """

    page: int
    lines: int
    signed: bool
    span: Span
    parts: range = range(0)     # of the text that it ends

    @property
    def said(self) -> str:
        """As a message tells it."""
        return f"第{self.page}页{'署名之外' if self.signed else ''}只有{self.lines}行"


class Cut(NamedTuple):
    """A paragraph whose last line holds so few characters."""

    part: int
    text: str
    span: Span


class Cuts(NamedTuple):
    """What to cut: paragraphs by a few characters each, or so many lines; the pages left then."""

    places: tuple[Cut, ...]
    lines: int
    total: int


def spared(context: Context, made: Extent) -> bool:
    """Whether enough is left at the end for Word: a line for every two pages, two at most."""
    return made.left >= min(_SPARE, made.text // 2) * context.frame.pitch


@frozen
class Gauge:
    """Measures how many pages parts take; the colophon is set once, its height by page."""

    context: Context
    colophon: tuple[float, ...]
    rule: float     # above footnotes

    def extent(self, parts: Sequence[Part]) -> Extent:
        """How many pages `parts` take."""
        strips, starts = joined(self.context, parts)
        ends = [*starts, len(strips)]
        closing = {at for part, (begin, end) in zip(parts, pairwise(ends), strict=True)
                   if isinstance(part.block, _CLOSING) for at in range(begin, end)}
        signed = {begin for part, begin in zip(parts, starts, strict=True)
                  if isinstance(part.block, Signature)}
        tails: list[Tail] = []
        pages = start = opened = run = 0
        filled = 0.0
        while start < len(strips):
            made = fill(strips, start, self.context.frame, self.rule)
            pages += 1
            here = strips[start : made.end]
            filled = self.context.frame.height if strips[start].lying \
                else made.used(strips, start, self.rule)
            own = not signed.isdisjoint(range(start, made.end))
            following = after_space(strips, made.end)
            over = following >= len(strips) or strips[start].lying or any(
                strip.new_page for strip in strips[made.end : following + 1])
            if over and pages - opened > 1 and (lines := _lines(here, closing, start)):
                text = range(bisect_left(starts, run), bisect_left(starts, made.end))
                tails.append(Tail(pages, lines, own, here[0].span, text))
            opened, run = (pages, following) if over else (opened, run)
            start = following
        return Extent(pages, *self._end(pages, filled), tuple(tails))

    def _end(self, pages: int, filled: float) -> tuple[int, float]:
        """All pages, the colophon's with them, and how much is left empty above it."""
        left = self.context.frame.height - filled
        if not self.colophon:
            return pages, left
        if added := sum(beyond(self.context, self.colophon, pages, filled)):
            return pages + added, left
        return pages, left - self.colophon[-1] - self.context.frame.pitch / 2


def gauge(context: Context, parts: Sequence[Part]) -> Gauge:
    """What measures documents that end as `parts` do."""
    foot = next((part.block for part in parts if isinstance(part.block, Colophon)), None)
    rows = by_page(colophon(context, foot), context.frame.height) if foot else []
    return Gauge(context, tuple(sum(strip.height for strip in row) for row in rows),
                 separator(context).height)


def _lines(strips: Sequence[Strip], closing: Container[int], start: int) -> int:
    """The lines of text on a page, if they are few; 0 where there are more, or pictures."""
    text = [strip for i, strip in enumerate(strips, start) if strip.content and i not in closing]
    few = len(text) <= FEW and not any(strip.whole or strip.repeat for strip in text)
    return max(1, len(text)) if few else 0


def cuts(measure: Gauge, parts: Sequence[Part], now: int, tail: Tail) -> Cuts | None:
    """The paragraphs that lose a line for the fewest characters, enough of them to save a page.

    `now` is how many pages there are, `tail` the end that takes one. Where such lines are not
    enough, how many lines to cut; None where many are not.
    """
    chosen: list[Cut] = []
    for cut in sorted(_short(parts, tail), key=lambda each: len(each.text))[:_MOST]:
        chosen.append(cut)
        if measure.extent(_without(parts, chosen)).total < now:
            break
    else:
        return _lines_to_cut(measure, parts, now, tail)
    for cut in chosen[-2::-1]:
        fewer = [each for each in chosen if each is not cut]
        if measure.extent(_without(parts, fewer)).total < now:
            chosen = fewer
    chosen.sort(key=lambda each: each.part)
    total = measure.extent(_without(parts, chosen)).total
    return Cuts(tuple(chosen), len(chosen), total)


def _lines_to_cut(
    measure: Gauge, parts: Sequence[Part], now: int, tail: Tail
) -> Cuts | None:
    """How many lines less would do, taken from the end of the text."""
    made = list(parts)
    first, index = tail.parts.start, tail.parts.stop - 1
    for count in range(1, _MOST + 1):
        while index >= first and not isinstance(made[index].block, Paragraph):
            index -= 1
        if index < first:
            return None
        made[index] = made[index]._replace(strips=made[index].strips[:-1])
        if not made[index].strips:
            del made[index]      # else it would be a page break
            index -= 1
        if (total := measure.extent(made).total) < now:
            return Cuts((), count, total)
    return None


def _short(parts: Sequence[Part], tail: Tail) -> Iterator[Cut]:
    for index in tail.parts:
        block, strips = parts[index]
        if isinstance(block, Paragraph) and len(strips) > 1:
            text = "".join(item.text for marked in strips[-1].content for item in marked.items
                           if isinstance(item, GlyphRun))
            yield Cut(index, text, block.span)


def _without(parts: Sequence[Part], chosen: Sequence[Cut]) -> list[Part]:
    """The parts with the last line of the chosen paragraphs gone."""
    made = list(parts)
    for cut in chosen:
        strips = [strip._replace(keep=False, rule="") for strip in parts[cut.part].strips[:-1]]
        made[cut.part] = parts[cut.part]._replace(strips=kept(strips, with_next=False))
    return made
