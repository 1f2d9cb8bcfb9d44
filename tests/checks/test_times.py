"""Months beside years, plans beside what was done: told where nothing printed says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.checks import of_text

from reportgen.diagnostics import Sink
from reportgen.facts.read import read_facts
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative
from reportgen.world import DiskWorld

FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2024-01-01\n标题: 丙\n---\n"
FACTS = """标题: 示例镇
期间: 2023年
事实:
  - {编号: a, 名称: 产值, 数值: 120万元}
  - {编号: b, 名称: 元月产值, 数值: 9万元, 期间: 2023年1月}
  - {编号: c, 名称: 租金, 数值: 5万元, 频次: 每月}
  - {编号: d, 名称: 水费, 数值: 6万元, 频次: 每月}
  - {编号: e, 名称: 新厂投资, 数值: 50万元, 进度: 计划}
  - {编号: f, 名称: 新路投资, 数值: 60万元, 进度: 力争}
"""


def told(folder: Path, fence: str) -> list[str]:
    """What is said of a chart."""
    (folder / "facts.yaml").write_text(FACTS, "utf-8")
    sink = Sink()
    facts = read_facts(folder / "facts.yaml", DiskWorld(), sink)
    text = f"{FRONT}\n```图\n题注: 丁\n{fence}\n```\n"
    document = compose(read_narrative(text, "b.md", sink), facts, sink)
    assert not sink.items
    return [f"{each.code} {each.message}" for each in of_text(facts, document, "charts")]


@pytest.mark.parametrize("fence", [
    "类型: 柱形\n事实: [租金, 水费]", "类型: 柱形\n事实: [新厂投资, 新路投资]",
    "类型: 柱形\n事实: [产值, {事实: 新厂投资, 标签: 新厂（计划）}]",
    "类型: 柱形\n结论: 新厂计划投资最少\n事实: [产值, 新厂投资]",
    "类型: 条形\n类目: [甲]\n系列: [{名称: 实绩, 事实: [产值]}, {名称: 目标, 事实: [新厂投资]}]",
    "类型: 完成率\n事实: [{事实: 产值, 目标: 新厂投资}]",
])
def test_what_may_stand_together(tmp_path: Path, fence: str) -> None:
    assert told(tmp_path, fence) == []


@pytest.mark.parametrize(("fence", "message"), [
    ("类型: 柱形\n事实: [产值, 租金]",
     "W0719 画在一起的数期间长短不同：“产值”是2023年的、“租金”是每月的"),
    ("类型: 柱形\n事实: [{事实: 元月产值, 标签: 东}, {事实: 产值, 标签: 西}]",
     "W0719 画在一起的数期间长短不同：“元月产值”是2023年1月的、“产值”是2023年的"),
    ("类型: 柱形\n事实: [产值, 新厂投资]", "W0735 “新厂投资”是计划数，和别的数画在一起看不出来"),
    ("类型: 条形\n事实: [产值, 新路投资]", "W0735 “新路投资”是力争数，和别的数画在一起看不出来"),
])
def test_what_may_not(tmp_path: Path, fence: str, message: str) -> None:
    assert told(tmp_path, fence) == [message]
