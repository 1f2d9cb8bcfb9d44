"""Series of an editable chart: names, values and labels, each tied to a cell of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.charts.kinds.bar_line import dark, light
from reportgen.charts.theme import Look, Theme
from reportgen.document.chart import Coord, Datum, Mark, Position, Series, SeriesChart
from reportgen.writers.docx.chart.labels import (
    AT_FOOT,
    BESIDE_BAR,
    BESIDE_POINT,
    GENERAL,
    ON_BAR,
    ON_RING,
    OVER_BAR,
    Place,
    labels,
)
from reportgen.writers.docx.chart.paint import area, marker, stroke
from reportgen.writers.docx.chart.texts import Type
from reportgen.writers.docx.chart.workbook import Value, reference
from reportgen.writers.docx.xml import Element, leaf, node

RING = "环"           # the kind that is a pie with a hole
MOST_LABELS = 40     # labels of a series; more would run into each other


def rows(spec: SeriesChart) -> list[list[Value]]:
    """The sheet: a corner that names the unit, the series in columns, the categories in rows."""
    corner = f"单位：{'、'.join(dict.fromkeys(a.unit for a in spec.axes if a.unit))}"
    head: list[Value] = [corner, *(name_of(series, spec) for series in spec.series)]
    body: list[list[Value]] = [
        [category.label, *(_value(series.data[n]) for series in spec.series)]
        for n, category in enumerate(spec.categories)
    ]
    return [head, *body]


def _value(datum: Datum | None) -> Decimal | None:
    return datum.value if datum is not None else None


def name_of(series: Series, spec: SeriesChart) -> str:
    """A lone series without a name bears the chart's."""
    return series.name or spec.title


def labelled(spec: SeriesChart) -> bool:
    """Whether every value carries its label."""
    return len(spec.categories) <= MOST_LABELS


def element(spec: SeriesChart, order: int, kind: Type) -> Element:
    """`c:ser` number `order`."""
    series = spec.series[order]
    theme = kind.theme
    as_line = series.mark is Mark.LINE
    polar = spec.coord is Coord.POLAR
    if as_line:
        pen = theme.pen(dark(spec, order) if _mixed(spec) else order)
        painted = [stroke(pen, theme.series_width), marker(pen, theme)]
    else:
        painted = [area(_look(spec, order, theme), theme)]
        painted += [] if polar else [node("c:invertIfNegative", val=0)]
    return node(
        "c:ser",
        node("c:idx", val=order), node("c:order", val=order),
        node("c:tx", _texts([name_of(series, spec)], reference(order + 1, 0, 0))),
        *painted, *_points(spec, series, kind),
        labels(series.data, _place(spec, as_line=as_line), _size(spec, theme), names=polar)
        if labelled(spec) else None,
        node("c:cat", _texts([c.label for c in spec.categories],
                             reference(0, 1, len(spec.categories)))),
        node("c:val", _numbers(series.data, reference(order + 1, 1, len(spec.categories)))),
        node("c:smooth", val=0) if as_line else None,
    )


def _mixed(spec: SeriesChart) -> bool:
    """Whether lines stand over bars: the bars are then light, the lines dark, as in the PDF."""
    return len({each.mark for each in spec.series}) > 1


def _look(spec: SeriesChart, order: int, theme: Theme) -> Look:
    if _mixed(spec):
        return light(theme, order)
    return theme.solid if len(spec.series) == 1 else theme.area(order)


def _points(spec: SeriesChart, series: Series, kind: Type) -> Iterator[Element]:
    """Slices each with a look of their own; bars of derived values hatched."""
    if spec.coord is Coord.POLAR:
        for index, _ in enumerate(series.data):
            yield node("c:dPt", node("c:idx", val=index), node("c:bubble3D", val=0),
                       area(kind.theme.area(index), kind.theme))
    elif series.mark is Mark.BAR and len(spec.series) == 1:
        for index, datum in enumerate(series.data):
            if datum is not None and datum.quantity.derived:
                yield node("c:dPt", node("c:idx", val=index), node("c:invertIfNegative", val=0),
                           node("c:bubble3D", val=0), area(kind.theme.hatched, kind.theme))


def _place(spec: SeriesChart, *, as_line: bool) -> Place:
    """Where the labels stand; bars below lines carry theirs at the foot, out of the lines' way."""
    if as_line:
        return OVER_BAR if _mixed(spec) else BESIDE_POINT
    if spec.coord is Coord.POLAR:
        return ON_RING if spec.kind == RING else BESIDE_BAR
    if _mixed(spec):
        return AT_FOOT
    return BESIDE_BAR if spec.position is Position.DODGE else ON_BAR


def _size(spec: SeriesChart, theme: Theme) -> float:
    """Of the labels: small ones where series stand side by side."""
    return theme.small_size if len(spec.series) > 1 else theme.label_size


def _texts(texts: Sequence[str], where: str) -> Element:
    return node("c:strRef", leaf("c:f", where), node(
        "c:strCache", node("c:ptCount", val=len(texts)),
        *(node("c:pt", leaf("c:v", text), idx=n) for n, text in enumerate(texts)),
    ))


def _numbers(data: Sequence[Datum | None], where: str) -> Element:
    return node("c:numRef", leaf("c:f", where), node(
        "c:numCache", leaf("c:formatCode", GENERAL), node("c:ptCount", val=len(data)),
        *(node("c:pt", leaf("c:v", format(datum.value, "f")), idx=n)
          for n, datum in enumerate(data) if datum is not None),
    ))
