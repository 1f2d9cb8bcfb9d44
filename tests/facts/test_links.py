from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.facts.model import Dataset

Reader = Callable[[str], tuple[Dataset, Sink]]
A1 = "{编号: A1, 名称: 甲, 数值: 3户}"
BAD = {
    "same id": (f"事实:\n- {A1}\n- {{编号: A1, 名称: 乙, 数值: 1户}}", "E0214", "4:3"),
    "same name": (f"事实:\n- {A1}\n- {{编号: A2, 名称: 甲, 数值: 1户}}", "E0215", "5:16"),
    "alias is a name": (
        f"事实:\n- {A1}\n- {{编号: A2, 名称: 乙, 别名: 甲, 数值: 1户}}", "E0215", "5:23"),
    "period name": ("事实:\n- {编号: A1, 名称: 上年, 数值: 3户}", "E0225", "4:16"),
    "bar in a name": ("事实:\n- {编号: A1, 名称: 甲|乙, 数值: 3户}", "E0227", "4:16"),
    "brace in a name": ("事实:\n- {编号: A1, 名称: '甲}}', 数值: 3户}", "E0227", "4:16"),
    "whole": (f"事实:\n- {A1}\n- {{编号: A2, 名称: 乙, 数值: 1户, 总项: 丙}}", "E0216", "5:31"),
    "itself": ("事实:\n- {编号: A1, 名称: 甲, 数值: 3户, 总项: A1}", "E0216", "4:31"),
    "entity": ("事实:\n- {编号: A1, 名称: 甲, 数值: 3户, 主体: 乙}", "E0216", "4:31"),
    "candidate": (
        "事实:\n- {编号: A1, 名称: 甲, 未定增幅: {增幅: 8%, 指标: [丙]}}", "E0216", "4:39"),
    "stage": (
        "阶段: [施工]\n事实:\n- {编号: A1, 名称: 甲, 数值: 3户, 阶段: 施土}", "E0217", "5:31"),
    "no stages": ("事实:\n- {编号: A1, 名称: 甲, 数值: 3户, 阶段: 施工}", "E0217", "4:31"),
    "complete": ("事实:\n- {编号: A1, 名称: 甲, 数值: 3户, 阶段完成: 是}", "E0217", "4:33"),
    "disagree": (f"事实:\n- {A1}\n- {{编号: A2, 名称: 乙, 数值: 4户, 等同: A1}}", "E0218", "5:3"),
    "circle": (
        "事实:\n- {编号: A1, 名称: 甲, 数值: 3户, 总项: A2}\n"
        "- {编号: A2, 名称: 乙, 数值: 3户, 总项: A1}", "E0216", "4:31"),
    "vaguer": (f"事实:\n- {A1}\n- {{编号: A2, 名称: 乙, 数值: 3余户, 等同: A1}}", "E0218", "5:3"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_links(read: Reader, name: str) -> None:
    text, code, place = BAD[name]
    _, sink = read(text)
    (found,) = sink.items
    assert found.code == code
    assert found.hints
    if code != "E0214":
        assert str(found.span).endswith(f"facts.yaml:{place}")


def test_hint_names_the_nearest(read: Reader) -> None:
    _, sink = read(
        "事实:\n- {编号: A10, 名称: 新增企业, 数值: 192家}\n"
        "- {编号: A11, 名称: 个转企, 数值: 25家, 总项: 新增企叶}\n"
    )
    assert sink.items[0].hints == ("是不是：新增企业（192家）？",)


def test_two_mentions_that_agree(read: Reader) -> None:
    found, sink = read(
        "事实:\n- {编号: B8, 名称: 园, 数值: 2亿元}\n"
        "- {编号: E1, 名称: 园计划, 数值: 20000万元, 等同: 园}\n"
    )
    assert not sink.items
    assert found.facts[1].same_as == "B8"


def test_entities_are_unique(read: Reader) -> None:
    _, sink = read(
        "主体:\n- {编号: P1, 名称: 甲}\n- {编号: P2, 名称: 乙, 简称: 甲}\n"
        "事实:\n- {编号: A1, 名称: 丁, 数值: 3户}\n"
    )
    assert [d.code for d in sink] == ["E0228"]
