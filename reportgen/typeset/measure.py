"""A paragraph as arrays: natural positions, room to stretch and squeeze, and where lines may end.

Every sum is a prefix sum, so the width, the gaps and the room of any line are two subtractions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, pairwise
from operator import add, itemgetter, sub

from reportgen.typeset import classes as k
from reportgen.typeset.bonds import bonds
from reportgen.typeset.boxes import anywhere, hard_breaks, inside_words, word_breaks
from reportgen.typeset.gaps import Gap, gaps
from reportgen.typeset.model import Glyphs, Rules

_MARKS = "，、；。：．？！”’）》〉】〗〕］｝」』"
_HANGING = re.compile(rf"(?<=[^{_MARKS}])[，、。](?![{_MARKS}])")


@dataclass(slots=True)
class Arrays:
    """Per position p (0…n): the gap before character p, and prefix sums up to it."""

    text: str
    letters: str
    gap: Sequence[Gap]
    x: list[int]  # natural x of character p
    begin: list[int]  # where a line starting at p has its left edge
    end: list[int]  # where a line ending before p has its right edge
    stretch: list[int]  # stretchable gaps, the one before p included
    soft: list[int]
    give: list[int]
    mask: bytearray  # 1 where a line may begin
    unlawful: frozenset[int] = frozenset()  # of these, the ones that break a rule
    parted: frozenset[int] = frozenset()  # and the ones inside a number with its unit

    def least(self, start: int, stop: int) -> int:
        """The width of a line from `start` to `stop`, squeezed as far as it goes."""
        room = self.give[stop] - self.gap[stop].give - self.give[start]
        return self.end[stop] - self.begin[start] - room


@dataclass(slots=True)
class Breaks:
    """The arrays at the permitted breaks only; the fit runs over these."""

    at: list[int]
    begin: list[int]
    end: list[int]
    stretch: list[int]
    stretch_end: list[int]
    soft: list[int]
    soft_end: list[int]
    tight: list[int]  # `begin` and `end` of a line squeezed as far as it goes
    tight_end: list[int]


def arrays(glyphs: Glyphs, indent: int, rules: Rules) -> Arrays:
    """Work out the arrays of a text without author's breaks."""
    text = glyphs.text
    base = k.classify(text)
    letters, kinds = k.sized(base, glyphs.advances)
    table = gaps(rules, kinds)
    pairs = list(map(table.__getitem__, map(add, k.BEGIN + letters, letters + k.END)))
    x = list(accumulate(map(add, chain((0,), glyphs.advances), map(itemgetter(0), pairs))))
    begin = list(map(add, x, map(itemgetter(5), pairs)))
    begin[0] = (begin[0] if rules.first_line_topline_trim else x[0]) - indent
    end = list(map(sub, x, map(itemgetter(4), pairs)))
    if rules.hanging:
        for found in _HANGING.finditer(text):
            p = found.end()
            end[p] = x[p - 1]
    stretch, soft, give = (
        list(accumulate(map(itemgetter(column), pairs))) for column in (1, 2, 3)
    )
    mask = hard_breaks(text, base)
    return Arrays(text, base, pairs, x, begin, end, stretch, soft, give, mask)


def join(found: Arrays, bound: Iterable[tuple[int, int]], measure: int, units: bool) -> None:
    """Take the breaks out of pieces that belong together, then put back what cannot fit."""
    mask, begin, end = found.mask, found.begin, found.end
    hard = bytes(mask)
    size = len(found.text)
    for start, stop in chain(bound, bonds(found.text) if units else ()):
        start, stop = max(start, 0), min(stop, size)  # noqa: PLW2901
        if stop - start > 1 and end[stop] - begin[start] <= measure:
            mask[start + 1 : stop] = bytes(stop - start - 1)
    at = list(compress(range(size + 1), mask))
    widths = map(sub, map(end.__getitem__, at[1:]), map(begin.__getitem__, at))
    wide = [
        n for n, width in enumerate(widths)
        if width > measure and found.least(at[n], at[n + 1]) > measure
    ]
    if wide:
        opened = [
            cut for n in wide for cut in _split(found, hard, at[n], at[n + 1], measure)
        ]
        found.unlawful = frozenset(p for p, lawful in opened if not lawful)
        found.parted = frozenset(p for p, lawful in opened if lawful)


def _split(
    found: Arrays, hard: bytes, start: int, stop: int, measure: int
) -> Iterator[tuple[int, bool]]:
    """Open a piece wider than the measure, no further than needed.

    Yields the positions that part what belongs together (True) or break a rule (False); a long
    word or address may be broken at its separators as a matter of course.
    """
    text, letters, mask = found.text, found.letters, found.mask
    steps: tuple[tuple[bool | None, Callable[[int, int], Iterable[int]]], ...] = (
        (True, lambda a, b: (p for p in range(a + 1, b) if hard[p])),
        (None, lambda a, b: word_breaks(text, a, b)),
        (False, lambda a, b: inside_words(letters, a, b)),
        (False, lambda a, b: anywhere(letters, a, b)),
    )
    pieces = [(start, stop)]
    for lawful, step in steps:
        rest: list[tuple[int, int]] = []
        for a, b in pieces:
            cuts = [a, *step(a, b), b]
            for p in cuts[1:-1]:
                mask[p] = 1
            if lawful is not None:
                yield from ((p, lawful) for p in cuts[1:-1])
            rest += [
                (c, d) for c, d in pairwise(cuts)
                if d - c > 1 and found.least(c, d) > measure
            ]
        pieces = rest


def breaks(found: Arrays) -> Breaks:
    """The arrays at the permitted breaks."""
    mask = found.mask
    gap = list(compress(found.gap, mask))

    def here(values: Iterable[int]) -> list[int]:
        return list(compress(values, mask))

    def before(values: list[int], column: int) -> list[int]:
        return list(map(sub, values, map(itemgetter(column), gap)))

    begin, end = here(found.begin), here(found.end)
    stretch, soft, give = here(found.stretch), here(found.soft), here(found.give)
    return Breaks(
        here(range(len(mask))), begin, end,
        stretch, before(stretch, 1), soft, before(soft, 2),
        list(map(sub, begin, give)), list(map(sub, end, before(give, 3))),
    )
