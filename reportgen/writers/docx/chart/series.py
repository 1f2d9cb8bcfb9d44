"""Series of an editable chart: names, values and labels, each tied to a cell of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.charts.kinds.bar_line import dark, light
from reportgen.charts.kinds.stacks import on
from reportgen.charts.parts.row_labels import BLANK, DERIVED, HATCHED, caption
from reportgen.charts.parts.series import notes as meanings
from reportgen.charts.record.theme import Look, Pen, Theme
from reportgen.document.chart import Coord, Datum, Mark, Position, Series, SeriesChart
from reportgen.excel.write import Value
from reportgen.writers.docx.chart.axes import mixed
from reportgen.writers.docx.chart.labels import (
    AT_FOOT,
    BESIDE_BAR,
    GENERAL,
    ON_BAR,
    ON_RING,
    OVER_BAR,
    OVER_POINT,
    UNDER_POINT,
    Place,
    labels,
)
from reportgen.writers.docx.chart.paint import area, marker, stroke
from reportgen.writers.docx.chart.texts import Type
from reportgen.writers.docx.chart.workbook import reference
from reportgen.writers.docx.xml import Element, leaf, node

RING = "环"           # the kind that is a pie with a hole
_DIGIT = 0.56         # of an em: about the width of a digit
MOST_LABELS = 40     # labels of a series; more would run into each other


def rows(spec: SeriesChart) -> list[list[Value]]:
    """The sheet: a corner that names the unit, the series in columns, the categories in rows."""
    corner = f"单位：{'、'.join(dict.fromkeys(a.unit for a in spec.axes if a.unit))}"
    head: list[Value] = [corner, *(name_of(series, spec) for series in spec.series)]
    body: list[list[Value]] = [
        [label, *(datum.value if (datum := series.data[n]) is not None else None
                  for series in spec.series)]
        for n, label in enumerate(labels_of(spec))
    ]
    return [head, *body]


def labels_of(spec: SeriesChart) -> list[str]:
    """The categories as they are printed; a lone derived bar or slice says that it is one."""
    first = spec.series[0]
    if len(spec.series) > 1 or first.mark is Mark.LINE or spec.position is not Position.DODGE:
        return [category.label for category in spec.categories]
    return [caption(datum) if datum is not None else category.label
            for category, datum in zip(spec.categories, first.data, strict=True)]


def name_of(series: Series, spec: SeriesChart) -> str:
    """A lone series without a name bears the chart's."""
    return series.name or spec.title


def labelled(spec: SeriesChart, printed: frozenset[str] | None) -> frozenset[str]:
    """The facts whose values carry labels: those that the drawing prints, or all of a few."""
    if printed is not None:
        return printed
    few = len(spec.categories) <= MOST_LABELS
    return frozenset(d.quantity.fact for d in spec.data) if few else frozenset()


def element(spec: SeriesChart, order: int, kind: Type, told: frozenset[str]) -> Element:
    """`c:ser` number `order`; the facts in `told` carry labels."""
    series = spec.series[order]
    theme = kind.theme
    as_line = series.mark is Mark.LINE
    polar = spec.coord is Coord.POLAR
    if as_line:
        pen = _pen(spec, order, theme)
        painted = [stroke(pen, theme.series_width), marker(pen, theme)]
    else:
        painted = [area(_look(spec, order, theme), theme)]
        painted += [] if polar else [node("c:invertIfNegative", val=0)]
    return node(
        "c:ser",
        node("c:idx", val=order), node("c:order", val=order),
        node("c:tx", _texts([name_of(series, spec)], reference(order + 1, 0, 0))),
        *painted, *_points(spec, series, kind),
        labels(series.data, _places(spec, order, theme, told), _size(spec, theme), told,
               names=polar and spec.kind != RING)
        if any(datum.quantity.fact in told for datum in series.reported) else None,
        node("c:cat", _texts(labels_of(spec), reference(0, 1, len(spec.categories)))),
        node("c:val", _numbers(series.data, reference(order + 1, 1, len(spec.categories)))),
        node("c:smooth", val=0) if as_line else None,
    )


def _look(spec: SeriesChart, order: int, theme: Theme, *, derived: bool = False) -> Look:
    """Of the bars of a series, or of a slice."""
    if len(spec.series) == 1 and spec.coord is not Coord.POLAR:
        return theme.hatched if derived else theme.solid
    index = light(spec, order) if mixed(spec) else order
    return theme.derived(index) if derived else theme.area(index)


