"""Moves marks of a drawing: faults for the tests that read drawings back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportgen.charts.record.drawing import Drawing, Mark, PathMark, TextMark


def moved(made: Drawing, at: int, right: float, up: float = 0.0) -> Drawing:
    """The drawing with one mark elsewhere."""
    mark = made.marks[at]
    return replace(made, marks=(*made.marks[:at], _there(mark, right, up), *made.marks[at + 1:]))


def swapped(made: Drawing, first: int, second: int) -> Drawing:
    """The drawing with two texts at each other's place."""
    a, b = made.marks[first], made.marks[second]
    assert isinstance(a, TextMark) and isinstance(b, TextMark)
    marks = list(made.marks)
    marks[first], marks[second] = replace(a, x=b.x, y=b.y), replace(b, x=a.x, y=a.y)
    return replace(made, marks=tuple(marks))


def rebuilt(
    made: Drawing, chosen: Callable[[Mark], bool], change: Callable[[Mark], Mark | None]
) -> Drawing:
    """The drawing with all chosen marks changed, or left out."""
    marks = [change(mark) if chosen(mark) else mark for mark in made.marks]
    return replace(made, marks=tuple(mark for mark in marks if mark is not None))


def _there(mark: Mark, right: float, up: float) -> Mark:
    if isinstance(mark, TextMark):
        return replace(mark, x=mark.x + right, y=mark.y + up)
    assert isinstance(mark, PathMark)
    shift = (right, up)
    return replace(mark, ops=tuple(
        (op[0], *(float(v) + shift[n % 2] for n, v in enumerate(op[1:]))) for op in mark.ops))
