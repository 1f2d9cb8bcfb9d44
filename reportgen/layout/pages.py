"""Pages: what the layout made of a document. A writer only paints them.

Units are points, origin at the upper left of the page, y downwards (as one reads); the PDF writer
turns y round. Every mark belongs to a structure element or is an artifact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reportgen.charts.record.drawing import Colour, Drawing
from reportgen.frozen import frozen
from reportgen.images.develop import Print

BLACK: Colour = (0.0, 0.0, 0.0)
LINE = "Line"     # role of a line that the author ended; to a reader that knows no such role, Span


class GlyphRun(NamedTuple):
    """Glyphs of one face on one baseline; `face` is a key of the font library, lengths are points.

    The first glyph stands at `x`. Each other stands after the one before it by the advance the
    face gives that one, by `spacing`, and by what `shifts` (index, 1/1000 pt) says of it.
    """

    face: str
    size: float
    x: float
    y: float
    text: str
    width: float          # from `x` to where a further glyph would stand
    spacing: float = 0.0
    shifts: tuple[tuple[int, float], ...] = ()
    colour: Colour = BLACK
    fact: str = ""        # fact id, when the run prints a quantity
    rise: float = 0.0     # how far above `y` its glyphs stand: of a superscript, a subscript

    def xs(self, advances: Sequence[int]) -> list[float]:
        """How far from `x` every glyph stands; `advances` are the face's, in 1/1000 em."""
        steps = [advance * self.size / 1000 + self.spacing for advance in advances]
        for index, shift in self.shifts:
            steps[index - 1] += shift / 1000
        return list(accumulate(steps[:-1], initial=0.0))


@frozen
class Rule:
    """A straight line from (x, y) to (x2, y2).

    With `dots` it is a row of round dots so far apart, as wide as the line, the first at (x, y).
    """

    x: float
    y: float
    x2: float
    y2: float
    width: float
    colour: Colour = BLACK
    dots: float = 0.0


@frozen
class Picture:
    """A drawing placed with its upper left corner at (x, y), scaled by `scale`."""

    x: float
    y: float
    scale: float
    drawing: Drawing


@frozen
class Image:
    """A photograph with its upper left corner at (x, y), `width` × `height` points large."""

    x: float
    y: float
    width: float
    height: float
    print: Print


Item = GlyphRun | Rule | Picture | Image


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A structure element (ISO 32000-1 14.7), known by identity.

    The same paragraph on two pages is one element. Children are not listed: an element stands in
    its parent where its first content is painted, so painting order is reading order.
    """

    role: str
    parent: Element | None = None
    alt: str = ""
    scope: str = ""        # of a TH: Column or Row
    columns: int = 1       # that a TH or TD goes over, and how many rows down
    rows: int = 1
    headers: tuple[str, ...] = ()      # of a TD: the names of the TH that say what it is
    numbering: str = ""    # of an L: Decimal or Disc
    outline: str = ""      # text in the outline, for headings
    level: int = 0         # depth in the outline, from 1
    anchor: str = ""       # the name a cross-reference leads to
    target: str = ""       # of a Link: the anchor it leads to
    address: str = ""      # of a Link: the address outside the file it leads to
    name: str = ""         # of a Note, of a TH: its ID
    shift: float = 0.0     # how far its text stands above the line's, or below (BaselineShift)


class Marked(NamedTuple):
    """Consecutive items of one structure element; `element` None means artifact.

    An element that shows nothing (an empty cell of a head) has its place without items.

    `artifact` is the artifact type then: Pagination, Layout, Background.
    `lying`: its items are placed as on the page turned by 90° clockwise, from the corner that is
    the paper's lower left.
    """

    element: Element | None
    items: tuple[Item, ...]
    artifact: str = "Layout"
    lying: bool = False


@frozen
class Page:
    """One finished page."""

    number: int
    width: float
    height: float
    content: tuple[Marked, ...]

    @property
    def lying(self) -> bool:
        """Whether its content, but for what all pages repeat, lies on its side."""
        return any(marked.lying for marked in self.content)


class OwnPage(NamedTuple):
    """Where a colophon shares no page with the text: its first page, and whether it is numbered."""

    number: int
    numbered: bool


@frozen
class Pages:
    """All pages and the root of the structure they refer to."""

    pages: tuple[Page, ...]
    root: Element
    colophon: OwnPage | None = None

    def numbers(self) -> dict[str, int]:
        """The page on which each anchor stands: the page map."""
        found: dict[str, int] = {}
        for page in self.pages:
            for marked in page.content:
                element = marked.element
                while element is not None:
                    if element.anchor:
                        found.setdefault(element.anchor, page.number)
                    element = element.parent
        return found
