"""Compares what two finished files say: text, numbers, order, cells, captions, alternative texts.

Tabs do not count, nor line ends but those of an author in paragraphs and cells, nor the heads of
tables that only a PDF repeats. The first file is the PDF, the second the Word file; a difference
tells its place in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Diagnostic, Span
from reportgen.frozen import frozen
from reportgen.proof.content import Difference, Kind, Piece, Reading, in_lines
from reportgen.proof.parity.charts import without_charts
from reportgen.proof.parity.furniture import (
    unlike_links,
    unlike_margins,
    unlike_pages,
    unlike_scripts,
    unlike_titles,
    unseen_texts,
)
from reportgen.proof.parity.looks import unlike_looks
from reportgen.proof.parity.words import differences

_TORN = re.compile(r"(?<!\d)(\d+)\t(\d+)")
SHOWN = 8            # differences told one by one


@frozen
class Parity:
    """What both files say, counted, and the differences."""

    characters: int
    facts: int
    tables: int
    figures: int
    differences: tuple[Difference, ...]
    pages: int = 0        # of two fixed formats, which are compared by their layout, too

    @property
    def text(self) -> str:
        """The result in one line."""
        if self.differences:
            return f"不一致：{len(self.differences)} 处"
        if self.pages:
            return f"一致（{self.characters} 字，{self.pages} 页，逐字的位置和字形）"
        return (f"一致（{self.characters} 字，{self.facts} 个事实，"
                f"{self.tables} 个表，{self.figures} 张图）")

    def diagnostics(self, pdf: str, word: str) -> list[Diagnostic]:
        """The first differences as diagnostics, with their places in both files."""
        return [
            as_diagnostic(each, number, pdf, word)
            for number, each in enumerate(self.differences[:SHOWN], 1)
        ]


def compare(pdf: Reading, word: Reading) -> Parity:
    """What differs between a PDF and a Word file."""
    first, second, charts = without_charts(pdf.pieces, word.pieces)
    found = (*differences(first, _parted(second, first), "Word"), *charts,
                   *_torn(first, second),
                   *unlike_links(pdf.links, word.links),
                   *unlike_links(pdf.notes, word.notes, "脚注"),
                   *unlike_scripts(pdf.scripts, word.scripts), *unlike_margins(pdf, word),
                   *unlike_titles(pdf, word), *unlike_pages(pdf, word), *unseen_texts(word),
                   *unlike_looks(pdf.pieces, word.pieces), *pdf.faults, *word.faults)
    return Parity(pdf.characters, word.facts, word.tables, word.figures, found)


def _torn(pieces: Sequence[Piece], others: Sequence[Piece]) -> Iterator[Difference]:
    """Numbers of Word with a tab in them, which the PDF has in one.

    A line of the contents has one between a heading that ends with a number and that of its page.
    """
    tabbed = [each for each in others if _TORN.search(each.text)]
    whole = {in_lines(each): each for each in pieces} if tabbed else {}
    headings = {each.text for each in others if each.kind is Kind.HEADING}
    for piece in tabbed:
        torn, same = _TORN.search(piece.text), whole.get(in_lines(piece))
        if torn is None or (piece.text[: torn.end(1)] in headings
                            and torn.end() == len(piece.text)):
            continue
        if same is not None and "\t" not in same.text:
            yield Difference("E1001", f"Word 里的“{torn[1]}⇥{torn[2]}”，PDF 里是一个数",
                             same.place(), piece.place(torn.start()))


def _parted(pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """Paragraphs cut at their tabs, but for those that the other file has uncut."""
    tabbed = any("\t" in each.text and each.kind not in (Kind.HEAD, Kind.CELL) for each in pieces)
    whole = {in_lines(each) for each in others} if tabbed else set()
    found: list[Piece] = []
    for piece in pieces:
        if "\t" not in piece.text or piece.kind in (Kind.HEAD, Kind.CELL) \
                or in_lines(piece) in whole:
            found.append(piece)
            continue
        at = 0
        for part in piece.text.split("\t"):
            if part.strip():
                found.append(Piece(piece.kind, part, (piece.place(at),), piece.level))
            at += len(part) + 1
    return found


def as_diagnostic(each: Difference, number: int, pdf: str, word: str) -> Diagnostic:
    """The line of a place is not shown: it keeps the order, where 第10行 comes after 第9行."""
    spans = [
        Span(name, number, sheet=place.part, cell=place.spot)
        for name, place in ((pdf, each.pdf), (word, each.other)) if place is not None
    ]
    related = tuple((span, "") for span in spans[1:])
    return Diagnostic(each.code, each.message, spans[0], (), related)
