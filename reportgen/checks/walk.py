"""What a document holds, as the checks need it: every number with the kind of its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.document import tree
from reportgen.document.chart import quantities
from reportgen.document.quantity import Quantity
from reportgen.document.walk import Step, leaves, walk


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

    def take(self, step: Step, row: int) -> None:
        """The leaves of a passage; the block itself where it is a caption."""
        if step.passage.style == "caption" and isinstance(step.block, tree.Table | tree.Figure):
            self.captioned.append(step.block)
        if not step.running:
            return
        for leaf, _ in leaves(step.passage.children):
            match leaf:
                case Quantity():
                    self.printed.append(Printed(leaf, row=row))
                case tree.Text():
                    self.texts.append(leaf)
                case tree.Reference():
                    self.cited.add(leaf.target)


def survey(document: tree.Document) -> Survey:
    """Everything printed in a document, in reading order."""
    found, row, last = Survey(), 0, -1
    for step in walk(document):
        row += step.passage.row not in (-1, last)
        last = step.passage.row
        found.take(step, row if last >= 0 else -1)
        if isinstance(step.block, tree.Figure) and step.passage.style == "caption":
            found.printed.extend(Printed(q, in_chart=True) for q in quantities(step.block.chart))
    return found


def values(found: Survey) -> Iterator[Printed]:
    """The quantities that state a value, not a name, a unit or a period."""
    return (each for each in found.printed if each.quantity.form not in _NO_VALUE)


_NO_VALUE = frozenset({"名称", "单位", "期间"})
