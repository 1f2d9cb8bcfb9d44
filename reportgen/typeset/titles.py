"""Titles of several lines: balanced, broken between words, never an hourglass (K32)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, combinations, pairwise

from reportgen.typeset import model
from reportgen.typeset.measure import Arrays, arrays, join
from reportgen.typeset.model import Align, Glyphs, Line, Rules
from reportgen.typeset.paragraph import break_paragraph, segments
from reportgen.typeset.place import place
from reportgen.typeset.words import WORDS

_KEPT = re.compile(r"《[^《》]{1,30}》|“[^“”]{1,16}”|（[^（）]{1,12}）|‘[^‘’]{1,12}’")
_NEVER_FIRST = frozenset("的了等们地得之")
_NEVER_LAST = frozenset("在对向为把被让将以并或是和与及第")
_ABOUT = ("关于", "有关")

# Prices in squares of 1/1000 em, the measure of unlike lengths.
_INSIDE_MARKS, _INSIDE_WORD, _PARTICLE, _SHORT, _HOURGLASS = 1e8, 6e6, 3e6, 4e7, 9e6
_MOST_CHARS, _MOST_LINES = 120, 4


def break_title(
    glyphs: Glyphs,
    measure: int,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    align: Align = "center",
    *,
    words: tuple[tuple[int, int], ...] = (),
) -> list[Line]:
    """Break a title into the fewest lines, of like length, shaped as a trapezium or a lozenge.

    `words` are spans that should not be broken, besides those the module knows. The author's
    breaks stand as they are.
    """
    if len(glyphs.text) > _MOST_CHARS:
        return break_paragraph(glyphs, measure, 0, rules, align)
    lines: list[Line] = []
    parts = segments(glyphs)
    for n, (part, offset) in enumerate(parts):
        mine = tuple((s - offset, e - offset) for s, e in words)
        found = arrays(part, 0, replace(rules, first_line_topline_trim=rules.topline_trim))
        join(found, part.bound, measure, rules.keep_units)
        edges = _best(found, measure, mine)
        if not edges:
            return break_paragraph(glyphs, measure, 0, rules, align)
        for start, stop in pairwise(edges):
            line = place(found, start, stop, measure, stretch=False, align=align, rules=rules)
            end = stop == len(part.text)
            lines.append(Line(
                start + offset, stop + offset, line.xs, line.width, line.natural,
                line.stretched, line.squeezed, line.offset,
                last=end and n == len(parts) - 1, forced=end and n < len(parts) - 1,
                faults=line.faults + _unlawful(found, start),
            ))
    return lines


def _unlawful(found: Arrays, start: int) -> tuple[str, ...]:
    if start in found.unlawful:
        return (model.NO_LAWFUL_BREAK,)
    return (model.PARTED,) if start in found.parted else ()


def _best(found: Arrays, measure: int, words: tuple[tuple[int, int], ...]) -> list[int]:
    """Line edges of the best division into the fewest lines; [] where a line must overflow."""
    size = len(found.text)
    if found.end[size] - found.begin[0] <= measure:
        return [0, size]
    at = [p for p in range(1, size) if found.mask[p]]
    price = dict(zip(at, _prices(found.text, at, words), strict=True))
    total = found.end[size] - found.begin[0]
    for count in range(max(2, -(-total // measure)), _MOST_LINES + 1):
        if count == _MOST_LINES and len(at) > 60:
            break
        best = min(
            (
                (cost, cuts) for cuts in combinations(at, count - 1)
                if (cost := _cost(found, measure, cuts, price)) is not None
            ),
            default=None,
        )
        if best is not None:
            return [0, *best[1], size]
    return []


def _cost(
    found: Arrays, measure: int, cuts: tuple[int, ...], price: dict[int, float]
) -> float | None:
    edges = (0, *cuts, len(found.text))
    widths = [
        found.end[b] - found.begin[a] for a, b in pairwise(edges)
    ]
    if max(widths) > measure:
        return None
    mean = sum(widths) / len(widths)
    cost = sum((width - mean) ** 2 for width in widths) + sum(price[p] for p in cuts)
    if any(b < min(a, c) - 250 for a, b, c in zip(widths, widths[1:], widths[2:], strict=False)):
        cost += _HOURGLASS
    if min(widths) < 2500:
        cost += _SHORT
    return cost


def _prices(text: str, at: list[int], words: tuple[tuple[int, int], ...]) -> list[float]:
    """What it costs to break before each position."""
    inside: dict[int, float] = {}
    spans = chain(words, (found.span() for found in WORDS.finditer(text)))
    for start, stop in spans:
        for p in range(start + 1, stop):
            inside[p] = inside.get(p, 0.0) + _INSIDE_WORD
    for found in _KEPT.finditer(text):
        for p in range(found.start() + 1, found.end()):
            inside[p] = inside.get(p, 0.0) + _INSIDE_MARKS
    return [inside.get(p, 0.0) + _particle(text, p) for p in at]


def _particle(text: str, p: int) -> float:
    price = 0.0
    if text[p] in _NEVER_FIRST:
        price += 2 * _PARTICLE
    if text[p - 1] in _NEVER_LAST:
        price += _PARTICLE
    if text[:p].endswith(_ABOUT):
        price += 2 * _PARTICLE
    return price
