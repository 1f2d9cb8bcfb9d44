"""Labels of a time axis: all where they fit, else first, last, highest and calendar steps."""

from __future__ import annotations

import pytest
from support.charts.kinds import chart, spans
from support.charts.stub import RULER

from reportgen.charts.parts.period_labels import dated, period_labels
from reportgen.document.chart import SeriesChart

MONTHS = [f"{year}年{month}月" for year in (2022, 2023, 2024) for month in range(1, 13)]


def months(count: int, values: dict[int, str | None] | None = None) -> SeriesChart:
    """A line of so many months from January 2022, rising if it is not told otherwise."""
    rows = [(values or {}).get(n, str(n + 1)) for n in range(count)]
    made = chart("折线", MONTHS[:count], {"": rows}, intervals=spans(*range(1, count + 1)))
    assert isinstance(made, SeriesChart)
    return made


def shown(spec: SeriesChart, width: float) -> list[str]:
    """What is written below the axis, left to right, on a plot of that width."""
    count = len(spec.categories)
    places = [20 + width * n / max(1, count - 1) for n in range(count)]
    texts = [category.label for category in spec.categories]
    lines, _ = period_labels(spec, texts, places, RULER)
    return ["/".join(each) for each in lines if each]


def test_every_month_is_named_and_each_year_once() -> None:
    found = shown(months(14), 420)
    assert found == ["1月/2022年", *[f"{n}月" for n in range(2, 13)], "1月/2023年", "2月"]


def test_many_months_fall_on_steps_of_the_calendar() -> None:
    found = shown(months(36), 420)
    assert found[0] == "1月/2022年"
    assert found[-1] == "12月"
    assert {"1月/2023年", "1月/2024年"} <= set(found)
    assert {each.partition("/")[0] for each in found[:-1]} <= {"1月", "4月", "7月", "10月"}


def test_the_highest_is_named_though_it_is_on_no_step() -> None:
    assert "6月" in shown(months(36, {17: "999"}), 420)


def test_a_month_without_data_has_no_label() -> None:
    assert shown(months(3, {1: None}), 420) == ["1月/2022年", "3月"]


@pytest.mark.parametrize("width", [5, 40, 100, 300])
def test_the_last_is_always_named(width: float) -> None:
    assert shown(months(36), width)[-1].startswith("12月")


@pytest.mark.parametrize(("text", "is_dated"), [
    ("2024年10月", True), ("2024年第一季度", True), ("2024年上半年", True), ("2024年", False),
    ("10月", False), ("2024年（测算）", False),
])
def test_a_part_of_a_year_is_known(text: str, is_dated: bool) -> None:
    assert dated([text]) is is_dated
