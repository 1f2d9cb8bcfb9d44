"""Texts as pairs of characters."""

from __future__ import annotations

import pytest

from reportgen.archive.words import query, words


@pytest.mark.parametrize(("text", "pairs"), [
    ("示例镇", "示例 例镇 镇"), ("镇", "镇"), ("", ""), ("甲，乙", "甲 乙"), ("A1", "a1 1"),
    ("ＡＢ", "ab b"), ("甲_乙", "甲 乙"), ("12.6%", "12 2 6"), ("𬱖字", "𬱖字 字"),
])
def test_pairs(text: str, pairs: str) -> None:
    assert words(text) == pairs


@pytest.mark.parametrize(("text", "asked"), [
    ("镇", '"镇" *'), ("示例", '"示例"'), ("示例镇", '"示例 例镇"'),
    ("甲 乙丙", '"甲" * AND "乙丙"'),
    ("", ""), ('"*', ""), ("NOT", '"no ot"'),
])
def test_queries(text: str, asked: str) -> None:
    assert query(text) == asked
