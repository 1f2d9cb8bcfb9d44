"""Workbooks of charts as Excel and others write them."""

from __future__ import annotations

import pytest
from lxml import etree
from support.docx.charts import CHARTS
from support.docx.readback import PROFILE
from support.proof.twins import packed, parts

from reportgen.document.chart import SeriesChart
from reportgen.document.tree import Document, Figure, Meta
from reportgen.proof.word.package import open_package
from reportgen.proof.word.workbook import Mismatch, mismatches
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx

CHART, BOOK, SHEET = "word/charts/chart1.xml", "word/embeddings/chart1.xlsx", \
    "xl/worksheets/sheet1.xml"


def written(spec: SeriesChart) -> dict[str, bytes]:
    figure = Figure(1, "某图", spec, "图", editable=True)
    document = Document(Meta("题", "某", "2024-01-01"), (figure,))
    return parts(write_docx(document, PROFILE, {1: Picture(b"", b"", 400, 200)}))


def found(files: dict[str, bytes]) -> list[Mismatch]:
    package = open_package(packed(files), "a.docx")
    return list(mismatches(package, CHART, package.xml(CHART)))


def with_sheet(old: str, new: str, more: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """The file with another text in its workbook's sheet, and more parts in the workbook."""
    files = written(CHARTS["柱形"])
    book = parts(files[BOOK])
    assert old in book[SHEET].decode()
    book[SHEET] = book[SHEET].decode().replace(old, new, 1).encode()
    return {**files, BOOK: packed({**book, **(more or {})})}


@pytest.mark.parametrize("name", CHARTS)
def test_ours_agree(name: str) -> None:
    assert found(written(CHARTS[name])) == []


def test_another_number_in_another_column() -> None:
    assert found(with_sheet(">80.5<", ">85<")) == [Mismatch("乙项", "2021年", "80.5", "85")]


def test_a_name_in_the_workbook_alone() -> None:
    """Opened to be edited, the chart would show the workbook's."""
    assert found(with_sheet(">2021年<", ">2012年<")) == [Mismatch("", "名称", "2021年", "2012年")]
    assert found(with_sheet(">乙项<", ">丙项<")) == [Mismatch("", "名称", "乙项", "丙项")]


def test_shared_strings() -> None:
    """A number kept as a text, which Excel puts into a list of its own."""
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' \
        b'<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>' \
        b'<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>' \
        b"</Relationships>"
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' \
        b"<si><t>120</t></si></sst>"
    more = {"xl/_rels/workbook.xml.rels": rels, "xl/sharedStrings.xml": strings}
    assert found(with_sheet('r="B2"><v>120</v>', 'r="B2" t="s"><v>0</v>', more)) == []
    damaged = found(with_sheet('r="B2"><v>120</v>', 'r="B2" t="s"><v>7</v>', more))
    assert Mismatch("甲项", "2021年", "120", "") in damaged
    assert {each.held for each in damaged} == {""}      # a damaged workbook holds nothing


def test_a_workbook_that_is_none() -> None:
    files = written(CHARTS["饼"])
    broken = found({**files, BOOK: b"no zip"})
    assert [each.held for each in broken] == ["", "", ""]
    assert [each.held for each in found({**files, BOOK: packed({"a": b""})})] == ["", "", ""]


def test_no_workbook() -> None:
    files = written(CHARTS["饼"])
    del files[BOOK]
    assert found(files) == []


def leading_to(formula: str) -> list[Mismatch]:
    """What is found where the values of a chart are said to lie elsewhere."""
    files = written(CHARTS["饼"])
    chart = etree.fromstring(files[CHART])
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    next(chart.iter(c + "val")).find(f".//{c}f").text = formula  # type: ignore[union-attr]
    return found({**files, CHART: etree.tostring(chart)})


@pytest.mark.parametrize("formula", ["0", "", "Sheet1!$B$2:$C$9", "(Sheet1!$B$2,Sheet1!$B$4)"])
def test_nothing_is_claimed_of_a_range_that_is_not_understood(formula: str) -> None:
    assert leading_to(formula) == []


def test_a_range_that_begins_a_row_too_high_and_has_no_end() -> None:
    """Each value is that of the row above; so many rows are no burden."""
    assert leading_to("Sheet1!$B$1:$B$9999999") == [
        Mismatch("构成", "农业", "50", "构成"), Mismatch("构成", "工业", "30.5", "50"),
        Mismatch("构成", "服务业", "19.5", "30.5")]


def test_a_named_sheet_in_quotation_marks() -> None:
    files = written(CHARTS["饼"])
    book = parts(files[BOOK])
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace(b"Sheet1", "数 据".encode())
    chart = files[CHART].decode().replace("Sheet1!", "'数 据'!").encode()
    assert found({**files, BOOK: packed(book), CHART: chart}) == []
