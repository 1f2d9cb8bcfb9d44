"""Another unit, decimals, thousands: half up and once, from the exact value, and nothing untrue."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import ReportError
from reportgen.facts.amount import parse_amounts
from reportgen.facts.amount_text import amount_text
from reportgen.facts.approximation import AFTER, BEFORE, BEHIND, CEILINGS, FLOORS
from reportgen.facts.derive import derive
from reportgen.facts.forms import FORMS
from reportgen.facts.model import MULTIPLIERS, Amount, Dataset, Fact, Formula, Period, Quantities
from reportgen.facts.scale import Notation, Scale, exact_text, read_scale, rounded, shown
from reportgen.facts.text import quantity


def asked(text: str, scale: str) -> str:
    (amount,) = parse_amounts(text)
    return amount_text(shown(amount, read_scale(scale)))


def code(text: str, scale: str) -> tuple[str, str]:
    with pytest.raises(ReportError) as caught:
        asked(text, scale)
    (found,) = caught.value.diagnostics
    return found.code, found.hints[0]


@pytest.mark.parametrize(("text", "scale", "printed"), [
    ("2亿元", "万元", "20000万元"), ("15829万元", "亿元", "1.5829亿元"),
    ("超1.2亿元", "万元", "超12000万元"),
    ("12.60万元", "元", "126000元"), ("1万多元", "元", "1万多元"), ("3吨", "吨", "3吨"),
    ("20000元", "万元", "2万元"), ("100万元左右", "元", "1000000元左右"),
])
def test_other_multipliers_are_exact(text: str, scale: str, printed: str) -> None:
    assert asked(text, scale) == printed


@pytest.mark.parametrize(("text", "scale", "printed"), [
    ("123456.789万元", "亿元：2", "12.35亿元"), ("20517万元", "亿元:2", "2.05亿元"),
    ("20517万元", "2：亿元", "2.05亿元"), ("20517万元", "亿元：2位小数", "2.05亿元"),
    ("2亿元", "亿元：1", "2.0亿元"), ("51.37%", "1", "51.4%"), ("51.37%", "0位", "51%"),
    ("0.512%", "‰", "5.12‰"), ("0.512%", "‰：1", "5.1‰"), ("12‰", "%：1", "1.2%"),
    ("-0.04亿元", "1", "0.0亿元"), ("-0.05亿元", "1", "−0.1亿元"), ("2.675吨", "2", "2.68吨"),
    ("1234567人", "千分位", "1,234,567人"), ("1234567人", "元", ""),
    ("123456.789万元", "元：千分位", "1,234,567,890元"), ("1234.5678吨", "千分位", "1,234.5678吨"),
    ("1,234人", "1", "1,234.0人"), ("1,234人", "千人：1", "1.2千人"),
    ("1,234人", "千分位", "1,234人"), ("2263余吨", "千分位", "2,263余吨"),
    ("2263余吨", "0", "2263余吨"), ("一处", "0", "1处"), ("2023年", "千分位", "2023年"),
    ("超9052万元", "亿元：4", "超0.9052亿元"), ("近9052万元", "亿元：2", "近0.91亿元"),
    ("超9047万元", "亿元：2", "超0.90亿元"), ("约9052万元", "亿元：2", "约0.91亿元"),
    ("约5%", "2", "约5%"), ("约5.26%", "1", "约5.3%"), ("超1.2亿元", "2", "超1.2亿元"),
    ("超12000万元", "亿元：2", "超1.2亿元"), ("2263余吨", "2", "2263余吨"),
    ("十余人", "0", "十余人"),
    ("1万多元", "1", "1万多元"), ("约20000万元", "亿元：2", "约2亿元"),
    ("9052万元左右", "亿元：1", "0.9亿元左右"), ("1234人以上", "千分位", "1,234人以上"),
])
def test_what_is_shown(text: str, scale: str, printed: str) -> None:
    if printed:
        assert asked(text, scale) == printed
    else:
        assert code(text, scale)[0] == "E0232"


@pytest.mark.parametrize(("text", "scale", "refused"), [
    ("100余万元", "元", "E0232"), ("1万多元", "万元", "E0232"), ("3吨", "元", "E0232"),
    ("3吨", "公斤", "E0232"), ("3吨", "百吨", "E0232"), ("51.37%", "万元", "E0232"),
    ("5倍", "%", "E0232"), ("2263.5余吨", "0", "E0232"), ("2263余万元", "亿元：2", "E0232"),
    ("1万多元", "元：1", "E0232"),
    ("超9052万元", "亿元：2", "E0238"), ("9052万元以上", "亿元：2", "E0238"),
    ("近9047万元", "亿元：2", "E0238"), ("9047万元以内", "亿元：2", "E0238"),
    ("3吨", "吨：公斤", "E0237"), ("3吨", "1：2", "E0237"), ("3吨", "10", "E0247"),
])
def test_what_would_change_the_meaning_is_refused(text: str, scale: str, refused: str) -> None:
    found, hint = code(text, scale)
    assert found == refused
    if hint.startswith("把"):       # what it says to write works
        old, new = hint.split("”")[0][2:], hint.split("改成“")[1].split("”")[0]
        assert asked(text, scale.replace(old, new))


def test_every_word_that_bounds_is_one_of_the_words() -> None:
    assert {*BEFORE, *BEHIND} > FLOORS | CEILINGS and not FLOORS & CEILINGS
    assert not (FLOORS | CEILINGS) & {"约", "大约", "左右", "上下", *AFTER}


NUMBERS = st.decimals(-10 ** 15, 10 ** 15, places=9, allow_nan=False)
UNITS = st.sampled_from([name for name in MULTIPLIERS if name])


def half_up(number: Fraction, decimals: int) -> Fraction:
    """Worked out with integers alone."""
    scaled = abs(number) * 10 ** decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if number > 0 else -whole, 10 ** decimals)


@given(NUMBERS, st.integers(0, 9), UNITS, UNITS)
def test_rounded_half_up_and_once_from_the_exact_value(
    number: Decimal, decimals: int, own: str, other: str
) -> None:
    amount = Amount(format(number, "f"), number, "元", own)
    found = shown(amount, Scale(other + "元", decimals))
    exact = Fraction(number) * Fraction(MULTIPLIERS[own]) / Fraction(MULTIPLIERS[other])
    assert Fraction(found.number) == half_up(exact, decimals)
    assert found.exact is not None and Fraction(found.exact) == exact
    assert found.digits == format(found.number, "f")
    assert found.number or not found.digits.startswith("-")
    assert len(found.digits.partition(".")[2]) == decimals
    assert isinstance(found.number, Decimal)


@given(NUMBERS, UNITS, UNITS)
def test_there_and_back(number: Decimal, own: str, other: str) -> None:
    amount = Amount(format(number, "f"), number, "元", own)
    there = shown(amount, Scale(other + "元"))
    assert shown(there, Scale(own + "元")).number == number


@given(NUMBERS, st.integers(0, 9))
def test_what_is_printed_reads_back(number: Decimal, decimals: int) -> None:
    amount = Amount(format(number, "f"), number, "元", "万")
    found = shown(amount, Scale("", decimals, True))
    (back,) = parse_amounts(amount_text(found, "-"))
    assert (back.number, back.digits) == (found.number, found.digits)


@given(NUMBERS, st.integers(0, 8), st.sampled_from(sorted(FLOORS | CEILINGS)))
def test_a_bound_stays_true(number: Decimal, decimals: int, word: str) -> None:
    text = f"{abs(number):f}元"
    text = text + word if word in BEHIND else word + text
    try:
        printed = asked(text, str(decimals))
    except ReportError:
        return
    said = parse_amounts(printed)[0].number
    assert said <= abs(number) if word in FLOORS else said >= abs(number)


def test_a_derived_value_is_rounded_once() -> None:
    """12.3449 has two decimals as 12.34; from 12.345 one would get 12.35 and then 12.4."""
    parts = [Fact(name, name, Quantities(parse_amounts(text)))
             for name, text in (("甲", "12345元"), ("乙", "100000元"))]
    made = derive("x", "占比", Formula("占比", (), 2), parts)
    assert isinstance(made.value, Quantities)
    (amount,) = made.value.amounts
    assert (amount.digits, amount.exact) == ("12.35", Decimal("12.345"))
    data = Dataset("题", Period("2025年"), (made,))
    found = quantity(data, made, unit="1")
    assert (found.text, found.exact) == ("12.3%", Decimal("12.345"))


def test_forms_take_what_they_can_show(jinxi: Dataset) -> None:
    for form in FORMS.values():
        for what, text in (("小数位数", "1"), ("千分位", "千分位"), ("单位", "万元")):
            if what not in form.takes:
                fact = jinxi.by_name["农村污水治理初步设计"]
                with pytest.raises(ReportError) as caught:
                    quantity(jinxi, fact, form.name, unit=text)
                assert caught.value.diagnostics[0].code == "E0237"


@pytest.mark.parametrize(("name", "form", "unit", "text"), [
    ("限上零售额", "值", "亿元：2", "0.14亿元"), ("限上零售额", "数值", "亿元：2", "0.14"),
    ("限上零售额", "单位", "亿元", "亿元"), ("限上零售额", "千分位", "", "1,405.5万元"),
    ("限上零售额", "同比", "1", "51.4%"), ("限上零售额", "同比句", "0", "比上年增长51%"),
    ("金茗公路", "状态", "1", "工程量完成90.0%"), ("四项指标同比增幅", "值", "0", "8%、44%、26%"),
    ("困难对象", "值", "人：1", "52.0人"), ("清理河道垃圾", "全值", "1", "累计31.0吨"),
    ("农村污水治理初步设计", "千分位", "", "5个村"), ("211省道", "千分位", "", "正式通车"),
])
def test_forms_in_a_scale(jinxi: Dataset, name: str, form: str, unit: str, text: str) -> None:
    fact = jinxi.find(name)
    assert fact is not None
    assert quantity(jinxi, fact, form, unit=unit).text == text


@pytest.mark.parametrize(("name", "form", "unit"), [
    ("211省道", "值", "亿元：2"), ("农村污水治理初步设计", "值", "2"), ("211省道", "状态", "2"),
    ("农村污水治理初步设计", "数值", "2"),
])
def test_what_has_no_number_has_no_scale(
    jinxi: Dataset, name: str, form: str, unit: str
) -> None:
    fact = jinxi.find(name)
    assert fact is not None
    with pytest.raises(ReportError) as caught:
        quantity(jinxi, fact, form, unit=unit)
    assert caught.value.diagnostics[0].code == "E0231"


def test_the_exact_number_stays_with_the_quantity(jinxi: Dataset) -> None:
    fact = jinxi.by_name["限上零售额"]
    assert quantity(jinxi, fact, unit="亿元：2").exact == Decimal("0.14055")
    assert quantity(jinxi, fact).exact == Decimal("1405.5")
    assert quantity(jinxi, fact, "同比", unit="1").exact == Decimal("51.37")
    assert quantity(jinxi, jinxi.by_name["困难对象"]).exact is None
    assert quantity(jinxi, fact, "名称").exact is None


def test_the_profile_groups_thousands(jinxi: Dataset) -> None:
    fact = jinxi.by_name["限上零售额"]
    notation = Notation(thousands=True)
    assert quantity(jinxi, fact, notation=notation).text == "1,405.5万元"
    assert quantity(jinxi, fact, "数值", notation=notation).text == "1,405.5"


@pytest.mark.parametrize(("rate", "said"), [
    ("0.04%", "同比基本持平"), ("-0.0043%", "同比基本持平"), ("0%", "同比持平"),
    ("0.05%", "同比增长0.1%"),
])
def test_a_rate_that_is_not_nothing_is_never_said_to_be(rate: str, said: str) -> None:
    (amount,), (change,) = map(parse_amounts, ("3吨", rate))
    from reportgen.facts.model import Growth
    fact = Fact("a", "产量", Quantities((amount,)), changes=(Growth("同比", change),))
    data = Dataset("题", Period("2025年"), (fact,))
    assert quantity(data, fact, "同比句", unit="1").text == said


@pytest.mark.parametrize(("number", "text"), [
    (Decimal("12.3456789"), "12.3456789"), (Decimal(1) / 3, "0.333333333333……"),
    (Decimal("12300"), "12300"), (Decimal("1E+4"), "10000"), (Decimal("-2.50"), "-2.5"),
])
def test_exact_text(number: Decimal, text: str) -> None:
    assert exact_text(number) == text


def test_nothing_is_never_minus_nothing() -> None:
    assert str(rounded(Decimal("-0.4"), 0)) == "0"
