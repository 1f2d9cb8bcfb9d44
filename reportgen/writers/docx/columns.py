"""The alignment of numbers in a column, measured on the grid that 宋体 sets text on."""

from __future__ import annotations

from reportgen.document.columns import ems, most_ems, number_parts
from reportgen.document.tree import Align, Table, plain


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
    spare = [room - most_ems(plain(row[column].children)) for row in block.rows]
    middle = max(0.0, min([(room - lead - most) / 2, *(
        left + tail - most for left, tail in zip(spare, tails, strict=True) if left > 0)]))
    return [min(middle + most - tail, max(0.0, left))
            for tail, left in zip(tails, spare, strict=True)]
