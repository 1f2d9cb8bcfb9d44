"""各期: one entry, a fact for each period, and their order."""

from __future__ import annotations

from facts.conftest import Reader

from reportgen.facts.text import quantity

MONTHS = """事实:
  - 编号: M1
    名称: 用电量
    口径: 规上工业
    各期: {1月: 12.60万千瓦时, 2月: -, 2023年3月: 超14万千瓦时}
"""


def test_a_fact_for_each_reported_period(read: Reader) -> None:
    facts, sink = read(MONTHS)
    assert not sink.items
    assert [(f.id, f.name, f.period.text, f.scope, quantity(facts, f).text) for f in facts] == [
        ("M1/2023年1月", "用电量（2023年1月）", "2023年1月", "规上工业", "12.60万千瓦时"),
        ("M1/2023年3月", "用电量（2023年3月）", "2023年3月", "规上工业", "超14万千瓦时"),
    ]


def test_the_gap_is_kept(read: Reader) -> None:
    facts, _ = read(MONTHS)
    line = facts.timeline("用电量")
    assert line is not None and line is facts.timeline("M1")
    assert [p.text for p in line.periods] == ["2023年1月", "2023年2月", "2023年3月"]
    assert line.facts == ("M1/2023年1月", "", "M1/2023年3月")
    assert facts.timeline("用水量") is None


def codes(read: Reader, text: str) -> list[str]:
    """The codes of one entry's errors."""
    return [d.code for d in read("事实:\n  - 编号: A\n    名称: 甲\n" + text)[1]]


def test_problems(read: Reader) -> None:
    assert codes(read, "    各期: {2月: 1户, 1月: 2户}\n") == ["E0233"]
    assert codes(read, "    各期: {1月: 1户, 2023年1月: 2户}\n") == ["E0233", "E0214"]
    assert codes(read, "    各期: {1月: 1户}\n    数值: 2户\n") == ["E0233"]
    assert codes(read, "    各期: {1月: 1户}\n    怪: 2户\n") == ["E0121"]
    assert codes(read, "    各期: {昨天: 1户, 1月: 1户}\n") == ["E0210"]
    assert codes(read, "    各期: {1月: [1户], 2月: 3户}\n") == ["E0122"]
    assert "E0122" in codes(read, "    各期: 多\n")


def test_a_name_of_its_own(read: Reader) -> None:
    text = MONTHS + "  - {编号: A, 名称: 用电量, 数值: 1户}\n"
    assert [d.code for d in read(text)[1]] == ["E0215"]
