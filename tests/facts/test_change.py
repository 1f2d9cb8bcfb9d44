"""What is said of change: a table of sentences, and that words and numbers never part."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import ReportError
from reportgen.facts.amount import parse_amounts
from reportgen.facts.change import SENTENCES
from reportgen.facts.derive import derive
from reportgen.facts.forms import FORMS, has
from reportgen.facts.model import Fact, Formula, Growth, Quantities, dataset
from reportgen.facts.period import parse_period
from reportgen.facts.scale import printed_number
from reportgen.facts.text import quantity

ISSUE = parse_period("2024年10月")
MONTH, MONTH_BEFORE, MONTH_LAST_YEAR = "10月", "9月", "2023年10月"
SO_FAR, SO_FAR_LAST_YEAR = "前10个月", "2023年1—10月"
UP, DOWN = ("增长", "提高", "加快", "增加", "扩大", "多", "高", "减亏"), (
    "下降", "回落", "减少", "收窄", "少", "低", "增亏")


def fact(name: str, text: str, period: str = MONTH, rate: str = "") -> Fact:
    """A fact of an issue of October 2024."""
    changes = (Growth("同比", parse_amounts(rate)[0]),) if rate else ()
    found = parse_period(period, ISSUE)
    assert found is not None
    return Fact(name, name, Quantities(parse_amounts(text)), period=found, changes=changes)


def said(form: str, now: Fact, base: Fact, decimals: int = 1, asked: str = "") -> str:
    """What a form prints of the fact computed of two by its formula."""
    made = derive("X", "测算", Formula(SENTENCES[form].formula, (), decimals), (now, base))
    assert ISSUE is not None
    whole = dataset("示例", ISSUE, (now, base, made))
    return quantity(whole, made, form, unit=asked).text


def refused(form: str, now: Fact, base: Fact) -> tuple[str, int]:
    """The code of a refusal, and how many places it is related to."""
    with pytest.raises(ReportError) as caught:
        said(form, now, base)
    (told,) = caught.value.diagnostics
    return told.code, len(told.related)


def pair(now: str, base: str, then: str = MONTH_LAST_YEAR, name: str = "产值",
         period: str = MONTH) -> tuple[Fact, Fact]:
    return fact(name, now, period), fact("乙镇" + name, base, then)


@pytest.mark.parametrize(("form", "facts", "text"), [
    ("增长句", pair("120万元", "100万元"), "比上年同期增长20.0%"),
    ("增长句", pair("80万元", "100万元"), "比上年同期下降20.0%"),
    ("增长句", pair("100万元", "100万元"), "与上年同期持平"),
    ("增长句", pair("100.04户", "100户"), "与上年同期基本持平"),
    ("增长句", pair("99.96户", "100户", MONTH), "与乙镇产值基本相同"),
    ("增长句", pair("0户", "100户"), "比上年同期下降100.0%"),
    ("增长句", pair("1.2亿元", "10000万元"), "比上年同期增长20.0%"),
    ("增长句", pair("120万元", "100万元", MONTH_BEFORE), "比上月增长20.0%"),
    ("增长句", pair("99万元", "100万元", MONTH_BEFORE), "比上月下降1.0%"),
    ("增长句", pair("120万元", "100万元", MONTH), "比乙镇产值多20.0%"),
    ("增长句", pair("80万元", "100万元", MONTH), "比乙镇产值少20.0%"),
    ("增长句", pair("80万元", "80万元", MONTH), "与乙镇产值相同"),
    ("增长句", pair("120万元", "100万元", SO_FAR_LAST_YEAR, period=SO_FAR), "比上年同期增长20.0%"),
    ("增长句", pair("120万元", "100万元", "2023年", period="2024年"), "比上年增长20.0%"),
    ("增长句", pair("120万元", "100万元", "二季度", period="三季度"), "比上季度增长20.0%"),
    ("增长句", pair("120万元", "100万元", "2023年末", period="10月末"), "比上年末增长20.0%"),
    ("增长句", pair("120万元", "100万元", "2020年", period="2024年"), "比2020年增长20.0%"),
    ("增长句", pair("120万元", "100万元", "8月"), "比8月增长20.0%"),
    ("增长句", pair("1099万元", "100万元"), "比上年同期增长999.0%"),
    ("增长句", pair("1250万元", "100万元"), "比上年同期增长11.5倍"),
    ("增长句", pair("-5万元", "10万元"), "由正转负"),
    ("增长句", pair("-5万元", "10万元", name="利润"), "由盈转亏"),
    ("增长句", pair("100.05户", "100户"), "比上年同期增长0.1%"),
    ("增量句", pair("120万元", "100万元"), "比上年同期增加20.0万元"),
    ("增量句", pair("80万元", "100万元"), "比上年同期减少20.0万元"),
    ("增量句", pair("80万元", "80万元"), "与上年同期持平"),
    ("增量句", pair("5万元", "0万元"), "比上年同期增加5.0万元"),
    ("增量句", pair("0万元", "0万元"), "与上年同期持平"),
    ("增量句", pair("5万元", "-10万元"), "由负转正，比上年同期增加15.0万元"),
    ("增量句", pair("5万元", "-10万元", name="利润总额"), "扭亏为盈，比上年同期增加15.0万元"),
    ("增量句", pair("-5万元", "10万元", name="利润总额"), "由盈转亏，比上年同期减少15.0万元"),
    ("增量句", pair("-5万元", "10万元"), "由正转负，比上年同期减少15.0万元"),
    ("增量句", pair("-5万元", "-10万元", name="利润总额"), "比上年同期减亏5.0万元"),
    ("增量句", pair("-15万元", "-10万元", name="利润总额"), "比上年同期增亏5.0万元"),
    ("增量句", pair("-15万元", "-10万元"), "比上年同期减少5.0万元"),
    ("增量句", pair("5万元", "-10万元", MONTH), "比乙镇产值多15.0万元"),
    ("增量句", pair("38.5%", "36.5%", name="合格率"), "比上年同期提高2.0个百分点"),
    ("点差句", pair("98.2%", "97%", name="合格率"), "比上年同期提高1.2个百分点"),
    ("点差句", pair("95.8%", "97%", name="合格率"), "比上年同期回落1.2个百分点"),
    ("点差句", pair("97.0%", "97%", name="合格率"), "与上年同期持平"),
    ("点差句", pair("98.2%", "97%", MONTH_BEFORE, "合格率"), "比上月提高1.2个百分点"),
    ("点差句", pair("5.6%", "5%", MONTH_BEFORE, "产值增速"), "比上月加快0.6个百分点"),
    ("点差句", pair("4.4%", "5%", MONTH_BEFORE, "产值增速"), "比上月回落0.6个百分点"),
    ("点差句", pair("-1%", "5%", MONTH_BEFORE, "产值增速"), "比上月回落6.0个百分点"),
    ("点差句", pair("98.2%", "97%", MONTH, "合格率"), "比乙镇合格率高1.2个百分点"),
    ("点差句", pair("95.8%", "97%", MONTH, "合格率"), "比乙镇合格率低1.2个百分点"),
    ("点差句", pair("5.1‰", "4.9‰", name="出生率"), "比上年同期提高0.2个千分点"),
    ("倍句", pair("200户", "100户"), "比上年同期翻一番"),
    ("倍句", pair("400户", "100户"), "比上年同期翻两番"),
    ("倍句", pair("800户", "100户"), "比上年同期翻三番"),
    ("倍句", pair("201户", "100户"), "比上年同期增长1.0倍"),
    ("倍句", pair("220户", "100户"), "比上年同期增长1.2倍"),
    ("倍句", pair("199户", "100户"), "比上年同期增长99.0%"),
    ("倍句", pair("50户", "100户"), "比上年同期下降50.0%"),
    ("倍句", pair("100户", "100户"), "与上年同期持平"),
    ("倍句", pair("约200户", "100户"), "比上年同期增长约1.0倍"),
    ("倍句", pair("-5万元", "10万元", name="利润"), "由盈转亏"),
    ("倍句", pair("220户", "100户", MONTH), "是乙镇产值的2.2倍"),
    ("倍句", pair("45户", "100户", MONTH), "相当于乙镇产值的45.0%"),
    ("年均句", pair("161.051万元", "100万元", "2019年", period="2024年"),
     "2019—2024年年均增长10.0%"),
    ("年均句", pair("81万元", "100万元", "2022年", period="2024年"), "2022—2024年年均下降10.0%"),
    ("年均句", pair("100万元", "100万元", "2022年", period="2024年"), "2022—2024年年均持平"),
    ("年均句", pair("100.01万元", "100万元", "2022年", period="2024年"), "2022—2024年年均基本持平"),
    ("点差句", tuple(replace(each, reverse=True) for each in pair("5.2%", "5%", name="失业率")),
     "比上年同期上升0.2个百分点"),
    ("占比句", (fact("甲镇产值", "25万元"), fact("产值（10月）", "192万元")), "占产值的13.0%"),
    ("占比句", (fact("甲镇产值", "超25万元"), fact("产值", "192万元")), "占产值的约13.0%"),
    ("完成率句", (fact("产值", "127万元", SO_FAR), fact("计划产值", "200万元", "2024年")),
     "完成年度计划的63.5%"),
    ("完成率句", (fact("产值", "206万元", SO_FAR), fact("目标产值", "200万元", "2024年")),
     "完成年度目标的103.0%"),
    ("完成率句", (fact("支出", "12万元"), fact("支出预算", "10万元")), "完成预算的120.0%"),
    ("进度句", (fact("产值", "177万元", SO_FAR), fact("计划产值", "200万元", "2024年")),
     "完成年度计划的88.5%，超序时进度5.2个百分点"),
    ("进度句", (fact("产值", "127万元", SO_FAR), fact("计划产值", "200万元", "2024年")),
     "完成年度计划的63.5%，欠序时进度19.8个百分点"),
    ("进度句", (fact("产值", "100万元", "上半年"), fact("任务产值", "200万元", "2024年")),
     "完成年度任务的50.0%，与序时进度持平"),
    ("进度句", (fact("库存", "100万元", "6月末"), fact("计划", "200万元", "2024年")),
     "完成年度计划的50.0%，与序时进度持平"),
])
def test_sentences(form: str, facts: tuple[Fact, Fact], text: str) -> None:
    assert said(form, *facts) == text


@pytest.mark.parametrize(("now", "base", "then", "text"), [
    ("6%", "5%", MONTH_BEFORE, "增幅比上月扩大1.0个百分点"),
    ("4%", "5%", MONTH_LAST_YEAR, "增幅比上年同期收窄1.0个百分点"),
    ("5%", "5%", MONTH_BEFORE, "增幅与上月持平"),
    ("-6%", "-5%", MONTH_BEFORE, "降幅比上月扩大1.0个百分点"),
    ("-4%", "-5%", MONTH_BEFORE, "降幅比上月收窄1.0个百分点"),
    ("-5%", "-5%", MONTH_BEFORE, "降幅与上月持平"),
    ("2%", "-1%", MONTH_BEFORE, "由降转升，增速比上月加快3.0个百分点"),
    ("-1%", "2%", MONTH_BEFORE, "由升转降，增速比上月回落3.0个百分点"),
    ("3%", "0%", MONTH_BEFORE, "由持平转为增长"),
    ("0%", "3%", MONTH_BEFORE, "由增长转为持平"),
    ("0%", "-3%", MONTH_BEFORE, "由下降转为持平"),
    ("0%", "0%", MONTH_BEFORE, "增速与上月持平"),
    ("6%", "5%", MONTH, "增速比乙镇产值高1.0个百分点"),
    ("-6%", "5%", MONTH, "增速比乙镇产值低11.0个百分点"),
])
def test_growth_against_growth(now: str, base: str, then: str, text: str) -> None:
    assert said("增幅比较句", fact("产值", "3万元", rate=now),
                fact("乙镇产值", "3万元", then, base)) == text


def test_growth_so_far_is_compared_with_a_shorter_time() -> None:
    assert said("增幅比较句", fact("产值", "3万元", SO_FAR, "6%"),
                fact("前期产值", "3万元", "2024年1—9月", "5%")) == "增幅比1—9月扩大1.0个百分点"


@pytest.mark.parametrize(("form", "facts", "refusal"), [
    ("增长句", pair("5万元", "0万元"), ("E0244", 2)),
    ("增长句", pair("5万元", "-3万元"), ("E0244", 2)),
    ("增长句", pair("82%", "65%"), ("E0243", 2)),
    ("增长句", pair("-5万元", "10万元", MONTH), ("E0244", 2)),
    ("增长句", pair("5万元", "10万元", "2023年"), ("E0243", 2)),
    ("增量句", pair("5万元", "4万元", "2024年1—9月", period=SO_FAR), ("E0243", 2)),
    ("点差句", pair("5万元", "4万元"), ("E0243", 2)),
    ("点差句", pair("5%", "4‰"), ("E0243", 2)),
    ("倍句", pair("-5万元", "10万元", MONTH), ("E0244", 2)),
    ("年均句", pair("5万元", "4万元", "2023年", period="2024年"), ("E0242", 2)),
    ("年均句", pair("5万元", "4万元", "2020年", period=MONTH), ("E0242", 2)),
    ("年均句", pair("-5万元", "4万元", "2020年", period="2024年"), ("E0244", 2)),
    ("进度句", pair("5万元", "10万元", "2024年"), ("E0231", 2)),
    ("进度句", pair("5万元", "10万元", MONTH), ("E0231", 2)),
    ("增幅比较句", (fact("甲", "5万元", rate="2%"), fact("乙", "5万元")), ("E0242", 2)),
    ("增幅比较句", (fact("甲", "5%", rate="2个百分点"), fact("乙", "5万元", rate="2%")),
     ("E0242", 2)),
    ("增幅比较句", (fact("甲", "5万元", rate="2倍"), fact("乙", "5万元", rate="2%")), ("E0243", 2)),
    ("增幅比较句", (fact("甲", "5万元", rate="约2%"), fact("乙", "5万元", rate="2%")),
     ("E0245", 0)),
])
def test_refusals_name_both_facts(
    form: str, facts: tuple[Fact, Fact], refusal: tuple[str, int]
) -> None:
    assert refused(form, *facts) == refusal


@pytest.mark.parametrize(("text", "rate", "told"), [
    ("82%", "17%", "率的升降说百分点"), ("5‰", "-2%", "率的升降说百分点"),
    ("-5万元", "20%", "没有增幅"), ("-5万元", "-20%", "没有增幅"), ("0户", "20%", "没有增幅"),
])
def test_a_reported_rate_that_its_value_cannot_have(text: str, rate: str, told: str) -> None:
    single = fact("甲", text, rate=rate)
    for form in ("同比句", "比上年句"):
        with pytest.raises(ReportError) as caught:
            printed(single, form)
        (found,) = caught.value.diagnostics
        assert (found.code, len(found.related)) == ("E0252", 2)
        assert told in found.message
    assert printed(single, "同比")      # a table shows what the source says


@pytest.mark.parametrize(("text", "rate", "told"), [
    ("82%", "1.2个百分点", "同比提高1.2个百分点"), ("82%", "0%", "同比持平"),
    ("0户", "-100%", "同比下降100%"), ("5户", "20%", "同比增长20%"),
    ("5户", "-8.6%", "同比下降8.6%"),
])
def test_a_reported_rate_that_its_value_can_have(text: str, rate: str, told: str) -> None:
    assert printed(fact("甲", text, rate=rate), "同比句") == told


def printed(single: Fact, form: str) -> str:
    assert ISSUE is not None
    return quantity(dataset("示例", ISSUE, (single,)), single, form).text


@pytest.mark.parametrize(("asked", "text"), [
    ("0", "比上年同期增加35万元"), ("亿元：4", "比上年同期增加0.0035亿元"),
])
def test_units_and_decimals(asked: str, text: str) -> None:
    assert said("增量句", *pair("135万元", "100万元"), asked=asked) == text
    assert said("增长句", *pair("1345户", "1200户"), asked="0") == "比上年同期增长12%"


def test_only_what_is_no_rate_takes_a_unit() -> None:
    with pytest.raises(ReportError, match="E0237"):
        said("增长句", *pair("135万元", "100万元"), asked="‰")


def test_a_form_belongs_to_its_formula() -> None:
    now, base = pair("120万元", "100万元")
    made = derive("X", "测算", Formula("增量", (), 1), (now, base))
    assert ISSUE is not None
    whole = dataset("示例", ISSUE, (now, base, made))
    for name in SENTENCES:
        assert has(made, name) == (name == "增量句")
        if name != "增量句":
            with pytest.raises(ReportError, match="E0231"):
                quantity(whole, made, name)
    assert FORMS["增量句"].asked


amounts = st.integers(-10 ** 6, 10 ** 6).map(lambda n: Decimal(n).scaleb(-2))
positive = st.integers(1, 10 ** 6).map(lambda n: Decimal(n).scaleb(-2))


@given(amounts, amounts, st.sampled_from(["增量句", "增长句", "倍句", "点差句"]),
       st.sampled_from([MONTH, MONTH_LAST_YEAR]))
def test_words_and_signs_agree(now: Decimal, base: Decimal, form: str, then: str) -> None:
    unit = "%" if form == "点差句" else "万元"
    try:
        text = said(form, *pair(f"{now}{unit}", f"{base}{unit}", then), 3)
    except ReportError as refusal:
        assert refusal.diagnostics[0].code in {"E0238", "E0244"}
        return
    assert "-" not in text and "−" not in text
    if now == base:
        assert "持平" in text or "相同" in text or text.startswith("是")
        return
    rose, fell = any(map(text.__contains__, UP)), any(map(text.__contains__, DOWN))
    if not text.startswith(("是", "相当于")) and "转" not in text and "翻" not in text:
        assert (rose, fell) == (now > base, now < base), text


@given(positive, positive, st.integers(0, 3))
def test_what_is_printed_can_be_computed_again(now: Decimal, base: Decimal, decimals: int) -> None:
    """From the numbers of the two facts, within half of the last place that is printed."""
    facts = pair(f"{now}万元", f"{base}万元")
    half = Decimal(5).scaleb(-decimals - 1) + Decimal(10) ** -20
    for form, exact in (("增长句", (now / base - 1) * 100), ("增量句", now - base)):
        try:
            text = said(form, *facts, decimals)
        except ReportError as refusal:
            assert refusal.diagnostics[0].code == "E0238"
            assert abs(exact) < half
            continue
        number = printed_number(text) or Decimal(0)
        if text.endswith("倍"):
            number *= 100
            assert abs(number - abs(exact)) <= half * 100
        else:
            assert abs(number - abs(exact)) <= half


@given(amounts, amounts, st.integers(0, 2))
def test_growths_are_compared_as_they_are(now: Decimal, base: Decimal, decimals: int) -> None:
    facts = (fact("产值", "3万元", rate=f"{now}%"),
             fact("产值前", "3万元", MONTH_BEFORE, f"{base}%"))
    try:
        text = said("增幅比较句", *facts, decimals)
    except ReportError as refusal:
        assert refusal.diagnostics[0].code == "E0238"
        return
    if (number := printed_number(text)) is not None:
        assert abs(number - abs(now - base)) <= Decimal(5).scaleb(-decimals - 1)
        wider = "扩大" in text or "加快" in text
        assert wider == ((abs(now) > abs(base)) if now * base > 0 else now > base), text
