"""Look-alikes are made plain, official signs stay; and the files' readers tell it."""

from __future__ import annotations

import unicodedata

import pytest

from reportgen.diagnostics import Sink
from reportgen.sources.characters import _RADICALS, Replacement, is_private_use, normalise
from reportgen.sources.text import decode


@pytest.mark.parametrize(("given", "wanted"), [
    ("葛\U000e0100", "葛"),
    ("☎\ufe0e", "☎"),
    ("甲\u2009乙\u2002丙", "甲 乙 丙"),
    ("甲\u2003乙", "甲\u3000乙"),
    ("\u2f00\u2fd5", "一龠"),
    ("\uf900\ufa0c", "豈兀"),
    ("人⺠政府⻓期", "人民政府长期"),
    ("入⼾走访", "入户走访"),
    ("门⼾⽹站", "门户网站"),
    ("⾭年与⿈河", "青年与黄河"),
    ("⻅⻚⻋⻢", "见页车马"),
    ("⺡字旁、⻐字旁", "氵字旁、钅字旁"),
])
def test_look_alikes_are_made_plain(given: str, wanted: str) -> None:
    assert normalise(given)[0] == wanted


def test_radicals_become_han() -> None:
    for old, new in _RADICALS.items():
        assert "CJK RADICAL" in unicodedata.name(old)
        assert "CJK UNIFIED" in unicodedata.name(new)


def test_signs_of_official_writing_stay() -> None:
    text = "㎡①％（）Ⅳ㈠～　“”——……½²３，\nGDP\t⺌"
    assert normalise(text) == (text, [])


def test_changes_say_where_and_what() -> None:
    text, changes = normalise("甲\ufe00\u2f00乙")
    assert text == "甲一乙"
    assert changes == [Replacement(1, "\ufe00", ""), Replacement(2, "\u2f00", "一")]


def test_private_use_stays_and_is_listed() -> None:
    text, changes = normalise("甲\ue000乙\U000f0000")
    assert text == "甲\ue000乙\U000f0000"
    assert changes == [
        Replacement(1, "\ue000", "\ue000"),
        Replacement(3, "\U000f0000", "\U000f0000"),
    ]
    assert is_private_use("\ue000")
    assert not is_private_use("甲")


def test_plain_text_is_given_back_as_it_is() -> None:
    text = "plain ASCII, nothing to do\n"
    assert normalise(text)[0] is text


def test_a_file_says_what_was_changed_and_where() -> None:
    sink = Sink()
    text = decode("名称: 甲\n单位: 人⺠政府\ue000\n".encode(), "f.yaml", sink)
    assert text == "名称: 甲\n单位: 人民政府\ue000\n"
    assert [(d.code, d.span.line, d.span.column) for d in sink] == [
        ("I0108", 2, 6), ("W0109", 2, 9),
    ]
    assert "“⺠（U+2EA0）”改成了“民”" in sink.items[0].message


def test_a_file_full_of_them_is_told_whole() -> None:
    sink = Sink()
    assert decode(("⺠" * 1000).encode(), "f.md", sink) == "民" * 1000
    assert len(sink.items) == 1000
