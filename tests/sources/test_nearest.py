from __future__ import annotations

import time

import pytest

from reportgen.sources.nearest import nearest

NAMES = ("枇杷产量", "枇杷产值", "“非农”复耕面积", "限上消费品零售额", "211省道", "名称", "数值")


@pytest.mark.parametrize(("written", "meant"), [
    ("枇杷产值量", "枇杷产值"),
    ("枇杷产植", "枇杷产量"),            # equally near: the first in the file
    ('"非农"复耕面积', "“非农”复耕面积"),
    ("２１１省道", "211省道"),
    ("零售额", "限上消费品零售额"),
    ("数直", "数值"),
    ("固定资产", None),
    ("称", None),
    ("", None),
])
def test_nearest(written: str, meant: str | None) -> None:
    assert nearest(written, NAMES) == meant


def test_swapped_neighbours_are_one_step() -> None:
    assert nearest("杷枇产值", ("固定资产投资", "枇杷产值")) == "枇杷产值"


def test_twenty_thousand_candidates_are_quick() -> None:
    names = [f"指标{number}产值" for number in range(20_000)]
    start = time.process_time()
    assert nearest("指标77产直", names) == "指标77产值"
    assert time.process_time() - start < 2
