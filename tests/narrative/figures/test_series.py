"""Series charts, targets and schedules from a fence: what is drawn, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.charts.registry import kinds
from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.chart import (
    ChartSpec,
    Coord,
    Mark,
    Panels,
    Position,
    Schedule,
    SeriesChart,
    State,
    Targets,
    quantities,
)
from reportgen.facts.model import Dataset
from reportgen.facts.read import read_facts
from reportgen.world import DiskWorld

FACTS = """标题: 示例镇
期间: 2023年
主体:
  - {编号: V1, 名称: 东村}
  - {编号: V2, 名称: 西村}
  - {编号: P1, 名称: 示例路工程, 简称: [示例路]}
事实:
  - {编号: a1, 名称: 东村产值, 主体: 东村, 数值: 120万元}
  - {编号: a2, 名称: 西村产值, 主体: 西村, 数值: 超95万元}
  - {编号: b1, 名称: 东村上年产值, 主体: 东村, 数值: 100万元, 期间: 2022年}
  - {编号: b2, 名称: 西村上年产值, 主体: 西村, 数值: 90万元, 期间: 2022年}
  - {编号: c1, 名称: 东村户数, 主体: 东村, 数值: 36户}
  - {编号: c2, 名称: 西村户数, 主体: 西村, 数值: 28户}
  - {编号: e1, 名称: 东村出口, 主体: 东村, 数值: 1.2亿元}
  - {编号: e2, 名称: 西村出口, 主体: 西村, 数值: 超1.3亿元}
  - {编号: t1, 名称: 总产值, 数值: 215万元}
  - {编号: p1, 名称: 计划产值, 数值: 200万元, 进度: 计划}
  - 编号: M1
    名称: 用电量
    各期: {1月: 12.6万千瓦时, 2月: -, 3月: 14万千瓦时}
  - 编号: M2
    名称: 用气量
    各期: {2月: 3万千瓦时, 3月: 4万千瓦时, 4月: 5万千瓦时}
  - {编号: g1, 名称: 示例路设计, 主体: P1, 状态: 设计, 期间: 2023年1—3月, 进度: 已完成}
  - {编号: g2, 名称: 示例路施工, 主体: P1, 状态: 施工, 期间: 2023年4月—2024年2月, 进度: 进行中}
测算:
  - {编号: X1, 名称: 产值完成率, 公式: 完成率, 取自: [t1, p1], 小数: 1}
  - {编号: X2, 名称: 东村占全镇, 公式: 占比, 取自: [a1, t1], 小数: 2}
"""
Drawn = Callable[[str], ChartSpec]
Composer = Callable[..., tuple[tuple[tree.Block, ...], Sink]]


@pytest.fixture
def village(tmp_path: Path) -> Dataset:
    """Two villages, two years, a few months, a road."""
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    sink = Sink()
    facts = read_facts(path, DiskWorld(), sink)
    assert not sink.items, [d.message for d in sink]
    return facts


@pytest.fixture
def drawn(composed: Composer, village: Dataset) -> Drawn:
    """The chart of a fence; its alternative text holds every number."""

    def run(yaml: str) -> ChartSpec:
        (block,), sink = composed(f"```图\n题注: 甲\n{yaml}\n```\n", village)
        assert not sink.has_errors, [d.message for d in sink]
        assert isinstance(block, tree.Figure)
        assert all(each.text in block.alt for each in quantities(block.chart))
        return block.chart

    return run


@pytest.fixture
def refused(composed: Composer, village: Dataset) -> Callable[[str], list[str]]:
    """The codes of the errors of a fence."""

    def run(yaml: str) -> list[str]:
        _, sink = composed(f"```图\n题注: 甲\n{yaml}\n```\n", village)
        assert all(d.hints for d in sink)
        return [d.code for d in sink if d.is_error]

    return run


def series(spec: ChartSpec) -> list[tuple[str, list[Decimal | None]]]:
    """Names and values."""
    assert isinstance(spec, SeriesChart)
    return [(s.name, [d.value if d else None for d in s.data]) for s in spec.series]


def labels(spec: ChartSpec) -> list[str]:
    """The categories."""
    assert isinstance(spec, SeriesChart)
    return [category.label for category in spec.categories]


YEARS = """系列:
  - {名称: 2022年, 事实: [东村上年产值, 西村上年产值]}
  - {名称: 2023年, 事实: [东村产值, 西村产值]}
