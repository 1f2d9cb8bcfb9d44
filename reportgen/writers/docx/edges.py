"""Headers and footers: page numbers, running lines, the word 草稿, the watermark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.document.printed import DRAFT, PAGE, PAGES
from reportgen.document.tree import Document
from reportgen.style.furniture import is_numbered, is_running, page_number, running, side
from reportgen.style.profile import Profile
from reportgen.writers.docx.measure import ALIGN, above_running, below_folio
from reportgen.writers.docx.paragraph import field, paragraph, run
from reportgen.writers.docx.watermark import watermark
from reportgen.writers.docx.xml import Element, root, w

_FIELDS = re.compile(f"({PAGE}|{PAGES})")
_PAGES = {"first": 1, "even": 2, "default": 3}      # the first page of each sort
RUNNING = {"header": "RunningHead", "footer": "RunningFoot"}


def footer(
    document: Document, profile: Profile, page: str, pages: int = 0, *, numbered: bool = True
) -> Element:
    """`— 1 —`: at the right of odd pages and the left of even ones as a rule, one character in.

    The running foot stands below it. `page` is the sort of pages; `pages` is how many there are,
    where the profile's words say so. A page number's style has a line pitch of its own: with the
    body's, it would take a line from the page.
    """
    numbered = numbered and is_numbered(profile, _PAGES[page])
    content = _words(profile.text("folio.text"), pages, page_number(profile, 1)) if numbered else ()
    inset, align = profile.length("folio.inset").twips, ALIGN[_side(profile, "folio", page)]
    indent = w("ind", **{align: inset}) if align in ("left", "right") and numbered else None
    low = below_folio(profile)
    line = paragraph("Footer", content, indent, w("jc", val=align) if numbered else None,
                     w("spacing", after=low.twips) if low.pt else None)
    return root("w:ftr", [line, *_running(document, profile, "footer", page, pages)], "w r")


def header(
    document: Document, profile: Profile, page: str, pages: int, *drawn: Element
) -> Element | None:
    """草稿 on each page of a draft, the running head, the watermark, and what is `drawn` besides.

    None where there is nothing of it.
    """
    draft = [paragraph("Header", [run(DRAFT)])] if document.meta.draft else []
    marks = list(watermark(profile, page))
    content = [*draft, *_running(document, profile, "header", page, pages), *drawn,
               *([paragraph("Header", marks)] if marks else ())]
    prefixes = "w r" + " wp a wps mc" * bool(drawn) + " v o" * bool(marks)
    return root("w:hdr", content, prefixes) if content else None


def _running(
    document: Document, profile: Profile, edge: str, page: str, pages: int
) -> Iterator[Element]:
    """The running head or foot, on the pages that show it."""
    if is_running(profile, edge, _PAGES[page]):
        text, draft = running(document, profile, edge), document.meta.draft
        gap = above_running(profile) if draft and edge == "header" else None
        yield paragraph(
            RUNNING[edge], _words(text, pages, page_number(profile, 1)),
            w("jc", val=ALIGN[_side(profile, edge, page)]),
            w("spacing", before=gap.twips) if gap is not None else None,
        )


def _side(profile: Profile, style: str, page: str) -> str:
    return side(profile.style(style).align, even=page == "even")


def _words(text: str, pages: int, first: int) -> Iterator[Element]:
    """Words with fields for what each page has of its own."""
    fields = {PAGE: ("PAGE", str(first)), PAGES: ("NUMPAGES", str(pages))}
    for part in filter(None, _FIELDS.split(text)):
        if part in fields:
            yield from field(*fields[part])
        else:
            yield run(part)
