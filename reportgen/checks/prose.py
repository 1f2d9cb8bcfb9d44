"""The sentences that a reader reads, each with the way back to where it was written.

What a sentence says is judged as it is printed, facts filled in; what is mended is the narrative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from reportgen.diagnostics import Fix, Span
from reportgen.document.inline import Leaf, leaves
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Document, Text
from reportgen.document.walk import Printing, Step, at, printings, walk
from reportgen.facts.forms import FORMS
from reportgen.frozen import frozen

_END = re.compile(r"[。！？]|；(?!到(?:19|20)\d\d年)")
# What behind a number says that it counts; not 12个月, which is how long, nor 个百分点.
UNITS = ("[万亿]?(?:元|人次?|户|家|吨|公斤|千克|亩|公顷|辆|台|套|件|名|头|只|平方米|立方米|千瓦时"
         "|[个项](?!百分|月|季|年|星期|小时|[工交周]|基点)|处|笔|单)")


@frozen
class Piece:
    """A leaf of a passage, and where its text stands in the passage's."""

    leaf: Leaf
    start: int

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.leaf.text)


@frozen
class Prose:
    """What one passage prints, without its label; offsets below count from its first character."""

    step: Step
    text: str
    pieces: tuple[Piece, ...]

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Where each sentence begins, and its text with its mark; clauses end at ； too."""
        start = 0
        for found in _END.finditer(self.text):
            yield start, self.text[start : found.end()]
            start = found.end()
        if start < len(self.text):
            yield start, self.text[start:]

    def quantities(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Quantity]]:
        """The facts' numbers between two offsets, each with its own."""
        end = len(self.text) if end is None else end
        for piece in self.pieces:
            if isinstance(piece.leaf, Quantity) and start <= piece.start < end:
                yield piece.start, piece.leaf

    def place(self, start: int, end: int | None = None) -> Span:
        """Where the characters from `start` are written; of a fact, where it is referred to."""
        piece = self._piece(start, start + 1)
        if piece is None:
            return self.step.passage.span
        span = at(piece.leaf.span, piece.leaf.text, start - piece.start)
        if end is not None and end <= piece.end and _as_written(piece.leaf):
            return replace(span, length=end - start)
        return span

    def fix(self, start: int, end: int, new: str) -> Fix | None:
        """The change that writes `new` there; None where a fact's words would change, or a mark's.

        An insertion (`start` = `end`) is written as a change of the character before it.
        """
        if start == end:
            start, new = start - 1, self.text[start - 1 : start] + new
        piece = self._piece(start, end)
        if start < 0 or piece is None or not _as_written(piece.leaf):
            return None
        return Fix(self.place(start, end), self.text[start:end], new)

    def _piece(self, start: int, end: int) -> Piece | None:
        return next((each for each in self.pieces if each.start <= start and end <= each.end), None)


def prose(document: Document) -> Iterator[Prose]:
    """Everything that is read as text: paragraphs, headings, notes, cells, captions, titles."""
    for step in walk(document):
        start, pieces = 0, []
        for leaf, _ in leaves(step.passage.children):
            pieces.append(Piece(leaf, start))
            start += len(leaf.text)
        yield Prose(step, "".join([each.leaf.text for each in pieces]), tuple(pieces))


class Said:
    """What a document says, as the checks need it: read once for all of them."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """Everything that is read as text."""
        return tuple(prose(self.document))

    @cached_property
    def printed(self) -> tuple[Printing, ...]:
        """Every number, in reading order."""
        return tuple(printings(each.step for each in self.prose))

    @property
    def values(self) -> Iterator[Printing]:
        """The numbers that state a value, not a name, a unit or a period."""
        return (each for each in self.printed if FORMS[each.quantity.form].states_value)

    @property
    def running(self) -> Iterator[Leaf]:
        """The leaves of the narrative, without captions and heads."""
        return (piece.leaf for each in self.prose if each.step.running for piece in each.pieces)


def _as_written(leaf: Leaf) -> bool:
    """Whether a leaf's text is its source's, character for character."""
    return isinstance(leaf, Text) and not leaf.mended and leaf.span.line > 0 \
        and leaf.span.length == len(leaf.text)
