"""The one door to the checks: the table of `reportgen.checks`, and the rows for finished files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.checks import registry
from reportgen.checks.registry import Check, Given, Need
from reportgen.diagnostics import NOWHERE, Family, Sink, collecting
from reportgen.gc_pause import uncollected

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.facts.model import Dataset
    from reportgen.fonts import FontLibrary
    from reportgen.layout.pages import Page
    from reportgen.narrative.syntax import Narrative
    from reportgen.proof.pdf.sheets import FinishedPdf
    from reportgen.rolling.stale import Previous
    from reportgen.style.profile import Profile

_SHOWN = 8          # differences told one by one


def _laid(
    document: Document, pages: Sequence[Page], library: FontLibrary, pdf: FinishedPdf,
    sink: Sink,
) -> None:
    """E1019: what the finished pages show otherwise than they were laid; charts among it, which
    were judged, in grey, too, as they were drawn."""
    from reportgen.proof.parity.laid import unlike_laid

    for each in unlike_laid(pdf, pages, library, document.meta.title)[:_SHOWN]:
        where = f"{each.pdf.part}{each.pdf.spot}" if each.pdf else "全文"
        sink.error("E1019", f"PDF {where}：{each.message}", NOWHERE,
                   "这是程序的错，请把简报文件夹发给维护者")


def _stale(dataset: Dataset, document: Document, previous: Previous, sink: Sink) -> None:
    """W0490 to W0497: what stayed as it was in the issue before."""
    from reportgen.rolling.stale import check_stale

    check_stale(dataset, document, previous, sink)


def _traced(
    *, document: Document, dataset: Dataset, narrative: Narrative, profile: Profile,
    pages: Sequence[Page], pdf: FinishedPdf, sink: Sink,
) -> None:
    """E1045: a digit of the finished pages that comes from no fact and from no place of the source,
    though every file may show it."""
    from reportgen.trace.finished import stranger, strangers
    from reportgen.trace.laid import Laid
    from reportgen.trace.ledger import Ledger

    ledger = Ledger(document, dataset, narrative, profile.text("table.continued"))
    laid = Laid(pages, ledger, document, profile)
    for page, lines in zip(pages, pdf.lines, strict=False):
        for each in strangers(lines, laid.page(page), page):
            sink.extend([stranger(each, "PDF", "这是程序的错，请把简报文件夹发给维护者")])


CHECKS = (
    *registry.CHECKS,
    Check("stale", tuple(f"W049{n}" for n in range(8)),
          frozenset({Need.DATASET, Need.DOCUMENT, Need.PREVIOUS}), _stale),
    Check("laid", ("E1019",), frozenset({Need.DOCUMENT, Need.PAGES, Need.LIBRARY, Need.PDF}),
          _laid),
    # behind the row that reads the pages
    Check("traced", ("E1045",), frozenset({
        Need.DOCUMENT, Need.DATASET, Need.NARRATIVE, Need.PROFILE, Need.PAGES, Need.PDF}), _traced),
)


@uncollected()
def inspect(sink: Sink, new: Given, known: Given | None = None) -> None:
    """Run the checks that waited for something of `new`; raises what is wrong.

    A fault of a finished file is the program's, not the text's (Family.PROOF).
    """
    with collecting(sink):
        registry.run(CHECKS, sink, new, known or {})
    sink.raise_errors(Family.PROOF if Need.PDF in new else None)
