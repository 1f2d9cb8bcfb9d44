from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Sink
from reportgen.document.tree import Text
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import (
    BreakSource,
    Choice,
    EditorNoteSource,
    HeadingSource,
    ItemSource,
    ListSource,
    Loop,
    Narrative,
    ParagraphSource,
    TableSource,
)

Reader = Callable[[str], tuple[Narrative, Sink]]
T = Text
WRAPPED = "农村公路建设稳步推进，各村都已排定工期，" * 2      # a line that an editor wrapped


def clean(read: Reader, body: str) -> tuple[object, ...]:
    narrative, sink = read(body)
    assert not sink.items
    return narrative.blocks


def test_headings_and_paragraphs(read: Reader) -> None:
    blocks = clean(read, f"# 经济\n## 农业\n{WRAPPED}\n第二行。\n\n另一段。\n")
    assert blocks == (
        HeadingSource(1, (T("经济"),)), HeadingSource(2, (T("农业"),)),
        ParagraphSource((T(WRAPPED), T("第二行。"))), ParagraphSource((T("另一段。"),)),
    )


def test_lists(read: Reader) -> None:
    blocks = clean(read, f"- {WRAPPED}\n  续行\n- 乙\n\n1. 丙\n2. 丁\n")
    assert blocks == (
        ListSource(False, (ItemSource("", (T(WRAPPED), T("续行"))), ItemSource("", (T("乙"),)))),
        ListSource(True, (ItemSource("1.", (T("丙"),)), ItemSource("2.", (T("丁"),)))),
    )


def test_editor_note_note_and_break(read: Reader) -> None:
    blocks = clean(read, f"> 编者按：{WRAPPED}\n> 乙。\n>\n> 丙。\n\n注：丁。\n\n---分页---\n")
    assert blocks == (
        EditorNoteSource("编者按", ((T(WRAPPED), T("乙。")), (T("丙。"),))),
        ParagraphSource((T("丁。"),), note=True), BreakSource(),
    )


def test_block_tags_nest(read: Reader) -> None:
    body = "{% 如果 甲 %}\n乙\n{% 对每个 x 于 丙 %}\n# 丁\n{% 结束 %}\n{% 否则 %}\n戊\n{% 结束 %}\n"
    (choice,) = clean(read, body)
    assert isinstance(choice, Choice)
    assert choice.then[0] == ParagraphSource((T("乙"),))
    assert choice.then[1] == Loop("x", "丙", (HeadingSource(1, (T("丁"),)),))
    assert choice.otherwise == (ParagraphSource((T("戊"),)),)


def test_comments_vanish(read: Reader) -> None:
    blocks = clean(read, f"{WRAPPED}\n<!-- 一行 -->\n乙\n\n<!-- 几\n\n行 -->丙\n")
    assert blocks == (ParagraphSource((T(WRAPPED), T("乙"))), ParagraphSource((T("丙"),)))


def test_places(read: Reader) -> None:
    blocks, _ = read("\n  # 经济\n\n  甲{{ 乙 }}\n")
    heading, paragraph = blocks.blocks
    assert (heading.span.line, heading.span.column) == (9, 3)
    insert = paragraph.children[1]
    assert (insert.span.line, insert.span.column, insert.span.length) == (11, 7, 1)


@pytest.mark.parametrize(("body", "code", "line", "column"), [
    ("# 一、经济\n", "E0312", 8, 3),
    ("# （一）经济\n", "E0312", 8, 3),
    ("## 1. 经济\n", "E0312", 8, 4),
    ("##### 甲\n", "E0311", 8, 1),
    ("# 经济。\n", "I0353", 8, 5),
    ("# 经济<br>社会\n", "E0361", 8, 5),
    ("#经济\n", "I0350", 8, 1),
    ("＃ 经济\n", "I0350", 8, 1),
    ("1、甲\n2、乙\n", "I0350", 8, 1),
    ("> 没有标签\n", "E0311", 8, 1),
    ("> 按语：如下。\n> - 甲\n", "E0311", 9, 3),
    ("甲\n\n---\n\n乙\n", "E0311", 10, 1),
    ("***\n", "E0311", 8, 1),
    ("```\n甲\n```\n", "E0311", 8, 1),
    ("```表\n题注: 甲\n", "E0313", 8, 1),
    ("<!-- 甲\n", "E0302", 8, 1),
    ("{% 如果 甲 %}\n乙\n", "E0306", 8, 4),
    ("{% 结束 %}\n", "E0306", 8, 4),
    ("{% 否则 %}\n", "E0306", 8, 4),
    ("甲\n乙{% 结束 %}\n", "E0306", 9, 2),
    ("｛％ 如果 甲 ％｝\n乙\n{% 结束 %}\n", "I0350", 8, 1),
])
def test_problems_have_their_place(
    read: Reader, body: str, code: str, line: int, column: int
) -> None:
    _, sink = read(body)
    found = next(d for d in sink if d.code == code)
    assert (found.span.line, found.span.column) == (line, column)
    assert found.hints


def test_numbers_in_headings_that_are_no_ordinals(read: Reader) -> None:
    narrative, sink = read("# {{ 明年 }}打算\n# 211省道\n")
    assert not sink.items
    assert narrative.blocks[1] == HeadingSource(1, (T("211省道"),))


