"""Value axes: round ticks around every value, in plain Chinese numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.parts.axis import Axis, axis, matched, shares

VALUES = st.lists(st.decimals(-10**15, 10**15, places=3), min_size=1, max_size=8)


def texts(made: Axis) -> list[str]:
    """The texts of the ticks."""
    return [tick.text for tick in made.ticks]


@pytest.mark.parametrize(("values", "unit", "expected"), [
    ((Decimal(120),), "万元", ["0", "25", "50", "75", "100", "125"]),
    ((Decimal("0.3"), Decimal("-0.1")), "", ["−0.1", "0", "0.1", "0.2", "0.3"]),
    ((Decimal(96),), "%", ["0%", "20%", "40%", "60%", "80%", "100%"]),
    ((Decimal(400000),), "元", ["0", "10万元", "20万元", "30万元", "40万元"]),
    ((Decimal(400000),), "万元", ["0", "10亿元", "20亿元", "30亿元", "40亿元"]),
    ((Decimal(0),), "户", ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ((Decimal("1E-9"), Decimal(10) ** 12), "元",
     ["0", "0.2万亿元", "0.4万亿元", "0.6万亿元", "0.8万亿元", "1.0万亿元"]),
])
def test_ticks(values: tuple[Decimal, ...], unit: str, expected: list[str]) -> None:
    assert texts(axis(values, unit, 100.0)) == expected


@pytest.mark.slow
@given(VALUES)
def test_every_value_and_zero_lie_on_the_axis(values: list[Decimal]) -> None:
    made = axis(values, "万元", 100.0)
    assert made.low <= min(0, *values) and max(0, *values) <= made.high
    assert 2 <= len(made.ticks) <= 9
    assert all("E" not in text and "-" not in text for text in texts(made))
    steps = {b.value - a.value for a, b in zip(made.ticks, made.ticks[1:], strict=False)}
    assert len(steps) == 1


@given(VALUES, VALUES)
def test_matched_axes_share_their_grid(left: list[Decimal], right: list[Decimal]) -> None:
    made = matched([left, right], ["万元", "%"], 100.0)
    places = [[round(each.at(tick.value), 6) for tick in each.ticks] for each in made]
    assert places[0] == places[1]
    for each, values in zip(made, (left, right), strict=True):
        assert each.low <= min(0, *values) and max(0, *values) <= each.high


def test_a_floor_is_the_lower_end() -> None:
    made = axis([Decimal(94), Decimal(97)], "%", 100.0, floor=Decimal(90))
    assert made.low == 90 and made.at(90) == 0.0
    assert texts(shares(50.0)) == ["0%", "20%", "40%", "60%", "80%", "100%"]
