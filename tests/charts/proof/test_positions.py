"""Where marks stand is read back: over their period, in their stack, around the circle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from support.charts.kinds import EVERY, HARD, KINDS, MONTHS, chart, spans
from support.charts.moves import moved, rebuilt, swapped
from support.charts.page import drawing_of, pdf_of
from support.charts.stub import CHAIN, THEME

from reportgen.charts.compile import drawing
from reportgen.charts.proof.positions import misplaced, period_places
from reportgen.charts.proof.values import read_back
from reportgen.charts.proof.view import ChartSeen
from reportgen.charts.record.drawing import Drawing, Mark, PathMark, TextMark
from reportgen.charts.record.measure import centre, edges
from reportgen.document.chart import Position, SeriesChart

UPRIGHT = ["柱形", "堆叠", "百分堆叠", "折线", "柱线", "grouped columns", "unequal steps",
           "falling right axis", "columns of months"]


def drawn(name: str) -> Drawing:
    """A chart, measured by the stub chain."""
    return drawing(EVERY[name], THEME, CHAIN)


def told(made: Drawing, name: str) -> list[tuple[str, str]]:
    """What is found to stand elsewhere: the fact, and what is wrong with it."""
    return [(fault.fact, fault.message)
            for fault in misplaced(ChartSeen(made, CHAIN_WIDTH), EVERY[name])]


def faults(made: Drawing, name: str) -> list[str]:
    """The messages alone."""
    return [message for _, message in told(made, name)]


def CHAIN_WIDTH(text: str, size: float) -> float:
    """As the stub chain has it."""
    return sum(CHAIN.advance(ch) for ch in text) * size / 1000


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_nothing_stands_elsewhere(name: str) -> None:
    assert faults(drawn(name), name) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("width", [300.0, 600.0])
def test_nor_on_another_width_where_widths_are_only_guessed(name: str, width: float) -> None:
    made = drawing(EVERY[name], replace(THEME, width=width), CHAIN)
    assert read_back(made, EVERY[name]) == ()


def each(name: str, *parts: str) -> Iterator[tuple[int, Mark]]:
    """The marks of a chart that are these parts, with their places in it."""
    for at, mark in enumerate(drawn(name).marks):
        if mark.tag.part in parts:
            yield at, mark


@pytest.mark.slow
@pytest.mark.parametrize("name", UPRIGHT)
def test_any_mark_at_another_place_of_the_axis_is_found(name: str) -> None:
    """Even a fifth of a point away; heights stay as they were."""
    made = drawn(name)
    for far in (0.2, 20.0, -40.0):
        for at, _ in each(name, "bar", "part", "point"):
            assert faults(moved(made, at, far), name), (at, far)


@pytest.mark.parametrize("name", ["折线", "柱线", "unequal steps", "cut line"])
def test_a_whole_line_a_month_late_is_found(name: str) -> None:
    def later(mark: Mark) -> Mark:
        return moved(Drawing(1, 1, (mark,)), 0, 30.0).marks[0]

    made = drawn(name)
    assert faults(rebuilt(made, lambda mark: mark.tag.part in {"line", "point"}, later), name)


def test_a_corner_of_a_line_in_the_wrong_month_is_found() -> None:
    made = drawn("折线")
    at, mark = next(each("折线", "line"))
    assert isinstance(mark, PathMark)
    letter, x, y = mark.ops[3]
    ops = (*mark.ops[:3], (letter, float(x) + 5, y), *mark.ops[4:])
    wrong = replace(made, marks=(*made.marks[:at], replace(mark, ops=ops), *made.marks[at + 1:]))
    assert faults(wrong, "折线") == ["“规上工业”的线没有经过“6月”"]


def test_a_line_drawn_over_a_gap_is_found() -> None:
    made = drawn("折线")
    (first, _), (second, _) = [x for x in each("折线", "line") if x[1].tag.series == "规上服务业"]
    a, b = made.marks[first], made.marks[second]
    assert isinstance(a, PathMark) and isinstance(b, PathMark)
    joined = replace(a, ops=(*a.ops, *(("L", *op[1:]) for op in b.ops)))
    marks = [joined if n == first else mark for n, mark in enumerate(made.marks) if n != second]
    assert faults(replace(made, marks=tuple(marks)), "折线") == ["“规上服务业”的线断在别处"]


def test_unequal_periods_at_equal_steps_are_found() -> None:
    """1月, 2月, 6月, 12月 as if they were four months in a row, heights and names and all."""
    made, spec = drawn("unequal steps"), HARD["unequal steps"]
    assert isinstance(spec, SeriesChart)
    even = replace(spec, categories=tuple(
        replace(c, interval=s) for c, s in zip(spec.categories, spans(1, 2, 3, 4), strict=True)))
    wrong = drawing(even, THEME, CHAIN)
    assert faults(made, "unequal steps") == []
    assert len([m for m in faults(wrong, "unequal steps") if "没有画在" in m]) >= 2


def test_places_are_those_of_the_calendar() -> None:
    spec = chart("折线", ("1月", "2月", "6月", "12月"), {"": (1, 2, 3, 4)},
                 intervals=spans(1, 2, 6, 12))
    assert isinstance(spec, SeriesChart)
    places, width = period_places(spec, 0.0, 120.0)
    assert places == pytest.approx([5, 15, 55, 115])
    assert width == pytest.approx(10)
    one = chart("折线", MONTHS[:1], {"": (1,)}, intervals=spans(1))
    assert isinstance(one, SeriesChart)
    assert period_places(one, 0.0, 100.0) == ([50.0], 100.0)


def test_two_bars_of_a_group_exchanged_are_found() -> None:
    made = drawn("grouped columns")
    (a, first), (b, second) = (
        (at, mark) for at, mark in each("grouped columns", "bar") if mark.tag.fact.endswith("东村"))
    assert isinstance(first, PathMark) and isinstance(second, PathMark)
    shift = centre(second)[0] - centre(first)[0]
    wrong = moved(moved(made, a, shift), b, -shift)
    assert told(wrong, "grouped columns") == [
        (mark.tag.fact, message) for message in ("没有画在“东村”的位置上", "数写在别的标记旁边")
        for mark in (first, second)]


@pytest.mark.parametrize("name", ["堆叠", "百分堆叠"])
def test_a_stack_in_another_order_is_found(name: str) -> None:
    spec = EVERY[name]
    assert isinstance(spec, SeriesChart)
    assert spec.position in {Position.STACK, Position.FILL}
    turned = drawing(replace(spec, series=spec.series[::-1]), THEME, CHAIN)
    assert told(turned, name) == [
        (series.data[at].quantity.fact, "在堆叠里的次序不对")
        for at in range(len(spec.categories)) for series in spec.series]


@pytest.mark.parametrize("name", ["柱形", "折线", "堆叠", "柱线"])
def test_names_of_categories_exchanged_are_found(name: str) -> None:
    (a, first), (b, second) = list(each(name, "category"))[:2]
    assert isinstance(first, TextMark) and isinstance(second, TextMark)
    assert faults(swapped(drawn(name), a, b), name) == [
        f"类目“{mark.text}”写在别处" for mark in (first, second)]


@pytest.mark.parametrize("name", ["柱形", "grouped columns", "columns of months", "柱线"])
def test_numbers_of_bars_exchanged_are_found(name: str) -> None:
    made = drawn(name)
    bars = {mark.tag.fact for _, mark in each(name, "bar")}
    (a, first), *_, (b, last) = [
        x for x in each(name, "label", "inside") if x[1].tag.fact in bars]
    assert [fault for fault in told(swapped(made, a, b), name) if "更近" not in fault[1]] == [
        (mark.tag.fact, "数写在别的标记旁边") for mark in (first, last)]


@pytest.mark.parametrize("values", [(2, 4), ("0.2", "0.5")])
def test_the_highest_bar_is_as_high_as_the_plot(values: tuple[str | int, ...]) -> None:
    """Bars begin at zero, which is the foot of the plot where nothing is below it."""
    made = drawing(chart("柱形", ("东村", "西村"), {"": values}), THEME, CHAIN)
    high = [edges(mark).high - edges(mark).low for mark in made.marks
            if isinstance(mark, PathMark) and mark.tag.part == "bar"]
    assert max(high) == pytest.approx(THEME.plot_height, rel=0.01)


def test_a_number_of_a_line_that_seems_to_be_a_bar_s_is_found() -> None:
    """It stands at its point; at the end of the bar it says what the bar does not."""
    made, name = drawn("柱线"), "柱线"
    (bar,) = [m for _, m in each(name, "bar") if m.tag.fact == "产值/西村"]
    (at, number), = [x for x in each(name, "label") if x[1].tag.fact == "人均收入/西村"]
    assert isinstance(number, TextMark) and isinstance(bar, PathMark)
    raised = moved(made, at, 0.0, edges(bar).high + 2.0 - number.y)
    assert told(raised, name) == [(number.tag.fact, "数写得离别的标记更近，会看错")]


def test_a_number_far_from_its_point_is_found() -> None:
    at, _ = next(each("折线", "label"))
    assert faults(moved(drawn("折线"), at, 100.0), "折线") == ["数写在别的标记旁边"]


@pytest.mark.parametrize("name", ["饼", "环"])
def test_a_circle_turned_or_in_another_order_is_found(name: str) -> None:
    spec = EVERY[name]
    assert isinstance(spec, SeriesChart)
    (series,) = spec.series
    turned = replace(spec, categories=spec.categories[::-1],
                     series=(replace(series, data=series.data[::-1]),))
    found = told(drawing(turned, THEME, CHAIN), name)
    assert [fact for fact, message in found
            if re.fullmatch(r"应从\d+\.\d\d°画到\d+\.\d\d°", message)] == [
        datum.quantity.fact for datum in series.reported]


@pytest.mark.parametrize("name", ["饼", "环"])
def test_numbers_of_a_circle_exchanged_are_found(name: str) -> None:
    numbers = [x for x in each(name, "label") if "占比" not in x[1].tag.fact]
    shares = [x for x in each(name, "label") if "占比" in x[1].tag.fact]
    for (a, first), (b, second), *_ in filter(None, (numbers, shares)):
        found = told(swapped(drawn(name), a, b), name)
        assert {(m.tag.fact, "数写在圆的另一边") for m in (first, second)} <= set(found)


def test_shares_exchanged_in_a_column_are_found() -> None:
    shares = [x for x in each("百分堆叠", "inside") if "占比" in x[1].tag.fact
              and x[1].tag.fact.split()[0].endswith("/东村")]
    (a, first), (b, second), *_ = shares
    assert told(swapped(drawn("百分堆叠"), a, b), "百分堆叠") == [
        (mark.tag.fact.split()[0], "数写在别的标记旁边") for mark in (first, second)]


CHANGES: list[Callable[[Drawing], Drawing]] = [
    lambda made: moved(made, next(each("折线", "point"))[0], 10.0),
    lambda made: moved(made, next(each("折线", "point"))[0], -0.3),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_mark_in_the_wrong_month_of_a_finished_page_is_found(
    change: Callable[[Drawing], Drawing]
) -> None:
    made = drawn("折线")
    found = drawing_of(pdf_of(change(made)), 0, made)
    assert any("没有画在“1月”的位置上" in fault.message
               for fault in read_back(found, KINDS["折线"], CHAIN_WIDTH))


def test_edges_are_kept_by_the_moves() -> None:
    """The helper moves nothing but what it is told to."""
    made = drawn("柱形")
    at, mark = next(each("柱形", "bar"))
    there = moved(made, at, 7.0, 3.0).marks[at]
    assert isinstance(there, PathMark) and isinstance(mark, PathMark)
    assert edges(there) == pytest.approx([v + d for v, d in
                                          zip(edges(mark), (7, 3, 7, 3), strict=True)])
