"""The section: page, margins, and the header and footer parts."""

from __future__ import annotations

import re

from reportgen.document.printed import DRAFT, PAGE, PAGES
from reportgen.document.tree import Document
from reportgen.style.heads import folio_side
from reportgen.style.profile import Profile
from reportgen.writers.docx.measure import ALIGN, footer_foot, margins
from reportgen.writers.docx.paragraph import field, paragraph, run
from reportgen.writers.docx.xml import Element, node, root, w

_FIELDS = re.compile(f"({PAGE}|{PAGES})")


def section(
    profile: Profile, references: list[tuple[str, str, str]], start: str | None = None
) -> Element:
    """`w:sectPr`; `references` are kind (header, footer), page (default, even, first), and id.

    A section without references goes on with those of the section before. `start` is where it
    begins: evenPage, oddPage. No document grid: with exact line pitch it would only fight the
    tracking.
    """
    linked = [node(f"w:{kind}Reference", w__type=page, r__id=rid)
              for kind, page, rid in references]
    length, edges = profile.length, margins(profile)
    return w(
        "sectPr", *linked,
        w("type", val=start) if start else None,
        w("pgSz", w=length("page.width").twips, h=length("page.height").twips),
        w("pgMar", top=edges.top.twips, right=edges.right.twips,
          bottom=edges.bottom.twips, left=edges.left.twips,
          header=length("word.header").twips, footer=footer_foot(profile).twips, gutter=0),
        w("titlePg") if any(page == "first" for _, page, _ in references) else None,
    )


def footer(profile: Profile, *, even: bool, pages: int = 0) -> Element:
    """`— 1 —`: at the right of odd pages and the left of even ones as a rule, one character in.

    `pages` is how many there are, where the profile's words for a page number say so. Its style has
    a line pitch of its own: with the body's, it would take a line from the page.
    """
    inset = profile.length("folio.inset").twips
    align = ALIGN[folio_side(profile.style("folio").align, even=even)]
    indent = w("ind", **{align: inset}) if align in ("left", "right") else None
    fields = {PAGE: ("PAGE", "1"), PAGES: ("NUMPAGES", str(pages))}
    content: list[Element] = []
    for part in filter(None, _FIELDS.split(profile.text("folio.text"))):
        content += field(*fields[part]) if part in fields else [run(part)]
    line = paragraph("Footer", content, indent, w("jc", val=align))
    return root("w:ftr", [line], "w r")


def unnumbered() -> Element:
    """The footer of a page that carries no number."""
    return root("w:ftr", [paragraph("Footer", ())], "w r")


def header(document: Document, *rules: Element) -> Element | None:
    """The word 草稿 on each page of a draft, and `rules` drawn on the page; None for neither."""
    draft = [paragraph("Header", [run(DRAFT)])] if document.meta.draft else []
    content = [*draft, *rules]
    return root("w:hdr", content, "w r wp a wps mc" if rules else "w r") if content else None
