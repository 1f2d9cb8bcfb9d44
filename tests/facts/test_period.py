from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.facts.model import Period, month_period, period_facts
from reportgen.facts.period import dated, interval, parse_period, read_period, year_before
from reportgen.sources.nodes import Scalar


@pytest.mark.parametrize(("text", "year", "month"), [
    ("2023年", 2023, 0), ("2024年2月", 2024, 2), ("2023年12月31日", 2023, 12),
    ("2023年上半年", 2023, 0),
    ("2023年第四季度", 2023, 0), ("2022年10月—2023年5月", 2022, 0),
    ("2023年1—11月", 2023, 0), ("2023年末", 2023, 0),
])
def test_periods(text: str, year: int, month: int) -> None:
    assert parse_period(text) == Period(text, year, month)


@pytest.mark.parametrize("text", ["去年", "23年", "2023年13月", "2023年0月", ""])
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


OCTOBER = parse_period("2025年10月")
JANUARY_ON = parse_period("2025年1—10月")
YEAR = parse_period("2025年")


@pytest.mark.parametrize(("text", "start", "end"), [
    ("前10个月", "2025-01-01", "2025-10-31"), ("前十个月", "2025-01-01", "2025-10-31"),
    ("1—10月", "2025-01-01", "2025-10-31"), ("1-10月份", "2025-01-01", "2025-10-31"),
    ("1月至10月", "2025-01-01", "2025-10-31"), ("1～10月累计", "2025-01-01", "2025-10-31"),
    ("10月末", "2025-10-31", "2025-10-31"), ("截至10月底", "2025-10-31", "2025-10-31"),
    ("截至10月15日", "2025-10-15", "2025-10-15"),
    ("截至10月", "2025-10-31", "2025-10-31"), ("截至三季度", "2025-09-30", "2025-09-30"),
    ("10月", "2025-10-01", "2025-10-31"),
    ("10月份", "2025-10-01", "2025-10-31"), ("本月", "2025-10-01", "2025-10-31"),
    ("当月", "2025-10-01", "2025-10-31"), ("上月", "2025-09-01", "2025-09-30"),
    ("累计", "2025-01-01", "2025-10-31"), ("本年累计", "2025-01-01", "2025-10-31"),
    ("今年以来", "2025-01-01", "2025-10-31"), ("三季度", "2025-07-01", "2025-09-30"),
    ("第3季度", "2025-07-01", "2025-09-30"), ("前三季度", "2025-01-01", "2025-09-30"),
    ("前3个季度", "2025-01-01", "2025-09-30"), ("三季度末", "2025-09-30", "2025-09-30"),
    ("本季度", "2025-10-01", "2025-12-31"), ("上半年", "2025-01-01", "2025-06-30"),
    ("下半年", "2025-07-01", "2025-12-31"), ("全年", "2025-01-01", "2025-12-31"),
    ("今年上半年", "2025-01-01", "2025-06-30"), ("去年", "2024-01-01", "2024-12-31"),
    ("上年10月", "2024-10-01", "2024-10-31"), ("明年", "2026-01-01", "2026-12-31"),
    *((f"{this}年10月", "2025-10-01", "2025-10-31") for this in "今本当"),
    ("年末", "2025-12-31", "2025-12-31"),
    ("去年底", "2024-12-31", "2024-12-31"), ("年初", "2025-01-01", "2025-01-01"),
    ("10月上旬", "2025-10-01", "2025-10-10"), ("2月下旬", "2025-02-21", "2025-02-28"),
    ("10月1—7日", "2025-10-01", "2025-10-07"), ("9月26日—10月25日", "2025-09-26", "2025-10-25"),
    ("2024年2月", "2024-02-01", "2024-02-29"), ("2021—2025年", "2021-01-01", "2025-12-31"),
    ("“十四五”期间", "2021-01-01", "2025-12-31"), ("去年同期", "2024-10-01", "2024-10-31"),
    ("上期", "2025-09-01", "2025-09-30"), ("上年累计", "2024-01-01", "2024-10-31"),
    ("去年同期累计", "2024-01-01", "2024-10-31"),
    ("2023年10月至2024年5月", "2023-10-01", "2024-05-31"),
])
def test_periods_as_people_write_them(text: str, start: str, end: str) -> None:
    """With the year, and where need be the month, of the data; printed as written."""
    found = parse_period(text, OCTOBER)
    assert found is not None
    assert (str(found.start), str(found.end), found.text) == (start, end, text)


@pytest.mark.parametrize("text", [
    "本月", "上月", "本季度", "13月", "前13个月", "五季度", "10—3月", "2月30日", "10月—", "某月",
])
def test_what_cannot_be_told_is_refused(text: str) -> None:
    sink = Sink()
    assert read_period(Scalar(text, Span("f", 1, 1)), sink, YEAR) == Period("")
    (told,) = sink
    assert told.code == "E0210"
    assert told.hints


@pytest.mark.parametrize("text", [
    "5—3月", "5月10—3日", "2024年12月至2024年1月", "2025—2021年", "2024年5月9日—5月1日",
])
def test_a_period_that_ends_before_it_starts_is_told_as_such(text: str) -> None:
    sink = Sink()
    assert read_period(Scalar(text, Span("f", 1, 1)), sink, YEAR) == Period("")
    (told,) = sink
    assert told.message == f"末尾在开头之前的期间“{text}”"


def test_this_month_in_data_up_to_a_month() -> None:
    assert parse_period("本月", JANUARY_ON) == Period("本月", 2025, 10)


@pytest.mark.parametrize(("text", "base", "start", "end"), [
    ("上周", "2025年1月6日—12日", "2024-12-30", "2025-01-05"),
    ("本周", "2025年1月6日—12日", "2025-01-06", "2025-01-12"), ("本周", "2025年1月", "", ""),
    ("上期", "2025年1月6日—12日", "2024-12-30", "2025-01-05"),
    ("上季度", "2025年一季度", "2024-10-01", "2024-12-31"),
    ("上期", "2025年一季度", "2024-10-01", "2024-12-31"),
    ("上期", "2025年上半年", "2024-07-01", "2024-12-31"),
    ("上期", "2025年1—6月", "", ""), ("上周", "2025年1月", "", ""),
])
def test_the_one_before(text: str, base: str, start: str, end: str) -> None:
    found = parse_period(text, parse_period(base))
    assert (str(found.start), str(found.end)) == (start, end) if found else start == ""


def test_hints_say_what_is_lacking() -> None:
    sink = Sink()
    read_period(Scalar("1—10月", Span("f", 1, 1)), sink)
    read_period(Scalar("本月", Span("f", 2, 1)), sink, YEAR)
    assert [told.hints[0][:10] for told in sink] == ["前面写上四位年份，如", "这份表的期间“202"]


@pytest.mark.parametrize(("text", "wanted"), [
    ("2025年10月", "2024年10月"), ("2023年10月—2024年5月", "2022年10月—2023年5月"),
    ("前10个月", "2024年前10个月"), ("本月", "2024年10月"), ("累计", "2024年1—10月"),
    ("全年", "2024年全年"), ("三季度", "2024年三季度"),
])
def test_the_year_before_is_named(text: str, wanted: str) -> None:
    period = parse_period(text, OCTOBER)
    assert period is not None
    assert year_before(period).text == wanted


def test_days_are_shown_where_the_words_name_no_year() -> None:
    for text, shown in (("本月", "本月（2025年10月1日至10月31日）"),
                        ("10月末", "10月末（2025年10月31日）"), ("2024年", "2024年")):
        period = parse_period(text, OCTOBER)
        assert period is not None
        assert dated(period) == shown


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
