"""Titles of several lines: balanced, broken between words, never an hourglass (K32)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, combinations, pairwise

from reportgen.typeset.measure import Breaks, breaks, join, prepare
from reportgen.typeset.model import Align, Glyphs, Line, Rules
from reportgen.typeset.paragraph import break_paragraph, segments
from reportgen.typeset.place import Setting
from reportgen.typeset.words import WORDS

_KEPT = re.compile(r"《[^《》]{1,30}》|“[^“”]{1,16}”|（[^（）]{1,12}）|‘[^‘’]{1,12}’")
_NEVER_FIRST = frozenset("的了等们地得之")
_NEVER_LAST = frozenset("在对向为把被让将以并或是和与及第")
_ABOUT = ("关于", "有关")

# Prices in squares of 1/1000 em, the measure of unlike lengths.
_INSIDE_MARKS, _INSIDE_NAME, _INSIDE_WORD = 4e8, 5e7, 6e6
_PARTICLE, _SHORT, _HOURGLASS = 3e6, 4e7, 9e6
_MOST_CHARS, _MOST_LINES, _MOST_BREAKS = 120, 4, 60


def break_title(
    glyphs: Glyphs,
    measure: int,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    align: Align = "center",
    *,
    words: tuple[tuple[int, int], ...] = (),
) -> list[Line]:
    """Break a title into the fewest lines, of like length, shaped as a trapezium or a lozenge.

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
    """Line edges of the best division into the fewest lines; [] where a line must overflow."""
    last = len(found.at) - 1
    total = found.end[last] - found.x[0] - found.first
    if total <= measure:
        return [0, last]
    price = _prices(text, found.at, words)
    for count in range(max(2, -(-total // measure)), _MOST_LINES + 1):
        if count == _MOST_LINES and last > _MOST_BREAKS:
            break
        best = min(
            (
                (cost, cuts) for cuts in combinations(range(1, last), count - 1)
                if (cost := _cost(found, measure, em, cuts, price)) is not None
            ),
            default=None,
        )
        if best is not None:
            return [0, *best[1], last]
    return []


def _cost(
    found: Breaks, measure: int, em: int, cuts: tuple[int, ...], price: Sequence[float]
) -> float | None:
    edges = (0, *cuts, len(found.at) - 1)
    widths = [found.end[b] - found.x[a] - found.begin(a) for a, b in pairwise(edges)]
    if max(widths) > measure:
        return None
    widths = [width * 1000 // em for width in widths]
    mean = sum(widths) / len(widths)
    cost = sum((width - mean) ** 2 for width in widths) + sum(price[b] for b in cuts)
    if any(b < min(a, c) - 250 for a, b, c in zip(widths, widths[1:], widths[2:], strict=False)):
        cost += _HOURGLASS
    if min(widths) < 2500:
        cost += _SHORT
    return cost


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
