"""Glyph check: every character of the document has a face, or the build stops and says which.

Run before anything is drawn, over prose, tables, captions, furniture and chart labels alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import assert_never

from reportgen.charts.record.drawing import Drawing, TextMark
from reportgen.checks.fallbacks import Fallbacks
from reportgen.diagnostics import NOWHERE, Sink, Span
from reportgen.document.quantity import Quantity
from reportgen.document.tree import (
    Addressees,
    Attachment,
    AttachmentList,
    Block,
    Colophon,
    Contents,
    Credit,
    Document,
    EditorNote,
    Figure,
    Heading,
    Inline,
    Lead,
    Letterhead,
    LineBreak,
    ListBlock,
    Masthead,
    Note,
    PageBreak,
    Paragraph,
    PhotoFigure,
    Reference,
    Remark,
    Signature,
    Strong,
    Table,
    Text,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.style.profile import Profile

Shown = tuple[str, str, Span]     # text, face role, place


def check_glyphs(
    document: Document, drawings: Mapping[int, Drawing], profile: Profile, library: FontLibrary,
    sink: Sink,
) -> None:
    """Report E0501 once for every character that no face of its role covers.

    And, as information, what the user's own faces leave to the bundled ones.
    """
    reported: set[str] = set()
    fallbacks = Fallbacks(library)
    for text, role, span in _shown(document, drawings, profile):
        for index, ch in library.missing(role, text):
            if ch not in reported:
                reported.add(ch)
                _report(ch, text, _at(span, text, index), sink)
        fallbacks.note(role, text, partial(_at, span, text))
    fallbacks.report(sink)


def _report(ch: str, text: str, span: Span, sink: Sink) -> None:
    code = f"U+{ord(ch):04X}"
    where = text if len(text) <= 24 else text[max(0, text.index(ch) - 10) :][:24]
    sink.error(
        "E0501", f"没有字体能显示“{ch}”（{code}），见“{where}”", span,
        "换成通用规范汉字，或删去这个字符",
        f"查看字体覆盖：reportgen fonts “{ch}”",
    )


def _at(span: Span, text: str, index: int) -> Span:
    """The character's own place, when the node's text is the source's text."""
    if span.line and span.length == len(text):
        return replace(span, column=span.column + index, length=1)
    return span


def _shown(
    document: Document, drawings: Mapping[int, Drawing], profile: Profile
) -> Iterator[Shown]:
    for block in document.blocks:
        yield from _block(block, profile)
        if isinstance(block, Figure) and block.number in drawings:
            for mark in drawings[block.number].marks:
                if isinstance(mark, TextMark):
                    yield mark.text, mark.role, block.span
    yield document.meta.title, profile.text("styles.title.role"), NOWHERE


def _block(block: Block, profile: Profile) -> Iterator[Shown]:
    def role(style: str) -> str:
        return profile.text(f"styles.{style}.role")

    match block:
        case Masthead():
            yield block.name, role("title"), block.span
            for text in (block.issue, block.issuer, block.date):
                yield text, role("masthead_line"), block.span
            yield block.notice, role("notice"), block.span
        case Contents():
            yield block.title, role("contents_title"), block.span
            for entry in block.entries:
                yield entry.text, role("contents"), block.span
        case Title():
            yield "".join(block.lines), role("title"), block.span
        case EditorNote():
            yield block.label, role("note_label"), block.span
            for children in block.paragraphs:
                yield from _inlines(children, role("editor_note"), profile)
        case Heading():
            yield block.number, role(f"heading{block.level}"), block.span
            yield from _inlines(block.children, role(f"heading{block.level}"), profile)
        case Paragraph():
            yield from _inlines(block.children, role("body"), profile)
        case ListBlock():
            for each in block.lines():
                yield each.marker, role("body"), each.span
                yield from _inlines(each.children, role("body"), profile)
        case Note():
            yield from _inlines(block.children, role("note"), profile)
        case Table():
            yield from _table(block, role, profile)
        case Figure():
            yield block.caption, role("caption"), block.span
            for children in block.notes:
                yield from _inlines(children, role("note"), profile)
        case PhotoFigure():
            yield block.caption, role("caption"), block.span
            for line, photo in zip(block.lines, block.photos, strict=False):
                yield line, role("photo_caption"), photo.span
            for children in block.notes:
                yield from _inlines(children, role("note"), profile)
        case Colophon():
            for text in (*(part for row in block.rows for part in row), block.left, block.right):
                yield text, role("colophon"), block.span
        case Credit():
            yield block.text, role("credit"), block.span
        case Letterhead():
            yield from _letterhead(block, role)
        case Addressees() | AttachmentList() | Signature() | Remark() | Attachment():
            for text, style in _around(block):
                yield text, role(style), block.span
        case PageBreak():
            return
        case _:
            assert_never(block)


def _around(
    block: Addressees | AttachmentList | Signature | Remark | Attachment
) -> Iterator[tuple[str, str]]:
    """Texts and styles of what stands around the text of a 文件."""
    match block:
        case Addressees():
            yield f"{block.names}：", "addressees"
        case AttachmentList():
            for number, name in block.items:
                yield f"附件：{number}{name}", "body"
        case Signature():
            yield "".join((*block.organs, block.date)), "signature"
        case Remark():
            yield f"（{block.text}）", "body"
        case Attachment():
            yield block.label, "attachment_label"
            yield block.title, "title"
        case _:
            assert_never(block)


def _letterhead(block: Letterhead, role: Callable[[str], str]) -> Iterator[Shown]:
    for organ in block.organs:
        yield organ + block.suffix, role("letterhead_name"), block.span
    for _, text, mark in block.corner:
        yield text, role(mark), block.span
    yield block.number, role("letterhead_line"), block.span
    for name in block.signers:
        yield name, role("signer"), block.span


def _table(
    block: Table, role: Callable[[str], str], profile: Profile
) -> Iterator[Shown]:
    yield block.caption, role("caption"), block.span
    yield block.unit, role("unit"), block.span
    for column in block.columns:
        yield column.heading, role("table_head"), block.span
    for row in block.rows:
        for cell in row:
            yield from _inlines(cell.children, role("table_cell"), profile)
    for children in block.notes:
        yield from _inlines(children, role("note"), profile)


def _inlines(children: Iterable[Inline], role: str, profile: Profile) -> Iterator[Shown]:
    for child in children:
        match child:
            case Text() | Quantity() | Reference():
                yield child.text, role, child.span
            case Strong():
                yield from _inlines(child.children, profile.text("styles.strong.role"), profile)
            case Lead():
                yield from _inlines(child.children, profile.text("styles.lead.role"), profile)
            case LineBreak():
                continue
            case _:
                assert_never(child)
