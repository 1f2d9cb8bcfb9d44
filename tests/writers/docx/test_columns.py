import pytest
from support.docx.samples import says

from reportgen.document.columns import shape
from reportgen.document.tree import Align, Cell, Column, Table, plain
from reportgen.writers.docx.columns import shifts


def grid(*rows: tuple[str, ...], align: Align = Align.RIGHT, weight: int = 0) -> Table:
    columns = tuple(Column("列", align, weight) for _ in rows[0])
    body = tuple(tuple(Cell(says(text)) for text in row) for row in rows)
    return Table(1, "题", columns, body)


def stand_off(block: Table, room: float) -> list[float]:
    """How far each cell of the first column stands off."""
    found = shifts(block, 0, room)
    return [found[shape(plain(row[0].children))] for row in block.rows]


def test_units_stand_under_units() -> None:
    found = stand_off(grid(("9052",), ("1405.5",), ("2263余",), ("—",)), 13.0)
    assert found == [6.0, 5.0, 5.0, 6.0]


def test_what_differs_in_its_digits_only_is_reckoned_once() -> None:
    assert len(shifts(grid(*((f"{1000 + n}.5",) for n in range(99))), 0, 13.0)) == 1


def test_chinese_numerals_are_numbers() -> None:
    assert stand_off(grid(("36户",), ("十余人",), ("1万多元",)), 13.0) == [6.5, 5.5, 4.5]


def test_other_columns_are_not_shifted() -> None:
    assert shifts(grid(("1",), ("1.25",), align=Align.LEFT), 0, 9.0) == {}


def test_numbers_stand_in_the_middle_of_a_wide_column() -> None:
    assert stand_off(grid(("9052",), ("1405.5",)), 13.0) == [6.0, 5.0]


def test_no_number_is_pushed_so_far_that_it_breaks() -> None:
    found = stand_off(grid(("9052",), ("1405.5",)), 3.2)
    assert found == pytest.approx([3.2 - 4 * 0.6, 0.0])
