"""Other values in a workbook's cells: what is not meant stays as it is, byte for byte."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from support.books import book, rewritten, saved, workbook
from support.hostile import BOOKS, SHEET, parts
from support.validate.sdk import faults

from reportgen.excel.cells import TO_FILL, BookError
from reportgen.excel.read import sheets
from reportgen.excel.refilling import New, formulas, place_of, rectangles, refilled, stored

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(params=BOOKS, scope="module")
def hostile(request: pytest.FixtureRequest) -> bytes:
    return BOOKS[request.param]()


def first(data: bytes) -> str:
    return next(each.name for each in sheets(data) if each.visible and each.cells)


def test_of_a_hostile_book_only_the_cells_change(hostile: bytes) -> None:
    name = first(hostile)
    data = refilled(hostile, {name: {(2, 2): New(Decimal("7.50")), (3, 1): New("丙镇 <1>"),
                                     (3, 2): New(None)}}, {name: [(3, 2)]})
    old, new = parts(hostile), parts(data)
    assert list(new)[: len(old)] == list(old)
    changed = {part for part in old if old[part] != new[part]}
    assert all(re.search(r"styles|workbook|book\.xml|sheet\d*\.xml|Content_Types", part)
               for part in changed), changed
    cells = stored(data, name)
    assert (cells[2, 2], cells[3, 1]) == (Decimal("7.50"), "丙镇 <1>")
    assert (3, 2) not in cells
    assert {at: value for at, value in stored(hostile, name).items()
            if at not in {(2, 2), (3, 1), (3, 2)} | set(formulas(hostile).get(name, {}))} == {
        at: value for at, value in cells.items() if at not in {(2, 2), (3, 1)}}
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == openpyxl.load_workbook(
        io.BytesIO(hostile)).sheetnames


def test_a_second_time_changes_no_more(hostile: bytes) -> None:
    name = first(hostile)
    cells = {name: {(2, 2): New(Decimal(7))}}
    once = refilled(hostile, cells, {name: [(3, 2)]})
    assert parts(refilled(once, cells, {name: [(3, 2)]})) == parts(once)


def test_formulas_keep_no_result_unless_asked() -> None:
    data = rewritten(workbook([[1, 2, "=A1+B1"]]), SHEET, b"<v/>", b"<v>3</v>") \
        if b"<v/>" in parts(workbook([[1, 2, "=A1+B1"]]))[SHEET] else \
        rewritten(workbook([[1, 2, "=A1+B1"]]), SHEET, b"<v></v>", b"<v>3</v>")
    assert b"<v>3</v>" in parts(refilled(data, {}))[SHEET]
    made = parts(refilled(data, {}, {}))
    assert b"<v>3</v>" not in made[SHEET]
    assert b"<f>A1+B1</f>" in made[SHEET]
    assert b'fullCalcOnLoad="1"' in made["xl/workbook.xml"]
    assert formulas(data) == {"表1": {(1, 3): "A1+B1"}}


def test_the_cells_to_be_filled_are_named_and_coloured_once() -> None:
    made = book([[1, 2], [3, 4], [5, 6]], title="各'镇")
    data = refilled(saved(made), {"各'镇": {(2, 1): New(None), (3, 1): New(None)}},
                    {"各'镇": [(2, 1), (3, 1)]})
    again = refilled(data, {"各'镇": {(3, 1): New(Decimal(9))}},
                     {"各'镇": [(3, 1), (2, 1), (1, 2)]})
    (sheet,) = sheets(again)
    assert sheet.to_fill == [(1, 2, 1, 2), (2, 1, 3, 1)]
    found = openpyxl.load_workbook(io.BytesIO(again))
    assert [str(each.sqref) for each in found["各'镇"].conditional_formatting] == ["B1", "A2:A3"]
    assert list(found.defined_names) == [TO_FILL]
    (empty,) = sheets(refilled(again, {}, {}))
    assert empty.to_fill == []


def test_more_areas_than_a_name_holds() -> None:
    places = [(row, column) for row in range(1, 60) for column in range(1, 40)
              if (row + column) % 2]
    made = book([[1] * 40 for _ in range(60)], title="一张名字很长很长的工作表")
    data = refilled(saved(made), {}, {"一张名字很长很长的工作表": places})
    (sheet,) = sheets(data)
    assert sorted((top, left) for top, left, _, _ in sheet.to_fill) == sorted(places)
    assert len(openpyxl.load_workbook(io.BytesIO(data)).defined_names) > 1


def test_the_head_of_a_table_is_told_in_its_part_too() -> None:
    made = book([["镇", "5月"], ["甲镇", 1]])
    made["表1"].add_table(Table(displayName="T", ref="A1:B2"))
    data = refilled(saved(made), {"表1": {(1, 2): New("6月")}}, {})
    found = openpyxl.load_workbook(io.BytesIO(data))["表1"].tables["T"]
    assert [each.name for each in found.tableColumns] == ["镇", "6月"]


def test_cells_that_were_not_there() -> None:
    data = saved(book([["镇", 1], ["甲镇", 2]]))
    made = refilled(data, {"表1": {(1, 3): New("新", (1, 2)), (2, 3): New(None, (2, 2)),
                                 (3, 1): New("乙镇", (2, 1))}}, {})
    assert stored(made, "表1")[1, 3] == "新"
    assert stored(made, "表1")[3, 1] == "乙镇"
    with pytest.raises(BookError):
        refilled(saved(book([["a"], [], ["b"]])), {"表1": {(2, 1): New("x", (1, 1))}}, {})


def test_places() -> None:
    assert place_of("AB12") == (12, 28)
    assert list(rectangles([(1, 1), (2, 1), (1, 2), (2, 2), (4, 1)])) == [
        (1, 1, 2, 2), (4, 1, 4, 1)]


@pytest.mark.slow
@pytest.mark.system("ooxml-validator")
@pytest.mark.parametrize("name", ["fills and rules", "no styles", "merged", "table"])
def test_microsofts_kit_finds_no_fault(name: str, tmp_path: Path) -> None:
    made = BOOKS[name]()
    path = tmp_path / "台账.xlsx"
    sheet = first(made)
    path.write_bytes(refilled(made, {sheet: {(2, 2): New(Decimal(7)), (3, 1): New("丙镇")}},
                              {sheet: [(2, 2), (3, 2)]}))
    assert faults(path) == []
