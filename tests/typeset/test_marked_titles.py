"""The breaks of 300 titles against what their readers marked as lawful (K32).

Where no lawful division fits the measure a break is forced, and counted apart.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.typeset.marked import MEASURES, Break, breaks_made, marked_titles

HERE = Path(__file__).parent
FIRST = marked_titles(HERE / "marked_titles.txt")
MORE = marked_titles(HERE / "marked_titles_more.txt")
UNSEEN = marked_titles(HERE / "marked_titles_unseen.txt")     # measured, never mended on


def made(titles: list[str], measures: tuple[int, ...]) -> list[Break]:
    return [each for title in titles for each in breaks_made(title, measures)]


@pytest.mark.slow
@pytest.mark.parametrize(("titles", "measures", "unlawful", "forced", "least"), [
    (FIRST, MEASURES, 2, 1, 900),   # 99.8 % lawful
    (FIRST, (), 2, 10, 550),        # 99.7 % of two and three tight lines
    (MORE, MEASURES, 0, 0, 450),
    (MORE, (), 2, 2, 250),          # 99.3 %
    (UNSEEN, MEASURES, 11, 0, 400),  # 97.4 %
    (UNSEEN, (), 11, 5, 300),
], ids=["first", "first, tight", "more", "more, tight", "unseen", "unseen, tight"])
def test_breaks_are_lawful(
    titles: list[str], measures: tuple[int, ...], unlawful: int, forced: int, least: int
) -> None:
    breaks = made(titles, measures)
    assert len(breaks) >= least
    wrong = [each for each in breaks if not each.lawful]
    assert sum(each.forced for each in wrong) <= forced
    assert sum(not each.forced for each in wrong) <= unlawful


def test_the_titles_are_as_they_were_given() -> None:
    assert (len(FIRST), len(MORE), len(UNSEEN)) == (200, 100, 100)
    assert len({*FIRST, *MORE, *UNSEEN}) == 400
