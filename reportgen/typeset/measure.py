"""A paragraph as arrays: what stands between the places where lines may end, as prefix sums.

The width of any line, its room to squeeze and to stretch are two subtractions then.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress, pairwise
from operator import add, itemgetter, sub

from reportgen.frozen import frozen
from reportgen.typeset import classes as k
from reportgen.typeset.bonds import bonds
from reportgen.typeset.boxes import anywhere, hard_breaks, inside_ranges, inside_words, word_breaks
from reportgen.typeset.gaps import Gap, share
from reportgen.typeset.model import Glyphs, Rules
from reportgen.typeset.piece_cache import Edge, Table, table

_MARKS = "，、；。：．？！”’）》〉】〗〕］｝」』"
_HANGING = re.compile(rf"(?<=[^{_MARKS}])[，、。](?![{_MARKS}])")


@dataclass(slots=True)
class Chars:
    """A text without author's breaks, character by character."""

    glyphs: Glyphs
    rules: Rules
    indent: int
    base: str  # letters of the classes alone
    letters: str  # of classes, widths and sizes, and the end mark
    table: Table
    pen: list[int]  # advances before every character
    hard: list[int] = field(default_factory=list)  # where the prohibitions let a line begin
    at: list[int] = field(default_factory=list)  # and nothing else forbids it; and the end
    unlawful: frozenset[int] = frozenset()  # of these, the ones that break a rule
    parted: frozenset[int] = frozenset()  # and the ones inside what belongs together
    spans: Sequence[tuple[int, int]] = ()  # what belongs together
    named: int = 0  # so many of them, the first, are the caller's

    @property
    def joints(self) -> frozenset[int]:
        """Where one piece that belongs together ends and the next begins."""
        return frozenset(a for a, _ in self.spans) & frozenset(b for _, b in self.spans)

    def width(self, start: int, stop: int, *, squeezed: bool = False) -> int:
        """The width of a line from one position to another."""
        piece = self.table[self.letters[start : stop + 1]]
        width = self.pen[stop] - self.pen[start] + piece.natural - piece.end
        if squeezed:
            width -= piece.give - piece.edge.give
        return width - self.before(start, piece.edge.begin)

    def before(self, start: int, begin: int) -> int:
        """What a line that begins here lacks on its left: a trimmed blank, or less the indent."""
        if start:
            return begin
        return (begin if self.rules.first_line_topline_trim else 0) - self.indent


def prepare(glyphs: Glyphs, indent: int, rules: Rules) -> Chars:
    """Classes and widths."""
    base = k.classify(glyphs.text)
    known = table(rules, glyphs.em)
    letters = known.letters(base, glyphs.advances, glyphs.ems) + k.END
    pen = list(accumulate(glyphs.advances, initial=0))
    return Chars(glyphs, rules, indent, base, letters, known, pen)


def fits(chars: Chars, measure: int) -> bool:
    """Whether the whole text is one line; then it needs no other breaks."""
    size = len(chars.base)
    if chars.pen[size] > measure or chars.width(0, size) > measure:
        return False
    chars.at = [0, size]
    return True


@frozen
class Breaks:
    """The places where a line may begin or end; b counts them, 0 and the end of the text too.

    A line from a to b is as wide as `end[b] - x[a] - begin(a)`. Of `give`, what squeezing may
    take, `soft`, the room of word spaces and 中西间距, and `gaps`, that stretching may open, it
    has the difference from a to b, less what the `edge` before b says of the gap at its end.
    """

    at: list[int]  # positions in the text
    x: list[int]
    end: list[int]
    give: list[int]
    soft: list[int]
    gaps: list[int]
    edge: tuple[Edge, ...]  # of the piece that begins at b
    first: int  # what a line at the very beginning lacks on its left
    moving: tuple[list[int], list[Gap]]  # positions of gaps that are not plain, and these

    def begin(self, b: int) -> int:
        """What goes on the left when a line begins here."""
        return self.edge[b].begin if b else self.first

    def between(self, a: int, b: int) -> int:
        """How many gaps of a line the last step of stretching may open."""
        return self.gaps[b] - self.edge[b - 1].gaps - self.gaps[a]


def breaks(chars: Chars) -> Breaks:
    """The arrays at the permitted breaks."""
    letters, at = chars.letters, chars.at
    pieces = map(chars.table.__getitem__, [letters[a : b + 1] for a, b in pairwise(at)])
    natural, give, soft, gaps, ends, moving, edge = zip(*pieces, strict=True)
    x = list(map(add, itemgetter(*at)(chars.pen), accumulate(natural, initial=0)))
    found = Breaks(
        at, x, [0, *map(sub, x[1:], ends)],
        list(accumulate(give, initial=0)), list(accumulate(soft, initial=0)),
        list(accumulate(gaps, initial=0)), edge, chars.before(0, edge[0].begin),
        _moving(at, moving),
    )
    if chars.rules.hanging:
        _hang(chars, found)
    return found


