"""Titles, heads and endings with facts in them; numbers typed there."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.document.printed import passages
from reportgen.facts.model import Dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.fill.head_texts import names_facts
from reportgen.narrative.fill.lookup import Lookup
from reportgen.narrative.read import read_narrative

HEAD = """---
报头: 测试简报
期号: 3
编发单位: 测试镇
日期: 2024-02-22
标题: {title}
{more}---

甲。
"""


def made(
    data: Dataset, title: str, more: str = "", body: str = "", *, draft: bool = False,
) -> tuple[list[str], list[tuple[str, int, int]], tuple[str, ...]]:
    """The texts of the document, what was told, and the facts that heads print."""
    sink = Sink()
    text = HEAD.format(title=title, more=more) + body
    narrative = read_narrative(text, "b.md", sink, lookup=Lookup(data, sink, draft))
    document = compose(narrative, data, sink, draft=draft)
    texts = [each.text for block in document.blocks for each in passages(block)]
    told = [(each.code, each.span.line, each.span.column) for each in sink]
    return texts, told, tuple(each.fact for each in document.told)


@pytest.mark.parametrize(("title", "shown", "facts"), [
    ("测试镇{{ 本期 }}工作", "测试镇2023年工作", ("本期",)),
    ("新增企业{{ 新增企业 }}", "新增企业192家", ("新增企业",)),
    ("产量{{ 枇杷产量 | 数值 }}吨", "产量2263余吨", ("枇杷产量",)),
    ("“{{ 省道 }}建设”", "“211省道工程建设”", ()),
    ("甲{% 如果 新增企业 %}有{% 否则 %}无{% 结束 %}", "甲有", ()),
    ("甲{% 对每个 x 于 经济 %}{{ x | 名称 }}、{% 结束 %}", "甲固定资产投资、枇杷产量、",
     ("固定资产投资", "枇杷产量")),
    ('"{{ 新增企业 | 名称 }}"', "新增企业", ("新增企业",)),
])
def test_a_title_is_filled(data: Dataset, title: str, shown: str, facts: tuple[str, ...]) -> None:
    texts, told, used = made(data, title)
    assert shown in texts
    assert told == []
    assert used == facts


@pytest.mark.parametrize(("key", "shown"), [
    ("附注", "（共192家）"), ("供稿", "（共192家供稿）"), ("提示语", "共192家"),
    ("发", "发：共192家。"), ("署名", "共192家"), ("附件", "附件：共192家"),
])
def test_every_text_is_filled(data: Dataset, key: str, shown: str) -> None:
    body = "\n---附件：共{{ 新增企业 }}---\n\n乙。\n" if key == "附件" else ""
    texts, told, _ = made(data, "测试", f"{key}: 共{{{{ 新增企业 }}}}\n", body)
    assert shown in texts
    assert told == []


def test_the_head_of_a_further_article_is_filled(data: Dataset) -> None:
    more = "\n---\n标题: 乙{{ 新增企业 }}\n供稿: 丙{{ 本期 }}\n---\n\n乙。\n"
    texts, _, _ = made(data, "测试", "", more)
    assert {"乙192家", "（丙2023年供稿）"} <= set(texts)


@pytest.mark.parametrize(("title", "code", "column"), [
    ("甲{{ 没有的 }}", "E0301", 9), ("甲{{ 新增企业 | 某形式 }}", "E0303", 9),
    ("甲{{ 新增企业 }", "E0302", 6), ("甲{{ 图：乙 }}", "E0307", 9),
    ("甲**{{ 表：乙 }}**", "E0307", 11), ("甲{% 如果 乙 %}", "E0306", 9),
])
def test_what_cannot_be_filled_is_an_error(
    data: Dataset, title: str, code: str, column: int
) -> None:
    _, told, _ = made(data, title)
    assert next(each for each in told if each[0][0] == "E") == (code, 6, column)


def test_a_draft_marks_what_is_missing(data: Dataset) -> None:
    texts, told, _ = made(data, "甲{{ 没有的 }}", draft=True)
    assert "甲〔缺：没有的〕" in texts
    assert [each[0] for each in told] == ["W0301"]


@pytest.mark.parametrize(("title", "more", "count"), [
    ("新增企业12家", "", 1), ("测试镇2023年工作", "", 0), ("甲{{ 新增企业 }}、12家", "", 1),
    ("甲{{ 原文：12家 | 题目 }}", "", 0), ("测试", "附注: 联系人：甲某，电话：0577-00000000\n", 0),
    ("测试", "总期号: 120\n份数: 50\n成文日期: 2024年2月22日\n", 0), ("测试", "提示语: 共5页\n", 1),
])
def test_numbers_typed_in_heads(data: Dataset, title: str, more: str, count: int) -> None:
    _, told, _ = made(data, title, more)
    assert [each[0] for each in told] == ["W0330"] * count


@pytest.mark.parametrize(("text", "found"), [
    ("甲{{ 乙 }}", True), ("甲{% 如果 乙 %}", True), ("见{{ 表：乙 }}、{{附件：丙}}", False),
    ("{{ 原文：3项 | 理由 }}", False), ("甲", False),
])
def test_whether_a_narrative_refers_to_facts(text: str, found: bool) -> None:
    assert names_facts(text) is found
