"""Offices in titles."""

from __future__ import annotations

import pytest

from reportgen.layout.lexicon import lexicon
from reportgen.typeset.title_offices import issuers, offices
from reportgen.typeset.title_words import words_of


@pytest.mark.parametrize(("text", "found"), [
    ("青岚县人民政府办公室关于防汛的通知", ["青岚县人民政府办公室"]),
    ("关于同意示例县第一人民医院扩建的批复", ["示例县第一人民医院"]),
    ("示例县教育局示例县财政局通知", ["示例县教育局", "示例县财政局"]),    # nothing between
    ("示例县公安局交警大队通告", ["示例县公安局交警大队"]),
    ("中共示例县委关于学习的通知", ["中共示例县委"]),
    ("示例县委员会决定", ["示例县委员会"]),
    ("全县水务局长会议", []),               # no place's own
    ("示例县域水网规划", []),
    ("示例镇先进基层党组织名单", []),         # 党组织 is no 党组
    ("示例县，财政局", []),
])
def test_an_office_is_a_place_and_what_follows(text: str, found: list[str]) -> None:
    spans = offices(text, words_of(text, lexicon()).edges)
    assert [text[a:b] for a, b in spans] == found


@pytest.mark.parametrize(("text", "found"), [
    ("示例办公室关于防汛的通知", ["示例办公室"]),
    ("示例局、示例集团关于防汛的通知", ["示例局", "示例集团"]),
    ("防汛工作关于示例的情况", []),
    ("示例办公室通知", []),
])
def test_who_writes_stands_before_about(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in issuers(text)] == found