def _moving(
    at: list[int], pieces: tuple[tuple[tuple[int, Gap], ...], ...]
) -> tuple[list[int], list[Gap]]:
    some = list(compress(zip(at, pieces, strict=False), pieces))
    return (
        [start + offset for start, piece in some for offset, _ in piece],
        [gap for _, piece in some for _, gap in piece],
    )


def _hang(chars: Chars, found: Breaks) -> None:
    """A single 。，、 at a line end stands outside the measure (K35)."""
    ends = {found.end() for found in _HANGING.finditer(chars.glyphs.text)}
    for b, position in enumerate(found.at):
        if position in ends:
            glyphs = chars.glyphs
            em = glyphs.ems[position - 1] if glyphs.ems else glyphs.em
            found.end[b] -= min(glyphs.advances[position - 1], em // 2)


def join(chars: Chars, measure: int) -> None:
    """Find the breaks: those the prohibitions allow, but in pieces that belong together and fit."""
    glyphs, pen = chars.glyphs, chars.pen
    chars.hard = chars.at = hard_breaks(glyphs.text, chars.base)
    size = len(glyphs.text)
    widest = share(chars.rules.autospace, max(glyphs.ems, default=glyphs.em))  # gap there is
    glued: set[int] = set()
    wide: set[int] = set()
    clamped = ((max(start, 0), min(stop, size)) for start, stop in glyphs.bound)
    spans = [(start, stop) for start, stop in clamped if stop - start > 1]
    chars.named = len(spans)
    if chars.rules.keep_units:
        spans += bonds(glyphs.text)
    room = measure - chars.indent
    for start, stop in spans:
        if (
            pen[stop] - pen[start] + (stop - start) * widest <= room    # sure to fit
            or chars.width(start, stop, squeezed=True) <= measure
        ):
            glued.update(range(start + 1, stop))
        else:
            wide.update(range(start + 1, stop))
    chars.spans = spans
    if glued:
        chars.at = [p for p in chars.hard if p not in glued]
    if wide:
        chars.parted = frozenset(wide) - chars.joints


def split(chars: Chars, found: Breaks, measure: int) -> bool:
    """Open the pieces that are wider than the measure however squeezed; whether there were any."""
    wide = [
        (a, b) for a, b in pairwise(found.at) if chars.width(a, b, squeezed=True) > measure
    ]
    steps = _steps(chars)
    opened = [cut for a, b in wide for cut in _opened(chars, steps, a, b, measure)]
    chars.at = sorted({*found.at, *(p for p, _ in opened)})
    chars.unlawful = frozenset(p for p, lawful in opened if lawful is False)
    chars.parted |= frozenset(p for p, lawful in opened if lawful)
    return bool(wide)


_Steps = tuple[tuple[bool | None, Callable[[int, int], Iterable[int]]], ...]


def _steps(chars: Chars) -> _Steps:
    """Where a piece too wide is opened, the least evil first.

    Each step finds positions between two others, that part what belongs together (True) or break
    a rule (False); between two such pieces, and at the separators of a long word or address, it
    may be broken as a matter of course (None).
    """
    text, base, hard = chars.glyphs.text, chars.base, chars.hard
    edges, named = chars.joints, chars.spans[: chars.named]
    joints = [p for p in hard if p in edges]
    kept = {p for a, b in named for p in range(a + 1, b)} - chars.parted
    free = [p for p in hard if p not in kept]  # of pieces that overlap, the caller's stays whole

    def among(places: list[int]) -> Callable[[int, int], Iterable[int]]:
        return lambda a, b: places[bisect_right(places, a) : bisect_left(places, b)]

    return (
        (None, among(joints)),
        (True, among(free)),
        (True, among(hard)),
        (True, lambda a, b: inside_ranges(base, a, b)),
        (None, lambda a, b: word_breaks(text, a, b)),
        (False, lambda a, b: inside_words(base, a, b)),
        (False, lambda a, b: anywhere(base, a, b)),
    )


def _opened(
    chars: Chars, steps: _Steps, start: int, stop: int, measure: int
) -> Iterator[tuple[int, bool | None]]:
    """Open a piece wider than the measure, no further than needed."""
    pieces = [(start, stop)]
    for lawful, step in steps:
        rest: list[tuple[int, int]] = []
        for a, b in pieces:
            cuts = [a, *step(a, b), b]
            yield from ((p, lawful) for p in cuts[1:-1])
            rest += [
                (c, d) for c, d in pairwise(cuts)
                if d - c > 1 and chars.width(c, d, squeezed=True) > measure
            ]
        pieces = rest