def test_pipe_table(read: Reader) -> None:
    (table,) = clean(read, "表：题注（单位：万元）\n"
                     "| 甲 | 乙 |\n|:--|--:|\n| 丙 | {{ 丁 | 数值 }} |\n")
    assert isinstance(table, TableSource)
    assert (table.caption, table.unit) == ((T("题注"),), "万元")
    assert [column.align for column in table.columns] == ["左", "右"]


def test_depth_is_limited(read: Reader) -> None:
    _, sink = read("{% 如果 甲 %}\n" * 60 + "文\n" + "{% 结束 %}\n" * 60)
    assert [d.code for d in sink] == ["E0310"]


LINES = st.sampled_from([
    "---", "```表", "```图", "```", "~~~", "> ", "> 按语：甲", "# ", "# 甲", "#", "- 甲", "1. 甲",
    "  续", "| a |", "|-|", "表：甲", "{% 如果 甲 %}", "{% 结束 %}", "{% 否则 %}", "<!--", "-->",
    "甲", "", "题注: 甲", "列: [指标]", "行:", "  - 甲", "\u3000甲", "{{ 甲", "---分页---",
    "注：", "\t",
])


@given(st.lists(st.one_of(LINES, st.text(max_size=8)), max_size=25))
def test_no_text_is_too_strange(lines: list[str]) -> None:
    sink = Sink()
    read_narrative("\n".join(lines), "b.md", sink)
    assert all(d.message for d in sink)


@pytest.mark.slow
@pytest.mark.parametrize("unit", [
    "**甲。**产值{{ 枇杷产量 }}，见{{ 表：经济 }}，推进 5 项,落实。\n\n",
    "{{", "```a\n", "<!--", "**甲",
    "- 甲\n", "{% 如果 甲 %}", "[", "(",
])
def test_time_is_in_proportion(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit.encode()))
        start = time.process_time()
        read_narrative(text, "b.md", Sink())
        return time.process_time() - start

    seconds(10_000)
    small, large = seconds(50_000), seconds(400_000)
    assert large < max(0.5, small * 8 * 4)


@pytest.mark.slow
def test_five_megabytes() -> None:
    unit = "**甲。**产值{{ 枇杷产量 }}，见{{ 表：经济 }}，各项工作都在推进之中。\n\n"
    text = unit * (5_000_000 // len(unit.encode()))
    start = time.process_time()
    narrative = read_narrative(text, "b.md", Sink())
    assert len(narrative.blocks) == text.count("\n\n")
    assert time.process_time() - start < 30


@pytest.mark.parametrize(("title", "bare"), [
    ("1.1 道路", "道路"), ("1.2.3 道路", "道路"), ("①道路", "道路"), ("一 道路", "道路"),
    ("Ⅰ、道路", "道路"), ("1）道路", "道路"), ("第一章 道路", "道路"),
    ("2.5 亿元投资", ""), ("一是道路", ""), ("2025年工作", ""), ("一体化", ""), ("10个项目", ""),
])
def test_numbers_typed_in_headings(read: Reader, title: str, bare: str) -> None:
    _, sink = read(f"# {title}")
    hints = [each.hints[0] for each in sink if each.code == "E0312"]
    assert hints == ([f"写成“# {bare}”，序号由程序编"] if bare else [])


@pytest.mark.parametrize(("text", "codes"), [
    ("一、基本情况", ["I0366"]), ("（二）道路", ["I0366"]), ("一、\t基本情况", ["I0366", "I0352"]),
    ("一、修路。", []), ("一、修路；通水", []), ("一是修路", []), ("附件：清单", ["W0365"]),
    ("附件1：清单", ["W0365"]), ("附件已报送", []),
    ("名称\t数", ["E0311"]), ("甲 \t乙", ["E0311"]), ("\t甲", []), ("甲\t", []), ("- \t甲", []),
    ("#", ["E0311"]), ("附：清单", ["W0365"]),
    ("| 甲 | 乙 |\n| 丙 | 丁 |", ["E0315"]), ("| 甲 |", []), ("\\| 甲 | 乙 |", []),
    ("表：甲\n| 甲 |\n|---|\n| 乙\t丙 |", ["E0311"]), ("表：甲", ["E0315"]),
    ("表：甲\n\n乙", ["E0315"]), ("表：甲\n\n| 甲 |\n|---|\n| 乙 |", []),
    ("见{{ 枇杷产量\t}}。", []),
])
def test_what_an_office_means_otherwise(read: Reader, text: str, codes: list[str]) -> None:
    _, sink = read(text)
    assert [each.code for each in sink] == codes


def test_the_rule_that_a_table_lacks_can_be_pasted(read: Reader) -> None:
    _, sink = read("表：甲\n| 名 | 数 | 注 |\n| 乙 | 丙 | 丁 |")
    (found,) = sink
    assert found.hints[0] == "横线写在表头下面，像这样：|---|---|---|"
    _, sink = read("表：甲\n| 名 | 数 | 注 |\n|---|---|---|\n| 乙 | 丙 | 丁 |")
    assert not list(sink)
