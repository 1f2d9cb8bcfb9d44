"""Marks of other Markdowns: each means something here, or is told with its place."""

from __future__ import annotations

import random

import pytest

from reportgen.diagnostics import Sink
from reportgen.document.tree import LineBreak, Script, Text
from reportgen.narrative.language.marks import ROWS, TOLD, address
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.language.plain import tidy
from reportgen.narrative.parse.inline import InlineParser
from reportgen.narrative.syntax import (
    Emphasis,
    FootnoteMark,
    Inlines,
    LinkMark,
)


def parse(text: str) -> tuple[Inlines, Sink]:
    sink = Sink()
    return InlineParser(sink).parse(passage([Line(text, 1)], "稿"), notes=True), sink


def shown(children: Inlines) -> str:
    """What is printed: scripts as {^…} and {_…}, links as [words→address], notes as {*…}."""
    parts = []
    for child in children:
        match child:
            case Text(text):
                parts.append(text)
            case Script(text, raised):
                parts.append(f"{{{'^' if raised else '_'}{text}}}")
            case LinkMark(target, words):
                parts.append(f"[{shown(words)}→{target}]")
            case FootnoteMark(name):
                parts.append(f"{{*{name}}}")
            case LineBreak():
                parts.append("\n")
            case Emphasis(inner):
                parts.append(f"<{shown(inner)}>")
            case _:
                raise AssertionError(child)
    return "".join(parts)


@pytest.mark.parametrize(("text", "wanted"), [
    ("共三项[^1]，余下见后[^口径]。", "共三项{*1}，余下见后{*口径}。"),
    ("平方米m^2^", "平方米m{^2}"), ("浓度10^-6^级", "浓度10{^-6}级"),
    ("卫星影像^①^", "卫星影像{^①}"), ("第4^th^次", "第4{^th}次"),
    ("见<sup>2</sup>，CO<sub>2</sub>", "见{^2}，CO{_2}"),
    ("H~2~O和CO~2~", "H{_2}O和CO{_2}"), ("Fe(OH)~3~", "Fe(OH){_3}"), ("SO~4~^2-^", "SO{_4}{^2-}"),
    ("3～5万户、6～8万户", "3～5万户、6～8万户"),
    ("3~5年、6~8年", "3~5年、6~8年"),
    ("见https://a.gov.cn/x?b=c。", "见[https://a.gov.cn/x?b=c→https://a.gov.cn/x?b=c]。"),
    ("见http://a.cn/x_y~z_(1)，再", "见[http://a.cn/x_y~z_(1)→http://a.cn/x_y~z_(1)]，再"),
    ("(https://a.gov.cn/).", "([https://a.gov.cn/→https://a.gov.cn/])."),
    ("发至a-b@c.gov.cn，", "发至[a-b@c.gov.cn→mailto:a-b@c.gov.cn]，"),
    ("<https://a.gov.cn>", "[https://a.gov.cn→https://a.gov.cn]"),
    ("[政务网](https://a.gov.cn \"标题\")", "[政务网→https://a.gov.cn]"),
    ("[**政务**网](https://a.gov.cn)", "[<政务>网→https://a.gov.cn]"),
    ("[邮箱](a@b.gov.cn)", "[邮箱→mailto:a@b.gov.cn]"),
    ("&lt;甲&gt;&amp;乙&#8212;&#x2014;&hellip;", "<甲>&乙——…"),
    ("甲&nbsp;乙", "甲乙"), ("A&nbsp;B", "A B"),
    ("A&B;C", "A&B;C"), ("a<b且b>c", "a<b且b>c"), ("<某单位>", "<某单位>"),
    ("***粗斜***", "<粗斜>"), (r"\^2\^和\[^1\]和\&lt", "^2^和[^1]和&lt"),
])
def test_what_a_mark_means(text: str, wanted: str) -> None:
    assert shown(parse(text)[0]) == wanted


@pytest.mark.parametrize(("text", "code", "column", "hint"), [
    ("甲<u>乙</u>", "E0311", 2, "**…**"), ("甲<font color=red>乙</font>", "E0311", 2, "版式"),
    ("甲乙<hr>", "E0311", 3, "---分页---"),
    ("<h2>甲</h2>", "E0311", 1, "# 标题"),
    ("[甲](javascript:alert)", "E0311", 1, "https://"), ("[甲]()", "E0311", 1, "https://"),
    ("[甲](./b.md)", "E0311", 1, "{{ 表：编号 }}"),
    ("甲![乙](http://a.cn/b.png)", "E0311", 2, "照片"),
    ("甲&#0;乙", "E0311", 2, "删去"), ("甲&#8203;乙", "E0311", 2, "删去"),
    ("甲==乙==", "W0331", 2, "**乙**"), ("甲__乙__", "W0331", 2, "**乙**"),
    ("甲~~乙~~", "W0331", 2, "删去"), ("甲`乙`", "W0331", 2, "写成“乙”"),
    ("甲*乙*", "W0331", 2, "**乙**"),
    ("甲$E=mc^2$", "W0331", 2, "^2^"), ("[x] 甲", "W0331", 1, "已完成"),
    ("[[甲]]", "W0331", 1, "网址"),
    ("[甲][1]", "W0331", 1, "网址"), ("甲^[注]", "W0331", 2, "[^1]"),
    ("甲~乙~", "W0331", 2, "H~2~O"),
    ("甲{.red}", "W0331", 2, "样式"), (": 解释", "W0331", 1, "术语：解释"),
    ("*[GDP]: 总值", "W0331", 1, "括号"),
])
def test_what_is_told(text: str, code: str, column: int, hint: str) -> None:
    _, sink = parse(text)
    found = next(each for each in sink if each.code == code)
    assert found.span.column == column
    assert any(hint in each for each in found.hints)


