from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import chart, tree
from reportgen.document.chart import quantities
from reportgen.facts.amount import parse_amounts
from reportgen.facts.model import Fact, Period, Quantities, dataset

Composer = Callable[..., tuple[tuple[tree.Block, ...], Sink]]


def figure(composed: Composer, yaml: str) -> tree.Figure:
    (block,), sink = composed(f"```图\n题注: 甲\n{yaml}\n```\n")
    assert not sink.has_errors, [d.message for d in sink]
    assert isinstance(block, tree.Figure)
    for each in quantities(block.chart):
        assert each.text in block.alt
    return block


def test_bars(composed: Composer) -> None:
    made = figure(
        composed, "类型: 条形\n事实: [固定资产投资, {事实: 限上零售额, 标签: 零售额}]").chart
    assert isinstance(made, chart.SeriesChart)
    assert [(d.label, d.value, d.quantity.text) for d in made.data] == [
        ("固定资产投资", Decimal(20517), "20517"), ("零售额", Decimal("1405.5"), "1405.5")]
    assert made.unit == "万元"


def test_what_has_no_value_keeps_its_name(composed: Composer) -> None:
    made = figure(composed, "类型: 柱形\n事实: [固定资产投资, {事实: —, 标签: 南村}]").chart
    assert isinstance(made, chart.SeriesChart)
    assert [category.label for category in made.categories] == ["固定资产投资", "南村"]
    assert made.series[0].data[1] is None


def test_what_has_neither_value_nor_name_is_told_once(composed: Composer) -> None:
    _, sink = composed("```图\n题注: 甲\n类型: 柱形\n事实: [固定资产投资, —]\n```\n")
    assert [(d.code, d.message) for d in sink if d.is_error] == [
        ("E0317", "这一项没有数，也没有名称")]


def test_bars_in_another_multiple_show_their_own_unit(composed: Composer) -> None:
    block = figure(composed, "类型: 条形\n单位: 亿元\n事实: [固定资产投资]")
    assert isinstance(block.chart, chart.SeriesChart)
    (datum,) = block.chart.data
    assert (datum.value, datum.quantity.text) == (Decimal("2.0517"), "20517万元")


@pytest.mark.parametrize(("kind", "more"), [
    ("条形", ""), ("柱形", ""), ("折线", "类目: [甲, 乙]\n"), ("其中", ""),
])
def test_labels_in_the_scale_of_the_unit(composed: Composer, kind: str, more: str) -> None:
    block = figure(composed, f"类型: {kind}\n{more}单位: 亿元：1\n事实: [固定资产投资, 限上零售额]")
    assert isinstance(block.chart, chart.SeriesChart | chart.PartBars)
    assert block.chart.unit == "亿元"
    assert [(datum.value, datum.quantity.text) for datum in chart.data(block.chart)] == [
        (Decimal("2.0517"), "2.1"), (Decimal("0.14055"), "0.1")]
    assert "2.1亿元" in block.alt


def test_a_chart_of_rates_with_decimals(composed: Composer) -> None:
    rates = dataset("题", Period("2023年", 2023), tuple(
        Fact(name, name, Quantities(parse_amounts(text)))
        for name, text in (("甲率", "94.7%"), ("乙率", "5.25‰"))))
    blocks, sink = composed("```图\n题注: 甲\n类型: 条形\n单位: '%：1'\n"
                            "事实: [甲率, 乙率]\n```\n", rates)
    assert not sink.has_errors
    (made,) = (block.chart for block in blocks if isinstance(block, tree.Figure))
    assert isinstance(made, chart.SeriesChart)
    assert [(each.quantity.text, each.value) for each in made.data] == [
        ("94.7%", Decimal("94.7")), ("0.5%", Decimal("0.525"))]


def test_what_cannot_be_in_the_scale_is_refused(composed: Composer) -> None:
    _, sink = composed("```图\n题注: 甲\n类型: 条形\n单位: 万吨：1\n事实: [枇杷产量]\n```\n")
    assert {d.code for d in sink if d.is_error} == {"E0232"}


@pytest.mark.parametrize("facts", ["[新增个体户, 新增企业]", "[新增个体户, 新增企业, 个转企]",
                                   "[新增个体户, {事实: 新增企业, 其中: 个转企}]"])
