"""Tables and charts from the data: rows are entities, columns indicators."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.books import book, saved

from reportgen import pipeline
from reportgen.diagnostics import Diagnostic, Sink
from reportgen.document import chart, tree
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Align
from reportgen.document.walk import printings, walk
from reportgen.facts.model import Dataset
from reportgen.facts.read import read_facts
from reportgen.facts.text import quantity
from reportgen.memory_world import MemoryWorld
from reportgen.proof.parity import parity

Composer = Callable[..., tuple[tuple[tree.Block, ...], Sink]]
FOLDER = Path("/期")
ABOUT = [["标题", "示例县情况"], ["期间", "2024年6月"]]
HEAD = ["镇", "产值（万元）", "同比（%）", "粮食（吨）", "绿化率（%）"]
TOWNS = [["甲镇", 100, 5.1, 20, 40.5], ["乙镇", 300, -3.2, "—", 61], ["丙镇", 300, 0.4, 7.5, 33],
         ["丁镇", None, None, 8, 52]]
TOTAL = ["合计", 700, 1.2, None, 47]
FRONT = ("---\n报头: 示例快报\n期号: 6\n编发单位: 示例县统计局\n日期: 2024-07-08\n"
         "标题: 各镇情况\n---\n\n")


def data(*rows: Sequence[Any]) -> Dataset:
    world = MemoryWorld({FOLDER / "台账.xlsx": saved(book([*ABOUT, *rows]))})
    return read_facts(FOLDER, world, Sink())


def written(text: str) -> Dataset:
    world = MemoryWorld({FOLDER / "facts.yaml": f"标题: 甲\n期间: 2024年\n{text}".encode()})
    return read_facts(FOLDER, world, Sink())


@pytest.fixture
def table(composed: Composer) -> Callable[..., tree.Table]:
    """The table of some keys; no error."""

    def run(keys: str, facts: Dataset | None = None) -> tree.Table:
        (made,), sink = composed(f"```表\n题注: 各镇\n{keys}\n```\n",
                                 facts or data(HEAD, *TOWNS, TOTAL))
        assert not sink.has_errors, [d.message for d in sink]
        assert isinstance(made, tree.Table)
        return made

    return run


@pytest.fixture
def asked(composed: Composer) -> Callable[..., list[Diagnostic]]:
    """The errors of some keys of a table, or of a chart."""

    def run(keys: str, facts: Dataset | None = None, fence: str = "表") -> list[Diagnostic]:
        _, sink = composed(f"```{fence}\n题注: 各镇\n{keys}\n```\n",
                           facts or data(HEAD, *TOWNS, TOTAL))
        return [each for each in sink if each.is_error]

    return run


def texts(made: tree.Table) -> list[list[str]]:
    return [[tree.plain(cell.children) for cell in row] for row in made.rows]


def numbers(made: tree.Table) -> Iterator[Quantity]:
    for row in made.rows:
        for cell in row:
            yield from (leaf for leaf in tree.inlines(cell.children) if isinstance(leaf, Quantity))


def test_sorted_with_ranks_units_in_the_heads_blanks_and_totals(
    table: Callable[..., tree.Table]
) -> None:
    made = table("各行: 镇\n列: [名次, 镇, 产值, 同比, 粮食, 绿化率]\n排序: 产值 从大到小\n"
                 "合计: 是\n平均: 是")
    assert [(column.heading, column.align) for column in made.columns] == [
        ("名次", Align.CENTER), ("镇", Align.LEFT), ("产值（万元）", Align.RIGHT),
        ("同比", Align.RIGHT), ("粮食（吨）", Align.RIGHT), ("绿化率", Align.RIGHT)]
    assert texts(made) == [
        ["1", "乙镇", "300", "−3.2%", "—", "61%"],
        ["1", "丙镇", "300", "0.4%", "7.5", "33%"],        # both first, the next is third
        ["3", "甲镇", "100", "5.1%", "20", "40.5%"],
        ["—", "丁镇", "—", "—", "8", "52%"],
        ["—", "合计", "700", "1.2%", "35.5", "47%"],       # the data's own; rates are never added
        ["—", "平均", "233.3", "—", "11.8", "—"],
    ]
    assert [tree.plain(note) for note in made.notes] == [
        "合计、平均为测算（产值的合计、绿化率的合计除外），产值只算有数的3个，粮食只算有数的3个。"]


@pytest.mark.parametrize("mark", ["\\", "＼"])
def test_a_corner_heads_the_names(table: Callable[..., tree.Table], mark: str) -> None:
    made = table(f"各行: 镇\n列: [镇{mark}指标, 产值]")
    assert made.columns[0].heading == "镇＼指标"
    assert [row[0] for row in texts(made)] == ["甲镇", "乙镇", "丙镇", "丁镇"]


def test_each_cell_is_its_fact(table: Callable[..., tree.Table]) -> None:
    made = table("各行: 镇\n列: [镇, 产值, 同比]\n合计: 首行")
    assert [(each.fact, each.form, each.derived) for each in numbers(made)] == [
        ("合计/产值", "数值", False), ("合计/产值", "同比", False),
        *(pair for town in ("甲镇", "乙镇", "丙镇") for pair in (
            (f"{town}/产值", "数值", False), (f"{town}/产值", "同比", False)))]
    assert not made.notes


def test_the_first_so_many_with_those_that_share_the_last_rank(
    table: Callable[..., tree.Table]
) -> None:
    made = table("各行: 镇\n列: [序号, 镇, 产值]\n排序: 产值\n前: 1\n合计: 首行")
    assert texts(made) == [
        ["—", "合计（共4个）", "700"], ["1", "乙镇", "300"], ["2", "丙镇", "300"]]
    made = table("各行: 镇\n列: [名次, 名称, {名称: 增速, 指标: 产值, 形式: 同比}]\n"
                 "排序: 增速 从小到大\n前: 2")
    assert texts(made) == [["1", "乙镇", "−3.2%"], ["2", "丙镇", "0.4%"]]
    made = table("各行: 镇\n列: [镇, 产值 | 同比]\n排序: 产值 | 同比\n前: 1")
    assert (made.columns[1].heading, texts(made)) == ("产值同比", [["甲镇", "5.1%"]])


def test_percent_in_the_head_where_numbers_are_asked_for(
    table: Callable[..., tree.Table]
) -> None:
    made = table("各行: 甲镇\n列: [名称, 绿化率 | 数值]")
    assert (made.columns[1].heading, texts(made)) == ("绿化率（%）", [["甲镇", "40.5"]])


def test_a_group_or_names(table: Callable[..., tree.Table]) -> None:
    facts = data(["片区", "镇", "产值（万元）"], ["东片", "甲镇", 5], ["东片", "乙镇", 6],
                 ["西片", "丙镇", 7])
    made = table("各行: 东片\n列: [名称, 产值]", facts)
    assert [row[0] for row in texts(made)] == ["甲镇", "乙镇"]
    made = table("各行: 丙镇、甲镇\n列: [名称, 产值]\n合计: 是", facts)
    assert texts(made) == [["丙镇", "7"], ["甲镇", "5"], ["合计", "12"]]
    assert [tree.plain(note) for note in made.notes] == ["合计为测算。"]


def test_the_total_of_the_data_only_over_all_its_parts(table: Callable[..., tree.Table]) -> None:
    made = table("各行: 甲镇、乙镇\n列: [名称, 产值, 绿化率]\n合计: 是")
    assert texts(made)[-1] == ["合计", "400", "—"]
    (total,) = [each for each in numbers(made) if each.derived]
    assert total.fact == "产值合计（甲镇产值等2条）"


LINES = data(["指标", "单位", "本月", "同比（%）", "累计", "同比（%）"], ["一、工业"],
             ["产值", "万元", 100, 5.1, 600, 4], ["其中：规上", "万元", 60, 6, 400, None],
             ["二、农业"], ["茶叶", "吨", "…", None, 31, -2],
             ["用水", "吨", None, None, None, None])


def test_an_indicator_in_each_row(table: Callable[..., tree.Table]) -> None:
    made = table("各行: 指标\n列: [分组, 指标, 单位, 6月, 同比, 累计, 同比]\n合并: 分组", LINES)
    assert [each.heading for each in made.columns][3:] == ["6月", "同比", "累计", "同比"]
    assert texts(made) == [
        ["工业", "产值", "万元", "100", "5.1%", "600", "4%"],
        ["", "其中：规上", "万元", "60", "6%", "400", "—"],
        ["农业", "茶叶", "吨", "—", "—", "31", "−2%"]], "用水 has nothing: it is no row"
    assert [row[1].indent for row in made.rows] == [0, 1, 0]
    assert made.columns[2].align is Align.CENTER
    assert texts(table("各行: 农业\n列: [指标, 累计]", LINES)) == [["茶叶", "31"]]


def test_units(table: Callable[..., tree.Table]) -> None:
    facts = written("""主体: [{编号: V1, 名称: 甲村, 类别: 村}, {编号: V2, 名称: 乙村, 类别: 村}]
