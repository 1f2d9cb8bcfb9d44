"""What a document holds, as the checks need it: numbers, texts, references, tables and figures."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.tree import Document, Figure, Reference, Table, Text
from reportgen.document.walk import Printing, leaves, printings, walk
from reportgen.facts.forms import FORMS
from reportgen.frozen import frozen


@frozen
class PrintedSurvey:
    """Everything printed in a document, in reading order; `cited` are the anchors referred to."""

    printed: tuple[Printing, ...]
    texts: tuple[Text, ...]
    cited: frozenset[str]
    captioned: tuple[Table | Figure, ...]


def survey(document: Document) -> PrintedSurvey:
    """What a document holds; texts are those of the narrative, without captions and heads."""
    steps = list(walk(document))
    found = [leaf for step in steps if step.running for leaf, _ in leaves(step.passage.children)]
    return PrintedSurvey(
        tuple(printings(steps)), tuple(leaf for leaf in found if isinstance(leaf, Text)),
        frozenset(leaf.target for leaf in found if isinstance(leaf, Reference)),
        tuple(block for block in document.blocks if isinstance(block, Table | Figure)),
    )


def values(found: PrintedSurvey) -> Iterator[Printing]:
    """The quantities that state a value, not a name, a unit or a period."""
    return (each for each in found.printed if FORMS[each.quantity.form].states_value)
