from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from reportgen.diagnostics import Sink
from reportgen.sources.xlsx import read_xlsx, shown


def workbook(rows: list[list[Any]], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表1"
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("value", "number_format", "text"), [
    (12.6, "0.00", "12.60"), (12.6, "General", "12.6"), (12.6, "0", "12.6"),
    (1405, "General", "1405"),
    (0.1 + 0.2, "General", "0.3"), (0.5137, "0.00%", "51.37%"), (0.5, "0%", "50%"),
    (0.08, "0.0%", "8.0%"), (20517, "#,##0.00", "20517.00"), (3487.9, '0.00"吨"', "3487.90"),
    (-3.2, "0.0;[Red]-0.0", "-3.2"), (1e22, "General", "10000000000000000000000"),
    (1e-7, "General", "0.0000001"), (10**29, "General", "1" + "0" * 29), (100.0, "General", "100"),
])
def test_numbers_are_read_as_shown(value: float, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_cells_and_places() -> None:
    data = workbook(
        [["编号", "数值"], ["A1", 12.6], ["A2", "超9052万元"], [True, datetime.date(2024, 2, 22)]],
        {"B2": "0.00"},
    )
    rows = read_xlsx(data, "f.xlsx", Sink())
    assert rows is not None
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["编号", "数值"], ["A1", "12.60"], ["A2", "超9052万元"], ["是", "2024-02-22"],
    ]
    assert str(rows[1].cells[1].span) == "f.xlsx › 表1 › B2"


def test_empty_rows_keep_the_count() -> None:
    rows = read_xlsx(workbook([["甲"], [], ["乙"]]), "f.xlsx", Sink())
    assert rows is not None
    assert [str(row.cells[0].span) for row in rows] == ["f.xlsx › 表1 › A1", "f.xlsx › 表1 › A3"]


def test_formula_without_a_result() -> None:
    sink = Sink()
    assert read_xlsx(workbook([["甲"], ["=1+1"]]), "f.xlsx", sink) is None
    assert [(d.code, d.span.cell) for d in sink] == [("E0142", "A2")]


def test_error_value() -> None:
    sink = Sink()
    assert read_xlsx(workbook([["甲"], ["#DIV/0!"]]), "f.xlsx", sink) is None
    assert [(d.code, d.span.cell) for d in sink] == [("E0142", "A2")]


def broken_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    return target.getvalue()


@pytest.mark.parametrize("data", [
    b"not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", broken_zip(), workbook([["甲"]])[:-200],
], ids=["text", "xls", "zip", "cut"])
def test_unreadable(data: bytes) -> None:
    sink = Sink()
    assert read_xlsx(data, "f.xlsx", sink) is None
    assert [d.code for d in sink] == ["E0141"]


def test_unknown_sheet() -> None:
    sink = Sink()
    assert read_xlsx(workbook([["甲"]]), "f.xlsx", sink, sheet="表9") is None
    assert [(d.code, d.hints) for d in sink] == [("E0141", ("可以写：表1",))]


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                assert old in content
                content = content.replace(old, new)
            archive.writestr(entry, content)
    return target.getvalue()


def test_a_claimed_size_is_not_believed() -> None:
    data = workbook([["甲", "乙"], ["丙", None]])
    data = rewritten(data, "xl/worksheets/sheet1.xml", b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    rows = read_xlsx(data, "f.xlsx", Sink())
    assert rows is not None
    texts = [[cell.text for cell in row.cells if cell.text] for row in rows]
    assert texts == [["甲", "乙"], ["丙"]]


@pytest.mark.slow
def test_a_bomb_is_not_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", b" " * 80_000_000)
    sink = Sink()
    assert read_xlsx(target.getvalue(), "f.xlsx", sink) is None
    assert [d.code for d in sink] == ["E0141"]
