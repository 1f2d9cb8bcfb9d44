"""Which place a fact has among its peers, and who the first and the last three are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.diagnostics import ReportError
from reportgen.facts.amount import parse_amounts
from reportgen.facts.model import Dataset, Entity, Fact, Growth, Quantities, dataset
from reportgen.facts.period import parse_period
from reportgen.facts.text import quantity

FOUR = ("8万元", "10万元", "80000元", "5万元")
SIX = ("120万元", "98万元", "67万元", "12万元", "8万元", "5万元")


def towns(*values: str, rates: tuple[str, ...] = (), reverse: bool = False) -> Dataset:
    """Towns with one indicator, and their total, which comes last."""
    month = parse_period("2024年10月")
    assert month is not None
    facts = [
        Fact(name, f"{name}镇产值", Quantities(parse_amounts(text)), period=month,
             entity=name, indicator="产值", part_of="合计", reverse=reverse,
             changes=(Growth("同比", parse_amounts(rate)[0]),) if rate else ())
        for name, text, rate in zip("甲乙丙丁戊己", values, (*rates, *[""] * 6), strict=False)]
    whole = "9999" + values[0].lstrip("约0123456789")
    total = Fact("合计", "合计", Quantities(parse_amounts(whole)), period=month,
                 indicator="产值", reverse=reverse)
    return dataset("示例", month, (*facts, total),
                   entities=tuple(Entity(name, name + "镇") for name in "甲乙丙丁戊己"))


def said(made: Dataset, form: str, at: int = -1, asked: str = "") -> str:
    return quantity(made, made.facts[at], form, unit=asked).text


def test_ranks() -> None:
    four = towns(*FOUR)
    assert [said(four, "排名句", at) for at in range(4)] == [
        "并列第二位", "居第一位", "并列第二位", "居第四位"]
    worst = towns(*FOUR, reverse=True)
    assert [said(worst, "排名句", at) for at in range(4)] == [
        "并列第二位", "居第四位", "并列第二位", "居第一位"]


@pytest.mark.parametrize(("values", "at"), [
    (("8万元",), 0), (("8万元", "7万元"), 2), (("约8万元", "7万元"), 1)])
def test_what_has_no_rank(values: tuple[str, ...], at: int) -> None:
    with pytest.raises(ReportError, match="E0231"):
        said(towns(*values), "排名句", at)


@pytest.mark.parametrize(("values", "form", "text"), [
    (SIX, "前三句", "甲镇、乙镇和丙镇居前三位，分别为120万元、98万元和67万元"),
    (SIX, "后三句", "己镇、戊镇和丁镇居后三位，分别为5万元、8万元和12万元"),
    (("9户", "8户", "7户", "7户", "1户"), "前三句",
     "甲镇、乙镇、并列第三位的丙镇和丁镇居前三位，分别为9户、8户、7户和7户"),
    (("9户", "7户", "7户", "1户"), "前三句", "甲镇、乙镇和丙镇居前三位，分别为9户、7户和7户"),
    (("9户", "8户", "7户", "7户"), "后三句", "丙镇、丁镇和乙镇居后三位，分别为7户、7户和8户"),
    (("9户", "2户", "2户", "1户", "0户"), "后三句",
     "戊镇、丁镇、并列倒数第三位的乙镇和丙镇居后三位，分别为0户、1户、2户和2户"),
    (("5户", "5户", "5户", "5户"), "前三句", "并列第一位的甲镇、乙镇、丙镇和丁镇居前三位，均为5户"),
    (("5户", "5户", "5户", "5户"), "后三句", "并列末位的甲镇、乙镇、丙镇和丁镇居后三位，均为5户"),
])
def test_lists_of_values(values: tuple[str, ...], form: str, text: str) -> None:
    made = towns(*values)
    assert said(made, form) == text
    assert said(made, form, 0) == text          # any of them may stand for all


def test_a_list_in_a_unit_and_of_what_is_better_the_less_it_is() -> None:
    assert said(towns(*FOUR), "前三句", asked="万元") == \
        "乙镇、甲镇和丙镇居前三位，分别为10万元、8万元和8万元"
    least = towns(*SIX, reverse=True)
    assert said(least, "前三句").startswith("己镇、戊镇和丁镇居前三位，分别为5万元、")


@pytest.mark.parametrize(("rates", "form", "text"), [
    (("12.3%", "10.1%", "9.8%", "0.2%", "-0.5%", "-3.1%"), "增速前三句",
     "甲镇、乙镇和丙镇增速居前三位，分别增长12.3%、10.1%和9.8%"),
    (("12.3%", "10.1%", "9.8%", "0.2%", "-0.5%", "-3.1%"), "增速后三句",
     "己镇、戊镇和丁镇增速居后三位，分别下降3.1%、下降0.5%和增长0.2%"),
    (("1%", "0%", "-1%", "-2%"), "增速前三句",
     "甲镇、乙镇和丙镇增速居前三位，分别增长1%、持平和下降1%"),
    (("3%", "3%", "3%", "1%"), "增速前三句", "甲镇、乙镇和丙镇增速居前三位，均增长3%"),
])
def test_lists_of_growth(rates: tuple[str, ...], form: str, text: str) -> None:
    assert said(towns(*SIX[: len(rates)], rates=rates), form) == text


@pytest.mark.parametrize("made", [
    towns("3户", "2户", "1户"), towns("约9户", "8户", "7户", "6户"),
    replace(towns(*SIX), facts=towns(*SIX).facts[:3]),
])
def test_what_has_no_first_three(made: Dataset) -> None:
    with pytest.raises(ReportError, match="E0231"):
        said(made, "前三句", 0)


def test_no_list_of_growth_where_one_has_none() -> None:
    with pytest.raises(ReportError, match="有同比的"):
        said(towns(*SIX, rates=("1%", "2%", "3%", "4%")), "增速前三句")