"""


@pytest.mark.parametrize("kind", ["条形", "柱形", "堆叠", "百分堆叠", "哑铃"])
def test_grouped(drawn: Drawn, kind: str) -> None:
    spec = drawn(f"类型: {kind}\n{YEARS}")
    assert labels(spec) == ["东村", "西村"]
    assert series(spec) == [("2022年", [100, 90]), ("2023年", [120, 95])]
    assert isinstance(spec, SeriesChart)
    assert (spec.position, spec.coord) == (kinds()[kind].position, kinds()[kind].coord)
    assert spec.data[3].quantity.text == "超95"


def test_a_share_that_the_author_worked_out_is_printed_as_his(drawn: Drawn) -> None:
    spec = drawn("类型: 饼\n总项: 总产值\n事实: [东村产值, 西村产值]")
    assert isinstance(spec, SeriesChart)
    shares = [datum.share for datum in spec.data if datum.share is not None]
    assert [(each.fact, each.text) for each in shares] == [
        ("X2", "55.81%"), ("a2 占比", "约44.2%")]


def test_bars_in_the_order_asked_for(drawn: Drawn) -> None:
    assert labels(drawn(f"类型: 条形\n排序: 从小到大\n{YEARS}")) == ["西村", "东村"]


def test_categories_by_hand_and_a_gap(drawn: Drawn) -> None:
    spec = drawn("类型: 柱形\n类目: [甲, 乙]\n系列:\n  - {名称: 子, 事实: [东村产值, —]}\n"
                 "  - {名称: 丑, 事实: [总产值, 计划产值]}\n")
    assert labels(spec) == ["甲", "乙"]
    assert series(spec) == [("子", [120, None]), ("丑", [215, 200])]


def test_a_timeline_is_a_period_axis(drawn: Drawn) -> None:
    spec = drawn("类型: 折线\n事实: 用电量")
    assert labels(spec) == ["1月", "2月", "3月"]
    assert series(spec) == [("用电量", [Decimal("12.6"), None, 14])]
    assert isinstance(spec, SeriesChart)
    assert [c.interval.first - 2023 * 12 for c in spec.categories if c.interval] == [0, 1, 2]
    assert spec.frame.period == "2023年"
    assert {s.mark for s in spec.series} == {Mark.LINE}


def test_timelines_of_other_periods_are_put_together(drawn: Drawn) -> None:
    spec = drawn("类型: 折线\n事实: [用电量, {事实: 用气量, 标签: 燃气}]")
    assert labels(spec) == ["1月", "2月", "3月", "4月"]
    assert series(spec)[1] == ("燃气", [None, 3, 4, 5])


def test_single_facts_with_periods_are_a_period_axis(drawn: Drawn) -> None:
    spec = drawn("类型: 柱形\n事实: [东村上年产值, 东村产值]")
    assert labels(spec) == ["2022年", "2023年"]


def test_bar_and_line_have_two_scales(drawn: Drawn) -> None:
    spec = drawn("类型: 柱线\n系列:\n  - {名称: 产值, 事实: [东村产值, 西村产值]}\n"
                 "  - {名称: 户数, 事实: [东村户数, 西村户数]}\n")
    assert isinstance(spec, SeriesChart)
    assert [(axis.unit, axis.title) for axis in spec.axes] == [("万元", "产值"), ("户", "户数")]
    assert [(s.mark, s.axis) for s in spec.series] == [(Mark.BAR, 0), (Mark.LINE, 1)]


def test_other_measures_keep_their_names(drawn: Drawn) -> None:
    spec = drawn("类型: 柱形\n事实: [东村上年产值, 西村产值]")
    assert labels(spec) == ["东村上年产值", "西村产值"]
    assert isinstance(spec, SeriesChart)
    assert {category.interval for category in spec.categories} == {None}


def test_multiples_of_one_unit_have_one_scale(drawn: Drawn) -> None:
    spec = drawn("类型: 柱线\n系列:\n  - {名称: 产值, 事实: [东村产值, 西村产值]}\n"
                 "  - {名称: 出口, 事实: [东村出口, 西村出口], 画法: 线}\n")
    assert isinstance(spec, SeriesChart)
    assert [axis.unit for axis in spec.axes] == ["万元"]
    assert series(spec)[1] == ("出口", [12000, 13000])
    assert [d.quantity.text for d in spec.series[1].reported] == ["1.2亿元", "超1.3亿元"]


def test_a_panel_holds_multiples_of_its_unit(drawn: Drawn) -> None:
    spec = drawn("类型: 小倍数\n事实: [东村户数, 东村产值, 东村出口]")
    assert isinstance(spec, Panels)
    assert [(p.unit, [d.quantity.text for d in p.data]) for p in spec.panels] == [
        ("户", ["36"]), ("万元", ["120", "1.2亿元"])]


def test_pairs_by_their_base(drawn: Drawn) -> None:
    spec = drawn("类型: 哑铃\n事实: [{事实: 东村产值, 基期: 东村上年产值, 标签: 东},"
                 " {事实: 西村产值, 基期: 西村上年产值}]")
    assert series(spec) == [("2022年", [100, 90]), ("2023年", [120, 95])]


def test_pairs_are_called_by_their_facts(drawn: Drawn) -> None:
    spec = drawn("类型: 哑铃\n事实:\n  - {事实: 总产值, 基期: 计划产值}\n"
                 "  - {事实: 东村产值, 基期: 东村上年产值}\n")
    assert labels(spec) == ["总产值", "东村产值"]


def test_shares_of_a_whole(drawn: Drawn) -> None:
    for kind in ("占比", "饼", "环"):
        spec = drawn(f"类型: {kind}\n总项: 总产值\n事实: [东村产值, 西村产值]")
        assert isinstance(spec, SeriesChart) and spec.whole is not None
        assert spec.whole.value == 215
        assert (spec.coord is Coord.POLAR) == (kind != "占比")
        assert (spec.position is Position.FILL) == (kind == "占比")


def test_targets(drawn: Drawn) -> None:
    for facts in ("[{事实: 总产值, 目标: 计划产值}]", "[产值完成率]"):
        spec = drawn(f"类型: 完成率\n事实: {facts}")
        assert isinstance(spec, Targets)
        (row,) = spec.rows
        assert (row.actual.value, row.target.value, row.unit) == (215, 200, "万元")
    assert row.rate is not None and row.rate.text == "107.5%"


def test_schedule(drawn: Drawn) -> None:
    spec = drawn("类型: 甘特\n事实: [示例路]")
    assert isinstance(spec, Schedule)
    (row,) = spec.rows
    assert row.label == "示例路工程"
    assert [(t.interval.first - 2023 * 12, t.interval.last - 2023 * 12, t.state, t.quantity.text)
            for t in row.tasks] == [(0, 2, State.DONE, "设计"), (3, 13, State.UNDER_WAY, "施工")]


def test_finding_and_source(drawn: Drawn) -> None:
    frame = drawn("类型: 柱形\n结论: 东村多于西村\n来源: 镇统计站\n"
                  "事实: [东村产值, 西村产值]").frame
    assert (frame.finding, frame.source, frame.period) == ("东村多于西村", "镇统计站", "2023年")


@pytest.mark.parametrize(("yaml", "code"), [
    ("类型: 柱形\n系列: [{名称: 子, 事实: [东村产值]}, {名称: 丑, 事实: [总产值, 计划产值]}]",
     "E0317"),
    ("类型: 柱形\n系列: [{名称: 子, 事实: [东村产值]}, {名称: 丑, 事实: [西村产值]}]", "E0317"),
    ("类型: 柱形\n类目: [甲]\n事实: [东村产值, 西村产值]", "E0317"),
    ("类型: 柱形\n事实: [东村产值, 东村户数]", "E0318"),
    ("类型: 折线\n事实: [用电量, 东村产值]", "E0317"),
    ("类型: 柱形\n排序: 从大到小\n事实: 用电量", "E0317"),
    ("类型: 哑铃\n事实: [东村产值]", "E0317"),
    ("类型: 完成率\n事实: [东村产值]", "E0317"),
    ("类型: 完成率\n事实: [{事实: 东村产值, 目标: 东村户数}]", "E0318"),
    ("类型: 甘特\n事实: [南村]", "E0301"),
    ("类型: 甘特\n事实: [东村产值, —]", "E0317"),
    ("类型: 柱形\n总项: 总产值\n事实: [东村产值]", "E0121"),
    ("类型: 折线\n起点: 高\n事实: 用电量", "E0315"),
    ("类型: 柱线\n系列: [{名称: 子, 画法: 面, 事实: [东村产值]}]", "E0124"),
    ("类型: 柱形\n系列: [{名称: 子}]", "E0120"),
])
def test_problems(refused: Callable[[str], list[str]], yaml: str, code: str) -> None:
    assert code in refused(yaml)
