"""The old binary workbooks say the same as new ones."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
import xlwt
from support.books import workbook

from reportgen.diagnostics import Sink
from reportgen.excel.read import visible_rows


def old_book() -> bytes:
    book: Any = xlwt.Workbook()
    hidden = book.add_sheet("旧")
    hidden.visibility = 1
    sheet = book.add_sheet("表1")
    percent, struck = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf("font: struck_out on")
    month = xlwt.easyxf(num_format_str='yyyy"年"m"月"')
    out, up = (xlwt.easyfont("struck_out on"), xlwt.easyfont("escapement superscript"))
    sheet.write_merge(0, 0, 0, 2, "标题")
    sheet.write(1, 0, 0.0512345678, percent)
    sheet.write(1, 1, 45444, month)
    sheet.write(1, 2, "没了", struck)
    sheet.write_rich_text(2, 0, [("2263", out), "2300"])
    sheet.write_rich_text(2, 1, ["1200.5", ("1", up)])
    sheet.write(2, 2, True)
    sheet.write(3, 0, "藏")
    sheet.row(3).hidden = True
    sheet.write(4, 3, 7)
    sheet.write(4, 2, xlwt.Formula("1/0"))
    sheet.col(3).hidden = True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_what_is_seen() -> None:
    sink = Sink()
    rows = visible_rows(old_book(), "f.xls", sink)
    assert rows is not None
    assert [[cell.text for cell in row.cells] for row in rows[:3]] == [
        ["标题", "标题", "标题"], ["5.1%", "2024年6月", ""], ["2300", "1200.5", "是"]]
    assert rows[1].cells[1].span.cell == "B2"
    assert [each.message for each in sink if each.code == "I0145"] == [
        "隐藏的工作表没有读：“旧”", "隐藏的没有读：第4行、D列", "划掉的文字没有读：“没了”",
        "划掉的文字没有读：“2263”", "上标没有读，当作注码：“1”"]


def test_damaged() -> None:
    data = old_book()
    for cut in (600, 2000, len(data) // 2, len(data) - 1500):
        sink = Sink()
        assert visible_rows(data[:cut], "f.xls", sink) is None
        assert [each.code for each in sink] == ["E0141"]


@pytest.mark.parametrize("data", [old_book(), workbook([["某镇", 1.5], ["甲", 2]])],
                         ids=["xls", "xlsx"])
def test_whatever_bytes_are_damaged_is_told(data: bytes) -> None:
    """The head stays, as that of a disk or a mail that lost what is behind it."""
    refused = 0
    for seed in range(200):
        chance, made = random.Random(seed), bytearray(data)  # noqa: S311
        for _ in range(chance.choice((1, 8, 200))):
            made[chance.randrange(8, 512 if seed % 2 else len(made))] = chance.randrange(256)
        sink = Sink()
        rows = visible_rows(bytes(made[:chance.randrange(8, len(made)) if seed % 5 == 0 else None]),
                            "f.xls", sink)
        assert rows is not None or any(each.is_error for each in sink)
        refused += rows is None
    assert refused > 20
