"""What another program saves, in whatever format, says the same as the .xlsx it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from support.books import book, converted, sheet

from reportgen.diagnostics import Sink
from reportgen.excel.read import visible_rows


@pytest.mark.slow
@pytest.mark.system("soffice")
@pytest.mark.parametrize("suffix", ["ods", "xls", "xlsx"])
def test_the_same_as_xlsx(tmp_path: Path, suffix: str) -> None:
    strike, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    made = book(
        [["标题", None, None, None], ["农业", "甲", 0.0512345678, 12345.678], [None, "乙", -3.2, 1],
         ["工业", "丙\n丁", 45444, 0.5], ["藏", "x", 1, 2], ["空  格", True, "1,5", "没了"]],
        {"C2": "0.0%", "D2": "#,##0.0", "C3": "0.0;(0.0)", "D3": '0.00"吨"', "C4": "yyyy-mm",
         "D4": "0.0%"})
    first = sheet(made)
    first.merge_cells("A1:D1")
    first.merge_cells("A2:A3")
    first["A4"] = CellRichText(TextBlock(strike, "商业"), "工业")
    first["B3"] = CellRichText("乙", TextBlock(raised, "1"))
    first["D6"].font = Font(strike=True)
    first["B2"].comment = Comment("看不到", "甲某")
    first.row_dimensions[5].hidden = True
    made.create_sheet("藏")["A1"] = 1
    made["藏"].sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    told = [Sink(), Sink()]
    files = [tmp_path / "a.xlsx", converted(tmp_path / "a.xlsx", suffix)]
    new, old = (visible_rows(path.read_bytes(), "f", sink)
                for path, sink in zip(files, told, strict=True))
    assert new is not None
    assert new == old
    assert [each.message for each in told[0]] == [each.message for each in told[1]]
    assert [cell.text for cell in new[1].cells] == ["农业", "甲", "5.1%", "12345.7"]


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_what_cannot_be_read(tmp_path: Path) -> None:
    made = book([["甲", "乙", "丙"], ["=1/0", 5, 0.5]], {"B2": "0.0E+00", "C2": "# ?/?"})
    made.save(tmp_path / "a.xlsx")
    data = converted(tmp_path / "a.xlsx", "ods").read_bytes()
    sink = Sink()
    assert visible_rows(data, "f.ods", sink) is None
    assert [(each.code, each.span.cell) for each in sink] == [
        ("E0142", "A2"), ("E0146", "B2"), ("E0146", "C2")]
    sink = Sink()
    assert visible_rows(data[:-300], "f.ods", sink) is None
    assert [each.code for each in sink] == ["E0141"]
