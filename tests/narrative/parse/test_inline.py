from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Sink
from reportgen.document.tree import Text
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.parse.inline import InlineParser
from reportgen.narrative.parse.nesting import MAX_DEPTH
from reportgen.narrative.syntax import (
    Choice,
    Citation,
    Condition,
    Emphasis,
    Inlines,
    Insert,
    Loop,
    Verbatim,
)

T = Text


def parse(text: str) -> tuple[Inlines, Sink]:
    sink = Sink()
    lines = [Line(each, number) for number, each in enumerate(text.split("\n"), 1)]
    return InlineParser(sink).parse(passage(lines, "b.md")), sink


@pytest.mark.parametrize(("text", "expected"), [
    ("中文", (T("中文"),)),
    ("产量{{ 枇杷产量 }}。", (T("产量"), Insert("枇杷产量"), T("。"))),
    ("{{枇杷产量}}", (Insert("枇杷产量"),)),
    ("{{ 零售额 | 同比句 }}", (Insert("零售额", "同比句"),)),
    ("{{ 零售额 | 值：亿元 }}", (Insert("零售额", "值", "亿元"),)),
    ("{{ 零售额 | 值:亿元 }}", (Insert("零售额", "值", "亿元"),)),
    ("{{ “非农”复耕面积 }}", (Insert("“非农”复耕面积"),)),
    ("{{ 211省道 }}", (Insert("211省道"),)),
    ("{{ 产值（万元） }}", (Insert("产值（万元）"),)),
    ("{{ 困境儿童、低保、低边、特困 }}", (Insert("困境儿童、低保、低边、特困"),)),
    ("{{ 面积㎡ }}", (Insert("面积㎡"),)),
    ("见{{ 表：经济 }}", (T("见"), Citation("表", "经济"))),
    ("{{ 图:经济 }}", (Citation("图", "经济"),)),
    ("{{ 原文：第二次 | 轮次 }}", (Verbatim("第二次", "轮次"),)),
    ("**“三农”**工作", (Emphasis((T("“三农”"),)), T("工作"))),
    ("电话139****0000", (T("电话139"), T("****"), T("0000"))),
    ("证号33**********00", (T("证号33"), T("**********"), T("00"))),
    ("**甲****乙**", (Emphasis((T("甲"),)), Emphasis((T("乙"),)))),
    ("抓好**投资。**后文", (T("抓好"), Emphasis((T("投资。"),)), T("后文"))),
    ("**{{ 枇杷产量 }}**", (Emphasis((Insert("枇杷产量"),)),)),
    (r"\*\*不强调\*\*", (T("*"), T("*"), T("不强调"), T("*"), T("*"))),
    (r"\{\{ 甲 \}\}", (T("{"), T("{"), T(" 甲 "), T("}"), T("}"))),
    ("{% 如果 甲 %}乙{% 否则 %}丙{% 结束 %}", (Choice(Condition("甲"), (T("乙"),), (T("丙"),)),)),
    ("{% 如果 没有 甲 %}乙{% 结束 %}", (Choice(Condition("甲", negated=True), (T("乙"),)),)),
    ("{% 如果 甲 | 同比 %}乙{% 结束 %}", (Choice(Condition("甲", "同比"), (T("乙"),)),)),
    ("{% 对每个 x 于 经济 %}{{ x }}{% 结束 %}", (Loop("x", "经济", (Insert("x"),)),)),
    ("甲<!-- 注释 5 -->乙", (T("甲"), T("乙"))),
    ("上行\n下行", (T("上行"), T("下行"))),
    ("GDP\nabc", (T("GDP"), T(" "), T("abc"))),
])
def test_grammar(text: str, expected: Inlines) -> None:
    parsed, sink = parse(text)
    assert parsed == expected
    assert not sink.items


@pytest.mark.parametrize(("text", "node"), [
    ("｛｛ 甲 ｝｝", Insert("甲")),
    ("{ { 甲 } }", Insert("甲")),
    ("{｛甲｝}", Insert("甲")),
    ("{{\u3000甲\u3000}}", Insert("甲")),
    ("{{ 甲 ｜ 值 }}", Insert("甲", "值")),
    ("＊＊甲＊＊", Emphasis((T("甲"),))),
    ("｛％ 如果 甲 ％｝乙｛％ 结束 ％｝", Choice(Condition("甲"), (T("乙"),))),
])
def test_slips_are_understood_and_told(text: str, node: object) -> None:
    parsed, sink = parse(text)
    assert parsed == (node,)
    assert not sink.has_errors
    assert {d.code for d in sink} <= {"I0350"}
    assert bool(sink.items) == ("\u3000" not in text)
    assert all(d.hints for d in sink)


