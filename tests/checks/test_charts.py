"""Honest charts: each fault planted, and found; the same chart without it is left alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from support.checks import of_text

from reportgen.charts.proof.drawings import check_drawings
from reportgen.diagnostics import Sink
from reportgen.document.chart import ChartSpec, Mark, SeriesChart, ValueAxis
from reportgen.document.tree import Document, Figure, Meta
from reportgen.facts.model import Dataset
from reportgen.facts.read import read_facts
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative
from reportgen.world import DiskWorld

FACTS = """标题: 示例镇
期间: 2023年
事实:
  - {编号: a, 名称: 产值, 数值: 120万元}
  - {编号: b, 名称: 税收, 数值: 超95万元}
  - {编号: c, 名称: 工程进度, 数值: 90%, 分母: 工程量}
  - {编号: d, 名称: 签约率, 数值: 94.7%, 分母: 搬迁农户人口}
  - {编号: e, 名称: 完工率, 数值: 80%, 分母: 工程量}
  - {编号: f, 名称: 规上产值, 数值: 80万元, 口径: 规上}
  - {编号: g, 名称: 农业产值, 数值: 30万元, 总项: 产值}
  - {编号: h, 名称: 累计投资, 数值: 60万元, 累计: 是}
  - {编号: i, 名称: 通车, 状态: 已通车}
  - {编号: m, 名称: 月产值, 各期: {1月: 1万元, 2月: 2万元, 6月: 3万元}}
  - {编号: n, 名称: 混产值, 各期: {1月: 1万元, 2月: 2万元, 第二季度: 9万元}}
  - {编号: o, 名称: 累产值, 各期: {1—2月: 1万元, 1—3月: 2万元, 1—4月: 3万元}}
  - {编号: p, 名称: 半产值, 各期: {2021年: 8万元, 2022年: 9万元, 2023年1—6月: 5万元}}
  - {编号: q, 名称: 跨产值, 各期: {2022年1—6月: 8万元, 2022年: 9万元, 2023年1—6月: 5万元}}
  - {编号: r, 名称: 元月产值, 数值: 9万元, 期间: 2023年1月}
  - {编号: s, 名称: 元月签约率, 数值: 90%, 分母: 搬迁农户人口, 期间: 2023年1月}
  - {编号: t, 名称: 出口, 数值: 1.2亿元}
"""
FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2024-01-01\n标题: 丙\n---\n"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A few facts that do not go together."""
    path: Path = tmp_path_factory.mktemp("facts") / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    sink = Sink()
    found = read_facts(path, DiskWorld(), sink)
    assert not sink.items
    return found


def chart(facts: Dataset, yaml: str) -> ChartSpec:
    """The chart of a fence."""
    sink = Sink()
    text = f"{FRONT}\n```图\n题注: 丁\n{yaml}\n```\n"
    document = compose(read_narrative(text, "b.md", sink), facts, sink)
    assert not sink.has_errors, [d.message for d in sink]
    (block,) = [each for each in document.blocks if isinstance(each, Figure)]
    return block.chart


def codes(facts: Dataset, spec: ChartSpec) -> list[str]:
    """What the checks say of a chart; each with a way to mend it."""
    sink = of_text(facts, Document(Meta("", "", ""), (Figure(1, "", spec, ""),)), "charts")
    assert all(d.hints for d in sink)
    return [d.code for d in sink]


def stack(*names: str) -> str:
    """A fence that stacks some facts at one place."""
    rows = "".join(f"  - {{名称: {name}, 事实: [{name}]}}\n" for name in names)
    return f"类型: 堆叠\n类目: [甲]\n系列:\n{rows}"


def two_axes(left: str, right: str) -> str:
    """A fence with a bar on the left axis and a line on the right one."""
    return (f"类型: 柱线\n类目: [甲]\n系列:\n  - {{名称: 子, 事实: [{left}]}}\n"
            f"  - {{名称: 丑, 事实: [{right}], 画法: 线, 轴: 右}}\n")


