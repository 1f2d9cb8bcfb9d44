"""What stands on pages besides the blocks: numbers, running head and foot, watermark, logo.

All of it is an artifact, as a screen reader leaves it out, but for a logo that says something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import cos, radians, sin
from typing import assert_never

from reportgen.charts.record.drawing import Drawing, TextMark
from reportgen.document.printed import DRAFT
from reportgen.document.printed import folio as filled
from reportgen.document.tree import Document
from reportgen.layout.heads import widest
from reportgen.layout.pages import Element, GlyphRun, Image, Item, Marked, Page, Picture, Rule
from reportgen.layout.paginate import Sheet, merged
from reportgen.layout.strips import shifted
from reportgen.layout.text import Context, Piece, SetLine, set_lines
from reportgen.style.furniture import (
    EDGES,
    LOGO,
    is_numbered,
    is_running,
    page_number,
    running,
    side,
    watermark_size,
)
from reportgen.units import Mm

_TOUCHING = 0.5      # points that count for nothing
_BEARING = 0.05      # of the size, that is empty on every side of a character
_PAGINATION = "Pagination"
WATERMARK = "Pagination/Subtype/Watermark"      # 14.8.2.2.2 of ISO 32000-1
_EDGE = {"header": "Pagination/Subtype/Header", "footer": "Pagination/Subtype/Footer"}


def furnished(
    context: Context, document: Document, sheets: Sequence[Sheet], numbered: int
) -> tuple[Page, ...]:
    """The pages, with what stands on them besides; of them so many may carry a number.

    A page left blank shows neither a running line nor a watermark, as Word's blank pages show none.
    """
    frame, profile, total = context.frame, context.profile, len(sheets)
    lines = {edge: running(document, profile, edge) for edge in EDGES}
    pages = []
    for number, sheet in enumerate(sheets, 1):
        content: list[Marked] = [*(_watermark(context) if sheet.content else ())]
        body = tuple(marked._replace(lying=True) for marked in sheet.content) if sheet.lying \
            else sheet.content
        content += body if number > 1 else _with_logo(context, body)
        for edge, text in lines.items() if sheet.content else ():
            if is_running(profile, edge, number):
                content += running_line(context, edge, text, number, total)
        if number <= numbered and is_numbered(profile, number):
            content += folio(context, number, total)
        if number == 1:
            _keep_off_logo(context, content)
        if document.meta.draft:
            content += draft_mark(context, DRAFT)
        pages.append(Page(number, frame.page_width, frame.page_height, merged(content)))
    return tuple(pages)


def folio(context: Context, page: int, total: int) -> list[Marked]:
    """— 1 —: at the outer edge, one character in, the dash 28 mm above the foot of the page.

    It is one line, whatever the type area's width: below it nothing is in its way.
    """
    style, number = context.style("folio"), page_number(context.profile, page)
    frame = context.frame
    lines = _line(context, "folio",
                  filled(context.profile.text("folio.text"), str(number), str(total)))
    inset = context.profile.length("folio.inset").pt
    room = frame.width - widest(lines)
    align = side(style.align, even=number % 2 == 0)
    x = {"left": min(inset, room), "center": room / 2}.get(align, room - inset)
    bottom, top = context.ink(style.role, "—")
    middle = (bottom + top) / 2 * style.size.pt
    baseline = frame.page_height - context.profile.length("folio.dash").pt + middle
    return _placed(context, lines, x, baseline, _PAGINATION)


def running_line(
    context: Context, edge: str, text: str, page: int, total: int
) -> list[Marked]:
    """The running head or foot of a page, on one line at an edge or in the middle."""
    style, profile, frame = context.style(edge), context.profile, context.frame
    number = page_number(profile, page)
    lines = _line(context, edge, filled(text, str(number), str(total)))
    room = frame.width - widest(lines)
    align = side(style.align, even=number % 2 == 0)
    x = {"left": 0.0, "right": room}.get(align, room / 2)
    top = profile.length("header.top").pt if edge == "header" else (
        frame.page_height - profile.length("footer.foot").pt - style.pitch.pt)
    lead = (style.pitch.pt - style.size.pt) / 2
    baseline = top + lead + style.size.pt * profile.number("page.ascent")
    return _placed(context, lines, x, baseline, _EDGE[edge])


def _line(context: Context, style: str, text: str) -> list[SetLine]:
    """A text set at its natural width."""
    look = context.style(style)
    return set_lines(context, [Piece(text, look.role)], look, 0.0, context.frame.page_width,
                     align="left")


def _placed(
    context: Context, lines: Sequence[SetLine], x: float, baseline: float, artifact: str
) -> list[Marked]:
    """Lines that begin so far right of the type area's edge, though never off the paper."""
    frame = context.frame
    x = min(max(frame.left + x, 0.0), frame.page_width - widest(lines))
    return [
        Marked(None, tuple(run._replace(x=run.x + x) for _, run in line.runs(baseline)), artifact)
        for line in lines
    ]


