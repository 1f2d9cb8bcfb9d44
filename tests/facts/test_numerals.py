from __future__ import annotations

import pytest

from reportgen.facts import numerals


@pytest.mark.parametrize(("text", "value"), [
    ("零", 0), ("一", 1), ("两", 2), ("十", 10), ("一十", 10), ("十二", 12), ("二十", 20),
    ("一百零五", 105), ("一百一十", 110), ("百", 100), ("两千零一", 2001), ("两千零一十", 2010),
    ("九千九百九十九", 9999), ("〇", 0),
    ("一万二千", 12000), ("一万零二百", 10200), ("十万零五", 100005), ("两万", 20000),
    ("一百二十万三千", 1203000), ("一百二十万零三千", 1203000), ("一亿二千万", 120000000),
    ("三亿零五万六千", 300056000), ("一亿零一十", 100000010),
])
def test_read(text: str, value: int) -> None:
    assert numerals.value(text) == value


@pytest.mark.parametrize("text", [
    "", "二三", "一百二", "一零五", "十百", "一百五", "零五", "百百", "二〇二三", "万", "甲",
    "一百零", "一万二", "一万二百", "万二千", "一万零零二", "一万零", "一万零三千", "一亿二万",
])
def test_refused(text: str) -> None:
    assert numerals.value(text) is None


def test_every_numeral_reads_back() -> None:
    assert all(numerals.value(numerals.spell(number)) == number for number in range(10_000))
