"""The breaks of 200 titles against what a reader marked as lawful (K32).

Where no lawful division fits the measure a break is forced, and counted apart.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.typeset.marked import MEASURES, Break, breaks_made, marked_titles

TITLES = marked_titles(Path(__file__).parent / "marked_titles.txt")


def made(measures: tuple[int, ...]) -> list[Break]:
    return [each for title in TITLES for each in breaks_made(title, measures)]


@pytest.mark.slow
@pytest.mark.parametrize(("measures", "unlawful", "forced", "least"), [
    (MEASURES, 2, 1, 900),     # 99.8 % lawful
    ((), 2, 10, 550),          # 99.6 % of two and three tight lines
])
def test_breaks_are_lawful(
    measures: tuple[int, ...], unlawful: int, forced: int, least: int
) -> None:
    breaks = made(measures)
    assert len(breaks) >= least
    wrong = [each for each in breaks if not each.lawful]
    assert sum(each.forced for each in wrong) <= forced
    assert sum(not each.forced for each in wrong) <= unlawful


def test_the_titles_are_as_they_were_given() -> None:
    assert len(TITLES) == 200
    assert len(set(TITLES)) == 200
