"""How a table shares its width; every character is taken as one wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.tree import Align, Cell, Column, Table, Text
from reportgen.layout.columns import Wish, eased, evened, shares, squared, whole, wishes

ROOM = 1.0


def table(*rows: tuple[str, ...], weights: tuple[int, ...] = ()) -> Table:
    columns = tuple(
        Column("列", weight=weights[i] if weights else 0) for i in range(len(rows[0]))
    )
    return Table(1, "题", columns, tuple(tuple(Cell((Text(t),)) for t in row) for row in rows))


def widths(block: Table, total: float) -> list[float]:
    return shares(block, wishes(block, lambda text, _: float(len(text)), ROOM), total)


@pytest.mark.parametrize(("text", "kept"), [
    ("万元", "万元"), ("", ""), ("方案公示与征地签约完成", "方案公示与征"),
    ("全年投资16407.3万元，增长较快", "16407.3万元"), ("A" * 400, "A" * 24),
])
def test_what_stays_on_one_line(text: str, kept: str) -> None:
    assert whole(text) == kept


def test_room_is_shared_in_proportion_where_all_fits() -> None:
    assert widths(table(("一" * 9, "一" * 4)), 30) == [20, 10]


def test_the_longest_column_wraps_and_no_other() -> None:
    first, status, value = widths(table(("国" * 9, "国" * 18, "国" * 9)), 36)
    assert first == value == 10
    assert status == 16


def test_long_columns_share_where_none_fits() -> None:
    left, right = widths(table(("国" * 99, "国" * 29)), 52)
    assert left / right == pytest.approx(100 / 30)


def test_a_wide_number_does_not_break_a_unit() -> None:
    number, unit = widths(table(("1" * 20, "万元"), weights=(9, 1)), 28)
    assert unit == pytest.approx(2 + ROOM)
    assert number == pytest.approx(25)


def test_weights_share_the_width() -> None:
    assert widths(table(("甲", "乙"), weights=(3, 1)), 40) == [30, 10]
    assert widths(table(("甲", "乙"), weights=(3, 0)), 40) == [30, 10]


NUMBERS = Table(1, "题", (Column("镇"), *(
    Column(name, Align.RIGHT) for name in ("总量", "增速", "总量", "增速"))), ())


@pytest.mark.parametrize(("total", "sizes"), [
    (50, [10, 9, 9, 9, 9]), (40, [10, 9, 5, 9, 5]), (35, [10, 5, 5, 9, 5]), (30, [10, 5, 4, 9, 5]),
])
def test_number_columns_are_as_equal_as_there_is_room_for(total: float, sizes: list[int]) -> None:
    found = evened(NUMBERS, [Wish(natural, 1) for natural in (10, 5, 4, 9, 5)], total)
    assert [wish.natural for wish in found] == sizes


def test_a_long_content_gives_way_before_a_short_one_breaks() -> None:
    wanted, firmest = [Wish(30, 6), Wish(5, 5)], [Wish(30, 0), Wish(5, 5)]
    assert [wish.least for wish in eased(wanted, firmest, 8)] == [3, 5]
    assert eased(wanted, firmest, 20) == wanted


def test_broken_text_stands_in_whole_characters() -> None:
    sizes = squared(table(("国" * 20, "国" * 30, "1")), [10.7, 12.6, 4.5],
                    [Wish(21, 7), Wish(31, 7), Wish(2, 2)], 1, ROOM)
    assert sizes == pytest.approx([11, 12.3, 4.5], abs=0.02)


@given(
    st.lists(st.tuples(st.floats(0.1, 500), st.floats(0.1, 1), st.integers(0, 9)),
             min_size=1, max_size=9),
    st.floats(10, 500),
)
def test_the_widths_add_up_and_none_starves(
    columns: list[tuple[float, float, int]], total: float
) -> None:
    wanted = [Wish(natural, natural * part) for natural, part, _ in columns]
    block = Table(1, "题", tuple(Column("列", weight=weight) for *_, weight in columns), ())
    sizes = shares(block, wanted, total)
    assert sum(sizes) == pytest.approx(total)
    assert min(sizes) > 0
    if sum(wish.least for wish in wanted) <= total:
        pairs = zip(sizes, wanted, strict=True)
        assert all(size >= wish.least - 1e-6 * total for size, wish in pairs)
