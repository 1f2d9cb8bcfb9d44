"""Faults planted in a briefing: what must be told is told, and the rest is said to be untold."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from reportgen.acts.mutating import (
    ALL,
    CHECKS,
    PDF,
    READER,
    SOURCE,
    TRACE,
    Rate,
    Subject,
    mutated,
)
from reportgen.world import DiskWorld

DATA = Path(__file__).parents[2] / "data"


@cache
def rates(name: str) -> tuple[Rate, ...]:
    return tuple(mutated(Subject(DATA / name, DiskWorld()), 1, 1))


@pytest.mark.slow
def test_what_must_be_told_is_told() -> None:
    found = rates("notice-2024")
    assert [each for each in found if each.missed] == []
    planted = {(each.where, each.kind) for each in found if each.planted}
    assert {(PDF, "白字"), (PDF, "数被盖住"), (ALL, "不属于任何事实的数"),
            (ALL, "事实的数印错")} <= planted
    assert all(each.caught == each.planted for each in found if each.must)


@pytest.mark.slow
def test_a_wrong_value_that_nothing_contradicts_is_said_to_be_untold() -> None:
    wrong = next(each for each in rates("notice-2024") if each.kind == "数字换了一个")
    assert (wrong.where, wrong.planted, wrong.caught) == (SOURCE, 1, 0)


def test_a_defence_that_must_tell_and_does_not_is_counted() -> None:
    rate = Rate(ALL, "甲", (TRACE,))
    rate.count({TRACE})
    rate.count(set())
    assert (rate.planted, rate.caught, rate.missed, rate.told) == (2, 1, 1, {TRACE: 1})
    either = Rate(SOURCE, "乙", (READER, CHECKS))
    either.count({CHECKS})
    assert either.missed == 0
    either.count(set())
    assert either.missed == 1
