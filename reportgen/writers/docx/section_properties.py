"""The section: page, margins, page numbers, and which header and footer parts it has."""

from __future__ import annotations

from reportgen.style.furniture import page_number
from reportgen.style.profile import Profile
from reportgen.writers.docx.measure import (
    NOTHING,
    foot_distance,
    head_distance,
    lying_margins,
    margins,
)
from reportgen.writers.docx.xml import Element, node, w


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
