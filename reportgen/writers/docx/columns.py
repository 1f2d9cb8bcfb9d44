"""Column widths and the alignment of numbers, measured on the grid that 宋体 sets text on.

A Han character is one em wide and a Latin letter or digit half an em: in Word's 宋体 exactly so.
"""

from __future__ import annotations

import re
from itertools import pairwise

from reportgen.document.tree import Align, Cell, Table, plain
from reportgen.style.profile import Profile

# the part of a number that stands left of the edge at which integer parts end: 超9052, 十
_INTEGER = re.compile(r"\D*?(?:\d[\d,]*|[一二两三四五六七八九十百千]+)")
_WIDEST_SHARE = 3    # content beyond this part of the table counts by the same part only


def widths(block: Table, total: int, profile: Profile) -> list[int]:
    """The columns' widths in twips, which add up to `total`."""
    shares = _shares(block, total, profile)
    edges = [round(total * sum(shares[:n]) / sum(shares)) for n in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _shares(block: Table, total: int, profile: Profile) -> list[float]:
    """The author's weights, or else what the contents ask for.

    One long status text must not starve the numbers beside it: contents wider than a third of the
    table count in part only, and where there is still too little room, short ones go first.
    """
    if any(column.weight != 1 for column in block.columns):
        return [float(column.weight) for column in block.columns]
    body = profile.style("table_cell").size.twips
    room = 2 * profile.length("table.padding_x").twips + body
    natural = [width + room for width in _natural(block, profile)]
    limit = total / _WIDEST_SHARE
    wishes = [min(each, limit + max(each - limit, 0) / _WIDEST_SHARE) for each in natural]
    short = sum(each for each in natural if each <= limit)
    if sum(wishes) <= total or short > total / 2:
        return wishes
    scale = (total - short) / (sum(wishes) - short)
    return [wish if each <= limit else wish * scale
            for wish, each in zip(wishes, natural, strict=True)]


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
    tails = [ems(_tail(row[column])) for row in block.rows]
    most = max(tails, default=0.0)
    return [most - tail for tail in tails]


def ems(text: str) -> float:
    """The width of a text in ems."""
    return sum(0.5 if ord(character) < 0x250 else 1.0 for character in text)


def _tail(cell: Cell) -> str:
    """What follows the integer part: .6, 余, 余吨."""
    text = plain(cell.children)
    found = _INTEGER.match(text)
    return text[found.end():] if found else ""