def draft_mark(context: Context, text: str) -> list[Marked]:
    """草稿 above the type area, on every page of a draft."""
    style = context.style("draft")
    frame = context.frame
    lines = set_lines(
        context, [Piece(text, style.role)], style, frame.left, frame.width,
        align="center", colour=context.profile.colour("draft"),
    )
    return [
        shifted(marked, frame.top / 2) for line in lines
        for marked in line.marked(None, _PAGINATION)
    ]


def _watermark(context: Context) -> list[Marked]:
    """Pale words across the middle of the paper, behind all else."""
    profile, frame = context.profile, context.frame
    text, role = profile.text("watermark.text"), context.style("watermark").role
    if not text:
        return []
    size = watermark_size(profile, len(text)).pt
    width = sum(context.library.chain(role).advances(text, size, size)) / 1000
    bottom, top = context.ink(role, text)
    angle = profile.number("watermark.angle")
    turn, right, up = radians(angle), width / 2, (bottom + top) / 2 * size
    mark = TextMark(
        frame.page_width / 2 - right * cos(turn) + up * sin(turn),
        frame.page_height / 2 - right * sin(turn) - up * cos(turn),
        text, size, role, profile.colour("watermark"), angle,
    )
    whole = Drawing(frame.page_width, frame.page_height, (mark,))
    return [Marked(None, (Picture(0.0, 0.0, 1.0, whole),), WATERMARK)]


def _with_logo(context: Context, content: tuple[Marked, ...]) -> Iterator[Marked]:
    """Page 1 with its logo, read before the first line within the type area, as in Word."""
    made = _logo(context)
    top = context.profile.settings.get("letter.name_top")      # a name in no paragraph of the text
    first = content[0].element if content and top is not None else None
    for marked in content:
        if made and (first is None or marked.element is not first):
            yield from made
            made = []
        yield marked


def _logo(context: Context) -> list[Marked]:
    """The logo above the head of page 1: a figure where it has a text, else decoration."""
    made, profile, frame = context.prints.get(LOGO), context.profile, context.frame
    if made is None:
        return []
    width, top = (profile.length(f"logo.{key}").pt for key in ("width", "top"))
    room = frame.width - width
    x = {"center": room / 2, "right": room}.get(profile.text("logo.align"), 0.0)
    image = Image(frame.left + x, top, width, width * made.height / made.width, made)
    alt = profile.text("logo.alt")
    return [Marked(Element("Figure", context.root, alt=alt) if alt else None, (image,))]


def _keep_off_logo(context: Context, content: Sequence[Marked]) -> None:
    """E0172 for a logo on a line or a rule of page 1: the red name, 密级, a running head."""
    made, profile = context.prints.get(LOGO), context.profile
    logos = [item for marked in content for item in marked.items
             if isinstance(item, Image) and item.print is made]
    for logo, marked in product(logos, (each for each in content if not each.lying)):
        over = max((_over(logo, item, profile.number("page.ascent")) for item in marked.items),
                   default=0.0)
        if over > _TOUCHING:
            text = "".join(item.text for item in marked.items if isinstance(item, GlyphRun))
            context.sink.error(
                "E0172", f"标志图压住了{f'“{text}”' if text else '线'}，"
                f"伸过去 {over / Mm(1).pt:.1f} mm",
                profile.place("logo.width", "logo.top", "logo.align", "logo.file"),
                f"改小 {profile.said('logo.width')} 或 {profile.said('logo.top')}，或换一边")
            return


def _over(logo: Image, item: Item, ascent: float) -> float:
    """How far a logo reaches over text, that stands so high above its baseline, or over a rule."""
    match item:
        case GlyphRun():
            bearing = _BEARING * item.size
            top = item.y - ascent * item.size + bearing
            left, right = item.x + bearing, item.x + item.width - bearing
            bottom = top + item.size - 2 * bearing
        case Rule():
            left, top, right, bottom = item.x, item.y, item.x2, item.y2
        case Picture() | Image():
            return 0.0
        case _:
            assert_never(item)
    return min(logo.x + logo.width - left, right - logo.x,
               logo.y + logo.height - top, bottom - logo.y)
