"""How large photographs are printed: one answer for the page, the Word file and the pixels.

As wide as the type area or the share asked for; a row's photographs are of one height and fill the
width together. Never higher than a page takes with the caption, never so large that too few pixels
are left for an inch.
"""

from __future__ import annotations

import math
from enum import Enum
from itertools import islice

from reportgen.document.printed import caption, notes
from reportgen.document.tree import PhotoFigure
from reportgen.frozen import frozen
from reportgen.style.profile import Profile
from reportgen.units import PT_PER_INCH

_LEAST = 4      # lines a photograph keeps on a page, however long its caption is
_HELD = 2       # lines of the notes that stay with it


class Bound(Enum):
    """What kept a photograph from the size it was to have."""

    NONE = ""
    PAGE = "page"
    PIXELS = "pixels"


@frozen
class Fit:
    """Width and height of each photograph in points; the lowest resolution among them."""

    sizes: tuple[tuple[float, float], ...]
    dpi: float
    bound: Bound = Bound.NONE

    @property
    def width(self) -> float:
        """Of all together, without the gaps between them."""
        return sum(width for width, _ in self.sizes)

    @property
    def height(self) -> float:
        """Of all: they are of one height."""
        return self.sizes[0][1]


def fit(block: PhotoFigure, profile: Profile) -> Fit:
    """The printed sizes of a figure's photographs."""
    ratios = [photo.width / photo.height for photo in block.photos]
    gaps = profile.length("photo.row_gap").pt * (len(ratios) - 1)
    area = profile.length("page.type_width").pt
    whole = area / sum(ratios)
    height = max(whole * (block.share or 100) / 100 - gaps / sum(ratios), whole / 10)
    if not block.share:
        height = min(height, profile.length("photo.tallest").pt)
    rows = min(photo.height for photo in block.photos)
    limits = {
        Bound.NONE: height,
        Bound.PAGE: _room(block, profile),
        Bound.PIXELS: rows / max(profile.number("photo.dpi_least"), 1.0) * PT_PER_INCH,
    }
    bound = min(limits, key=lambda each: limits[each])
    high = limits[bound] * block.scale
    sizes = tuple((ratio * high, high) for ratio in ratios)
    return Fit(sizes, rows / high * PT_PER_INCH, bound)


def _room(block: PhotoFigure, profile: Profile) -> float:
    """The height that a page leaves for the photographs above their captions and first notes."""
    area = profile.length("page.type_width").pt
    below = 2 * profile.length("figure.gap").pt
    below += _lines(caption(block).text, "caption", area, profile)
    if block.lines:
        column = area * (block.share or 100) / 100 / len(block.photos)
        below += max(_lines(line, "photo_caption", column, profile) for line in block.lines)
    for first in islice(notes(block.notes), 1):
        pitch = profile.style("note").pitch.pt
        below += min(_lines(first.text, "note", area, profile), _HELD * pitch)
    height, pitch = profile.length("page.type_height").pt, profile.length("page.pitch").pt
    return max(height - below, _LEAST * pitch)


def _lines(text: str, style: str, width: float, profile: Profile) -> float:
    """The height that a text takes, reckoned generously: every character an em wide."""
    look = profile.style(style)
    count = math.ceil(len(text) * look.em.pt / width)
    return (count if count == 1 else count + 1) * look.pitch.pt
