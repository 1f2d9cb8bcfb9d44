"""Hatch lines cut to shapes."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.record.hatch import hatch

SQUARE = [(0.0, 0.0), (30.0, 0.0), (30.0, 30.0), (0.0, 30.0)]


@pytest.mark.parametrize(("pattern", "count"), [
    ("-", 10), ("|", 10), ("+", 20), ("--", 20), ("/", 14), ("\\", 14), ("x", 28), ("", 0),
])
def test_counts(pattern: str, count: int) -> None:
    assert abs(len(hatch([SQUARE], pattern, 3.0)) - count) <= 1


@given(st.floats(1, 200), st.floats(1, 200), st.floats(-50, 50), st.floats(-50, 50),
       st.sampled_from("/\\-|"))
def test_lines_stay_inside(w: float, h: float, x: float, y: float, sign: str) -> None:
    box = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    for line in hatch([box], sign, 3.0):
        for px, py in line:
            assert x - 1e-6 <= px <= x + w + 1e-6
            assert y - 1e-6 <= py <= y + h + 1e-6


def test_a_hole_stays_white() -> None:
    hole = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)]
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in hatch([SQUARE, hole], "-", 1.5)]
    assert middles
    assert not any(10 < x < 20 and 10 < y < 20 for x, y in middles)


def test_spacing_is_measured_across_the_lines() -> None:
    first, second = hatch([SQUARE], "/", 3.0)[3:5]
    # distance of the two parallel lines at 45 degrees
    (ax, ay), (bx, by) = first
    (cx, cy), _ = second
    distance = abs((bx - ax) * (ay - cy) - (ax - cx) * (by - ay)) / hypot(bx - ax, by - ay)
    assert distance == pytest.approx(3.0)


def test_a_sign_that_is_no_line() -> None:
    with pytest.raises(KeyError):
        hatch([SQUARE], "o", 3.0)
