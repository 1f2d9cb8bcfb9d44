"""Axes of an editable chart. A value axis begins at zero; one whose values all carry labels is not
drawn, as in the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from math import ceil

from reportgen.charts.proof.view import rough_width
from reportgen.charts.record.theme import Theme
from reportgen.document.chart import Coord, SeriesChart, ValueAxis
from reportgen.frozen import frozen
from reportgen.writers.docx.chart.paint import line
from reportgen.writers.docx.chart.texts import Type, rich, text_size
from reportgen.writers.docx.xml import Element, node

_MOST_NAMES = 12    # of upright categories; of more every other is named, or every third …
_PLOT = 0.88        # of the width, about: what the value axes leave for the categories
_PIECE = re.compile(r"[\d.—–-]+\D?|.")     # what a line must not break: a number and its unit
_EXACT, _WHOLE = "0.##########", "0"     # no scientific notation however large the number


@frozen
class Pair:
    """The ids of a category axis and of the value axis that crosses it."""

    category: int
    value: int


PAIRS = (Pair(111, 112), Pair(121, 122))


def axes(spec: SeriesChart, kind: Type, *, labelled: bool) -> Iterator[Element]:
    """All axes; a second value axis stands at the right with a hidden category axis."""
    across = spec.coord is Coord.ACROSS
    size, every = (kind.theme.label_size, 1) if across else _names(spec, kind)
    for second, (axis, pair) in enumerate(zip(spec.axes, PAIRS, strict=False)):
        yield _categories(pair, kind, across=across, hidden=bool(second), size=size, every=every)
        yield _values(axis, spec, pair, kind, second=bool(second),
                      hidden=labelled and len(spec.axes) == 1 and not mixed(spec))


def mixed(spec: SeriesChart) -> bool:
    """Whether lines stand over bars: their axes are drawn, and named.

    The bars are then light, the lines dark, as in the PDF.
    """
    return len({each.mark for each in spec.series}) > 1


def _names(spec: SeriesChart, kind: Type) -> tuple[float, int]:
    """The size of the names under an upright chart, and of how many one is shown.

    Small where 2024年 would be broken behind its number; of periods, fewer where it still would.
    """
    count = len(spec.categories)
    room, theme = kind.theme.width * _PLOT / count, kind.theme
    pieces = [piece for category in spec.categories for piece in _PIECE.findall(category.label)]
    widest = max(rough_width(piece, 1.0) for piece in pieces)
    size = theme.label_size if widest * theme.label_size <= room else theme.small_size
    timed = all(category.interval is not None for category in spec.categories)
    need = widest * size / room if timed else 1.0
    return size, max(ceil(need), -(-count // _MOST_NAMES))


def _categories(
    pair: Pair, kind: Type, *, across: bool, hidden: bool, size: float, every: int
) -> Element:
    return node(
        "c:catAx",
        node("c:axId", val=pair.category),
        node("c:scaling", node("c:orientation", val="maxMin" if across else "minMax")),
        node("c:delete", val=hidden),
        node("c:axPos", val="l" if across else "b"),
        node("c:numFmt", formatCode="General", sourceLinked=0),
        node("c:majorTickMark", val="none"), node("c:minorTickMark", val="none"),
        node("c:tickLblPos", val="low"),
        node("c:spPr", line(kind.theme.axis, kind.theme.axis_width)),
        text_size(size) if size != kind.theme.label_size else None,
        node("c:crossAx", val=pair.value), node("c:crosses", val="autoZero"),
        node("c:auto", val=0), node("c:lblAlgn", val="ctr"), node("c:lblOffset", val=100),
        node("c:tickLblSkip", val=every) if every > 1 else None,
        node("c:noMultiLvlLbl", val=1),
    )


def _values(
    axis: ValueAxis, spec: SeriesChart, pair: Pair, kind: Type, *, second: bool, hidden: bool
) -> Element:
    across = spec.coord is Coord.ACROSS
    place = "b" if across else "r" if second else "l"
    grid = node("c:majorGridlines", node("c:spPr", line(kind.theme.grid, kind.theme.hair_width)))
    title = f"{axis.title}（{axis.unit}）" if axis.title else axis.unit if mixed(spec) else ""
    return node(
        "c:valAx",
        node("c:axId", val=pair.value), _scaling(spec, second=second),
        node("c:delete", val=hidden), node("c:axPos", val=place),
        grid if not (hidden or second) else None,
        node("c:title", rich([(title, kind.theme.small_size)], upwards=not across),
             node("c:overlay", val=0)) if title else None,
        node("c:numFmt", formatCode=_format(spec, kind.theme, second=second), sourceLinked=0),
        node("c:majorTickMark", val="none"), node("c:minorTickMark", val="none"),
        node("c:tickLblPos", val="nextTo"),
        node("c:spPr", node("a:ln", node("a:noFill"))),
        text_size(kind.theme.small_size),
        node("c:crossAx", val=pair.category),
        # beyond the last category: at the right, or at the foot of categories that run down
        node("c:crosses", val="max" if across or second else "autoZero"),
        node("c:crossBetween", val="between"),
    )


def _scaling(spec: SeriesChart, *, second: bool) -> Element:
    """Zero is in view."""
    above = all(value >= 0 for value in _shown(spec, second=second))
    return node(
        "c:scaling", node("c:orientation", val="minMax"),
        node("c:min", val=0) if above else None,
    )


def _format(spec: SeriesChart, theme: Theme, *, second: bool) -> str:
    """Whole numbers where all values are whole: an axis then needs no decimal point."""
    large = all(abs(value) >= 10 or not value for value in _shown(spec, second=second))
    body = ("#,##" if theme.thousands else "") + (_WHOLE if large else _EXACT)
    return f'{body};"{theme.minus}"{body}'


def _shown(spec: SeriesChart, *, second: bool) -> Iterator[Decimal]:
    """The values on one of the axes."""
    return (datum.value for series in spec.series if series.axis == int(second)
            for datum in series.reported)
