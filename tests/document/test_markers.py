from __future__ import annotations

import pytest

from reportgen.document.markers import (
    CIRCLES,
    FORMS,
    Form,
    Numerals,
    chinese,
    chinese_value,
    marker,
    read_marker,
)


@pytest.mark.parametrize(("number", "text"), [
    (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"),
    (100, "一百"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一"), (10_000, "10000"),
    (0, "0"),
])
def test_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


def test_every_numeral_says_its_number() -> None:
    assert all(chinese_value(chinese(number)) == number for number in range(1, 10_000))
    assert [chinese_value(text) for text in ("", "一十", "三二", "百", "甲", "零")] == [None] * 6


@pytest.mark.parametrize("form", FORMS)
def test_every_marker_says_its_form_and_number(form: Form) -> None:
    for number in range(1, CIRCLES + 1):
        assert read_marker(marker(form, number)) == (form, number)


@pytest.mark.parametrize("text", ["—", "·", "", "1", "01.", "（一）、", "（)", "㉑", "A.", "1,"])
def test_what_is_no_marker(text: str) -> None:
    assert read_marker(text) is None


def test_there_are_twenty_circled_numbers() -> None:
    with pytest.raises(ValueError, match="21"):
        marker(Form(Numerals.CIRCLED), 21)
