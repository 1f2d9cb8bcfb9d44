from __future__ import annotations

from datetime import date

import pytest

from reportgen.diagnostics import Span
from reportgen.facts.amount import Units
from reportgen.facts.heads import (
    folded,
    in_brackets,
    is_value,
    label,
    period_of,
    read_head,
    unit_of,
)
from reportgen.facts.model import Period
from reportgen.sources.table import Cell

UNITS = Units.known()
JUNE = Period("2024年6月", 2024, 6, date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize(("text", "line"), [
    ("粮食\n产量", "粮食产量"), ("合　计", "合计"), ("甲 镇", "甲镇"), ("PM 2.5", "PM 2.5"),
    (" a\nb ", "ab"),
])
def test_a_name_on_one_line(text: str, line: str) -> None:
    assert folded(text) == line


@pytest.mark.parametrize(("text", "name", "part"), [
    ("一、产值", "产值", False), ("其中：规上", "规上", True), ("（二）其中:规上", "规上", True),
    ("1.产值", "产值", False), ("2.5公里", "2.5公里", False), ("其中", "其中", False),
])
def test_labels(text: str, name: str, part: bool) -> None:
    assert label(text) == (name, part)


@pytest.mark.parametrize(("text", "found"), [
    ("产值（万元）", ("产值", "万元")), ("同比(±%)", ("同比", "%")), ("同比±%", ("同比", "%")),
    ("单价（元/吨）", ("单价", "元/吨")), ("产值（含税）", ("产值（含税）", "")),
    ("用电量（单位：万千瓦时）", ("用电量", "万千瓦时")), ("率%", ("率", "%")), ("%", ("%", "")),
])
def test_units_in_brackets(text: str, found: tuple[str, str]) -> None:
    assert in_brackets(text, UNITS) == found


@pytest.mark.parametrize(("text", "unit"), [
    ("万元", "万元"), ("%", "%"), ("增减%", "%"), ("户", "户"), ("怪", ""),
    ("1万元", ""), ("余吨", ""),
])
def test_units(text: str, unit: str) -> None:
    assert unit_of(text, UNITS) == unit


@pytest.mark.parametrize(("text", "period"), [
    ("本月", "本月"), ("本月数", "本月"), ("本月止累计", "累计"), ("1—10月", "1—10月"),
    ("2023年", "2023年"), ("同比", ""), ("产值", ""), ("上年同期", ""),
])
def test_periods(text: str, period: str) -> None:
    assert period_of(text, None) == period


@pytest.mark.parametrize(("text", "value"), [
    ("100", True), ("-3.2%", True), ("2050", True), ("2024.5", True), ("↑5.1", True),
    ("降3.2%", True),
    ("1,234.5", True), ("12.5万吨", True), ("—", False), ("", False), ("1月", False),
    ("2024年", False), ("产值", False), ("甲镇", False), ("2023年1—6月", False),
])
def test_values(text: str, value: bool) -> None:
    assert is_value(text, UNITS) is value


@pytest.mark.parametrize(("texts", "said"), [
    (["工业", "产值（万元）"], ("数值", "工业产值", "万元", "")),
    (["产值", "1—6月", "同比（%）"], ("同比", "产值", "%", "1—6月")),
    (["本月", "绝对数"], ("数值", "", "", "本月")),
    (["产值（1—6月）"], ("数值", "产值", "", "1—6月")),
    (["产值", "万元"], ("数值", "产值", "万元", "")), (["上年同期数"], ("上年同期", "", "", "")),
    (["产值", "全年计划"], ("计划", "产值", "", "")),
    (["产值", "2023"], ("数值", "产值", "", "2023")),
])
def test_heads(texts: list[str], said: tuple[str, str, str, str]) -> None:
    cells = [Cell(text, Span("f", row, 1)) for row, text in enumerate(texts)]
    head = read_head(3, cells, UNITS, JUNE)
    assert (head.measure, head.name, head.unit, head.period) == said
