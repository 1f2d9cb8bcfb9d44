"""The digits of a Word file, piece by piece beside the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.charts.record.drawing import Drawing, TextMark
from reportgen.proof.content import CHARTED, Bound, Kind, Piece, Place, Reading
from reportgen.provenance.bindings import fact_mark
from reportgen.trace.finished import Shown, accounted
from reportgen.trace.laid import Laid
from reportgen.trace.ledger import Ledger
from reportgen.trace.origin import NUMBERS, Meant, Origins, by_run, solid

_DRAWN = CHARTED | {Kind.LABEL}


class InWord:
    """A reading beside the ledger; `drawings` are the charts, whose labels it holds."""

    def __init__(self, ledger: Ledger, laid: Laid, drawings: Mapping[int, Drawing]) -> None:
        self._ledger, self._laid = ledger, laid
        self._labels = {
            (text := solid(mark.text)): ledger.in_chart(text, mark.fact, mark.tag.part)
            for each in drawings.values() for mark in each.marks if isinstance(mark, TextMark)}

    def runs(self, reading: Reading) -> Iterator[Shown]:
        """Every digit run, the running lines last."""
        for piece in reading.pieces:
            at = 0
            for part in piece.text.split("\t"):
                if NUMBERS.search(part):
                    yield from self._part(piece, part, at)
                at += len(part) + 1
        for edge in reading.edges:
            text = solid(edge.text)
            place = Place("页边", edge.kind)
            meant = Meant(text, by_run(text, self._laid.furniture.get))
            yield from accounted(text, meant, lambda _, place=place: place)  # type: ignore[misc]

    def _part(self, piece: Piece, part: str, at: int) -> Iterator[Shown]:
        text = solid(part)
        spots = [n for n, ch in enumerate(part, at) if not ch.isspace()]
        meant = Meant(*self._meant(piece, text))
        astray = [n for bound in piece.facts if self._astray(bound, piece.text)
                  for n in range(bound.start, bound.end)]
        for each in accounted(text, meant, lambda n: Place("", str(spots[n]))):
            here = int(each.place.spot)
            origin = None if here in astray else each.origin
            yield replace(each, place=piece.place(here), origin=origin)

    def _astray(self, bound: Bound, text: str) -> bool:
        """Whether a bookmark holds what its fact is nowhere printed as."""
        facts = self._ledger.printed.get(solid(text[bound.start : bound.end]), ())
        number = bound.name.rpartition("_")[2]
        return not number.isdecimal() or all(
            fact_mark(each, int(number)) != bound.name for each in facts)

    def _meant(self, piece: Piece, text: str) -> tuple[str, Origins]:
        """What a text should be, and the origins of that."""
        if piece.kind in _DRAWN:
            return text, self._labels.get(text) or self._ledger.charted(text)
        if "\t" in piece.text and text in self._laid.furniture:
            return text, [self._laid.furniture[text]] * len(text)      # the page, in the contents
        if (found := self._ledger.find(text)) is not None:
            return text, found
        return self._ledger.like(text)
