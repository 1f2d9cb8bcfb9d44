"""Headings of columns in lines that end between words: a term is parted where it least hurts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate, combinations, pairwise
from math import ceil

from reportgen.document.plan import CORNER
from reportgen.layout.columns import whole
from reportgen.layout.lexicon import lexicon

_MOST_LINES, _MOST_CHARS = 3, 16
_THREE = 5                      # characters of a line of a heading that is better in three
_WORDS = 3                      # a heading of so many characters stays on one line
_NO_START, _NO_END = frozenset("）)」』】》〉、，。：；％%”’/"), frozenset("（(「『【《〈“‘/")
_OPEN, _CLOSE = ("（", "("), ("）", ")")
_WORD = 20.0                    # the price of a word that is parted, beside the doubt
_BEFORE = -14.0                 # the price of an end before a bracket
_SURE, _TORN = -10.0, 50.0      # bounds of the doubt that a word ends at a place
_LINE = 18.0                    # the price of one more line
_UNEVEN = 2.0                   # the price of a line's difference in characters, squared


def in_lines(heading: str, room: float, width: Callable[[str], float]) -> str:
    """`heading` with its lines ended (\\n) where it is wider than `room`.

    `width` measures a text. A heading that fits, one whose lines the author ended, and one that
    no three lines hold stay as they are.
    """
    if "\n" in heading or len(heading) > _MOST_CHARS or width(heading) <= room:
        return heading
    from reportgen.typeset.title_words import words_of  # patterns that few pages need

    doubt = [*_doubts(heading, words_of(heading, lexicon(), ()).doubt)]
    places = [at for at in range(1, len(heading))
              if heading[at] not in _NO_START and heading[at - 1] not in _NO_END
              and not (heading[at - 1].isascii() and heading[at].isascii())]
    ways = ((0, *cuts, len(heading)) for count in range(1, _MOST_LINES)
            for cuts in combinations(places, count))
    fitting = [way for way in ways if all(width(heading[a:b]) <= room for a, b in pairwise(way))]
    if not fitting:
        return heading
    best = min(fitting, key=lambda way: _price(way, doubt))
    return "\n".join(heading[a:b] for a, b in pairwise(best))


def parted(heading: str) -> str:
    """The longest line of a heading in two or three lines: what it asks for where room is scarce.

    Of one that is too long to be parted so, what a cell would ask for; a corner is not parted.
    """
    size = len(heading)
    if size <= _WORDS or CORNER in heading:
        return heading
    for room in range(min(max(ceil(size / 3) + 1, _THREE), size - 1), size):
        lines = in_lines(heading, room, len).split("\n")
        if len(lines) > 1 and all(line.count("（") == line.count("）") for line in lines):
            return max(lines, key=len)
    return whole(heading)


def _doubts(heading: str, doubt: list[float]) -> Iterator[float]:
    """The price of an end at each place; before a bracket is best, within one worst: （万元）."""
    opened = accumulate(((char in _OPEN) - (char in _CLOSE) for char in heading), initial=0)
    for at, (each, inside) in enumerate(zip(doubt, opened, strict=True)):
        if inside:
            yield _TORN
        else:
            yield _BEFORE if heading[at : at + 1] in _OPEN else \
                min(max(each, _SURE), _TORN) + _WORD * (each > 0)


def _price(edges: tuple[int, ...], doubt: list[float]) -> float:
    mean = edges[-1] / (len(edges) - 1)
    uneven = sum((b - a - mean) ** 2 for a, b in pairwise(edges))
    return _UNEVEN * uneven + sum(_LINE + doubt[at] for at in edges[1:-1])