@pytest.mark.parametrize("text", [
    "姓名____，日期____", "5*3=15", "A_B_C", "价格$5、$6", "甲~乙", "第3^项",
    "【1】、[1]", "a==b", "甲@乙", "甲：乙", ":00",
])
def test_what_is_text(text: str) -> None:
    children, sink = parse(text)
    assert shown(children) == text
    assert not [each for each in sink if each.code in ("W0331", "E0311")]


@pytest.mark.parametrize(("text", "hint"), [
    ("H~2~O达标", "写成“₂”"), ("面积m^2^", "写成“²”"), ("示例[^1]", "正文"), ("**甲**", "写成“甲”"),
    ("[甲](http://a.cn)", "只写文字“甲”"), ("甲&amp;乙", "写成“&”"), ("甲<b>乙", "删去“<b>”"),
    ("甲</b>", "删去“</b>”"),
])
def test_where_only_text_is_printed(text: str, hint: str) -> None:
    sink = Sink()
    assert tidy(passage([Line(text, 1)], "稿"), sink)
    assert [each.code for each in sink] == ["W0331"]
    assert hint in next(iter(sink)).hints[0]


def test_an_address_ends_where_the_sentence_does() -> None:
    assert address("http://a.cn/b.).") == "http://a.cn/b"
    assert address("http://a.cn/b_(c)") == "http://a.cn/b_(c)"


PIECES = (
    "^2^", "~2~", "[^1]", "<b>", "</b>", "&lt;", "&x;", "==", "__", "**", "***", "~~", "`", "$",
    "[甲](http://a.cn)", "[甲](x)", "http://a.cn/b", "a@b.cn", "}}", "<sup>", "</sup>", "\\", "^",
    "~", "[", "]", "(", ")", "甲", "乙丙", "A", "3", "，", "。", " ", "![", "&nbsp;", ":::",
)


@pytest.mark.parametrize("seed", range(40))
def test_every_character_is_printed_or_named(seed: int) -> None:
    """Random marks in random text: a letter that is not printed lies in what a diagnostic names."""
    source = random.Random(seed)  # noqa: S311
    for _ in range(25):
        text = "".join(source.choices(PIECES, k=source.randint(1, 14)))
        children, sink = parse(text)
        named = {each.span.column - 1 + i for each in sink for i in range(each.span.length)}
        printed = "".join(ch for ch in shown(children) if ch not in "{}^_→<>*")
        left = [ch for i, ch in enumerate(text) if i not in named and ch in "甲乙丙A3，。"]
        for ch in set(left):
            assert printed.count(ch) >= left.count(ch), (text, printed)


def test_each_row_has_its_own_name() -> None:
    names = [name for name, _, _ in ROWS]
    assert len(set(names)) == len(names)
    assert all(message and fix for _, _, message, fix in TOLD)


@pytest.mark.parametrize(("text", "message"), [
    ("做_好_事", "斜体"), ("COD_Cr_达标", "下标"), ("++新增++内容", "插入"), ("甲%%乙%%", "注释"),
    ("\\textbf{甲}", "命令"), ("\\newpage", "命令"), ("[TOC]", "目录"),
    ("[甲]（https://a.example/）", "链接"), ("得\\(x^2\\)。", "公式"),
    ("file_name_a.txt", ""), ("snake_case", ""), ("姓名____，电话____", ""), ("C++和G++", ""),
    ("5%～8%", ""), ("D:\\files\\a", ""), ("[甲]（乙）", ""), ("\\(注\\)", ""), ("\\_甲\\_", ""),
])
def test_marks_that_were_printed_without_a_word(text: str, message: str) -> None:
    _, sink = parse(text)
    found = [each.message for each in sink if each.code == "W0331"]
    assert [message in each for each in found] == [True] * bool(message)


def test_a_subscript_may_hold_a_point() -> None:
    children, sink = parse("PM~2.5~浓度")
    assert shown(children) == "PM{_2.5}浓度" and not list(sink)

