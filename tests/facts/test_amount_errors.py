from __future__ import annotations

import pytest

from reportgen.facts.amount_errors import explain

UNITS = ("元", "平方公里", "户")


@pytest.mark.parametrize(("text", "position", "code", "hint"), [
    ("", 0, "E0202", "写成“2263余吨”这样的数值"),
    ("#N/A", 0, "E0203", "没有数值时写“-”，并用“状态”说明"),
    ("1e400", 1, "E0203", "把数写全，或用万、亿"), ("达3户", 0, "E0207", "3户"),
    ("3—5户", 1, "E0208", "分成两个事实，如“…下限”“…上限”"), ("007", 0, "E0202", "7"),
    ("360.0万元,", 7, "E0202", "360.0万元"), ("3户。", 2, "E0202", "3户"),
    ("12平方公理", 2, "E0205", "是不是“平方公里”"),
    ("1万多圆左右", 3, "E0205", "确是新单位时，在文件开头写：单位: [圆]"),
])
def test_reasons(text: str, position: int, code: str, hint: str) -> None:
    error = explain(text, position, UNITS)
    assert error.code == code
    assert hint in error.hints


def test_a_long_text_is_not_quoted_whole() -> None:
    assert len(explain("天" * 10_000, 0, UNITS).message) < 100
