"""Where signatures and seals stand: columns, rows, and names that are too long."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from reportgen.style.profile import load_profile
from reportgen.style.signature import reach, sealed, unsealed
from reportgen.units import Mm

PROFILE = load_profile("wenjian")
EM, ROOM, SEAL = 15.793, Mm(156).pt, Mm(42).pt


def test_an_organ_longer_than_the_date_ends_two_characters_in() -> None:
    left, date = unsealed(PROFILE, 10 * EM, 6 * EM, ROOM)
    assert left + 10 * EM == pytest.approx(ROOM - 2 * EM, abs=0.1)
    assert date - left == pytest.approx(2 * EM, abs=0.1)


def test_a_date_longer_than_the_organ_ends_two_characters_in() -> None:
    left, date = unsealed(PROFILE, 2 * EM, 6 * EM, ROOM)
    assert date + 6 * EM == pytest.approx(ROOM - 2 * EM, abs=0.1)
    assert date - left == pytest.approx(2 * EM, abs=0.1)


def test_the_date_steps_by_the_profile_s_distance() -> None:
    """Not by the one that organs stand off the edge, though the standard's are alike."""
    own = {key: replace(PROFILE.settings[key], value=value)
           for key, value in (("signature.right", "1"), ("signature.step", "3"))}
    profile = replace(PROFILE, settings={**PROFILE.settings, **own})
    left, date = unsealed(profile, 10 * EM, 6 * EM, ROOM)
    assert (ROOM - left - 10 * EM, date - left) == pytest.approx((EM, 3 * EM), abs=0.1)


def test_an_organ_wider_than_the_page_begins_at_its_edge() -> None:
    assert unsealed(PROFILE, 40 * EM, 6 * EM, ROOM)[0] == 0


@pytest.mark.parametrize("organ", [5, 8, 12, 20])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 11])
def test_seals_are_apart_and_within_the_type_area(organ: int, count: int) -> None:
    organs = [f"第{n}机关" for n in range(count)]
    found = sealed(PROFILE, organ * EM, 7 * EM, ROOM)
    rows = list(found.rows(organs))
    assert [name for row in rows for name, _ in row] == organs
    assert len(rows[-1]) == min(count, found.columns)       # the short row is the first
    assert rows[-1][-1][1] == pytest.approx(found.middle)
    for row in rows:
        middles = [middle for _, middle in row]
        assert all(b - a > SEAL for a, b in pairwise(middles))
        assert min(middles) - max(SEAL, organ * EM) / 2 >= -0.01
        assert max(middles) + max(SEAL, organ * EM) / 2 <= ROOM + 0.01


def test_the_date_is_four_characters_in_unless_the_organ_would_leave_the_page() -> None:
    assert sealed(PROFILE, 7 * EM, 7 * EM, ROOM).middle == pytest.approx(ROOM - 7.5 * EM, abs=0.1)
    assert sealed(PROFILE, 20 * EM, 7 * EM, ROOM).middle == pytest.approx(ROOM - 10 * EM)


@pytest.mark.parametrize(("middle", "far"), [(100, 100), (400, 42.2)])
def test_how_far_a_text_may_reach(middle: float, far: float) -> None:
    assert reach(middle, 442.2) == pytest.approx(far)
