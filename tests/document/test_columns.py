"""Where the numbers of a column stand."""

from __future__ import annotations

import pytest

from reportgen.document.columns import ems, longest_shape, number_parts
from reportgen.document.tree import Cell, Text


@pytest.mark.parametrize(("text", "width"), [("国", 1), ("12.5", 2), ("12万", 2), ("", 0)])
def test_ems(text: str, width: float) -> None:
    assert ems(text) == width


@pytest.mark.parametrize(("text", "parts"), [
    ("537.6", ("537", ".6")), ("超9052万元", ("超9052", "万元")), ("十余人", ("十", "余人")),
    ("1,405.5", ("1,405", ".5")), ("—", ("—", "")),
])
def test_a_number_has_an_integer_part(text: str, parts: tuple[str, str]) -> None:
    assert number_parts(text) == parts


@pytest.mark.parametrize(("cell", "by"), [
    (Cell((Text("甲\n乙丙9"),)), "乙丙0"), (Cell((Text("537.6"),)), "000.0"),
    (Cell((Text("537.6"),), columns=2), ""),
])
def test_a_cell_stands_by_the_shape_of_its_longest_line(cell: Cell, by: str) -> None:
    assert longest_shape(cell) == by
