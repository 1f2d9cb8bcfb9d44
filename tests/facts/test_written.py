from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.facts.amount import Units
from reportgen.facts.written import growth, with_unit
from reportgen.sources.table import Cell


@pytest.mark.parametrize(("text", "read"), [
    ("↑5.1%", "增长5.1%"), ("▲5.1%", "增长5.1%"), ("+5.1%", "增长5.1%"), ("增5.1%", "增长5.1%"),
    ("增长5.1%", "增长5.1%"), ("升 5.1%", "增长5.1%"), ("↓3.2%", "下降3.2%"), ("▼3.2%", "下降3.2%"),
    ("降3.2%", "下降3.2%"), ("减少3.2%", "下降3.2%"), ("回落0.3个百分点", "下降0.3个百分点"),
    ("-3.2%", "-3.2%"), ("持平", "持平"), ("下降约3.2%", "下降约3.2%"), ("5.1%", "5.1%"),
    ("5.1%↑", "增长5.1%"), ("3.2％ ▼", "下降3.2％"),
])
def test_growth_as_it_is_written(text: str, read: str) -> None:
    assert growth(text) == read


@pytest.mark.parametrize(("text", "unit", "made", "codes"), [
    ("100", "万元", "100万元", []), ("100万元", "万元", "100万元", []), ("100", "", "100", []),
    ("5.1", "%", "5.1%", []), ("↓3.2", "%", "↓3.2%", []), ("0.3个百分点", "%", "0.3个百分点", []),
    ("持平", "%", "持平", []), ("100元", "万元", "100元", ["E0234"]),
    ("100怪", "万元", "100怪万元", []),
    ("12万", "万吨", "12万吨", []), ("12万", "吨", "12万吨", []), ("12千", "千瓦", "12千千瓦", []),
    ("1.2万余", "万元", "1.2万余元", []), ("12万", "亿元", "12万", ["E0234"]),
    ("125.0千", "万元", "125.0千", ["E0234"]),
])
def test_the_unit_of_the_head(text: str, unit: str, made: str, codes: list[str]) -> None:
    sink = Sink()
    assert with_unit(Cell(text, Span("f", 1, 1)), unit, Units.known(), sink) == made
    assert [each.code for each in sink] == codes
