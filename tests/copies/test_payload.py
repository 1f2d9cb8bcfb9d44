from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.copies.payload import LONGEST, PrintedSheet, check_of, claim, payload
from reportgen.diagnostics import ReportError

CONTENT = "ab" * 32
SHEET = PrintedSheet("J012·2024-5", 1, 7, 3, 12)
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_what_a_code_says() -> None:
    text = payload(SHEET, CONTENT)
    assert text.startswith("RG1*J012+2024-5*R1*P003/012*")
    assert text.endswith("*C07")
    found = claim(text)
    assert found is not None
    assert found.sheet == SHEET
    assert found.holds(CONTENT)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=5))
def test_any_identity_comes_back(document: str) -> None:
    sheet = PrintedSheet(document, 2, 1, 1, 1)
    try:
        text = payload(sheet, CONTENT)
    except ReportError as error:
        assert [one.code for one in error.diagnostics] == ["E1201"]
        return
    found = claim(text)
    assert set(text) <= ALPHANUMERIC
    assert len(text) <= LONGEST
    assert found is not None
    assert found.sheet == sheet


@pytest.mark.parametrize("sheet", [
    PrintedSheet("示例镇人民政府办公室·2024-5", 1, 1, 1, 1), PrintedSheet("A", 1, 1, 1, 1000),
    PrintedSheet("A", 1, 1_000_000, 1, 1), PrintedSheet("A" * 60, 1, 1, 1, 1),
])
def test_what_no_code_can_hold_is_refused(sheet: PrintedSheet) -> None:
    with pytest.raises(ReportError) as caught:
        payload(sheet, CONTENT)
    assert [one.code for one in caught.value.diagnostics] == ["E1201"]


@pytest.mark.parametrize("text", [
    "", "RG1", "https://www.example.gov.cn", "RG2*A*R1*P001/001*AAAAAAAAAAAAAAAA*C01",
    "RG1*A*R1*P000/001*AAAAAAAAAAAAAAAA*C01", "RG1*A*R1*P002/001*AAAAAAAAAAAAAAAA*C01",
    "RG1*A*R1*P001/001*AAAAAAAAAAAAAAAA*C00", "RG1*A*R0*P001/001*AAAAAAAAAAAAAAAA*C01",
    "RG1*$ZZ$*R1*P001/001*AAAAAAAAAAAAAAAA*C01", "RG1*$41$*R1*P001/001*AAAAAAAAAAAAAAAA*C01",
    "RG1*$110000$*R1*P001/001*AAAAAAAAAAAAAAAA*C01", "RG1*A*R1*P001/001*AAAAAAAAAAAAAAAA*C01 ",
    "RG1*A*R1*P001/001*aaaaaaaaaaaaaaaa*C01", "RG1*A*R1*P001/001*AAAAAAAAAAAAAAAA*C٠١",
    "RG1*A*R1*P001/001*AAAAAAAAAAAAAAAA*C1", "RG1*A*R1*P001/001*AAAAAAAAAAAAAAAA*C0000001",
])
def test_what_is_no_code_of_ours(text: str) -> None:
    assert claim(text) is None


def _altered(rng: random.Random, text: str, other: str) -> str:
    """A forged code: a character changed or swapped, a part of another code put in, or made up."""
    at = rng.randrange(len(text))
    parts, others = text.split("*"), other.split("*")
    match rng.randrange(4):
        case 0:
            return text[:at] + rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") + text[at + 1 :]
        case 1 if at:
            return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
        case 2:
            part = rng.randrange(1, len(parts))
            return "*".join([*parts[:part], others[part], *parts[part + 1 :]])
        case _:
            made_up = "".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16))
            return "*".join([*parts[:4], made_up, parts[5]])


def accepted(count: int) -> list[str]:
    """Which of so many forged codes hold: altered, swapped, patched together, made up."""
    rng = random.Random(11)  # noqa: S311
    contents = [f"{page:064x}" for page in range(1, 13)]
    sheets = [PrintedSheet("J012·2024-5", revision, copy, page, 12)
              for revision in (1, 2) for copy in range(1, 6) for page in range(1, 13)]
    printed = [payload(sheet, contents[sheet.page - 1]) for sheet in sheets]
    tried, held = 0, []
    while tried < count:
        forged = _altered(rng, rng.choice(printed), rng.choice(printed))
        if forged in printed:
            continue
        tried += 1
        said = claim(forged)
        if said and said.sheet.pages == 12 and said.holds(contents[said.sheet.page - 1]):
            held.append(forged)
    return held


def test_of_ten_thousand_forged_codes_none_holds() -> None:
    assert accepted(10_000) == []


def test_the_check_is_of_everything() -> None:
    others = [PrintedSheet("J012·2024-6", 1, 7, 3, 12), PrintedSheet("J012·2024-5", 2, 7, 3, 12),
              PrintedSheet("J012·2024-5", 1, 8, 3, 12), PrintedSheet("J012·2024-5", 1, 7, 4, 12),
              PrintedSheet("J012·2024-5", 1, 7, 3, 13)]
    checks = {check_of(SHEET, CONTENT), check_of(SHEET, "cd" * 32),
              *(check_of(other, CONTENT) for other in others)}
    assert len(checks) == 7
