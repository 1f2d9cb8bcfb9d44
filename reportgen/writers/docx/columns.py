"""The alignment of numbers in a column, measured on the grid that 宋体 sets text on."""

from __future__ import annotations

from reportgen.document.columns import ems, number_parts
from reportgen.document.tree import Align, Table, plain

_WIDE, _LATIN = frozenset("%‰−±"), 0x250
_WIDEST = 0.6       # of a digit in faces that may stand for 宋体


def shifts(block: Table, column: int, room: float) -> list[float]:
    """How far each cell of a right-set column stands off, in ems, so that units meet units.

    In a column that has more `room` than they need the numbers as a whole stand in its middle.
    No number is pushed so far that it breaks.
    """
    if block.columns[column].align is not Align.RIGHT:
        return [0.0] * len(block.rows)
    parts = [number_parts(row[column]) for row in block.rows]
    tails = [ems(tail) for _, tail in parts]
    most, lead = max(tails, default=0.0), max((ems(integer) for integer, _ in parts), default=0.0)
    middle = max(0.0, room - lead - most) / 2
    return [min(middle + most - tail, max(0.0, room - _most(plain(row[column].children))))
            for tail, row in zip(tails, block.rows, strict=True)]


def _most(text: str) -> float:
    """What the longest line of a text takes at most, in ems, whichever face sets it."""
    return max(sum(1.0 if ch in _WIDE or ord(ch) >= _LATIN else _WIDEST for ch in line)
               for line in text.split("\n"))
