"""From the document to finished pages: dispatch, pagination, colophon, page numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import assert_never

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import NOWHERE, Sink
from reportgen.document import tree
from reportgen.fonts import FontLibrary
from reportgen.gc_pause import uncollected
from reportgen.images.develop import Print
from reportgen.layout import (
    blocks,
    colophon,
    contents,
    end_matter,
    figures,
    letter,
    letterhead,
    masthead,
    photos,
    tables,
)
from reportgen.layout.footnotes import separator, with_foot
from reportgen.layout.furniture import furnished
from reportgen.layout.grid import planned
from reportgen.layout.names import Known
from reportgen.layout.pages import Element, OwnPage, Pages
from reportgen.layout.paginate import Sheet, paginate
from reportgen.layout.stack import Part, joined
from reportgen.layout.strips import Strip
from reportgen.layout.text import Context
from reportgen.layout.type_area import frame_of
from reportgen.style.profile import Profile
from reportgen.typeset import Rules

PASSES = 4      # until the contents name the pages they lead to; the second one does


def layout(
    document: tree.Document, profile: Profile, library: FontLibrary,
    drawings: Mapping[int, Drawing], sink: Sink, *,
    prints: Mapping[str, Print] | None = None,
) -> Pages:
    """Lay out `document`.

    `drawings` holds the compiled chart of every figure number, `prints` the photograph of every
    digest.

    All characters must be covered by the faces; `reportgen.checks.faces` reports those that are
    not, before anything is set.
    """
    with uncollected():
        context = context_of(profile, library, sink, drawings, prints, names=document.names)
        return settled(context, parts_of(context, document), document)


def context_of(
    profile: Profile, library: FontLibrary, sink: Sink,
    drawings: Mapping[int, Drawing] | None = None, prints: Mapping[str, Print] | None = None,
    *, names: tree.Names = tree.Names(),  # noqa: B008 - frozen
) -> Context:
    """What the parts of a layout share."""
    rules = Rules(
        autospace=int(profile.number("typeset.autospace")),
        orphan=int(profile.number("typeset.orphan")),
    )
    return Context(
        profile, frame_of(profile), library, rules, drawings or {}, prints or {}, sink,
        Element("Document"), Known.of(names),
    )


def parts_of(context: Context, document: tree.Document) -> list[Part]:
    """Every block set by itself; a table that is too wide is several. Its notes lie where it does.
    """
    made: list[Part] = []
    for block in document.blocks:
        lying = isinstance(block, tree.Note) and bool(made) and made[-1].lying
        made += [part_of(context, each, lying=lying) for each in (
            planned(context, block) if isinstance(block, tree.Table) else (block,))]
    return made


def part_of(context: Context, block: tree.Block, *, lying: bool = False) -> Part:
    """A block set by itself; its footnotes with it. `lying`: on a page on its side."""
    if isinstance(block, tree.Table) and block.plan is not None:
        lying = block.plan.lying
    if lying:
        context = replace(context, frame=context.frame.lying)
    strips = _placed(_strips(context, block), block)
    return Part(block, [with_foot(context, strip)._replace(lying=lying) for strip in strips])


def settled(context: Context, parts: Sequence[Part], document: tree.Document) -> Pages:
    """The pages, made anew until the contents lead to where things stand (W0605 if never)."""
    lists = [block for block, _ in parts if isinstance(block, tree.Contents)]
    wanted = [entry.target for block in lists for entry in block.entries]
    numbers: dict[str, int] = {}
    for _ in range(PASSES):
        trial = Sink()
        made = _made(replace(context, sink=trial), parts, numbers, document)
        place = made.numbers() if wanted else {}
        found = {target: place[target] for target in wanted if target in place}
        if found == numbers:
            break
        numbers = found
    else:
        trial.warning("W0605", f"目录排了{PASSES}遍，页码还没有稳定", lists[0].span,
                      "核对目录里的页码")
    context.sink.extend(trial)
    return made


def _made(
    context: Context, parts: Sequence[Part], numbers: contents.Numbers, document: tree.Document
) -> Pages:
    """The pages with such numbers in the contents."""
    frame = context.frame
    text = listed(context, parts, numbers)
    rules = (separator(replace(context, frame=each)) for each in (frame, frame.lying))
    sheets = paginate(joined(context, text).strips, frame, context.sink, *rules)
    own: OwnPage | None = None
    for block, _ in parts:
        if isinstance(block, tree.Colophon):
            sheets, own = _with_colophon(context, sheets, block)
    sheets = [sheet.footed(each, each.height) if sheet.foot else sheet
              for sheet in sheets for each in [frame.lying if sheet.lying else frame]]
    numbered = len(sheets) if own is None or own.numbered else own.number - 2
    return Pages(furnished(context, document, sheets, numbered), context.root, own)


def listed(
    context: Context, parts: Sequence[Part], numbers: contents.Numbers = MappingProxyType({})
) -> list[Part]:
    """With the contents set, too: they name these pages."""
    return [part._replace(strips=contents.contents(context, part.block, numbers))
            if isinstance(part.block, tree.Contents) else part for part in parts]


def _strips(context: Context, block: tree.Block) -> list[Strip]:
    match block:
        case tree.Masthead():
            return masthead.masthead(context, block)
        case tree.Letterhead():
            return letterhead.letterhead(context, block)
        case tree.LetterOpening():
            return letter.letter_opening(context, block)
        case tree.Title():
            return blocks.title(context, block)
        case tree.Addressees():
            return blocks.addressees(context, block)
        case tree.Boxed():
            return blocks.boxed(context, block)
        case tree.EditorNote():
            return blocks.editor_note(context, block)
        case tree.Heading():
            return blocks.heading(context, block)
        case tree.Paragraph() | tree.Credit():
            return blocks.paragraphs(context, block)
        case tree.ListBlock():
            return blocks.list_block(context, block)
        case tree.Table():
            return tables.table(context, block)
        case tree.Figure():
            return figures.figure(context, block)
        case tree.PhotoFigure():
            return photos.photographs(context, block)
        case tree.Note():
            return blocks.note_strips(context, (block.children,))
        case tree.AttachmentList():
            return end_matter.attachment_list(context, block)
        case tree.Attendance():
            return end_matter.attendance(context, block)
        case tree.Signature():
            return end_matter.signature(context, block)
        case tree.Remark():
            return end_matter.remark(context, block)
        case tree.Attachment():
            return end_matter.attachment(context, block)
        case tree.Contents() | tree.PageBreak() | tree.Colophon():
            return []
        case _:
            assert_never(block)


def _placed(strips: list[Strip], block: tree.Block) -> list[Strip]:
    """Each strip knows where its block is written."""
    if block.span is NOWHERE:
        return strips
    return [
        strip if strip.span is not NOWHERE else strip._replace(span=block.span)
        for strip in strips
    ]


def _with_colophon(
    context: Context, sheets: list[Sheet], block: tree.Colophon
) -> tuple[list[Sheet], OwnPage | None]:
    """The colophon at the foot of the last page, an even one when the profile says so.

    Returns the sheets, and where the colophon has pages to itself: a blank page before its page
    and that page itself carry no number (GB/T 9704-2012 7.5).
    """
    frame = context.frame
    rows = colophon.by_page(colophon.colophon(context, block), frame.height)
    *early, final = rows
    heights = [sum(strip.height for strip in row) for row in rows]
    room = frame.height - heights[-1] - frame.pitch / 2
    own: OwnPage | None = None
    filled = sheets[-1].used + sheets[-1].foot_height if sheets else 0.0
    if sheets and sheets[-1].lying:
        filled = frame.height
    added = colophon.beyond(context, heights, len(sheets), filled)
    if added.pages:
        own = OwnPage(len(sheets) + added.blank + 1, not added.blank)
        sheets = [*sheets, *[Sheet((), 0.0)] * (added.blank + added.pages)]
    if early:
        name = context.profile.text("colophon.name")
        context.sink.warning("W0603", f"{name}高过一页，排成了{len(rows)}页", block.span,
                             "收件单位用统称（如“各村（社区）”），或另附名单")
    for index, part in enumerate(early, -len(early) - 1):
        sheets[index] = Sheet(tuple(colophon.stacked(part, frame.top)), frame.height)
    placed = colophon.stacked(final, frame.top + frame.height - heights[-1])
    last = sheets[-1].footed(frame, room)
    return [*sheets[:-1], Sheet((*last.content, *placed), frame.height)], own
