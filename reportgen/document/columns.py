"""How a table shares its width, and where its numbers stand: one rule for PDF and Word.

The writers measure texts, each with its own faces; what follows from the measures is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.document.tree import Cell, Table, plain

# The part of a number that stands left of the edge at which integer parts end: 超9052, 十.
_INTEGER = re.compile(r"\D*?(?:\d[\d,]*|[〇一二两三四五六七八九十百千]+)")
_WIDEST_SHARE = 3    # content beyond this part of the table counts by the same part only


def shares(block: Table, natural: Sequence[float], total: float) -> list[float]:
    """The columns' shares of `total`: the author's weights, or else what the contents ask for.

    `natural` is the width of each column's widest content on one line, padding included. One long
    status text must not starve the numbers beside it: contents wider than a third of the table
    count in part only, and where there is still too little room, short ones go first.
    """
    if any(column.weight != 1 for column in block.columns):
        return [float(column.weight) for column in block.columns]
    limit = total / _WIDEST_SHARE
    wishes = [min(each, limit + max(each - limit, 0) / _WIDEST_SHARE) for each in natural]
    short = sum(each for each in natural if each <= limit)
    if sum(wishes) <= total or short > total / 2:
        return wishes
    scale = (total - short) / (sum(wishes) - short)
    return [
        wish if each <= limit else wish * scale
        for wish, each in zip(wishes, natural, strict=True)
    ]


def number_parts(cell: Cell) -> tuple[str, str]:
    """A cell's text up to the end of its integer part, and what follows (.6, 余, 余吨).

    Without a number, all of it comes first.
    """
    text = plain(cell.children)
    found = _INTEGER.match(text)
    end = found.end() if found else len(text)
    return text[:end], text[end:]
