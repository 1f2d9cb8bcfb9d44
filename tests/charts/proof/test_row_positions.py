"""Rows, boards and calendars are read back: what stands in the wrong row or month is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from charts.proof.test_positions import drawn, each, faults, told
from support.charts.kinds import EVERY
from support.charts.moves import moved, rebuilt, swapped

from reportgen.charts.record.drawing import PathMark, TextMark
from reportgen.charts.record.measure import edges

ROWS = ["条形", "哑铃", "占比", "完成率", "其中", "同比"]


@pytest.mark.parametrize("name", ROWS)
def test_a_mark_in_another_row_is_found(name: str) -> None:
    made = drawn(name)
    for at, mark in each(name, "bar", "point", "part", "whole", "target"):
        assert isinstance(mark, PathMark)
        height = made.height / 2
        for up in (height, -height):
            found = faults(moved(made, at, 0.0, up), name)
            if found:
                break
        assert found, (name, at)


@pytest.mark.parametrize(("name", "message"), [
    *((name, "各行的名称和事实对不上") for name in ROWS),
    ("甘特", "项目的名称没有写在自己的一行里"), ("阶段", "“211省道”的阶段画得不对"),
])
def test_names_of_rows_exchanged_are_found(name: str, message: str) -> None:
    names = [at for at, _ in each(name, "category")]
    assert message in faults(swapped(drawn(name), names[0], names[-1]), name)


@pytest.mark.parametrize(("name", "rows"), [
    ("条形", ("中心村", "东村")), ("占比", ("中心村（测算）", "合计")),
    ("完成率", ("农村生活污水治理提升改造", "固定资产投资")),
])
def test_numbers_of_rows_exchanged_are_found(name: str, rows: tuple[str, str]) -> None:
    (a, first), *_, (b, last) = [x for x in each(name, "label") if "占比" not in x[1].tag.fact]
    found = told(swapped(drawn(name), a, b), name)
    assert found[:2] == [(mark.tag.fact, f"画在“{row}”的一行里")
                         for mark, row in zip((first, last), rows, strict=True)]


def test_shares_of_rows_exchanged_are_found() -> None:
    (a, first), *_, (b, last) = [x for x in each("占比", "label") if "占比" in x[1].tag.fact]
    found = dict(told(swapped(drawn("占比"), a, b), "占比"))
    assert first.tag.fact in found and last.tag.fact in found


def test_the_number_of_the_earlier_year_at_the_rate_is_found() -> None:
    (a, first), *_, (b, _) = each("同比", "label")
    assert told(swapped(drawn("同比"), a, b), "同比") == [(first.tag.fact, "数写在别的条旁边")]


def test_a_number_far_from_the_end_of_its_bar_is_found() -> None:
    at, _ = next(each("条形", "label"))
    assert faults(moved(drawn("条形"), at, 60.0), "条形") == ["数写在别的条旁边"]


def test_a_part_that_does_not_go_on_where_the_last_ends_is_found() -> None:
    _, (at, _) = list(each("占比", "part"))[:2]
    assert "没有接着前一份画" in faults(moved(drawn("占比"), at, -5.0), "占比")


def test_a_link_beside_its_points_is_found() -> None:
    at, _ = next(each("哑铃", "link"))
    assert faults(moved(drawn("哑铃"), at, 2.0), "哑铃") == ["两期之间的连线没有连到点上"] * 2


def test_a_goal_elsewhere_is_found() -> None:
    at, _ = next(each("完成率", "goal"))
    assert "目标线没有画在目标上" in faults(moved(drawn("完成率"), at, -3.0), "完成率")


# --------------------------------------------------------------------------------- small multiples


def test_a_small_bar_that_does_not_begin_at_zero_is_found() -> None:
    at, mark = next(each("小倍数", "bar"))
    assert isinstance(mark, PathMark)
    left, _, _, _ = edges(mark)
    ops = tuple((op[0], *(float(v) + 5 * (n % 2 == 0 and abs(float(v) - left) < 0.01)
                          for n, v in enumerate(op[1:]))) for op in mark.ops)
    made = drawn("小倍数")
    wrong = replace(made, marks=(*made.marks[:at], replace(mark, ops=ops), *made.marks[at + 1:]))
    assert "没有从零画起" in faults(wrong, "小倍数")


def test_a_small_bar_under_another_name_is_found() -> None:
    (a, first), (b, second) = list(each("小倍数", "name"))[:2]
    assert isinstance(first, TextMark) and isinstance(second, TextMark)
    made = drawn("小倍数")
    marks = list(made.marks)
    marks[a], marks[b] = replace(first, text=second.text), replace(second, text=first.text)
    assert faults(replace(made, marks=tuple(marks)), "小倍数") == ["小图的名称和事实对不上"]
    at, _ = next(each("小倍数", "bar"))
    assert faults(moved(made, at, 0.0, -30.0), "小倍数")


# ------------------------------------------------------------------------------- calendar, board


def test_a_task_in_another_row_is_found() -> None:
    at, _ = next(each("甘特", "task"))
    assert any("一行里" in m for m in faults(moved(drawn("甘特"), at, 0.0, -30.0), "甘特"))


def test_a_calendar_that_is_not_even_is_found() -> None:
    at = list(each("甘特", "month"))[2][0]
    found = faults(moved(drawn("甘特"), at, 3.0), "甘特")
    assert any("画偏了" in message for message in found)


def test_a_month_with_another_name_is_found() -> None:
    made = drawn("甘特")
    (a, first), *_, (b, second) = [tick for tick in each("甘特", "tick")
                                   if isinstance(tick[1], TextMark) and "年" not in tick[1].text]
    assert isinstance(first, TextMark) and isinstance(second, TextMark)
    assert first.text != second.text
    marks = list(made.marks)
    marks[a], marks[b] = replace(first, text=second.text), replace(second, text=first.text)
    assert any("线上" in m for m in faults(replace(made, marks=tuple(marks)), "甘特"))


@pytest.mark.parametrize("part", ["done", "current", "ahead"])
def test_a_stage_left_out_or_shown_as_another_is_found(part: str) -> None:
    made = drawn("阶段")
    at, mark = next(each("阶段", part))

    assert faults(rebuilt(made, lambda one: one is made.marks[at], lambda _: None), "阶段")
    other = replace(mark, tag=replace(mark.tag, part="done" if part != "done" else "ahead"))
    assert faults(rebuilt(made, lambda one: one is made.marks[at], lambda _: other), "阶段")
    assert faults(moved(made, at, 40.0), "阶段") and faults(moved(made, at, 0.0, -20.0), "阶段")


def test_names_of_stages_exchanged_are_found() -> None:
    names = [at for at, _ in each("阶段", "head")]
    found = told(swapped(drawn("阶段"), names[0], names[-1]), "阶段")
    assert found[0] == ("211省道-0", "“211省道”的阶段画得不对")
    assert all(message.endswith("的阶段画得不对") for _, message in found)


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_row_has_its_name(name: str) -> None:
    """A drawing without the names of its rows says nothing, and that is found."""
    made = drawn(name)
    if not list(each(name, "row", "whole", "goal", "link", "done", "current")):
        return
    bare = rebuilt(made, lambda mark: mark.tag.part == "category", lambda _: None)
    assert faults(bare, name)
