"""The head of a table as rows of cells."""

from __future__ import annotations

import pytest

from reportgen.document.plan import Column, HeadCell, corner, head_rows, headed

GROUPED = (Column("镇"), Column("总量", groups=("工业",)), Column("本月", groups=("工业", "增速")),
           Column("累计", groups=("工业", "增速")), Column("总量", groups=("农业",)))


def test_a_plain_head_is_one_row() -> None:
    assert head_rows((Column("甲"), Column("甲"))) == ((HeadCell("甲", 0), HeadCell("甲", 1)),)


def test_a_heading_reaches_down_to_the_last_row() -> None:
    assert head_rows(GROUPED) == (
        (HeadCell("镇", 0, rows=3), HeadCell("工业", 1, 3), HeadCell("农业", 4)),
        (HeadCell("总量", 1, rows=2), HeadCell("增速", 2, 2), HeadCell("总量", 4, rows=2)),
        (HeadCell("本月", 2), HeadCell("累计", 3)),
    )


def test_neighbours_share_a_heading_only_below_equal_ones() -> None:
    columns = (Column("a", groups=("甲", "同")), Column("b", groups=("乙", "同")))
    assert [cell.columns for row in head_rows(columns) for cell in row] == [1] * 6


def test_texts_are_made_anew_cell_by_cell() -> None:
    said: list[str] = []
    made = headed(GROUPED, lambda cell: said.append(cell.text) or f"{cell.text}{cell.columns}")
    assert said == [cell.text for row in head_rows(GROUPED) for cell in row]
    assert [column.path for column in made] == [
        "镇1", "工业3：总量1", "工业3：增速2：本月1", "工业3：增速2：累计1", "农业1：总量1"]


@pytest.mark.parametrize("column", GROUPED)
def test_as_it_was(column: Column) -> None:
    assert column in headed(GROUPED, lambda cell: cell.text)


@pytest.mark.parametrize(("heading", "parts"), [
    ("镇＼指标", ("镇", "指标")), ("镇 \\ 指标", ("镇", "指标")), ("镇/指标", None), ("镇＼", None),
    ("甲＼乙＼丙", None), ("镇", None),
])
def test_the_two_headings_of_a_corner(heading: str, parts: tuple[str, str] | None) -> None:
    assert corner(heading) == parts
    assert HeadCell(heading, 0).corner == parts
    assert HeadCell(heading, 1).corner is None
