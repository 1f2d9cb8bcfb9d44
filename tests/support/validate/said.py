"""What a document says, in order, and how to read it back out of finished files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pdfplumber
import pypdfium2

from reportgen.document import tree
from reportgen.document.chart import quantities
from reportgen.document.quantity import Quantity
from reportgen.proof.content import Kind
from reportgen.proof.word.read import read_word

PAGE_NUMBER = re.compile(r"^—\d+—|—\d+—$")


def squeeze(text: str) -> str:
    """The text without white space, which a line break may or may not be."""
    return re.sub(r"\s+", "", text)


def said(document: tree.Document) -> list[str]:
    """Every text of the body in reading order: paragraphs, headings, captions, cells, notes."""
    texts = (squeeze(text) for block in document.blocks for text in _texts(block))
    return [text for text in texts if text]


def _texts(block: tree.Block) -> Iterator[str]:
    match block:
        case tree.Masthead():
            yield from (block.name, block.issue, block.issuer, block.date)
        case tree.Contents():
            yield block.title
            yield from (entry.text for entry in block.entries)
        case tree.Letterhead():
            yield from (text for _, text, _ in block.corner)
            yield from (*block.organs, block.suffix, *block.signers, block.number)
        case tree.LetterOpening():
            first, *others = [*(text for text, _ in block.marks), ""]
            yield from (block.organ, first, block.number, *others)
        case tree.Attendance():
            yield from (f"{label}：{names}" for label, names in block.rows)
        case tree.Title():
            yield from block.lines
        case tree.Addressees():
            yield f"{block.names}："
        case tree.AttachmentList():
            yield from (number + name for number, name in block.items)
        case tree.Signature():
            yield from (*block.organs, block.date)
        case tree.Remark():
            yield f"（{block.text}）"
        case tree.Attachment():
            yield from (block.label, block.title)
        case tree.Credit():
            yield block.text
        case tree.EditorNote():
            yield from map(tree.plain, block.paragraphs)
        case tree.Heading():
            yield block.number + tree.plain(block.children)
        case tree.Paragraph() | tree.Note():
            yield tree.plain(block.children)
        case tree.ListBlock():
            yield from (line.marker + tree.plain(line.children) for line in block.lines())
        case tree.Table():
            yield from (block.label, block.caption)
            yield from (column.heading for column in block.columns)
            yield from (tree.plain(cell.children) for row in block.rows for cell in row)
            yield from map(tree.plain, block.notes)
        case tree.Figure():
            yield from (block.label, block.caption)
            yield from map(tree.plain, block.notes)
        case tree.PhotoFigure(number=number):
            yield from block.lines
            yield from (block.label, block.caption) if number else ()
            yield from map(tree.plain, block.notes)
        case tree.Colophon():
            yield from (text for _, text in block.rows)
            yield from (block.left, block.right)


def missing_in_order(wanted: Iterable[str], text: str) -> list[str]:
    """Those of `wanted` that do not follow, one after the other, in `text`."""
    missing, place = [], 0
    for part in wanted:
        found = text.find(part, place)
        if found < 0:
            missing.append(part)
        else:
            place = found + len(part)
    return missing


def shown_quantities(document: tree.Document) -> list[Quantity]:
    """Every quantity of the document, those of charts included."""
    found: list[Quantity] = []
    for block in document.blocks:
        for children in _inline_groups(block):
            found += [leaf for leaf in tree.inlines(children) if isinstance(leaf, Quantity)]
        if isinstance(block, tree.Figure):
            found += quantities(block.chart)
    return found


def _inline_groups(block: tree.Block) -> Iterator[tuple[tree.Inline, ...]]:
    match block:
        case tree.Heading() | tree.Paragraph() | tree.Note():
            yield block.children
        case tree.EditorNote():
            yield from block.paragraphs
        case tree.ListBlock():
            yield from (line.children for line in block.lines())
        case tree.Table():
            yield from (cell.children for row in block.rows for cell in row)
            yield from block.notes
        case tree.Figure() | tree.PhotoFigure():
            yield from block.notes


def _pages(texts: Iterable[str]) -> str:
    return "".join(PAGE_NUMBER.sub("", squeeze(text)) for text in texts)


def pdfium_text(pdf: Path) -> str:
    """The text pdfium finds, squeezed, without page numbers."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _pages([page.get_textpage().get_text_bounded() for page in document])
    finally:
        document.close()


def pdfplumber_text(pdf: Path) -> str:
    """The characters pdfplumber finds, in the order of the content stream."""
    with pdfplumber.open(pdf) as document:
        return _pages(["".join(c["text"] for c in page.chars) for page in document.pages])


def docx_text(docx: Path) -> str:
    """The text of a DOCX body, squeezed; fields by their cached results, numbers as Word counts.

    Each paragraph of text boxes is read where its box stands, and of pictures only their labels.
    """
    pieces = read_word(docx.read_bytes(), docx.name).pieces
    return squeeze("".join(piece.text for piece in pieces if piece.kind is not Kind.FIGURE))
