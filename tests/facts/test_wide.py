"""An office's tables to facts: what is taken for what, and what is asked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.books import book, saved, sheet

from reportgen.diagnostics import Diagnostic, ReportError, Sink
from reportgen.facts.amount_text import amount_text
from reportgen.facts.derive import derive
from reportgen.facts.model import Dataset, Fact, Formula, Modality, Quantities
from reportgen.facts.read import read_facts
from reportgen.facts.text import quantity
from reportgen.memory_world import MemoryWorld

Rows = Sequence[Sequence[Any]]
FOLDER = Path("/期")
ABOUT: Rows = [["标题", "某县情况"], ["期间", "2024年6月"]]


def read(rows: Rows, merged: Sequence[str] = (), formats: dict[str, str] | None = None,
         sink: Sink | None = None) -> Dataset:
    made = book(rows, formats)
    for area in merged:
        sheet(made).merge_cells(area)
    world = MemoryWorld({FOLDER / "台账.xlsx": saved(made)})
    return read_facts(FOLDER, world, Sink() if sink is None else sink)


def asked(rows: Rows, merged: Sequence[str] = ()) -> Diagnostic:
    with pytest.raises(ReportError) as caught:
        read(rows, merged)
    return caught.value.diagnostics[0]


def value(fact: Fact) -> str:
    assert isinstance(fact.value, Quantities)
    return "".join(map(amount_text, fact.value.amounts))


def values(dataset: Dataset) -> dict[str, str]:
    return {fact.name: value(fact) for fact in dataset}


def test_places_down_indicators_across() -> None:
    sink = Sink()
    found = read([
        ["青岚县2024年1—6月各镇主要经济指标", None, None, None],
        ["制表：县统计局", None, None, "单位：万元"],
        ["镇", "产值", "同比（±%）", "户数\n（户）"],
        ["甲  镇", 100, 5.1, 20], ["乙镇", 200, -3.2, "—"], ["合　计", 300, 1.2, 50],
        ["注：快报数", None, None, None],
    ], ["A1:D1", "A7:D7"], sink=sink)
    assert (found.title, found.period.text) == ("青岚县2024年1—6月各镇主要经济指标", "2024年1—6月")
    assert values(found) == {"甲镇产值": "100万元", "甲镇户数": "20户", "乙镇产值": "200万元",
                             "产值合计": "300万元", "户数合计": "50户"}
    assert [(entity.name, entity.kind) for entity in found.entities] == [
        ("甲镇", "镇"), ("乙镇", "镇")]
    first, second, total = (found.by_name[name] for name in ("甲镇产值", "乙镇产值", "合计产值"))
    assert (first.entity, first.indicator, first.part_of) == ("甲镇", "产值", total.id)
    assert [amount_text(change.rate) for change in second.changes] == ["−3.2%"]
    assert (first.span.cell, first.changes[0].span.cell) == ("B4", "C4")
    assert [each.code for each in sink] == ["I0235"]


def test_indicators_down_with_this_month_and_the_year_so_far() -> None:
    found = read([
        ["2024年10月主要指标", *[None] * 5],
        ["指标名称", "计量单位", "本月", None, "1—10月累计", None],
        [None, None, "绝对数", "同比（%）", "绝对数", "同比（%）"],
        ["甲", "乙", 1, 2, 3, 4],
        ["一、工业总产值", "万元", 100, 5.1, 1000, "↑6.2"],
        ["其中：规上", "万元", 60, "↓1.2", "700", "持平"],
        ["城镇化率", "%", 61.2, "0.3个百分点", "…", "降0.3个百分点"],
    ], ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"])
    assert values(found) == {
        "工业总产值": "100万元", "工业总产值（1—10月累计）": "1000万元", "规上": "60万元",
        "规上（1—10月累计）": "700万元", "城镇化率": "61.2%",
        "城镇化率同比（1—10月累计）": "−0.3个百分点"}
    assert [f.part_of for f in found] == [
        "", "", "工业总产值", "工业总产值/1—10月累计", "", ""]
    assert [amount_text(f.changes[0].rate) for f in found if f.changes] == [
        "5.1%", "6.2%", "−1.2%", "0%", "0.3个百分点"]
    assert [f.period.text for f in found][:2] == ["本月", "1—10月累计"]


def test_the_column_of_the_issues_period_has_the_plain_name() -> None:
    rows = [["标题", "某县"], ["期间", "2024年1—10月"], ["指标", "单位", "本月", "累计"],
            ["税收", "万元", 1, 7]]
    assert values(read(rows)) == {"税收（本月）": "1万元", "税收": "7万元"}


@pytest.mark.parametrize(("period", "told"), [
    ("2024年1月", {"税收": "1万元", "税收（累计）": "1.0万元"}),
    ("2024年1—1月", {"税收（本月）": "1万元", "税收": "1.0万元"}),
])
def test_in_january_the_month_and_the_year_so_far_keep_their_names(
    period: str, told: dict[str, str],
) -> None:
    rows = [["标题", "某县"], ["期间", period], ["指标", "单位", "本月", "累计"],
            ["税收", "万元", "1", "1.0"]]
    assert values(read(rows)) == told


@pytest.mark.parametrize("rows", [
    [["2024年用电量", None, None, None], ["项目", "1月", "2月", "3月"],
     ["用电量（万千瓦时）", 1, 2, None]],
    [["2024年用电量"], ["月份", "用电量（万千瓦时）"], ["1月", 1], ["2月", 2], ["3月", "…"],
     ["注：快报"]],
], ids=["across", "down"])
def test_months(rows: Rows) -> None:
    found = read(rows, ["A1:D1"] if len(rows[0]) > 1 else [])
    (line,) = found.timelines
    assert (line.name, [each.text for each in line.periods]) == (
        "用电量", ["2024年1月", "2024年2月", "2024年3月"])
    assert [bool(fact) for fact in line.facts] == [True, True, False]
    assert values(found)["用电量（2024年2月）"] == "2万千瓦时"


def test_years_in_the_head_are_no_values() -> None:
    found = read([*ABOUT, ["指标", "单位", 2022, 2023, 2024], ["产值", "万元", 2050, 2051, 2052]])
    assert values(found)["产值（2023年）"] == "2051万元"


def test_places_and_months_want_to_know_of_what() -> None:
    rows = [["镇", "1月", "2月"], ["甲镇", 1, 2]]
    assert asked([*ABOUT, *rows]).code == "E0234"
    found = read([*ABOUT, ["指标", "投资"], ["单位：亿元"], *rows])
    assert values(found) == {"甲镇投资（2024年1月）": "1亿元", "甲镇投资（2024年2月）": "2亿元"}
    assert found.facts[0].entity == "甲镇"


def test_plan_rate_of_completion_and_last_year() -> None:
    found = read([
        *ABOUT, ["镇", "产值（万元）", None, None, None],
        [None, "计划", "累计", "完成率（%）", "上年同期"], ["甲镇", 100, 60, 60, 55],
    ], ["B3:E3", "A3:A4"])
    assert values(found) == {
        "甲镇产值（计划）": "100万元", "甲镇产值": "60万元", "甲镇产值（完成率）": "60%",
        "甲镇产值（上年同期）": "55万元"}
    plan, _, _, before = found
    assert (plan.modality, before.period.year, before.period.text) == (
        Modality.PLANNED, 2023, "2023年1—6月")


def test_a_plan_beside_its_indicator() -> None:
    found = read([*ABOUT, ["镇", "搬迁（户）", "全年计划", "完成率（%）"], ["甲镇", 5, 10, 50]])
    assert values(found) == {
        "甲镇搬迁": "5户", "甲镇搬迁（计划）": "10户", "甲镇搬迁（完成率）": "50%"}


def test_groups_notes_and_a_column_that_counts() -> None:
    sink = Sink()
    found = read([
        *ABOUT, [None, "片区", "村", "户数（户）", "面积（亩/人）", "备注"],
        [1, "东片", "甲村", 10, 3, "快报"], [2, None, "乙村", 20, 5, None],
        [3, "西片", "丙村", 5, 9, None], [None, "合计", None, 35, 8, None],
    ], ["B4:B5", "B7:C7"], sink=sink)
    assert [fact.group for fact in found] == ["东片"] * 4 + ["西片"] * 2 + [""] * 2
    assert found.facts[0].note == "快报"
    assert found.by_name["甲村户数"].part_of == "合计/户数"
    assert found.by_name["甲村面积"].part_of == ""      # a ratio adds up to nothing
    assert [each.message for each in sink] == ["没有列名的序号列没有读"]


def test_group_rows_and_heads_of_two_rows() -> None:
    found = read([
        ["2024年各镇情况", None, None, None, None], ["乡镇", "农业", None, "工业", None],
        [None, "产值（万元）", "同比（%）", "产值（万元）", "同比（%）"],
        ["一、东部", None, None, None, None], ["甲镇", 1, 2, 3, 4]],
        ["A1:E1", "A2:A3", "B2:C2", "D2:E2"])
    assert values(found) == {"甲镇农业产值": "1万元", "甲镇工业产值": "3万元"}
    assert {fact.group for fact in found} == {"东部"}
    assert [amount_text(fact.changes[0].rate) for fact in found] == ["2%", "4%"]


def test_units_of_the_cell_and_of_the_head() -> None:
    rows = [*ABOUT, ["镇", "产值（万元）"], ["甲镇", 5]]
    assert values(read(rows, formats={"B4": '0.0"万元"'})) == {"甲镇产值": "5.0万元"}
    sink = Sink()
    read(rows, formats={"B4": '0.0"元"'}, sink=sink)
    assert [(each.code, each.span.cell) for each in sink] == [("E0234", "B4")]


@pytest.mark.parametrize(("rows", "message"), [
    ([["指标", "单位", "本月", "累计", "同比（%）"], ["产值", "万元", 1, 2, 3]],
     "“同比（%）”是“本月”，还是“累计”的？"),
    ([["镇", "产值（万元）", "增速（%）"], ["甲镇", 1, 2]], "“增速”是同比，还是环比？"),
    ([["镇", "同比（%）", "产值（万元）"], ["甲镇", 1, 2]], "“同比（%）”是谁的？左边没有它的数"),
    ([[None, "甲", "乙"], ["东", 1, 2]],
     "“第一列”下面是各个指标，还是一个指标的各个地方？"),
    ([["镇", "搬迁（户）", "完成率"], ["甲镇", 5, 0.6]], "“0.6”是百分之几，还是小数？"),
    ([["镇", "产值（万元）", None], ["甲镇", 1, 2]], "这一列有数，没有列名"),
    ([["镇", "产值（万元）"], ["甲镇", 1], [None, 2]], "这一行有数，没有名称"),
    ([["产值（万元）", "税收"], [7, 9]], "读不出哪一列是名称"),
])
def test_two_readings_are_asked(rows: Rows, message: str) -> None:
    found = asked([*ABOUT, *rows])
    assert (found.code, found.message) == ("E0234", message)


def test_no_head() -> None:
    assert asked([*ABOUT, ["甲", "乙"], ["丙", "丁"]]).code == "E0222"


def test_what_stands_above_a_table() -> None:
    found = read([
        ["各镇产值情况", None, None], ["填报单位：某县统计局", "2024年6月", "单位：万元"],
        ["填表人：甲某", None, "审核人：乙某"], ["单位", "产值", "税收"], ["某局", 5, 7]],
        ["A1:C1"])
    assert (found.title, found.period.text) == ("各镇产值情况", "2024年6月")
    assert values(found) == {"某局产值": "5万元", "某局税收": "7万元"}


def test_points_of_a_rate_are_told_as_such() -> None:
    rows = [*ABOUT, ["指标", "单位", "数值", "同比"], ["城镇化率", "%", 61.2, "提高0.3个百分点"],
            ["税收", "万元", 5, "5.1%"]]
    found = read(rows)
    rate = found.facts[0]
    assert quantity(found, rate, "同比句").text == "同比提高0.3个百分点"
    with pytest.raises(ReportError, match="E0242"):
        derive("X", "上年值", Formula("基期值", (), 1), [rate])
    sink = Sink()
    read([*rows[:-1], ["税收", "万元", 5, "0.3个百分点"]], sink=sink)
    assert [(each.code, each.span.cell) for each in sink] == [("E0213", "D5")]


@pytest.mark.slow
def test_twenty_thousand_facts() -> None:
    heads = [f"{letter}项（万元）" for letter in "甲乙丙丁戊己庚辛壬癸"]
    rows = [[f"第{row}村", *(row + at / 10 for at in range(10))] for row in range(2_000)]
    made = book([*ABOUT, ["村", *heads], *rows])
    world = MemoryWorld({FOLDER / "台账.xlsx": saved(made)})
    start = time.process_time()
    assert len(read_facts(FOLDER, world, Sink()).facts) == 20_000
    assert time.process_time() - start < 6      # 2 s; the rest for a busy machine


def growths(dataset: Dataset) -> dict[str, list[str]]:
    return {fact.name: [amount_text(each.rate) for each in fact.changes] for fact in dataset}


def test_a_growth_that_names_its_period_is_of_that_period() -> None:
    rows = [*ABOUT, ["指标", "单位", "本月", "累计", "累计同比（%）"], ["税收", "万元", 1, 7, 5.3]]
    assert growths(read(rows)) == {"税收": [], "税收（累计）": ["5.3%"]}
    rows[2] = ["指标", "单位", "本月", "上月", "1—6月同比（%）"]
    assert asked(rows).message == "“1—6月同比（%）”是谁的？左边没有它的数"


def test_a_growth_that_names_its_indicator() -> None:
    rows = [*ABOUT, ["镇", "产值（万元）", "税收（万元）", "产值同比（%）", "用电量同比（%）"],
            ["甲镇", 10, 3, 5.3, 2]]
    assert growths(read(rows)) == {"甲镇产值": ["5.3%"], "甲镇税收": [], "甲镇用电量同比": []}


def test_no_growth_is_of_a_change() -> None:
    rows = [*ABOUT, ["镇", "余额（亿元）", "比上年同期增减（亿元）", "比上年同期增减（%）"],
            ["甲镇", 10, -0.5, -4.8]]
    found = read(rows)
    assert values(found) == {"甲镇余额": "10亿元", "甲镇比上年同期增减": "−0.5亿元"}
    assert growths(found)["甲镇余额"] == ["−4.8%"]


def test_the_budget_is_of_the_year_what_is_done_of_the_months() -> None:
    rows = [*ABOUT, ["项目", "年初预算", "累计完成", "累计完成占预算%", "累计比上年同期增减%"],
            ["税收（万元）", 100, 58, "58%", "5.2%"]]
    plan, done, rate = read(rows)
    assert (plan.period.text, done.period.text, rate.period.text) == ("全年", "累计", "累计")
    assert [each.kind for each in done.changes] == ["同比"]


def test_budget_and_what_is_done_of_it() -> None:
    found = read([*ABOUT, ["单位：万元"], ["项目", "预算数", "累计完成", "完成预算%", "同比%"],
                  ["（一）税收", 100, 52, 52, 3.1]])
    assert values(found) == {"税收（计划）": "100万元", "税收": "52万元", "税收（完成率）": "52%"}
    assert growths(found)["税收"] == ["3.1%"]


@pytest.mark.parametrize("above", [
    ["某县2024年6月情况（单位：万元、%）"], ["单位：万元，%"]], ids=["title", "corner"])
def test_the_units_of_a_whole_table(above: list[str]) -> None:
    found = read([["期间", "2024年6月"], ["标题", "某县"], above,
                  ["镇", "产值", "同比", "产销率", "价格指数", "位次"],
                  ["甲镇", 100, 5.1, 98.2, 101.5, 1]])
    assert values(found) == {"甲镇产值": "100万元", "甲镇产销率": "98.2%",
                             "甲镇价格指数": "101.5", "甲镇位次": "1"}
    assert growths(found)["甲镇产值"] == ["5.1%"]


def test_the_title_without_its_unit() -> None:
    assert read([["某县2024年6月税收（万元）"], ["镇", "税收"], ["甲镇", 1]],
                ["A1:B1"]).title == "某县2024年6月税收"


def test_money_in_the_corner_is_not_meant_for_a_rate() -> None:
    rows = [*ABOUT, ["单位：万元"], ["指标", "本月"], ["税收", 10], ["失业率", 3.1]]
    assert asked(rows).message == "“失业率”的单位是“万元”，还是“%”？"
    rows[-1][0] = "失业率（%）"
    assert values(read(rows)) == {"税收": "10万元", "失业率": "3.1%"}
    assert asked([*ABOUT, ["单位：万元、人"], ["镇", "产值"], ["甲镇", 1]]).code == "E0234"


def test_a_list_of_projects() -> None:
    """Words and days are no facts, and who answers for a project is not its name."""
    sink = Sink()
    found = read([*ABOUT, ["序号", "项目名称", "责任单位", "总投资（万元）", "进展", "开工日期"],
                  [1, "示例路", "甲局", 120, "施工建设", "2024年3月1日"],
                  [2, "示例桥", "乙局", 56, "前期", "2024年5月"], ["合计", "", "", 176, "", ""]],
                 sink=sink)
    assert values(found) == {"示例路总投资": "120万元", "示例桥总投资": "56万元",
                             "总投资合计": "176万元"}
    assert [each.code for each in sink] == ["I0235"] * 3
    rows = [*ABOUT, ["乡镇", "村", "户数（户）"], ["甲镇", "一村", 5], ["乙镇", "二村", 6]]
    assert asked(rows).message == "名称是“乡镇”，还是“村”？"
    rows[2][1] = "村名称"
    assert "二村户数" in values(read(rows))


@pytest.mark.parametrize(("rows", "message"), [
    ([["镇", "产值（万元）", "同比（%）"], ["甲镇", 1, 2], ["表二"],
      ["镇", "税收（万元）", "同比（%）"], ["甲镇", 3, 4]], "这一行是又一个表头"),
    ([["指标", "数值（家）"], ["一、工业"], ["企业数", 1], ["二、建筑业"], ["企业数", 2]],
     "有两个“企业数”，前一个在 B5"),
    ([["镇", "得分", "户数（户）", "户数（人）"], ["甲镇", 9, 1, 2]],
     "有两个“甲镇户数”，前一个在 C4"),
    ([["月份", "2023年（吨）", "2024年（吨）"], ["1月", 1, 2], ["2月", 3, 4]],
     "行是期间，列也是期间：是哪个指标的？"),
    ([["镇", "目标", "1—5月", "位次"], ["甲镇", 1, 2, 3]], "“目标”是哪个指标的？"),
    ([["镇", "产值（万元）", "产销率（%）", "同比（%）"], ["甲镇", 1, 2, 3]],
     "“同比（%）”是“产销率”的，还是“产值”的？"),
], ids=["two tables", "rows alike", "columns alike", "months by years", "nameless", "of a rate"])
def test_what_would_be_read_wrongly_is_asked(rows: Rows, message: str) -> None:
    assert asked([*ABOUT, *rows]).message == message


def test_months_down_with_their_growth() -> None:
    found = read([*ABOUT, ["月份", "用电量（度）", "同比（%）"], ["1月", 1, 10], ["2月", 2, 20]])
    assert [line.name for line in found.timelines] == ["用电量", "用电量同比"]


def test_a_name_that_begins_with_a_period_is_of_it() -> None:
    rows = [*ABOUT, ["镇", "6月产值（万元）", "5月产值（万元）"], ["甲镇", 1, 2]]
    assert [(fact.name, fact.period.text) for fact in read(rows)] == [
        ("甲镇6月产值", "6月"), ("甲镇5月产值", "5月")]
    rows = [[*row, *more] for row, more in zip(rows, ([], [], ["环比（%）"], [-50]), strict=True)]
    assert growths(read(rows)) == {"甲镇6月产值": ["−50%"], "甲镇5月产值": []}


def test_what_the_whole_table_counts_is_planned_not_the_rank_beside_it() -> None:
    found = read([*ABOUT, ["指标", "投资"], ["单位：亿元"],
                  ["镇", "年度目标", "1—6月", "完成目标%", "去年同期", "位次"],
                  ["甲镇", 100, 40, 40, 38, 1]])
    assert values(found) == {"甲镇投资（计划）": "100亿元", "甲镇投资": "40亿元", "甲镇位次": "1",
                             "甲镇投资（完成率）": "40%", "甲镇投资（上年同期）": "38亿元"}


@pytest.mark.parametrize(("title", "head", "body"), [
    ("2024年1—10月", ["指标", "单位", "数值", "增速（%）"], ["产值", "万元", 1, 5]),
    ("2024年10月", ["指标", "单位", "本月", "增长%", "本月止累计", "增长%"],
     ["产值", "万元", 1, 5, 9, 6]),
    ("2024年10月", ["指标", "单位", "2024年10月", "2023年10月", "增减%"],
     ["产值", "万元", 1, 2, 5]),
    ("2024年10月", ["指标", "单位", "本月", "上年同月", "±%"], ["产值", "万元", 1, 2, 5]),
    ("2024年10月", ["指标", "单位", "本月", "上月", "比去年\n±%"], ["产值", "万元", 1, 2, 5]),
    ("2024年", ["指标", "单位", "数值", "比上年\n增减%"], ["产值", "万元", 1, 5]),
])
def test_a_growth_of_the_year_so_far_can_only_be_of_the_year_before(
    title: str, head: list[str], body: list[Any],
) -> None:
    first, *rest = read([[f"{title}某县"], head, body], ["A1:D1"])
    assert [(each.kind, amount_text(each.rate)) for each in first.changes] == [("同比", "5%")]
    assert [amount_text(each.rate) for fact in rest for each in fact.changes] in ([], ["6%"])


def test_a_growth_is_of_this_price_not_of_the_last() -> None:
    found = read([*ABOUT, ["品名", "本期价格（元）", "上期价格（元）", "环比（%）", "去年同期"],
                  ["猪肉", 15.5, 15, 3.3, 14]])
    assert growths(found) == {"猪肉本期价格": ["3.3%"], "猪肉上期价格": [],
                              "猪肉本期价格（上年同期）": []}


def test_a_growth_without_a_value_is_a_fact() -> None:
    found = read([*ABOUT, ["指标", "单位", "累计", "同比（%）"], ["增加值", "万元", "—", "↓5.1"],
                  ["税收", "万元", None, "持平"], ["户数", "户", "…", None]])
    assert values(found) == {"增加值同比": "−5.1%", "税收同比": "0%"}
    assert {fact.period.text for fact in found} == {"累计"}


def test_points_in_the_head_are_no_percents() -> None:
    rows: Rows = [*ABOUT, ["单位：%"], ["镇", "产销率", "比上年同期增减百分点"],
                  ["甲镇", 95.1, -0.3]]
    assert growths(read(rows)) == {"甲镇产销率": ["−0.3个百分点"]}


def test_a_bare_growth_of_a_rate_is_asked() -> None:
    rows: Rows = [*ABOUT, ["指标", "单位", "累计", "同比（%）"], ["城镇化率", "%", 61.2, 0.5]]
    found = asked(rows)
    assert (found.code, found.span.cell) == ("E0234", "D4")
    assert found.hints == ("格里写“0.5个百分点”，或“0.5%”",)


def test_totals_and_parts_of_lines_over_time() -> None:
    found = read([*ABOUT, ["指标", "投资"], ["单位：亿元"], ["镇", "1月", "2月"],
                  ["甲镇", 1, 2], ["乙镇", 3, "—"], ["合计", 4, None]])
    assert [fact.part_of for fact in found] == [
        "合计/投资/2024年1月", "", "合计/投资/2024年1月", ""]
    found = read([*ABOUT, ["指标", "1月", "2月"], ["用电量（度）", 5, 7], ["其中：工业用电", 2, 3]])
    assert [(value(fact), fact.part_of) for fact in found][2:] == [
        ("2度", "用电量/2024年1月"), ("3度", "用电量/2024年2月")]


def test_what_stands_in_a_column_of_units() -> None:
    found = read([*ABOUT, ["指标", "单位", "本月"], ["消费价格指数", "上年同月=100", 100.3]])
    assert values(found) == {"消费价格指数": "100.3"}
    sink = Sink()
    read([*ABOUT, ["品名", "单位", "价格"], ["猪肉", "元/500克", 15.5]], sink=sink)
    assert [(each.code, each.span.cell) for each in sink] == [("E0205", "C4")]


def test_ranks_behind_their_indicators() -> None:
    sink = Sink()
    found = read([*ABOUT, ["镇", "产值（万元）", "位次", "户数（户）", "位次", "排名变化"],
                  ["甲镇", 9, 1, 2, 3, "↓1"]], sink=sink)
    assert values(found) == {"甲镇产值": "9万元", "甲镇产值位次": "1", "甲镇户数": "2户",
                             "甲镇户数位次": "3"}
    assert [each.code for each in sink] == ["I0235"]


def test_the_number_of_an_annex_is_no_title_and_202401_is_a_month() -> None:
    found = read([["附件1"], ["2024年3月用电表"], ["指标", "单位", "202401", "202402"],
                  ["用电量", "度", 1, 2]], ["A1:D1", "A2:D2"])
    assert (found.title, list(values(found))) == (
        "2024年3月用电表", ["用电量（2024年1月）", "用电量（2024年2月）"])


@pytest.mark.parametrize("heads", [
    [["本月", "1—本月", "上年同月", "上年1-本月"]],
    [["本年", None, "上年", None], ["本月", "累计", "本月", "累计"]],
])
def test_the_year_so_far_as_offices_say_it(heads: list[list[str | None]]) -> None:
    down = [["指标", "单位", *row] for row in heads]
    found = read([*ABOUT, *down, ["产值", "万元", 1, 10, 2, 9]],
                 ["C3:D3", "E3:F3", "A3:A4", "B3:B4"] if len(heads) > 1 else [])
    assert {value(fact): str(fact.period.end) for fact in found} == {
        "1万元": "2024-06-30", "10万元": "2024-06-30", "2万元": "2023-06-30", "9万元": "2023-06-30"}
    assert [str(fact.period.start) for fact in found] == [
        "2024-06-01", "2024-01-01", "2023-06-01", "2023-01-01"]


@pytest.mark.parametrize(("heads", "told"), [
    (["本月", "累计", "上年累计", "增减%"], {"产值（累计）": ["5%"]}),
    (["2022年", "2023年", "2024年", "2024年比2023年增长（%）"], {"产值（2024年）": ["5%"]}),
    (["6月", "比5月±%"], {"产值": ["5%"]}),
    (["6月", "比上年6月±%"], {"产值": ["5%"]}),
])
def test_heads_that_name_both_periods(heads: list[str], told: dict[str, list[str]]) -> None:
    numbers = [*range(1, len(heads)), 5]
    found = read([*ABOUT, ["指标", "单位", *heads], ["产值", "万元", *numbers]])
    assert {name: rates for name, rates in growths(found).items() if rates} == told


def test_a_rank_has_neither_the_unit_nor_the_year_beside_it() -> None:
    found = read([*ABOUT, ["单位：万元"], ["镇", "产值", None, "上年同期位次"],
                  [None, "总量", "排名", None], ["甲镇", 9, 1, 2]],
                 ["A4:A5", "B4:C4", "D4:D5"])
    assert values(found) == {"甲镇产值": "9万元", "甲镇产值排名": "1", "甲镇上年同期位次": "2"}
    assert str(found.by_name["甲镇上年同期位次"].period.start) == "2023-06-01"


def test_done_in_percents_is_no_value() -> None:
    found = read([*ABOUT, ["项目", "全年计划（万元）", "完成（%）"], ["投资", 10, 50]])
    assert values(found) == {"投资（计划）": "10万元", "投资（完成率）": "50%"}


def test_codes_and_marks_of_notes_are_no_names() -> None:
    found = read([*ABOUT, ["表　号：", "B204-1表"], ["行政区划代码", "镇", "合计（人）"],
                  [101, "甲镇*", 1], [102, "乙镇①", 2], [None, "合计", 3]])
    assert values(found) == {"甲镇合计": "1人", "乙镇合计": "2人", "合计合计": "3人"}


@pytest.mark.parametrize(("title", "period"), [
    ("2024年6月上旬某县情况", "2024年6月上旬"), ("2024年6月25日快报", "")])
def test_a_day_in_the_title_is_no_month(title: str, period: str) -> None:
    sink = Sink()
    found = read([[title], ["镇", "产值（万元）"], ["甲镇", 1]], ["A1:B1"], sink=sink)
    assert found.period.text == period
    assert [each.code for each in sink] == ["E0120"] * (not period)


def test_a_day_is_no_value() -> None:
    found = asked([*ABOUT, ["镇", "得分"], ["甲镇", "3月5日"], ["乙镇", 5]])
    assert (found.code, found.span.cell, found.message) == ("E0234", "B4", "“3月5日”是日子，不是数")
    rows: Rows = [*ABOUT, ["镇", "户数（户）", "开工时间"], ["甲镇", 3, "2024.3"],
                  ["乙镇", 4, "2024年3月1日"], ["丙镇", 5, "未开工"]]
    assert values(read(rows)) == {"甲镇户数": "3户", "乙镇户数": "4户", "丙镇户数": "5户"}