@pytest.mark.parametrize(("yaml", "expected"), [
    ("类型: 柱形\n事实: [产值, 税收]", []),
    ("类型: 条形\n事实: [工程进度, 完工率]", []),
    ("类型: 条形\n事实: [工程进度, 签约率]", ["E0723"]),
    ("类型: 小倍数\n事实: [工程进度, 签约率, 产值]", ["E0723"]),
    ("类型: 柱形\n事实: [产值, 规上产值]", ["W0724"]),
    (stack("税收", "农业产值"), []),
    (stack("产值", "农业产值"), ["E0727"]),
    (stack("税收", "累计投资"), ["E0727"]),
    (stack("工程进度", "完工率"), ["E0727"]),
    ("类型: 折线\n事实: 月产值", []),
    ("类型: 条形\n事实: 月产值", ["W0729"]),
    ("类型: 折线\n事实: 混产值", ["E0728"]),
    ("类型: 折线\n事实: 累产值", []),
    ("类型: 柱形\n事实: 半产值", ["E0728"]), ("类型: 柱形\n事实: 跨产值", []),
    ("类型: 柱形\n事实: [元月产值, {事实: 产值, 标签: 东村}]", ["W0719"]),
    ("类型: 完成率\n事实: {事实: 元月产值, 目标: 产值}", []),
    ("类型: 条形\n事实: [{事实: 元月签约率, 标签: 甲}, 签约率]", []),
    (two_axes("产值", "出口"), ["W0718"]), (two_axes("产值", "签约率"), []),
    (two_axes("工程进度", "签约率"), []),
])
def test_charts_as_written(facts: Dataset, yaml: str, expected: list[str]) -> None:
    assert codes(facts, chart(facts, yaml)) == expected


def tampered(facts: Dataset, **changes: object) -> SeriesChart:
    """A chart whose first value was changed by hand."""
    spec = chart(facts, "类型: 柱形\n事实: [税收, 产值]")
    assert isinstance(spec, SeriesChart)
    (series,) = spec.series
    first = series.data[0]
    assert first is not None
    text = changes.pop("text", first.quantity.text)
    fact = changes.pop("fact", first.quantity.fact)
    quantity = replace(first.quantity, text=str(text), fact=str(fact))
    wrong = replace(first, quantity=quantity, **changes)  # type: ignore[arg-type]
    return replace(spec, series=(replace(series, data=(wrong, *series.data[1:])),))


def test_a_value_that_is_not_the_facts(facts: Dataset) -> None:
    assert codes(facts, tampered(facts, value=Decimal(96))) == ["E0721"]


def test_a_fact_without_a_number_drawn_as_zero(facts: Dataset) -> None:
    assert codes(facts, tampered(facts, value=Decimal(0), fact="i")) == ["E0720"]


def test_an_approximate_fact_drawn_as_exact(facts: Dataset) -> None:
    assert codes(facts, tampered(facts, text="95")) == ["E0722"]


def test_bars_from_elsewhere_than_zero(facts: Dataset) -> None:
    spec = chart(facts, "类型: 柱形\n事实: [产值, 税收]")
    assert isinstance(spec, SeriesChart)
    cut = replace(spec, axes=(ValueAxis("万元", floor=Decimal(80)),))
    assert codes(facts, cut) == ["E0725"]
    line = replace(cut, series=(replace(cut.series[0], mark=Mark.LINE),))
    assert codes(facts, line) == []


def test_a_second_axis_without_a_unit(facts: Dataset) -> None:
    spec = chart(facts, "类型: 柱形\n事实: [产值, 税收]")
    assert isinstance(spec, SeriesChart)
    assert codes(facts, replace(spec, axes=(*spec.axes, ValueAxis("")))) == ["E0726"]


def test_a_drawing_of_another_chart(facts: Dataset) -> None:
    from support.charts.stub import CHAIN, THEME

    from reportgen.charts.compile import drawing

    spec = chart(facts, "类型: 柱形\n事实: [产值, 税收]")
    other = chart(facts, "类型: 柱形\n事实: [产值, 累计投资]")
    document = Document(Meta("", "", ""), (Figure(1, "", spec, ""),))
    for drawn, expected in ((spec, set()), (other, {"E0730"})):
        sink = Sink()
        made = drawing(drawn, THEME, CHAIN)
        check_drawings(document, {1: made}, sink, printed=True)
        assert {d.code for d in sink} == expected
