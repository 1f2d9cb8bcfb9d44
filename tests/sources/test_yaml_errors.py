from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.sources.yaml_errors import check_tabs, wrong_colon


@pytest.mark.parametrize(("line", "fix"), [
    ("数值：3户", "数值: 3户"), ("  - 数值：3户", "数值: 3户"), ("数值 ：3户", "数值: 3户"),
    ("数值:3户", "数值: 3户"), ("期间：", "期间:"),
])
def test_wrong_colons(line: str, fix: str) -> None:
    found = wrong_colon(line)
    assert found is not None
    assert found[2] == fix
    assert line[found[0]] in "：:"


@pytest.mark.parametrize("line", [
    "数值: 3户", "http://a", "来源: 甲：乙", "他说，事情是这样：好", "C:\\x", "# 注：释", "",
    "一段文字",
])
def test_right_lines(line: str) -> None:
    assert wrong_colon(line) is None


def test_tabs_in_blank_lines_are_harmless() -> None:
    sink = Sink()
    text = "甲: 1\n\t\n乙: 2"
    assert check_tabs(lambda line, column, length: Span("f", line, column), text, sink)
    assert not sink.items
