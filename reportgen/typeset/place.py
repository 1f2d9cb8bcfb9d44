"""Where every glyph of a line stands: squeezing and stretching in their order (K08, K09).

Amounts are shared by cumulative integer division, so a line's parts always add up to the whole.
"""

from __future__ import annotations

from itertools import accumulate
from operator import add

from reportgen.typeset import classes as k
from reportgen.typeset import model
from reportgen.typeset.gaps import STEPS
from reportgen.typeset.measure import Arrays
from reportgen.typeset.model import Line, Rules


def place(
    found: Arrays, start: int, stop: int, measure: int, *,
    stretch: bool, align: model.Align, rules: Rules,
) -> Line:
    """Set `text[start:stop]`; `stretch` asks for a line that reaches the right edge."""
    left = found.begin[start]
    natural = found.end[stop] - left
    faults: list[str] = []
    each = taken = 0
    xs = [x - left for x in found.x[start:stop]]
    if natural > measure:
        taken = min(natural - measure, _room(found.give, found, start, stop, 3))
        xs = _squeezed(found, xs, start, stop, taken)
        if natural - taken > measure:
            faults.append(model.OVERFULL)
        width = natural - taken
    elif stretch and natural < measure:
        xs, width, each = _stretched(found, xs, start, stop, measure - natural)
        if width < measure:
            faults.append(model.RAGGED)
        elif each > rules.loose:
            faults.append(model.LOOSE)
    else:
        width = natural
    offset = _offset(measure - width, align)
    if offset:
        xs = [x + offset for x in xs]
    return Line(
        start, stop, tuple(xs), width, natural, each, taken, offset, faults=tuple(faults)
    )


def _offset(slack: int, align: model.Align) -> int:
    if align == "center":
        return slack // 2
    return slack if align == "right" else 0


def _room(prefix: list[int], found: Arrays, start: int, stop: int, column: int) -> int:
    """A prefix sum over the gaps inside the line."""
    return prefix[stop] - int(found.gap[stop][column]) - prefix[start]  # type: ignore[arg-type]


def _stretched(
    found: Arrays, xs: list[int], start: int, stop: int, slack: int
) -> tuple[list[int], int, int]:
    """Word spaces, then 中西间距, up to their limits; then all gaps alike (K09)."""
    room = _room(found.soft, found, start, stop, 2)
    gaps = _room(found.stretch, found, start, stop, 1)
    soft = min(slack, room)
    if soft:
        xs = _softened(found, xs, start, stop, soft)
    rest = slack - soft if gaps else 0
    if rest:
        first = found.stretch[start]
        xs = [
            x + rest * (count - first) // gaps
            for x, count in zip(xs, found.stretch[start:stop], strict=True)
        ]
    width = found.end[stop] - found.begin[start] + soft + rest
    return xs, width, rest // gaps if gaps else 0


def _softened(
    found: Arrays, xs: list[int], start: int, stop: int, amount: int
) -> list[int]:
    """Open word spaces, and when they are as wide as may be, 中西间距."""
    letters = found.letters
    room = _room(found.soft, found, start, stop, 2)
    first = found.soft[start]
    if amount == room or k.SPACE not in letters[start:stop]:
        return [
            x + amount * (soft - first) // room
            for x, soft in zip(xs, found.soft[start:stop], strict=True)
        ]
    rooms: list[list[tuple[int, int]]] = [[], []]
    for p in range(start + 1, stop):
        if room := found.gap[p].soft:
            rooms[letters[p - 1] != k.SPACE].append((p - start, room))
    return _shared(xs, rooms, amount, 1)


def _squeezed(
    found: Arrays, xs: list[int], start: int, stop: int, amount: int
) -> list[int]:
    """Take `amount` out of the line, step by step, within a step in proportion (K08)."""
    rooms: list[list[tuple[int, int]]] = [[] for _ in range(STEPS)]
    for glyph, gap in enumerate(found.gap[start + 1 : stop], 1):
        for step, room in gap.steps:
            rooms[step].append((glyph, room))
    return _shared(xs, rooms, amount, -1)


def _shared(
    xs: list[int], rooms: list[list[tuple[int, int]]], amount: int, sign: int
) -> list[int]:
    """Move glyphs so that `amount` is spread over the rooms (glyph, room), in step order."""
    moves = [0] * len(xs)
    for column in rooms:
        total = sum(room for _, room in column)
        part = min(amount, total)
        if not part:
            continue
        before = so_far = 0
        for glyph, room in column:
            so_far += room
            now = part * so_far // total
            moves[glyph] += sign * (now - before)
            before = now
        amount -= part
    return list(map(add, xs, accumulate(moves)))
