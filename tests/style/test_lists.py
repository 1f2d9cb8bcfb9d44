from __future__ import annotations

from reportgen.style.lists import list_shift
from reportgen.style.profile import load_profile


def test_lists_within_lists_are_set_in_by_steps_up_to_half_a_line() -> None:
    profile = load_profile()
    assert [list_shift(profile, level) for level in (0, 1, 2, 8)] == [0, 2, 4, 14]
