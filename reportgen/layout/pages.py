"""Pages: what the layout made of a document. A writer only paints them.

Units are points, origin at the upper left of the page, y downwards (as one reads); the PDF writer
turns y round. Every mark belongs to a structure element or is an artifact.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.charts.drawing import Colour, Drawing

BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one face on one baseline. `xs[i]` is the origin of character i from `x`.

    `face` is a face key of the font library; `size` in points.
    """

    face: str
    size: float
    x: float
    y: float
    text: str
    xs: tuple[float, ...]
    colour: Colour = BLACK
    link: str = ""        # anchor this run leads to
    fact: str = ""        # fact id, when the run prints a quantity


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from (x, y) to (x2, y2)."""

    x: float
    y: float
    x2: float
    y2: float
    width: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, upper left corner and size."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing placed with its upper left corner at (x, y), scaled by `scale`."""

    x: float
    y: float
    scale: float
    drawing: Drawing


Item = GlyphRun | Rule | Box | Picture


@dataclass(slots=True, eq=False)
class Element:
    """A structure element (ISO 32000-1 14.7): role, attributes, children in reading order.

    The tree is built while the pages are; it is identified by identity, so the same paragraph on
    two pages is one element.
    """

    role: str
    children: list[Element] = field(default_factory=list)
    alt: str = ""
    scope: str = ""        # TH: Column or Row
    title: str = ""        # outline text of a heading
    anchor: str = ""
    bbox: tuple[float, float, float, float] | None = None   # of a Figure, PDF coordinates
    col_span: int = 1

    def add(self, role: str, **attributes: str) -> Element:
        """A new child element."""
        child = Element(role)
        for name, value in attributes.items():
            setattr(child, name, value)
        self.children.append(child)
        return child


@dataclass(frozen=True, slots=True)
class Marked:
    """Consecutive items of one structure element; `element` None means artifact.

    `artifact` is the artifact type then: Pagination, Layout, Background.
    """

    element: Element | None
    items: tuple[Item, ...]
    artifact: str = "Layout"


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page."""

    number: int
    width: float
    height: float
    content: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages, the structure they refer to, and where each anchor and fact landed."""

    pages: tuple[Page, ...]
    root: Element
    anchors: dict[str, tuple[int, float]]        # anchor → page number, y
    title: str = ""
