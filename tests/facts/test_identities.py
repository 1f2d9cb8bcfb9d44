"""恒等式: what is read, and whether it holds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reportgen.checks.prose import Said
from reportgen.checks.statistics.identities import check_identities
from reportgen.diagnostics import Sink
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Document, Meta, Paragraph, Text
from reportgen.facts.model import Dataset
from reportgen.facts.read import read_facts
from reportgen.memory_world import MemoryWorld

FACTS = """标题: 示例镇
期间: 2025年10月
主体:
- {编号: V1, 名称: 甲村, 类别: 村}
- {编号: V2, 名称: 乙村, 类别: 村}
- {编号: T1, 名称: 示例镇, 类别: 镇}
事实:
- {编号: A1, 名称: 甲村产值, 数值: 1.2亿元, 主体: V1, 指标: 产值}
- {编号: A2, 名称: 乙村产值, 数值: 3000万元, 主体: V2, 指标: 产值}
- {编号: A0, 名称: 乙村上月产值, 数值: 9亿元, 主体: V2, 指标: 产值, 期间: 2025年9月}
- {编号: A3, 名称: 全镇产值, 数值: 1.5亿元, 主体: T1, 指标: 产值}
- {编号: B1, 名称: 主体数, 数值: 25家}
- {编号: B2, 名称: 个体户, 数值: 12家, 总项: B1}
- {编号: B3, 名称: 企业, 数值: 13家, 总项: B1}
- {编号: B4, 名称: “互联网+”企业, 数值: 3家}
- {编号: C1, 名称: 补贴, 数值: 100.0万元}
- {编号: C2, 名称: 补贴甲, 数值: 33.3万元, 总项: C1}
- {编号: C3, 名称: 补贴乙, 数值: 33.3万元, 总项: C1}
- {编号: C4, 名称: 补贴丙, 数值: 33.3万元, 总项: C1}
- {编号: D1, 名称: 人数, 数值: 30余人}
- {编号: D2, 名称: 男, 数值: 20人}
- {编号: D3, 名称: 女, 数值: 12人}
- {编号: F1, 名称: 电量（1—9月）, 数值: 4.62亿元, 期间: 1—9月}
- {编号: F2, 名称: 电量, 数值: 0.52亿元}
- {编号: F3, 名称: 电量（累计）, 数值: 5.14亿元, 期间: 1—10月}
- {编号: F4, 名称: 上半年投资, 数值: 14.2亿元, 期间: 上半年}
- {编号: F5, 名称: 三季度投资, 数值: 6.8亿元, 期间: 三季度}
- {编号: F6, 名称: 前三季度投资, 数值: 22.0亿元, 期间: 前三季度}
- {编号: E1, 名称: 通车, 状态: 已通车}
恒等式:
"""


def read(*lines: str) -> tuple[Dataset, Sink]:
    """The dataset with some identities, and what is said of reading it."""
    sink = Sink()
    text = FACTS + "".join(f"- '{line}'\n" for line in lines)
    return read_facts(Path("facts.yaml"), MemoryWorld({"facts.yaml": text.encode()}), sink), sink


@pytest.mark.parametrize(("ids", "text", "codes"), [
    ("F1 F2 F3", "", []), ("F4 F5 F6", "", ["E0455"]), ("F6 F4 F5", "", ["E0455"]),
    ("F4 F5", "", []), ("F4 F5 F6", "上半年的数已修订。", []),
])
def test_times_that_make_up_another(ids: str, text: str, codes: list[str]) -> None:
    found, sink = read("主体数 = 个体户 + 企业")
    printed = Paragraph((Text(text), *(Quantity(each, "数") for each in ids.split())))
    check_identities(found, Said(Document(Meta("题", "单位", "2025-11-02"), (printed,))), sink)
    assert [each.code for each in sink.items] == codes


def told(line: str, printed: str = "") -> list[str]:
    """What is said of one."""
    found, sink = read(line)
    meta = Meta("题", "单位", "2025-11-02")
    check_identities(found, Said(Document(meta, (Paragraph((Text(printed),)),))), sink)
    return [each.code for each in sink.items]


@pytest.mark.parametrize("line", [
    "主体数 = 个体户 + 企业", "主体数=个体户+企业", "B1 = B2 ＋ B3", "主体数 - 企业 = 个体户",
    "企业 <= 主体数", "企业 ≤ 主体数", "主体数 >= 企业", "各村的产值 = 全镇产值",
    "全镇产值 = 各村的产值", "主体数的各项 = 主体数", "人数 = 男 + 女", "“互联网+”企业 <= 企业",
])
def test_what_holds(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(("line", "code"), [
    ("主体数 = 个体户 + 企业 + B4", "E0464"), ("主体数 <= 企业", "E0464"),
    ("企业 >= 主体数", "E0464"), ("各村的产值 <= 甲村产值", "E0464"), ("男 + 女 = 女", "E0464"),
    ("人数 = 男", "E0464"), ("主体数 = 人数", "E0465"), ("主体数 = 通车", "E0465"),
    ("补贴的各项 = 补贴", "I0466"), ("主体数", "E0254"), ("主体数 = 企业 = 个体户", "E0254"),
    ("各组的产值 = 全镇产值", "E0254"), ("企业的各项 = 企业", "E0254"), ("主体数 = 个体", "E0216"),
    ("= 主体数", "E0216"),
])
def test_what_does_not(line: str, code: str) -> None:
    assert told(line) == [code]


def test_rounding_that_is_explained() -> None:
    assert told("补贴的各项 = 补贴", "部分数据因四舍五入，分项之和与合计不等。") == []


def test_the_sums_are_told_in_the_unit_that_is_written() -> None:
    found, sink = read("全镇产值 = 甲村产值")
    check_identities(found, Said(Document(Meta("题", "单位", "2025-11-02"), ())), sink)
    assert [each.message for each in sink.items] == [
        "“全镇产值 = 甲村产值”不成立：左边是1.5亿元，右边是1.2亿元"]
    assert len(sink.items[0].related) == 2


def test_ten_thousand_terms() -> None:
    start = time.process_time()
    found, sink = read("主体数 = " + " + ".join(["个体户"] * 10_000))
    check_identities(found, Said(Document(Meta("题", "单位", "2025-11-02"), ())), sink)
    assert time.process_time() - start < 5
    (each,) = sink.items
    assert each.code == "E0464" and len(each.message) < 120
    assert len(each.related) == 2      # each fact once
