"""A drawn figure as the Word writer takes it."""

from __future__ import annotations

from typing import NamedTuple


class Picture(NamedTuple):
    """One drawing in two formats, for readers with SVG and without; size in points.

    Of a chart that Word draws itself only the size is wanted, and of which facts the drawing
    prints the numbers, and whether its bars lie: Word does the same. Both formats are then empty.
    """

    svg: bytes
    png: bytes
    width: float
    height: float
    printed: frozenset[str] | None = None       # None: of all, as far as there is room
    across: bool = False                        # its columns were laid on their side
