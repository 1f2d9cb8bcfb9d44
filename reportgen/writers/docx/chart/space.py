"""The chart part: bars, lines and slices of one `SeriesChart`, with axes, legend and title."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.parts.header_footer import SOURCE
from reportgen.charts.parts.row_labels import unit_line
from reportgen.document.chart import (
    Coord,
    Mark,
    Position,
    SeriesChart,
)
from reportgen.writers.docx.chart import series
from reportgen.writers.docx.chart.axes import PAIRS, Pair, axes, mixed
from reportgen.writers.docx.chart.texts import Type, properties, rich
from reportgen.writers.docx.package import WORKBOOK
from reportgen.writers.docx.xml import Element, node, root

_PREFIXES = "c a r"
_CLOSE, _APART = 40, 100     # per cent of a bar between two categories


def chart_space(
    spec: SeriesChart, kind: Type, told: frozenset[str]
) -> Element:
    """`c:chartSpace`; the embedded .xlsx is its relation `WORKBOOK`.

    The values of the facts in `told` carry labels; a value axis shows where some do not.
    """
    whole = all(datum.quantity.fact in told for datum in spec.data)
    lines = _title(spec, kind)
    return root("c:chartSpace", [
        node("c:date1904", val=0), node("c:lang", val="zh-CN"), node("c:roundedCorners", val=0),
        node(
            "c:chart",
            node("c:title", rich(lines), node("c:overlay", val=0)) if lines else None,
            node("c:autoTitleDeleted", val=not lines),
            node("c:plotArea", node("c:layout"), *_plots(spec, kind, told),
                 *(axes(spec, kind, labelled=whole)
                   if spec.coord is not Coord.POLAR else ())),
            node("c:legend", node("c:legendPos", val="b"), node("c:overlay", val=0))
            if _legend(spec) else None,
            node("c:plotVisOnly", val=1), node("c:dispBlanksAs", val="gap"),
        ),
        node("c:spPr", node("a:noFill"), node("a:ln", node("a:noFill"))),
        properties(kind),
        node("c:externalData", node("c:autoUpdate", val=0), r__id=WORKBOOK),
    ], _PREFIXES)


def _legend(spec: SeriesChart) -> bool:
    return len(spec.series) > 1 or spec.kind == series.RING


def legend_room(spec: SeriesChart, kind: Type) -> float:
    """Points that a legend takes for itself; in the PDF it stands beside the unit."""
    return 2 * kind.theme.label_size if _legend(spec) else 0.0


def _title(spec: SeriesChart, kind: Type) -> list[tuple[str, float]]:
    """The finding; below it period, unit, whole, what the marks mean, and the source.

    The caption stands in the text, below.
    """
    frame = spec.frame
    unit = unit_line(spec.unit, spec.data) if len(spec.axes) == 1 and not mixed(spec) else ""
    whole = f"{spec.whole.label} {spec.whole.quantity.text}" if spec.whole is not None else ""
    source = SOURCE + frame.source if frame.source else ""
    small = "　".join(filter(None, (frame.period, unit, whole, *series.notes(spec), source)))
    lines = ((frame.finding, kind.theme.label_size), (small, kind.theme.small_size))
    return [(text, size) for text, size in lines if text]


def _plots(spec: SeriesChart, kind: Type, told: frozenset[str]) -> Iterator[Element]:
    """One plot for each mark on each axis."""
    if spec.coord is Coord.POLAR:
        yield _slices(spec, kind, told)
        return
    for number, pair in enumerate(PAIRS[:len(spec.axes)]):
        for mark in (Mark.BAR, Mark.LINE):
            orders = [n for n, each in enumerate(spec.series)
                      if each.mark is mark and each.axis == number]
            if orders:
                made = [series.element(spec, n, kind, told) for n in orders]
                yield _bars(spec, made, pair) if mark is Mark.BAR else _lines(made, pair)


def _bars(spec: SeriesChart, made: list[Element], pair: Pair) -> Element:
    grouping = {Position.DODGE: "clustered", Position.STACK: "stacked",
                Position.FILL: "percentStacked"}[spec.position]
    return node(
        "c:barChart",
        node("c:barDir", val="bar" if spec.coord is Coord.ACROSS else "col"),
        node("c:grouping", val=grouping), node("c:varyColors", val=0), *made,
        node("c:gapWidth", val=_gap(spec)),
        node("c:overlap", val=0 if spec.position is Position.DODGE else 100),
        node("c:axId", val=pair.category), node("c:axId", val=pair.value),
    )


def _gap(spec: SeriesChart) -> int:
    """Where bars stand side by side their labels want the room."""
    beside = spec.position is Position.DODGE and len(spec.series) > 1
    return _CLOSE if beside or spec.coord is Coord.ACROSS else _APART


def _lines(made: list[Element], pair: Pair) -> Element:
    return node(
        "c:lineChart", node("c:grouping", val="standard"), node("c:varyColors", val=0), *made,
        node("c:marker", val=1),
        node("c:axId", val=pair.category), node("c:axId", val=pair.value),
    )


def _slices(spec: SeriesChart, kind: Type, told: frozenset[str]) -> Element:
    made = [series.element(spec, n, kind, told) for n, _ in enumerate(spec.series)]
    if spec.kind == series.RING:
        return node("c:doughnutChart", node("c:varyColors", val=1), *made,
                    node("c:firstSliceAng", val=0), node("c:holeSize", val=55))
    return node("c:pieChart", node("c:varyColors", val=1), *made,
                node("c:firstSliceAng", val=0))
