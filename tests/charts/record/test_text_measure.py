"""Measuring and breaking text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.charts.stub import RULER

from reportgen.typeset.classes import NOSTART, classify


def test_width_is_the_sum_of_advances() -> None:
    assert RULER.width("9052万元", 10) == pytest.approx(4 * 5.55 + 20)


@pytest.mark.parametrize(("text", "ems", "lines"), [
    ("限上消费品零售额", 9, ("限上消费品零售额",)),
    ("限上消费品零售额", 5, ("限上消费", "品零售额")),                # even, not 5 and 3
    ("生态搬迁项目（上朱山自然村）", 9, ("生态搬迁项目", "（上朱山自然村）")),
    ("超9052万元", 3.5, ("超9052", "万元")),
    ("工程量完成90%", 5, ("工程量", "完成90%")),
    ("走访、慰问", 2.5, ("走", "访、", "慰问")),                     # 、 never begins a line
    ("施工图设计等前期完成，进入工程招标", 11.5, ("施工图设计等前期完成，", "进入工程招标")),
    ("受理了（甲）", 4, ("受理了", "（甲）")),
    ("共超9052万元", 5.5, ("共", "超9052万元")),
    ("1234567890", 3, ("12345", "67890")),                          # no other way
    ("", 3, ("",)),
    ("甲\n乙", 9, ("甲 乙",)),
])
def test_wrap(text: str, ems: float, lines: tuple[str, ...]) -> None:
    assert RULER.wrap(text, 10, ems * 10) == lines


@pytest.mark.slow
@given(st.text(alphabet="中国人口、，。（）“”12345.%aB 余万元", max_size=40),
       st.floats(min_value=25, max_value=400))
def test_wrap_keeps_every_character_and_the_measure(text: str, width: float) -> None:
    lines = RULER.wrap(text, 10, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(RULER.width(line, 10) <= width + 1e-6 for line in lines)


@given(st.text(alphabet="中国人口、，。元", min_size=1, max_size=30))
def test_no_line_begins_with_a_stop(text: str) -> None:
    lines = RULER.wrap("中" + text, 10, 400)
    assert all(classify(line)[0] not in NOSTART for line in lines)


def test_block_is_centred() -> None:
    first, last = RULER.baselines(50, 2, 10)
    assert last - first == pytest.approx(12.8)
    assert (first - 8.8 + last + 1.2) / 2 == pytest.approx(50)
