from __future__ import annotations

import pytest

from reportgen.narrative.fill.numbering import chinese, heading_number


@pytest.mark.parametrize(("number", "text"), [
    (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"),
    (100, "100"), (0, "0"),
])
def test_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(("level", "text"), [(1, "三、"), (2, "（三）"), (3, "3."), (4, "（3）")])
def test_levels(level: int, text: str) -> None:
    assert heading_number(level, 3) == text
