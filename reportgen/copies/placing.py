"""Where the codes of a page stand: opposite the page number, else in the head margin.

Sizes were measured on simulated photographs (blur, perspective, a tenth of the code under a stamp
or a staple): level H at 22 mm was read 40 times of 40, level Q at 18 mm up to a tenth covered,
level M at 18 mm never. So the larger is taken wherever it fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from reportgen.copies.matrix import QUIET
from reportgen.layout.furniture import WATERMARK
from reportgen.layout.pages import GlyphRun, Image, Item, Page, Picture, Rule
from reportgen.units import Mm

SIZES = (("H", Mm(22).pt), ("Q", Mm(18).pt))      # level of correction, side
EDGE = Mm(5).pt        # printers leave that much of the paper blank
TEXT = 7.0             # size of the typed code, points
_WIDEST = 14 * TEXT    # of the typed code, with a copy's number of six digits
_LINE = 1.3 * TEXT     # what it takes below the square
ABOVE, BELOW = 0.9, 0.2     # how far glyphs reach from their baseline, in sizes
_BEHIND = ("Background", WATERMARK)
_MODULES = 33          # of the coarsest symbol we make: its quiet zone is the widest


class Rect(NamedTuple):
    """A rectangle on a page, points from the upper left corner of the paper."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rect) -> bool:
        """Whether two rectangles share an area."""
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)


class Spot(NamedTuple):
    """The place of a square code: its upper left corner and its side, without the quiet zone."""

    x: float
    y: float
    side: float
    level: str

    @property
    def baseline(self) -> float:
        """Of the typed code, below the quiet zone."""
        return self.y + self.side + quiet(self.side) + ABOVE * TEXT


def quiet(side: float) -> float:
    """The width of the quiet zone of a symbol with that side."""
    return QUIET * side / _MODULES


def spot(page: Page, left: float, right: float) -> Spot | None:
    """Where the codes fit on a page whose type area reaches from `left` to `right`, if anywhere."""
    taken = list(boxes(page))
    for level, side in SIZES:
        for x, y in _corners(page, left, right, side):
            if not any(_block(x, y, side).meets(box) for box in taken):
                return Spot(x, y, side, level)
    return None


def _corners(page: Page, left: float, right: float, side: float) -> Iterator[tuple[float, float]]:
    """The corners in order of preference; at the foot, the one opposite the page number first."""
    low = page.height - EDGE - _LINE - quiet(side) - side
    sides = (left, right - side)
    if _folio_is_left(page):
        sides = sides[::-1]
    for y in (low, EDGE):     # paper is blank beyond the edge, too
        for x in sides:
            yield x, y


def _block(x: float, y: float, side: float) -> Rect:
    """All that the codes take: the square, its quiet zone, the typed code."""
    free = quiet(side)
    return Rect(x - free, y - free, x + side + free, y + side + free + _LINE)


def covered(x: float, y: float, side: float) -> Rect:
    """The most that the codes of a square may cover."""
    block = _block(x, y, side)
    return block._replace(right=max(block.right, x + _WIDEST))


def _folio_is_left(page: Page) -> bool:
    repeated = (marked for marked in page.content if marked.artifact == "Pagination"
                and marked.element is None and not marked.lying)
    runs = [item for marked in repeated for item in marked.items if isinstance(item, GlyphRun)]
    lowest = max(runs, key=lambda run: run.y, default=None)
    return lowest is not None and lowest.x + lowest.width / 2 < page.width / 2


def boxes(page: Page) -> Iterator[Rect]:
    """What stands on a page; what is only a background leaves its place free."""
    for marked in page.content:
        if marked.element is not None or marked.artifact not in _BEHIND:
            found = map(_box, marked.items)
            yield from (_lying(box, page.height) for box in found) if marked.lying else found


def _lying(box: Rect, height: float) -> Rect:
    """Where a box of what lies on its side is on paper of such a height."""
    return Rect(box.top, height - box.right, box.bottom, height - box.left)


def _box(item: Item) -> Rect:
    match item:
        case GlyphRun():
            base = item.y - item.rise
            return Rect(item.x, base - ABOVE * item.size, item.x + item.width,
                       base + BELOW * item.size)
        case Rule():
            half = item.width / 2
            return Rect(min(item.x, item.x2) - half, min(item.y, item.y2) - half,
                       max(item.x, item.x2) + half, max(item.y, item.y2) + half)
        case Picture():
            return Rect(item.x, item.y, item.x + item.scale * item.drawing.width,
                       item.y + item.scale * item.drawing.height)
        case Image():
            return Rect(item.x, item.y, item.x + item.width, item.y + item.height)
        case _:
            assert_never(item)
