"""Headers and footers: page numbers, running lines, the word 草稿, the watermark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.document.printed import DRAFT, PAGE, PAGES
from reportgen.document.tree import Document
from reportgen.style.furniture import (
    is_numbered,
    is_running,
    page_number,
    running,
    side,
    watermark_size,
)
from reportgen.style.profile import Profile
from reportgen.writers.docx.drawing import aside
from reportgen.writers.docx.measure import (
    ALIGN,
    above_running,
    below_folio,
    foot_distance,
    head_distance,
    margins,
    rgb,
)
from reportgen.writers.docx.paragraph import field, low, paragraph, run
from reportgen.writers.docx.xml import Element, node, root, w

_FIELDS = re.compile(f"({PAGE}|{PAGES})")
_PAGES = {"first": 1, "even": 2, "default": 3}      # the first page of each sort
_ROOTS = {"header": "w:hdr", "footer": "w:ftr"}
_SIDES = {"header": "横排页的页眉", "footer": "横排页的页码"}
RUNNING = {"header": "RunningHead", "footer": "RunningFoot"}
_NAME = "PowerPlusWaterMarkObject"
_TYPE = "_x0000_t136"      # a plain text path; its geometry is that of every Office
_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3",
    "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5",
    "mid @7 @8", "mid @6 @7", "sum @6 0 @5",
)
_IDS = {"default": 1, "even": 2, "first": 3}
_BEHIND = -251_658_752      # z-index of what is behind the text, as Word writes it


def footer(
    document: Document, profile: Profile, page: str, pages: int = 0, *, numbered: bool = True
) -> Element:
    """`— 1 —`: at the right of odd pages and the left of even ones as a rule, one character in.

    The running foot stands below it. `page` is the sort of pages; `pages` is how many there are,
    where the profile's words say so. A page number's style has a line pitch of its own: with the
    body's, it would take a line from the page.
    """
    return root("w:ftr", _foot(document, profile, page, pages, numbered=numbered), "w r")


def _foot(
    document: Document, profile: Profile, page: str, pages: int, *, numbered: bool = True
) -> list[Element]:
    numbered = numbered and is_numbered(profile, _PAGES[page])
    content = _words(profile.text("folio.text"), pages, page_number(profile, 1)) if numbered else ()
    inset, align = profile.length("folio.inset").twips, ALIGN[_side(profile, "folio", page)]
    indent = w("ind", **{align: inset}) if align in ("left", "right") and numbered else None
    low = below_folio(profile)
    line = paragraph("Footer", content, indent, w("jc", val=align) if numbered else None,
                     w("spacing", after=low.twips) if low.pt else None)
    return [line, *_running(document, profile, "footer", page, pages)]


def header(
    document: Document, profile: Profile, page: str, pages: int, *drawn: Element
) -> Element | None:
    """草稿 on each page of a draft, the running head, the watermark, and what is `drawn` besides.

    None where there is nothing of it.
    """
    marks = list(_watermark(profile, page))
    content = [*_head(document, profile, page, pages), *drawn,
               *([paragraph("Header", marks)] if marks else ())]
    prefixes = "w r" + " wp a wps mc" * bool(drawn) + " v o" * bool(marks)
    return root("w:hdr", content, prefixes) if content else None


def _head(document: Document, profile: Profile, page: str, pages: int) -> Iterator[Element]:
    if document.meta.draft:
        yield paragraph("Header", [run(DRAFT)])
    yield from _running(document, profile, "header", page, pages)


def lying_edges(
    document: Document, profile: Profile, page: str, pages: int
) -> Iterator[tuple[str, Element]]:
    """The header and footer of a sort of pages on their side: all stands where it does on the
    paper of the other pages (GB/T 9704-2012 8), in boxes turned with it."""
    edges, lead, across = margins(profile), *map(profile.length, ("word.half_lead",
                                                                   "page.type_width"))
    head, foot = head_distance(profile, draft=document.meta.draft), foot_distance(profile)
    for kind, margin, left, wide, content in (
        ("header", "rightMargin", lead, edges.top - head,
         [*_head(document, profile, page, pages)]),
        ("footer", "leftMargin", foot, edges.bottom - foot,
         _foot(document, profile, page, pages)),
    ):
        marks = [*_watermark(profile, page, lying=True)] if kind == "header" else []
        box = [aside(margin, _SIDES[kind], (left, lead), (wide, across), content)] if content \
            else []
        yield kind, root(_ROOTS[kind], [low(*box, *marks)],
                         "w r wp a wps mc" + " v o" * bool(marks))


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


def _watermark(profile: Profile, page: str, *, lying: bool = False) -> Iterator[Element]:
    """A run with the watermark of a sort of pages; nothing where the profile has none.

    As Word itself makes one: a text path of VML behind the text. Word and LibreOffice know it by
    the name of its shape, and offer to change or remove it. On pages on their side it is turned
    with the paper.
    """
    text = profile.text("watermark.text")
    if not text:
        return
    size = watermark_size(profile, len(text)).pt
    turn = 360 - profile.number("watermark.angle") + 90 * lying
    own = _IDS[page] + len(_IDS) * lying
    place = "".join(f"mso-position-{way}:center;mso-position-{way}-relative:page;"
                    for way in ("horizontal", "vertical"))
    face = profile.face(profile.style("watermark").role).word
    shape = node(
        "v:shape",
        node("v:textpath", style=f'font-family:"{face}";font-size:1pt', string=text),
        id=f"{_NAME}{own}", o__spid=f"_x0000_s{2048 + own}", type=f"#{_TYPE}",
        style=f"position:absolute;margin-left:0;margin-top:0;width:{size * len(text):.1f}pt;"
              f"height:{size:.1f}pt;rotation:{turn:g};z-index:{_BEHIND};{place}",
        o__allowincell="f", fillcolor=f"#{rgb(profile, 'watermark')}", stroked="f",
    )
    yield w("r", w("pict", _kind(), shape))


def _kind() -> Element:
    """The type that the shape is of."""
    return node(
        "v:shapetype",
        node("v:formulas", *(node("v:f", eqn=each) for each in _FORMULAS)),
        node("v:path", textpathok="t", o__connecttype="custom",
             o__connectlocs="@9,0;@10,10800;@11,21600;@12,10800", o__connectangles="270,180,90,0"),
        node("v:textpath", on="t", fitshape="t"),
        node("v:handles", node("v:h", position="#0,bottomRight", xrange="6629,14971")),
        id=_TYPE, coordsize="21600,21600", o__spt="136", adj="10800",
        path="m@7,l@8,m@5,21600l@6,21600e",
    )
