from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.document.tidy import unit_name
from reportgen.facts.amount import AmountError, Units, own_units, parse_amounts, read_amounts
from reportgen.facts.amount_text import amount_text
from reportgen.facts.model import Amount
from reportgen.facts.unit_table import KNOWN, may_be_unit, one_kind
from reportgen.sources.nodes import Scalar

COMPOUND = (
    "微克/立方米", "毫克/升", "吨标准煤/万元", "张/千人", "件/万人", "辆/百户", "元/人·月",
    "元/人/月",
    "千瓦时/平方米", "立方米/万元", "克/千瓦时", "人/平方公里", "元/平方米·月", "元/(人·月)",
    "次/分钟",
    "公斤/亩", "μg/m³", "mg/L", "kWh/m²", "t/km²", "人·次", "千克标准煤/吨",
)


@pytest.mark.parametrize("unit", sorted(KNOWN))
def test_every_unit_is_read_whole(unit: str) -> None:
    assert parse_amounts("12" + unit) == (Amount("12", Decimal(12), unit_name(unit)),)
    assert parse_amounts("3万" + unit) == (Amount("3", Decimal(3), unit_name(unit), "万"),)


@pytest.mark.parametrize("unit", COMPOUND)
def test_compound_units_are_read_and_printed_as_written(unit: str) -> None:
    (amount,) = parse_amounts("0.35" + unit)
    assert (amount.unit, amount.multiplier) == (unit, "")
    assert amount_text(amount) == "0.35" + unit
    (amount,) = parse_amounts("约1.2亿" + unit)
    assert amount_text(amount) == "约1.2亿" + unit


@pytest.mark.parametrize("unit", COMPOUND)
def test_a_compound_unit_may_be_declared_as_well(unit: str) -> None:
    sink = Sink()
    units = own_units([Scalar(unit, Span("f", 1, 1))], sink)
    assert not list(sink)
    assert parse_amounts("8.5" + unit, units)[0].unit == unit


@pytest.mark.parametrize(("text", "unit"), [
    ("25µg/㎥", "μg/m³"), ("25ug/m3", "μg/m³"), ("25 μg/m³", "μg/m³"), ("12元/㎡", "元/平方米"),
    ("12公斤／亩", "公斤/亩"), ("7 吨 / 亩", "吨/亩"), ("8元/人•月", "元/人·月"), ("5m3", "立方米"),
    ("5m²", "平方米"), ("5㎥", "立方米"),
])
def test_one_spelling_is_kept(text: str, unit: str) -> None:
    assert parse_amounts(text)[0].unit == unit


@pytest.mark.parametrize(("text", "unknown", "hints"), [
    ("8张/千床", "床", ("确是新单位，在文件开头写明“单位: [床]”",)),
    ("8箱/托", "箱", ("确是新单位，在文件开头写明“单位: [箱]”",)),
    ("5立方公理", "立方公理", ("确是新单位，在文件开头写明“单位: [立方公理]”",)),
    ("5KWH", "KWH", ("是不是：kWh？", "确是新单位，在文件开头写明“单位: [KWH]”")),
    ("5%%", "%%", ("是不是：%？",)),
    ("5平米", "平米", ("是不是：平方米？", "确是新单位，在文件开头写明“单位: [平米]”")),
    ("5万万元", "万元", ("单位照这样写：吨、元/平方米、张/千人，不写数字、倍数和约数字",)),
    ("5吨/左右", "吨/", ("单位照这样写：吨、元/平方米、张/千人，不写数字、倍数和约数字",)),
])
def test_no_hint_changes_the_dimension_and_each_declaration_works(
    text: str, unknown: str, hints: tuple[str, ...],
) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amounts(text)
    assert f"不认识的单位“{unknown}”" in caught.value.message
    assert caught.value.hints == hints
    if may_be_unit(unknown):
        names = {"箱": ("箱", "托")}.get(unknown, (unknown,))
        assert parse_amounts(text, Units.known(names))


def test_brackets_come_in_pairs() -> None:
    for text in ("3元/(人·月", "3元/人)"):
        with pytest.raises(AmountError, match="不成对"):
            parse_amounts(text)


def test_what_is_no_slip() -> None:
    assert one_kind("平方公理", "平方公里")
    for unit, other in (("m³", "㎡"), ("立方米", "平方米"), ("毫克", "微克"), ("人次", "人"),
                        ("mg", "μg"), ("元", "美元"), ("千瓦", "千瓦时"), ("元/亩", "元")):
        assert not one_kind(unit, other)


@pytest.mark.parametrize("unit", ["万人日", "5人", "人左右", "元/", "人,户", "1/万人"])
def test_no_unit(unit: str) -> None:
    sink = Sink()
    own_units([Scalar(unit, Span("f", 1, 1))], sink)
    assert [each.code for each in sink] == ["E0229"]


def test_a_sign_that_is_read_by_its_name_is_told_and_one_that_stays_is_not() -> None:
    for text, told in (("5m³", ["I0250"]), ("12元/m²", ["I0250"]), ("25μg/m³", [])):
        sink = Sink()
        assert read_amounts(Scalar(text, Span("f", 1, 1)), Units.known(), sink)
        assert [each.code for each in sink] == told
