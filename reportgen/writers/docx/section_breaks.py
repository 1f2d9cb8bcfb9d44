"""The body in its sections: where pages turn, and where the colophon has a page to itself.

A section that opens an even page makes Word leave a page blank when the text ends on one; it
prints that page without a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reportgen.document.tree import Block, Note, PageBreak, Table
from reportgen.style.furniture import page_number
from reportgen.style.profile import Profile
from reportgen.writers.docx.blocks import Workshop, body
from reportgen.writers.docx.measure import (
    NOTHING,
    foot_distance,
    head_distance,
    lying_margins,
    margins,
)
from reportgen.writers.docx.paragraph import end_section, low
from reportgen.writers.docx.xml import Element, node, qualified, w

if TYPE_CHECKING:
    from reportgen.layout.pages import OwnPage

Edges = list[tuple[str, str, str]]      # kind, page, relationship id
_BREAK = PageBreak()


class Around(NamedTuple):
    """The headers and footers of a file; `bare` makes those of pages without a number, `lying`
    those of pages on their side."""

    edges: Edges
    bare: Callable[[], Edges]
    lying: Callable[[], Edges]
    draft: bool


class _Run(NamedTuple):
    """Blocks of one section, all on their side or none."""

    blocks: list[Block]
    lying: bool = False


def sections(
    blocks: tuple[Block, ...], shop: Workshop, around: Around, colophon: OwnPage | None
) -> Iterator[Element]:
    """The body. A `colophon` that has pages to itself, the last block, is a section of its own."""
    runs = [*_runs(blocks if colophon is None else blocks[:-1])]
    lying = around.lying() if any(run.lying for run in runs) else []
    for at, run in enumerate(runs):
        ends = run is runs[-1] and colophon is None
        edges = _after(lying if run.lying else around.edges, at)
        closing = section(shop.profile, edges, draft=around.draft, opens=not at, lying=run.lying)
        content = list(body(_trimmed(run.blocks, last=ends), shop))
        if at and content and content[0].tag != w("p").tag:
            content.insert(0, low())      # LibreOffice would not see that a section begins so
        if ends:
            yield from (*content, closing)
            return
        if not content or content[-1].tag != w("p").tag or _numbered(content[-1]) \
                or _noted(content[-1]):
            content.append(low())
        end_section(content[-1], closing)
        yield from content
    if colophon is not None:
        yield low()      # LibreOffice would not see that a section begins with a table
        yield from body(blocks[-1:], shop)
        edges = _after(around.edges if lying else [], 1) if colophon.numbered else around.bare()
        yield section(shop.profile, edges, _start(shop.profile, colophon), draft=around.draft,
                      opens=False)


def _after(edges: Edges, at: int) -> Edges:
    """The headers and footers of a section: only the first has a page 1."""
    return [edge for edge in edges if not at or edge[1] != "first"]


def _runs(blocks: tuple[Block, ...]) -> Iterator[_Run]:
    """The blocks by section. Two tables on their side are parted by a page break; any other where
    such a table ends would leave a page blank."""
    run = _Run([])
    for block in blocks:
        lying = isinstance(block, Table) and block.plan is not None and block.plan.lying
        if run.lying and isinstance(block, PageBreak):
            continue
        if lying is not run.lying and not (run.lying and isinstance(block, Note)):
            if _trimmed(run.blocks):
                yield run
            run = _Run([], lying)
        elif lying:
            run.blocks.append(_BREAK)
        run.blocks.append(block)
    yield run


def _trimmed(blocks: list[Block], *, last: bool = False) -> tuple[Block, ...]:
    """Without a page break at the end: it would only leave one page more blank."""
    end = len(blocks)
    while not last and end and isinstance(blocks[end - 1], PageBreak):
        end -= 1
    return tuple(blocks[:end])


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


def _numbered(element: Element) -> bool:
    """Whether a paragraph is a caption: LibreOffice loses the number out of a bookmark in the last
    paragraph of a section, and prints 见图 for 见图4."""
    marked = any(str(mark.get(qualified("w:name"))).startswith("_Ref_")
                 for mark in element.iter(qualified("w:bookmarkStart")))
    return marked and next(element.iter(qualified("w:fldChar")), None) is not None


def section(
    profile: Profile, references: list[tuple[str, str, str]], start: str | None = None, *,
    draft: bool = False, opens: bool = True, lying: bool = False,
) -> Element:
    """`w:sectPr`; `references` are kind (header, footer), page (default, even, first), and id.

    A section without references goes on with those of the section before. `start` is where it
    begins: evenPage, oddPage; `opens`: it is the first; `lying`: its pages are on their side, and
    what stands in their headers and footers has places of its own. No document grid: with exact
    line pitch it would only fight the tracking.
    """
    linked = [node(f"w:{kind}Reference", w__type=page, r__id=rid)
              for kind, page, rid in references]
    length, edges, first = profile.length, margins(profile), page_number(profile, 1)
    head, foot = head_distance(profile, draft=draft), foot_distance(profile)
    wide, high = length("page.width").twips, length("page.height").twips
    if lying:
        wide, high, edges, head, foot = high, wide, lying_margins(profile), NOTHING, NOTHING
    return w(
        "sectPr", *linked,
        w("type", val=start) if start else None,
        w("pgSz", w=wide, h=high, orient="landscape" if wide > high else None),
        w("pgMar", top=edges.top.twips, right=edges.right.twips,
          bottom=edges.bottom.twips, left=edges.left.twips,
          header=head.twips, footer=foot.twips, gutter=0),
        w("pgNumType", start=first) if first != 1 and opens else None,
        w("titlePg") if any(page == "first" for _, page, _ in references) else None,
    )