def test_parts(composed: Composer, facts: str) -> None:
    block = figure(composed, f"类型: 其中\n事实: {facts}")
    assert isinstance(block.chart, chart.PartBars)
    assert [(item.whole.label, item.part.label if item.part else "")
            for item in block.chart.items] == [("新增个体户", ""), ("新增企业", "个转企")]
    assert "其中个转企25家" in block.alt


def test_stages(composed: Composer) -> None:
    made = figure(composed, "类型: 阶段\n事实: [211省道, 农业产业园]").chart
    assert isinstance(made, chart.StageChart)
    assert [(row.label, row.stage, row.complete, row.status[0].text) for row in made.rows] == [
        ("211省道", 2, True, "正式通车"), ("农业产业园", None, False, "稳步推进")]


def test_panels_by_unit(composed: Composer) -> None:
    made = figure(composed, "类型: 小倍数\n栏数: 2\n事实: [新增企业, 困难对象, 新增个体户]").chart
    assert isinstance(made, chart.Panels)
    assert [(p.unit, [(d.value, d.quantity.text) for d in p.data]) for p in made.panels] == [
        ("家", [(Decimal(192), "192"), (Decimal(236), "236")]),
        ("户", [(Decimal(36), "36")]), ("人", [(Decimal(52), "52")])]
    assert made.columns == 2


def test_panels_by_hand(composed: Composer) -> None:
    made = figure(composed, "类型: 小倍数\n面板: [{标题: 乙, 事实: [枇杷产量]}]").chart
    assert isinstance(made, chart.Panels)
    assert (made.panels[0].title, made.panels[0].data[0].quantity.text) == ("乙", "2263余")


def test_change_with_a_derived_base(composed: Composer) -> None:
    block = figure(composed, "类型: 同比\n事实: 限上零售额\n基期: 零售额上年值")
    assert isinstance(block.chart, chart.Change)
    assert (block.chart.before.label, block.chart.before.note) == ("2022年", "测算")
    assert (block.chart.after.label, block.chart.after.note) == ("2023年", "")
    assert "2022年928.5万元（测算）" in block.alt
    assert block.alt.endswith("比上年增长51.37%。")


@pytest.mark.parametrize(("yaml", "code"), [
    ("类型: 条形\n事实: [固定资产投资, 枇杷产量]", "E0318"),
    ("类型: 条形\n事实: [211省道]", "E0317"),
    ("类型: 条形\n事实: [未定增幅]", "E0319"),
    ("类型: 阶段\n事实: [未定增幅]", "E0319"),
    ("类型: 小倍数\n事实: [未定增幅]", "E0319"),
    ("类型: 条形\n事实: []", "E0317"),
    ("类型: 条形", "E0317"),
    ("类型: 同比\n事实: 限上零售额", "E0317"),
    ("类型: 其中\n事实: [{事实: 新增企业, 其中: 新增个体户}]", "E0317"),
    ("类型: 雷达\n事实: [固定资产投资]", "E0124"),
    ("类型: 条形\n事实: [固定资产投字]", "E0301"),
    ("类型: 小倍数\n栏数: 多\n事实: [新增企业]", "E0315"),
    ("类型: 条形\n面积: 1\n事实: [新增企业]", "E0121"),
])
def test_problems(composed: Composer, yaml: str, code: str) -> None:
    _, sink = composed(f"```图\n题注: 甲\n{yaml}\n```\n")
    assert [d.code for d in sink if d.is_error] == [code]
    assert all(d.hints for d in sink)


@pytest.mark.parametrize(("kind", "written", "editable", "codes"), [
    ("条形", "", False, []), ("条形", "Word图: 可编辑\n", True, []),
    ("小倍数", "Word图: 可编辑\n", False, ["I0711"]), ("条形", "Word图: 图片\n", False, []),
])
def test_charts_of_words_own(
    composed: Composer, kind: str, written: str, editable: bool, codes: list[str]
) -> None:
    text = f"```图\n题注: 甲\n类型: {kind}\n{written}事实: [新增企业, 新增个体户]\n```\n"
    (block,), sink = composed(text)
    assert isinstance(block, tree.Figure)
    assert block.editable == editable
    assert [item.code for item in sink] == codes
