"""Clerks' workbooks of every kind: what adds up, what is asked, and no number wrong in silence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.books import book, saved, sheet

from reportgen.diagnostics import Diagnostic, ReportError, Sink
from reportgen.facts.amount_text import amount_text
from reportgen.facts.model import Dataset, Quantities
from reportgen.facts.read import read_facts
from reportgen.memory_world import MemoryWorld

Rows = Sequence[Sequence[Any]]
FOLDER = Path("/期")
ABOUT: Rows = [["标题", "某县情况"], ["期间", "2024年6月"]]


def read(rows: Rows, merged: Sequence[str] = (), sink: Sink | None = None) -> Dataset:
    made = book(rows)
    for area in merged:
        sheet(made).merge_cells(area)
    world = MemoryWorld({FOLDER / "台账.xlsx": saved(made)})
    return read_facts(FOLDER, world, Sink() if sink is None else sink)


def asked(rows: Rows, merged: Sequence[str]) -> Diagnostic:
    with pytest.raises(ReportError) as caught:
        read(rows, merged)
    return caught.value.diagnostics[0]


def values(found: Dataset) -> dict[str, str]:
    return {fact.name: "".join(map(amount_text, fact.value.amounts)) for fact in found
            if isinstance(fact.value, Quantities)}


def growths(found: Dataset) -> dict[str, list[str]]:
    return {fact.name: [amount_text(each.rate) for each in fact.changes] for fact in found}


def parts(dataset: Dataset) -> dict[str, str]:
    return {fact.name: fact.part_of for fact in dataset if fact.part_of}


@pytest.mark.parametrize(("rows", "found"), [
    ([["项目", "本月（万元）"], ["一、税收", 60], ["（一）增值税", 40], ["（二）所得税", 20],
      ["二、非税", 40], ["合计", 100]], {"税收": "合计", "非税": "合计"}),
    ([["序号", "项目", "本月（万元）"], ["一", "税收", 60], ["1", "增值税", 40], ["二", "非税", 40],
      [None, "合计", 100]], {"税收": "合计", "非税": "合计"}),
    ([["地区", "产值（万元）"], ["全县", 10], ["城区", 6], ["　甲镇", 4], ["　乙镇", 2],
      ["山区", 4]],
     {"城区产值": "全县/产值", "山区产值": "全县/产值"}),
    ([["镇", "产值（万元）", "完成率"], ["甲镇", 9, "95%"], ["全县", 9, "81.7%"]],
     {"甲镇产值": "全县/产值"}),
    ([["镇", "人均收入（元）", "户数（户）"], ["甲镇", 30000, 3], ["全县", 25000, 3]],
     {"甲镇户数": "全县/户数"}),
    ([["指标", "本月"], ["居民人均收入（元）", 25000], ["其中：城镇居民", 30000]], {}),
])
def test_only_what_adds_up_is_part_of_a_total(rows: Rows, found: dict[str, str]) -> None:
    assert parts(read([*ABOUT, *rows])) == found


@pytest.mark.parametrize(("rows", "merged", "message"), [
    ([["镇", "产值（万元）", None, "企业", "税收（万元）"], ["甲镇", 1, None, "一厂", 5],
      ["乙镇", 3, None, "二厂", 6]], [], "“企业”在空列后面，右边是另一个表"),
    ([["镇", "产值（万元）", None, "村", "人口（人）"], ["甲镇", 1, None, "一村", 5],
      ["乙镇", 3, None, "二村", 6]], [], "“村”在空列后面，右边是另一个表"),
    ([["镇", "补助（万元）"], ["甲镇", 100], ["乙镇", None]], ["B4:B5"],
     "“100”这一格合并了几格：各是它，还是合起来是它？"),
    ([["镇", "产值（万元）", "税收（万元）"], ["甲镇", 1, 2], ["乙镇", "停产", None]], ["B5:C5"],
     "“停产”这一格合并了几格：各是它，还是合起来是它？"),
    ([["指标", "单位", "本月", "同比（%）", "全省增速"], ["产值", "万元", 10, 5, 4.4]], [],
     "“全省增速”的单位是“万元”，还是“%”？"),
    ([["镇", "产值", "单位", "税收", "单位"], ["甲镇", 1, "万元", 2, "元"]], [], "“单位”有两列"),
    ([["单位：起、人"], ["行业", "事故数", "同比（%）"], ["道路", 3, 1]], [],
     "“事故数”的单位是“起”，还是“人”？"),
    ([["项目", "本年（万元）"], ["产值", 1]], [], "列名“本年（万元）”是哪一期？"),
])
def test_what_was_read_wrongly_in_silence_is_asked(
    rows: Rows, merged: Sequence[str], message: str,
) -> None:
    assert asked([*ABOUT, *rows], merged).message == message


def test_a_column_of_words_behind_an_empty_one_is_no_table() -> None:
    found = read([*ABOUT, ["镇", "产值（万元）", None, "进展", "税收（万元）"],
                  ["甲镇", 1, None, "在建", 5], ["乙镇", 3, None, "在建", 6]])
    assert values(found)["乙镇税收"] == "6万元"


@pytest.mark.parametrize("rows", [
    [["镇", "产值"], ["甲镇", 100], ["注：本表单位为万元。", None]],
    [["镇", "产值"], ["甲镇", 100], ["单位：万元", None]],
    [["单位：万元、户"], ["镇", "产值（万元）"], ["甲镇", 100]],
    [["编号", "名称", "数值"], ["A1", "甲镇产值", 100], ["单位：万元", None, None]],
    [["单位：万元", None, None], ["编号", "名称", "数值"], ["A1", "甲镇产值", 100]],
])
def test_a_unit_below_the_table_or_among_others(rows: Rows) -> None:
    assert values(read([*ABOUT, *rows])) == {"甲镇产值": "100万元"}


def test_a_unit_that_is_repeated() -> None:
    found = read([*ABOUT, ["指标", "单位", "本月"], ["产值", "万元", 1], ["税收", "〃", 2]])
    assert values(found) == {"产值": "1万元", "税收": "2万元"}


def test_the_change_is_of_the_value_to_its_left() -> None:
    found = read([*ABOUT, ["单位：万元"], ["项目", "本月", "增减额", "累计", "增减额"],
                  ["税收", 10, 1, 100, 11]])
    assert values(found) == {"税收": "10万元", "增减额税收": "1万元", "税收（累计）": "100万元",
                             "增减额税收（累计）": "11万元"}


def test_the_year_before_alone_says_so() -> None:
    found = read([["标题", "某县情况"], ["期间", "2024年"], ["项目", "上年决算（万元）",
                  "本年执行（万元）", "比上年±%"], ["税收", 90, 100, 11.1]])
    assert values(found) == {"税收（上年）": "90万元", "税收": "100万元"}
    assert growths(found)["税收"] == ["11.1%"]


def test_names_that_begin_with_a_number_and_marks_of_notes() -> None:
    found = read([*ABOUT, ["村", "户数（户）"], ["1组", 10], ["2组", 20]])
    assert values(found) == {"1组户数": "10户", "2组户数": "20户"}
    found = read([*ABOUT, ["镇", "户数（户）", "首要污染物"], ["甲镇¹", 10, "O3"],
                  ["乙镇（注1）", 20, "PM2.5"]])
    assert values(found) == {"甲镇户数": "10户", "乙镇户数": "20户"}


@pytest.mark.parametrize(("title", "period"), [
    ("某县2024年前10个月情况", "2024年前10个月"), ("某县2024年1-3季度情况", "2024年1-3季度"),
    ("某县2024年一般公共预算", "2024年"), ("某县2024年元至10月情况", ""),
    ("某县2024年十月情况", ""), ("某县2024年度1-10月情况", ""),
])
def test_the_period_of_a_title(title: str, period: str) -> None:
    rows: Rows = [["表号：B204", None], [title, None], ["镇", "产值（万元）"], ["甲镇", 1]]
    sink = Sink()
    found = read(rows, sink=sink)
    assert (found.title, found.period.text) == (title, period)
    assert [each.code for each in sink if each.is_error] == ["E0120"] * (not period)


@pytest.mark.parametrize(("rows", "merged", "found"), [
    ([["资产（万元）", "期末数"], ["流动资产", 10]], [], {"流动资产期末数": "10万元"}),
    ([["指标①", "本月②（万元）", "同比③（%）"], ["产值", 10, 5]], [], {"产值": "10万元"}),
    ([["品种", "价格"], ["猪肉（元/公斤）", 25.5]], [], {"猪肉价格": "25.5元/公斤"}),
    ([["镇", "户数（户）", "占比（%）", "人口（人）", "占比（%）"], ["甲镇", 1, 50, 3, 60]], [],
     {"甲镇户数": "1户", "甲镇户数占比": "50%", "甲镇人口": "3人", "甲镇人口占比": "60%"}),
    ([["镇", "项目（个）", "其中", None], [None, None, "亿元以上", "5000万元以上"],
      ["甲镇", 5, 1, 2]],
     ["A3:A4", "B3:B4", "C3:D3"],
     {"甲镇项目": "5个", "甲镇亿元以上": "1个", "甲镇5000万元以上": "2个"}),
])
def test_heads_that_say_more(
    rows: Rows, merged: Sequence[str], found: dict[str, str],
) -> None:
    assert values(read([*ABOUT, *rows], merged)) == found


def test_a_change_between_two_years_is_of_the_later() -> None:
    rows: Rows = [["单位：万元"], ["项目", "2024年6月", "2023年6月", "增减额", "2024年1—6月",
                                "2023年1—6月", "增减额"], ["税收", 10, 9, 1, 100, 89, 11]]
    found = {fact.name: fact.period.text for fact in read([*ABOUT, *rows])}
    assert found["增减额税收"] == "2024年6月"
    assert found["增减额税收（2024年1—6月）"] == "2024年1—6月"
