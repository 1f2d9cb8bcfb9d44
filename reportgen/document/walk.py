"""One walk over a document: every passage and every number that is printed, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportgen.diagnostics import NOWHERE, Span
from reportgen.document import tree
from reportgen.document.chart import quantities
from reportgen.document.inline import leaves
from reportgen.document.printed import Passage, passages
from reportgen.document.quantity import Quantity

_NAMES = {"footnote": "脚注", "body": "正文", "note": "注"}
_RUNNING = frozenset({"body", "editor_note", "boxed", "footnote", "note", "table_cell"})


class Step(NamedTuple):
    """A passage, the block it belongs to, and the heading (with its number) it stands under."""

    block: tree.Block
    passage: Passage
    section: str = ""

    @property
    def running(self) -> bool:
        """Whether it is text of the narrative, with facts in it: no head, no caption, no label."""
        return self.passage.style in _RUNNING or isinstance(self.block, tree.Heading)

    @property
    def place(self) -> str:
        """What a reader calls the place: 正文, 标题, 表1, 图2注."""
        block, style = self.block, self.passage.style
        match block:
            case _ if style == "footnote":
                return _NAMES[style]
            case tree.Table() | tree.Figure() | tree.PhotoFigure():
                return block.label + _NAMES["note"] * (style == "note")
            case tree.EditorNote() | tree.Boxed():
                return block.label or "提示"
            case tree.ListBlock():
                return "列表"
            case _:
                return "标题" if style.startswith("heading") else _NAMES.get(style, "")


class Printing(NamedTuple):
    """A number as printed, and where; `step.passage` is the caption where it is in a chart."""

    quantity: Quantity
    step: Step
    charted: bool = False

    @property
    def row(self) -> tuple[str, int] | None:
        """The table and its row; None outside tables."""
        block, row = self.step.block, self.step.passage.row
        return (block.label, row) if isinstance(block, tree.Table) and row > 0 else None


def walk(document: tree.Document) -> Iterator[Step]:
    """Every passage, in reading order; footnotes come behind what refers to them."""
    section = ""
    for block in document.blocks:
        if isinstance(block, tree.Heading):
            section = block.number + tree.plain(block.children)
        for passage in passages(block):
            yield Step(block, passage, section)
            for note in tree.footnotes(passage.children):
                said = Passage("footnote", note.children, note.span, note.text)
                yield Step(block, said, section)


def printings(steps: Iterable[Step]) -> Iterator[Printing]:
    """Every number of a walk, in reading order; those of a chart come with its caption."""
    for step in steps:
        if isinstance(step.block, tree.Figure) and step.passage.style == "caption":
            yield from (Printing(each, step, True) for each in quantities(step.block.chart))
        yield from (Printing(leaf, step) for leaf, _ in leaves(step.passage.children)
                    if isinstance(leaf, Quantity))


def at(span: Span, text: str, index: int) -> Span:
    """A character's own place, when the text is the source's text; else the whole text's."""
    if span.line and span.length == len(text):
        return Span(span.file, span.line, span.column + index, 1, span.sheet, span.cell)
    return span if span.file else NOWHERE


def noted(document: tree.Document) -> Iterator[tree.Footnote]:
    """The footnotes of a document, in order."""
    for block in document.blocks:
        for passage in passages(block):
            yield from tree.footnotes(passage.children)


def anchor_of(block: tree.Block) -> str:
    """The anchor by which the text refers to a block; "" for one that is not referred to."""
    match block:
        case tree.Title() | tree.Heading() | tree.Table() | tree.Figure() | tree.PhotoFigure() \
                | tree.Attachment():
            return block.anchor
        case _:
            return ""
