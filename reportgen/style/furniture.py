"""What is put on pages besides the blocks, decided once for the page and for Word.

Page numbers, running head and foot, watermark, logo, 续表, 草稿: what they say, and on which pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin

from reportgen.diagnostics import NOWHERE, Span
from reportgen.document import tree
from reportgen.document.printed import (
    BLANKS,
    DRAFT,
    ISSUED,
    NUMBERED,
    PAGE,
    TITLED,
    continued,
    folio,
)
from reportgen.style.profile import Profile
from reportgen.style.schema import OUTER
from reportgen.units import Length, Pt

DIGITS = "0123456789"
LOGO = "logo"      # the logo among the pictures made ready, which others' digests name
EDGES = ("header", "footer")
_FILLED = 0.85     # of the paper's width or height, that a watermark takes at most


def furniture(document: tree.Document, profile: Profile) -> Iterator[tuple[str, str, Span]]:
    """Styles, texts and places of what is put on pages besides the blocks."""
    words = {
        "folio": profile.text("folio.text"), "watermark": profile.text("watermark.text"),
        **{edge: running(document, profile, edge) for edge in EDGES},
    }
    for style, text in words.items():
        yield style, folio(text, DIGITS, DIGITS), profile.place(f"{style}.text")
    for block in document.blocks:
        if isinstance(block, tree.Table):
            text = continued(profile.text("table.continued"), block).text
            yield "caption", text, profile.place("table.continued")
        elif isinstance(block, tree.Contents):
            yield "contents", DIGITS, NOWHERE
    if document.meta.draft:
        yield "draft", DRAFT, NOWHERE


def running(document: tree.Document, profile: Profile, edge: str) -> str:
    """The running head or foot of a document, page numbers still to be filled in; "" for none."""
    text = profile.text(f"{edge}.text")
    for blank, said in _said(document).items():
        text = text.replace(blank, said)
    return text


def unfilled(document: tree.Document, profile: Profile, edge: str) -> str:
    """The first blank for which a document has nothing; "" where there is none."""
    said, text = _said(document), profile.text(f"{edge}.text")
    return next((blank for blank in BLANKS if blank in text and not said.get(blank, blank)), "")


def _said(document: tree.Document) -> dict[str, str]:
    number = ""
    for block in document.blocks:
        match block:
            case tree.Masthead():
                number = block.issue
            case tree.Letterhead() | tree.LetterOpening():
                number = block.number
    return {TITLED: document.meta.title, NUMBERED: number, ISSUED: document.meta.issuer}


def page_number(profile: Profile, page: int) -> int:
    """The number that a page carries; `page` counts from 1."""
    return page - int(profile.number("folio.from")) + int(profile.number("folio.start"))


def is_numbered(profile: Profile, page: int) -> bool:
    """Whether a page shows its number; `page` counts from 1."""
    return page >= int(profile.number("folio.from")) and (page > 1 or profile.flag("folio.first"))


def is_running(profile: Profile, edge: str, page: int) -> bool:
    """Whether a page shows the running head or foot; one that says its number must have one."""
    text = profile.text(f"{edge}.text")
    numbered = PAGE not in text or is_numbered(profile, page)
    return bool(text) and numbered and (page > 1 or profile.flag(f"{edge}.first"))


def first_differs(profile: Profile) -> bool:
    """Whether page 1 shows another head or foot than those after it."""
    return is_numbered(profile, 1) != is_numbered(profile, 2) or any(
        is_running(profile, edge, 1) != is_running(profile, edge, 2) for edge in EDGES)


def side(align: str, *, even: bool) -> str:
    """Where on a page number or running line stands: `outer` is another side on even pages."""
    if align == OUTER:
        return "left" if even else "right"
    return align


def watermark_size(profile: Profile, ems: float) -> Length:
    """Of a watermark of so many ems: the profile's, or as large as the paper takes it."""
    turn = radians(profile.number("watermark.angle"))
    wide, high = (_FILLED * profile.length(f"page.{key}").pt for key in ("width", "height"))
    room = min(wide / (ems * cos(turn) + sin(turn)), high / (ems * sin(turn) + cos(turn)))
    return Pt(min(profile.length("styles.watermark.size").pt, room))

