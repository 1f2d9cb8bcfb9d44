"""Titles cut into words, and how sure a boundary is (K32)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reportgen.layout.lexicon import lexicon
from reportgen.typeset.title_words import characters, words_of


def cut(text: str, names: tuple[tuple[int, int], ...] = ()) -> str:
    edges = words_of(text, lexicon(), names).edges
    return "|".join(text[a:b] for a, b in pairwise(edges))


@pytest.mark.parametrize("words", [
    "关于|加强|农村|生活垃圾|治理|的|通知",
    "青岚县|农业农村局",                       # a place that no list has
    "白石岭镇|2024年第三季度|工作总结",         # a year and its quarter
    "2024年1—6月|空气质量",
    "同意|白石乡|大坪村|等|6个|村",            # no village is called 乡大坪
    "解决|柳河敬老院|取暖",
    "新形势|下|城乡|社区",
    "出台|前|向|群众|报告",
    "沿|省道211线|两侧",
    "十届三中全会|精神",
    "张某某|等|7名|同志",
    "第十二届|人民代表大会",
    "关于|PPP|项目",
    "甲|《|办法|》|（|试行|）",
])
def test_words(words: str) -> None:
    assert cut(words.replace("|", "")) == words


def test_a_name_is_one_word() -> None:
    assert cut("加快红叶谷景观带建设", ((2, 8),)) == "加快|红叶谷景观带|建设"


def test_a_boundary_that_two_readings_share_is_surer() -> None:
    """研究|生命|起源, but 研究生|命… is not out of the question."""
    text = "关于研究生命起源"
    doubt = words_of(text, lexicon()).doubt
    assert doubt[2] < doubt[4] < 0 < doubt[3]


def test_without_a_list_every_character_may_be_a_word() -> None:
    found = characters("关于农业")
    assert found.edges == [0, 2, 3, 4]
    assert found.doubt[1] > 0 > found.doubt[3]
