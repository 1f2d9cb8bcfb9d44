"""What each block prints, made once: texts, labels and brackets, with the style they are set in.

Pages, Word, text and the checks take them from here, so that a check sees exactly what is set. A
new kind of block has its case in `passages`; what walks over documents knows it then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from reportgen.diagnostics import NOWHERE, Span
from reportgen.document import tree
from reportgen.document.plan import head_rows

ATTACHED, SIGNED, UNIT = "附件：", "签发人：", "单位："
DRAFT = "草　稿"
GAP = "　"      # between a label and what it names; between names in a row
# What stands in a unit's own words for what differs from place to place.
PAGE, PAGES, TABLE = "{页码}", "{页数}", "{表}"
TITLED, NUMBERED, ISSUED = "{标题}", "{期号}", "{单位}"
BLANKS = (TITLED, NUMBERED, ISSUED, PAGE, PAGES)     # of what runs at the head or foot of pages


class Passage(NamedTuple):
    """What is set as one: a paragraph, a line, a caption, a cell.

    `style` names a style of the profile; `label` is what the program puts before the text, in
    `label_style` where it has one of its own. `row` counts the rows of a table, its head 0;
    `level` is that of an entry of the contents, how deep in lists an item is, or by how much a
    cell is indented.
    """

    style: str
    children: tuple[tree.Inline, ...]
    span: Span = NOWHERE
    label: str = ""
    label_style: str = ""
    row: int = -1
    level: int = 0

    @property
    def text(self) -> str:
        """All that is read."""
        return self.label + tree.plain(self.children)


def passages(block: tree.Block) -> Iterator[Passage]:
    """What a block prints, in reading order. The texts within a chart are its drawing's."""
    match block:
        case tree.Masthead():
            yield from _masthead(block)
        case tree.Letterhead():
            yield from _letterhead(block)
        case tree.LetterOpening():
            yield from _letter_opening(block)
        case tree.Contents():
            yield from _contents(block)
        case tree.Title():
            yield _of("title", block.text, block.span)
        case tree.Addressees():
            yield _of("addressees", f"{block.names}：", block.span)
        case tree.EditorNote() | tree.Boxed():
            style = "editor_note" if isinstance(block, tree.EditorNote) else "boxed"
            yield from (Passage(style, children, block.span, f"{block.label}：" * bool(
                block.label and not at), "note_label")
                for at, children in enumerate(block.paragraphs))
        case tree.Heading():
            yield Passage(f"heading{block.level}", block.children, block.span, block.number)
        case tree.Paragraph():
            yield Passage("body", block.children, block.span)
        case tree.ListBlock():
            yield from (Passage("body", line.children, line.span, line.marker, level=line.level)
                        for line in block.lines())
        case tree.Table():
            yield from _table(block)
        case tree.Figure():
            yield caption(block)
            yield from notes(block.notes, block.span)
        case tree.PhotoFigure():
            yield from _photographs(block)
        case tree.Note():
            yield from notes((block.children,), block.span)
        case tree.Credit():
            yield _of("credit", block.text, block.span)
        case tree.AttachmentList():
            yield from (_of("attachment_list", name, block.span, ATTACHED * (not at) + mark)
                        for at, (mark, name) in enumerate(block.items))
        case tree.Attendance():
            yield from (Passage("attendance", (tree.Text(names, span=block.span),), block.span,
                                f"{label}：", "attendance_label") for label, names in block.rows)
        case tree.Signature():
            yield from (_of("signature", text, block.span) for text in (*block.organs, block.date))
        case tree.Remark():
            yield _of("body", f"（{block.text}）", block.span)
        case tree.Attachment():
            yield from (_of(style, text, block.span) for style, text in (
                ("attachment_label", block.label), ("title", block.title)))
        case tree.Colophon():
            yield from colophon_rows(block)
            yield from (_of("colophon", text, block.span)
                        for text in (block.left, block.right) if text)
        case tree.PageBreak():
            return
        case _:
            assert_never(block)


