"""The workbook to be filled: what is locked, what a cell takes, what is said of blanks."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from support.books import as_shown, book, converted, filled, saved
from support.validate.sdk import faults

from reportgen.diagnostics import Sink
from reportgen.excel.cells import GUIDE, TO_FILL
from reportgen.excel.filling import CHOICE, DAY, NUMBER, PERCENT, WHOLE, WORDS, BlankColumn, to_fill
from reportgen.excel.marks import marked, unmarked
from reportgen.excel.read import visible_rows

COLUMNS = (BlankColumn("产值（万元）", NUMBER), BlankColumn("同比（%）", PERCENT),
           BlankColumn("企业（家）", WHOLE), BlankColumn("开工日期", DAY),
           BlankColumn("进展", CHOICE, ("未开工", "在<建>")), BlankColumn("备注", WORDS))
FULL = {"B1": "示例县2025年", "B2": "2025年", "B4": 12.5, "C4": 5.1, "D4": 3, "E4": 45717,
        "F4": "未开工", "B5": "120余", "C5": -3, "D5": "—", "E5": "—", "F5": "—"}


@pytest.fixture
def blank() -> bytes:
    return to_fill("镇", ("甲镇", "乙&镇"), COLUMNS)


def sheet_of(data: bytes) -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def test_only_what_is_to_be_filled_is_open(blank: bytes) -> None:
    sheet = sheet_of(blank)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    opened = {cell.coordinate for row in sheet.iter_rows() for cell in row
              if not cell.protection.locked}
    assert opened >= {"B1", "B2", *(f"{letter}{row}" for letter in "BCDEFG" for row in (4, 5))}
    assert not opened & {"A1", "A2", "A3", "B3", "G3", "A4", "A5"}


def test_each_column_says_what_it_takes(blank: bytes) -> None:
    sheet = sheet_of(blank)
    rules = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert {area: (each.type, each.errorStyle) for area, each in rules.items() if each.type} == {
        "B4:B5": ("custom", "warning"), "C4:C5": ("custom", "stop"), "D4:D5": ("custom", "warning"),
        "E4:E5": ("custom", "stop"), "F4:F5": ("list", "stop")}
    assert rules["C4:C5"].formula1 == 'IF(ISNUMBER(C4),C4=ROUND(C4,1),' \
        'ISNUMBER(FIND(C4,"——-/无……")))'
    assert rules["F4:F5"].formula1 == '"未开工,在<建>,—"'
    assert "2025年1—6月" in (rules["B2"].prompt or "")
    assert all(each.prompt and len(each.prompt) < 255 for each in rules.values())
    assert [sheet[f"{letter}4"].number_format for letter in "BCDEFG"] == [
        "General", '0.0"%"', "#,##0", 'yyyy"年"m"月"d"日"', "@", "@"]


def test_blanks_are_coloured_and_the_page_is_set_up(blank: bytes) -> None:
    sheet = sheet_of(blank)
    assert {str(each.sqref): each.rules[0].formula for each in sheet.conditional_formatting} == {
        area: [f"LEN(TRIM({area[:2]}))=0"]
        for area in ("B1", "B2", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "F4:F5")}
    assert sheet.freeze_panes == "B4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_filled_one_is_read_and_the_guide_is_not(blank: bytes) -> None:
    sink = Sink()
    rows = visible_rows(filled(blank, FULL), "台账.xlsx", sink)
    assert rows is not None
    assert [[cell.text for cell in row.cells] for row in rows][2:] == [
        ["镇", "产值（万元）", "同比（%）", "企业（家）", "开工日期", "进展", "备注"],
        ["甲镇", "12.5", "5.1%", "3", "2025年3月1日", "未开工", ""],
        ["乙&镇", "120余", "-3.0%", "—", "—", "—", ""]]
    assert not sink.items
    assert openpyxl.load_workbook(io.BytesIO(blank)).worksheets[1]["A1"].value == GUIDE


@pytest.mark.parametrize(("left_out", "told"), [
    (FULL.keys(), ["“标题”到“期间”还有 2 格没有填：B1:B2",
                   "“甲镇”到“乙&镇”还有 10 格没有填：B4:F5"]),
    (("C5",), ["“乙&镇”还有 1 格没有填：C5"]),
    (("B4", "C4", "F4", "F5"), ["“甲镇”还有 3 格没有填：B4:C4、F4", "“乙&镇”还有 1 格没有填：F5"]),
])
def test_blanks_are_told_at_their_cells(
    blank: bytes, left_out: list[str], told: list[str],
) -> None:
    sink = Sink()
    values = {cell: value for cell, value in FULL.items() if cell not in left_out}
    assert visible_rows(filled(blank, values), "台账.xlsx", sink) is None
    assert [(item.code, item.message) for item in sink.items] == [("E0150", text) for text in told]
    assert all(item.span.cell and item.span.cell in item.message for item in sink.items)


def test_a_row_is_named_by_its_name_not_by_its_number() -> None:
    made = book([["序号", "镇", "产值（万元）"], [1, "甲镇", None], [2, "乙镇", None],
                 [3, "丙镇", 5]])
    made.defined_names[TO_FILL] = DefinedName(TO_FILL, attr_text="表1!$C$2:$C$4")
    sink = Sink()
    visible_rows(saved(made), "台账.xlsx", sink)
    assert [item.message for item in sink] == ["“甲镇”到“乙镇”还有 2 格没有填：C2:C3"]


def test_it_can_be_marked_and_is_as_it_was(blank: bytes) -> None:
    sink = Sink()
    visible_rows(blank, "台账.xlsx", sink)
    data = marked(blank, sink.items, "台账.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["台账", "填表说明", "核对结果"]
    again = Sink()
    visible_rows(data, "台账.xlsx", again)
    assert again.items == sink.items
    assert visible_rows(unmarked(data), "台账.xlsx", Sink()) is None


def test_the_same_bytes(blank: bytes) -> None:
    assert to_fill("镇", ("甲镇", "乙&镇"), COLUMNS) == blank


@pytest.mark.slow
@pytest.mark.system("ooxml-validator")
def test_the_sdk_finds_nothing(blank: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(blank)
    assert faults(tmp_path / "a.xlsx") == []


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_another_program_shows_it_and_keeps_what_is_to_be_filled(
    blank: bytes, tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled(blank, FULL))
    assert as_shown(path)[3] == ["甲镇", "12.5", "5.1%", "3", "2025年3月1日", "未开工", ""]
    path.write_bytes(blank)
    again = converted(path, "xlsx").read_bytes()
    sink = Sink()
    assert visible_rows(again, "台账.xlsx", sink) is None
    assert [item.message for item in sink.items] == [
        "“标题”到“期间”还有 2 格没有填：B1:B2", "“甲镇”到“乙&镇”还有 10 格没有填：B4:F5"]
    assert sheet_of(again).protection.sheet
