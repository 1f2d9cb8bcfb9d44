"""The columns of a table: shares of the width, sizes, where numbers stand."""

from __future__ import annotations

import pytest
from support.layout.setting import codes, context
from support.papers import table

from reportgen.document.tree import Align, Cell, Column, Table, Text
from reportgen.layout.grid import grid_of


def of(*columns: Column, rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(1, "题", columns, tuple(
        tuple(Cell((Text(text),)) for text in row) for row in rows))


def test_columns_fill_the_type_area() -> None:
    made = context()
    grid = grid_of(made, table(3))
    assert grid.edges[0] == made.frame.left
    assert grid.edges[-1] == pytest.approx(made.frame.left + made.frame.width)
    assert list(grid.edges) == sorted(grid.edges)
    assert codes(made) == []


def test_a_text_has_room_between_the_paddings() -> None:
    grid = grid_of(context(), table(3))
    x, width = grid.column(0)
    assert x == grid.edges[0] + grid.padding
    assert x + width + grid.padding == pytest.approx(grid.edges[1])


def test_many_columns_are_set_smaller_and_told() -> None:
    made = context()
    columns = [Column(f"列{i}", Align.RIGHT) for i in range(9)]
    grid = grid_of(made, of(*columns, rows=(("12345.6万",) * 9,)))
    assert grid.cell.size.pt < 12
    assert codes(made) == ["I0609"]


@pytest.mark.parametrize(("count", "code"), [(20, "W0611"), (80, "E0610")])
def test_too_many_columns_are_told(count: int, code: str) -> None:
    made = context()
    grid_of(made, of(*[Column("列")] * count, rows=(("12345.6",) * count,)))
    assert codes(made) == [code]


def test_integers_end_at_one_edge() -> None:
    grid = grid_of(context(), of(
        Column("项"), Column("数", Align.RIGHT), rows=(("甲", "537.6"), ("乙", "20517"))))
    assert grid.offset(1, 1) > grid.offset(1, 0) >= 0
    assert grid.offset(0, 0) == 0
