"""Blocks to body elements. One `match` names every kind of block; none is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from reportgen.document import tree
from reportgen.document.columns import ems
from reportgen.document.printed import Passage, passages
from reportgen.frozen import frozen
from reportgen.style.lists import list_shift
from reportgen.style.profile import Profile
from reportgen.writers.docx import closing
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.captions import Captions, notes
from reportgen.writers.docx.colophon import colophon
from reportgen.writers.docx.contents import contents
from reportgen.writers.docx.figures import Figures
from reportgen.writers.docx.folds import Folds
from reportgen.writers.docx.inline import passage_runs
from reportgen.writers.docx.letter import letter_opening
from reportgen.writers.docx.letterhead import letterhead
from reportgen.writers.docx.masthead import masthead, title
from reportgen.writers.docx.measure import lined
from reportgen.writers.docx.numbering import Numbering, item_style, labelled
from reportgen.writers.docx.outline_levels import Ranks
from reportgen.writers.docx.paragraph import (
    break_before,
    keep_with_next,
    low,
    paragraph,
    space_before,
)
from reportgen.writers.docx.photos import Photos
from reportgen.writers.docx.tables import table
from reportgen.writers.docx.xml import Element, qualified, w

_STYLES = {tree.Paragraph: "Body", tree.Addressees: "Addressees", tree.EditorNote: "EditorNote",
           tree.Boxed: "Boxed",
           tree.Credit: "Credit", tree.Remark: "Body"}
# What never stands alone at the head of a page: it says whose the text or table above it is
_BELONGING = (tree.Credit, tree.AttachmentList, tree.Signature, tree.Remark, tree.Note)
_INDENT = 2     # characters
_SHORT = 3      # lines that Word carries to the next page whole, widows and orphans being none
_PARAGRAPH, _ROW = qualified("w:p"), qualified("w:tr")


@frozen
class Workshop:
    """What all blocks of one file share."""

    profile: Profile
    marks: Marks
    captions: Captions
    figures: Figures
    photos: Photos
    ranks: Ranks
    numbers: Mapping[str, int]
    numbering: Numbering
    folds: Folds


def body(blocks: tuple[tree.Block, ...], shop: Workshop) -> Iterator[Element]:
    """The body's elements. A page break becomes a property of the paragraph after it."""
    waiting = False
    gap = shop.profile.length("figure.after").twips
    above: tree.Block | None = None
    last: Element | None = None
    for block in blocks:
        if isinstance(block, tree.PageBreak):
            waiting = True
            continue
        elements = list(_block(block, shop))
        if isinstance(above, tree.Boxed) and isinstance(block, tree.Boxed):      # else one frame
            elements.insert(0, low())
        if isinstance(above, tree.Table) and not above.notes:
            space_before(_opening(elements), gap)      # a table itself has no space below
        closing_in = isinstance(block, tree.AttachmentList | tree.Signature)
        free = closing_in and _only_text(above, blocks, shop.profile)
        if isinstance(block, _BELONGING) and last is not None and not free:
            _hold(last)
        above = block
        if waiting:
            break_before(_opening(elements))
            waiting = False
        last = elements[-1]
        yield from elements
    if waiting:
        last = paragraph("Normal", ())
        break_before(last)
        yield last


def _block(block: tree.Block, shop: Workshop) -> Iterator[Element]:
    match block:
        case tree.Masthead():
            yield from masthead(block, shop.profile)
        case tree.Letterhead():
            yield from letterhead(block, shop.profile)
        case tree.LetterOpening():
            yield from letter_opening(block, shop.profile)
        case tree.Contents():
            yield from contents(block, shop.profile, shop.numbers)
        case tree.Title():
            shop.numbering.begin()
            yield title(block, shop.marks, shop.ranks.title)
        case tree.Heading():
            yield _heading(block, shop)
        case tree.ListBlock():
            yield from (_list_line(each, shop) for each in passages(block))
        case tree.Paragraph() | tree.Addressees() | tree.EditorNote() | tree.Boxed() \
                | tree.Credit() | tree.Remark():
            yield from (
                paragraph(_STYLES[type(block)], passage_runs(each, shop.marks),
                          lined(each, shop.profile)) for each in passages(block)
            )
        case tree.Table():
            yield from table(block, shop.profile, shop.marks, shop.captions, shop.folds)
        case tree.Figure():
            yield from shop.figures.figure(block, shop.marks, shop.captions)
        case tree.PhotoFigure():
            yield from shop.photos.photographs(block, shop.marks, shop.captions)
        case tree.Note():
            yield from notes((block.children,), shop.marks)
        case tree.AttachmentList():
            yield from closing.attachment_list(block, shop.profile)
        case tree.Attendance():
            yield from closing.attendance(block, shop.profile)
        case tree.Signature():
            yield from closing.signature(block, shop.profile)
        case tree.Attachment():
            shop.numbering.begin()
            yield from closing.attachment(block, shop.marks)
        case tree.Colophon():
            yield from colophon(block, shop.profile)
        case tree.PageBreak():
            raise AssertionError("a page break is a property of the next paragraph")
        case _:
            assert_never(block)


def _heading(heading: tree.Heading, shop: Workshop) -> Element:
    (passage,) = passages(heading)
    numbering, typed = shop.numbering.heading(heading.level, heading.number)
    content = passage_runs(passage if typed else passage._replace(label=""), shop.marks)
    style = shop.ranks.heading(heading.level)
    skipped = heading.level - heading.outline
    outline = w("outlineLvl", val=shop.ranks.outline(heading.outline)) if skipped else None
    made = paragraph(style, shop.marks.target(heading.anchor, content), numbering, outline)
    return made if typed else labelled(made, heading.number)


def _list_line(passage: Passage, shop: Workshop) -> Element:
    """A paragraph of a list: an item, with its number, or one that goes on with an item."""
    label = passage.label
    numbering = shop.numbering.item(passage.level, label) if label else None
    shown = passage if numbering is None else passage._replace(label="")
    indent = lined(passage, shop.profile, list_shift(shop.profile, passage.level))
    made = paragraph(item_style(passage.level), passage_runs(shown, shop.marks), numbering, indent)
    return made if numbering is None else labelled(made, label)


def _hold(element: Element) -> None:
    """Keep a paragraph, or the last row of a table, on the page of what follows."""
    rows = element.findall(_ROW)
    for each in rows[-1].iter(_PARAGRAPH) if rows else (element,):
        keep_with_next(each)


def _only_text(block: tree.Block | None, blocks: tuple[tree.Block, ...], profile: Profile) -> bool:
    """Whether this is a short paragraph and all the text that page 1 has.

    What follows would carry it away, and page 1 must show text (GB/T 9704-2012 7.3.3): the pages
    give the same rule up there.
    """
    if not isinstance(block, tree.Paragraph):
        return False
    first = next(each for each in blocks
                 if isinstance(each, tree.Paragraph | tree.ListBlock | tree.Table))
    line = profile.number("page.characters")
    return block is first and ems(tree.plain(block.children)) + _INDENT <= _SHORT * line


def _opening(elements: list[Element]) -> Element:
    """The paragraph that opens a block; a very low one before what begins with a table.

    Without it, Word would take two tables for one.
    """
    if elements[0].tag != _PARAGRAPH:
        elements.insert(0, low())
    return elements[0]
