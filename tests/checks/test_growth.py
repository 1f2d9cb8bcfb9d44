"""The growth beside two bars: told where the bars show another, whatever was rounded."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.checks import of_text

from reportgen.diagnostics import Sink
from reportgen.document.chart import ChartSpec
from reportgen.document.tree import Document, Figure
from reportgen.facts.read import read_facts
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative
from reportgen.world import DiskWorld

FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2024-01-01\n标题: 丙\n---\n"
FACTS = """标题: 示例镇
期间: 2023年
事实:
  - {{编号: a, 名称: 利润, 数值: {now}, 同比: {rate}}}
  - {{编号: b, 名称: 上年利润, 数值: {then}, 期间: 2022年}}
"""


def told(folder: Path, now: str, then: str, rate: str) -> list[str]:
    """What is said of a chart of two periods."""
    (folder / "facts.yaml").write_text(FACTS.format(now=now, then=then, rate=rate), "utf-8")
    sink = Sink()
    facts = read_facts(folder / "facts.yaml", DiskWorld(), sink)
    fence = "```图\n题注: 丁\n类型: 同比\n事实: 利润\n基期: 上年利润\n```\n"
    document: Document = compose(read_narrative(f"{FRONT}\n{fence}", "b.md", sink), facts, sink)
    assert not sink.items
    charts: list[ChartSpec] = [b.chart for b in document.blocks if isinstance(b, Figure)]
    assert len(charts) == 1
    return [each.message for each in of_text(facts, document, "charts")]


@pytest.mark.parametrize(("now", "then", "rate"), [
    ("120万元", "100万元", "20%"), ("1.2亿元", "10000万元", "20%"),
    ("50万元", "-100万元", "150%"),
    ("1405.5万元", "928.5万元", "51.37%"), ("13家", "11家", "20.0%"),
    ("120万元", "约100万元", "50%"), ("超120万元", "100万元", "50%"), ("120万元", "0万元", "50%"),
])
def test_growth_that_the_bars_show(tmp_path: Path, now: str, then: str, rate: str) -> None:
    assert told(tmp_path, now, then, rate) == []


def test_growth_at_constant_prices_is_none_of_the_bars(tmp_path: Path) -> None:
    assert told(tmp_path, "120万元", "100万元, 口径: 可比价", "12%, 口径: 可比价") == []


@pytest.mark.parametrize(("now", "then", "rate", "message"), [
    ("120万元", "100万元", "50%", "“利润”写的是同比增长50%，照图上的两期算是20%"),
    ("1405.5万元", "928.5万元", "51.73%", "“利润”写的是同比增长51.73%，照图上的两期算是51.37%"),
    ("50万元", "-100万元", "20%", "“利润”写的是同比增长20%，照图上的两期算是150%"),
    ("120万元", "100万元", "-20%", "“利润”写的是同比下降20%，照图上的两期算是20%"),
])
def test_growth_that_the_bars_do_not_show(
    tmp_path: Path, now: str, then: str, rate: str, message: str
) -> None:
    assert told(tmp_path, now, then, rate) == [message]
