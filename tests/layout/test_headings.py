"""Headings of columns in lines."""

from __future__ import annotations

import pytest

from reportgen.layout.headings import in_lines, parted


@pytest.mark.parametrize(("heading", "room", "lines"), [
    ("固定资产投资", 6, "固定资产投资"), ("固定资产投资", 4, "固定资产|投资"),
    ("社会消费品零售总额", 5, "社会消费品|零售总额"), ("镇（街道）", 4, "镇|（街道）"),
    ("比上年同期增长", 3, "比上年|同期|增长"), ("累计（万千瓦时）", 6, "累计|（万千瓦时）"),
    ("规上工业总产值（万元）", 8, "规上工业总产值|（万元）"), ("GDP增速（%）", 5, "GDP增速|（%）"),
    ("甲\n乙丙丁", 2, "甲|乙丙丁"), ("农村居民人均可支配收入", 2, "农村居民人均可支配收入"),
])
def test_lines_end_between_words(heading: str, room: int, lines: str) -> None:
    assert in_lines(heading, room, len).replace("\n", "|") == lines


def test_what_a_heading_asks_for_at_least() -> None:
    assert parted("固定资产投资") == "固定资产"
    assert parted("累计（万千瓦时）") == "（万千瓦时）"
    assert parted("产值") == "产值"
