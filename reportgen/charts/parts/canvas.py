"""A sheet: one figure, placed on from the top downwards in points, recorded at the end.

The mark families say what stands where; this module alone speaks to matplotlib's artists. Every
property is set on its artist, no global setting is read or changed but those of `engine.plain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, PathPatch, Polygon, Rectangle, Wedge
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from reportgen.charts.parts.scale import Bar, Scale
from reportgen.charts.record.drawing import PLAIN, Colour, Drawing, Tag
from reportgen.charts.record.hatch import hatch
from reportgen.charts.record.recorder import Recorder, group_id
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import Look, Theme

POINTS_PER_INCH = 72
HANGING = frozenset("）》〉」』】〕”’")
HANG = 0.4  # of an em


class Run(Artist):
    """One line of text at a given place.

    `matplotlib.text.Text` would ask the font manager how high a line is; here all is measured.
    """

    def __init__(
        self, place: tuple[float, float], text: str, size: float, colour: Colour, angle: float
    ) -> None:
        super().__init__()
        self.place, self.text, self.size, self.colour = place, text, size, colour
        self.angle = angle
        self.zorder = 3  # above patches, as matplotlib has it for text

    def draw(self, renderer: Any) -> None:
        """Hand the run to the renderer."""
        gc = renderer.new_gc()
        gc.set_foreground(self.colour)
        renderer.draw_text(
            gc, *self.place, self.text, FontProperties(size=self.size), self.angle, mtext=self
        )
        gc.restore()


class Canvas:
    """A picture of `height` points in the making; x rightwards, y downwards from the top left.

    Marks are drawn in the order they are put down. Every mark may carry a `Tag`: what it means.
    """

    def __init__(self, ruler: Ruler, height: float) -> None:
        self.ruler = ruler
        self.theme: Theme = ruler.theme
        self.height = height
        size = (self.theme.width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        self.figure = Figure(figsize=size, dpi=POINTS_PER_INCH, frameon=False)

    def text(
        self, x: float, y: float, text: str, size: float, *,
        colour: Colour | None = None, align: str = "left", tag: Tag = PLAIN,
    ) -> None:
        """One line of text on the baseline `y`; `x` is its left end, middle or right end.

        At the right end a closing bracket or quote hangs over by its blank half. An empty line
        puts nothing down.
        """
        if not text:
            return
        if align == "right" and text[-1:] in HANGING:
            x += size * HANG
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        left = x - shift * self.ruler.width(text, size)
        run = Run((left, self.height - y), text, size, colour or self.theme.ink, 0.0)
        self._put(run, tag)

    def lines(
        self, x: float, baselines: Sequence[float], lines: Sequence[str], size: float, *,
        colour: Colour | None = None, align: str = "left", tag: Tag = PLAIN,
    ) -> None:
        """Lines of text on their baselines."""
        for y, line in zip(baselines, lines, strict=True):
            self.text(x, y, line, size, colour=colour, align=align, tag=tag)

    def level(
        self, x: float, centre: float, lines: Sequence[str], size: float, *,
        colour: Colour | None = None, align: str = "left", tag: Tag = PLAIN,
    ) -> None:
        """Lines of text centred on a height."""
        baselines = self.ruler.baselines(centre, len(lines), size)
        self.lines(x, baselines, lines, size, colour=colour, align=align, tag=tag)

    def below(
        self, x: float, top: float, lines: Sequence[str], size: float, *,
        colour: Colour | None = None, align: str = "left", tag: Tag = PLAIN,
    ) -> None:
        """Lines of text from a height downwards."""
        baselines = self.ruler.from_top(top, len(lines), size)
        self.lines(x, baselines, lines, size, colour=colour, align=align, tag=tag)

    def rule(  # noqa: PLR0917 - from, to, and how
        self, start: tuple[float, float], end: tuple[float, float], width: float,
        colour: Colour | None = None, dash: tuple[float, ...] = (), tag: Tag = PLAIN,
    ) -> None:
        """A straight line."""
        self.polyline((start, end), width, colour or self.theme.axis, dash, tag)

    def polyline(
        self, points: Sequence[tuple[float, float]], width: float, colour: Colour,
        dash: tuple[float, ...] = (), tag: Tag = PLAIN,
    ) -> None:
        """A line through points."""
        line = PathPatch(
            Path([(x, self.height - y) for x, y in points]), fill=False, linewidth=width,
            edgecolor=colour, capstyle="butt", joinstyle="miter",
            linestyle=(0, dash) if dash else "solid", transform=IdentityTransform(),
        )
        self._put(line, tag)

    def box(  # noqa: PLR0917 - place, size, and how
        self, x: float, top: float, width: float, height: float, look: Look, tag: Tag = PLAIN
    ) -> None:
        """A rectangle from its upper left corner."""
        y = self.height - top - height
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self._area(Rectangle((x, y), width, height), look, tag, corners)

    def polygon(
        self, corners: Sequence[tuple[float, float]], look: Look, tag: Tag = PLAIN
    ) -> None:
        """A closed polygon."""
        points = [(x, self.height - y) for x, y in corners]
        self._area(Polygon(points, closed=True), look, tag, points)

    def disc(self, x: float, y: float, radius: float, look: Look, tag: Tag = PLAIN) -> None:
        """A circle around (x, y)."""
        self._area(Circle((x, self.height - y), radius), look, tag)

    def wedge(
        self, centre: tuple[float, float], radii: tuple[float, float],
        angles: tuple[float, float], look: Look, tag: Tag = PLAIN,
    ) -> None:
        """A part of a ring between two radii (the inner may be 0), anticlockwise in degrees."""
        inner, outer = radii
        x, y = centre
        patch = Wedge((x, self.height - y), outer, *angles, width=outer - inner)
        polygon: Any = patch.get_path().to_polygons(closed_only=True)
        self._area(patch, look, tag, [(float(a), float(b)) for a, b in polygon[0][:-1]])

    def bars(self, left: float, scale: Scale, bars: Sequence[Bar]) -> None:
        """Horizontal bars on a linear scale; the scale's room begins at `left`.

        The scale is no `Axes`: without ticks and tick labels an axes would draw nothing, and each
        costs as much time as all the bars of a chart.
        """
        for bar in bars:
            start, end = sorted((scale.end(0.0), scale.end(bar.value)))
            self.box(left + start, bar.top, end - start, bar.height, bar.look, bar.tag)

    def finish(self) -> Drawing:
        """Draw the figure into a record."""
        recorder = Recorder(self.theme.width, self.height, self.ruler)
        self.figure.draw(recorder)
        return recorder.drawing()

    def _area(
        self, patch: Any, look: Look, tag: Tag, corners: Sequence[tuple[float, float]] = ()
    ) -> None:
        """An area: its fill, then its hatch as plain lines, then its edge."""
        theme = self.theme
        lines = hatch([corners], look.hatch, theme.hatch_spacing) if look.hatch and corners else []
        patch.set(
            transform=IdentityTransform(), facecolor=look.fill or "none",
            edgecolor=look.edge or "none", linewidth=theme.line_width if look.edge else 0.0,
            linestyle="solid", joinstyle="miter", capstyle="butt",
        )
        self._put(patch, tag)
        if lines:
            self._hatch(lines, look, tag)

    def _hatch(
        self, lines: list[tuple[tuple[float, float], tuple[float, float]]], look: Look, tag: Tag
    ) -> None:
        points = [point for line in lines for point in line]
        codes = [Path.MOVETO, Path.LINETO] * len(lines)
        strokes = PathPatch(
            Path(points, codes), fill=False, linewidth=self.theme.hatch_width, capstyle="butt",
            edgecolor=look.hatch_colour or look.edge or self.theme.ink,
            transform=IdentityTransform(),
        )
        self._put(strokes, Tag("hatch", tag.fact, tag.series, tag.scale))

    def _put(self, artist: Artist, tag: Tag) -> None:
        artist.set_zorder(self._order)
        if tag != PLAIN:
            artist.set_gid(group_id(tag))
        self.figure.add_artist(artist)

    @property
    def _order(self) -> float:
        return float(len(self.figure.artists) + len(self.figure.patches))
