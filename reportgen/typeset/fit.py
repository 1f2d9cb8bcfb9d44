"""The total fit: of all ways to break a paragraph, the one with the least cost.

Dynamic programming over the permitted breaks: from each break that good lines lead to, every
line that may begin there is weighed. Passes with wider and wider windows: the first allows
lines a little short only, most paragraphs need no other. So the choice is exact: of the ways
whose shortest line needs the smallest window, the one with the least total. The work grows with
the text alone.

A line that is full as it stands costs nothing; squeezing marks and opening gaps cost the more the
deeper they go, so that both stay small and are spread over the paragraph (K04). A line left short
costs more than any of them, a single Han on the last line (K18) more than that, and a line over
the measure most.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from reportgen.frozen import frozen
from reportgen.typeset.measure import Breaks

INFINITE = float("inf")

WINDOWS = (1300, 2600, 7000, None)  # of the passes: room left in a line, 1/1000 em
# Prices: of a line whose marks have lost their blanks (half of that costs a quarter); of one that
# is opened at all, and of 1/1000 em a gap, squared (50 cost 250); of one left ragged, and how much
# of 1/1000 em that it is short; of a single Han on the last line; of one over the measure.
SQUEEZE, SOFT, STRETCH = 500.0, 20.0, 0.1
RAGGED, SHORT, ORPHAN, OVER = 3e6, 2.0, 1e7, 1e12


@dataclass(slots=True)
class Work:
    """What a fit cost, in lines weighed; a measure that no clock disturbs."""

    weighed: int = 0


@frozen
class Task:
    """What is asked. Lengths of `found` are `em` to the em.

    `last_start` is the last text position where the last line may begin (K18).
    """

    found: Breaks
    measure: int
    em: int
    justify: bool
    last_start: int
    most: int  # that a gap may be stretched by


def fit(task: Task, work: Work | None = None) -> tuple[list[int], float]:
    """Indices into `found.at` of all line starts, and of the end; and what that costs."""
    for window in WINDOWS:
        limit = None if window is None else window * task.em // 1000
        cost, came = _forward(task, limit, work or Work())
        if cost[-1] < RAGGED:
            break
    path = [len(came) - 1]
    while path[-1]:
        path.append(came[path[-1]])
    return path[::-1], cost[-1]


def _forward(
    task: Task, window: int | None, work: Work
) -> tuple[list[float], list[int]]:
    """The least cost of reaching each break, and the break before it on that way.

    `window` is how much a line may be short; None when there is no bound.
    """
    found, measure, justify = task.found, task.measure, task.justify
    x, end, give, soft, gaps, edge = (
        found.x, found.end, found.give, found.soft, found.gaps, found.edge
    )
    scale, last, weighed = 1000 / task.em, len(end) - 1, 0
    squeeze, stretch, most = SQUEEZE, STRETCH * scale * scale, task.most
    cost, came = [INFINITE] * (last + 1), [0] * (last + 1)
    cost[0] = 0.0
    for i, so_far in enumerate(cost):
        if so_far == INFINITE or i == last:
            continue
        right = x[i] + measure + (edge[i].begin if i else found.first)
        first = i + 1 if window is None else bisect_left(end, right - window, i + 1, last)
        least = so_far + (SOFT if justify else 0.0)
        for j in range(first, last):
            slack, before = right - end[j], edge[j - 1]
            if slack <= 0:
                if slack + (room := give[j] - before.give - give[i]) < 0:
                    break
                total = so_far + squeeze * slack * slack / (room * room) if slack else so_far
            elif least > cost[j]:
                continue
            elif not justify:
                total = so_far + (slack * scale) ** 2 * 1e-4
            elif (slack := slack + before.soft + soft[i] - soft[j]) <= 0:
                total = least
            elif slack <= most * (between := gaps[j] - before.gaps - gaps[i]):
                each = slack / between
                total = least + stretch * each * each
            else:
                total = so_far + RAGGED + SHORT * slack * scale
            if total <= cost[j]:
                cost[j], came[j] = total, i
        else:
            j = last
            if (total := so_far + _last(task, i, right)) <= cost[last]:
                cost[last], came[last] = total, i
        if window is None and j == i + 1 and cost[j] == INFINITE:  # not even one piece fits
            cost[j], came[j] = so_far + OVER + end[j] - right, i
        weighed += j - first + 1
    work.weighed += weighed
    return cost, came


def _last(task: Task, i: int, right: int) -> float:
    """The last line: natural width, squeezed if it must be; enough Han on it (K18)."""
    found = task.found
    total = ORPHAN if found.at[i] > task.last_start else 0.0
    excess = found.end[-1] - right
    if excess > 0:
        room = found.give[-1] - found.edge[-1].give - found.give[i]
        return total + SQUEEZE * (excess / room) ** 2 if excess <= room else INFINITE
    return total
