from __future__ import annotations

from decimal import Decimal

from reportgen.facts.model import (
    Amount,
    Fact,
    Formula,
    Listing,
    Period,
    Statement,
    dataset,
    year_period,
)


def test_multiplier_and_unit_are_apart() -> None:
    amount = Amount("9052", Decimal(9052), "元", "万")
    assert (amount.value, amount.full_unit) == (90_520_000, "万元")


def test_values_are_exact_beyond_the_usual_precision() -> None:
    digits = "123456789012345678901234567890"
    assert str(Amount(digits, Decimal(digits), "元", "万").value) == digits + "0000"


def test_a_fact_is_found_by_every_name() -> None:
    fact = Fact("A1", "甲", Statement("乙"), aliases=("丙",))
    found = dataset("题", year_period(2023), (fact,))
    assert [found.find(name) for name in ("A1", "甲", "丙", "丁")] == [fact, fact, fact, None]
    assert list(found) == [fact]
    last = found.find("上年")
    assert last is not None
    assert last.period == Period("2022年", 2022)


def test_counted_and_derived() -> None:
    assert Listing(("甲", "乙"), "个村").count == 2
    assert Fact("X", "甲", Statement("乙"), formula=Formula("占比", (), 1)).derived
