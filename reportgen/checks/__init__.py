"""Checks: what is wrong between the facts and the finished document, before anything is written."""

from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset


def check(dataset: Dataset, document: Document, sink: Sink) -> None:
    """All checks of facts and document. Problems go to the sink (04xx); nothing is raised."""
    from reportgen.checks.charts import check_charts
    from reportgen.checks.consistency import check_document
    from reportgen.checks.facts import check_facts
    from reportgen.checks.pairs import check_pairs
    from reportgen.checks.rates import check_rates
    from reportgen.checks.usage import check_usage
    from reportgen.checks.walk import survey

    found = survey(document)
    check_facts(dataset, sink)
    check_usage(dataset, found, sink)
    check_rates(dataset, found, sink)
    check_document(found, sink)
    check_pairs(document, sink)
    check_charts(dataset, document, sink)
