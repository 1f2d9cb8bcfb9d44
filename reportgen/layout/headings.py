"""Headings of columns in lines that end between words: a term is parted where it least hurts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

from reportgen.layout.columns import whole
from reportgen.layout.lexicon import lexicon

_MOST_LINES, _MOST_CHARS = 3, 16
_WORDS = 3                      # a heading of so many characters stays on one line
_NO_START, _NO_END = frozenset("）)」』】》〉、，。：；％%”’/"), frozenset("（(「『【《〈“‘/")
_SURE, _TORN = -10.0, 50.0      # bounds of the doubt that a word ends at a place
_UNEVEN = 2.0                   # the price of a line's difference in characters, squared


def in_lines(heading: str, room: float, width: Callable[[str], float]) -> str:
    """`heading` with its lines ended (\\n) where it is wider than `room`.

    `width` measures a text. A heading that fits, one whose lines the author ended, and one that
    no three lines hold stay as they are.
    """
    if "\n" in heading or len(heading) > _MOST_CHARS or width(heading) <= room:
        return heading
    from reportgen.typeset.title_words import words_of  # patterns that few pages need

    doubt = words_of(heading, lexicon(), ()).doubt
    places = [at for at in range(1, len(heading))
              if heading[at] not in _NO_START and heading[at - 1] not in _NO_END
              and not (heading[at - 1].isascii() and heading[at].isascii())]
    for count in range(1, _MOST_LINES):
        ways = ((0, *cuts, len(heading)) for cuts in combinations(places, count))
        fitting = [way for way in ways
                   if all(width(heading[a:b]) <= room for a, b in pairwise(way))]
        if fitting:
            best = min(fitting, key=lambda way: _price(way, doubt))
            return "\n".join(heading[a:b] for a, b in pairwise(best))
    return heading


def parted(heading: str) -> str:
    """The longer line of a heading in two lines: what it asks for where the room is scarce.

    Of one that is too long to be parted so, what a cell would ask for.
    """
    if len(heading) <= _WORDS:
        return heading
    lines = in_lines(heading, len(heading) - 1, len).split("\n")
    return max(lines, key=len) if len(lines) > 1 else whole(heading)


def _price(edges: tuple[int, ...], doubt: list[float]) -> float:
    mean = edges[-1] / (len(edges) - 1)
    uneven = sum((b - a - mean) ** 2 for a, b in pairwise(edges))
    return _UNEVEN * uneven + sum(min(max(doubt[at], _SURE), _TORN) for at in edges[1:-1])
