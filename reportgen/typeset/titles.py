"""Titles of several lines: balanced, broken between words, never an hourglass (K32)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from reportgen.typeset.fit import INFINITE
from reportgen.typeset.measure import Breaks, breaks, join, prepare
from reportgen.typeset.model import Align, Glyphs, Line, Rules
from reportgen.typeset.paragraph import break_paragraph, segments
from reportgen.typeset.place import Setting
from reportgen.typeset.title_words import WORDS

_KEPT = re.compile(r"《[^《》]{1,80}》|“[^“”]{1,16}”|（[^（）]{1,12}）|‘[^‘’]{1,12}’")
_NEVER_FIRST = frozenset("的了等们地得之")
_NEVER_LAST = frozenset("在对向为把被让将以并或是和与及第")
_ABOUT = ("关于", "有关")

# Prices in squares of 1/1000 em, the measure of unlike lengths.
_INSIDE_MARKS, _INSIDE_NAME, _INSIDE_WORD = 4e8, 5e7, 6e6
_PARTICLE, _SHORT, _HOURGLASS = 3e6, 4e7, 9e6
_MOST_CHARS, _MOST_LINES = 120, 4


def break_title(
    glyphs: Glyphs,
    measure: int,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    align: Align = "center",
    *,
    words: tuple[tuple[int, int], ...] = (),
) -> list[Line]:
    """Break a title into few lines, of like length, shaped as a trapezium or a lozenge.

    `words` are spans, names as a rule, that should not be broken: lines may be less alike for them
    than for the words the module knows. The author's breaks stand as they are.
    """
    if len(glyphs.text) > _MOST_CHARS:
        return break_paragraph(glyphs, measure, 0, rules, align)
    lines: list[Line] = []
    rules_here = replace(rules, first_line_topline_trim=rules.topline_trim)
    for part, offset in segments(glyphs):
        chars = prepare(part, 0, rules_here)
        join(chars, measure)
        found = breaks(chars)
        here = [(start - offset, stop - offset) for start, stop in words]
        edges = _best(part.text, found, measure, glyphs.em, here)
        if not edges:
            return break_paragraph(glyphs, measure, 0, rules, align)
        setting = Setting(chars, measure, align, glyphs, offset, justify=False)
        lines += [setting.line(found, a, b) for a, b in pairwise(edges)]
    return lines


def _best(
    text: str, found: Breaks, measure: int, em: int, words: Iterable[tuple[int, int]]
) -> list[int]:
    """Line edges of the best division; [] where a line must overflow.

    Into the fewest lines, or one more where these would break a name or what stands in 《》.
    """
    last = len(found.at) - 1
    total = found.end[last] - found.x[0] - found.first
    if total <= measure:
        return [0, last]
    price = _prices(text, found.at, words)
    first = max(2, -(-total // measure))
    for count in range(first, _MOST_LINES + 1):
        cuts = _cuts(found, measure, em, count, price)
        if cuts and max(price[b] for b in cuts) >= _INSIDE_NAME and count < _MOST_LINES:
            cuts = _cuts(found, measure, em, count + 1, price, whole=True) or cuts
        if cuts:
            return [0, *cuts, last]
    return []


def _cuts(
    found: Breaks, measure: int, em: int, count: int, price: Sequence[float], *,
    whole: bool = False,
) -> tuple[int, ...]:
    """Where to break into so many lines; () where that is not possible.

    `whole`: in no name, no mark and no word, not beside a particle, and in a good shape.
    """
    most = _PARTICLE if whole else INFINITE
    places = [b for b in range(1, len(found.at) - 1) if price[b] < most]
    best = min(
        (
            (cost, cuts) for cuts in _divisions(found, measure, em, count, places)
            if (cost := _cost(found, em, cuts, price, whole=whole)) is not None
        ),
        default=None,
    )
    return best[1] if best is not None else ()


def _divisions(
    found: Breaks, measure: int, em: int, count: int, places: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """All ways to break into so many lines that fit: few, for the fewest lines are nearly full."""
    last = len(found.at) - 1

    def grown(cuts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        start, lines = cuts[-1], count - len(cuts)     # lines that follow this one
        if not lines:
            if _width(found, start, last) <= measure:
                yield cuts[1:]
            return
        for b in places[bisect_right(places, start):]:
            width = _width(found, start, b)
            if width > measure + em:
                return
            if width <= measure and _width(found, b, last) <= lines * (measure + em):
                yield from grown((*cuts, b))

    return grown((0,))


def _width(found: Breaks, a: int, b: int) -> int:
    return found.end[b] - found.x[a] - found.begin(a)


def _cost(
    found: Breaks, em: int, cuts: tuple[int, ...], price: Sequence[float], *, whole: bool,
) -> float | None:
    """What a division costs; None where it was to be `whole` and its shape is bad."""
    edges = (0, *cuts, len(found.at) - 1)
    widths = [_width(found, a, b) * 1000 // em for a, b in pairwise(edges)]
    mean = sum(widths) / len(widths)
    cost = sum((width - mean) ** 2 for width in widths) + sum(price[b] for b in cuts)
    hourglass = any(
        b < min(a, c) - 250 for a, b, c in zip(widths, widths[1:], widths[2:], strict=False)
    )
    short = min(widths) < 2500
    if whole and (hourglass or short):
        return None
    return cost + _HOURGLASS * hourglass + _SHORT * short


def _prices(text: str, at: list[int], words: Iterable[tuple[int, int]]) -> list[float]:
    """What it costs to break at each place."""
    inside: dict[int, float] = {}
    spans = chain(
        ((span, _INSIDE_NAME) for span in words),
        ((found.span(), _INSIDE_WORD) for found in WORDS.finditer(text)),
        ((found.span(), _INSIDE_MARKS) for found in _KEPT.finditer(text)),
    )
    for (start, stop), price in spans:
        for p in range(start + 1, stop):
            inside[p] = inside.get(p, 0.0) + price
    return [0.0, *(inside.get(p, 0.0) + _particle(text, p) for p in at[1:-1]), 0.0]


def _particle(text: str, p: int) -> float:
    price = 0.0
    if text[p] in _NEVER_FIRST:
        price += 2 * _PARTICLE
    if text[p - 1] in _NEVER_LAST:
        price += _PARTICLE
    if text[:p].endswith(_ABOUT):
        price += 2 * _PARTICLE
    return price