事实:
- {编号: A1, 名称: 甲村产值, 数值: 超5万元, 主体: V1}
- {编号: A2, 名称: 乙村产值, 数值: 7万元, 主体: V2}
- {编号: A3, 名称: 甲村投资, 数值: 1亿元, 主体: V1}
- {编号: A4, 名称: 乙村投资, 数值: 20万元, 主体: V2}
- {编号: A5, 名称: 甲村道路, 状态: 已通车, 主体: V1}
- {编号: A6, 名称: 乙村道路, 数值: 3公里, 主体: V2}
""")
    made = table("各行: 村\n单位: 万元\n列: [村, 产值, 投资, 道路, {名称: 产值（元）, "
                 "指标: 产值 | 数值：元}]\n合计: 是", facts)
    assert [column.heading for column in made.columns] == [
        "村", "产值", "投资", "道路", "产值（元）"]
    assert texts(made) == [["甲村", "超5", "1亿元", "已通车", "超50000"],
                           ["乙村", "7", "20万元", "3公里", "70000"],
                           ["合计", "约12", "1.002亿元", "—", "约120000"]]


@pytest.mark.parametrize(("keys", "code", "hint"), [
    ("各行: 乡镇\n列: [名称, 产值]", "E0327", "有的是：镇"),
    ("各行: 镇\n列: [镇, 产直]", "E0327", "是不是：产值？"),
    ("各行: 镇\n列: [镇, 产值]\n排序: 增速", "E0327", "可以写：产值"),
    ("各行: 镇\n列: [镇, 产值 | 同笔]", "E0303", "把“同笔”改成“同比”"),
    ("各行: 镇\n列: [镇, 同比]", "E0315", "写明是哪个指标的，如 产值 | 同比"),
    ("各行: 镇\n列: [产值]", "E0315", "在“列”里写上“镇”"),
    ("各行: 镇\n列: [名次, 镇, 产值]", "E0315", "写上“排序”，如 排序: 产值 从大到小"),
    ("各行: 镇\n列: [镇, 产值]\n前: 3", "E0315", "写上“排序”，如 排序: 产值 从大到小"),
    ("各行: 镇\n列: [镇, 产值]\n排序: 产值\n前: 三", "E0315", "写一个整数，如 10"),
    ("各行: 镇\n列: [镇, 产值]\n合计: 中间", "E0124", "可以写：是、否、末行、首行"),
    ("各行: 镇\n列: [镇, 产值]\n行: [甲镇产值]", "E0315", "两个留一个"),
    ("列: [指标, {名称: 值, 指标: 产值}]\n行: [甲镇产值]", "E0315",
     "写上各行是什么，如 各行: 镇；一条事实一行的，写“形式”"),
])
def test_errors(asked: Callable[..., list[Diagnostic]], keys: str, code: str, hint: str) -> None:
    (problem,) = asked(keys)
    assert (problem.code, hint in problem.hints) == (code, True), problem.hints


def test_two_facts_for_one_cell_are_asked_with_both(
    asked: Callable[..., list[Diagnostic]], table: Callable[..., tree.Table]
) -> None:
    facts = written("""主体: [{编号: V1, 名称: 甲村, 类别: 村}]
