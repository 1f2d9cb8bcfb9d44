"""The alignment of numbers in a column, measured on the grid that 宋体 sets text on."""

from __future__ import annotations

from reportgen.document.columns import ems, most_ems, number_parts, shape
from reportgen.document.tree import Align, Table, plain


def shifts(block: Table, column: int, room: float) -> dict[str, float]:
    """How far the cells of a right-set column stand off, in ems, so that units meet units; by the
    shape of their text.

    In a column that has more `room` than they need the numbers as a whole stand in its middle.
    No number is pushed so far that it breaks.
    """
    if block.columns[column].align is not Align.RIGHT:
        return {}
    cells = dict.fromkeys((shape(plain(row[column].children)), row[column].columns == 1)
                          for row in block.rows)
    own = [text for text, single in cells if single]
    parts = {text: [*map(ems, number_parts(max(text.split("\n"), key=len)))] for text in own}
    most = max((tail for _, tail in parts.values()), default=0.0)
    lead = max((integer for integer, _ in parts.values()), default=0.0)
    spare = {text: room - most_ems(text) for text, _ in cells}
    middle = max(0.0, min([(room - lead - most) / 2, *(
        spare[text] + (parts[text][1] if single else 0.0) - most
        for text, single in cells if spare[text] > 0)]))
    return {text: min(middle + most - parts[text][1], max(0.0, spare[text])) for text in own}
