from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.parse.tags import EachTag, ElseTag, EndTag, IfTag, parse_insert, parse_tag
from reportgen.narrative.syntax import Citation, Condition, Insert, Verbatim


def whole(text: str) -> tuple[object, Sink]:
    sink = Sink()
    return passage([Line(text, 1)], "b.md"), sink


@pytest.mark.parametrize(("content", "node"), [
    ("甲", Insert("甲")),
    (" 甲 | 值 ", Insert("甲", "值")),
    ("甲|值：亿元", Insert("甲", "值", "亿元")),
    ("\u3000甲\u3000", Insert("甲")),
    ("甲：乙", Insert("甲：乙")),
    ("表：甲", Citation("表", "甲")),
    ("节: 甲 乙", Citation("节", "甲 乙")),
    ("原文：第二次 | 轮次：不是数据", Verbatim("第二次", "轮次：不是数据")),
])
def test_inserts(content: str, node: object) -> None:
    text, sink = whole(content)
    assert parse_insert(text, 0, len(content), sink) == node
    assert not sink.items


@pytest.mark.parametrize(("content", "code"), [
    ("", "E0302"), ("  ", "E0302"), ("| 值", "E0302"), ("原文：", "E0309"),
    ("原文：甲 | ", "E0309"),
])
def test_bad_inserts(content: str, code: str) -> None:
    text, sink = whole(content)
    assert parse_insert(text, 0, len(content), sink) is None
    assert [d.code for d in sink] == [code]


@pytest.mark.parametrize(("content", "kind"), [
    ("如果 甲", IfTag), ("如果甲", IfTag), ("如果 没有 甲 | 同比", IfTag), ("否则", ElseTag),
    ("结束", EndTag),
    ("对每个 x 于 甲", EachTag), ("每个 x 在 甲，乙", EachTag),
])
def test_tags(content: str, kind: type) -> None:
    text, sink = whole(content)
    assert isinstance(parse_tag(text, 0, len(content), sink), kind)
    assert not sink.items


@pytest.mark.parametrize("content", ["", "如果", "循环 甲", "对每个 x", "import os", "结束 如果"])
def test_the_set_of_tags_is_closed(content: str) -> None:
    text, sink = whole(content)
    assert parse_tag(text, 0, len(content), sink) is None
    assert [d.code for d in sink] == ["E0305"]


def test_a_condition_keeps_its_parts() -> None:
    text, sink = whole("如果 没有 “甲”乙 ｜ 同比")
    tag = parse_tag(text, 0, len(text.text), sink)
    assert isinstance(tag, IfTag)
    assert tag.test == Condition("“甲”乙", "同比", negated=True)
