"""What qualifies a fact, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Sink
from reportgen.facts.model import Dataset
from reportgen.facts.read import read_facts
from reportgen.memory_world import MemoryWorld
from reportgen.trace.about import about

FACTS = """
标题: 示例镇2023年工作
期间: 2023年
来源: {标题: 示例镇报表, 日期: 2024-01-08}
主体:
  - {编号: P1, 名称: 示例公路, 简称: [示例路]}
事实:
  经济:
    - {编号: A1, 名称: 示例产值, 数值: 超120万元, 同比: 增长8%, 口径: 限上, 主体: P1, 说明: 快报}
    - {编号: A2, 名称: 其中粮食, 数值: 40万元, 总项: A1}
    - {编号: A3, 名称: 示例状态, 状态: 稳步推进}
测算:
  - {编号: D1, 名称: 占比, 公式: 占比, 取自: [A2, A1], 小数: 1}
"""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_facts(Path("facts.yaml"), MemoryWorld({"facts.yaml": FACTS.encode()}), Sink())


def test_everything_that_is_said_of_a_fact(dataset: Dataset) -> None:
    assert about(dataset, dataset.by_id["A1"]) == [
        ("值", "超120万元"), ("数", "120"), ("单位", "万元"), ("近似", "超（数前）"),
        ("同比", "8%"), ("期间", "2023年"), ("口径", "限上"), ("主体", "示例公路（P1）"),
        ("说明", "快报"), ("来源", "示例镇报表，2024-01-08"), ("写在", "facts.yaml:9:7"),
    ]


@pytest.mark.parametrize(("fact", "row"), [
    ("A2", ("总项", "示例产值（A1）")), ("A3", ("值", "稳步推进")),
    ("D1", ("测算", "占比（A2、A1），1 位小数")),
])
def test_single_rows(dataset: Dataset, fact: str, row: tuple[str, str]) -> None:
    assert row in about(dataset, dataset.by_id[fact])
