"""Strips: what stands between two places where a page may end.

The layout turns every block into strips (a line of text, a table row, a figure), the paginator
stacks them. Coordinates inside a strip: x on the page, y downwards from the strip's own top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from reportgen.diagnostics import NOWHERE, Span
from reportgen.document.tree import Footnote
from reportgen.layout.pages import GlyphRun, Image, Item, Marked, Picture, Rule

# Rules that forbid a page to end below a strip (K19), in the words in which a report names them.
# Where not all can be kept, the first of them is given up first.
ROWS = "表格分页处前后各留几行"
JOINED = "合并的格同页"
NOTES = "图注、表注和图表同页"
BODY = "文题和正文同页"
OPENING = "首页必须有正文"
WIDOW = "段落的末行不单独放在页首"
HEADING = "标题和下文两行同页"
SIGNATURE = "署名和正文同页"
CAPTION = "题注和图表同页"
TITLE = "文题不分在两页"
TOGETHER = "相连的内容同页"
RULES = (ROWS, JOINED, NOTES, BODY, WIDOW, HEADING, SIGNATURE, CAPTION, OPENING, TITLE, TOGETHER)


class Strip(NamedTuple):
    """One unbreakable piece of a page.

    `height` is the way to the next strip, `ink` what must fit when it is the page's last.
    `keep` forbids a page break below, for the sake of `rule`; `snap` starts it on a grid line,
    and below a strip with `grid` the page's lines are counted anew; `before` is space above it
    that vanishes at the top of a page. Of a table that goes over the page, `repeat` (its head)
    stands above the strip that opens a page, `closing` (its rule) on the one that ends it.
    """

    height: float
    ink: float
    content: tuple[Marked, ...] = ()
    keep: bool = False
    snap: bool = True
    grid: bool = False
    before: float = 0.0
    new_page: bool = False
    repeat: tuple[Strip, ...] = ()
    closing: tuple[Marked, ...] = ()
    rule: str = ""           # one of RULES; TOGETHER when not said
    whole: str = ""          # what begins here and must not be divided: 图5, 表2
    span: Span = NOWHERE     # where it is written
    notes: tuple[Footnote, ...] = ()    # that are referred to in it
    foot: tuple[Strip, ...] = ()        # those notes, laid out: they stand at the page's foot
    lying: bool = False      # on a page on its side, which holds nothing that is not


def shifted(marked: Marked, y: float) -> Marked:
    """The same marks `y` points lower."""
    if not y:
        return marked
    return Marked(marked.element, tuple([_shift(item, y) for item in marked.items]),
                  marked.artifact)


def _shift(item: Item, y: float) -> Item:
    match item:
        case GlyphRun():
            face, size, x, own, text, width, spacing, shifts, colour, fact, rise = item
            return GlyphRun(     # made straight: there are many, and _replace takes a detour
                face, size, x, own + y, text, width, spacing, shifts, colour, fact, rise
            )
        case Picture() | Image():
            return replace(item, y=item.y + y)
        case Rule():
            return replace(item, y=item.y + y, y2=item.y2 + y)


def rule(x: float, y: float, width: float, thickness: float, colour: tuple[float, float, float],
         ) -> Marked:
    """A horizontal rule, an artifact."""
    return Marked(None, (Rule(x, y, x + width, y, thickness, colour),))


def kept(strips: Sequence[Strip], *, with_next: bool) -> list[Strip]:
    """`strips` held so that no page begins with a paragraph's last line (K19)."""
    held = list(strips)
    if len(held) > 1:
        held[-2] = held[-2]._replace(keep=True, rule=WIDOW)
    if held and with_next:
        held[-1] = held[-1]._replace(keep=True)
    return held
