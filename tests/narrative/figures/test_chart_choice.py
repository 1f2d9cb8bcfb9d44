"""A fence without 类型 gets the chart that suits what it names, and says which."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.document.tree import Figure
from reportgen.facts.read import read_facts
from reportgen.narrative.compose import compose
from reportgen.narrative.figures.chart_choice import KEYS
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import FigureSource
from reportgen.world import DiskWorld

FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2024-01-01\n标题: 丙\n---\n"
FACTS = """标题: 示例镇
期间: 2023年
{stages}事实:
  - {编号: a, 名称: 产值, 数值: 120万元}
  - {编号: b, 名称: 税收, 数值: 95万元}
  - {编号: c, 名称: 新增企业, 数值: 18家}
  - {编号: d, 名称: 个转企, 数值: 5家, 总项: 新增企业}
  - {编号: e, 名称: 上年产值, 数值: 100万元, 期间: 2022年}
  - {编号: f, 名称: 目标产值, 数值: 130万元}
  - {编号: g, 名称: 农业, 数值: 80万元}
  - {编号: h, 名称: 工业, 数值: 40万元}
  - {编号: i, 名称: 示例路, 状态: 施工中, 进度: 进行中, 阶段: 施工, 期间: 2023年1—6月}
  - {编号: j, 名称: 增速, 数值: 5%}
  - {编号: k, 名称: 零售额, 数值: 51万元, 同比: 2%}
  - {编号: l, 名称: 上年零售额, 数值: 50万元, 期间: 2022年}
  - {编号: x, 名称: 示例线, 数值: 3公里}
  - {编号: y, 名称: 东线, 数值: 1公里, 总项: 示例线}
  - {编号: z, 名称: 西线, 数值: 2公里, 总项: 示例线}
  - {编号: m, 名称: 用电, 各期: {1月: 1万元, 2月: 2万元}}
  - {编号: n, 名称: 用水, 各期: {1月: 1吨, 2月: 2吨}}
  - {编号: p, 名称: 大额, 数值: 1.2亿元}
  - {编号: q, 名称: 人口, 各期: {2021年: 29655人, 2022年: 约2.9万人}}
  - {编号: o, 名称: 投资, 各期: {1—3月: 1万元, 1—6月: 2万元}}
""" + "".join(f"  - {{编号: r{n}, 名称: 产值{n}, 数值: {n + 1}万元}}\n" for n in range(9)) + """
"""
LONG = "中心社区新建停车场"
TWO = "类目: [甲]\n系列:\n  - {名称: 子, 事实: [产值]}\n  - {名称: 丑, 事实: [税收]}"


def kind(fence: str, *, stages: bool = True) -> tuple[str, list[str]]:
    """The kind of the chart of a fence, and the codes told."""
    import tempfile
    from pathlib import Path

    sink = Sink()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.yaml"
        path.write_text(FACTS.replace("{stages}", "阶段: [设计, 施工]\n" if stages else ""),
                        encoding="utf-8")
        facts = read_facts(path, DiskWorld(), sink)
    text = f"{FRONT}\n```图\n题注: 丁\n{fence}\n```\n"
    document = compose(read_narrative(text, "b.md", sink), facts, sink)
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    return (figures[0].chart.kind if figures else "", [d.code for d in sink])


@pytest.mark.parametrize(("fence", "chosen"), [
    ("事实: [产值, 税收]", "柱形"),
    (f"事实: [{{事实: 产值, 标签: {LONG}}}, 税收]", "条形"),
    (f"事实: [{', '.join(f'产值{n}' for n in range(9))}]", "条形"),
    ("事实: [产值, 新增企业]", "小倍数"), ("事实: [新增企业, 个转企]", "其中"),
    ("事实: [示例线, 东线]", "柱形"),
    ("事实: [{事实: 产值, 基期: 上年产值, 标签: 甲}]", "哑铃"),
    ("事实: [{事实: 产值, 目标: 目标产值}]", "完成率"),
    ("事实: [{事实: 新增企业, 其中: 个转企}]", "其中"),
    ("事实: [农业, 工业]\n总项: 产值", "占比"), ("事实: 零售额\n基期: 上年零售额", "同比"),
    ("事实: [示例路]", "阶段"), ("事实: 用电", "折线"), ("事实: 投资", "柱形"),
    ("面板:\n  - {标题: 甲, 事实: [产值, 税收]}", "小倍数"),
    (TWO, "柱形"), (TWO.replace("甲", LONG), "条形"),
    ("类目: [甲]\n系列:\n  - {名称: 子, 事实: [产值]}\n  - {名称: 丑, 事实: [增速]}", "柱线"),
    ("事实: [产值, 大额]", "柱形"), ("事实: 人口", "折线"),
    ("类目: [甲]\n系列:\n  - {名称: 子, 事实: [产值]}\n  - {名称: 丑, 事实: [大额]}", "柱形"),
    ("系列:\n  - {名称: 子, 事实: 用电}\n  - {名称: 丑, 事实: 用水}", "柱线"),
])
def test_the_kind_that_suits(fence: str, chosen: str) -> None:
    found, codes = kind(fence)
    assert found == chosen
    assert codes == ["I0716"]


def test_projects_without_named_stages_are_put_on_a_calendar() -> None:
    facts = FACTS.replace(", 阶段: 施工", "")
    assert "阶段: 施工" not in facts
    assert kind("事实: [示例路]", stages=False)[0] in {"甘特", ""}


def test_a_key_that_the_chosen_kind_does_not_take() -> None:
    assert kind("事实: [产值, 税收]\n起点: 80")[1] == ["E0317", "I0716"]
    assert kind("事实: 用电\n起点: 1") == ("折线", ["I0716"])


def test_every_key_of_a_fence_is_known() -> None:
    assert set(KEYS) <= set(FigureSource.__dataclass_fields__)
