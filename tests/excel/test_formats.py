"""Number formats as the office sees them: tables of cases, and LibreOffice as the judge."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from support import books

from reportgen.excel.cells import NotShownError
from reportgen.excel.formats import shown, text_shown

ACCOUNT = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
MONTH = 'yyyy"年"m"月"'


@pytest.mark.parametrize(("value", "code", "text"), [
    ("12.6", "0.00", "12.60"), ("12.6", "0", "13"), ("2263.4567", "0.0", "2263.5"),
    ("0.0512345678", "0.0%", "5.1%"), ("-0.0321", "0.0%", "-3.2%"),
    ("0.30000000000000004", "General", "0.3"), ("1.005", "0.00", "1.01"), ("2.5", "0", "3"),
    ("-2.5", "0", "-3"), ("0.285", "0%", "29%"), ("12345678", "#,##0,", "12,346"),
    ("123456.789", '0\\.0,"万元"', "12.3万元"), ("20517", '#,##0.00"万元"', "20,517.00万元"),
    ("-3.2", "0.0;(0.0)", "(3.2)"), ("-3.2", '"增长"0.0%;"下降"0.0%;"持平"', "下降320.0%"),
    ("0", '"增长"0.0%;"下降"0.0%;"持平"', "持平"), ("0", "0;-0;;@", ""), ("0", ACCOUNT, "-"),
    ("-0.001", "0.0", "0.0"), ("7", '[>=10000]0.0,"千";0', "7"), ("5", "#.##", "5"),
    ("12", "[Red][<=10]0.0;[蓝色]0", "12"), ("1234", "[$¥-804]#,##0.00", "¥1,234.00"),
    ("45444", MONTH, "2024年6月"), ("45444", "yyyy-mm", "2024-06"),
    ("45444", "yyyy/m/d", "2024/6/1"),
    ("45444.75", "h:mm", "18:00"), ("45444.3", "mm:ss", "12:00"), ("45444", "yy.m.d", "24.6.1"),
    ("45444.75", "h:mm AM/PM", "6:00 PM"), ("0.333333333333333", "h:mm:ss", "8:00:00"),
    ("45444", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年6月1日"),
    ("123456789012", "General", "123456789012"), ("2", "@", "2"), ("5", '"约"General"户"', "约5户"),
])
def test_what_is_shown(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code).strip() == text


def test_the_calendar_of_1904() -> None:
    assert shown(Decimal(43982), "yyyy/m/d", from_1904=True) == "2024/6/1"


@pytest.mark.parametrize(("value", "code", "reason"), [
    ("5", "0.00E+00", "科学计数法"), ("0.5", "# ?/?", "分数"), ("5", "[DBNum1]General", "DBNum1"),
    ("0.333333333333333", "General", "小数位"), ("12345678901234567", "General", "15 位"),
    ("0.5", "[h]:mm", "[h]"), ("45444", "mmm-yy", "mmm"), ("5", "0x", "读不懂"),
    ("-5", "[>=10000]0.0,;0", "负号"), ("5", "0,.00", "逗号"), ("5", "0!.0", "不一样"),
    ("30", "yyyy/m/d", "1900"), ("45444", '上午/下午h"时"', "上午"),
    ("5", "[<3]0;[>7]0", "管这个数"),
    ("NaN", "0", "不是一个数"), ("45444", "yyyy0", "读不了"),
])
def test_what_is_refused(value: str, code: str, reason: str) -> None:
    with pytest.raises(NotShownError, match=reason.replace("[", r"\[")):
        shown(Decimal(value), code)


@pytest.mark.parametrize(("code", "text"), [
    ("General", "甲"), ("@", "甲"), ("0.00", "甲"), (ACCOUNT, "甲"), (';;;"约"@', "约甲"),
    (";;;", ""), ('"第"@', "第甲"),
])
def test_texts(code: str, text: str) -> None:
    assert text_shown("甲", code).strip() == text


NUMBERS = [
    "General", "0", "0.0", "0.00", "0.000", "#,##0", "#,##0.00", "#,##0.0", "0%", "0.0%", "0.00%",
    "#.##", "#.0#", "0.0#", "?0.0?", "#,###", "000", "00000", "#,##0,", "0.0,", "0.00,,",
    "#,##0.0,", "0,,", '0.0,"千元"', '0.00"吨"', '0.0"万元"', '"约"0', '0"户"', '#,##0"元"',
    "0\\.0,",
    '0\\.0,"万元"', '0"."00', "0.0;-0.0", "0.0;[Red]-0.0", "0.0;(0.0)", "#,##0_);(#,##0)",
    "#,##0.00_);[Red](#,##0.00)", "0.0;[Red]0.0", '"增长"0.0%;"下降"0.0%;"持平"', "↑0.0%;↓0.0%",
    "+0.0%;-0.0%;0.0%", "+0.0;-0.0;0", "0;-0;;@", "0;;", "0;", '0.0;-0.0;"—"',
    "[>=10000]0.0,;0", '[>=100000000]0.00,,"亿";[>=10000]0.0,"千";0', "[<1]0.00;0",
    '[=0]"无";0.0', "[<0]0.0;0.00", '[>100]"大"0;[<=10]"小"0;0', ACCOUNT,
    '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "¥#,##0.00", "[$¥-804]#,##0.00",
    "[$￥-804]#,##0.00;[$￥-804]-#,##0.00", '0.0"‰"', "0.0‰", "000-0000", '00"-"00', "(0)",
    "0.00E+00", "# ?/?", "# ??/??", "@", "[DBNum1]General", "[Blue]0.0;[Green]-0.0", "0.0 ",
    '0 "人"', '#,##0.0 "万人"', '0"人" ', "[Color10]0.00", '"A"0"B"0', '0.0"%"', "0.00%;-0.00%;-",
    "0.0_ ", "0.0_);\\(0.0\\)", '0.0,,"百万元"', ";;;", "#,##0.##", "0!.0,", "#", '#"户"', "##0.0",
    "#,#", "0.0\\%", "$#,##0.00", '0"年"', "#,##0,,.00",
]
VALUES = [
    0, 1, -1, 2263, 2263.4567, 0.0512345678, -0.0321, 12345.678, 123456.789, -123456.789,
    1234567890, 0.5, -0.5, 1.005, 2.675, 0.285, 1.45, -1.45, 0.045, 0.1 + 0.2, 99.995, 999.95,
    0.001, -0.001, -0.04, 100, 1000, 9999.5, 12.345678, 1e-7, 123456789012, -20517, 8.5, 0.125,
]
DATES = [
    MONTH, "yyyy-mm", "yyyy/m/d", "yyyy-mm-dd", "yy-m-d", 'yyyy"年"m"月"d"日"', 'm"月"d"日"',
    "h:mm",
    "h:mm:ss", "yyyy/m/d h:mm", 'h"时"mm"分"', "[$-804]" + MONTH, "yyyy.mm", "yyyymmdd", "m/d", "d",
    "mm:ss", 'yyyy"年"', "e/m/d", "aaaa", "h:mm AM/PM", "[h]:mm", "mmm-yy", 'm"月"', "yyyy\\-mm;@",
]
DAYS = [45444, 45444.5, 36526, 45291.75, 45350.1234, 45443.99]
# LibreOffice multiplies by a hundred in binary; Excel, like us, rounds the decimal half up.
HALVES = {("0%", 1.005), ("0%", 0.285)}


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_libreoffice_shows_the_same_or_we_refuse(tmp_path: Path) -> None:
    cells = [(code, value) for code in NUMBERS for value in VALUES]
    cells += [(code, day) for code in DATES for day in DAYS]
    made = books.book([])
    for row, (code, value) in enumerate(cells, 1):
        cell = books.sheet(made).cell(row, 1, value)
        cell.number_format = code
        books.sheet(made).cell(row, 2, "|")
    made.save(tmp_path / "a.xlsx")
    seen = books.as_shown(tmp_path / "a.xlsx")
    assert len(seen) == len(cells) > 2_000
    refused: Counter[str] = Counter()
    for (code, value), (text, _) in zip(cells, seen, strict=True):
        try:
            ours = shown(Decimal(repr(value)), code).strip()
        except NotShownError:
            refused[code] += 1
            continue
        assert ours == text.strip() or (code, value) in HALVES, (code, value)
    whole = [code for code in (*NUMBERS, *DATES) if not refused[code]]
    assert len(whole) >= 60
    assert sum(refused.values()) < 300
