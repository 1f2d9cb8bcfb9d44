"""One walk over a document: every quantity with the kind of place it is printed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from reportgen.document import tree
from reportgen.document.chart import quantities
from reportgen.document.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Printed:
    """A quantity as printed. `row` numbers table rows across the document; -1 outside tables."""

    quantity: Quantity
    in_chart: bool = False
    row: int = -1


@dataclass(slots=True)
class Survey:
    """What a document holds, as the checks need it."""

    printed: list[Printed] = field(default_factory=list)
    texts: list[tree.Text] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)
    captioned: list[tree.Table | tree.Figure] = field(default_factory=list)
    rows: int = 0

    def take(self, children: Iterable[tree.Inline], row: int = -1) -> None:
        """The leaves of some inlines."""
        for leaf in tree.inlines(tuple(children)):
            match leaf:
                case Quantity():
                    self.printed.append(Printed(leaf, row=row))
                case tree.Text():
                    self.texts.append(leaf)
                case tree.Reference():
                    self.cited.add(leaf.target)
                case tree.LineBreak() | tree.Strong() | tree.Lead():
                    continue     # it says nothing; `inlines` gives leaves only


def survey(document: tree.Document) -> Survey:
    """Everything printed in a document, in reading order."""
    found = Survey()
    for block in document.blocks:
        _block(block, found)
    return found


def _block(block: tree.Block, found: Survey) -> None:
    match block:
        case tree.Heading() | tree.Paragraph() | tree.Note():
            found.take(block.children)
        case tree.EditorNote():
            for paragraph in block.paragraphs:
                found.take(paragraph)
        case tree.ListBlock():
            for line in block.lines():
                found.take(line.children)
        case tree.Table():
            found.captioned.append(block)
            _table(block, found)
        case tree.Figure():
            found.captioned.append(block)
            found.printed.extend(Printed(each, in_chart=True) for each in quantities(block.chart))
            for note in block.notes:
                found.take(note)
        case tree.PhotoFigure():
            for note in block.notes:
                found.take(note)
        case (
            tree.Masthead() | tree.Letterhead() | tree.Contents() | tree.Title()
            | tree.Addressees() | tree.Credit() | tree.PageBreak() | tree.AttachmentList()
            | tree.Signature() | tree.Remark() | tree.Attachment() | tree.Colophon()
        ):
            return
        case _:
            assert_never(block)


def _table(table: tree.Table, found: Survey) -> None:
    for row in table.rows:
        found.rows += 1
        for cell in row:
            found.take(cell.children, found.rows)
    for note in table.notes:
        found.take(note)


def values(found: Survey) -> Iterator[Printed]:
    """The quantities that state a value, not a name, a unit or a period."""
    return (each for each in found.printed if each.quantity.form not in _NO_VALUE)


_NO_VALUE = frozenset({"名称", "单位", "期间"})
