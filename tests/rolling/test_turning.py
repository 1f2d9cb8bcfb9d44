"""Periods moved on: the next one, and the texts that name the old one."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.facts.model import Period
from reportgen.facts.period import parse_period
from reportgen.rolling.turning import Turn, following, next_day, next_name, steps


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(("old", "new"), [
    ("2024年5月", "2024年6月"), ("2024年12月", "2025年1月"), ("2024年1—5月", "2024年1—6月"),
    ("2024年1—12月", "2025年1—1月"), ("2024年1-5月份", "2024年1-6月份"),
    ("2024年前5个月", "2024年前6个月"), ("2024年前十个月", "2024年前十一个月"),
    ("2024年一季度", "2024年二季度"), ("2024年第四季度", "2025年第一季度"),
    ("2024年上半年", "2024年下半年"), ("2024年下半年", "2025年上半年"), ("2024年", "2025年"),
    ("2024年全年", "2025年全年"), ("2024年3月18日—24日", "2024年3月25日—31日"),
    ("2024年12月28日—1月3日", "2025年1月4日—1月10日"),
    ("2024年前三季度", "2024年全年"),
    ("2024年3月上旬", "2024年3月中旬"), ("2024年2月下旬", "2024年3月上旬"),
])
def test_what_follows(old: str, new: str) -> None:
    found = following(period(old), 1 if steps(period(old)) else 0)
    assert found is not None
    assert found.text == new


@pytest.mark.parametrize("text", ["2024年9月末", "2021—2025年", "2024年10月末"])
def test_what_nobody_can_tell(text: str) -> None:
    assert following(period(text)) is None


@pytest.mark.parametrize(("old", "new", "text", "moved"), [
    ("2024年5月", "2024年6月", "4月", "5月"), ("2024年12月", "2025年1月", "11月", "2024年12月"),
    ("2024年12月", "2025年1月", "12月", "1月"), ("2024年5月", "2024年6月", "3月", "3月"),
    ("2024年5月", "2024年6月", "上月", "上月"),
])
def test_the_period_before(old: str, new: str, text: str, moved: str) -> None:
    turn = Turn(period(old), period(new))
    assert turn.moved(text, parse_period(text, turn.old)) == moved


def test_how_far_is_left_open() -> None:
    assert steps(period("2024年1—6月")) == (1, 3, 6)
    assert steps(period("2024年1—9月")) == (1, 3)
    assert steps(period("2024年1—5月")) == (1,)
    assert steps(period("2024年6月")) == ()


@pytest.mark.parametrize(("old", "new", "text", "told"), [
    ("2024年5月", "2024年6月", "某县2024年1—5月指标", "某县2024年1—6月指标"),
    ("2024年5月", "2024年6月", "5月份、上年5月、2023年5月", "6月份、上年6月、2023年6月"),
    ("2024年5月", "2024年6月", "截至5月底，前5个月", "截至6月底，前6个月"),
    ("2024年1月", "2024年2月", "截至1月31日、2024年1月31号、1月30日",
     "截至2月29日、2024年2月29号、1月30日"),
    ("2024年3月11日—17日", "2024年3月18日—24日", "截至3月17日、3月16日", "截至3月24日、3月16日"),
    ("2024年5月", "2024年6月", "4月、5月6日、15月、2024年、一季度、25月", None),
    ("2024年12月", "2025年1月", "2024年12月、1—12月", "2025年1月、1—1月"),
    ("2024年6月", "2024年7月", "二季度、上半年、1—6月", "二季度、上半年、1—7月"),
    ("2024年一季度", "2024年二季度", "2024年一季度、1—3月、一季度", "2024年二季度、1—6月、二季度"),
    ("2024年一季度", "2024年上半年", "2024年一季度", "2024年上半年"),
    ("2024年二季度", "2024年三季度", "上半年、二季度", "前三季度、三季度"),
    ("2024年三季度", "2024年四季度", "2024年前三季度", "2024年全年"),
    ("2024年3月18日—24日", "2024年3月25日—31日", "第12周、2024年第12周、第11周、2023年第12周",
     "第13周、2024年第13周、第11周、2023年第12周"),
    ("2024年12月23日—29日", "2024年12月30日—1月5日", "2024年第52周", "2025年第1周"),
    ("2024年上半年", "2024年下半年", "上半年、1—6月", "下半年、1—12月"),
    ("2024年", "2025年", "2024年、2023年、2024年5月", "2025年、2024年、2024年5月"),
    ("2024年3月18日—24日", "2024年3月25日—31日", "3月18日—24日", "3月25日—31日"),
])
def test_what_a_text_becomes(old: str, new: str, text: str, told: str | None) -> None:
    assert Turn(period(old), period(new)).told(text) == (text if told is None else told)


@pytest.mark.parametrize(("old", "new", "title", "told"), [
    ("2024年5月", "2024年6月", "某县2024年5月经济运行情况", "某县2024年6月经济运行情况"),
    ("2024年5月", "2024年6月", "2024年全县5月份、1—5月指标", "2024年全县6月份、1—6月指标"),
    ("2024年12月", "2025年1月", "2024年全县12月份指标", None),
    ("2023年", "2024年", "2023年工作情况 及2024年工作安排", None),
    ("2024年5月", "2024年6月", "5月经济运行和6月安排", None),
    ("2024年5月", "2024年6月", "某县工作", None),
])
def test_a_title_moves_on_where_its_period_is_plain(
    old: str, new: str, title: str, told: str | None,
) -> None:
    assert Turn(period(old), period(new)).title(title) == (title if told is None else told)


@pytest.mark.parametrize(("name", "old", "new", "number", "restarts", "made"), [
    ("2024年第4期", "2024年4月", "2024年5月", 5, False, "2024年第5期"),
    ("2024年第12期", "2024年12月", "2025年1月", 1, True, "2025年第1期"),
    ("2024年4月", "2024年4月", "2024年5月", 5, False, "2024年5月"),
    ("4月（第4期）", "2024年4月", "2024年5月", 5, False, "5月（第5期）"),
    ("2024年一季度", "2024年一季度", "2024年二季度", 2, False, "2024年二季度"),
    ("2024年第12周", "2024年3月18日—24日", "2024年3月25日—31日", 13, False, "2024年第13周"),
    ("2024年第52周", "2024年12月23日—29日", "2024年12月30日—1月5日", 1, True, "2025年第1周"),
    ("月报", "2024年4月", "2024年5月", 5, False, "月报"),
])
def test_what_a_folder_is_called(
    name: str, old: str, new: str, number: int, restarts: bool, made: str,
) -> None:
    assert next_name(name, Turn(period(old), period(new)), number, restarts) == made


def test_the_last_day_of_a_month_stays_the_last() -> None:
    turn = Turn(period("2024年1月"), period("2024年2月"))
    assert next_day(date(2024, 1, 31), turn) == date(2024, 2, 29)
    assert next_day(date(2024, 2, 29), turn) == date(2024, 3, 31)
    assert next_day(date(2024, 1, 30), turn) == date(2024, 2, 29)
    week = Turn(period("2024年3月18日—24日"), period("2024年3月25日—31日"))
    assert next_day(date(2024, 3, 26), week) == date(2024, 4, 2)
