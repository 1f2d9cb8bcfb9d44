"""The total fit: of all ways to break a paragraph, the one with the least cost.

Dynamic programming over the permitted breaks, with a window: a line's possible starts are found
by bisection, so the work grows with the text alone. Three passes with wider and wider windows;
most paragraphs need the first. Very long paragraphs are taken in overlapping stretches.

A squeeze within its room costs less than any stretch between Han (K04); a single Han on the
last line (K18) costs more than any stretch, and a line over the measure more than that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from reportgen.typeset.measure import Breaks

INFINITE = float("inf")

NARROW, WIDE = 1300, 7000  # windows of the first passes: room left in a line, 1/1000 em
SQUEEZE, SOFT, STRETCH = 40.0, 60.0, 100.0
RAGGED, ORPHAN, OVER = 3e6, 1e7, 1e9
SLACK = 1000  # a mark's blanks make widths uneven by so much from one break to the next
STRETCH_LINES, SPARE_LINES = 64, 8


@dataclass(slots=True)
class Work:
    """What a fit cost, in lines weighed; a measure that no clock disturbs."""

    weighed: int = 0


def fit(
    found: Breaks, measure: int, last_start: int, justify: bool, work: Work | None = None
) -> list[int]:
    """Indices into `found.at` of all line starts, and of the end.

    `last_start` is the largest text position at which the last line may begin (K18).
    """
    count = len(found.at) - 1
    path = [0]
    while path[-1] < count:
        start = path[-1]
        stop = max(
            bisect_left(found.begin, found.begin[start] + STRETCH_LINES * measure, start),
            start + 512,
        )
        if stop >= count:
            path += _passes(found, measure, start, count, last_start, justify, work)
        else:
            part = _passes(found, measure, start, stop, None, justify, work)
            path += part[: max(1, len(part) - SPARE_LINES)]
    return path


def _passes(
    found: Breaks, measure: int, start: int, stop: int, last_start: int | None,
    justify: bool, work: Work | None,
) -> list[int]:
    best: list[int] = []
    for window in (NARROW, WIDE, measure + SLACK):
        best, cost = _pass(found, measure, start, stop, last_start, justify, window, work)
        if cost < RAGGED:
            break
    return best


def _pass(
    found: Breaks, measure: int, start: int, stop: int, last_start: int | None,
    justify: bool, window: int, work: Work | None,
) -> tuple[list[int], float]:
    size = stop - start
    cost = [INFINITE] * (size + 1)
    came = [0] * (size + 1)
    cost[0] = 0.0
    begin, end, give_end = found.begin, found.end, found.give_end
    stretch, stretch_end = found.stretch, found.stretch_end
    soft, soft_end, give = found.soft, found.soft_end, found.give
    narrowest = measure - window
    high, weighed, all_starts = start, 0, window > measure
    for j in range(start + 1, stop + (last_start is None)):
        right = end[j]
        limit = right - narrowest
        while high < j and (begin[high] <= limit or all_starts):
            high += 1
        least, origin = INFINITE, 0
        for i in range(high - 1, start - 1, -1):
            excess = right - begin[i] - measure
            if excess > 0:
                room = give_end[j] - give[i]
                if excess > room:
                    if i == j - 1 and all_starts:
                        total = cost[i - start] + OVER + excess
                        if total < least:
                            least, origin = total, i
                    if excess > room + SLACK:
                        break
                    continue
                total = cost[i - start] + SQUEEZE * excess / room
            elif excess == 0:
                total = cost[i - start]
            elif justify:
                slack = -excess - soft_end[j] + soft[i]
                if slack <= 0:
                    total = cost[i - start] + SOFT
                elif (gaps := stretch_end[j] - stretch[i]) > 0:
                    each = slack / gaps
                    total = cost[i - start] + STRETCH + each * each * 0.1
                else:
                    total = cost[i - start] + RAGGED + slack
            else:
                total = cost[i - start] + excess * excess * 1e-4
            weighed += 1
            if total < least:
                least, origin = total, i
        cost[j - start], came[j - start] = least, origin
    if work is not None:
        work.weighed += weighed
    if last_start is None:
        stop = _reached(found, measure, start, stop, cost)
    else:
        _last(found, measure, start, stop, last_start, window, cost, came)
    return _trace(start, stop, cost, came)


def _last(
    found: Breaks, measure: int, start: int, stop: int, last_start: int, window: int,
    cost: list[float], came: list[int],
) -> None:
    """The last line: natural width, squeezed if it must be; enough Han on it (K18)."""
    least, origin = INFINITE, start
    for i in range(stop - 1, start - 1, -1):
        excess = found.end[stop] - found.begin[i] - measure
        total = cost[i - start]
        if found.at[i] > last_start:
            total += ORPHAN
        if excess > 0:
            room = found.give_end[stop] - found.give[i]
            if excess > room:
                if i == stop - 1 and window > measure:
                    total += OVER + excess
                elif excess > room + SLACK:
                    break
                else:
                    continue
            else:
                total += SQUEEZE * excess / room
        if total < least:
            least, origin = total, i
    cost[stop - start], came[stop - start] = least, origin


def _reached(
    found: Breaks, measure: int, start: int, stop: int, cost: list[float]
) -> int:
    """The last break a chain of good lines leads to, not more than two lines short."""
    near = bisect_right(found.begin, found.begin[stop] - 2 * measure, start, stop)
    for j in range(stop, max(near, start + 1) - 1, -1):
        if cost[j - start] < INFINITE:
            return j
    return stop


def _trace(
    start: int, stop: int, cost: list[float], came: list[int]
) -> tuple[list[int], float]:
    path: list[int] = []
    j = stop
    if cost[stop - start] == INFINITE:
        return [], INFINITE
    while j > start:
        path.append(j)
        j = came[j - start]
    return path[::-1], cost[stop - start]