事实:
- {编号: A1, 名称: 甲村产值（春）, 数值: 5万元, 主体: V1, 指标: 产值}
- {编号: A2, 名称: 甲村产值（秋）, 数值: 7万元, 主体: V1, 指标: 产值}
""")
    (problem,) = asked("各行: 村\n列: [村, 产值]", facts)
    assert (problem.code, problem.hints) == (
        "E0328", ("是不是：产值（春）（5万元），还是 产值（秋）（7万元）？",))
    assert len(problem.related) == 2
    made = table("各行: 村\n列: [村, 产值（秋）]", facts)
    assert texts(made) == [["甲村", "7"]]


def test_what_cannot_be_compared_or_added(asked: Callable[..., list[Diagnostic]]) -> None:
    facts = written("""主体: [{编号: V1, 名称: 甲村, 类别: 村}, {编号: V2, 名称: 乙村, 类别: 村}]
事实:
- {编号: A1, 名称: 甲村收成, 数值: 5万元, 主体: V1}
- {编号: A2, 名称: 乙村收成, 数值: 7吨, 主体: V2}
""")
    keys = "各行: 村\n列: [村, 收成]\n排序: 收成\n合计: 是"
    assert [each.code for each in asked(keys, facts)] == ["E0243", "E0315"]
    assert [each.code for each in asked("各行: 村\n列: [村, 收成 | 数值]", facts)] == ["E0316"]


def test_a_chart_of_each(composed: Composer, asked: Callable[..., list[Diagnostic]]) -> None:
    facts = data(HEAD, *TOWNS, TOTAL)
    (made,), sink = composed("```图\n题注: 甲\n类型: 条形\n排序: 从大到小\n"
                             "事实: {每个: 镇, 指标: 产值}\n```\n", facts)
    assert not sink.has_errors
    assert isinstance(made, tree.Figure)
    assert isinstance(made.chart, chart.SeriesChart)
    assert [each.label for each in made.chart.categories] == ["乙镇", "丙镇", "甲镇", "丁镇"]
    assert [each and each.value for each in made.chart.series[0].data] == [300, 300, 100, None]
    (made,), _ = composed("```图\n题注: 甲\n类型: 条形\n"
                          "事实: {每个: 镇, 指标: 绿化率, 前: 2}\n```\n", facts)
    assert isinstance(made, tree.Figure)
    assert isinstance(made.chart, chart.SeriesChart)
    assert [each and each.value for each in made.chart.series[0].data] == [61, 52]
    assert "E0315" in [each.code for each in asked(
        "类型: 条形\n事实: {每个: 镇, 前: 2}", fence="图")]


def test_a_line_for_each(composed: Composer) -> None:
    facts = written("""主体: [{编号: V1, 名称: 甲镇, 类别: 镇}, {编号: V2, 名称: 乙镇, 类别: 镇}]
