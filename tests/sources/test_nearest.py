from __future__ import annotations

import time

import pytest

from reportgen.sources.nearest import asked, asked_key, nearest

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


@pytest.mark.parametrize(("written", "keys", "hints"), [
    ("近以", ("近似",), ("是不是：近似？",)), ("紧急程废", ("紧急程度",), ("是不是：紧急程度？",)),
    ("报送", ("报", "报头"), ()), ("抄送", ("送", "主送"), ()), ("产量", ("产值",), ()),
    ("缺席", ("出席",), ()), ("同比", ("环比",), ()), ("日期时间", ("日期",), ()),
])
def test_a_word_of_the_trade_is_no_slip(
    written: str, keys: tuple[str, ...], hints: tuple[str, ...]
) -> None:
    assert asked_key(written, keys) == hints


def test_names_are_asked_for_with_their_values() -> None:
    values = {"枇杷产量": "2263余吨", "枇杷产值": "超9052万元"}
    assert asked("枇杷产植", values, values.__getitem__) == (
        "是不是：枇杷产量（2263余吨），还是 枇杷产值（超9052万元）？",)
