"""The words of approximate numbers: one list, and the same words where a second is kept."""

from __future__ import annotations

import re

import pytest

from reportgen.facts.approximation import AFTER, BEFORE, BEHIND, WORD, joined
from reportgen.proof.audit import pictures
from reportgen.proof.parity import charts, words
from reportgen.typeset import pieces

EVERY = (*BEFORE, *AFTER, *BEHIND)


def worded(word: str) -> str:
    """950户 made approximate."""
    return joined("950", "户", word)


@pytest.mark.parametrize(("word", "text"), [
    ("余", "2263余吨"), ("多", "2263多吨"), ("左右", "2263吨左右"), ("以上", "2263吨以上"),
    ("超", "超2263吨"), ("至少", "至少2263吨"),
])
def test_a_word_takes_its_place(word: str, text: str) -> None:
    assert joined("2263", "吨", word) == text


@pytest.mark.parametrize("word", EVERY)
def test_the_longest_word_is_found(word: str) -> None:
    found = WORD.search(worded(word))
    assert found is not None and found.group() == word


@pytest.mark.parametrize("word", EVERY)
def test_what_compares_the_files_knows_it(word: str) -> None:
    """Its own words, so that it finds what is forgotten where they are made."""
    said = "950" if word in AFTER else "950户"
    pattern = f"{charts._BEGINS}{said}{charts._ENDS}"
    assert re.search(pattern, "950户")
    assert not re.search(pattern, worded(word))


@pytest.mark.parametrize("word", EVERY)
def test_what_reads_pictures_knows_it(word: str) -> None:
    assert pictures._WORDED.search(worded(word))


@pytest.mark.parametrize("word", [*AFTER, *(word for word in BEFORE if len(word) == 1)])
def test_a_difference_in_it_is_one_of_a_number(word: str) -> None:
    assert words._DIGIT.search(word)


@pytest.mark.parametrize("word", AFTER)
@pytest.mark.parametrize("text", ["2263{}吨", "100{}万元", "1万{}元"])
def test_the_engine_keeps_it_with_its_unit(word: str, text: str) -> None:
    assert pieces(text.format(word)) == [text.format(word)]
