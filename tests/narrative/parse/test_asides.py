"""Footnotes' texts and notices in frames, as blocks are read."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.document.tree import Text
from reportgen.narrative.language.passage import Line
from reportgen.narrative.parse.asides import label_of
from reportgen.narrative.parse.blocks import BlockParser
from reportgen.narrative.syntax import BoxedSource, ParagraphSource


def read(text: str) -> tuple[BlockParser, tuple[object, ...], Sink]:
    sink = Sink()
    lines = [Line(line, number) for number, line in enumerate(text.split("\n"), 1)]
    parser = BlockParser(lines, "稿", sink)
    return parser, parser.parse(), sink


def words(children: tuple[object, ...]) -> str:
    return "".join(each.text for each in children if isinstance(each, Text))


def test_a_footnote_is_no_paragraph() -> None:
    parser, blocks, sink = read("甲[^1]。\n[^1]: 乙\n    丙\n\n丁")
    assert [type(each) for each in blocks] == [ParagraphSource, ParagraphSource]
    assert [(each.name, words(each.children)) for each in parser.footnotes] == [("1", "乙丙")]
    assert not list(sink)


def test_a_footnote_that_an_editor_wrapped_goes_on() -> None:
    first = "这是一行写得很长的脚注，长到编辑器在第四十栏以后把它折断了，所以"
    parser, blocks, sink = read(f"甲[^1]。\n\n[^1]: {first}\n下面一行接着。\n[^2]: 丁\n- 戊")
    assert words(parser.footnotes[0].children) == f"{first}下面一行接着。"
    assert [each.name for each in parser.footnotes] == ["1", "2"] and len(blocks) == 2
    assert [each.code for each in sink] == ["E0325"]      # nothing refers to the second


@pytest.mark.parametrize("text", [
    "[^1]: 甲，\n乙。", "[^1]: 甲。\n\n    乙。", "[^1]: 甲。\n\n\t乙。", "[^1]: 甲\n    乙\n丙",
])
def test_a_footnote_is_one_paragraph(text: str) -> None:
    _, blocks, sink = read(f"子[^1]。\n\n{text}\n\n丑。")
    assert ["不止一段" in each.message for each in sink] == [True]
    assert len(blocks) == 2


@pytest.mark.parametrize(("text", "message"), [
    ("[^1]: 甲\n\n[^1]: 乙", "写了两次"), ("[^1]:", "没有文字"),
    ("# 标题[^1]\n\n[^1]: 甲", "这里不能加脚注"), ("[^1]: 甲[^2]", "这里不能加脚注"),
    ("注：甲[^1]", "这里不能加脚注"),
])
def test_faults_of_footnotes(text: str, message: str) -> None:
    _, _, sink = read(text)
    assert any(message in each.message for each in sink)


@pytest.mark.parametrize(("text", "label", "texts"), [
    ("::: 提示\n甲\n\n乙\n:::", "提示", ["甲", "乙"]), (":::note\n甲\n:::", "说明", ["甲"]),
    (":::\n甲\n:::", "", ["甲"]), ("> [!注意]\n> 甲", "注意", ["甲"]),
    ("> [!WARNING] 甲\n>\n> 乙", "注意", ["甲", "乙"]), ("＞[！提示]\n＞甲", "提示", ["甲"]),
    ("> [!note] 数据口径\n> 截至1月底。", "数据口径", ["截至1月底。"]),
    ("> [!提示] 组长：甲某\n> 副组长：乙某", "提示", ["组长：甲某", "副组长：乙某"]),
    ("::: 提示\n组长：甲某\n副组长：乙某\n:::", "提示", ["组长：甲某", "副组长：乙某"]),
])
def test_a_notice_in_a_frame(text: str, label: str, texts: list[str]) -> None:
    _, (block,), sink = read(text)
    assert isinstance(block, BoxedSource)
    assert (block.label, [words(each) for each in block.paragraphs]) == (label, texts)
    assert not [each for each in sink if each.is_error]


@pytest.mark.parametrize(("text", "code", "line"), [
    ("::: 提示\n甲", "E0313", 1), ("::: 提示\n:::", "E0311", 1), ("> [!提示]", "E0311", 1),
    ("::: 提示\n# 甲\n:::", "E0311", 2), ("::: 提示\n甲\n- 乙\n:::", "E0311", 3),
    ("甲\n===", "E0311", 2), ("甲\n---", "E0311", 2), ("+++", "E0311", 1),
])
def test_what_is_refused(text: str, code: str, line: int) -> None:
    _, _, sink = read(text)
    assert (code, line) in [(each.code, each.span.line) for each in sink if each.is_error]


def test_other_names_of_a_label() -> None:
    assert [label_of(name) for name in ("TIP", " 提示 ", "其他")] == ["提示", "提示", "其他"]
