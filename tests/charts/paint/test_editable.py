from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.charts.paint.editable import office_has
from reportgen.document.chart import (
    Category,
    Coord,
    Datum,
    Interval,
    Mark,
    PartBars,
    Position,
    Series,
    SeriesChart,
    ValueAxis,
)
from reportgen.document.quantity import Quantity


def chart(mark: Mark = Mark.BAR, ends: tuple[int, ...] = ()) -> SeriesChart:
    datum = Datum("甲", Decimal(1), Quantity("A1", "1"))
    categories = tuple(Category(str(end), Interval(end - 11, end)) for end in ends)
    data = (datum,) * (len(ends) or 1)
    return SeriesChart("柱形", "题", categories or (Category("甲"),), (Series("", data, mark),),
                       (ValueAxis("元"),))


def of(spec: SeriesChart, *values: str) -> SeriesChart:
    """The chart with these values."""
    data = tuple(Datum(value, Decimal(value), Quantity(value, value)) for value in values)
    return replace(spec, series=(replace(spec.series[0], data=data),),
                   categories=tuple(map(Category, values)))


TWO = (ValueAxis("元"), ValueAxis("%"))
ROUND = replace(chart(), coord=Coord.POLAR)


@pytest.mark.parametrize(("spec", "has"), [
    (replace(of(chart(), "1", "-1"), axes=TWO), False), (of(chart(), "1", "-1"), True),
    (replace(of(chart(), "1", "0"), axes=TWO), True),
    (of(ROUND, "96", "2", "2"), False), (of(ROUND, "2", "96", "2"), False),
    (of(ROUND, "2", "48", "2", "48"), True), (of(ROUND, "95", "5"), True),
    (chart(), True), (chart(Mark.LINE), True), (chart(Mark.POINT), False),
    (chart(Mark.LINE, (23, 35, 47)), True), (chart(Mark.LINE, (23, 35, 59)), False),
    (PartBars("题", "家", ()), False),
    (replace(chart(), position=Position.FILL), False),
    (replace(chart(), position=Position.FILL, series=chart().series * 2), True),
    (replace(chart(Mark.LINE), axes=(ValueAxis("%", floor=Decimal(90)),)), False),
])
def test_what_office_has(spec: SeriesChart | PartBars, has: bool) -> None:
    assert office_has(spec) is has
