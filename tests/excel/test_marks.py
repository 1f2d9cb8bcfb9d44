"""Marks on workbooks: nothing else changes, and what is taken off leaves the book as it was."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from support.books import converted, saved
from support.hostile import BOOKS, SHEET, TYPES, changed, packed, parts, swap, written
from support.validate.sdk import faults

from reportgen.diagnostics import Diagnostic, Sink, Span
from reportgen.excel.cells import RESULTS, BookError
from reportgen.excel.marks import marked, unmarked
from reportgen.excel.notes import AUTHOR
from reportgen.excel.read import visible_rows

FILE = "简报/台账.xlsx"


def at(cell: str, code: str = "E0242", message: str = "与分项合计不符：差10万元") -> Diagnostic:
    return Diagnostic(code, message, Span(FILE, 1, 1, 1, "表1", cell), ("改成 <300> & 核对",))


FOUND = (at("B4"), at("B2", "W0405", "比上期同值"), at("B2"), at("Z99", "I0145", "没有读"),
         Diagnostic("W0401", "没有写到“产值”", Span("简报/briefing.md", 3, 5)))


pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(params=BOOKS, scope="module")
def hostile(request: pytest.FixtureRequest) -> bytes:
    return BOOKS[request.param]()


def may_change(name: str) -> bool:
    """Styles, the sheet, its notes and their drawing, content types, relations, the workbook."""
    return name in {"xl/styles.xml", SHEET, TYPES, "xl/workbook.xml", "xl/book.xml",
                    "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"} or (
        name.endswith(".rels") and ("workbook" in name or "book.xml" in name or "sheet1" in name))


def fills(sheet: Worksheet) -> dict[str, str]:
    """The cells that rules of ours fill, and the colour."""
    return {cell: str(each.rules[0].dxf.fill.bgColor.rgb)
            for each in sheet.conditional_formatting for cell in str(each.sqref).split()
            if each.rules[0].formula == ['"reportgen"<>""']}


def test_nothing_else_changes_and_what_is_taken_off_is_gone(hostile: bytes) -> None:
    old, data = parts(hostile), marked(hostile, FOUND, FILE)
    new = parts(data)
    assert list(new)[: len(old)] == list(old)
    assert {name for name in old if old[name] != new[name]} <= {n for n in old if may_change(n)}
    assert all(name.startswith("xl/reportgen/") or name.endswith(".rels") or name == "xl/styles.xml"
               for name in new.keys() - old.keys())
    assert old[SHEET].count(b"<v>") == new[SHEET].count(b"<v>")
    assert parts(unmarked(data)) == old
    assert list(parts(unmarked(data))) == list(old)


def test_a_second_run_replaces_the_first(hostile: bytes) -> None:
    data = marked(hostile, FOUND, FILE)
    assert marked(data, FOUND, FILE) == data == marked(hostile, FOUND, FILE)
    other = marked(hostile, FOUND[:1], FILE)
    assert marked(data, FOUND[:1], FILE) == other
    assert marked(data, (), FILE) == marked(hostile, (), FILE)


def test_another_program_reads_it(hostile: bytes) -> None:
    before = openpyxl.load_workbook(io.BytesIO(hostile), data_only=True)
    if not before.sheetnames:
        pytest.skip("openpyxl reads no strict workbooks; LibreOffice does, below")
    made = openpyxl.load_workbook(io.BytesIO(marked(hostile, FOUND, FILE)), data_only=True)
    assert made.sheetnames == [*before.sheetnames, "核对结果"]
    first, was = made["表1"], before["表1"]
    for row in was.iter_rows():
        for cell in row:
            same = first[cell.coordinate]
            assert (same.value, same.number_format, same.fill.fgColor.rgb, same.font.b) == (
                cell.value, cell.number_format, cell.fill.fgColor.rgb, cell.font.b)
    noted = {cell.coordinate: cell.comment for row in first.iter_rows() for cell in row
             if cell.comment}
    own = {key for key, note in noted.items() if note.author == AUTHOR}
    kept = {cell.coordinate for row in was.iter_rows() for cell in row if cell.comment}
    assert own == {"B4", "B2", "Z99"} - kept
    assert all(noted[key].text == was[key].comment.text for key in kept)
    assert noted["B4"].text == "错误[E0242]：与分项合计不符：差10万元\n办法：改成 <300> & 核对"
    assert fills(first) == {"B4": "FFFFC7CE", "B2": "FFFFC7CE", "Z99": "FFDDEBF7"}
    listed = [[cell.value for cell in row] for row in made["核对结果"].iter_rows()]
    assert listed[0][0] == RESULTS
    assert listed[1] == ["代码", "位置", "说明", "办法"]
    assert [row[:2] for row in listed[2:]] == [
        ["E0242", "表1!B4"], ["W0405", "表1!B2"],
        ["E0242", "表1!B2"], ["I0145", "表1!Z99"],
        ["W0401", "briefing.md:3:5"]]
    assert ("原有批注" in listed[3][2]) is ("B2" in kept)
    assert made["核对结果"]["B3"].hyperlink.location == "'表1'!B4"


def test_facts_are_read_as_before(hostile: bytes) -> None:
    sinks = Sink(), Sink()
    before = visible_rows(hostile, FILE, sinks[0], "表1")
    assert before is not None
    assert visible_rows(marked(hostile, FOUND, FILE), FILE, sinks[1], "表1") == before
    assert sinks[0].items == sinks[1].items


def test_marks_that_another_program_has_saved_are_replaced() -> None:
    made = openpyxl.load_workbook(io.BytesIO(marked(written(), FOUND, FILE)))
    made["表1"]["B4"] = 300
    made.move_sheet("核对结果", -1)
    again = openpyxl.load_workbook(io.BytesIO(marked(saved(made), FOUND[1:2], FILE)))
    assert again.sheetnames == ["核对结果", "表1"]
    assert [(cell.coordinate, cell.comment.author) for row in again["表1"].iter_rows()
            for cell in row if cell.comment] == [("B2", AUTHOR)]
    assert fills(again["表1"]) == {"B2": "FFFFEB9C"}
    assert [row[0].value for row in again["核对结果"].iter_rows()] == [RESULTS, "代码", "W0405"]
    clean = openpyxl.load_workbook(io.BytesIO(unmarked(saved(again))))
    assert not any(cell.comment for row in clean["表1"].iter_rows() for cell in row)
    assert not list(clean["表1"].conditional_formatting)
    assert clean["核对结果"]["A2"].value == "标记已经取下"


def test_a_sheet_of_the_office_with_that_name_stays() -> None:
    data = written(lambda book, _: book.add_worksheet("核对结果").write("A1", "人核的"))
    made = openpyxl.load_workbook(io.BytesIO(marked(data, FOUND, FILE)))
    assert made.sheetnames == ["表1", "核对结果", "核对结果2"]
    assert made["核对结果"]["A1"].value == "人核的"


def test_what_is_of_another_file_or_sheet_is_only_listed() -> None:
    found = (Diagnostic("E0242", "一\x07二", Span("别的.xlsx", 1, 1, 1, "表1", "B2")),
             Diagnostic("E0242", "三", Span(FILE, 1, 1, 1, "没有", "B2")))
    new = parts(marked(written(), found, FILE))
    assert new[SHEET] == parts(written())[SHEET]
    assert "一二".encode() in new["xl/reportgen/results.xml"]


SIGNED = changed(written(), {"_rels/.rels": swap(
    "</Relationships>", '<Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/'
    'relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
    "</Relationships>")})
SHARED = changed(written(), {"xl/_rels/workbook.xml.rels": swap(
    "</Relationships>", '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument'
    '/2006/relationships/revisionHeaders" Target="revisions/revisionHeaders.xml"/>'
    "</Relationships>")})


@pytest.mark.parametrize(("data", "why"), [
    (SIGNED, "签名"), (SHARED, "共享"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "密码"),
    (b"PK\x03\x04", "损坏"), (packed({"a.xml": b"<a/>"}), "xlsb"),
    (changed(written(), {SHEET: lambda part: part[:-9]}), "损坏"),
    (changed(written(), {SHEET: swap("UTF-8", "ISO-8859-1")}), "UTF-8"),
])
def test_refused(data: bytes, why: str) -> None:
    with pytest.raises(BookError, match=why):
        marked(data, FOUND, FILE)


@pytest.mark.slow
@pytest.mark.system("soffice")
@pytest.mark.parametrize("name", ["button and notes", "fills and rules", "strict", "no styles"])
def test_libreoffice_shows_notes_and_fills(name: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(marked(BOOKS[name](), FOUND, FILE))
    made = openpyxl.load_workbook(converted(path, "xlsx"))
    assert made.sheetnames[-1] == "核对结果"
    assert made["表1"]["B4"].comment.text.startswith("错误[E0242]")
    assert fills(made["表1"]) == {"B4": "FFFFC7CE", "B2": "FFFFC7CE", "Z99": "FFDDEBF7"}


@pytest.mark.slow
@pytest.mark.system("ooxml-validator")
@pytest.mark.parametrize("name", ["button and notes", "no styles", "data bars and icons"])
def test_microsofts_kit_finds_no_fault(name: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(marked(BOOKS[name](), FOUND, FILE))
    assert faults(path) == []
