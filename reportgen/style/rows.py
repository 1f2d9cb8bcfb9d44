"""Which rows of a table stay together: one rule for PDF and Word."""

from __future__ import annotations

from reportgen.style.profile import Profile


def row_held(index: int, count: int, profile: Profile) -> bool:
    """Whether row `index` of `count` (from 0) stays on the page of the next one.

    So many rows as the profile says stand at least on either side of a page's end; a table too
    short for that stays whole.
    """
    least = int(profile.number("table.rows_kept"))
    if index >= count - 1:
        return False
    return count < 2 * least or index < least - 1 or index >= count - least
