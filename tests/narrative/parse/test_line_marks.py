from __future__ import annotations

import pytest

from reportgen.narrative.language.passage import Line
from reportgen.narrative.parse.line_marks import bare, begins_block, indent_of, mark_of, set_in


@pytest.mark.parametrize(("text", "printed", "plain", "length"), [
    ("- 甲", "", False, 2), ("+ 甲", "", False, 2), ("•甲", "", False, 1),
    ("1. 甲", "1.", False, 3),
    ("12) 甲", "12）", False, 4), ("1、甲", "1.", False, 2), ("1.甲", "1.", True, 2),
    ("2.2024年甲", "2.", True, 2),
    ("（3）甲", "（3）", True, 3), ("(三)甲", "（三）", True, 3), ("十二、甲", "十二、", True, 3),
    ("⑳甲", "⑳", True, 1),
])
def test_marks(text: str, printed: str, plain: bool, length: int) -> None:
    found = mark_of(text)
    assert found is not None
    assert (found.printed, found.plain, found.length) == (printed, plain, length)


@pytest.mark.parametrize("text", [
    "-甲", "1.5万", "2024. 甲", "01. 甲", "1.", "一二、甲", "一、二线", "（）甲", "㉑甲", "\\- 甲",
    "甲", "（一）", "**甲**", "*甲*", "3-5月", "10", "第一、甲", "—— 甲", "2.2024万元",
])
def test_what_is_no_mark(text: str) -> None:
    assert mark_of(text) is None


def test_indents_and_blocks() -> None:
    texts = ("甲", " 甲", "\t甲", "  \t甲", "\u3000甲")
    assert [indent_of(text) for text in texts] == [0, 1, 4, 4, 2]
    assert [set_in(text) for text in texts] == [False] * 4 + [True]
    assert set_in(" \u3000甲")
    assert all(map(begins_block, ("# 甲", "> 甲", "| 甲", "```表", "{% 结束 %}", "<!-- 甲", "---")))
    assert not any(map(begins_block, ("甲", "- 甲", "{{ 甲 }}", "<br>")))
    assert bare(Line(" \u3000甲  ", 3)) == Line("甲", 3, 3)
