from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import ReportError
from reportgen.facts.amount import parse_amounts
from reportgen.facts.amount_text import amount_text
from reportgen.facts.derive import RULES, TOTALS, derive
from reportgen.facts.model import (
    Fact,
    Formula,
    Growth,
    Period,
    Quantities,
    Statement,
    UnassignedRates,
)


def fact(text: str, rate: str = "", period: str = "2023年", inferred: str = "", scope: str = "",
         ) -> Fact:
    changes = (Growth("同比", parse_amounts(rate)[0]),) if rate else ()
    year = int(period[:4])
    return Fact(text, text, Quantities(parse_amounts(text)), changes=changes, inferred=inferred,
                period=Period(period, year), scope=scope)


def result(formula: str, decimals: int, *operands: Fact) -> Fact:
    return derive("X", "测算值", Formula(formula, (), decimals), operands,
                  rules=TOTALS if formula in TOTALS else RULES)


def shown(found: Fact) -> str:
    assert isinstance(found.value, Quantities)
    return amount_text(found.value.amounts[0])


@pytest.mark.parametrize(("formula", "decimals", "operands", "text"), [
    ("基期值", 1, (fact("1405.5万元", "51.37%"),), "928.5万元"),
    ("基期值", 0, (fact("90户", "-10%"),), "100户"),
    ("基期值", 1, (fact("3亿元", "2倍"),), "1.0亿元"),
    ("增量", 1, (fact("2.5亿元"), fact("5000万元")), "2.0亿元"),
    ("增量", 0, (fact("36户"), fact("52户")), "−16户"),
    ("增量", 1, (fact("38.5%"), fact("36.5%")), "2.0个百分点"),
    ("百分点差", 1, (fact("5.1‰"), fact("4.9‰")), "0.2个千分点"),
    ("增长率", 1, (fact("110户"), fact("100户")), "10.0%"),
    ("增长率", 1, (fact("90户"), fact("100户")), "−10.0%"),
    ("增长率", 1, (fact("9户", scope="可比价"), fact("10户", scope="可比价")), "−10.0%"),
    ("占比", 1, (fact("25家"), fact("192家")), "13.0%"),
    ("占比", 0, (fact("超9052万元"), fact("2亿元")), "约45%"),
    ("完成率", 2, (fact("2675户"), fact("100000户")), "2.68%"),
    ("单价", 0, (fact("超9052万元"), fact("2263余吨")), "约40000元/吨"),
    ("比值", 1, (fact("20000万元"), fact("1亿元")), "2.0倍"),
    ("合计", 2, (fact("1亿元"), fact("20.5万元"), fact("300万元")), "1.03亿元"),
    ("合计", 0, (fact("超5户"), fact("7户")), "约12户"),
    ("平均", 1, (fact("5户"), fact("8户")), "6.5户"),
    ("百分点差", 2, (fact("82%"), fact("65.5%")), "16.50个百分点"),
])
def test_formulas(formula: str, decimals: int, operands: tuple[Fact, ...], text: str) -> None:
    found = result(formula, decimals, *operands)
    assert shown(found) == text
    assert found.derived
    assert found.formula == Formula(formula, tuple(o.id for o in operands), decimals)


def test_a_chain_is_rounded_once() -> None:
    """37 % of what was derived from 100 is 37 %, whatever the step between was printed as."""
    third = result("单价", 1, fact("100元"), fact("3吨"))
    assert shown(third) == "33.3元/吨"
    assert shown(result("比值", 2, fact("100元/吨"), third)) == "3.00倍"
    part = result("增量", 0, fact("37.4户"), fact("0.4户"))
    base = result("基期值", 0, fact("137户", "37%"))
    assert shown(result("占比", 2, part, base)) == "37.00%"
    rough = result("基期值", 0, fact("100户", "7%"))
    assert shown(rough) == "93户"
    assert shown(result("增长率", 2, fact("100户"), rough)) == "7.00%"


def test_base_belongs_to_the_year_before() -> None:
    assert result("基期值", 1, fact("3户", "5%")).period == Period("2022年", 2022)
    half = result("基期值", 1, fact("3户", "5%", "2023年上半年"))
    assert half.period == Period("2022年上半年", 2022)


def test_what_is_inferred_stays_so() -> None:
    assert result("占比", 1, fact("25家", inferred="按惯例"), fact("192家")).inferred == "按惯例"


RATES = Fact("N", "增幅", UnassignedRates(parse_amounts("8%"), ("A",)))


@pytest.mark.parametrize(("formula", "decimals", "operands", "code"), [
    ("比重", 1, (fact("1户"), fact("2户")), "E0240"),
    ("占比", 1, (fact("5户"), fact("3户")), "E0248"),
    ("增量", 1, (fact("5%"), fact("3‰")), "E0243"),
    ("占比", 1, (fact("1户"),), "E0241"),
    ("占比", 1, (fact("36户52人"), fact("2户")), "E0242"),
    ("占比", 1, (Fact("S", "路", Statement("通车")), fact("2户")), "E0242"),
    ("基期值", 1, (fact("1户"),), "E0242"),
    ("占比", 1, (fact("1户"), fact("2家")), "E0243"),
    ("单价", 1, (fact("1元"), fact("2")), "E0243"),
    ("百分点差", 1, (fact("1户"), fact("2户")), "E0243"),
    ("合计", 1, (fact("1户"), fact("2家")), "E0243"),
    ("合计", 1, (fact("1%"), fact("2%")), "E0243"),
    ("合计", 1, (), "E0241"),
    ("占比", 1, (fact("1户"), fact("0户")), "E0244"),
    ("增长率", 1, (fact("1户"), fact("-2户")), "E0244"),
    ("基期值", 1, (fact("1户", "-100%"),), "E0244"),
    ("增长率", 1, (fact("1户", "5%", scope="可比价"), fact("1户")), "E0253"),
    ("基期值", 1, (fact("1户", "5%", scope="不变价"),), "E0253"),
    ("增量", 1, (fact("超3户"), fact("2户")), "E0245"),
    ("基期值", 1, (fact("3户", "约5%"),), "E0245"),
    ("占比", 1, (RATES, fact("2户")), "E0246"),
    ("占比", 9, (fact("1户"), fact("2户")), "E0247"),
])
def test_refused(formula: str, decimals: int, operands: tuple[Fact, ...], code: str) -> None:
    with pytest.raises(ReportError) as caught:
        result(formula, decimals, *operands)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.hints


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 6))
def test_rounding_is_half_up_once(part: int, whole: int, decimals: int) -> None:
    found = result("完成率", decimals, fact(f"{part}户"), fact(f"{whole}户"))
    assert isinstance(found.value, Quantities)
    scale = 10**decimals
    exact = (part * 100 * scale * 2 + whole) // (2 * whole)
    assert found.value.amounts[0].number == Decimal(exact) / scale
    assert "-" not in found.value.amounts[0].digits


def test_no_sum_is_offered() -> None:
    """Unlike things are never added up: only a table sums, one indicator of several entities."""
    assert "合计" not in RULES
