"""What holds for every text: nothing lost, no drift, the prohibitions, linear work."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.typeset.rtm import MARKS, RTM, advances, glyphs, lines, right_edge

from reportgen.typeset import Glyphs, Line, Rules, break_paragraph
from reportgen.typeset import classes as k
from reportgen.typeset.fit import Work
from reportgen.typeset.model import LOOSE, NO_LAWFUL_BREAK, ORPHAN, OVERFULL, RAGGED

PIECES = st.sampled_from([
    "国", "办", "农业", "的", "，", "。", "、", "：", "？", "！", "（", "）", "《", "》", "“", "”",
    "——", "……", "·", "1200户", "5.3%", "12,345.67万元", "3～5", "GDP", "2026年", "／", " ",
    "𠮷", "〔2024〕1号", "￥", "-", "第12期", "CO₂", "10⁻⁶", "1∶500", "7×24", "元/吨", "™", "××",
])
TEXTS = st.lists(PIECES, max_size=60).map("".join)
SHORT = st.text("国办，（）—1", max_size=9)
NUMBER = re.compile(r"\d[\d,.]*\d%?|\d%")


def check_line(text: str, line: Line, measure: int, forced: bool) -> None:
    assert len(line.xs) == line.end - line.start > 0
    assert all(a <= b for a, b in zip(line.xs, line.xs[1:], strict=False))
    assert (line.width > measure) == (OVERFULL in line.faults)
    if not line.last and not forced and not {RAGGED, OVERFULL} & set(line.faults):
        assert line.width == measure
    if not text[line.end - 1].isspace():
        assert right_edge(text, line) == line.width
    if line.stretched > RTM.loose:
        assert LOOSE in line.faults


@given(TEXTS, st.integers(1, 40), st.integers(0, 3), st.booleans())
def test_nothing_is_lost_and_the_sums_are_exact(
    text: str, ems: int, indent: int, hanging: bool
) -> None:
    found = lines(text, ems, RTM, indent)
    assert "".join(text[line.start : line.end] for line in found) == text
    for line in found:
        check_line(text, line, ems * 1000, forced=False)
    assert [line.last for line in found] == [False] * (len(found) - 1) + [True] * bool(found)
    if hanging:
        again = lines(text, ems, replace(RTM, hanging=True), indent)
        assert "".join(text[line.start : line.end] for line in again) == text


@given(TEXTS, st.integers(4, 40))
@example("甲乙国／（", 4)      # an opening mark at the very end
def test_prohibitions_hold_unless_the_line_says_otherwise(text: str, ems: int) -> None:
    letters = k.classify(text)
    found = lines(text, ems)
    for line in found[1:]:
        if NO_LAWFUL_BREAK in line.faults:
            continue
        assert letters[line.start] not in k.NOSTART
        assert letters[line.start - 1] not in k.NOEND
        for number in NUMBER.finditer(text):
            assert not number.start() < line.start < number.end()


@given(TEXTS, st.integers(8, 40), st.integers(400, 600))
def test_any_width_of_digits_adds_up(text: str, ems: int, half: int) -> None:
    found = break_paragraph(glyphs(text, half), ems * 1000, 2000)
    for line in found[:-1]:
        if not line.faults and not text[line.end - 1].isspace():
            last = text[line.end - 1]
            trimmed = 500 if last in MARKS else 0
            assert line.xs[-1] + advances(last, half)[0] - trimmed == ems * 1000


def lawful(text: str, measure: int) -> bool:
    """By brute force: can the text be set without breaking a rule or the measure?"""
    letters = k.classify(text)
    size = len(text)

    def may(p: int) -> bool:
        if letters[p] in k.NOSTART or letters[p - 1] in k.NOEND:
            return False
        return letters[p - 1 : p + 1] != 2 * k.DIGIT  # a range may be parted behind its — (K15)

    def fits(a: int, b: int) -> bool:
        one = text[a:b]
        found = break_paragraph(
            glyphs(one), measure, rules=replace(RTM, orphan=0, first_line_topline_trim=a > 0)
        )
        return len(found) == 1 and not found[0].faults

    @lru_cache(None)
    def reach(a: int) -> bool:
        return a == size or any(
            (b == size or may(b)) and fits(a, b) and reach(b) for b in range(a + 1, size + 1)
        )

    return reach(0)


@given(SHORT, st.integers(2, 5))
def test_an_unlawful_break_only_where_there_is_no_lawful_one(text: str, ems: int) -> None:
    found = lines(text, ems, replace(RTM, orphan=0, keep_units=False))
    broken = any({NO_LAWFUL_BREAK, OVERFULL} & set(line.faults) for line in found)
    assert broken == (not lawful(text, ems * 1000))


@given(st.lists(st.sampled_from(["国", "办", "农", "，", "。"]), min_size=8, max_size=200))
def test_no_orphan_without_a_report(parts: list[str]) -> None:
    text = "".join(parts)
    found = lines(text, 12)
    letters = k.classify(text)
    if len(found) > 1 and letters.count(k.HAN) > 1 and ORPHAN not in found[-1].faults:
        assert letters[found[-1].start :].count(k.HAN) >= 2


@pytest.mark.parametrize(
    "text",
    ["国", "，", "（", "”" * 40, "（" * 40, "，" * 40, "…" * 7, "—" * 5, "𠮷" * 30, "\n\n", "  ",
     "1" * 100, "abc" * 50, "5.3%" * 30, "e\u0301" * 20, "国\ufe00" * 20, "（）" * 20, "/-/" * 9],
)
@pytest.mark.parametrize("ems", [0.3, 1, 2, 7, 28])
def test_unusual_texts(text: str, ems: float) -> None:
    found = lines(text, ems)
    assert "".join(text[line.start : line.end] for line in found) == text
    for line in found:
        assert len(line.xs) == line.end - line.start
        assert line.width <= ems * 1000 or OVERFULL in line.faults


def test_empty_text_has_no_lines() -> None:
    assert lines("", 10) == []


def test_forty_closing_marks_are_reported() -> None:
    found = lines("”" * 40, 10)
    assert all(NO_LAWFUL_BREAK in line.faults for line in found[1:])


def test_supplementary_han_are_one_square_each() -> None:
    found = lines("𠮷" * 20, 10)
    assert [line.end - line.start for line in found] == [10, 10]


SENTENCE = "全镇完成农村产业融合发展项目12个，总投资9052万元，同比增长5.3%，“三农”工作扎实推进。"


def work_of(text: str) -> int:
    work = Work()
    break_paragraph(Glyphs(text, advances(text)), 28000, work=work)
    return work.weighed


def steps_of(text: str, ems: float) -> int:
    """Lines of Python run, in the fit and all around it; no clock disturbs that either."""
    steps, before = 0, sys.gettrace()

    def count(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal steps
        steps += event == "line"
        return count

    glyphs = Glyphs(text, advances(text), [(p, p + 3) for p in range(0, len(text), 5)])
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        break_paragraph(glyphs, round(ems * 1000))
    finally:
        sys.settrace(before)
    return steps


ADVERSE = [
    SENTENCE, "国", "1", " ", "a", "，", "（", "）", "（）", "—", "…", "·", "／", "-", "！", "国\n",
    "\u0301", "1—", "1%", "a/b ", "国\u3000", "12万元", "9亿～16亿元", "国办发〔2024〕1号", "〔",
    "。一、", "www.a.b/", "abcdefghijklmnopqrstuvwxyz0123456789 ",
]


@pytest.mark.slow
@pytest.mark.parametrize("text", ADVERSE)
def test_lines_weighed_grow_with_the_text_alone(text: str) -> None:
    """For each character no more than a line of 28 holds, in three passes, of spaces squeezed."""
    whole = text * (32_000 // len(text))
    assert work_of(whole) <= 64 * len(whole)


@pytest.mark.slow
@pytest.mark.parametrize("ems", [1, 28])
@pytest.mark.parametrize("text", ADVERSE)
def test_all_work_grows_with_the_text_alone(text: str, ems: int) -> None:
    size = 400 // len(text) + 1
    once, eightfold = steps_of(text * size, ems), steps_of(text * size * 8, ems)
    assert eightfold <= 16 * once


@pytest.mark.slow
@pytest.mark.parametrize("text", [SENTENCE, "1", " ", "，", "a"])
def test_a_hundred_thousand_characters(text: str) -> None:
    """No fallback to another way: they are set like any other paragraph, and none is lost."""
    whole = (text * 100_000)[:100_000]
    found = lines(whole, 28)
    assert found[0].start == 0
    assert all(before.end == after.start for before, after in pairwise(found))
    assert found[-1].end == len(whole)
    assert all(line.width <= 28000 for line in found)


def test_a_long_paragraph_in_stretches_is_set_like_a_short_one() -> None:
    text = SENTENCE * 200
    found = lines(text, 28, Rules())
    assert "".join(text[line.start : line.end] for line in found) == text
    assert not [line for line in found if line.faults]
