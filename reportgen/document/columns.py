"""Where the numbers of a column stand: one rule for PDF and Word."""

from __future__ import annotations

import re

from reportgen.document.tree import Cell, plain

# The part of a number that stands left of the edge at which integer parts end: 超9052, 十.
_INTEGER = re.compile(r"\D*?(?:\d[\d,]*|[〇一二两三四五六七八九十百千]+)")
_ONE_DIGIT = str.maketrans("123456789", "000000000")
RANKS, COUNT = frozenset(("名次", "位次", "排名")), "序号"      # of ranks, of rows' numbers
TOLD_OF = "只算有数的{}个"      # of the rows that a total is of, some having no number
_LATIN = 0x250       # below it a character is half as wide as a Han character in 宋体
_WIDE, _WIDEST = frozenset("%‰−±"), 0.6      # of a digit in faces that may stand for 宋体


def ems(text: str) -> float:
    """The width of a text on the grid of 宋体: a Han character one em, a digit or letter half."""
    return sum(0.5 if ord(character) < _LATIN else 1.0 for character in text)


def most_ems(text: str) -> float:
    """What the longest line of a text takes at most, in ems, whichever face sets it."""
    return max(sum(1.0 if ch in _WIDE or ord(ch) >= _LATIN else _WIDEST for ch in line)
               for line in text.split("\n"))


def shape(text: str) -> str:
    """The text with one digit for all: as wide as it, for digits of one width.

    A long column has few shapes; what is reckoned by shape is reckoned once.
    """
    return text.translate(_ONE_DIGIT)


def longest_shape(cell: Cell) -> str:
    """The shape of a cell's longest line, by which it stands in its column.

    What several columns share has no part in this.
    """
    return max(shape(plain(cell.children)).split("\n"), key=len) if cell.columns == 1 else ""


def number_parts(text: str) -> tuple[str, str]:
    """A text up to the end of its integer part, and what follows (.6, 余, 余吨).

    Without a number, all of it comes first.
    """
    found = _INTEGER.match(text)
    end = found.end() if found else len(text)
    return text[:end], text[end:]
