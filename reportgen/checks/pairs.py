"""Quotation marks and brackets come in pairs, double outside single (K21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import assert_never

from reportgen.diagnostics import NOWHERE, Sink, Span
from reportgen.document import tree
from reportgen.document.tree import Inline

_CLOSING = dict(zip("”’）》〉】〗〕］｝", "“‘（《〈【〖〔［｛", strict=True))
_OPENING = frozenset(_CLOSING.values())
_INNER = {"“": "‘’", "《": "〈〉"}      # within a pair of the same kind these are used


@dataclass(frozen=True, slots=True)
class _Passage:
    """What a reader takes in at once; a quotation may go on in the next paragraph."""

    children: tuple[Inline, ...]
    running: bool = False

    @property
    def text(self) -> str:
        return tree.plain(self.children)

    def place(self, index: int) -> Span:
        """Where the character at `index` is written."""
        for leaf in tree.inlines(self.children):
            if isinstance(leaf, tree.Strong | tree.Lead):
                continue
            if index < len(leaf.text):
                exact = isinstance(leaf, tree.Text) and leaf.span.length == len(leaf.text)
                return replace(leaf.span, column=leaf.span.column + index, length=1) \
                    if exact else leaf.span
            index -= len(leaf.text)
        return NOWHERE


def check_pairs(document: tree.Document, sink: Sink) -> None:
    """W0411 for a mark without its other half, or for “ within “ ”; one for each passage."""
    passages = [each for block in document.blocks for each in _passages(block)]
    for here, following in zip_longest(passages, passages[1:]):
        goes_on = here.running and following is not None and following.running \
            and following.text.startswith("“")
        if found := _fault(here.text, goes_on=goes_on):
            index, message, hint = found
            sink.warning("W0411", message, here.place(index), hint)


def _fault(text: str, *, goes_on: bool) -> tuple[int, str, str] | None:
    """Where the first mark is that is wrong, what is wrong, and how to mend it."""
    stack: list[tuple[int, str]] = []
    for index, ch in enumerate(text):
        if ch in _OPENING:
            if (inner := _INNER.get(ch)) and any(mark == ch for _, mark in stack):
                return index, f"“{ch}”里面又用了“{ch}”", f"里面的一对改成“{inner}”"
            if ch == "‘" and not any(mark == "“" for _, mark in stack):
                return index, "先用了单引号", "外面用“”，引号里面再用引号时才用‘’"
            stack.append((index, ch))
        elif ch in _CLOSING and not _alone(text, index):
            if not stack or stack[-1][1] != _CLOSING[ch]:
                return index, f"“{ch}”前面没有配对的“{_CLOSING[ch]}”", "补上，或删去这一个"
            stack.pop()
    if goes_on:
        stack = [each for each in stack if each[1] != "“"]
    if stack:
        index, ch = stack[-1]
        return index, f"“{ch}”后面没有配对的另一半", "补上；引文分段的，下一段开头再写“"
    return None


def _alone(text: str, index: int) -> bool:
    """An apostrophe, or the bracket of an ordinal: it's, 1）, a）."""
    before, ch = text[index - 1 : index] if index else "", text[index]
    return before.isascii() and before.isalnum() and (
        ch == "’" or (ch == "）" and "（" not in text[max(0, index - 8) : index])
    )


def _passages(block: tree.Block) -> Iterator[_Passage]:
    match block:
        case tree.Paragraph():
            yield _Passage(block.children, running=True)
        case tree.Heading() | tree.Note():
            yield _Passage(block.children)
        case tree.EditorNote():
            for paragraph in block.paragraphs:
                yield _Passage(paragraph, running=True)
        case tree.ListBlock():
            yield from (_Passage(each.children) for each in block.lines())
        case tree.Table():
            yield _typed(block.caption, block.span)
            yield from (_Passage(cell.children) for row in block.rows for cell in row)
            yield from map(_Passage, block.notes)
        case tree.Figure():
            yield _typed(block.caption, block.span)
            yield from map(_Passage, block.notes)
        case tree.PhotoFigure():
            yield _typed(block.caption, block.span)
            for line, photo in zip(block.lines, block.photos, strict=False):
                yield _typed(line, photo.span)
            yield from map(_Passage, block.notes)
        case tree.Title():
            yield _typed(block.text, block.span)
        case tree.Credit() | tree.Remark():
            yield _typed(block.text, block.span)
        case tree.Attachment():
            yield _typed(block.title, block.span)
        case (
            tree.Masthead() | tree.Letterhead() | tree.Contents() | tree.Addressees()
            | tree.PageBreak() | tree.AttachmentList() | tree.Signature() | tree.Colophon()
        ):
            return
        case _:
            assert_never(block)


def _typed(text: str, span: Span) -> _Passage:
    return _Passage((tree.Text(text, span),))
