"""Bars as long as their labels leave room for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.parts.scale import drawn, fit, number
from reportgen.diagnostics import ReportError, Span


def test_the_longest_bar_and_its_label_fill_the_room() -> None:
    scale = fit([100.0, 10.0], [40.0, 30.0], 300.0, 5.0)
    assert scale.zero == 0
    assert scale.end(100.0) + 5 + 40 == pytest.approx(300)


def test_a_short_bar_with_a_long_label_may_decide() -> None:
    scale = fit([100.0, 90.0], [10.0, 100.0], 300.0, 5.0)
    assert scale.end(90.0) + 5 + 100 == pytest.approx(300)


@given(st.lists(st.tuples(st.floats(-1e12, 1e12), st.floats(0, 100)), min_size=1, max_size=12))
def test_every_label_fits_and_lengths_are_in_proportion(rows: list[tuple[float, float]]) -> None:
    values, widths = [v for v, _ in rows], [w for _, w in rows]
    scale = fit(values, widths, 300.0, 5.0)
    for value, width in rows:
        end = scale.end(value)
        low, high = (end - 5 - width, end) if value < 0 else (end, end + 5 + width)
        assert low >= -1e-4
        assert high <= 300 + 1e-4
        assert end - scale.zero == pytest.approx(value * scale.unit, abs=1e-6)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1E+400", "1E+301"])
def test_what_is_no_coordinate(text: str) -> None:
    place = Span("briefing.md", 3, 1)
    with pytest.raises(ReportError) as caught:
        number(Decimal(text), place)
    (found,) = caught.value.diagnostics
    assert (found.code, found.span) == ("E0702", place)


def test_no_data() -> None:
    with pytest.raises(ReportError) as caught:
        drawn((), Span("briefing.md", 3, 1))
    assert caught.value.diagnostics[0].code == "E0703"
