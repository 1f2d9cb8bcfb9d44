"""How far a number may lie from what is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.facts.amount import parse_amounts
from reportgen.facts.bounds import bounds


@pytest.mark.parametrize(("text", "least", "most"), [
    ("12.6万元", "125500", "126500"), ("25家", "25", "25"), ("25", "25", "25"),
    ("3万户", "25000", "35000"), ("12.60%", "12.595", "12.605"), ("-5.0元", "-5.05", "-4.95"),
    ("100余万元", "995000", "1105000"), ("近200人", "180", "200"), ("约200人", "180", "220"),
    ("200人以上", "200", "220"), ("5亩", "4.5", "5.5"),
])
def test_bounds(text: str, least: str, most: str) -> None:
    assert bounds(parse_amounts(text)[0]) == (Decimal(least), Decimal(most))


def test_what_was_computed_is_exact() -> None:
    amount = replace(parse_amounts("12.6万元")[0], exact=Decimal("12.57"))
    assert bounds(amount) == (Decimal("125700"), Decimal("125700"))


def test_counts_may_be_taken_for_rounded() -> None:
    assert bounds(parse_amounts("25家")[0], counted=False) == (Decimal("24.5"), Decimal("25.5"))
