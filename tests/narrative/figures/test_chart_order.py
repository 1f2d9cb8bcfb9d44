"""The order of what a chart compares: asked for, or as written, with a hint where none is seen."""

from __future__ import annotations

import pytest
from support.charts.kinds import MONTHS, YEARS, chart, spans

from reportgen.charts.registry import kinds
from reportgen.diagnostics import Sink
from reportgen.document.chart import SeriesChart
from reportgen.narrative.figures.chart_order import in_order
from reportgen.narrative.syntax import FALLING, ORDERS, RISING

NAMES = ("东村", "其他", "西村", "南村", "北村")
BARS = chart("条形", NAMES, {"": (3, 9, 5, 4, None)})


def ordered(spec: SeriesChart, order: str) -> tuple[str, list[str]]:
    """The categories by their first characters, and the codes told."""
    sink = Sink()
    made = in_order(spec, order, sink)
    assert all(datum is None or datum.label == category.label
               for series in made.series
               for category, datum in zip(made.categories, series.data, strict=True))
    return "".join(category.label[0] for category in made.categories), [d.code for d in sink]


def test_by_size_with_the_rest_and_the_missing_at_the_end() -> None:
    assert ordered(BARS, FALLING) == ("西南东其北", [])
    assert ordered(BARS, RISING) == ("东南西其北", [])
    assert ordered(BARS, "照写") == ("东其西南北", [])


def test_unasked_nothing_is_sorted_but_it_is_told() -> None:
    assert ordered(BARS, "") == ("东其西南北", [])       # three and the rest: a glance is enough
    four = chart("柱形", NAMES, {"": (3, 9, 5, 4, 8)})
    assert ordered(four, "") == ("东其西南北", ["I0740"])
    sink = Sink()
    in_order(four, "", sink)
    (told,) = sink
    assert told.hints[0] == f"在这一行下面加一行“排序: {FALLING}”"
    assert ordered(in_order(four, FALLING, Sink()), "")[1] == []


@pytest.mark.parametrize("spec", [
    chart("柱形", ("一组", "二组", "三组", "四组"), {"": (3, 9, 5, 4)}),
    chart("条形", ("18—35岁", "36—59岁", "60岁以上", "不详"), {"": (3, 9, 5, 4)}),
    chart("条形", ("优秀", "良好", "合格", "其余人员"), {"": (3, 9, 5, 4)}),
    chart("柱形", MONTHS[:4], {"": (3, 9, 5, 4)}, intervals=spans(1, 2, 3, 4)),
    chart("柱形", ("东村", "西村", "南村", "北村"), {"": (1, 2, 2, 3)}),
    chart("条形", ("东村", "西村", "南村", "北村"), {"甲": (3, 9, 5, 4), "乙": (1, 2, 3, 4)}),
    chart("堆叠", ("东村", "西村", "南村", "北村"), {"甲": (3, 9, 5, 4), "乙": (1, 2, 3, 4)}),
], ids=str)
def test_where_an_order_may_be_meant_nothing_is_told(spec: SeriesChart) -> None:
    assert ordered(spec, "")[1] == []


def test_several_series_by_the_latest_and_stacks_by_the_whole() -> None:
    villages = ("东村", "西村", "南村", "北村", "中心村")
    assert ordered(chart("哑铃", villages, YEARS), RISING) == ("中南北西东", [])
    stack = chart("堆叠", villages[:3], {"甲": (1, 5, None), "乙": (1, None, 9)})
    assert ordered(stack, FALLING) == ("南西东", [])


def test_shares_move_with_their_parts() -> None:
    pie = in_order(chart("饼", NAMES[2:], {"": (20, 50, 30)}, whole=100), FALLING, Sink())
    assert [d.share.text for d in pie.series[0].reported if d.share] == ["50.0%", "30.0%", "20.0%"]


def test_periods_are_never_sorted() -> None:
    months = chart("柱形", MONTHS[:3], {"": (3, 9, 5)}, intervals=spans(1, 2, 3))
    assert ordered(months, FALLING) == ("123", ["E0317"])


def test_which_kinds_can_be_sorted() -> None:
    assert {name for name, kind in kinds().items() if "排序" in kind.keys} == {
        "条形", "柱形", "堆叠", "哑铃", "占比", "饼", "环"}
    assert list(ORDERS)[:2] == [FALLING, RISING]
