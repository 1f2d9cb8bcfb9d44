"""Normalising: stray characters go, official signs stay."""

from __future__ import annotations

import pytest

from reportgen.fonts import Change, is_private_use, normalise


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("甲\t乙", "甲 乙"),
        ("a\tb", "a b"),
        ("\ufeff甲", "甲"),
        ("甲\u200b乙\u2060", "甲乙"),
        ("葛\U000e0100", "葛"),
        ("☎\ufe0e", "☎"),
        ("甲\u2009乙\u2002丙", "甲 乙 丙"),
        ("甲\u2003乙", "甲\u3000乙"),
        ("\u2f00\u2fd5", "一龠"),
        ("\uf900\ufa0c", "豈兀"),
    ],
)
def test_stray_characters_are_mended(given: str, wanted: str) -> None:
    assert normalise(given)[0] == wanted


def test_signs_of_official_writing_stay() -> None:
    text = "㎡①％（）Ⅳ㈠～　“”——……½²３，\nGDP"
    assert normalise(text) == (text, [])


def test_changes_say_where_and_what() -> None:
    text, changes = normalise("甲\u200b\u2f00乙")
    assert text == "甲一乙"
    assert changes == [Change(1, "\u200b", ""), Change(2, "\u2f00", "一")]


def test_private_use_stays_and_is_listed() -> None:
    text, changes = normalise("甲\ue000乙\U000f0000")
    assert text == "甲\ue000乙\U000f0000"
    assert changes == [
        Change(1, "\ue000", "\ue000"),
        Change(3, "\U000f0000", "\U000f0000"),
    ]
    assert is_private_use("\ue000")
    assert not is_private_use("甲")


def test_plain_text_is_given_back_as_it_is() -> None:
    text = "plain ASCII, nothing to do\n"
    assert normalise(text)[0] is text
