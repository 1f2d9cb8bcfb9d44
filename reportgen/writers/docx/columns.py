"""The alignment of numbers in a column, measured on the grid that 宋体 sets text on."""

from __future__ import annotations

from reportgen.document.columns import ems, number_parts, shape
from reportgen.document.tree import Align, Table, plain

_WIDE, _LATIN = frozenset("%‰−±"), 0x250
_WIDEST = 0.6       # of a digit in faces that may stand for 宋体


def shifts(block: Table, column: int, room: float) -> dict[str, float]:
    """How far the cells of a right-set column stand off, in ems, so that units meet units; by the
    shape of their text.

    In a column that has more `room` than they need the numbers as a whole stand in its middle.
    No number is pushed so far that it breaks.
    """
    if block.columns[column].align is not Align.RIGHT:
        return {}
    texts = dict.fromkeys(
        shape(plain(row[column].children)) for row in block.rows if row[column].columns == 1)
    parts = {text: [*map(ems, number_parts(max(text.split("\n"), key=len)))] for text in texts}
    most = max((tail for _, tail in parts.values()), default=0.0)
    lead = max((integer for integer, _ in parts.values()), default=0.0)
    middle = max(0.0, room - lead - most) / 2
    return {text: min(middle + most - tail, max(0.0, room - _most(text)))
            for text, (_, tail) in parts.items()}


def _most(text: str) -> float:
    """What the longest line of a text takes at most, in ems, whichever face sets it."""
    return max(sum(1.0 if ch in _WIDE or ord(ch) >= _LATIN else _WIDEST for ch in line)
               for line in text.split("\n"))
