"""Pieces that a label or a help page does not break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.typeset import pieces
from reportgen.typeset.classes import NOEND, NOSTART, classify


@pytest.mark.parametrize(("text", "expected"), [
    ("", []),
    ("走访、慰问", ["走", "访、", "慰", "问"]),
    ("（试行）〗甲", ["（试", "行）〗", "甲"]),
    ("第12期", ["第12期"]), ("共36户52人。", ["共", "36户", "52人。"]),
    ("用 reportgen build", ["用 ", "reportgen ", "build"]),
])
def test_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_what_is_to_be_kept_is_kept() -> None:
    assert pieces("东村超95户", [(2, 4)]) == ["东", "村", "超95户"]


@given(st.text(alphabet="中国、，。（）〗］｝～／°“”12.%aB 元", max_size=40))
def test_nothing_is_lost_and_no_piece_begins_or_ends_wrongly(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == text
    letters = classify(text)
    at = 0
    for piece in found[:-1]:
        at += len(piece)
        assert letters[at] not in NOSTART
        assert letters[at - 1] not in NOEND
