"""The columns of a table, and what the pages decide of them for every file."""

from __future__ import annotations

from enum import Enum

from reportgen.frozen import frozen


class Align(Enum):
    """How the content of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@frozen
class Column:
    """A table column: heading, alignment of its body cells, share of the width (0: by content)."""

    heading: str
    align: Align = Align.LEFT
    weight: int = 0


@frozen
class TablePlan:
    """How a table is set, in every file alike: the columns' widths and the blank at the sides of
    their cells, in points; by how much the text is smaller than the profile says; whether notes
    that do not fit on a line below it take the width of the page."""

    widths: tuple[float, ...]
    padding: float
    scale: float = 1.0
    wider_notes: bool = False

    @property
    def width(self) -> float:
        """The width of the whole table."""
        return sum(self.widths)
