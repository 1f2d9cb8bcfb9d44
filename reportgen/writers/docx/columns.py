"""Column widths and the alignment of numbers, measured on the grid that 宋体 sets text on.

A Han character is one em wide and a Latin letter or digit half an em: in Word's 宋体 exactly so.
"""

from __future__ import annotations

from itertools import pairwise

from reportgen.document.columns import number_parts, shares
from reportgen.document.tree import Align, Table, plain
from reportgen.style.profile import Profile


def widths(block: Table, total: int, profile: Profile) -> list[int]:
    """The columns' widths in twips, which add up to `total`."""
    room = 2 * profile.length("table.padding_x").twips + profile.style("table_cell").size.twips
    parts = shares(block, [width + room for width in _natural(block, profile)], total)
    edges = [round(total * sum(parts[:n]) / sum(parts)) for n in range(len(parts) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _natural(block: Table, profile: Profile) -> list[float]:
    """The width of the widest content of each column, in twips, were it set in one line."""
    head = profile.style("table_head").size.twips
    body = profile.style("table_cell").size.twips
    return [
        max(ems(column.heading) * head,
            *(ems(plain(row[n].children)) * body for row in block.rows), 0)
        for n, column in enumerate(block.columns)
    ]


def shifts(block: Table, column: int) -> list[float]:
    """How far each cell of a right-set column stands off, in ems, so that units meet units."""
    if block.columns[column].align is not Align.RIGHT:
        return [0.0] * len(block.rows)
    tails = [ems(number_parts(row[column])[1]) for row in block.rows]
    most = max(tails, default=0.0)
    return [most - tail for tail in tails]


def ems(text: str) -> float:
    """The width of a text in ems."""
    return sum(0.5 if ord(character) < 0x250 else 1.0 for character in text)
