"""Tables in parts by columns."""

from __future__ import annotations

from reportgen.document.tree import Align, Cell, Column, Table, Text, plain
from reportgen.layout.splitting import split


def of(*columns: Column, rows: tuple[tuple[Cell, ...], ...] = ()) -> Table:
    rows = rows or (tuple(Cell((Text(str(at)),)) for at, _ in enumerate(columns)),)
    return Table(1, "题", columns, rows, notes=((Text("注"),),), anchor="t1")


def numbered(count: int, group: int = 0) -> list[Column]:
    return [Column(str(at), Align.RIGHT, groups=(f"组{at // group}",) if group else ())
            for at in range(count)]


def headings(parts: list[Table]) -> list[list[str]]:
    return [[column.heading for column in part.columns] for part in parts]


def at_most(count: int):
    return lambda table: len(table.columns) <= count


def test_each_part_begins_with_the_names_of_its_rows() -> None:
    parts = split(of(Column("镇"), *numbered(7)), at_most(4))
    assert headings(parts) == [["镇", "0", "1", "2"], ["镇", "3", "4", "5"], ["镇", "6"]]
    assert [bool(part.notes) for part in parts] == [False, False, True]
    assert [part.anchor for part in parts] == ["t1", "", ""]
    assert [plain(part.rows[0][-1].children) for part in parts] == ["3", "6", "7"]


def test_parts_are_about_as_wide() -> None:
    assert [len(part.columns) for part in split(of(Column("镇"), *numbered(11)), at_most(10))] \
        == [7, 6]


def test_ranks_stand_in_each_part() -> None:
    for columns in ((Column("名次"), Column("镇")), (Column("镇"), Column("位次"))):
        parts = split(of(*columns, *numbered(4)), at_most(4))
        assert [names[:2] for names in headings(parts)] == [
            [column.heading for column in columns]] * 2


def test_a_group_of_columns_stays_whole_where_it_can() -> None:
    parts = split(of(Column("镇"), *numbered(6, 3)), at_most(5))
    assert headings(parts) == [["镇", "0", "1", "2"], ["镇", "3", "4", "5"]]
    parts = split(of(Column("镇"), *numbered(6, 6)), at_most(4))
    assert [len(part.columns) for part in parts] == [4, 4]
    assert all(part.columns[1].groups == ("组0",) for part in parts)


def test_a_column_that_says_how_the_one_before_grew_stays_with_it() -> None:
    columns = [Column(name) for name in ("镇", "产值", "同比", "零售额", "同比", "投资", "同比")]
    assert headings(split(of(*columns), at_most(4))) == [
        ["镇", "产值", "同比"], ["镇", "零售额", "同比"], ["镇", "投资", "同比"]]


def test_what_goes_over_the_cut_is_said_in_each_part() -> None:
    over = (Cell((Text("一、工业"),), columns=3), Cell((), columns=0), Cell((), columns=0))
    down = (Cell((Text("甲"),), rows=2), Cell((Text("乙"),), columns=2, rows=2),
            Cell((), columns=0, rows=2))
    low = (Cell((), rows=0), Cell((), columns=2, rows=0), Cell((), columns=0, rows=0))
    parts = split(of(Column("镇"), *numbered(2), rows=(over, down, low)), at_most(2))
    shapes = [[[(cell.columns, cell.rows) for cell in row] for row in part.rows] for part in parts]
    assert shapes == [[[(2, 1), (0, 1)], [(1, 2), (1, 2)], [(1, 0), (1, 0)]]] * 2
    assert [plain(part.rows[0][0].children) for part in parts] == ["一、工业"] * 2
    assert [plain(part.rows[1][1].children) for part in parts] == ["乙"] * 2


def test_no_parts_where_a_column_fits_nowhere() -> None:
    assert split(of(Column("镇"), *numbered(3)), at_most(1)) == []


def test_a_long_table_is_judged_by_the_rows_that_tell() -> None:
    seen: list[int] = []

    def fits(table: Table) -> bool:
        seen.append(len(table.rows))
        return len(table.columns) <= 3

    row = tuple(Cell((Text("1"),)) for _ in range(9))
    wide = (*row[:4], Cell((Text("123456"),)), *row[5:])
    parts = split(of(Column("镇"), *numbered(8), rows=(*(row,) * 50, wide, *(row,) * 49)), fits)
    assert [len(part.columns) for part in parts] == [3] * 4
    assert [len(part.rows) for part in parts] == [100] * 4
    assert set(seen[:-4]) == {2}
    assert seen[-4:] == [100] * 4


def test_a_table_without_rows() -> None:
    empty = Table(1, "题", (Column("镇"), *numbered(4)), ())
    assert [len(part.columns) for part in split(empty, at_most(3))] == [3, 3]
