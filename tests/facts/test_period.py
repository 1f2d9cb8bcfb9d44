from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.facts.model import Period, month_period, period_facts
from reportgen.facts.period import parse_period, read_period
from reportgen.sources.nodes import Scalar


@pytest.mark.parametrize(("text", "year", "month"), [
    ("2023年", 2023, 0), ("2024年2月", 2024, 2), ("2023年12月31日", 2023, 12),
    ("2023年上半年", 2023, 0),
    ("2023年第四季度", 2023, 0), ("2023年1—11月", 2023, 0), ("2023年末", 2023, 0),
])
def test_periods(text: str, year: int, month: int) -> None:
    assert parse_period(text) == Period(text, year, month)


@pytest.mark.parametrize("text", ["去年", "2023", "23年", "2023年13月", "2023年0月", "2023-02", ""])
def test_refused(text: str) -> None:
    sink = Sink()
    assert read_period(Scalar(text, Span("f", 1, 1)), sink) == Period("")
    assert [d.code for d in sink] == ["E0210"]


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
