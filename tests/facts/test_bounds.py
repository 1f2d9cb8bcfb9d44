"""How far a number may lie from what is written: rounding never alarms, what is beyond it does."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.amount import parse_amounts
from reportgen.facts.bounds import Bounds, bounds, growth, total
from reportgen.facts.model import EXACT

TRUE = st.decimals("0.01", "99999", places=4)
PLACES = st.integers(0, 2)


def step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def printed(value: Decimal, places: int) -> Decimal:
    return value.quantize(step(places), rounding=ROUND_HALF_UP, context=EXACT)


def told(value: Decimal, places: int) -> Bounds:
    return Bounds.rounded(printed(value, places), step(places))


@given(TRUE, TRUE, PLACES, PLACES, PLACES)
def test_growth_of_rounded_values(
    now: Decimal, base: Decimal, a: int, b: int, c: int
) -> None:
    grown = EXACT.multiply(EXACT.divide(now - base, base), Decimal(100))
    found = growth(told(now, a), told(base, b))
    assert found is None or found.meets(told(grown, c))


@given(TRUE, TRUE, PLACES, PLACES, PLACES, st.decimals("0.0001", 500, places=4))
def test_growth_beyond_its_bounds(
    now: Decimal, base: Decimal, a: int, b: int, c: int, more: Decimal
) -> None:
    found = growth(told(now, a), told(base, b))
    if found is not None:
        wrong = EXACT.add(EXACT.add(found.high, more), step(c) / 2)
        assert not found.meets(Bounds.rounded(wrong, step(c)))


@given(st.lists(TRUE, min_size=1, max_size=30), PLACES)
def test_sums_of_rounded_parts(parts: list[Decimal], places: int) -> None:
    whole = told(sum(parts, Decimal(0)), places)
    found = total(told(part, places) for part in parts)
    assert found.meets(whole)
    # the rule of the office: at most half a place for each part, and for the whole
    off = step(places) * (len(parts) + 2) / 2
    assert not found.meets(whole + Bounds.exactly(off + found.high - found.low))


@given(TRUE, TRUE, st.integers(2, 15), PLACES)
def test_yearly_growth(now: Decimal, base: Decimal, years: int, places: int) -> None:
    ratio = told(now, 2).over(told(base, 2))
    root = ratio and ratio.root(years)
    if root is not None:
        true = EXACT.power(EXACT.divide(now, base), EXACT.divide(Decimal(1), Decimal(years)))
        assert root.meets(told(true, places))


@given(TRUE, TRUE, PLACES)
def test_differences(now: Decimal, base: Decimal, places: int) -> None:
    assert (told(now, places) - told(base, places)).meets(told(now - base, places))


@pytest.mark.parametrize("base", [Bounds(Decimal(-1), Decimal(1)), Bounds.exactly(0)])
def test_no_growth_of_what_may_be_nothing(base: Bounds) -> None:
    assert growth(Bounds.exactly(5), base) is None
    assert base.root(2) is None


@pytest.mark.parametrize(("text", "least", "most"), [
    ("12.6万元", "125500", "126500"), ("25家", "25", "25"), ("25", "25", "25"),
    ("3万户", "25000", "35000"), ("12.60%", "12.595", "12.605"), ("-5.0元", "-5.05", "-4.95"),
    ("100余万元", "1000000", "2000000"), ("2263余吨", "2263", "2489.3"), ("近200人", "140", "200"),
    ("约200人", "180", "220"), ("200人以上", "200", "260"), ("5亩", "4.5", "5.5"),
])
def test_bounds(text: str, least: str, most: str) -> None:
    assert bounds(parse_amounts(text)[0]) == Bounds(Decimal(least), Decimal(most))


def test_what_was_computed_is_exact() -> None:
    amount = replace(parse_amounts("12.6万元")[0], exact=Decimal("12.57"))
    assert bounds(amount) == Bounds.exactly(125700)


def test_counts_may_be_taken_for_rounded() -> None:
    amount = parse_amounts("25家")[0]
    assert bounds(amount, counted=False) == Bounds(Decimal("24.5"), Decimal("25.5"))
