"""The book as offices keep it: CSV in two encodings, YAML, gaps, doubles, ten thousand rows."""

from __future__ import annotations

import re
import time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, InlineFont, TextBlock
from openpyxl.styles import Font
from support.books import book, saved, sheet

from reportgen.archive.record import OFD, PDF, WORD
from reportgen.diagnostics import ReportError
from reportgen.mail.book import Book, read_book
from reportgen.mail.model import Recipient
from reportgen.memory_world import MemoryWorld
from reportgen.office.model import Office


def read(data: str | bytes, name: str = "通讯录.csv") -> Book:
    content = data.encode() if isinstance(data, str) else data
    return read_book(Office(Path("/镇"), "镇", book=name), MemoryWorld({f"/镇/{name}": content}))


def codes(data: str | bytes, name: str = "通讯录.csv") -> list[tuple[str, str]]:
    with pytest.raises(ReportError) as caught:
        read(data, name)
    return [(each.code, str(each.span)) for each in caught.value.diagnostics]


def test_a_row() -> None:
    text = "单位,姓名,邮箱,类别,格式,电话\n甲村,甲某,jia@example.invalid,发,PDF、OFD,1\n"
    (one,) = read(text).recipients
    assert (one.unit, one.name, one.address, one.role) == (
        "甲村", "甲某", "jia@example.invalid", "发")
    assert set(one.formats) == {PDF, OFD}
    assert read(text.encode("gb18030")).recipients[0] == one
    (same,) = read("- {单位: 甲村, 姓名: 甲某, 邮箱: jia@example.invalid, 类别: 发, 格式: Word}\n",
                   "通讯录.yaml").recipients
    assert (same.unit, same.address, same.formats) == (one.unit, one.address, (WORD,))


def test_what_is_wrong_has_a_place_and_is_all_told() -> None:
    assert codes("单位,邮箱,类别,格式\n甲,a＠b。cn,发,\n,a@b.cn,发,\n乙,c@d.cn,抄,PPT\n") == [
        ("E1302", "/镇/通讯录.csv:2:3"), ("E1303", "/镇/通讯录.csv:3:1"),
        ("E1303", "/镇/通讯录.csv:4:10"), ("E1303", "/镇/通讯录.csv:4:12")]
    assert [code for code, _ in codes("单位,电话\n甲,1\n")] == ["E1301", "E1301"]
    assert [code for code, _ in codes("- 甲村\n", "通讯录.yaml")] == ["E1303"]
    assert [code for code, _ in codes("甲: 乙\n", "通讯录.yaml")] == ["E1301"]


def test_a_hint_of_an_address_mends_it() -> None:
    text = "单位,邮箱,类别\n甲,a＠b。cn,发\n"
    with pytest.raises(ReportError) as caught:
        read(text)
    meant = re.search("改成“(.+)”", caught.value.diagnostics[0].hints[0])
    assert meant is not None
    assert read(text.replace("a＠b。cn", meant[1])).recipients[0].address == "a@b.cn"


HEADS = ["单 位", "姓名", "电子邮箱", "类别", "格式", "电话"]


def sheet_of(*rows: list[object]) -> openpyxl.Workbook:
    return book([["示例镇通讯录"], HEADS, *rows])


def test_a_workbook_is_read_as_the_office_sees_it() -> None:
    """With a title over it, merged units and kinds, hidden and struck rows, gaps."""
    made = sheet_of(
        ["甲村", "甲某", "jia@example.invalid", "发", "PDF、OFD", 13000000000],
        [None, "乙某", "yi@example.invalid", None, None, "x"],
        ["丙村", "丙某", "hidden@example.invalid", "发"],
        ["丁村", "丁某", "struck@example.invalid", "发"],
        [], ["戊村", "", "", "送"],
        ["己村", "己某", "filtered@example.invalid", "发"])
    shown = sheet(made)
    shown.merge_cells("A1:F1")
    shown.merge_cells("A3:A4")
    shown.merge_cells("D3:D4")
    shown.row_dimensions[5].hidden = True
    for cell in shown[6]:
        cell.font = Font(strike=True)
    shown.auto_filter.ref = "A2:F9"
    shown.row_dimensions[9].hidden = True       # as a filter leaves it
    found = read(saved(made), "通讯录.xlsx")
    assert [(each.unit, each.name, each.address, each.role) for each in found.recipients] == [
        ("甲村", "甲某", "jia@example.invalid", "发"), ("甲村", "乙某", "yi@example.invalid", "发"),
        ("戊村", "", "", "送")]
    assert set(found.recipients[0].formats) == {PDF, OFD}
    assert str(found.recipients[1].span).endswith("A4")
    assert {each.code for each in found.found} == {"I0145"}, "what is left out is told"


def test_a_struck_mailbox_gets_nothing_and_the_new_one_beside_it_does() -> None:
    old, new = InlineFont(strike=True), InlineFont()
    both = CellRichText(TextBlock(old, "old@example.invalid"),
                        TextBlock(new, "new@example.invalid"))
    found = read(saved(sheet_of(["甲村", "", both, "发"])), "通讯录.xlsx")
    assert [each.address for each in found.recipients] == ["new@example.invalid"]


def test_a_workbook_whose_rows_are_wrong_names_the_cell() -> None:
    made = saved(sheet_of(["甲村", "", "a＠b.cn", "发"], ["", "", "c@d.cn", "发"]))
    assert codes(made, "通讯录.xlsx") == [
        ("E1302", "/镇/通讯录.xlsx › 表1 › C3"), ("E1303", "/镇/通讯录.xlsx › 表1 › A4")]
    assert [code for code, _ in codes(b"PK", "通讯录.xlsx")] == ["E0141"]
    assert [code for code, _ in codes(b"x", "通讯录.docx")] == ["E1301"]
    assert [code for code, _ in codes(saved(book([["单位", "电话"], ["甲", 1]])), "a.xlsx")] == [
        "E1301", "E1301"]


def test_one_letter_to_a_mailbox_and_none_to_who_has_none() -> None:
    book = read("单位,邮箱,类别\n甲,a@b.cn,发\n乙,A@B.cn,发\n丙,,送\n丁,,送\n")
    assert [each.unit for each in book.recipients] == ["甲", "丙", "丁"]
    assert [each.code for each in book.found] == ["W1304"]


@pytest.mark.slow
def test_ten_thousand_rows() -> None:
    rows = "".join(f"某村{at},v{at}@example.invalid,发\n" for at in range(10_000))
    start = time.process_time()
    assert len(read("单位,邮箱,类别\n" + rows).recipients) == 10_000
    assert time.process_time() - start < 6, "0.9 s on a quiet machine"


@pytest.mark.slow
def test_ten_thousand_rows_of_a_workbook() -> None:
    made = saved(sheet_of(*([f"某村{at}", "", f"v{at}@example.invalid", "发"]
                            for at in range(10_000))))
    start = time.process_time()
    assert len(read(made, "通讯录.xlsx").recipients) == 10_000
    assert time.process_time() - start < 12, "0.8 s on a quiet machine"


def test_every_field_is_a_text() -> None:
    assert Recipient("甲", "a@b.cn", "发", "某").shown == "甲 某"
