from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.facts.amount import parse_amounts
from reportgen.facts.amount_text import (
    amount_number,
    amount_text,
    amount_unit,
    change_text,
    decimal_text,
    scaled,
)


@pytest.mark.parametrize(("text", "number", "unit"), [
    ("2263余吨", "2263余", "吨"), ("100余万元", "100余", "万元"), ("超9052万元", "超9052", "万元"),
    ("1万多元", "1万多", "元"), ("一处", "一", "处"), ("200户以上", "200以上", "户"),
    ("12.60万元", "12.60", "万元"), ("90%", "90", "%"),
])
def test_cell_and_its_unit(text: str, number: str, unit: str) -> None:
    (amount,) = parse_amounts(text)
    assert (amount_text(amount), amount_number(amount), amount_unit(amount)) == (text, number, unit)


def test_scaled_for_drawing() -> None:
    assert scaled(parse_amounts("1万多元")[0], "万元") == 1
    assert scaled(parse_amounts("2亿元")[0], "万元") == 20000
    assert str(scaled(parse_amounts("12.60万元")[0], "万元")) == "12.60"


@pytest.mark.parametrize(("text", "said"), [
    ("51.37%", "增长51.37%"), ("-3.2%", "下降3.2%"), ("0%", "持平"), ("0.0%", "持平"),
    ("1.5倍", "增长1.5倍"),
    ("超51%", "增长超51%"),
])
def test_rates_as_statements(text: str, said: str) -> None:
    assert change_text(parse_amounts(text)[0]) == said


def test_decimals_never_show_an_exponent() -> None:
    assert decimal_text(Decimal("1E+6")) == "1000000"
    assert decimal_text(Decimal("1E-7")) == "0.0000001"
