"""The sample: every row is there, nothing is harder than its source, nothing is invented."""

from __future__ import annotations

import pytest

from reportgen.facts.model import Dataset, Modality, UnassignedRates
from reportgen.facts.text import quantity

VALUES = {
    "A1": "20517万元", "A2": "15829万元", "A3": "8337.3万元", "A4": "537.6万元", "A5": "2263余吨",
    "A6": "超9052万元", "A7": "585.6亩", "A8": "1405.5万元", "A9": "236家", "A10": "192家",
    "A11": "25家",
    "A-note": "8%、44%、25.9%", "B3": "90%", "B6": "94.7%", "B8": "2亿元", "C5": "16113人次",
    "C6": "17630处",
    "C7": "3487.9吨", "C8": "356.5平方米", "C9": "8个村居", "C12": "17平方公里", "C13": "31吨",
    "C14": "107个",
    "C16": "5个村", "D1": "40余份", "D2": "35件", "D3": "一处", "D4": "7次", "D5": "45次",
    "D6": "957人次",
    "D7": "5人", "D8": "7人次", "D9": "36户52人", "D10": "23人次", "D11": "87人次",
    "D12": "110余户",
    "D13": "100余万元", "D14": "十余人", "D15": "1万多元", "E1.3": "2亿元", "E2.8": "63亩",
    "X1": "928.5万元",
    "X2": "13.0%",
}


def test_values(jinxi: Dataset) -> None:
    assert {id_: quantity(jinxi, jinxi.by_id[id_]).text for id_ in VALUES} == VALUES
    numbered = {fact.id for fact in jinxi if any(ch.isdigit() for ch in quantity(jinxi, fact).text)}
    assert numbered - set(VALUES) == set()


@pytest.mark.parametrize(("letter", "count"), [("A", 13), ("B", 8), ("C", 19), ("D", 15)])
def test_every_row(jinxi: Dataset, letter: str, count: int) -> None:
    assert all(f"{letter}{number}" in jinxi.by_id for number in range(1, count + 1))


def test_rates_belong_to_nobody(jinxi: Dataset) -> None:
    value = jinxi.by_id["A-note"].value
    assert isinstance(value, UnassignedRates)
    assert (len(value.rates), value.of) == (3, ("A1", "A2", "A3", "A4"))
    assert not any(jinxi.by_id[id_].changes for id_ in value.of)


def test_nothing_is_hardened(jinxi: Dataset) -> None:
    assert jinxi.by_id["C19"].modality is Modality.AIMED
    assert jinxi.by_id["B8"].stage == ""
    assert jinxi.by_id["E1.3"].modality is Modality.AIMED
    for fact in jinxi:
        if fact.id.startswith("E"):
            assert fact.modality in {Modality.PLANNED, Modality.AIMED}
            assert fact.period.text == "2024年"


def test_stages(jinxi: Dataset) -> None:
    stages = {fact.id: (fact.stage, fact.stage_complete) for fact in jinxi if fact.stage}
    assert stages == {
        "B1": ("建成投用", True), "B2": ("征地签约与招标", False), "B3": ("施工建设", False),
        "B4": ("规划设计", False), "B5": ("征地签约与招标", False), "B6": ("征地签约与招标", False),
        "B7": ("规划设计", True),
    }


def test_our_reading_is_marked(jinxi: Dataset) -> None:
    assert {fact.id for fact in jinxi if fact.inferred} == {"A11", "B3", "C4", "X2"}
    assert {fact.id for fact in jinxi if fact.derived} == {"X1", "X2"}
    assert jinxi.by_id["E1.3"].same_as == "B8"
    assert jinxi.by_id["A11"].part_of == "A10"
