"""Charts read back to their facts: from the record, and from the operators of a finished PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.charts.kinds import EVERY, KINDS
from support.charts.page import drawing_of, pdf_of
from support.charts.stub import THEME

from reportgen.charts.compile import drawing
from reportgen.charts.proof.values import read_back
from reportgen.charts.record.drawing import Drawing, Mark, PathMark, TextMark
from reportgen.charts.record.measure import edges
from reportgen.fonts import FontLibrary

MEASURED = ("bar", "part", "whole", "point", "line", "wedge", "task")
NUMBERED = [name for name in KINDS if name != "阶段"]


@pytest.fixture(scope="module")
def made(library: FontLibrary) -> dict[str, Drawing]:
    """Every chart in the real face."""
    chain = library.chain(THEME.role)
    return {name: drawing(spec, THEME, chain) for name, spec in EVERY.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_chart_reads_back(made: dict[str, Drawing], name: str) -> None:
    assert read_back(made[name], EVERY[name]) == ()


def changed(
    drawn: Drawing, chosen: Callable[[Mark], bool], change: Callable[[Mark], Mark | None]
) -> Drawing:
    """The drawing with the first of the chosen marks changed, or left out."""
    marks, done = [], False
    for mark in drawn.marks:
        if not done and chosen(mark):
            done = True
            mark = change(mark)  # noqa: PLW2901 - the one that is changed
        if mark is not None:
            marks.append(mark)
    assert done
    return replace(drawn, marks=tuple(marks))


def measured(mark: Mark) -> bool:
    """A mark whose length or place is a value, and is not nothing."""
    if not isinstance(mark, PathMark) or mark.tag.part not in MEASURED:
        return False
    left, low, right, high = edges(mark)
    return right - left > 1 and high - low > 1


def stretched(mark: Mark) -> Mark:
    """A mark three points longer both ways."""
    assert isinstance(mark, PathMark)
    _, _, right, high = edges(mark)
    ops = tuple(
        (op[0], *(float(v) + 3 * (abs(float(v) - (high if n % 2 else right)) < 0.01)
                  for n, v in enumerate(op[1:])))
        for op in mark.ops
    )
    return replace(mark, ops=ops)


@pytest.mark.parametrize("name", NUMBERED)
def test_a_stretched_mark_is_found(made: dict[str, Drawing], name: str) -> None:
    assert read_back(changed(made[name], measured, stretched), KINDS[name])


@pytest.mark.parametrize("name", [n for n in NUMBERED if n not in {"折线", "饼", "环"}])
def test_a_mark_left_out_is_found(made: dict[str, Drawing], name: str) -> None:
    assert read_back(changed(made[name], measured, lambda mark: None), KINDS[name])


@pytest.mark.parametrize("name", KINDS)
def test_a_changed_label_is_found(made: dict[str, Drawing], name: str) -> None:
    def label(mark: Mark) -> bool:
        return isinstance(mark, TextMark) and mark.tag.part in {"label", "inside"}

    def wrong(mark: Mark) -> Mark:
        assert isinstance(mark, TextMark)
        return replace(mark, text=mark.text + "0")

    assert read_back(changed(made[name], label, wrong), KINDS[name])


def test_a_cut_axis_is_found(made: dict[str, Drawing]) -> None:
    """Every bar shortened by as much: their proportions are no longer those of the values."""
    def cut(mark: Mark) -> Mark:
        if isinstance(mark, PathMark) and mark.tag.part == "bar":
            left, _, right, _ = edges(mark)
            less = min(20.0, right - left)
            ops = tuple((op[0], *(float(v) - less * (n % 2 == 0 and abs(float(v) - right) < 0.01)
                                  for n, v in enumerate(op[1:]))) for op in mark.ops)
            return replace(mark, ops=ops)
        return mark

    bars = made["条形"]
    assert read_back(replace(bars, marks=tuple(map(cut, bars.marks))), KINDS["条形"])


def test_the_finished_page_reads_back(made: dict[str, Drawing]) -> None:
    pdf = pdf_of(*(made[name] for name in KINDS))
    for page, (name, spec) in enumerate(KINDS.items()):
        found = drawing_of(pdf, page, made[name])
        assert read_back(found, spec) == (), name


def test_a_tampered_page_does_not(made: dict[str, Drawing]) -> None:
    for name in ("柱形", "折线", "堆叠", "饼", "甘特"):
        wrong = changed(made[name], measured, stretched)
        assert read_back(drawing_of(pdf_of(wrong), 0, made[name]), KINDS[name]), name
