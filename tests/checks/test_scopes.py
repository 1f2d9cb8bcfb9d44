"""Scopes that do not go together, told once a sentence, a table or a formula."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.prose import Said
from reportgen.checks.statistics.scopes import check_scopes
from reportgen.diagnostics import Sink
from reportgen.facts.read import read_facts
from reportgen.memory_world import MemoryWorld
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative

FACTS = """标题: 示例镇
期间: 2025年
事实:
- {编号: A1, 名称: 产值, 数值: 5亿元, 口径: 规上}
- {编号: A2, 名称: 上年产值, 数值: 4亿元, 期间: 2024年, 口径: 全部}
- {编号: A3, 名称: 存款, 数值: 4亿元, 口径: 快报数}
- {编号: A4, 名称: 10月产值, 数值: 1亿元, 期间: 2025年10月, 口径: 规上}
- {编号: A5, 名称: 上年税收, 数值: 1亿元, 期间: 2024年}
- {编号: A6, 名称: 税收, 数值: 2亿元}
- {编号: B1, 名称: 甲镇工业产值, 数值: 6亿元, 口径: 规模以上}
- {编号: B2, 名称: 工业产值, 数值: 9亿元, 口径: 全部工业}
- {编号: B3, 名称: 农业增加值, 数值: 6亿元, 口径: 现价}
- {编号: B4, 名称: 林业增加值, 数值: 2亿元, 口径: 可比价}
- {编号: B5, 名称: 示例桥投资, 数值: 2亿元, 进度: 计划}
- {编号: B6, 名称: 示例路投资, 数值: 2亿元, 进度: 已完成}
- {编号: B7, 名称: 栽植面积, 数值: 320亩, 进度: 力争}
测算:
"""
FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2025-12-01\n标题: 丙\n---\n\n"
GROWTH = "- {编号: D1, 名称: 增速, 公式: 增长率, 取自: [%s], 小数: 1}\n"


def told(text: str, formula: str = "A6, A5") -> list[str]:
    """What is said of a text."""
    facts = (FACTS + GROWTH % formula).encode()
    sink = Sink()
    found = read_facts(Path("facts.yaml"), MemoryWorld({"facts.yaml": facts}), sink)
    document = compose(read_narrative(FRONT + text + "\n", "b.md", sink), found, sink)
    assert not sink.has_errors, [each.message for each in sink]
    sink = Sink()
    check_scopes(found, Said(document), sink)
    assert {each.code for each in sink} <= {"W0462"}
    return [each.message for each in sink.items]


@pytest.mark.parametrize(("text", "said"), [
    ("产值{{ 产值 }}，上年{{ 上年产值 }}，又是{{ 产值 }}。",
     "几个“产值”口径不同（规上、全部），写在一起会被拿来比"),
    ("```表\n题注: 甲\n列: [甲, 乙]\n行: [['{{ 产值 }}', '{{ 上年产值 }}']]\n```",
     "几个“产值”口径不同（规上、全部），写在一起会被拿来比"),
])
def test_one_measure_of_two_scopes(text: str, said: str) -> None:
    assert told(text) == [said]


@pytest.mark.parametrize("text", [
    "产值{{ 产值 }}。上年{{ 上年产值 }}。", "产值{{ 产值 }}，存款{{ 存款 }}，税收{{ 税收 }}。",
    "产值{{ 产值 }}，上年{{ 上年产值 }}（口径不同）。", "规上产值{{ 产值 }}，上年{{ 上年产值 }}。",
    "产值{{ 产值 }}，10月{{ 10月产值 }}。",
])
def test_what_is_not_compared(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", [
    "工业产值{{ 工业产值 }}，其中甲镇{{ 甲镇工业产值 }}。",
    "农业{{ 农业增加值 }}，林业{{ 林业增加值 }}。",
    "全部工业产值{{ 工业产值 }}，其中甲镇{{ 甲镇工业产值 }}。",
    "已完成投资{{ 示例桥投资 }}。",
    "苗木已经到位，栽植{{ 栽植面积 }}。",
    "两处分别投资{{ 示例路投资 }}、{{ 示例桥投资 }}。",
])
def test_places_prices_and_what_is_done(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize("text", [
    "工业产值{{ 工业产值 }}，其中规模以上{{ 甲镇工业产值 }}。",
    "农业{{ 农业增加值 }}（现价），林业{{ 林业增加值 }}。",
    "已完成投资{{ 示例桥投资 }}的60%。",
    "已完成可研，投资{{ 示例桥投资 }}。",
    "示例路已完成投资{{ 示例路投资 }}。",
    "苗木已到位，力争栽植{{ 栽植面积 }}。",
    "已完成示例路{{ 示例路投资 }}，示例桥计划{{ 示例桥投资 }}。",
])
def test_what_is_told_as_planned_or_of_which_scope(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("formula", "said"), [
    ("A1, A2", ["“增速”比的数口径不同（规上、全部）"]),
    ("A4, A1", ["“增速”比的数期间长短不同（2025年10月、2025年）"]), ("A6, A5", []),
])
def test_formulas(formula: str, said: list[str]) -> None:
    assert told("好。", formula) == said
