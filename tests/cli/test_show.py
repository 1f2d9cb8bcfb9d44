"""How a diagnostic looks: the line, the carets, hints, related places; and as JSON."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from support.hints import Files, files_of, found

from reportgen.cli.show import excerpt, render, waived
from reportgen.diagnostics import Diagnostic, Span, Waiver
from reportgen.findings import LIMIT, Group, Lines, grouped, in_order, summary
from reportgen.terminal import Console, columns
from reportgen.world import DiskWorld


def shown(item: Diagnostic, *, ambiguous: int = 1) -> str:
    return render(Group(item), Lines(DiskWorld()), Console(io.StringIO(), ambiguous=ambiguous))


def test_line_and_carets(tmp_path: Path) -> None:
    file = tmp_path / "briefing.md"
    file.write_text("# 题\n今年枇杷 {{ 枇杷产值量 }} 万元。\n", encoding="utf-8")
    span = Span(str(file), 2, 9, 5)
    found = Diagnostic("E0301", "事实表里没有“枇杷产值量”", span, ("改成“枇杷产值”",),
                       ((Span("facts.yaml", 3, 1), "最接近的一条在这里"),))
    assert shown(found) == (
        f"错误[E0301]：事实表里没有“枇杷产值量”\n"
        f" --> {file}:2:9\n"
        f"2 | 今年枇杷 {{{{ 枇杷产值量 }}}} 万元。\n"
        f"  |             ^^^^^^^^^^\n"
        f" ::: facts.yaml:3:1 最接近的一条在这里\n"
        f"  = 办法：改成“枇杷产值”"
    )


def test_a_cell_a_file_and_nowhere() -> None:
    cell = Diagnostic("E0210", "不是数", Span("facts.xlsx", sheet="产业", cell="C7"))
    assert shown(cell) == "错误[E0210]：不是数\n --> facts.xlsx › 产业 › C7"
    file = Diagnostic("E0101", "读不了", Span("没有.yaml"))
    assert shown(file) == "错误[E0101]：读不了\n --> 没有.yaml"
    assert shown(Diagnostic("W0401", "少一处")) == "警告[W0401]：少一处"


@pytest.mark.parametrize(("line", "column", "length", "text", "blanks", "carets"), [
    ("abc", 2, 1, "abc", 1, 1),
    ("枇杷产量", 3, 2, "枇杷产量", 4, 4),
    ("\t枇杷", 2, 1, "    枇杷", 4, 2),
    ("a\x1bb", 2, 1, "a<U+001B>b", 1, 8),
    ("短", 9, 3, "短", 2, 1),                       # past the end of the line
    ("", 1, 1, "", 0, 1),
])
def test_excerpt(
    line: str, column: int, length: int, text: str, blanks: int, carets: int,
) -> None:
    assert excerpt(line, column, length) == (text, blanks, carets)


def test_carets_reckon_with_a_gbk_console() -> None:
    assert excerpt("“非农”复耕", 5, 2) == ("“非农”复耕", 6, 4)
    assert excerpt("“非农”复耕", 5, 2, ambiguous=2) == ("“非农”复耕", 8, 4)


def test_a_line_of_a_million_characters_is_cut() -> None:
    text, blanks, carets = excerpt("9" * 1_000_000, 500_000, 400_000)
    assert columns(text) < 250
    assert text.startswith("…9")
    assert text.endswith("9…")
    assert (blanks, carets <= 100) == (61, True)


def test_a_line_that_is_gone_leaves_the_message(tmp_path: Path) -> None:
    found = Diagnostic("E0301", "没有", Span(str(tmp_path / "gone.md"), 2, 1))
    assert shown(found).count("\n") == 1


def test_order_and_summary() -> None:
    late = Diagnostic("W0401", "后", Span("b", 1, 1))
    early = Diagnostic("E0301", "前", Span("a", 9, 1))
    told = Diagnostic("I0106", "知", Span("a", 1, 1))
    assert in_order([late, early, told, late]) == [told, early, late]
    assert summary([late, early, told]) == "1 个错误，1 个警告"
    assert summary([told]) == ""


def test_pages_follow_each_other_as_numbers() -> None:
    items = [Diagnostic("E1045", f"第{page}页", Span("a.pdf")) for page in (2, 9, 10)]
    assert in_order(reversed(items)) == items


def test_json() -> None:
    found = Diagnostic("E0301", "没有", Span("a.md", 2, 3, 4), ("改",),
                       ((Span("b.xlsx", sheet="一", cell="A1"), "这里"),))
    assert found.data == {
        "code": "E0301", "severity": "error", "message": "没有",
        "place": {"file": "a.md", "line": 2, "column": 3, "length": 4}, "hints": ["改"],
        "related": [{"place": {"file": "b.xlsx", "sheet": "一", "cell": "A1"}, "note": "这里"}],
    }
    assert Diagnostic("E0901", "错").data["place"] is None


def typed(line: int, text: str) -> Diagnostic:
    message = f"手写的数字“{text}”没有事实作来处"
    return Diagnostic("W0330", message, Span("b.md", line, 2), ("引用",))


def test_the_most_serious_come_first_and_one_kind_is_said_once() -> None:
    wrong = [Diagnostic("E0301", f"事实表里没有“{name}”", Span("b.md", 9, 1))
             for name in "甲乙乙"]
    groups = grouped([typed(1, "5"), typed(4, "7"), typed(6, "8"), *wrong])
    assert [(g.first.code, len(g.others)) for g in groups] == [
        ("E0301", 0), ("E0301", 0), ("W0330", 2)]
    text = render(groups[-1], Lines(DiskWorld()), Console(io.StringIO()))
    assert " = 另有 2 处：4:2“7”、6:2“8”" in text


def test_what_a_proof_found_stands_each_by_itself() -> None:
    found = [Diagnostic("W1030", f"改了“{text}”", Span("改.docx")) for text in "甲乙"]
    assert [group.others for group in grouped(found)] == [(), ()]


def test_many_places_are_counted() -> None:
    (group,) = grouped(typed(line, str(line)) for line in range(1, 40))
    text = render(group, Lines(DiskWorld()), Console(io.StringIO()))
    assert "另有 38 处：" in text
    assert text.count("、") == 11
    assert "--json 给出全部" in text


@pytest.mark.parametrize(("code", "text"), [
    ("I0108", "人⺠⽤⽤心"), ("W0335", '"甲"和"乙"'), ("W0341", "3-5℃、2~3℃"),
    ("W0331", "*甲*和*乙*"), ("W0331", "李**和张**，王**与赵**。"), ("W0330", "5人，6人"),
    ("I0356", "甲完成。\n乙完成。\n丙完成。"),
])
def test_one_kind_and_cause_is_one_message(code: str, text: str) -> None:
    told = found(files_of({"": f"{text}\n"}))
    groups = [group for group in grouped(told) if group.first.code == code]
    assert len(groups) == 1
    assert groups[0].others


def test_two_hundred_of_one_kind_are_one_message() -> None:
    """Errors too, whatever they say; first the errors, then the warnings, by place."""
    wrong = [Diagnostic("E0301", f"事实表里没有“{at}”", Span("b.md", at, 1), (f"改成“{at}”",))
             for at in range(200, 0, -1)]
    doubtful = [Diagnostic("W0401", f"事实“{at}”没有写进", Span("a.yaml", at, 1))
                for at in range(1, 201)]
    note = Diagnostic("I0621", "短", Span("a.md"))
    groups = grouped([note, *doubtful, *wrong])
    assert [(g.first.code, g.first.span.line, len(g.others)) for g in groups] == [
        ("E0301", 1, 199), ("W0401", 1, 199), ("I0621", 0, 0)]
    assert "另有 199 处：2:1“2”、3:1“3”" in render(
        groups[0], Lines(DiskWorld()), Console(io.StringIO()))
    assert len(grouped(wrong[:LIMIT])) == LIMIT      # a few have a mend each


def test_what_is_let_pass_stands_apart() -> None:
    waiver = Waiver("W0411", "原文", "甲某", Span("b.md", 1, 1))
    items = [replace(typed(line, "5"), waived=waiver) for line in (2, 3)]
    assert grouped(items) == []
    assert summary(items) == ""
    assert waived(items) == "放行 2 处：\n  W0330 b.md:2:2 等 2 处：原文（甲某）"
    assert items[0].data["severity"] == "info"
    assert items[0].data["waived"] == {
        "reason": "原文", "by": "甲某", "place": {"file": "b.md", "line": 1, "column": 1,
                                                  "length": 1}}


def test_numbers_of_two_facts_are_two_messages() -> None:
    told = found(files_of({"": "360万元和360万元，18家。\n"}))
    groups = [group for group in grouped(told) if group.first.code == "W0330"]
    assert [len(group.others) for group in groups] == [1, 0]


@pytest.mark.parametrize("files", [
    files_of({"": "甲\ufe00乙\u200b丙。\n"}),
    files_of({"加报头": "报: 甲\ufe00乙\u200b丙\n"}),
    files_of({"": "```表\n题注: 甲\ufe00乙\u200b丙\n列: [指标, 值]\n行: [示例果产值]\n```\n"}),
    files_of({"事实": "- {编号: Z1, 名称: 甲\ufe00乙\u200b丙, 数值: 3户}\n"}),
], ids=["text", "front matter", "fence", "facts"])
def test_an_invisible_character_is_told_once(files: Files) -> None:
    (told,) = [each for each in found(files) if each.code == "E0107"]
    assert files[told.span.file.partition("/")[2]].split("\n")[told.span.line - 1].replace(
        "\ufe00", "")[told.span.column - 1] == "\u200b"
