"""Footnotes are numbered as the text refers to them, and each is referred to once."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.walk import noted
from reportgen.facts.model import Dataset, Period
from reportgen.narrative.compose import compose, nested
from reportgen.narrative.read import read_narrative

HEAD = """---
报头: 示例镇工作简报
期号: 1
编发单位: 示例镇政府
日期: 2025-06-03
标题: 示例
---

"""


def composed(text: str) -> tuple[tree.Document, Sink]:
    sink = Sink()
    narrative = read_narrative(HEAD + text, "稿", sink)
    return compose(narrative, Dataset("示例", Period("2025年"), ()), sink), sink


def test_numbers_follow_the_text_not_the_names() -> None:
    document, sink = composed("甲[^b]，乙[^a]。\n\n- 丙[^c]\n\n[^a]: 一\n[^b]: 二\n[^c]: 三")
    assert [(each.number, tree.plain(each.children)) for each in noted(document)] == [
        (1, "二"), (2, "一"), (3, "三")]
    assert not [each for each in sink if each.is_error]


@pytest.mark.parametrize(("text", "message", "line"), [
    ("甲[^1]。", "没有写脚注", 9), ("甲。\n\n[^1]: 一", "没有地方用到", 11),
    ("甲[^1]乙[^1]。\n\n[^1]: 一", "不止一处", 9),
])
def test_faults_have_their_place(text: str, message: str, line: int) -> None:
    _, sink = composed(text)
    (fault,) = [each for each in sink if each.code == "E0325"]
    assert message in fault.message and fault.span.line == line


def test_a_note_of_a_branch_that_is_not_taken_is_not_printed() -> None:
    document, sink = composed("甲{% 如果 产值 %}乙[^1]{% 结束 %}丙[^2]。\n\n[^1]: 一\n[^2]: 二")
    assert [tree.plain(each.children) for each in noted(document)] == ["二"]
    assert not [each for each in sink if each.is_error]


def test_a_misspelt_name_is_offered() -> None:
    _, sink = composed("甲[^口经]。\n\n[^口径]: 一")
    assert any("是不是：[^口径]？" in hint for each in sink for hint in each.hints)


def test_those_of_a_table_are_its_notes_and_are_not_counted() -> None:
    document, _ = composed(
        "表：示例\n| 村 | 数 |\n|---|---|\n| 甲[^a] | 乙[^b] |\n\n见表[^c]。\n\n"
        "[^a]: 一\n[^b]: 二\n[^c]: 三")
    (table,) = [each for each in document.blocks if isinstance(each, tree.Table)]
    assert [tree.plain(note) for note in table.notes] == ["一", "二"]
    assert [tree.plain(cell.children) for cell in table.rows[0]] == ["甲注1", "乙注2"]
    assert [each.number for each in noted(document)] == [1]


def test_a_skipped_level_is_none_in_the_outline() -> None:
    heads = [tree.Heading(level, "", ()) for level in (1, 3, 4, 2, 4, 3)]
    made = [each.outline for each in nested(heads) if isinstance(each, tree.Heading)]
    assert made == [1, 2, 3, 2, 3, 3]
