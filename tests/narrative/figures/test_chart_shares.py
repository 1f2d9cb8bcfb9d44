"""Shares beside amounts: true ones, each rounded by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.charts.kinds import VILLAGES, chart
from support.charts.stub import CHAIN, THEME

from reportgen.charts.compile import drawing
from reportgen.charts.parts.series import ROUNDED, SHARES, share_note
from reportgen.document.chart import SeriesChart
from reportgen.document.chart_words import sentences


def shares(spec: SeriesChart) -> list[list[str]]:
    """The texts of the shares of a chart, series by series; empty where there is none."""
    return [[each.share.text if each is not None and each.share is not None else ""
             for each in series.data] for series in spec.series]


@pytest.mark.parametrize("kind", ["饼", "环", "占比"])
def test_parts_of_a_whole(kind: str) -> None:
    spec = chart(kind, VILLAGES[:4], {"": (365, 248, 152, 95)}, whole=860)
    assert shares(spec) == [["42.4%", "28.8%", "17.7%", "11.0%"]]
    assert share_note(spec) == f"{SHARES}，{ROUNDED}"       # 99.9 %: pushed up, one would be untrue
    assert sentences(spec)[0] == "东村365万元（占42.4%）"
    made = drawing(spec, THEME, CHAIN)
    assert {"42.4%", "28.8%", "17.7%", "11.0%"} <= set(made.texts)


def test_columns_of_100_per_cent() -> None:
    spec = chart("百分堆叠", VILLAGES[:3], {"甲": (1, 3, 0), "乙": (3, None, 0)})
    assert shares(spec) == [["25.0%", "100.0%", ""], ["75.0%", "", ""]]
    assert share_note(spec) == SHARES
    assert sentences(spec)[1].startswith("乙：东村3万元（占75.0%），西村没有数据")


def test_a_half_is_rounded_up_as_in_every_derived_share() -> None:
    assert shares(chart("饼", VILLAGES[:2], {"": (1, 1999)}, whole=2000)) == [["0.1%", "100.0%"]]


def test_what_is_not_exact_says_so() -> None:
    assert shares(chart("饼", VILLAGES[:2], {"": ("约30", 70)}, whole=100)) == [
        ["约30.0%", "70.0%"]]
    assert shares(chart("饼", VILLAGES[:2], {"": (30, 70)}, whole="超100")) == [
        ["约30.0%", "约70.0%"]]
    spec = chart("百分堆叠", VILLAGES[:2], {"甲": ("约1", 3), "乙": (3, 1)})
    assert shares(spec) == [["约25.0%", "75.0%"], ["约75.0%", "25.0%"]]


def test_no_shares_of_shares_nor_of_what_is_no_whole() -> None:
    for spec in (chart("环", VILLAGES[:2], {"": (44.5, 55.5)}, unit="%"),
                 chart("堆叠", VILLAGES[:2], {"甲": (1, 2), "乙": (3, 4)}),
                 chart("条形", VILLAGES[:2], {"": (1, 2)})):
        assert not any(map(any, shares(spec)))
        assert not share_note(spec)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_every_share_is_the_nearest_tenth(parts: list[int]) -> None:
    spec = chart("饼", [str(n) for n in range(len(parts))], {"": parts}, whole=sum(parts))
    for part, text in zip(parts, shares(spec)[0], strict=True):
        off = Decimal(text.rstrip("%")) * sum(parts) - 100 * part
        assert abs(off) <= Decimal("0.05") * sum(parts)