事实:
- {编号: A1, 名称: 甲镇用电量, 各期: {1月: 1万度, 2月: 2万度, 3月: 3万度}, 主体: V1}
- {编号: A2, 名称: 乙镇用电量, 各期: {1月: 4万度, 2月: -, 3月: 6万度}, 主体: V2}
""")
    assert facts.timelines
    (made,), sink = composed("```图\n题注: 甲\n类型: 折线\n"
                             "事实: {每个: 镇, 指标: 用电量}\n```\n", facts)
    assert not sink.has_errors
    assert isinstance(made, tree.Figure)
    assert isinstance(made.chart, chart.SeriesChart)
    assert [each.name for each in made.chart.series] == ["甲镇", "乙镇"]


INDICATORS = ("工业产值（万元）", "粮食产量（吨）", "农业产值（万元）", "投资（亿元）",
              "税收（万元）", "户数（户）", "企业（家）", "绿化率（%）")


def towns() -> tuple[Dataset, MemoryWorld]:
    """20 towns and 8 indicators in a workbook, and a table of them in seven lines."""
    draw = random.Random(8)      # noqa: S311
    rows = [[f"示例{letter}镇", *(Decimal(draw.randint(10, 99999)) / 10 for _ in INDICATORS)]
            for letter in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"]
    rows[3][2] = "—"
    fence = ("```表\n题注: 各镇主要指标\n各行: 镇\n"
             "列: [名次, 镇, 工业产值, 粮食产量, 农业产值, 投资, 税收, 户数, 企业, 绿化率]\n"
             "排序: 工业产值\n合计: 是\n```\n")
    world = MemoryWorld({
        FOLDER / "台账.xlsx": saved(book([*ABOUT, ["镇", *INDICATORS], *rows])),
        FOLDER / "briefing.md": (FRONT + "指标见{{ 表：各镇主要指标 }}。\n\n" + fence).encode()})
    return read_facts(FOLDER, world, Sink()), world


@pytest.mark.slow
def test_twenty_towns_by_eight_indicators_in_a_few_lines() -> None:
    facts, world = towns()
    briefing = pipeline.load(str(FOLDER), world)
    document = pipeline.compose(briefing)
    (made,) = [block for block in document.blocks if isinstance(block, tree.Table)]
    assert [len(row) for row in made.rows] == [10] * 21
    told = {(each.fact, each.text) for each in numbers(made) if not each.derived}
    assert len(told) == 159
    for id_, text in told:
        form = "值" if text.endswith("%") else "数值"
        assert quantity(facts, facts.by_id[id_], form).text == text
    assert told <= {(each.quantity.fact, each.quantity.text) for each in printings(walk(document))}
    found = parity(pipeline.write(briefing, document, "pdf"),
                   pipeline.write(briefing, document, "docx"))
    assert not found.differences
