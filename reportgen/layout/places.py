"""Places that links and the outline lead to: where each anchor and each heading stands."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.frozen import frozen
from reportgen.layout.pages import Element, GlyphRun, Image, Marked, Page, Picture

_AIR = 6.0    # points above what a reader is led to


@frozen
class Place:
    """A page (from 0) and what is to be the top of the view on it, y downwards.

    On a page that is shown on its side the view begins so far from the paper's left edge: `x`.
    """

    page: int
    y: float
    x: float | None = None


def places(pages: Sequence[Page]) -> tuple[dict[str, Place], list[tuple[Element, Place]]]:
    """Where each anchor is, and the headings of the outline in reading order."""
    anchors: dict[str, Place] = {}
    headings: dict[Element, Place] = {}
    above: set[Element] = set()     # known, and all that they lie in
    for page in pages:
        for marked in page.content:
            element = marked.element if marked.items else None
            while element is not None and element not in above:
                if element.anchor:
                    anchors.setdefault(element.anchor, _place(page, marked, element))
                if element.outline:
                    headings.setdefault(element, _place(page, marked, element))
                if element is not marked.element:
                    above.add(element)
                element = element.parent
    return anchors, list(headings.items())


def _place(page: Page, marked: Marked, element: Element) -> Place:
    close = element.role == "Note"      # the one above it is no 6 points away
    top = _top(marked.items[0]) - (0.0 if close else _AIR)
    return Place(page.number - 1, *((0.0, top) if marked.lying else (top,)))


def _top(item: object) -> float:
    if isinstance(item, GlyphRun):
        return item.y - item.size
    return item.y if isinstance(item, Picture | Image) else 0.0
