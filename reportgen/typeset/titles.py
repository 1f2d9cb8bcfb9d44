"""Titles of several lines: balanced, broken between words, never an hourglass (K32)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from reportgen.typeset.measure import Breaks, breaks, join, prepare
from reportgen.typeset.model import Align, Glyphs, Line, Rules
from reportgen.typeset.paragraph import break_paragraph, segments
from reportgen.typeset.place import Setting

if TYPE_CHECKING:
    from reportgen.typeset.lexicon import Lexicon

Span = tuple[int, int]

# Prices in squares of 1/1000 em, the measure of unlike lengths.
TORN = 2.4e7          # a word, a name or a term is parted: a title rather takes another line
_SHORT, _EXTRA = 8e7, 1.4e7
_HOURGLASS, _DEEP, _DEPTH = 3.5e7, 4000, 16      # a deep one costs by its depth
_MOST_CHARS, _MOST_LINES = 120, 4


def break_title(
    glyphs: Glyphs,
    measure: int,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    align: Align = "center",
    *,
    words: tuple[Span, ...] = (), lexicon: Callable[[], Lexicon] | None = None,
) -> list[Line]:
    """Break a title into few lines, of like length, shaped as a trapezium or a lozenge.

    `words` are spans, names as a rule, that should not be broken. `lexicon` gives the words of the
    language, once a title needs more than one line; without one every character may be a word. The
    author's breaks stand as they are.
    """
    if len(glyphs.text) > _MOST_CHARS:
        return break_paragraph(glyphs, measure, 0, rules, align)
    lines: list[Line] = []
    rules_here = replace(rules, first_line_topline_trim=rules.topline_trim)
    for part, offset in segments(glyphs):
        chars = prepare(part, 0, rules_here)
        join(chars, measure)
        found = breaks(chars)
        price = partial(_prices, part, found.at, measure, offset=offset, words=words,
                        lexicon=lexicon)
        edges = _best(found, measure, glyphs.em, price)
        if not edges:
            return break_paragraph(glyphs, measure, 0, rules, align)
        setting = Setting(chars, measure, align, glyphs, offset, justify=False)
        lines += [setting.line(found, a, b) for a, b in pairwise(edges)]
    return lines


def _prices(
    part: Glyphs, at: list[int], measure: int, *, offset: int, words: tuple[Span, ...],
    lexicon: Callable[[], Lexicon] | None,
) -> Sequence[float]:
    """The price of every break of a part of the title that begins at `offset`."""
    from reportgen.typeset.title_prices import prices  # patterns that few pages need

    pen = list(accumulate(part.advances, initial=0))
    stop = offset + len(part.text)
    here = [(a - offset, b - offset) for a, b in words if offset <= a and b <= stop]
    return prices(part.text, at, here, lambda span: pen[span[1]] - pen[span[0]] <= measure,
                  lexicon() if lexicon else None)


def _best(
    found: Breaks, measure: int, em: int, price: Callable[[], Sequence[float]]
) -> list[int]:
    """Line edges of the best division; [] where a line must overflow.

    Into the fewest lines, or more where these would break a word, a name or what stands in 《》.
    """
    last = len(found.at) - 1
    total = found.end[last] - found.x[0] - found.first
    if total <= measure:
        return [0, last]
    known = price()
    best: tuple[float, tuple[int, ...]] = (math.inf, ())
    first = max(2, -(-total // measure))
    for count in range(first, _MOST_LINES + 1):
        cuts = _cuts(found, measure, em, count, known)
        if cuts:
            torn = sum(known[b] for b in cuts)
            shape = _shape(_widths(found, em, cuts)) + _EXTRA * (count - first)
            best = min(best, (torn + shape, cuts))
            if max(known[b] for b in cuts) < TORN:
                break
    return [0, *best[1], last] if best[1] else []


def _cuts(
    found: Breaks, measure: int, em: int, count: int, price: Sequence[float]
) -> tuple[int, ...]:
    """Where to break into so many lines at the least cost; () where that is not possible."""
    last = len(found.at) - 1
    mean = _width(found, 0, last) / count
    best: tuple[float, tuple[int, ...]] = (math.inf, ())

    def unlike(width: int) -> float:
        return ((width - mean) * 1000 / em) ** 2

    def grow(cuts: tuple[int, ...], cost: float) -> None:
        """All divisions that begin so, fit and may still be the best."""
        nonlocal best
        start, lines = cuts[-1], count - len(cuts)     # lines that follow this one
        if not lines:
            width = _width(found, start, last)
            cost += unlike(width) + _shape(_widths(found, em, cuts[1:]))
            if width <= measure and cost < best[0]:
                best = cost, cuts[1:]
            return
        for b in range(start + 1, last):
            width = _width(found, start, b)
            if width > measure + em:
                return
            here = cost + unlike(width) + price[b]
            if width <= measure and here < best[0] \
                    and _width(found, b, last) <= lines * (measure + em):
                grow((*cuts, b), here)

    grow((0,), 0.0)
    return best[1]


def _width(found: Breaks, a: int, b: int) -> int:
    return found.end[b] - found.x[a] - found.begin(a)


def _widths(found: Breaks, em: int, cuts: tuple[int, ...]) -> list[int]:
    """How wide the lines are, in 1/1000 em."""
    edges = (0, *cuts, len(found.at) - 1)
    return [_width(found, a, b) * 1000 // em for a, b in pairwise(edges)]


def _shape(widths: list[int]) -> float:
    """What a bad shape costs: an hourglass, a line of two characters."""
    waists = (min(a, c) - b for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    deep = [waist for waist in waists if waist > 250]
    return sum(_HOURGLASS + _DEPTH * max(0, waist - _DEEP) ** 2 for waist in deep) \
        + _SHORT * (min(widths) < 2500)
