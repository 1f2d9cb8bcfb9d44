"""A small dataset and short ways to read and compose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.document import tree
from reportgen.facts.model import (
    Amount,
    Approximation,
    Dataset,
    Entity,
    Fact,
    Formula,
    Growth,
    Listing,
    Modality,
    Period,
    Quantities,
    Statement,
    UnassignedRates,
    WordPlace,
    dataset,
)
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import Narrative

FRONT = """---
报头: 测试简报
期号: 3
编发单位: 测试镇
日期: 2024-02-22
标题: 测试
---
"""


def amount(digits: str, unit: str, multiplier: str = "", word: str = "") -> Amount:
    """An amount; an approximation word stands after the number."""
    near = Approximation(word, WordPlace.AFTER_NUMBER) if word else None
    return Amount(digits, Decimal(digits), unit, multiplier, near)


def fact(name: str, *amounts: Amount) -> Fact:
    """A fact whose id is its name."""
    return Fact(name, name, Quantities(amounts), span=Span("facts.yaml", 1, 1))


@pytest.fixture
def data() -> Dataset:
    """Facts of every kind, and names that try the grammar."""
    facts = (
        replace(fact("固定资产投资", amount("20517", "元", "万")), group="经济"),
        replace(fact("枇杷产量", amount("2263", "吨", "", "余")), group="经济"),
        fact("“非农”复耕面积", amount("585.6", "亩")),
        replace(fact("限上消费品零售额", amount("1405.5", "元", "万")), aliases=("限上零售额",),
                changes=(Growth("同比", amount("51.37", "%")),), period=Period("2023年", 2023)),
        replace(fact("零售额上年值", amount("928.5", "元", "万")),
                formula=Formula("基期值", ("限上消费品零售额",), 1), period=Period("2022年", 2022)),
        fact("2024年产值", amount("7", "元")),
        fact("产值（万元）", amount("8", "元", "万")),
        fact("面积㎡", amount("9", "平方米")),
        fact("新增个体户", amount("236", "家")),
        fact("新增企业", amount("192", "家")),
        replace(fact("个转企", amount("25", "家")), part_of="新增企业"),
        fact("困难对象", amount("36", "户"), amount("52", "人")),
        Fact("怪", "怪名", Statement("金*溪*|镇 **{{ 枇杷产量 }}** {% 结束 %}")),
        Fact("村", "初步设计", Listing(("瓯渠", "前山"), "个村")),
        Fact("增幅", "未定增幅", UnassignedRates((amount("8", "%"), amount("44", "%")),
                                           ("固定资产投资", "枇杷产量", "新增企业"))),
        Fact("路", "211省道", Statement("正式通车"), entity="P1", stage="建成",
             stage_complete=True, modality=Modality.IN_USE),
        Fact("园", "产业园", Statement("稳步推进"), entity="P2"),
    )
    entities = (Entity("P1", "211省道工程", ("省道",)), Entity("P2", "农业产业园"))
    return dataset("测试", Period("2023年", 2023), facts, entities=entities,
                   stages=("规划", "施工", "建成"))


Reader = Callable[[str], tuple[Narrative, Sink]]
Composer = Callable[..., tuple[tuple[tree.Block, ...], Sink]]


@pytest.fixture
def read() -> Reader:
    """The narrative of a body under good front matter; its first line is line 8."""

    def run(body: str) -> tuple[Narrative, Sink]:
        sink = Sink()
        return read_narrative(FRONT + body, "b.md", sink), sink

    return run


@pytest.fixture
def composed(data: Dataset, read: Reader) -> Composer:
    """The body blocks (without masthead and title) of a body, and all diagnostics."""

    def run(body: str, facts: Dataset | None = None, *, draft: bool = False
            ) -> tuple[tuple[tree.Block, ...], Sink]:
        narrative, sink = read(body)
        document = compose(narrative, facts or data, sink, draft=draft)
        return document.blocks[2:], sink

    return run


@pytest.fixture
def line(composed: Composer) -> Callable[[str], tuple[str, list[str]]]:
    """The plain text of a one-paragraph body, and the codes of its diagnostics."""

    def run(body: str) -> tuple[str, list[str]]:
        blocks, sink = composed(body)
        text = "".join(tree.plain(b.children) for b in blocks if hasattr(b, "children"))
        return text, [d.code for d in sink]

    return run
