"""Whatever a hand does to a good briefing, the answer is a documented exit code, never a crash."""

from __future__ import annotations

import contextlib
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import briefings

from reportgen.cli import main
from reportgen.diagnostics import Family

DOCUMENTED = {0, *(family.value for family in Family)}
PIECES = st.sampled_from([
    "{{", "}}", "{%", "%}", "|", "：", ":", "```", "```图", "---", "#", "**", "“", "\n", "\n\n",
    "　",
    "- ", "[", "{", "}", "'", '"', "9" * 30, "-1", "余", "超", "亿", "{{ 示例果产量 | 同比句 }}",
    "{% 如果 示例果产值 %}", "{% 结束 %}", "<!--", "\t", "&a", "*a", "!!str", "1e9", "㎡", "\u0301",
    "\n\n---\n标题: 乙\n供稿: 甲局\n---\n\n", "目录: 2\n", "{{ 节：产业 }}", "{{ 文章：乙 }}",
    "A1", "36户52人", "类型: 阶段", "行: []", "公式: 占比", "长" * 90, "\x00", "\u202e", "😀",
]) | st.text(max_size=4)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60), PIECES), min_size=1, max_size=4,
)


def edited(text: str, edits: list[tuple[float, int, str]]) -> bytes:
    """The text with pieces put in place of some of its characters."""
    for place, length, piece in edits:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + length :]
    return text.encode("utf-8", errors="surrogatepass")


@pytest.mark.slow
@settings(max_examples=150)
@given(facts=EDITS | st.just([]), narrative=EDITS | st.just([]))
def test_any_edit_ends_in_a_documented_way(
    facts: list[tuple[float, int, str]], narrative: list[tuple[float, int, str]],
) -> None:
    shown = io.StringIO()
    with tempfile.TemporaryDirectory() as name:
        folder = briefings.make(
            Path(name) / "例", facts=edited(briefings.facts_text(), facts),
            narrative=edited(briefings.narrative_text(), narrative),
        )
        with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
            code = main(["check", "-q", str(folder)])
    assert code in DOCUMENTED, shown.getvalue()
    assert code == 0 or "错误[" in shown.getvalue()
