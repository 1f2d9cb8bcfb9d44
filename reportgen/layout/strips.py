"""Strips: what stands between two places where a page may end.

The layout turns every block into strips (a line of text, a table row, a figure), the paginator
stacks them. Coordinates inside a strip: x on the page, y downwards from the strip's own top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.diagnostics import NOWHERE, Span
from reportgen.layout.pages import GlyphRun, Item, Marked, Picture, Rule


@dataclass(frozen=True, slots=True)
class Strip:
    """One unbreakable piece of a page.

    `height` is the way to the next strip, `ink` what must fit when it is the page's last.
    `keep` forbids a page break below; `snap` starts it on a grid line; `before` is space above it
    that vanishes at the top of a page. Of a table that goes over the page, `repeat` (its head)
    stands above the strip that opens a page, `closing` (its rule) on the one that ends it.
    """

    height: float
    ink: float
    content: tuple[Marked, ...] = ()
    keep: bool = False
    snap: bool = True
    before: float = 0.0
    new_page: bool = False
    repeat: tuple[Strip, ...] = ()
    closing: tuple[Marked, ...] = ()
    whole: str = ""          # what begins here and must not be divided: 图5, 表2
    span: Span = NOWHERE     # and where it is written


def shifted(marked: Marked, y: float) -> Marked:
    """The same marks `y` points lower."""
    if not y:
        return marked
    return Marked(marked.element, tuple([_shift(item, y) for item in marked.items]),
                  marked.artifact)


def _shift(item: Item, y: float) -> Item:
    match item:
        case GlyphRun():    # written out: there is one for every line, twice
            return GlyphRun(item.face, item.size, item.x, item.y + y, item.text, item.xs,
                            item.colour, item.fact)
        case Picture():
            return replace(item, y=item.y + y)
        case Rule():
            return replace(item, y=item.y + y, y2=item.y2 + y)


def rule(x: float, y: float, width: float, thickness: float, colour: tuple[float, float, float],
         ) -> Marked:
    """A horizontal rule, an artifact."""
    return Marked(None, (Rule(x, y, x + width, y, thickness, colour),))


def kept(strips: Sequence[Strip], *, with_next: bool) -> tuple[Strip, ...]:
    """`strips` held so that no page begins with a paragraph's last line (K19)."""
    last = len(strips) - 1
    return tuple(
        replace(strip, keep=True)
        if (i == last and with_next) or (last > 0 and i == last - 1)
        else strip
        for i, strip in enumerate(strips)
    )