@pytest.mark.parametrize(("text", "code", "column", "length"), [
    ("中文{{ 甲 }后文", "E0302", 3, 6),
    ("中文{{ 甲", "E0302", 3, 2),
    ("中文{{ 甲 {{ 乙 }}", "E0302", 3, 2),
    ("中文 }} 后", "E0302", 4, 2),
    ("中文{% 如果 甲 }乙", "E0302", 3, 9),
    ("中文{{  }}", "E0302", 3, 6),
    ("中文<!-- 注", "E0302", 3, 4),
    ("中文**甲", "E0304", 3, 2),
    ("**甲{% 如果 乙 %}丙**{% 结束 %}", "E0304", 1, 2),
    ("中文{% 若 甲 %}", "E0305", 6, 3),
    ("中文{% 如果 甲 %}乙", "E0306", 6, 4),
    ("中文{% 结束 %}", "E0306", 3, 8),
    ("中文{% 否则 %}", "E0306", 3, 8),
    ("中文{{ 原文：第二次 }}", "E0309", 6, 6),
    ("中文[甲](ftp://a)", "E0311", 3, 12),
])
def test_errors_have_their_place(text: str, code: str, column: int, length: int) -> None:
    _, sink = parse(text)
    first = next(d for d in sink if d.is_error)
    assert (first.code, first.span.line, first.span.column, first.span.length) == (
        code, 1, column, length)
    assert first.hints


def test_places_in_later_lines() -> None:
    parsed, _ = parse("第一行，\n第二行{{ 名称 | 值 }}")
    insert = parsed[-1]
    assert isinstance(insert, Insert)
    assert (insert.span.line, insert.span.column, insert.span.length) == (2, 7, 2)


def test_an_insert_may_run_over_a_line_end() -> None:
    assert parse("{{ 名称 |\n 值 }}")[0] == (Insert("名称", "值"),)


def test_an_unclosed_construct_loses_no_text() -> None:
    parsed, sink = parse("{% 如果 甲 %}乙**丙")
    assert parsed == (T("乙"), T("丙"))
    assert [d.code for d in sink] == ["E0306", "E0304"]


def test_depth_is_limited() -> None:
    deep = MAX_DEPTH + 30
    text = "{% 如果 甲 %}" * deep + "文" + "{% 结束 %}" * deep
    _, sink = parse(text)
    assert [d.code for d in sink] == ["E0310"]


PIECES = st.sampled_from([
    "{{", "}}", "{%", "%}", "{", "}", "｛｛", "｝｝", "|", "｜", "：", "**", "*", "如果", "否则",
    "结束", "对每个 x 于 甲", "\\", "<!--", "-->", "\n", " ", "\u3000", "甲", "（", ")", "(", "5",
    "第二次", "[", "](", "`", "a", "表：", "原文：", ",", "０",
])


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    _, sink = parse(text)
    assert all(d.span.line >= 1 and d.span.column >= 1 and d.message for d in sink)


@given(st.text(alphabet="甲乙丙，。、；“”（）《》", max_size=60))
def test_plain_text_survives(text: str) -> None:
    parsed, sink = parse(text)
    assert "".join(each.text for each in parsed if isinstance(each, Text)) == text
    assert not sink.has_errors


@pytest.mark.parametrize("text", ["李**、张**，获奖", "李**；张**。"])
def test_stars_of_a_name_that_is_not_told_are_printed(text: str) -> None:
    parsed, sink = parse(text)
    assert "".join(each.text for each in parsed if isinstance(each, Text)) == text
    assert [(each.code, each.span.column) for each in sink] == [("W0331", 2), ("W0331", 6)]
    printed, silent = parse(text.replace("*", "\\*"))
    assert "".join(each.text for each in printed if isinstance(each, Text)) == text
    assert not list(silent)
