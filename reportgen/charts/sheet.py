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
from matplotlib.patches import Circle, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from reportgen.charts.drawing import Colour, Drawing
from reportgen.charts.recorder import Recorder
from reportgen.charts.scale import Bar, Scale
from reportgen.charts.theme import Look, Theme
from reportgen.charts.words import Ruler

POINTS_PER_INCH = 72
HANGING = frozenset("）》〉」』】〕”’")
HANG = 0.4  # of an em


class Run(Artist):
    """One line of text at a given place.

    `matplotlib.text.Text` would ask the font manager how high a line is; here all is measured.
    """

    def __init__(self, x: float, y: float, text: str, size: float, colour: Colour) -> None:
        super().__init__()
        self.place, self.text, self.size, self.colour = (x, y), text, size, colour
        self.zorder = 3  # above patches, as matplotlib has it for text

    def draw(self, renderer: Any) -> None:
        """Hand the run to the renderer."""
        gc = renderer.new_gc()
        gc.set_foreground(self.colour)
        renderer.draw_text(
            gc, *self.place, self.text, FontProperties(size=self.size), 0.0, mtext=self
        )
        gc.restore()


class Sheet:
    """A picture of `height` points in the making; x rightwards, y downwards from the top left."""

    def __init__(self, ruler: Ruler, height: float) -> None:
        self.ruler = ruler
        self.theme: Theme = ruler.theme
        self.height = height
        size = (self.theme.width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        self._figure = Figure(figsize=size, dpi=POINTS_PER_INCH, frameon=False)

    def text(
        self, x: float, y: float, text: str, size: float, *,
        colour: Colour | None = None, align: str = "left", fact: str = "",
    ) -> None:
        """One line of text on the baseline `y`; `x` is its left end, middle or right end.

        At the right end a closing bracket or quote hangs over by its blank half.
        """
        if align == "right" and text[-1:] in HANGING:
            x += size * HANG
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        left = x - shift * self.ruler.width(text, size)
        run = Run(left, self.height - y, text, size, colour or self.theme.ink)
        run.set_gid(fact)
        self._figure.add_artist(run)

    def lines(
        self, x: float, baselines: Sequence[float], lines: Sequence[str], size: float, *,
        colour: Colour | None = None, align: str = "left", fact: str = "",
    ) -> None:
        """Lines of text on their baselines."""
        for y, line in zip(baselines, lines, strict=True):
            self.text(x, y, line, size, colour=colour, align=align, fact=fact)

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], width: float,
        colour: Colour | None = None, dash: tuple[float, ...] = (),
    ) -> None:
        """A straight line."""
        path = Path([(start[0], self.height - start[1]), (end[0], self.height - end[1])])
        line = PathPatch(
            path, fill=False, linewidth=width, edgecolor=colour or self.theme.axis,
            capstyle="butt", joinstyle="miter", linestyle=(0, dash) if dash else "solid",
            transform=IdentityTransform(),
        )
        self._figure.add_artist(line)

    def box(self, x: float, top: float, width: float, height: float, look: Look) -> None:
        """A rectangle from its upper left corner."""
        self._add(Rectangle((x, self.height - top - height), width, height), look)

    def polygon(self, corners: Sequence[tuple[float, float]], look: Look) -> None:
        """A closed polygon."""
        self._add(Polygon([(x, self.height - y) for x, y in corners], closed=True), look)

    def disc(self, x: float, y: float, radius: float, look: Look) -> None:
        """A circle around (x, y)."""
        self._add(Circle((x, self.height - y), radius), look)

    def bars(self, left: float, scale: Scale, bars: Sequence[Bar]) -> None:
        """Horizontal bars on a linear scale; the scale's room begins at `left`.

        The scale is a transform of the bars, not an `Axes`: without ticks and tick labels an axes
        would draw nothing, and each costs as much time as all the bars of a chart.
        """
        to_page = Affine2D().scale(scale.unit, 1.0).translate(left + scale.zero, 0.0)
        for bar in bars:
            corner = (0.0, self.height - bar.top - bar.height)
            patch = Rectangle(corner, bar.value, bar.height, **self._style(bar.look))
            patch.set_transform(to_page)
            self._figure.add_artist(patch)

    def finish(self) -> Drawing:
        """Draw the figure into a record."""
        recorder = Recorder(self.theme.width, self.height, self.ruler)
        self._figure.draw(recorder)
        return recorder.drawing()

    def _add(self, patch: Any, look: Look) -> None:
        patch.set(transform=IdentityTransform(), **self._style(look))
        self._figure.add_artist(patch)

    def _style(self, look: Look) -> dict[str, Any]:
        theme = self.theme
        style: dict[str, Any] = {
            "facecolor": look.fill or "none",
            "edgecolor": look.edge or "none",
            "linewidth": theme.line_width if look.edge else 0.0,
            "linestyle": "solid", "joinstyle": "miter", "capstyle": "butt",
        }
        if look.hatch:
            style |= {
                "hatch": look.hatch, "hatch_linewidth": theme.hatch_width,
                "hatchcolor": look.edge or theme.ink,
            }
        return style
