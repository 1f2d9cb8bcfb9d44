"""The body in its sections: one, or two where the colophon has a page to itself.

A section that opens an even page makes Word leave a page blank when the text ends on one; it
prints that page without a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reportgen.document.tree import Block, PageBreak
from reportgen.style.furniture import page_number
from reportgen.style.profile import Profile
from reportgen.writers.docx.blocks import Workshop, body
from reportgen.writers.docx.paragraph import end_section, low
from reportgen.writers.docx.section_properties import section
from reportgen.writers.docx.xml import Element, qualified, w

if TYPE_CHECKING:
    from reportgen.layout.pages import OwnPage

Edges = list[tuple[str, str, str]]      # kind, page, relationship id


class Around(NamedTuple):
    """The headers and footers of a file; `bare` makes those of pages without a number."""

    edges: Edges
    bare: Callable[[], Edges]
    draft: bool


def whole(blocks: tuple[Block, ...], shop: Workshop, around: Around) -> Iterator[Element]:
    """The body in one section."""
    yield from body(blocks, shop)
    yield section(shop.profile, around.edges, draft=around.draft)


def parted(
    blocks: tuple[Block, ...], shop: Workshop, around: Around, colophon: OwnPage
) -> Iterator[Element]:
    """The body with the last block, the colophon, in a section of its own."""
    text = list(body(_text(blocks), shop))
    if not text or text[-1].tag != w("p").tag or _numbered(text[-1]) or _noted(text[-1]):
        text.append(low())
    end_section(text[-1], section(shop.profile, around.edges, draft=around.draft))
    yield from text
    yield low()      # LibreOffice would not see that a section begins with a table
    yield from body(blocks[-1:], shop)
    yield section(shop.profile, [] if colophon.numbered else around.bare(),
                  _start(shop.profile, colophon), draft=around.draft)


def _noted(element: Element) -> bool:
    """Whether a paragraph refers to a footnote: LibreOffice would set the colophon, in the section
    that such a paragraph ends, at the top of its page."""
    return next(element.iter(qualified("w:footnoteReference")), None) is not None


def _start(profile: Profile, colophon: OwnPage) -> str:
    """Where its section begins: odd or even is the number of a page ([MS-OI29500] 2.1.293).

    Where the two part, LibreOffice goes by the page; so it is asked only if a page stays blank.
    """
    number = page_number(profile, colophon.number)
    if colophon.numbered and (number - colophon.number) % 2:
        return "nextPage"
    return "oddPage" if number % 2 else "evenPage"


def _text(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """All before the colophon; a page break at its end would only leave one page more blank."""
    end = len(blocks) - 1
    while end and isinstance(blocks[end - 1], PageBreak):
        end -= 1
    return blocks[:end]


def _numbered(element: Element) -> bool:
    """Whether a paragraph is a caption: LibreOffice loses the number out of a bookmark in the last
    paragraph of a section, and prints 见图 for 见图4."""
    marked = any(str(mark.get(qualified("w:name"))).startswith("_Ref_")
                 for mark in element.iter(qualified("w:bookmarkStart")))
    return marked and next(element.iter(qualified("w:fldChar")), None) is not None
