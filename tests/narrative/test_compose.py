from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.facts.model import Amount, Fact, Period, Quantities, dataset
from reportgen.narrative.compose import compose, nested
from reportgen.narrative.read import read_narrative

Composer = Callable[..., tuple[tuple[tree.Block, ...], Sink]]

HEAD = """---
报头: 测试简报
期号: 3
总期号: 156
编发单位: 测试镇
日期: 2024-02-02
标题: [上行, 下行]
报: [甲, 乙]
发: 丙
份数: 80
编辑: 丁
签发: 戊
密级: 内部
提示语: 注意保存
关键词: [a, b]
主题: 己
---
"""


def test_frame(data: object) -> None:
    sink = Sink()
    document = compose(read_narrative(HEAD + "正文。\n", "b.md", sink), data, sink, draft=True)
    assert document.blocks == (
        tree.Masthead("测试简报", "第3期（总第156期）", "测试镇", "2024年2月2日", "内部　注意保存"),
        tree.Title(("上行", "下行"), "文1"), tree.Paragraph((tree.Text("正文。"),)),
        tree.Colophon((("报", "甲、乙。"), ("发", "丙。")), "编辑：丁　签发：戊", "共印80份"),
    )
    assert document.meta == tree.Meta(
        "上行下行", "测试镇", "2024-02-02", "己", ("a", "b"), draft=True)


def test_headings_are_numbered(composed: Composer) -> None:
    blocks, _ = composed("# 甲\n## 乙\n## 丙\n### 丁\n#### 戊\n# 己\n## 庚\n")
    numbers = [block.number for block in blocks if isinstance(block, tree.Heading)]
    assert numbers == ["一、", "（一）", "（二）", "1.", "（1）", "二、", "（一）"]


def test_leads_and_emphasis(composed: Composer) -> None:
    (lead, strong, inner), _ = composed("**甲。**乙\n\n**甲**乙\n\n乙**甲。**\n")
    assert isinstance(lead.children[0], tree.Lead)
    assert isinstance(strong.children[0], tree.Strong)
    assert isinstance(inner.children[1], tree.Strong)


def test_cross_references_look_ahead(composed: Composer) -> None:
    body = """见{{ 表：乙 }}、{{ 图：丙 }}、{{ 节：甲 }}和{{ 表：题 }}。

# 甲

```表
题注: 题
列: [指标, 值]
行: [枇杷产量]
```

```表
编号: 乙
题注: 题二
列: [指标, 值]
行: [枇杷产量]
```

```图
编号: 丙
类型: 条形
题注: 图题
事实: 枇杷产量
```
"""
    blocks, sink = composed(body)
    assert not sink.has_errors
    assert tree.plain(blocks[0].children) == "见表2、图1、第一部分和表1。"
    targets = [leaf.target for leaf in blocks[0].children if isinstance(leaf, tree.Reference)]
    anchors = {block.anchor for block in blocks if hasattr(block, "anchor")}
    assert set(targets) <= anchors


def test_anchors_are_unique(composed: Composer) -> None:
    table = "```表\n编号: 甲\n题注: 题\n列: [指标, 值]\n行: [枇杷产量]\n```\n"
    _, sink = composed(table + table)
    (found,) = [d for d in sink if d.is_error]
    assert found.code == "E0308"
    assert found.related[0][0].line == 8


def test_blocks_in_loops(composed: Composer) -> None:
    blocks, sink = composed(
        "{% 对每个 x 于 经济 %}\n1. {{ x | 名称 }}\n{% 结束 %}\n\n"
        "{% 如果 没有这条 %}\n甲\n{% 否则 %}\n乙\n{% 结束 %}\n")
    assert not sink.has_errors
    assert isinstance(blocks[0], tree.ListBlock)
    assert [(item.marker, tree.plain(item.children)) for item in blocks[0].items] == [
        ("1.", "固定资产投资"), ("2.", "枇杷产量")]
    assert tree.plain(blocks[1].children) == "乙"


def test_typed_numbers_but_not_names(composed: Composer) -> None:
    _, sink = composed("211省道通车，全镇5个村，{{ 原文：第二次 | 轮次 }}。\n")
    assert [(d.code, d.span.column) for d in sink] == [("W0330", 11)]


def test_depth_counts_from_the_heading_above_and_anew_under_a_title() -> None:
    one, three = tree.Heading(1, "一、", ()), tree.Heading(3, "1.", ())
    found = nested([one, three, tree.Title(("题",)), three, one])
    assert [block.depth for block in found if isinstance(block, tree.Heading)] == [0, 2, 1, 0]


def test_skipped_heading_level(composed: Composer) -> None:
    _, sink = composed("# 甲\n### 乙\n")
    assert [d.code for d in sink] == ["W0339"]


@pytest.mark.slow
def test_many_facts_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        facts = tuple(
            Fact(f"F{i}", f"指标{i}", Quantities((Amount("1", Decimal(1), "家"),)), group="全部")
            for i in range(count)
        )
        text = "\n\n".join(f"{{{{ 指标{i} }}}}和指标{i}。" for i in range(count))
        sink = Sink()
        start = time.process_time()
        compose(read_narrative(HEAD + text, "b.md", sink),
                dataset("t", Period("2023年", 2023), facts), sink)
        assert not sink.items
        return time.process_time() - start

    seconds(200)
    assert seconds(20_000) < max(5.0, seconds(2_500) * 8 * 4)


def test_a_number_is_parted_from_a_text_that_begins_with_a_digit(composed: Composer) -> None:
    """1. and 2024年 would be read as 1.2024; all items of a list keep the same distance."""
    blocks, _ = composed("# 甲\n\n## 乙\n\n### 2024年\n\n1. 3个村\n2. 通水\n")
    heading = next(each for each in blocks if isinstance(each, tree.Heading) and each.level == 3)
    lists = [each for each in blocks if isinstance(each, tree.ListBlock)]
    assert heading.number + tree.plain(heading.children) == "1. 2024年"
    shown = [item.marker + tree.plain(item.children) for each in lists for item in each.items]
    assert shown == ["1. 3个村", "2. 通水"]
