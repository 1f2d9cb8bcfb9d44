"""The total fit: of all ways to break a paragraph, the one with the least cost.

Dynamic programming over the permitted breaks, with a window: two pointers follow the starts a
line may have, so the work grows with the text alone. Three passes with wider and wider windows;
most paragraphs need the first. Very long paragraphs are taken in overlapping stretches.

A squeeze within its room costs less than any stretch between Han (K04); a single Han on the
last line (K18) costs more than any stretch, and a line over the measure more than that.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from reportgen.typeset.measure import Breaks

INFINITE = float("inf")

NARROW, WIDE = 1300, 7000  # windows of the first passes: room left in a line, 1/1000 em
SQUEEZE, SOFT, STRETCH = 40.0, 60.0, 100.0
RAGGED, ORPHAN, OVER = 3e6, 1e7, 1e9
SLACK = 1000  # a mark's blanks make widths uneven by so much from one break to the next
TAKEN_LINES, SPARE_LINES, LEAST_BREAKS = 64, 8, 512


@dataclass(slots=True)
class Work:
    """What a fit cost, in lines weighed; a measure that no clock disturbs."""

    weighed: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Breaks `start` to `stop` to be fitted; `last_start` None when the paragraph goes on."""

    found: Breaks
    measure: int
    justify: bool
    start: int
    stop: int
    last_start: int | None


@dataclass(frozen=True, slots=True)
class _Way:
    """The least cost of reaching each break, and the break before it on that way."""

    cost: list[float]
    came: list[int]


def fit(
    found: Breaks, measure: int, last_start: int, *, justify: bool, work: Work | None = None
) -> list[int]:
    """Indices into `found.at` of all line starts, and of the end.

    `last_start` is the largest text position at which the last line may begin (K18).
    """
    work = work or Work()
    count = len(found.at) - 1
    path = [0]
    while path[-1] < count:
        start = path[-1]
        reach = found.begin[start] + TAKEN_LINES * measure
        stop = max(bisect_left(found.begin, reach, start), start + LEAST_BREAKS)
        if stop >= count:
            path += _passes(Task(found, measure, justify, start, count, last_start), work)
        else:
            part = _passes(Task(found, measure, justify, start, stop, None), work)
            path += part[: max(1, len(part) - SPARE_LINES)]
    return path


def _passes(task: Task, work: Work) -> list[int]:
    best: list[int] = []
    for window in (NARROW, WIDE, task.measure + SLACK):
        way = _forward(task, window, work)
        if task.last_start is None:
            stop = _reached(task, way)
        else:
            stop = task.stop
            _last(task, task.last_start, window, way)
        cost = way.cost[stop - task.start]
        if cost < INFINITE:
            best = _trace(task.start, stop, way)
        if cost < RAGGED:
            break
    return best


def _forward(task: Task, window: int, work: Work) -> _Way:
    """Find the best line that ends at each break, from the best ways to its start."""
    found, measure, start, justify = task.found, task.measure, task.start, task.justify
    begin, tight, stretch, soft = found.begin, found.tight, found.stretch, found.soft
    all_starts = window > measure
    cost = [INFINITE] * (task.stop - start + 1)
    came = [start] * len(cost)
    cost[0] = 0.0
    low = high = start
    for j in range(start + 1, task.stop + (task.last_start is None)):
        right, narrow = found.end[j] - measure, found.tight_end[j] - measure
        while low < j - 1 and tight[low] + SLACK < narrow:
            low += 1
        while high < j and (all_starts or begin[high] <= right + window):
            high += 1
        least, origin = INFINITE, start
        for i in range(high - 1, low - 1, -1):
            total = cost[i - start]
            if total >= least:
                continue
            excess = right - begin[i]
            if excess > 0:
                if narrow <= tight[i]:
                    total += SQUEEZE * excess / (excess - narrow + tight[i])
                elif all_starts and i == j - 1:
                    total += OVER + excess
                else:
                    continue
            elif not justify:
                total += excess * excess * 1e-4
            elif excess:
                slack = soft[i] - found.soft_end[j] - excess
                if slack <= 0:
                    total += SOFT
                elif gaps := found.stretch_end[j] - stretch[i]:
                    each = slack / gaps
                    total += STRETCH + each * each * 0.1
                else:
                    total += RAGGED + slack
            if total < least:
                least, origin = total, i
        work.weighed += high - low
        cost[j - start], came[j - start] = least, origin
    return _Way(cost, came)


def _last(task: Task, last_start: int, window: int, way: _Way) -> None:
    """The last line: natural width, squeezed if it must be; enough Han on it (K18)."""
    found, start, stop = task.found, task.start, task.stop
    right, narrow = found.end[stop] - task.measure, found.tight_end[stop] - task.measure
    least, origin = INFINITE, start
    for i in range(stop - 1, start - 1, -1):
        total = way.cost[i - start]
        excess = right - found.begin[i]
        if found.at[i] > last_start:
            total += ORPHAN
        if excess > 0:
            if narrow <= found.tight[i]:
                total += SQUEEZE * excess / (excess - narrow + found.tight[i])
            elif window > task.measure and i == stop - 1:
                total += OVER + excess
            elif narrow > found.tight[i] + SLACK:
                break
            else:
                continue
        if total < least:
            least, origin = total, i
    way.cost[-1], way.came[-1] = least, origin


def _reached(task: Task, way: _Way) -> int:
    """The last break that good lines lead to, not more than two lines short of the end."""
    begin = task.found.begin
    near = begin[task.stop] - 2 * task.measure
    for j in range(task.stop, task.start, -1):
        if way.cost[j - task.start] < INFINITE:
            return j
        if begin[j] < near:
            break
    return task.stop


def _trace(start: int, stop: int, way: _Way) -> list[int]:
    path: list[int] = []
    j = stop
    while j > start:
        path.append(j)
        j = way.came[j - start]
    return path[::-1]
