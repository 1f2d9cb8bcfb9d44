"""What is written at a chart is of what is drawn: its unit, and the label at each value."""

from __future__ import annotations

from itertools import combinations

from reportgen.checks.charts.specs import scales
from reportgen.diagnostics import Sink, Span
from reportgen.document.chart import ChartSpec
from reportgen.document.tree import Document, Figure
from reportgen.facts.model import Dataset
from reportgen.patterns import late

_UNIT = late("[（(](?:单位[：:])?([^（）()]{1,8})[）)]$")
_MULTIPLE = late("^(?:十|百|千)?[万亿]{1,2}")
_SHORTEST = 2       # characters of a label that names something


def check_labels(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0736 a caption's unit that no axis has, or two labels that are each the other fact's."""
    for block in document.blocks:
        if isinstance(block, Figure):
            _unit(block, sink)
            _swapped(dataset, block.chart, block.span, sink)


def _unit(figure: Figure, sink: Sink) -> None:
    found, units = _UNIT.search(figure.caption), [unit for unit, _ in scales(figure.chart)]
    if found and found[1] not in units and _MULTIPLE.sub("", found[1]) in {
            _MULTIPLE.sub("", unit) for unit in units if unit}:
        sink.error("E0736", f"题注说单位是{found[1]}，图上画的是{'、'.join(units)}", figure.span,
                   "题注里的单位删去：图上自己会写；或写“单位: " + found[1] + "”")


def _swapped(dataset: Dataset, spec: ChartSpec, place: Span, sink: Sink) -> None:
    known = [(datum.label, fact) for _, group in scales(spec) for datum in group
             if len(datum.label) >= _SHORTEST and (fact := dataset.by_id.get(datum.quantity.fact))]
    odd = [(label, fact) for label, fact in known if label not in fact.name]
    for (label, fact), (other, its) in combinations(odd, 2):
        if label in its.name and other in fact.name:
            sink.error("E0736", f"“{fact.name}”标成了“{label}”，“{its.name}”标成了“{other}”", place,
                       "把两个标签换过来", related=(*fact.here, *its.here))
            return
