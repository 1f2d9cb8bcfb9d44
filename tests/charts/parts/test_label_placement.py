"""Places of labels: the first that is free; spread ones keep apart and in order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.parts.label_placement import (
    LabelBox,
    Places,
    crosses,
    distance,
    spread,
    text_box,
)

Line = tuple[tuple[float, float], tuple[float, float]]


def test_the_first_free_place_is_taken() -> None:
    places = Places(LabelBox(0, 0, 100, 100))
    spots = [LabelBox(0, 0, 20, 10), LabelBox(30, 0, 50, 10)]
    assert places.first(spots) == spots[0]
    assert places.first(spots) == spots[1]
    assert places.first(spots) is None
    assert places.first([LabelBox(90, 0, 110, 10)]) is None, "outside of the frame"


def test_lines_are_kept_free() -> None:
    places = Places(LabelBox(0, 0, 100, 100))
    places.segment((0, 0), (100, 100), 1.0)
    assert not places.free(LabelBox(45, 45, 55, 55))
    assert places.free(LabelBox(70, 10, 90, 30))


def test_the_box_of_a_run() -> None:
    assert text_box(10, 50, 30, 10) == LabelBox(10, 50 - 8.8, 40, 50 + 1.2)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
def test_spread_keeps_apart_and_in_order(wanted: list[float]) -> None:
    found = spread(wanted, 10.0, 0.0, 200.0)
    ordered = sorted(found)
    assert all(b - a >= 10 - 1e-9 for a, b in pairwise(ordered))
    assert all(-1e-9 <= place <= 200 + 1e-9 for place in found)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    assert [found[i] for i in order] == ordered


def test_what_is_far_apart_stays() -> None:
    assert spread([10.0, 50.0], 10.0, 0.0, 100.0) == [10.0, 50.0]
    assert spread([50.0, 50.0], 10.0, 0.0, 100.0) == pytest.approx([45.0, 55.0])


@pytest.mark.parametrize(("one", "other", "cross"), [
    (((0, 0), (4, 4)), ((0, 4), (4, 0)), True), (((0, 0), (4, 4)), ((5, 0), (9, 4)), False),
    (((0, 0), (4, 0)), ((4, 0), (8, 0)), False), (((0, 0), (4, 4)), ((2, 2), (4, 0)), False),
])
def test_lines_that_cross(one: Line, other: Line, cross: bool) -> None:
    assert crosses(one, other) is cross
    assert crosses(other, one) is cross


@pytest.mark.parametrize(("spot", "far"), [((0, 3), 3.0), ((-3, 4), 5.0), ((2, 0), 0.0)])
def test_how_far_a_line_passes(spot: tuple[float, float], far: float) -> None:
    assert distance(spot, (0, 0), (4, 0)) == far
