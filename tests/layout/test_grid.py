"""The columns of a table: shares of the width, sizes, where numbers stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from support.layout.setting import codes, context
from support.papers import table

from reportgen.document.tree import Align, Cell, Column, Table, Text
from reportgen.layout.grid import Grid, grid_of, planned
from reportgen.layout.text import Context
from reportgen.writers.docx.columns import shifts


def of(*columns: Column, rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(1, "题", columns, tuple(
        tuple(Cell((Text(text),)) for text in row) for row in rows))


def gridded(made: Context, block: Table) -> Grid:
    (ready,) = planned(made, block)
    return grid_of(made, ready)


def test_a_table_is_as_wide_as_its_contents_ask() -> None:
    made = context()
    grid = gridded(made, table(3))
    width = grid.edges[-1] - grid.edges[0]
    assert width < made.frame.width / 2
    assert grid.edges[0] == pytest.approx(made.frame.left + (made.frame.width - width) / 2)
    assert list(grid.edges) == sorted(grid.edges)
    assert codes(made) == []


@pytest.mark.parametrize("wide", [
    context(table__full="true"), context(table__full_from="30"),
])
def test_a_table_may_fill_the_type_area(wide: Context) -> None:
    grid = gridded(wide, table(3))
    assert grid.edges[0] == pytest.approx(wide.frame.left)
    assert grid.edges[-1] == pytest.approx(wide.frame.left + wide.frame.width)


def test_an_author_s_shares_fill_the_type_area() -> None:
    made = context()
    grid = gridded(made, of(Column("甲", weight=3), Column("乙", weight=1), rows=(("1", "2"),)))
    assert grid.edges[-1] - grid.edges[0] == pytest.approx(made.frame.width)


def test_columns_of_numbers_are_of_one_width() -> None:
    made = context()
    grid = gridded(made, of(Column("镇"), *[Column("数", Align.RIGHT)] * 3,
                            rows=(("甲镇", "1", "123456", "12"),)))
    first, *others = (right - left for left, right in pairwise(grid.edges))
    assert others == pytest.approx([others[0]] * 3)
    assert first < others[0]


def test_headings_give_way_before_figures_shrink() -> None:
    made = context()
    (block,) = planned(made, of(Column("镇"), *[Column("固定资产投资", Align.RIGHT)] * 5,
                             rows=(("甲镇", *["1234.5"] * 5),)))
    assert block.columns[1].heading == "固定资产\n投资"
    assert block.plan is not None and block.plan.scale == 1
    assert codes(made) == []


NAMES = of(Column("指标"), Column("单位"), *[Column("数", Align.RIGHT)] * 4, rows=(
    ("城镇居民人均可支配收入", "万千瓦时", *["1234567.8"] * 4),))


def test_a_table_is_set_smaller_where_then_nothing_is_broken() -> None:
    made = context()
    grid = gridded(made, NAMES)
    assert 10.5 / 12 <= grid.plan.scale < 1
    assert grid.column(0)[1] > 11 * 12 * grid.plan.scale
    assert codes(made) == ["I0609"]
    assert gridded(context(table__size_whole="12"), NAMES).plan.scale == 1


def test_names_have_what_they_ask_for_before_figures_have_air() -> None:
    grid = gridded(context(), of(
        Column("指标"), *[Column("数", Align.RIGHT)] * 6,
        rows=(("农村居民人均可支配收入", *["1234.5"] * 6),)))
    assert grid.plan.scale == 1
    assert grid.column(0)[1] > 11 * 12


def test_headings_in_a_corner_keep_clear_of_its_line() -> None:
    grid = gridded(context(), of(
        Column("乡镇（街道）＼指标"), *[Column("产值（万元）", Align.RIGHT)] * 6,
        rows=(("甲镇", *["123456.7"] * 6),)))
    assert grid.column(0)[1] > 2 * 6 * 12 * grid.plan.scale


def test_a_text_has_room_between_the_paddings() -> None:
    grid = gridded(context(), table(3))
    x, width = grid.column(0)
    assert x == grid.edges[0] + grid.plan.padding
    assert x + width + grid.plan.padding == pytest.approx(grid.edges[1])


def test_many_columns_are_set_smaller_and_told() -> None:
    made = context()
    columns = [Column(f"列{i}", Align.RIGHT) for i in range(9)]
    grid = gridded(made, of(*columns, rows=(("12345.6万",) * 9,)))
    assert grid.cell.size.pt < 12
    assert codes(made) == ["I0609"]


@pytest.mark.parametrize(("count", "mode", "code", "parts"), [
    (16, "turned", "I0625", 1), (16, "split", "I0626", 2), (16, "refused", "E0610", 1),
    (40, "turned", "I0626", 4), (80, "turned", "I0626", 8),
])
def test_what_is_too_wide_lies_on_its_side_or_is_parted(
    count: int, mode: str, code: str, parts: int
) -> None:
    made = context(table__wide=mode)
    found = planned(made, of(*[Column("列", Align.RIGHT)] * count, rows=(("12345.6",) * count,)))
    assert codes(made) == [code]
    assert len(found) == parts
    plans = [each.plan for each in found if each.plan is not None]
    assert {plan.lying for plan in plans} == {code == "I0625"}
    assert [plan.part for plan in plans] == list(range(parts))
    assert len({plan.scale for plan in plans}) == 1
    room = made.frame.lying.width if plans[0].lying else made.frame.width
    assert code == "E0610" or max(plan.width for plan in plans) < room + 0.01


def test_a_column_too_wide_for_any_page_is_an_error() -> None:
    made = context()
    long = "1234567890123456789012345678901234567890"
    planned(made, of(*[Column("列", Align.RIGHT)] * 4, rows=((long,) * 4,)))
    planned(made, of(*[Column("列", Align.RIGHT)] * 9, rows=((long,) * 9,)))
    assert set(codes(made)) <= {"I0625", "I0626"}
    made = context(page__type_width="60")
    planned(made, of(*[Column("列", Align.RIGHT)] * 9, rows=((long,) * 9,)))
    assert codes(made) == ["E0610"]


def test_integers_end_at_one_edge() -> None:
    grid = gridded(context(), of(
        Column("项"), Column("数", Align.RIGHT), rows=(("甲", "537.6"), ("乙", "20517"))))
    assert grid.offset(1, cell("20517")) > grid.offset(1, cell("537.6")) >= 0
    assert grid.offset(1, cell("10000")) == grid.offset(1, cell("20517"))
    assert grid.offset(0, cell("甲")) == 0


def test_a_long_column_is_measured_by_its_shapes() -> None:
    rows = tuple((f"村{n}", f"{n * 123.45:.1f}") for n in range(100, 900))
    grid = gridded(context(), of(Column("项"), Column("数", Align.RIGHT), rows=rows))
    assert len(grid.offsets[1]) == 2


def cell(text: str) -> Cell:
    return Cell((Text(text),))


def test_a_cell_over_several_columns_has_the_room_that_it_asks_for() -> None:
    made = context()
    long = "规模以上工业企业总产值"
    block = of(*(Column(text, groups=(long,)) for text in ("一", "二")), rows=(("1", "2"),))
    grid = gridded(made, block)
    _, width = grid.column(0, 2)
    assert width >= len(long) * grid.head.em.pt
    assert planned(made, block)[0].columns[0].groups == (long,)


def test_a_long_heading_of_a_group_is_in_the_same_lines_for_all_its_columns() -> None:
    made = context()
    long = "牵头单位和配合单位名称联系方式"
    block = of(*(Column(f"第{n}项指标的名称", groups=(long,) if n < 2 else ()) for n in range(9)),
               rows=(("一",) * 9,))
    first, second, *_ = planned(made, block)[0].columns
    assert first.groups == second.groups
    assert first.groups[0].replace("\n", "") == long
    assert "\n" in first.groups[0]


def test_a_percent_sign_in_brackets_has_room_in_word() -> None:
    made = context()
    block = of(*(Column("增速（%）", Align.RIGHT) for _ in range(13)), rows=(("1.5",) * 13,))
    grid = gridded(made, block)
    assert grid.column(0)[1] >= 3 * grid.cell.em.pt - 0.1


def averaged(count: int) -> Table:
    (made,) = planned(context(), of(Column("镇"), *[Column("数", Align.RIGHT)] * count, rows=(
        ("甲镇", *["1234567"] * count), ("平均", *["411869.75"] * count))))
    return made


@pytest.mark.parametrize("count", range(2, 8))
def test_points_stand_below_each_other_however_narrow_the_columns(count: int) -> None:
    one, made = averaged(1), averaged(count)
    assert one.plan
    assert made.plan
    whole, average = (cell(text) for text in ("1234567", "411869.75"))
    apart = grid_of(context(), one).offset(1, whole) - grid_of(context(), one).offset(1, average)
    grid = grid_of(context(), made)
    for column in range(1, count + 1):
        assert grid.offset(column, whole) - grid.offset(column, average) == pytest.approx(
            apart * made.plan.scale, abs=0.05)
        room = (made.plan.widths[column] - 2 * made.plan.padding) / grid.cell.em.pt
        found = shifts(made, column, room)
        assert found["0000000"] - found["000000.00"] == pytest.approx(1.5)
