"""Body cells that are one: marked `<` (with the left one) or `^` (with the one above), or equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.diagnostics import Sink
from reportgen.document.quantity import NO_VALUE
from reportgen.document.tree import Cell, Text, plain
from reportgen.narrative.syntax import Join

Rows = Sequence[Sequence[Cell]]
_Place = tuple[int, int]        # row and column, from 0


def joined(rows: Rows, equal: Sequence[int], sink: Sink) -> tuple[tuple[Cell, ...], ...]:
    """The rows with their marked cells joined, and those of the columns `equal` that say the same.

    A cell without columns is marked to be one with the left one, one without rows with the one
    above. Equal cells are one where those of the columns listed before are, too. E0315 for a mark
    that leads nowhere, and for an area that is no rectangle.
    """
    made = [list(row) for row in rows]
    _mark_equal(made, rows, equal)
    if not any(cell.covered for row in made for cell in row):
        return tuple(map(tuple, made))
    owners: dict[_Place, _Place] = {}
    areas: dict[_Place, list[_Place]] = {}
    for r, row in enumerate(made):
        for c, cell in enumerate(row):
            beside = (r - 1, c) if not cell.rows else (r, c - 1) if not cell.columns else (r, c)
            if cell.covered and beside not in owners:
                mark, side = (Join.LEFT, "左") if cell.rows else (Join.ABOVE, "上")
                sink.error("E0315", f"“{mark.value}”的{side}边没有可以合并的格", cell.span,
                           "没有数据的格写 —")
            owner = owners[r, c] = owners.get(beside, (r, c))
            areas.setdefault(owner, []).append((r, c))
    for owner, places in areas.items():
        _join(made, owner, places, sink)
    return tuple(map(tuple, made))


def _mark_equal(made: list[list[Cell]], rows: Rows, equal: Sequence[int]) -> None:
    for r in range(1, len(rows)):
        for c in equal:
            said = rows[r][c].children
            if said != rows[r - 1][c].children or plain(said) in ("", NO_VALUE):
                break
            made[r][c] = replace(rows[r][c], children=(), rows=0)


def _join(made: list[list[Cell]], owner: _Place, places: Sequence[_Place], sink: Sink) -> None:
    """The first cell goes over all places, the others are covered."""
    (top, left), cell = owner, made[owner[0]][owner[1]]
    high = max(r for r, _ in places) - top + 1
    wide = max(c for _, c in places) - left + 1
    if len(places) != high * wide:
        sink.error("E0315", "合并的格连起来不是长方形", cell.span,
                   f"每一行里被合并的格都写上 {Join.LEFT.value} 或 {Join.ABOVE.value}")
        high = wide = 1
    for r, c in places:
        old = made[r][c]
        if high == wide == 1:
            made[r][c] = replace(old, children=old.children or (Text(NO_VALUE, span=old.span),),
                                 columns=1, rows=1)
        elif (r, c) == owner:
            made[r][c] = replace(cell, columns=wide, rows=high)
        else:
            made[r][c] = replace(old, children=(), columns=wide if c == left else 0,
                                 rows=1 if r == top else 0)
