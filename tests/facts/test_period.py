from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.facts.model import Period, month_period, period_facts
from reportgen.facts.period import interval, parse_period, read_period
from reportgen.sources.nodes import Scalar


@pytest.mark.parametrize(("text", "year", "month"), [
    ("2023年", 2023, 0), ("2024年2月", 2024, 2), ("2023年12月31日", 2023, 12),
    ("2023年上半年", 2023, 0),
    ("2023年第四季度", 2023, 0), ("2022年10月—2023年5月", 2022, 0),
    ("2023年1—11月", 2023, 0), ("2023年末", 2023, 0),
])
def test_periods(text: str, year: int, month: int) -> None:
    assert parse_period(text) == Period(text, year, month)


@pytest.mark.parametrize("text", ["去年", "2023", "23年", "2023年13月", "2023年0月", "2023-02", ""])
def test_refused(text: str) -> None:
    sink = Sink()
    assert read_period(Scalar(text, Span("f", 1, 1)), sink) == Period("")
    assert [d.code for d in sink] == ["E0210"]


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2023年", 0, 11), ("2023年全年", 0, 11), ("2023年2月", 1, 1), ("2023年2月3日", 1, 1),
    ("2023年上半年", 0, 5), ("2023年下半年", 6, 11), ("2023年第三季度", 6, 8),
    ("2023年前三季度", 0, 8), ("2023年1—11月", 0, 10), ("2023年末", 11, 11),
    ("2023年10月—2024年5月", 9, 16),
])
def test_months_of_a_period(text: str, first: int, last: int) -> None:
    period = parse_period(text)
    assert period is not None
    found = interval(period)
    assert found is not None
    assert (found.first - 2023 * 12, found.last - 2023 * 12) == (first, last)


def test_no_year_no_months() -> None:
    assert interval(Period("")) is None


def test_full_width_digits() -> None:
    assert parse_period("２０２３年") == Period("2023年", 2023)


def test_names_of_periods() -> None:
    names = {fact.name: fact.period.text for fact in period_facts(Period("2024年1月", 2024, 1))}
    assert names == {
        "本期": "2024年1月", "上年": "2023年", "本年": "2024年", "明年": "2025年",
        "上月": "2023年12月", "本月": "2024年1月", "下月": "2024年2月",
    }
    assert month_period(Period("2023年12月", 2023, 12), 1) == Period("2024年1月", 2024, 1)
    assert period_facts(Period("")) == ()
