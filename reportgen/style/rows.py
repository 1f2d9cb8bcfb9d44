"""Which rows of a table stay together: one rule for PDF and Word."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.tree import Cell
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


def joined_whole(count: int, profile: Profile) -> bool:
    """Whether so many rows that one cell joins stay on a page: where half of one holds them."""
    each = profile.style("table_cell").pitch.pt + 2 * profile.length("table.padding_y").pt
    return 2 * count * each <= profile.length("page.type_height").pt


def joined_held(rows: Sequence[Sequence[Cell]], profile: Profile) -> frozenset[int]:
    """The rows that stay on the page of the next one: a cell goes down both of them, or its one
    cell goes over all columns, and so heads what is below."""
    return frozenset(
        at for index, row in enumerate(rows) for cell in row
        if (cell.rows > 1 and joined_whole(cell.rows, profile)) or cell.columns == len(row) > 1
        for at in range(index, index + max(1, cell.rows - 1)) if at < len(rows) - 1
    )
