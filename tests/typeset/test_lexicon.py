"""The packed list of words."""

from __future__ import annotations

import zlib

from reportgen.typeset.lexicon import Lexicon

PACKED = zlib.compress("农|l民 业|k业生产\n岚|a".encode("utf-16-le"))


def test_words_by_their_first_character() -> None:
    words = Lexicon(PACKED).after("农")
    assert set(words) == {"民", "业", "业生产"}
    assert words["民"] == words["业"] > words["业生产"]


def test_a_character_may_be_a_word_itself() -> None:
    assert set(Lexicon(PACKED).after("岚")) == {""}


def test_of_an_unknown_character_no_word_is_known() -> None:
    assert Lexicon(PACKED).after("𠮷") == {}


def test_twice_as_often_is_twice_as_likely() -> None:
    words = Lexicon(zlib.compress("农|b民|c业".encode("utf-16-le"))).after("农")
    assert round(words["业"] - words["民"], 3) == 0.693
