"""What the checks say of values made by hand."""

from __future__ import annotations

from reportgen.checks import registry
from reportgen.checks.registry import Given, Need
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset
from reportgen.inspection import CHECKS


def told(given: Given, room: str = "") -> Sink:
    """What the checks of a room say (charts, faces …), or all of them."""
    sink = Sink()
    chosen = [check for check in CHECKS if f"reportgen.checks.{room}" in check.run.__module__]
    registry.run(chosen if room else CHECKS, sink, given, {})
    return sink


def of_text(facts: Dataset, document: Document, room: str = "") -> Sink:
    """What they say of facts and a document."""
    return told({Need.DATASET: facts, Need.DOCUMENT: document}, room)
