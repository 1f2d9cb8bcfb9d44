"""The frame: the page's geometry in points, read from the profile once."""

from __future__ import annotations

import math

from reportgen.frozen import frozen
from reportgen.style.profile import Profile

EPSILON = 0.01


@frozen
class Frame:
    """Page and type area. `left`, `top` are the type area's upper left corner on the page."""

    page_width: float
    page_height: float
    left: float
    top: float
    width: float
    height: float
    pitch: float

    def snap(self, y: float) -> float:
        """The next grid line at or below `y` (both measured from the type area's top)."""
        return math.ceil((y - EPSILON) / self.pitch) * self.pitch

    @property
    def lying(self) -> Frame:
        """That of a page on its side, whose top is the paper's left edge (GB/T 9704-2012 8)."""
        return Frame(self.page_height, self.page_width, self.page_height - self.top - self.height,
                     self.left, self.height, self.width, self.pitch)


def frame_of(profile: Profile) -> Frame:
    """The frame of a profile."""
    def points(key: str) -> float:
        return profile.length(f"page.{key}").pt

    return Frame(
        points("width"), points("height"), points("left"), points("top"),
        points("type_width"), points("type_height"), points("pitch"),
    )
