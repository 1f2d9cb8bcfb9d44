"""Column widths and the alignment of numbers, measured on the grid that 宋体 sets text on.

A Han character is one em wide and a Latin letter or digit half an em: in Word's 宋体 exactly so.
"""

from __future__ import annotations

from itertools import accumulate, pairwise

from reportgen.document.columns import number_parts, shares, wishes
from reportgen.document.tree import Align, Table
from reportgen.style.profile import Profile


def widths(block: Table, total: int, profile: Profile) -> list[int]:
    """The columns' widths in twips, which add up to `total`."""
    head = profile.style("table_head").size.twips
    body = profile.style("table_cell").size.twips
    room = 2 * profile.length("table.padding_x").twips + body
    wanted = wishes(block, lambda text, is_head: ems(text) * (head if is_head else body), room)
    edges = [round(edge) for edge in accumulate(shares(block, wanted, total), initial=0)]
    return [right - left for left, right in pairwise(edges)]


def shifts(block: Table, column: int, room: float = 0.0) -> list[float]:
    """How far each cell of a right-set column stands off, in ems, so that units meet units.

    In a column that has more `room` than they need the numbers as a whole stand in its middle.
    """
    if block.columns[column].align is not Align.RIGHT:
        return [0.0] * len(block.rows)
    parts = [number_parts(row[column]) for row in block.rows]
    tails = [ems(tail) for _, tail in parts]
    most, lead = max(tails, default=0.0), max((ems(integer) for integer, _ in parts), default=0.0)
    middle = max(0.0, room - lead - most) / 2
    return [middle + most - tail for tail in tails]


def ems(text: str) -> float:
    """The width of a text in ems."""
    return sum(0.5 if ord(character) < 0x250 else 1.0 for character in text)
