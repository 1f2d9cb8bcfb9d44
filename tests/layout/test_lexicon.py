"""The packed list that comes with the program."""

from __future__ import annotations

from pathlib import Path

from reportgen.layout.lexicon import lexicon
from reportgen.typeset import Glyphs, break_title


def test_the_list_holds_the_words_of_the_office(root: Path) -> None:
    """tools/words.py was run after office.txt was changed."""
    lines = (root / "assets" / "words" / "office.txt").read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    assert [word for word in words if word[1:] not in lexicon().after(word[0])] == []


def test_it_is_small(root: Path) -> None:
    assert (root / "assets" / "words" / "words.z").stat().st_size < 400_000


def test_it_is_not_read_for_a_title_of_one_line() -> None:
    def never() -> object:
        raise AssertionError

    assert len(break_title(Glyphs("工作简报", [1000] * 4), 9000, lexicon=never)) == 1
