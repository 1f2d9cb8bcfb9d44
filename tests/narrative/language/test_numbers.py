"""Which typed digits are figures: whole, and never across a comma; names, dates, addresses not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Sink
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.language.survey import survey


def figures(text: str) -> list[str]:
    """The typed figures of a text."""
    return [each.text for each in survey(passage([Line(text, 1)], "b.md"), Sink()).numerals]


@pytest.mark.parametrize(("text", "found"), [
    ("增速-3.2%", ["-3.2%"]), ("增速−3.2%", ["−3.2%"]), ("GDP5.2亿元", ["5.2"]),
    ("CPI102.3", ["102.3"]),
    ("占百分之五", ["百分之五"]), ("约三分之一", ["三分之一"]), ("千分之二点五", ["千分之二点五"]),
    ("补助5—10万元", ["5—10"]), ("3至5天", ["3至5"]), ("1—10月", ["1—10月"]),
    ("1－6月份", ["1－6月份"]),
    ("1,234.5万元", ["1,234.5"]), ("200，1000户", ["200", "1000"]), ("200、300户", ["200", "300"]),
    ("装机10MW", ["10"]), ("存储5TB", ["5"]), ("建厂房5栋", ["5"]), ("举办培训12期", ["12"]),
    ("投入产出比1∶1.8", ["1∶1.8"]), ("第二次", ["第二次"]), ("二十三人", ["二十三人"]),
    ("2263余吨", ["2263"]), ("24小时内办结", ["24"]), ("新建四个厂房", ["四个"]), ("15kV", ["15"]),
])
def test_a_figure_is_seen_whole(text: str, found: list[str]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize("text", [
    "2024年3月9日", "2024-03-09", "2024/3/9", "2024.3.9", "3月9日上午", "10月底", "截至2023年底",
    "2025—2027年", "二〇二五年", "8:30至17:00", "9时30分", "0577-12345678", "13800001234",
    "0000-0000000", "拨打12345热线", "110报警", "邮编325500", "3号楼502室", "5栋201室",
    "201会议室", "第8号", "示政发〔2024〕8号", "第12期", "2.0版", "№7", "ISO9001",
    "GB/T 9704—2012", "Win10", "G15高速", "X101县道", "PM2.5", "COVID-19", "C919", "H7N9",
    "K12+300", "Q355B钢", "5G基站", "4A级景区", "3D打印", "A4纸", "T1航站楼", "B2B", "“3·15”",
    "“1+3+N”体系", "“双11”", "第十四届", "第14届", "24小时值班", "24小时在线", "110kV线路",
    "10千伏线路", "220V", "四个意识", "“四个意识”", "两个维护", "“五个一”工程", "八项规定",
    "四套班子", "“三个代表”", "7×24小时", "“十四五”", "https://a.cn/b2024?c=3", "a1b2@c3.cn",
])
def test_a_name_a_date_an_address_is_no_figure(text: str) -> None:
    assert figures(text) == []
    assert figures(f"在{text}，共3项") == ["3"]


@given(st.text("0123456789０,.，、。—-%百万二三年月日号A:：·+“”", max_size=40))
def test_no_figure_reaches_over_a_comma_and_no_digit_is_read_twice(text: str) -> None:
    rest = text
    for found in figures(text):
        assert "，" not in found
        assert "、" not in found
        _, mark, rest = rest.partition(found)
        assert mark


def test_long_lines_take_linear_time() -> None:
    for unit in ("1-", "A1", "1,", "百分之", "0-", "2024年", "1.", "“1+"):
        assert len(figures(unit * 5_000)) >= 0


@pytest.mark.parametrize("text", ["-1.5%～2.0%", "-5—-3", "-5至3", "−2～−1"])
def test_a_range_below_zero_is_one_figure(text: str) -> None:
    assert figures(f"增速为{text}。") == [text]
