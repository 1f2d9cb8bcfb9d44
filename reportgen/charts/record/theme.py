"""The look of charts: every size, colour and distance of a picture, in one frozen value.

All of it comes from the profile (`chart.*`, `colours.chart_*`). Charts are printed in grey: series
are tints 15 L* apart, and in the print profile lines have markers; where tints run out, areas get
a hatch and lines a dash, so that no statement rests on hue alone. Slanting hatches and hollow
markers mean one thing, a derived value. The compiled drawing depends on nothing else but the
specification and the advances of the face.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from reportgen.charts.record.drawing import Colour
from reportgen.charts.record.lightness import APART, lightness, luminance, repeated, step
from reportgen.facts.scale import GROUPED
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.style.profile import Profile

ASCENT = 0.88    # of an em above the baseline, in all our faces
DESCENT = 0.12   # of an em below it
MIDDLE = (ASCENT - DESCENT) / 2
DERIVED = "/"      # the hatch of a derived value, on any tint
HATCHES = ("", "-", "|", "+", "--", "||", "++")     # of areas whose tint is not their own
LIGHT = 0.46       # a grey from here on is lined and lettered in ink, a darker one in white
MARKERS = ("disc", "square", "triangle", "diamond", "wedge", "cross")
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.2, 1.6), (6, 2, 1.2, 2), (9, 3), (3, 3))


@frozen
class Look:
    """How an area is painted. `hatch` is made of `/ - | +`; a sign repeated is closer."""

    fill: Colour | None = None
    edge: Colour | None = None
    hatch: str = ""
    hatch_colour: Colour | None = None


@frozen
class Pen:
    """How a line of a series is drawn: colour, dash, and the marker at its points.

    A hollow marker is that of a derived value (in two-year charts, of the earlier year).
    """

    colour: Colour
    marker: str
    dash: tuple[float, ...] = ()
    hollow: bool = False


@frozen
class Theme:
    """Sizes, colours and distances of all charts, in points; `theme_of` takes them from a profile.

    Colours: `solid_fill` for reported values, `mid_fill` for what is under way, `pale_fill` for
    parts and aims; `series` for areas, `lines` for lines, in the order of the series.
    """

    width: float
    tallest: float          # what a page holds beside the caption
    role: str               # face role of all text
    minus: str              # before a negative number
    thousands: bool         # whether whole parts stand in groups of three
    printed: bool           # for grey printers: markers, and hatches where tints run out
    head_size: float        # the finding
    label_size: float       # labels and quantities
    small_size: float       # legends, secondary text; nothing is smaller
    tile_size: float        # the quantity of a tile
    tile_min: float         # a tile's quantity may shrink to this, then it wraps
    pitch: float            # line distance in ems
    margin: float           # around the whole picture
    axis_width: float
    line_width: float       # outlines, brackets, arrows
    hair_width: float       # separators
    series_width: float     # the lines of series
    marker_size: float      # across
    hatch_spacing: float    # between hatch lines
    hatch_width: float
    bar_height: float
    bar_width: float        # of upright bars, at most
    plot_height: float      # of upright charts
    row_gap: float          # between two rows of bars
    gap: float              # between a mark and its text
    column_gap: float       # between the panels of small multiples
    label_share: float      # of the width, at most, for the labels at the left
    value_share: float      # of the plot, at most, for a quantity before it wraps
    ink: Colour
    muted: Colour
    solid_fill: Colour
    mid_fill: Colour
    pale_fill: Colour
    paper: Colour
    axis: Colour
    hairline: Colour
    grid: Colour
    series: tuple[Colour, ...]
    lines: tuple[Colour, ...]

    @property
    def solid(self) -> Look:
        """Reported values, finished things."""
        return Look(fill=self.solid_fill)

    @property
    def pale(self) -> Look:
        """A part drawn within its whole, a whole drawn over its parts."""
        return Look(fill=self.pale_fill, edge=self.solid_fill)

    @property
    def under_way(self) -> Look:
        """What has begun and is not finished."""
        return Look(fill=self.mid_fill)

    @property
    def hatched(self) -> Look:
        """Derived values."""
        return Look(fill=self.paper, edge=self.solid_fill, hatch=DERIVED)

    @property
    def plate(self) -> Look:
        """What lies under a text that stands on marks."""
        return Look(fill=self.paper)

    @property
    def arrow(self) -> Look:
        """Heads of arrows."""
        return Look(fill=self.axis)

    @property
    def empty(self) -> Look:
        """What has not been reached."""
        return Look(fill=self.paper, edge=self.hairline)

    def area(self, index: int) -> Look:
        """How the areas of a series are painted: its tint; hatched where that is not its own.

        White parts them, and an outline those that would be lost on white.
        """
        n = index % len(self.series)
        fill = self.series[n]
        pen = self.axis if luminance(fill) > LIGHT else self.paper
        lost = step(lightness(fill), lightness(self.paper)) < APART
        edge = self.axis if lost else self.paper
        hatch = HATCHES[repeated(self.series)[n] % len(HATCHES)] if self.printed else ""
        return Look(fill, edge, hatch, pen)

    def derived(self, index: int) -> Look:
        """The same for a derived value: hatched on the tint of the series."""
        look = self.area(index)
        return replace(look, hatch=look.hatch + DERIVED)

    def pen(self, index: int) -> Pen:
        """How the line of a series is drawn: its tint and marker; dashed as areas are hatched."""
        n = index % len(self.lines)
        if not self.printed:
            return Pen(self.lines[n], "disc")
        return Pen(self.lines[n], MARKERS[n % len(MARKERS)],
                   DASHES[repeated(self.lines)[n] % len(DASHES)])

    @property
    def most_areas(self) -> int:
        """How many series of areas can be told apart."""
        return sum(number < len(HATCHES) for number in repeated(self.series))

    @property
    def most_lines(self) -> int:
        """How many series of lines can be told apart."""
        return min(sum(n < len(DASHES) for n in repeated(self.lines)), len(MARKERS))


_COLOURS = ("ink", "muted", "solid_fill", "mid_fill", "pale_fill", "paper", "axis", "hairline",
            "grid")


def theme_of(profile: Profile) -> Theme:
    """The theme of a profile: its `chart.*` lengths and numbers, its `colours.chart_*`."""
    caption = profile.length("styles.caption.pitch").pt
    room = profile.length("page.type_height") - profile.length("figure.gap") * 2
    values: dict[str, Any] = {
        "width": profile.length("page.type_width").pt, "tallest": room.pt - 3 * caption,
        "role": profile.text("chart.role"), "minus": profile.text("text.minus"),
        "thousands": profile.text("text.thousands") == GROUPED,
        "printed": profile.flag("chart.printed"),
        "series": _palette(profile, "chart_area"), "lines": _palette(profile, "chart_line"),
    }
    values |= {name: _colour(profile, f"chart_{name}") for name in _COLOURS}
    for name in (each.name for each in fields(Theme) if each.name not in values):
        key = f"chart.{name}"
        bare = profile.settings[key].unit in {"", "em"}
        values[name] = profile.number(key) if bare else profile.length(key).pt
    return Theme(**values)


def _palette(profile: Profile, prefix: str) -> tuple[Colour, ...]:
    count = sum(key.startswith(f"colours.{prefix}") for key in profile.settings)
    return tuple(_colour(profile, f"{prefix}{n}") for n in range(1, count + 1))


def _colour(profile: Profile, key: str) -> Colour:
    """A colour to three decimals, as drawings keep it."""
    red, green, blue = (round(part, 3) for part in profile.colour(key))
    return red, green, blue
