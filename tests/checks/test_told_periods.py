"""Words of time in prose beside the facts that are printed there."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.prose import Said
from reportgen.checks.statistics.told_periods import check_told_periods
from reportgen.diagnostics import Sink
from reportgen.facts.read import read_facts
from reportgen.memory_world import MemoryWorld
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative

FACTS = """标题: 示例镇
期间: 2025年11月
事实:
- {编号: A1, 名称: 产值, 数值: 5亿元, 期间: 2025年10月, 同比: 6.1%}
- {编号: A2, 名称: 产值（11月）, 数值: 6亿元, 期间: 2025年11月, 同比: 7.1%}
- {编号: A3, 名称: 产值（累计）, 数值: 50亿元, 期间: 2025年1—11月, 同比: 4%}
- {编号: A4, 名称: 去年产值, 数值: 5亿元, 期间: 2024年11月}
- {编号: A5, 名称: 新增企业, 数值: 5家}
- {编号: A6, 名称: 存款, 数值: 8亿元, 期间: 11月末}
- {编号: A7, 名称: 游客, 数值: 5000人, 期间: 2025年5月}
- {编号: A8, 名称: 税收, 数值: 1亿元, 同比: 2%}
- {编号: A9, 名称: 明年项目, 数值: 3个, 进度: 计划}
- {编号: B1, 名称: 九月投资, 数值: 3亿元, 期间: 2025年9月}
- {编号: B2, 名称: 上年产值（累计）, 数值: 45亿元, 期间: 2024年1—11月}
测算:
- {编号: D1, 名称: 增速, 公式: 增长率, 取自: [A2, A4], 小数: 1}
"""
FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2025-12-01\n标题: 丙\n---\n\n"


def told(text: str, facts: str = FACTS) -> list[tuple[str, int]]:
    """The codes, each with its column."""
    sink, world = Sink(), MemoryWorld({"facts.yaml": facts.encode()})
    found = read_facts(Path("facts.yaml"), world, sink)
    document = compose(read_narrative(FRONT + text + "\n", "b.md", sink), found, sink)
    assert not sink.has_errors, [each.message for each in sink]
    sink = Sink()
    check_told_periods(found, Said(document), sink)
    assert all(each.hints and len(each.related) == 2 for each in sink)
    return [(each.code, each.span.column) for each in sink.items]


@pytest.mark.parametrize(("text", "code"), [
    ("2025年11月增长{{ 产值 | 同比 }}。", "E0460"),
    ("{{ 本月 }}，全镇产值{{ 产值 }}，{{ 产值 | 同比句 }}。", "E0460"),
    ("全镇本月产值{{ 产值（累计） }}。", "E0460"),
    ("全镇累计产值{{ 产值（11月） }}。", "E0460"),
    ("1—11月，全镇产值{{ 产值（11月） }}。", "E0460"),
    ("今年以来，全镇新增企业{{ 新增企业 }}，产值{{ 产值（11月） }}。", "E0460"),
    ("上年同期产值{{ 产值（11月） }}。", "E0460"),
    ("去年产值{{ 产值（11月） }}。", "E0460"),
    ("截至10月末，存款{{ 存款 }}。", "E0460"),
    ("前三季度产值{{ 产值（累计） }}。", "E0460"),
    ("11月投资{{ 九月投资 }}。", "E0460"),
    ("11月产值{{ 产值（11月） }}，比上月增长3%，投资额{{ 产值（累计） }}。", "E0460"),
    ("1—11月税收{{ 税收 }}。", "W0461"),
    ("三季度，全镇投资{{ 九月投资 }}。", "W0461"),
    ("1—10月新增企业{{ 新增企业 }}。", "W0461"),
])
def test_a_fact_of_another_time(text: str, code: str) -> None:
    assert {each for each, _ in told(text)} == {code}


@pytest.mark.parametrize("text", [
    "2025年11月产值{{ 产值（11月） }}，{{ 产值（11月） | 同比句 }}。",
    "{{ 本月 }}，产值{{ 产值（11月） }}，累计{{ 产值（累计） }}，{{ 产值（累计） | 同比句 }}。",
    "1—11月，产值{{ 产值（累计） }}，上年同期{{ 上年产值（累计） }}，{{ 产值（累计） | 同比句 }}。",
    "今年以来，全镇产值{{ 产值（累计） }}；11月产值{{ 产值（11月） }}，上年同期{{ 去年产值 }}。",
    "产值由10月的{{ 产值 }}增加到{{ 产值（11月） }}。",
    "11月产值{{ 产值（11月） }}，比上年同期的{{ 去年产值 }}增长{{ 增速 }}，{{ 增速 | 增长句 }}。",
    "11月末存款{{ 存款 }}，11月存款{{ 存款 }}。截至11月底，存款{{ 存款 }}。",
    "上半年，镇里办文化节，接待游客{{ 游客 }}。",
    "2020年建成的水厂，今年供给企业{{ 新增企业 }}。2020年建成水厂，供给企业{{ 新增企业 }}。",
    "12月计划开工项目{{ 明年项目 }}，明年将新增企业{{ 新增企业 }}。",
    "累计新增企业{{ 新增企业 }}，本月累计新增企业{{ 新增企业 }}。",
    "产值{{ 产值（11月） }}（上年同期{{ 去年产值 }}），{{ 产值（11月） | 同比句 }}。",
    "10月、11月产值分别为{{ 产值 }}、{{ 产值（11月） }}。",
    "11月15日，镇里开会，产值{{ 产值 }}。2025年11月15日通报产值{{ 产值 }}。",
    "完成2025年计划的80%，产值{{ 产值 }}。{{ 产值 }}。",
    "11月，全镇开会；去年产值{{ 去年产值 }}，新增企业{{ 新增企业 }}。",
])
def test_good_text_is_left_alone(text: str) -> None:
    assert told(text) == []


def table(caption: str, *cells: str) -> str:
    """Two columns of numbers, 本月 and 累计."""
    return (f"```表\n题注: {caption}\n列: [指标, 本月, 累计]\n"
            f"行: [[产值, '{{{{ {cells[0]} }}}}', '{{{{ {cells[1]} }}}}']]\n```")


def test_columns_of_times() -> None:
    assert told(table("产值", "产值（11月）", "产值（累计）")) == []
    swapped = told(table("产值", "产值（累计）", "产值（11月）"))
    assert [code for code, _ in swapped] == ["E0460", "E0460"]
    assert told(table("9月产值", "产值", "产值（累计）")) == []      # 本月 of that month
    assert told(table("2025年11月产值", "产值", "产值（累计）"))
    rows = "```表\n题注: 产值\n列: [时间, 当月]\n行: [[10月, '{{ 产值 }}']]\n```"
    assert told(rows) == []


@pytest.mark.parametrize(("caption", "codes"), [
    ("2025年9月产值", ["W0461"]), ("2025年11月产值", []), ("2025年产值", []), ("产值", []),
])
def test_captions(caption: str, codes: list[str]) -> None:
    text = f"```表\n题注: {caption}\n列: [指标, 数值]\n行: [[产值, '{{{{ 产值（11月） }}}}']]\n```"
    assert [code for code, _ in told(text)] == codes


def test_both_places_are_told() -> None:
    assert told("全镇2025年11月增长{{ 产值 | 同比 }}。") == [("E0460", 3)]
