"""The one door to the checks: the table of `reportgen.checks`, and the rows for finished files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.checks import registry
from reportgen.checks.registry import Check, Given, Need
from reportgen.diagnostics import Family, Sink, collecting

if TYPE_CHECKING:
    from reportgen.charts.record.drawing import Drawing
    from reportgen.document.tree import Document
    from reportgen.style.profile import Profile


def _grey(
    document: Document, profile: Profile, drawings: Mapping[int, Drawing], pdf: bytes, sink: Sink,
) -> None:
    """E0731 to E0733: what a grey print of the finished pages would not show."""
    if not drawings or not profile.flag("chart.printed"):
        return
    from reportgen.document.tree import Figure
    from reportgen.proof.greyscale import unclear

    figures = [block for block in document.blocks if isinstance(block, Figure)]
    for each in unclear(pdf, [drawings[figure.number] for figure in figures]):
        figure = figures[each.chart]
        where = f"PDF 第{each.page}页的{figure.label}" if each.page else "PDF"
        sink.error(each.code, f"{where}：{each.words}", figure.span,
                   "这是程序的错，请把简报文件夹发给维护者")


CHECKS = (
    *registry.CHECKS,
    Check("grey", ("E0731", "E0732", "E0733"),
          frozenset({Need.DOCUMENT, Need.PROFILE, Need.DRAWINGS, Need.PDF}), _grey),
)


def inspect(sink: Sink, new: Given, known: Given | None = None) -> None:
    """Run the checks that waited for something of `new`; raises what is wrong.

    A fault of a finished file is the program's, not the text's (Family.PROOF).
    """
    with collecting(sink):
        registry.run(CHECKS, sink, new, known or {})
    sink.raise_errors(Family.PROOF if Need.PDF in new else None)