def notes(spec: SeriesChart) -> Iterator[str]:
    """What marks mean, in a chart whose legend names the series alone."""
    beside = not any(each.mark is Mark.LINE for each in spec.series)
    if beside and len(spec.series) > 1 and any(d.quantity.derived for d in spec.data):
        yield HATCHED + DERIVED         # the drawing has it in its legend
    yield from meanings(spec)
    if beside and spec.position is Position.DODGE and any(None in s.data for s in spec.series):
        yield BLANK                     # the drawing prints a dash


def _points(spec: SeriesChart, series: Series, kind: Type) -> Iterator[Element]:
    """Slices each with a look of their own; bars of derived values hatched, their points hollow."""
    theme, order = kind.theme, spec.series.index(series)
    for index, datum in enumerate(series.data):
        derived = datum is not None and datum.quantity.derived
        if spec.coord is Coord.POLAR:
            yield _point(index, area(_look(spec, index, theme, derived=derived), theme))
        elif derived and series.mark is Mark.LINE:
            pen = _pen(spec, order, theme)
            yield _point(index, marker(replace(pen, hollow=True), theme))
        elif derived:
            yield _point(index, area(_look(spec, order, theme, derived=True), theme), flip=True)


def _point(index: int, look: Element, *, flip: bool = False) -> Element:
    """`c:dPt`: one mark that looks otherwise than its series."""
    return node("c:dPt", node("c:idx", val=index),
                node("c:invertIfNegative", val=0) if flip else None,
                look if look.tag.endswith("marker") else None,
                node("c:bubble3D", val=0), look if look.tag.endswith("spPr") else None)


def _pen(spec: SeriesChart, order: int, theme: Theme) -> Pen:
    return theme.pen(dark(spec, order) if mixed(spec) else order)


def _places(
    spec: SeriesChart, order: int, theme: Theme, told: frozenset[str]
) -> list[Place]:
    """Where the labels of a series stand, one for each category.

    Bars below lines carry theirs at the foot, out of the lines' way, on their tint where it is
    plain; of several lines the lowest carries them below; one alone has them above, by turns below
    where they would meet.
    """
    if spec.series[order].mark is not Mark.LINE:
        return [_on_tint(spec, order, index, theme) for index in range(len(spec.categories))]
    if mixed(spec):
        return [OVER_BAR] * len(spec.categories)
    if _crowded(spec, theme):
        return _by_turns(spec.series[order].data, told)
    crossed = len(spec.series) > 1      # by other lines: the labels stand on paper
    return [(UNDER_POINT if _lowest(spec, order, n) else OVER_POINT)._replace(on_marks=crossed)
            for n in range(len(spec.categories))]


def _crowded(spec: SeriesChart, theme: Theme) -> bool:
    """Whether a lone line has labels wider than its points are apart."""
    widest = max((len(datum.quantity.text) for datum in spec.data), default=0)
    return (len(spec.series) == 1 and spec.series[0].mark is Mark.LINE
            and widest * _DIGIT * theme.label_size > theme.width / len(spec.categories))


def _by_turns(data: Sequence[Datum | None], told: frozenset[str]) -> list[Place]:
    """Above and below, of those that are shown; the last stands above."""
    places, under = [], False
    for datum in reversed(data):
        places.append(UNDER_POINT if under else OVER_POINT)
        if datum is not None and datum.quantity.fact in told:
            under = not under
    return places[::-1]


def _on_tint(spec: SeriesChart, order: int, index: int, theme: Theme) -> Place:
    place, datum = _bar_place(spec), spec.series[order].data[index]
    part = index if spec.coord is Coord.POLAR else order
    look = _look(spec, part, theme, derived=datum is not None and datum.quantity.derived)
    if not place.on_marks or look.hatch:
        return place
    return place._replace(on_marks=False, ink=on(look, theme))


def _bar_place(spec: SeriesChart) -> Place:
    if spec.coord is Coord.POLAR:
        return ON_RING if spec.kind == RING else BESIDE_BAR
    if mixed(spec):
        return AT_FOOT
    return BESIDE_BAR if spec.position is Position.DODGE else ON_BAR


def _lowest(spec: SeriesChart, order: int, index: int) -> bool:
    """Whether a line runs below all others at a category; of equal ones it is the last."""
    there = [(datum.value, -n) for n, each in enumerate(spec.series)
             if (datum := each.data[index]) is not None]
    return len(there) > 1 and min(there)[1] == -order


def _size(spec: SeriesChart, theme: Theme) -> float:
    """Of the labels: small ones where series stand side by side, and points do."""
    beside = len(spec.series) > 1 or _crowded(spec, theme)
    return theme.small_size if beside else theme.label_size


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
