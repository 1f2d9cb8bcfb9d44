from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.docx.readback import PROFILE
from support.docx.samples import says, table

from reportgen.document.tree import Align, Cell, Column, Table
from reportgen.writers.docx.columns import ems, shifts, widths

TOTAL = 8845


def grid(*rows: tuple[str, ...], align: Align = Align.RIGHT, weight: int = 0) -> Table:
    columns = tuple(Column("列", align, weight) for _ in rows[0])
    body = tuple(tuple(Cell(says(text)) for text in row) for row in rows)
    return Table(1, "题", columns, body)


@pytest.mark.parametrize(("text", "width"), [("国", 1), ("12.5", 2), ("12万", 2), ("", 0)])
def test_ems(text: str, width: float) -> None:
    assert ems(text) == width


def test_weights_share_the_width() -> None:
    assert widths(table(), 7000, PROFILE) == [3000, 2000, 2000]


def test_contents_share_it_where_there_are_no_weights() -> None:
    narrow, wide = widths(grid(("12", "枇杷产值同比增长")), TOTAL, PROFILE)
    assert narrow + wide == TOTAL
    assert wide > 2 * narrow


def test_one_long_text_does_not_starve_the_others() -> None:
    number, long = widths(grid(("9052.12", "很" * 200)), TOTAL, PROFILE)
    assert number > 3.5 * 240 + 200      # its digits and the padding
    assert long > number


def test_equal_columns_are_equal() -> None:
    assert widths(grid(("12", "34", "56", "78")), 8844, PROFILE) == [2211] * 4


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9))
def test_no_twip_is_lost(weights: list[int]) -> None:
    base = grid(("1",) * len(weights))
    columns = tuple(Column("", weight=weight) for weight in weights)
    assert sum(widths(replace(base, columns=columns), TOTAL, PROFILE)) == TOTAL


def test_a_table_without_rows_has_widths() -> None:
    assert sum(widths(replace(grid(("1", "2")), rows=()), TOTAL, PROFILE)) == TOTAL


def test_units_stand_under_units() -> None:
    assert shifts(grid(("9052",), ("1405.5",), ("2263余",), ("—",)), 0) == [1.0, 0.0, 0.0, 1.0]


def test_chinese_numerals_are_numbers() -> None:
    assert shifts(grid(("36户",), ("十余人",), ("1万多元",)), 0) == [2.0, 1.0, 0.0]


def test_other_columns_are_not_shifted() -> None:
    assert shifts(grid(("1",), ("1.25",), align=Align.LEFT), 0) == [0.0, 0.0]


def test_numbers_stand_in_the_middle_of_a_wide_column() -> None:
    assert shifts(grid(("9052",), ("1405.5",)), 0, 13.0) == [6.0, 5.0]
    assert shifts(grid(("9052",), ("1405.5",)), 0, 2.0) == [1.0, 0.0]
