"""Other offices' habits: tables that stand otherwise, and what would be read wrongly in silence."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment
from support.books import book, saved, sheet

from reportgen.diagnostics import ReportError, Sink
from reportgen.facts.amount_text import amount_text
from reportgen.facts.model import Dataset, Quantities
from reportgen.facts.read import read_facts
from reportgen.memory_world import MemoryWorld

Rows = Sequence[Sequence[Any]]
FOLDER = Path("/期")
ABOUT: Rows = [["标题", "某县情况"], ["期间", "2024年6月"]]


def of(made: openpyxl.Workbook, sink: Sink | None = None) -> Dataset:
    return read_facts(FOLDER, MemoryWorld({FOLDER / "台账.xlsx": saved(made)}), sink or Sink())


def read(rows: Rows, *merged: str) -> Dataset:
    made = book([*ABOUT, *rows])
    for area in merged:
        sheet(made).merge_cells(area)
    return of(made)


def values(found: Dataset) -> dict[str, str]:
    return {fact.name: "".join(map(amount_text, fact.value.amounts)) for fact in found
            if isinstance(fact.value, Quantities)}


def days(found: Dataset) -> dict[str, str]:
    return {fact.name: f"{fact.period.start:%y%m}-{fact.period.end:%y%m}" for fact in found
            if fact.period.start and fact.period.end}


def wholes(found: Dataset) -> dict[str, str]:
    return {fact.name: found.by_id[fact.part_of].name for fact in found if fact.part_of}


TWO = [["镇", "产值（万元）", "镇", "产值（万元）"], ["甲镇", 1, "丙镇", 3],
       ["乙镇", 2, None, None]]


def test_blocks_side_by_side_are_one_table() -> None:
    assert values(read(TWO)) == {"甲镇产值": "1万元", "乙镇产值": "2万元", "丙镇产值": "3万元"}


@pytest.mark.parametrize("rows", [
    [["指标", "甲镇", "乙镇", "全县"], ["产值（万元）", 1, 2, 3], ["同比（%）", 4, 5, 6],
     ["户数（户）", 7, 8, 15]],
    [["指标", "单位", "甲镇", "乙镇", "全县"], ["产值", "万元", 1, 2, 3], ["同比", "%", 4, 5, 6],
     ["户数", "户", 7, 8, 15]],
])
def test_places_across_indicators_down(rows: Rows) -> None:
    found = read(rows)
    assert values(found) == {"甲镇产值": "1万元", "甲镇户数": "7户", "乙镇产值": "2万元",
                             "乙镇户数": "8户", "全县产值": "3万元", "全县户数": "15户"}
    assert [(each.name, each.kind) for each in found.entities] == [("甲镇", "镇"), ("乙镇", "镇")]
    assert {fact.indicator for fact in found} == {"产值", "户数"}
    assert found.facts[0].changes[0].rate.full_unit == "%"
    assert wholes(found)["甲镇户数"] == "全县户数"


PARTS = [["指标", "单位", "数值"], ["产值", "万元", 10], ["其中：轻工业", "万元", 4],
         ["重工业", "万元", 6], ["户数", "户", 3]]


@pytest.mark.parametrize(("first", "second", "linked"), [
    (0, 6, True), (2, 2, True), (2, 8, True), (0, 0, True), (2, 0, False),
])
def test_what_stands_below_a_part_and_is_set_in_is_one_too(
    first: int, second: int, linked: bool,
) -> None:
    rows = [list(row) for row in PARTS]
    rows[2][0], rows[3][0] = " " * first + str(rows[2][0]), " " * second + str(rows[3][0])
    assert wholes(read(rows)) == {"轻工业": "产值", **({"重工业": "产值"} if linked else {})}


def test_set_in_by_the_alignment() -> None:
    made = book([*ABOUT, *PARTS])
    for place, steps in (("A5", 1), ("A6", 3)):
        sheet(made)[place].alignment = Alignment(indent=steps)
    assert wholes(of(made)) == {"轻工业": "产值", "重工业": "产值"}


def test_other_marks_of_parts() -> None:
    rows = [PARTS[0], PARTS[1], ["#轻工业", "万元", 4], ["＃重工业", "万元", 6]]
    assert wholes(read(rows)) == {"轻工业": "产值", "重工业": "产值"}
    rows = [PARTS[0], PARTS[1], ["其中："], ["  轻工业", "万元", 4], ["  重工业", "万元", 6]]
    assert wholes(read(rows)) == {"轻工业": "产值", "重工业": "产值"}
    across = [["镇", "产值（万元）", "其中", None], [None, None, "轻工业", "重工业"],
              ["甲镇", 9, 4, 5]]
    assert values(read(across, "C3:D3", "A3:A4", "B3:B4"))["甲镇重工业"] == "5万元"


def test_a_group_named_in_its_first_row_alone() -> None:
    found = read([["片区", "镇", "产值（万元）"], ["东片", "甲镇", 1], [None, "乙镇", 2],
                  [None, "小计", 3], ["西片", "丙镇", 3], ["合计", None, 6]])
    assert [(fact.name, fact.group) for fact in found] == [
        ("甲镇产值", "东片"), ("乙镇产值", "东片"), ("东片小计产值", "东片"), ("丙镇产值", "西片"),
        ("产值合计", "")]


def test_ranks_averages_rates_of_completion() -> None:
    found = read([["名次", "镇", "产值（万元）", "计划（万元）", "完成率"],
                  [2, "甲镇", 1, 4, "25%"], [1, "乙镇", 2, 4, "50%"],
                  [None, "平均", 1.5, 4, "37.5%"]])
    assert [each.name for each in found.entities] == ["甲镇", "乙镇"]
    assert values(found)["产值平均"] == "1.5万元"
    assert not wholes(found)
    found = read([["指标", "单位", "计划", "累计", "完成率"], ["搬迁", "户", 8, 2, "25%"]])
    assert values(found)["搬迁（完成率）"] == "25%"


def test_whose_growth_beside_a_change() -> None:
    found = read([["指标", "单位", "本月", "上年同月", "增减额", "增减（%）"],
                  ["产值", "万元", 10, 8, 2, 25]])
    assert [fact.name for fact in found if fact.changes] == ["产值"]
    found = read([["镇", "产值", None, None], [None, "总量（万元）", "位次", "同比（%）"],
                  ["甲镇", 1, 2, 3]], "A3:A4", "B3:D3")
    assert [fact.name for fact in found if fact.changes] == ["甲镇产值"]


def test_months_down_with_their_total() -> None:
    found = read([["月份", "产值（万元）"], ["1月", 1], ["2月", 2], ["合计", 3]])
    assert days(found) == {"产值（2024年1月）": "2401-2401", "产值（2024年2月）": "2402-2402"}
    assert not found.entities


@pytest.mark.parametrize(("rows", "merged", "told"), [
    ([["指标", "单位", "本年累计", "上年累计", "增长（%）"], ["产值", "万元", 10, 9, 11.1]], [],
     {"产值": "2401-2406", "产值（上年同期）": "2301-2306"}),
    ([["指标", "单位", "2024年", None, "2023年", None], [None, None, *["6月", "累计"] * 2],
      ["产值", "万元", 5, 6, 4, 5]], ["A3:A4", "B3:B4", "C3:D3", "E3:F3"],
     {"产值": "2406-2406", "产值（累计）": "2401-2406", "产值（2023年6月）": "2306-2306",
      "产值（上年同期）": "2301-2306"}),
    ([["指标", "单位", "累计", "同期", "同比（%）"], ["产值", "万元", 5, 6, 7]], [],
     {"产值": "2401-2406", "产值（上年同期）": "2301-2306"}),
    ([["指标", "单位", "一月", "二月"], ["产值", "万元", 5, 6]], [],
     {"产值（2024年1月）": "2401-2401", "产值（2024年2月）": "2402-2402"}),
    ([["2024年1—6月各镇情况", None], ["镇", "产值（万元）"], ["甲镇", 1]], ["A3:B3"],
     {"甲镇产值": "2401-2406"}),
    ([["各镇情况（2024年5月）", None], ["镇", "产值（万元）"], ["甲镇", 1]], ["A3:B3"],
     {"甲镇产值": "2405-2405"}),
    ([["2024年各镇情况", None], ["镇", "产值（万元）"], ["甲镇", 1]], ["A3:B3"],
     {"甲镇产值": "2406-2406"}),
    ([["2024年5月情况", None, None], ["编号", "名称", "数值"], ["A", "产值", "1万元"]], ["A3:C3"],
     {"产值": "2405-2405"}),
])
def test_of_which_period(rows: Rows, merged: list[str], told: dict[str, str]) -> None:
    assert days(read(rows, *merged)) == told


def test_what_stands_around_the_table() -> None:
    found = read([["制表：县统计局", None, "2024年7月5日"], ["镇", "产值（万元）", "税收（万元）"],
                  ["甲镇", 1, 2], ["注：1.快报数", None, None], ["2.产值按现价", None, None]],
                 "A6:C6", "A7:C7")
    assert values(found) == {"甲镇产值": "1万元", "甲镇税收": "2万元"}
    found = read([["行", "主体"], ["单位：万元", "产值", "税收"], ["甲镇", 1, 2], ["乙镇", 3, 4]])
    assert values(found) == {"甲镇产值": "1万元", "甲镇税收": "2万元", "乙镇产值": "3万元",
                             "乙镇税收": "4万元"}


def test_a_growth_that_is_shown_as_none() -> None:
    made = book([*ABOUT, ["镇", "产值（万元）", "同比"], ["甲镇", 1, -0.0004]], {"C4": "0.0%"})
    assert [str(fact.changes[0].rate.number) for fact in of(made)] == ["0.0"]
    found = read([["镇", "产值（万元）", "同比"], ["甲镇", 1, "5.1%↓"]])
    assert found.facts[0].changes[0].rate.number < 0


@pytest.mark.parametrize(("rows", "message"), [
    ([["镇", "产值（万元）", None, "镇", "户数（户）"], ["甲镇", 1, None, "丙镇", 3]],
     "“镇”有两列，右边是另一个表"),
    ([["指标", "单位", "1", "2"], ["产值", "万元", 5, 6]], "列名“1”是哪一期？"),
    ([["指标", "单位", "本年", "上年"], ["产值", "万元", 5, 6]], "列名“本年”是哪一期？"),
    ([["指标", "单位", "累计", "上年数"], ["产值", "万元", 5, 6]], "列名“上年数”是哪一期？"),
    ([["指标", "单位", "本月", "累计", "上年同期"], ["产值", "万元", 5, 6, 4]],
     "“上年同期”是本月的，还是累计的？"),
    ([["指标", "单位", "本月", "同比", "升降"], ["产值", "万元", 5, "5.1%", "↓"]],
     "“升降”这一列是左边那一列的升降"),
    ([["2024年5月情况", None, None, None], ["指标", "单位", "本月", "累计"],
      ["产值", "万元", 5, 6]],
     "标题写的是2024年5月，这一期是2024年6月：“本月”是哪一期？"),
    ([["指标", "单位", "数值"], ["产值", "万元", 9], ["其中："], ["轻工业", "万元", 4]],
     "“其中：”下面哪几行是分项？"),
    ([["镇", "产值（万元）"], ["甲镇", "3-5"], ["乙镇", 3]], "“3-5万元”是一个区间，不是一个数"),
    ([["指标", "单位", "数值"], ["产值", "万镑", 9], ["户数", "户", 9]], "不认识的单位“镑”"),
])
def test_two_readings_are_asked(rows: Rows, message: str) -> None:
    sink = Sink()
    with contextlib.suppress(ReportError):
        of(book([*ABOUT, *rows]), sink)
    assert next(each.message for each in sink if each.is_error) == message
