"""Where the numbers of a column stand: one rule for PDF and Word."""

from __future__ import annotations

import re

from reportgen.document.tree import Cell, plain

# The part of a number that stands left of the edge at which integer parts end: 超9052, 十.
_INTEGER = re.compile(r"\D*?(?:\d[\d,]*|[〇一二两三四五六七八九十百千]+)")
RANKS, COUNT = frozenset(("名次", "位次", "排名")), "序号"      # of ranks, of rows' numbers
_LATIN = 0x250       # below it a character is half as wide as a Han character in 宋体


def ems(text: str) -> float:
    """The width of a text on the grid of 宋体: a Han character one em, a digit or letter half."""
    return sum(0.5 if ord(character) < _LATIN else 1.0 for character in text)


def number_parts(cell: Cell) -> tuple[str, str]:
    """A cell's text up to the end of its integer part, and what follows (.6, 余, 余吨).

    Without a number, all of it comes first. What several columns share has no part in this.
    """
    if cell.columns != 1:
        return "", ""
    text = max(plain(cell.children).split("\n"), key=len)
    found = _INTEGER.match(text)
    end = found.end() if found else len(text)
    return text[:end], text[end:]
