"""The look of charts: every size, colour and distance of a picture, in one frozen value.

Lengths are points. The default suits a type area 156 mm wide, printed in grey: the solid fill is
dark, the pale fill light, and whatever is derived, partial or unfinished is hatched, so that no
statement rests on hue alone. A profile may build its own theme; the compiled drawing depends on
nothing else but the specification and the advances of the face.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.charts.drawing import Colour

ASCENT = 0.88    # of an em above the baseline, in all our faces
DESCENT = 0.12   # of an em below it
MIDDLE = (ASCENT - DESCENT) / 2


@dataclass(frozen=True, slots=True)
class Look:
    """How an area is painted. `hatch` is made of `/ \\\\ - | + x`; a sign repeated is closer."""

    fill: Colour | None = None
    edge: Colour | None = None
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """Sizes, colours and distances of all charts, in points."""

    width: float = 442.2                   # 156 mm, the width of the type area
    role: str = "hei"                      # face role of all text
    label_size: float = 10.5               # labels and quantities (五号)
    small_size: float = 9.0                # legends, secondary text (小五); nothing is smaller
    tile_size: float = 18.0                # the quantity of a tile
    tile_min: float = 12.0                 # a tile's quantity may shrink to this, then it wraps
    pitch: float = 1.28                    # line distance in ems
    margin: float = 2.0                    # around the whole picture

    ink: Colour = (0.0, 0.0, 0.0)          # text
    muted: Colour = (0.27, 0.27, 0.27)     # secondary text
    solid_fill: Colour = (0.16, 0.36, 0.55)   # prints as a dark grey
    pale_fill: Colour = (0.80, 0.86, 0.92)    # prints as a light grey
    paper: Colour = (1.0, 1.0, 1.0)
    axis: Colour = (0.2, 0.2, 0.2)
    hairline: Colour = (0.66, 0.66, 0.66)

    axis_width: float = 0.8
    line_width: float = 0.6                # outlines, brackets, arrows
    hair_width: float = 0.4                # separators
    hatch_spacing: float = 3.2             # between hatch lines
    hatch_width: float = 0.7

    bar_height: float = 13.0
    row_gap: float = 8.0                   # between two rows of bars
    gap: float = 5.0                       # between a mark and its text
    column_gap: float = 14.0               # between the panels of small multiples
    label_share: float = 0.36              # of the width, at most, for the labels at the left
    value_share: float = 0.45              # of the plot, at most, for a quantity before it wraps

    @property
    def solid(self) -> Look:
        """Reported values, finished things."""
        return Look(fill=self.solid_fill)

    @property
    def pale(self) -> Look:
        """A whole of which a part is drawn within."""
        return Look(fill=self.pale_fill, edge=self.solid_fill)

    @property
    def hatched(self) -> Look:
        """Derived values, parts, things under way."""
        return Look(fill=self.paper, edge=self.solid_fill, hatch="/")

    @property
    def arrow(self) -> Look:
        """Heads of arrows."""
        return Look(fill=self.axis)

    @property
    def empty(self) -> Look:
        """What has not been reached."""
        return Look(fill=self.paper, edge=self.hairline)
