"""Words that were changed, and where a part of a paragraph has gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.proof.audit.wording import Pair, carried, edits, pairs

TEXT = st.text(alphabet="产值增长9052.万元，。ab ", max_size=30)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[e.start : e.end], e.new) for e in edits(old, new)]


def test_edits_are_whole_words() -> None:
    assert told("产值9052万元，增长8%。", "产值9025万元，增长8%。") == [("9052", "9025")]
    assert told("产值9052万元。", "产值9052余万元。") == [("", "余")]
    assert told("同甲乙丙", "同丙") == [("甲乙", "")]
    assert told("甲", "甲") == []
    assert told("下降-3.2%多", "下降−3.2%余") == [("多", "余")]
    assert told("用Microsoft Word写", "用Word写") == [("Microsoft ", "")]


@given(TEXT, TEXT)
def test_edits_make_the_new_text(old: str, new: str) -> None:
    made, at = "", 0
    for edit in edits(old, new):
        made += old[at : edit.start]
        assert len(made) == edit.at
        made, at = made + edit.new, edit.end
    assert made + old[at:] == new


@pytest.mark.parametrize(("old", "new", "part", "now"), [
    ("产值9052万元。", "总产值9052万元。", "9052万元", "9052万元"),
    ("产值9052万元。", "产值9025万元。", "9052万元", "9025万元"),
    ("产值9052万元。", "产值9052亿元。", "9052万元", "9052亿元"),
    ("产值9052万元，好。", "产值不详，好。", "9052万元", "不详"),
    ("产值9052万元。", "产值。", "9052万元", ""),
    ("产值9052万元。", "产值9052万元左右。", "9052万元", "9052万元"),
    ("产值9052万元。", "约产值9052万元。", "9052万元", "9052万元"),
])
def test_a_part_is_followed(old: str, new: str, part: str, now: str) -> None:
    start = old.index(part)
    first, last = carried(edits(old, new), start, start + len(part))
    assert new[first:last] == now


@given(TEXT, TEXT, st.data())
def test_a_part_is_always_somewhere(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    first, last = carried(edits(old, new), start, end)
    assert 0 <= first <= last <= len(new)


def test_paragraphs_are_paired() -> None:
    old = ["一、经济", "产值9052万元，增长8%。", "第二段话说明情况。", "完"]
    new = ["一、经济", "新加的一段。", "产值9025万元，增长8%。", "完"]
    assert pairs(old, new) == [
        Pair(0, 0), Pair(None, 1), Pair(1, 2), Pair(2, None), Pair(3, 3)]
    assert pairs([], ["甲"]) == [Pair(None, 0)]
    assert pairs(["甲"], []) == [Pair(0, None)]


@given(st.lists(TEXT, max_size=8), st.lists(TEXT, max_size=8))
def test_every_paragraph_is_paired_once(old: list[str], new: list[str]) -> None:
    found = pairs(old, new)
    assert [p.old for p in found if p.old is not None] == list(range(len(old)))
    assert [p.new for p in found if p.new is not None] == list(range(len(new)))


def test_long_texts_take_no_time() -> None:
    """Nor does one paragraph put in at the head make all that follow look changed."""
    old = [f"第{n}段说明情况。" if n % 3 else "—" for n in range(6000)]
    new = ["新", *old[:-1], "末"]
    changed = [p for p in pairs(old, new) if p.old is None or p.new is None
               or old[p.old] != new[p.new]]
    assert len(changed) < 10
