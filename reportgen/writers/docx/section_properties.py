"""The section: page, margins, page numbers, and which header and footer parts it has."""

from __future__ import annotations

from reportgen.style.furniture import page_number
from reportgen.style.profile import Profile
from reportgen.writers.docx.measure import foot_distance, head_distance, margins
from reportgen.writers.docx.xml import Element, node, w


def section(
    profile: Profile, references: list[tuple[str, str, str]], start: str | None = None, *,
    draft: bool = False,
) -> Element:
    """`w:sectPr`; `references` are kind (header, footer), page (default, even, first), and id.

    A section without references goes on with those of the section before. `start` is where it
    begins: evenPage, oddPage. No document grid: with exact line pitch it would only fight the
    tracking.
    """
    linked = [node(f"w:{kind}Reference", w__type=page, r__id=rid)
              for kind, page, rid in references]
    length, edges = profile.length, margins(profile)
    wide, high, first = length("page.width").twips, length("page.height").twips, \
        page_number(profile, 1)
    return w(
        "sectPr", *linked,
        w("type", val=start) if start else None,
        w("pgSz", w=wide, h=high, orient="landscape" if wide > high else None),
        w("pgMar", top=edges.top.twips, right=edges.right.twips,
          bottom=edges.bottom.twips, left=edges.left.twips,
          header=head_distance(profile, draft=draft).twips, footer=foot_distance(profile).twips,
          gutter=0),
        w("pgNumType", start=first) if first != 1 and not start else None,
        w("titlePg") if any(page == "first" for _, page, _ in references) else None,
    )
