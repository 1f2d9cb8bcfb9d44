"""What a pair of characters and an unbreakable piece come to, worked out once.

A report has few kinds of pieces (国, 国，, 12.5%的): two hundred entries serve a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, count, pairwise
from typing import NamedTuple

from reportgen.typeset import classes as k
from reportgen.typeset.gaps import Gap, Kind, gap
from reportgen.typeset.model import Rules

_MARKS = bytes(chr(code) in k.SIZED for code in range(256))
_MOST, _LONGEST = 20_000, 24  # entries kept, and how long their letters may be


class Edge(NamedTuple):
    """What a piece comes to at a line's edges, and where its gaps are not plain."""

    begin: int  # goes when a line begins with it
    give: int  # of the gap after it: goes with it when a line ends there, as do
    soft: int
    gaps: int
    stiff: tuple[int, ...]  # offsets of gaps that may not be stretched


class Piece(NamedTuple):
    """An unbreakable piece with the gap after it: sums over its gaps, advances apart."""

    natural: int
    give: int
    soft: int
    gaps: int  # that the last step of stretching may open
    end: int  # goes when a line ends after it: the natural gap, and the blank of a mark
    moving: tuple[tuple[int, Gap], ...]  # gaps that are not always nought, with their offset
    edge: Edge


class Table(dict[str, Piece]):
    """Letters of a piece and the first one after it → Piece, under the same rules and size.

    A letter stands for a class and, of marks and spaces, the width they had when first met. A
    text with other widths or sizes has letters of its own for them.
    """

    def __init__(self, rules: Rules, em: int) -> None:
        super().__init__()
        self._rules = rules
        self._em = em
        self._usual: dict[str, int] = {}
        self._kinds: dict[str, Kind] = {}
        self._names: dict[Kind, str] = {}
        self._fresh = count(0xE000)
        self._gaps: dict[str, Gap] = {}

    def letters(self, base: str, advances: Sequence[int], ems: Sequence[int]) -> str:
        """The letters that tell widths and sizes; `ems` may be empty: all have the usual size."""
        marks = base.encode().translate(_MARKS)
        usual = self._usual
        shown = set(zip(compress(base, marks), compress(advances, marks), strict=True))
        if not ems and all(usual.setdefault(mark, width) == width for mark, width in shown):
            return base
        widths = (a * m for a, m in zip(advances, marks, strict=True))
        return "".join(map(self._name, map(Kind, base, widths, ems or [self._em] * len(base))))

    def _name(self, kind: Kind) -> str:
        name = self._names.get(kind)
        if name is None:
            name = self._names[kind] = chr(next(self._fresh))
            self._kinds[name] = kind
        return name

    def __missing__(self, letters: str) -> Piece:
        piece = self._piece(letters)
        if len(letters) <= _LONGEST:  # a whole line is not met again
            if len(self) >= _MOST:
                self.clear()
            self[letters] = piece
        return piece

    def gap(self, pair: str) -> Gap:
        """The gap between two letters."""
        found = self._gaps.get(pair)
        if found is None:
            found = self._gaps[pair] = gap(self._rules, self._kind(pair[0]), self._kind(pair[1]))
        return found

    def _kind(self, letter: str) -> Kind:
        return self._kinds.get(letter) or Kind(letter, self._usual.get(letter, 0), self._em)

    def _piece(self, letters: str) -> Piece:
        gaps = [self.gap(a + b) for a, b in pairwise(letters)]
        last = gaps[-1]
        stiff = (n for n, gap in enumerate(gaps, 1) if not gap.stretchable)
        begin = self.gap(k.BEGIN + letters[0]).begin
        return Piece(
            sum(gap.natural for gap in gaps), sum(gap.give for gap in gaps),
            sum(gap.soft for gap in gaps), sum(gap.stretchable for gap in gaps), last.end,
            tuple((n, gap) for n, gap in enumerate(gaps, 1) if gap.moving),
            Edge(begin, last.give, last.soft, last.stretchable, tuple(stiff)),
        )


@lru_cache(maxsize=64)
def table(rules: Rules, em: int) -> Table:
    """The table for these rules and this size, shared by all paragraphs that have them."""
    return Table(rules, em)
