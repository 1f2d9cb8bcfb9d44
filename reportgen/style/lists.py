"""How far lists within lists are set in: one rule for PDF and Word."""

from __future__ import annotations

from reportgen.style.profile import Profile


def list_shift(profile: Profile, level: int) -> float:
    """By how many characters a list at a level (from 0) is set in; at most by half a line."""
    most = profile.number("page.characters") // 2
    return min(level * profile.number("list.indent"), most)
