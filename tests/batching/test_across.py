"""What units show beside each other: a bad and a good case for every row of the checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

from reportgen.batching.across import CHECKS, Compared, Facts, Reported, find, reported
from reportgen.diagnostics import Sink
from reportgen.facts.read import read_facts
from reportgen.memory_world import MemoryWorld
from reportgen.sources.rules import rules

LONG = "9月以来建成高标准农田120亩，其余地块正在平整土地"
Given = Mapping[str, Mapping[str, str]]


def facts(values: Mapping[str, str]) -> Facts:
    """Facts of a unit; what is called 全县… or …合计 holds for all. A value may say its period."""
    lines = []
    for at, (name, text) in enumerate(values.items()):
        value, _, period = text.partition("@")
        key = "数值" if value[-1] in "元人个%亩" else "状态"
        lines.append(f"  - {{编号: F{at}, 名称: {name}, {key}: {value}"
                     + f", 期间: {period}" * bool(period) + "}\n")
    text = "标题: 示例\n期间: 2024年10月\n事实:\n" + "".join(lines)
    sink = Sink()
    found = read_facts(Path("f.yaml"), MemoryWorld({"f.yaml": text.encode()}), sink)
    assert not sink.has_errors, [each.message for each in sink]
    return reported(found, lambda fact: not ("全县" in fact.name or "合计" in fact.name))


class Case(NamedTuple):
    now: Given
    last: Given = MappingProxyType({})
    wanted: tuple[str, ...] = ()
    more: tuple[str, ...] = ()      # units of the data without facts: they have errors


def towns(*values: Mapping[str, str], **more: str) -> Given:
    return {f"{'甲乙丙丁'[at]}镇": {**each, **more} for at, each in enumerate(values)}


def money(*values: str, **more: str) -> Given:
    return towns(*({"产值": each} for each in values), **more)


def held(case: Case) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """What is found: code → units and message."""
    told: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    now = {unit: facts(each) for unit, each in case.now.items()}
    last = {unit: facts(each) for unit, each in case.last.items()}
    for units, found in find(Compared(now, last, (*now, *case.more), case.wanted)):
        assert found.hints
        told.setdefault(found.code, []).append((units, found.message))
    return told


SEPT = "@2024年9月"
CASES: dict[str, tuple[list[Case], list[Case]]] = {
    "W1420": ([Case(money("40万元", "50万元", 全县产值="91.6万元")),
               Case(money("40人", "50人", 产值合计="91人")),
               Case(money("40万元", "50万元", 全县产值="0.1亿元"))],
              [Case(money("40万元", "50万元", 全县产值="91万元")),      # rounded, three times
               Case(money("40万元", "50万元", 全县产值="90万元")),
               Case(money("40万元", "50元", 全县产值="95%")),
               Case(money("40万元", "超50万元", 全县产值="190万元")),
               Case(money("40万元", 全县产值="90万元"), more=("乙镇",)),
               Case(towns({"人均收入": "40元"}, {"人均收入": "50元"}, 全县人均收入="45元")),
               Case({"甲镇": {"产值": "1万元", "全县产值": "9万元"},
                     "乙镇": {"产值": "1万元", "全县产值": "8万元"}})]),
    "W1421": ([Case(towns({"产值": "4万元", "税收": "2万元"}, {"产值": "4万元", "税收": "2万元"},
                          {"产值": "4万元", "税收": "3万元"}))],
              [Case(towns({"产值": "4万元", "税收": "2万元"}, {"产值": "4万元", "税收": "3万元"})),
               Case(towns({"产值": "0万元", "税收": "0万元"}, {"产值": "0万元", "税收": "0万元"})),
               Case(money("4万元", "4万元"))]),
    "W1422": ([Case(towns({"情况": LONG}, {"情况": LONG}, {"情况": "正在做"}))],
              [Case(towns({"情况": LONG}, {"情况": LONG + "了"}, {"情况": "正在做"})),
               Case(towns({"情况": "正在做"}, {"情况": "正在做"}, {"情况": LONG})),
               Case(towns({"情况": LONG}, {"情况": LONG}))]),
    "W1423": ([Case(money("400万元", "50万元"), money(f"41万元{SEPT}", f"49万元{SEPT}")),
               Case(money("0.4万元", "50万元"), money(f"41万元{SEPT}", f"49万元{SEPT}")),
               Case(money("4万元", "50万元", "6万元"),
                    money(f"41万元{SEPT}", f"49万元{SEPT}", f"60万元{SEPT}"))],
              [Case(money("400万元"), money("41万元")),                # the same issue again
               Case(money("200万元"), money(f"41万元{SEPT}")),
               Case(money("400%"), money(f"41%{SEPT}")),
               Case(money("4万元", "5万元", "6万元"),
                    money(f"41万元{SEPT}", f"49万元{SEPT}", f"60万元{SEPT}"))]),
    "W1424": ([Case(money("4万元"), wanted=("甲镇", "丁镇"))],
              [Case(money("4万元"), wanted=("甲镇", "丁镇"), more=("丁镇",)),
               Case(money("4万元"))]),
    "W1425": ([Case(money("4万元", "5万元", f"6万元{SEPT}"))],
              [Case(money("4万元", "5万元", "6万元")),
               Case(towns({"产值": "4万元", "上月产值": f"3万元{SEPT}"},
                          {"产值": "5万元", "上月产值": f"4万元{SEPT}"}))]),
}
UNITS = {"W1420": (), "W1421": ("甲镇", "乙镇"), "W1422": ("甲镇", "乙镇"), "W1424": ("丁镇",),
         "W1425": ("丙镇",)}


def test_every_row_has_its_cases_and_its_text() -> None:
    codes = [code for code, _ in CHECKS]
    assert codes == sorted(CASES) and set(codes) <= set(rules())


@pytest.mark.parametrize("code", CASES)
def test_what_is_wrong_is_found_and_nothing_else(code: str) -> None:
    bad, good = CASES[code]
    for case in bad:
        assert set(held(case)) == {code}, case
    for case in good:
        assert code not in held(case), case


@pytest.mark.parametrize("code", UNITS)
def test_the_units_are_named(code: str) -> None:
    ((units, message),) = held(CASES[code][0][0])[code]
    assert units == UNITS[code]
    assert all(unit in message for unit in units)


def test_what_is_said_can_be_looked_up() -> None:
    said = {code: held(bad[0])[code][0][1] for code, (bad, _) in CASES.items()}
    assert said["W1420"] == "各单位的“产值”加起来是90万元，“全县产值”是91.6万元，差1.6万元"
    none = Case({"甲镇": {"产值": "4万元", "全县产值": "9万元"}, "乙镇": {"全县产值": "9万元"}})
    assert "加起来（1 个单位没有这个数）是4万元" in held(none)["W1420"][0][1]
    assert said["W1423"] == "“甲镇”与上一期差了十倍上下：产值400万元，上一期41万元"
    assert said["W1425"] == "“丙镇”的“产值”是2024年9月，别的单位是2024年10月"


def test_a_unit_that_is_called_otherwise_is_told_of() -> None:
    case = Compared({}, {}, ("甲镇", "丁鎮"), ("甲镇", "丁镇"))
    (found,) = find(case)
    assert "“丁鎮”" in found.diagnostic.hints[0]


def test_of_three_that_moved_unlike_the_one_is_named() -> None:
    case = CASES["W1423"][0][2]
    assert [units for units, _ in held(case)["W1423"]] == [("乙镇",)]


def test_a_fact_is_the_same_after_it_was_put_down() -> None:
    told = facts({"产值": "超9.10万元", "情况": LONG, "人口": "12人", "份额": "3%"})
    again = {name: Reported.of(json.loads(json.dumps(each.told()))) for name, each in told.items()}
    assert {name: each.told() for name, each in again.items()} \
        == {name: each.told() for name, each in told.items()}
    for torn in ([], ["", "a", "", "", "", "", True], None, [1]):
        with pytest.raises((ValueError, TypeError, ArithmeticError)):
            Reported.of(torn)
