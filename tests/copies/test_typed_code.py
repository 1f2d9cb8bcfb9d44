from __future__ import annotations

import random

import pytest

from reportgen.copies.typed_code import LETTERS, check_character, read_code, typed_code


@pytest.mark.parametrize(("text", "check"), [
    ("A999914123456", "N"), ("G123498654321", "H"),      # donation numbers, ISBT 128
])
def test_the_check_character_of_the_standard(text: str, check: str) -> None:
    assert check_character(text) == check


def test_a_code_as_it_is_printed_and_as_people_type_it() -> None:
    code = typed_code("RG1*A*R1*P001/001*AAAAAAAAAAAAAAAA*C01")
    assert code == typed_code("RG1*A*R1*P001/001*AAAAAAAAAAAAAAAA*C01")
    assert set(code) <= {*LETTERS, "-"}
    assert not set("01OI") & set(code)
    wide = code.lower().translate({ord(ch): ord(ch) + 0xFEE0 for ch in code.lower() if ch != "-"})
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), wide):
        assert read_code(typed) == code


@pytest.mark.parametrize("text", ["", "ABCDE-FGHJK", "ABCDE-FGHJK-LL", "ABCDE-FGH0K-L", "甲"])
def test_what_is_no_code(text: str) -> None:
    assert read_code(text) is None


def test_every_slip_of_one_character_and_every_swap_is_found() -> None:
    rng = random.Random(3)  # noqa: S311
    for turn in range(200):
        code = typed_code(str(turn)).replace("-", "")
        at = rng.randrange(len(code))
        for letter in LETTERS:
            if letter != code[at]:
                assert read_code(code[:at] + letter + code[at + 1 :]) is None
        for i in range(len(code) - 1):
            swapped = code[:i] + code[i + 1] + code[i] + code[i + 2 :]
            assert swapped == code or read_code(swapped) is None


def test_codes_of_many_sheets_differ() -> None:
    assert len({typed_code(str(turn)) for turn in range(20_000)}) == 20_000
