from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.document.tidy import unit_name
from reportgen.facts.amount import parse_amounts
from reportgen.facts.model import Amount
from reportgen.facts.unit_table import KNOWN


@pytest.mark.parametrize("unit", sorted(KNOWN))
def test_every_unit_is_read_whole(unit: str) -> None:
    assert parse_amounts("12" + unit) == (Amount("12", Decimal(12), unit_name(unit)),)
    assert parse_amounts("3万" + unit) == (Amount("3", Decimal(3), unit_name(unit), "万"),)
