"""One page by itself: what of the parts stands on it, and what waits for the next.

Pages are turned one by one, so that a change below one of them costs no work above it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reportgen.frozen import frozen
from reportgen.layout.footnotes import separator
from reportgen.layout.paginate import after_space, fill
from reportgen.layout.stack import Part, joined
from reportgen.layout.strips import Strip
from reportgen.layout.text import Context

_BEFORE = 2     # parts above a page that decide what is kept at its head
_AHEAD = 3      # pages of parts that are looked at


class Place(NamedTuple):
    """Where a page begins: at which part, and at which of its strips."""

    part: int
    strip: int = 0


@frozen
class Turn:
    """A page: `strips[begin:end]`, and at `next` what opens the page after it.

    `room` is what it leaves empty; it begins in `part`. `first` is the part with which `strips`
    begin, `starts` tells where each part does.
    """

    part: int
    strips: Sequence[Strip]
    starts: Sequence[int]
    first: int
    begin: int
    end: int
    following: int
    room: float

    @property
    def next(self) -> Place:
        """Where the page after it begins."""
        index = bisect_right(self.starts, self.following) - 1
        return Place(index + self.first, self.following - self.starts[index])

    @property
    def over(self) -> bool:
        """Whether nothing comes after it, or what does opens a page anyway."""
        return self.following >= len(self.strips) or self.strips[self.begin].lying or any(
            strip.new_page for strip in self.strips[self.end : self.following + 1])

    @property
    def chain(self) -> int:
        """The last of the strips that go to the next page together."""
        last = len(self.strips) - 1
        return next((i for i in range(self.following, last) if not self.strips[i].keep), last)

    def start(self, part: int) -> int:
        """Where a part begins in the strips; beyond them where it is not among them."""
        index = part - self.first
        return self.starts[index] if index < len(self.starts) else len(self.strips)


def turned(
    context: Context, parts: Sequence[Part], at: Place, before: Turn | None = None
) -> Turn:
    """The page that begins at `at`; `before`, the page above it, may have all its strips ready."""
    frame = context.frame
    if before is not None and before.part == at.part:
        strips, starts, first = before.strips, before.starts, before.first
    else:
        strips, starts, first = _around(context, parts, at.part)
    begin = starts[at.part - first] + at.strip
    made = fill(strips, begin, frame, (rule := separator(context)).height)
    room = frame.height - made.used(strips, begin, rule.height)
    return Turn(at.part, strips, starts, first, begin, made.end,
                after_space(strips, made.end), room)


def _around(
    context: Context, parts: Sequence[Part], part: int
) -> tuple[list[Strip], list[int], int]:
    """The strips of what stands on the pages from `part` on; where each part begins, the first."""
    first = max(0, part - _BEFORE)
    end, height = part, 0.0
    while end < len(parts) and (height < _AHEAD * context.frame.height or end <= part):
        height += sum(strip.height for strip in parts[end].strips)
        end += 1
    return *joined(context, parts[first:end]), first