def _of(style: str, text: str, span: Span, label: str = "") -> Passage:
    return Passage(style, (tree.Text(text, True, span=span),), span, label)


def _masthead(block: tree.Masthead) -> Iterator[Passage]:
    lines = (("notice", block.notice), ("masthead_name", block.name),
             ("masthead_issue", block.issue), ("masthead_line", block.issuer),
             ("masthead_line", block.date))
    yield from (_of(style, text, block.span) for style, text in lines if text)


def _letterhead(block: tree.Letterhead) -> Iterator[Passage]:
    yield from (_of(style, text, block.span) for _, text, style in block.corner)
    names = (*block.organs, block.suffix) if len(block.organs) > 1 \
        else (block.organs[0] + block.suffix,)
    yield from (_of("letterhead_name", name, block.span) for name in names if name)
    if block.number:
        yield _of("letterhead_number", block.number, block.span)
    if block.signers:
        yield _of("signer", GAP.join(block.signers), block.span, SIGNED)._replace(
            label_style="letterhead_line")


def _letter_opening(block: tree.LetterOpening) -> Iterator[Passage]:
    marks = [_of(style, text, block.span) for text, style in block.marks]
    yield _of("letter_name", block.organ, block.span)
    # the number stands beside the first of the marks
    yield from (*marks[:1], _of("letter_number", block.number, block.span), *marks[1:])


def _contents(block: tree.Contents) -> Iterator[Passage]:
    yield _of("contents_title", block.title, block.span)
    yield from (_of("contents", entry.text, block.span)._replace(level=entry.level)
                for entry in block.entries)


def _table(block: tree.Table) -> Iterator[Passage]:
    yield caption(block)
    yield from unit(block)
    yield from (_of("table_head", cell.text, block.span)._replace(row=0)
                for row in head_rows(block.columns) for cell in row)
    for number, row in enumerate(block.rows, 1):
        yield from (Passage("table_cell", cell.children, cell.span, row=number, level=cell.indent)
                    for cell in row)
    yield from notes(block.notes, block.span)


def _photographs(block: tree.PhotoFigure) -> Iterator[Passage]:
    yield from (_of("photo_caption", line, photo.span)
                for line, photo in zip(block.lines, block.photos, strict=False))
    if block.number:
        yield caption(block)
    yield from notes(block.notes, block.span)


def caption(block: tree.Table | tree.Figure | tree.PhotoFigure) -> Passage:
    """表1　题注."""
    return _of("caption", block.caption, block.span, block.label + GAP)


def continued(words: str, block: tree.Table) -> Passage:
    """What stands over a table that goes on: 续表1, in the profile's words."""
    return _of("caption", words.replace(TABLE, block.label), block.span)


def headline(words: str, block: tree.Table) -> Passage:
    """Its caption; of a part that is not the first, 续表1　题注, in the profile's words."""
    if block.plan is None or not block.plan.part:
        return caption(block)
    return caption(block)._replace(label=continued(words, block).text + GAP)


def unit(block: tree.Table) -> Iterator[Passage]:
    """单位：万元, above a table that has one unit."""
    if block.unit:
        yield _of("unit", UNIT + block.unit, block.span)


def notes(items: tuple[tuple[tree.Inline, ...], ...], span: Span = NOWHERE) -> Iterator[Passage]:
    """Notes as 注：…, or 注1：…, 注2：… where there are several."""
    for number, children in enumerate(items, 1):
        yield Passage("note", children, span, f"注{number}：" if len(items) > 1 else "注：")


def colophon_rows(block: tree.Colophon) -> Iterator[Passage]:
    """报：…, 送：…, 抄送：…."""
    yield from (_of("colophon", names, block.span, f"{label}：") for label, names in block.rows)


def folio(words: str, page: str, pages: str) -> str:
    """A page number in the profile's words: — 1 —, 第1页　共8页."""
    return words.replace(PAGE, page).replace(PAGES, pages)
