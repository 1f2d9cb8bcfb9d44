"""The square code as a drawing: dark modules as rules, so that every format can paint them.

segno makes the symbol (ISO/IEC 18004). The mask is fixed: choosing the best of eight takes five
times as long, and the codes read as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.record.drawing import Drawing, PathMark, PathOp, Stroke

QUIET = 4           # light modules that the standard wants on every side
_MASK = 3
_PEN = Stroke((0.0, 0.0, 0.0), 1.04)     # wider than a row: no light seam between two rows


def matrix(payload: str, level: str) -> Drawing:
    """The symbol of a payload without its quiet zone, one point a module; `level` is H or Q."""
    import segno

    made = segno.make(
        payload, error=level, mode="alphanumeric", mask=_MASK, boost_error=False, micro=False)
    rows = made.matrix
    size = len(rows)
    rules = (op for row, modules in enumerate(rows) for op in _rules(modules, size - row - 0.5))
    return Drawing(size, size, (PathMark(tuple(rules), stroke=_PEN),))


def _rules(modules: bytearray, y: float) -> Iterator[PathOp]:
    """The dark runs of one row, each a line along its middle."""
    start = 0
    for run in bytes(modules).replace(b"\0", b" ").split(b" "):
        if run:
            yield ("M", start, y)
            yield ("L", start + len(run), y)
        start += len(run) + 1
