from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.sources.fields import YES_NO, Fields, as_mapping
from reportgen.sources.nodes import MapNode
from reportgen.sources.yaml import read_yaml


def fields(text: str) -> tuple[Fields, Sink]:
    sink = Sink()
    node = read_yaml(text, "f.yaml", sink)
    assert isinstance(node, MapNode)
    return Fields(node, sink), sink


def codes(sink: Sink) -> list[str]:
    return [d.code for d in sink]


def test_what_is_written_is_taken() -> None:
    found, sink = fields("名称: 甲\n别名: [乙, 丙]\n累计: 是\n来源: {标题: 丁}\n事实: [1]\n")
    assert found.text("名称") == "甲"
    assert found.texts("别名") == ("乙", "丙")
    assert found.choice("累计", YES_NO, False)
    assert found.optional("说明", "无") == "无"
    source = found.node("来源")
    assert source is not None
    assert as_mapping(source, sink, "来源") is not None
    assert len(found.items("事实")) == 1
    found.done()
    assert not sink.items


def test_one_text_is_a_list_of_one() -> None:
    assert fields("别名: 乙")[0].texts("别名") == ("乙",)


def test_a_missing_key_is_an_error() -> None:
    found, sink = fields("名称: 甲")
    assert found.text("编号") == ""
    assert codes(sink) == ["E0120"]


def test_an_unknown_key_gets_the_nearest_known() -> None:
    found, sink = fields("名秤: 甲\n数值: 1\n怪事: 2\n")
    found.optional("名称")
    found.optional("数值")
    found.done()
    assert [(d.code, d.hints, d.span.line) for d in sink] == [
        ("E0121", ("是不是：名称？", "可以写的键：名称、数值"), 1),
        ("E0121", ("可以写的键：名称、数值",), 3),
    ]


@pytest.mark.parametrize(("text", "code"), [
    ("名称:", "E0123"), ("名称: ''", "E0123"), ("名称: '  '", "E0123"), ("名称: [甲]", "E0122"),
    ("名称: {甲: 乙}", "E0122"),
])
def test_wrong_texts(text: str, code: str) -> None:
    found, sink = fields(text)
    assert found.text("名称") == ""
    assert codes(sink) == [code]


def test_wrong_items() -> None:
    found, sink = fields("别名: [甲, [乙], '']\n事实: 甲\n来源: 甲")
    assert found.texts("别名") == ("甲",)
    assert found.items("事实") == ()
    source = found.node("来源")
    assert source is not None
    assert as_mapping(source, sink, "来源") is None
    assert sorted(codes(sink)) == ["E0122", "E0122", "E0122", "E0123"]


def test_a_word_outside_the_choices() -> None:
    found, sink = fields("累计: 对\n进度: 进行")
    assert not found.choice("累计", YES_NO, False)
    assert found.choice("进度", {"进行中": 1, "已完成": 2}, 0) == 0
    assert [d.hints for d in sink] == [
        ("可以写：是、否",), ("是不是：进行中？", "可以写：进行中、已完成")]


def test_a_line_with_a_wrong_colon_is_named() -> None:
    sink = Sink()
    node = read_yaml("- 名称：甲", "f.yaml", sink)
    assert node is not None
    (item,) = node.items  # type: ignore[union-attr]
    assert as_mapping(item, sink, "事实") is None
    assert [(d.code, str(d.span), d.hints) for d in sink] == [
        ("E0118", "f.yaml:1:5", ("写成“名称: 甲”",)),
    ]


@pytest.mark.parametrize(("span", "hint"), [
    (Span("facts.yaml", 1, 1), "写上“期间: …”"),
    (Span("facts.csv", 1, 1), "在列名上面加一行，第一格写“期间”，第二格写内容：期间,…"),
    (Span("facts.xlsx", sheet="表1", cell="A1"),
     "在列名上面加一行，第一格写“期间”，第二格写内容：期间,…"),
    (Span("facts.csv", 4, 1), "加一列“期间”，每行都填上"),
    (Span("facts.xlsx", sheet="表1", cell="A5"), "加一列“期间”，每行都填上"),
])
def test_a_missing_key_is_asked_for_as_its_file_has_keys(span: Span, hint: str) -> None:
    sink = Sink()
    Fields(MapNode((), span), sink).missing("期间")
    assert sink.items[0].hints == (hint,)


def test_a_required_key_by_another_name_is_asked_for_once() -> None:
    made, sink = fields("主办单位: 甲\n标题: 乙\n")
    made.text("编发单位")
    made.text("标题")
    made.done()
    assert [(each.code, each.hints[0]) for each in sink] == [("E0121", "是不是：编发单位？")]
