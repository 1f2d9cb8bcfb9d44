"""What a scan proves, with every fault planted: in the code, on the page, in the set."""

from __future__ import annotations

import pytest

from reportgen.copies.payload import PrintedSheet, payload
from reportgen.copies.scans import ScannedPage
from reportgen.copies.verdict import KnownPrinting, Truth, verdicts

CONTENTS = tuple(f"{page:064x}" for page in (1, 2, 3))
REGISTER = {("J012·2024-5", 1): KnownPrinting(CONTENTS, {1: "", 2: "收回"})}


def page(
    number: int, copy: int = 1, *, document: str = "J012·2024-5", pages: int = 3,
) -> ScannedPage:
    sheet = PrintedSheet(document, 1, copy, number, pages)
    return ScannedPage((payload(sheet, CONTENTS[number - 1]),))


def codes(*pages: ScannedPage) -> list[str]:
    found, wrong = verdicts(pages, REGISTER, "扫描.pdf")
    return [one.code for verdict in found for one in verdict.problems] + [
        one.code for one in wrong]


def test_a_whole_copy_is_genuine() -> None:
    found, wrong = verdicts([page(1), page(2), page(3)], REGISTER, "扫描.pdf")
    assert wrong == []
    assert [verdict.truth for verdict in found] == [Truth.GENUINE] * 3


@pytest.mark.parametrize(("pages", "expected"), [
    ([ScannedPage(())], ["E1211"]),
    ([ScannedPage(("https://www.example.gov.cn",))], ["E1211"]),
    ([ScannedPage((*page(1).texts, "https://www.example.gov.cn")), page(2), page(3)], []),
    ([ScannedPage((*page(1).texts, *page(2).texts)), page(2), page(3)], ["E1212", "E1216"]),
    ([ScannedPage((page(1).texts[0].replace("*P001/", "*P002/"),)), page(1), page(3)],
     ["E1213", "W1217"]),
    ([page(1, 2), page(2, 2), page(3, 2)], ["W1215"] * 3),
    ([page(1, 9), page(2, 9), page(3, 9)], ["E1214"] * 3),
    ([page(1, document="J013·2024-5")], ["E1214"]),
    ([page(1), page(3)], ["E1216"]),
    ([page(1), page(2), page(2), page(3)], ["E1216"]),
    ([page(1), page(3), page(2)], ["W1217"]),
    ([page(1), page(2), page(3), page(3, 2)], ["W1215", "E1216"]),
    ([page(1), ScannedPage(page(2).texts, turn=180), page(3)], ["W1217"]),
    ([page(1, pages=4)], ["E1213"]),
    ([page(2)], []),
])
def test_every_fault_has_its_code(pages: list[ScannedPage], expected: list[str]) -> None:
    assert codes(*pages) == expected


def test_an_empty_scan_says_nothing() -> None:
    assert codes() == []
