"""What becomes of the gaps of a line: squeezing and stretching in their order (K08, K09).

Amounts are shared by cumulative integer division, so a line's parts always add up to the whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.typeset import classes as k
from reportgen.typeset import model
from reportgen.typeset.gaps import Gap, share
from reportgen.typeset.measure import Breaks, Chars
from reportgen.typeset.model import Align, Glyphs, Line

_Rooms = dict[int, list[tuple[int, int]]]  # step → which gaps of the line, how much they give


@dataclass(frozen=True, slots=True)
class Setting:
    """How the lines of one stretch of text are set; it stands at `offset` of the whole."""

    chars: Chars
    measure: int
    align: Align
    whole: Glyphs
    offset: int
    justify: bool

    def whole_line(self) -> Line:
        """All characters on one line that they fit on; no mark hangs outside it."""
        chars = self.chars
        size = len(chars.base)
        piece = chars.table[chars.letters]
        begin = chars.before(0, piece.edge.begin)
        natural = chars.pen[size] + piece.natural - piece.end - begin
        shift = _shift(self.measure - natural, self.align)
        end = size + self.offset
        final = end == len(self.whole.text)
        uneven = tuple([(at, gap.natural) for at, gap in piece.moving
                        if gap.natural and at < size])
        return Line(self.offset, end, shift - begin, natural, natural, 0, uneven, (0, 1), (),
                    shift, final, not final, (), self.whole.advances)

    def line(self, found: Breaks, a: int, b: int, faults: tuple[str, ...] = ()) -> Line:
        """The characters between two breaks."""
        chars, measure = self.chars, self.measure
        start, stop = found.at[a], found.at[b]
        ends = b == len(found.at) - 1
        final = stop + self.offset == len(self.whole.text)
        begin = found.begin(a)
        natural = found.end[b] - found.x[a] - begin
        places, gaps = found.moving
        low, high = bisect_right(places, start), bisect_left(places, stop)
        gaps = gaps[low:high]
        moved = [gap.natural for gap in gaps]
        slack, taken, spread = measure - natural, 0, (0, 1)
        if slack < 0:
            taken = _squeeze(gaps, moved, -slack)
            slack += taken
        elif slack and self.justify and not ends:
            opened, rest = moved, slack
            if found.soft[b] - found.edge[b - 1].soft > found.soft[a]:
                spaces = [chars.base[place - 1] == k.SPACE for place in places[low:high]]
                opened = list(moved)
                rest -= _soften(spaces, gaps, opened, slack)
            between = found.between(a, b)
            if rest > share(chars.rules.ragged, chars.glyphs.em) * between:
                faults += (model.RAGGED,)
            else:
                moved, slack = opened, 0
                spread = (rest, between) if rest else spread
        if slack < 0:
            faults += (model.OVERFULL,)
        limit = share(chars.rules.loose, chars.glyphs.em)
        if spread[0] > limit * spread[1]:
            faults += (model.LOOSE,)
        shift = _shift(slack, self.align)
        uneven = [
            (place - start, move)
            for place, move in zip(places[low:high], moved, strict=True) if move
        ]
        return Line(
            start + self.offset, stop + self.offset, shift - begin, measure - slack, natural,
            taken, tuple(uneven), spread, _stiff(found, a, b) if spread[0] else (), shift,
            final, ends and not final, faults, self.whole.advances,
        )


def _shift(slack: int, align: Align) -> int:
    if align == "center":
        return slack // 2
    return slack if align == "right" else 0


def _stiff(found: Breaks, a: int, b: int) -> tuple[int, ...]:
    """Glyphs of the line before which stretching adds nothing."""
    start, stop = found.at[a], found.at[b]
    return tuple([
        at + offset - start
        for at, edge in zip(found.at[a:b], found.edge[a:b], strict=True)
        for offset in edge.stiff if at + offset < stop
    ])


def _soften(
    spaces: Sequence[bool], gaps: Sequence[Gap], moved: list[int], amount: int
) -> int:
    """Open word spaces, and when they are as wide as may be, 中西间距; what that took."""
    rooms: _Rooms = {0: [], 1: []}
    for which, (gap, space) in enumerate(zip(gaps, spaces, strict=True)):
        if gap.soft:
            rooms[not space].append((which, gap.soft))
    return _shared(rooms, moved, amount, 1)


def _squeeze(gaps: Sequence[Gap], moved: list[int], amount: int) -> int:
    """Take `amount` out of the line, or what can be taken; step by step (K08)."""
    rooms: _Rooms = {}
    for which, gap in enumerate(gaps):
        for step, room in gap.steps:
            if step in rooms:
                rooms[step].append((which, room))
            else:
                rooms[step] = [(which, room)]
    return _shared(rooms, moved, amount, -1)


def _shared(rooms: _Rooms, moved: list[int], amount: int, sign: int) -> int:
    """Spread `amount` over the rooms in step order, within a step in proportion; what fitted."""
    left = amount
    for step in sorted(rooms):
        if not left:
            break
        column = rooms[step]
        total = sum([room for _, room in column])
        part = min(left, total)
        before = so_far = 0
        for which, room in column:
            so_far += room
            now = part * so_far // total
            moved[which] += sign * (now - before)
            before = now
        left -= part
    return amount - left
