"""Rows of a sheet as the office sees it, and what is said of the rest."""

from __future__ import annotations

import io
import random
import time
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from support.books import book, rewritten, saved, sheet, workbook

from reportgen.diagnostics import Sink
from reportgen.excel.read import for_reading, visible_rows

SHEET = "xl/worksheets/sheet1.xml"


def texts(data: bytes, sink: Sink | None = None, name: str = "") -> list[list[str]] | None:
    rows = visible_rows(data, "f.xlsx", sink or Sink(), name)
    return None if rows is None else [[cell.text for cell in row.cells] for row in rows]


def codes(sink: Sink) -> list[tuple[str, str]]:
    return [(each.code, each.span.cell) for each in sink]


def test_cells_and_places() -> None:
    import datetime

    data = workbook(
        [["编号", "数值"], ["A1", 12.6], ["A2", "超9052万元"], [True, datetime.date(2024, 2, 22)]],
        {"B2": "0.00", "B4": 'yyyy"年"m"月"'},
    )
    rows = visible_rows(data, "f.xlsx", Sink())
    assert rows is not None
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["编号", "数值"], ["A1", "12.60"], ["A2", "超9052万元"], ["是", "2024年2月"],
    ]
    assert str(rows[1].cells[1].span) == "f.xlsx › 表1 › B2"


def test_empty_rows_and_columns_keep_the_count() -> None:
    rows = visible_rows(workbook([["甲", None, "丙"], [], ["乙"]]), "f.xlsx", Sink())
    assert rows is not None
    assert [[str(cell.span)[-2:] for cell in row.cells] for row in rows] == [
        ["A1", "C1"], ["A3", "C3"]]


@pytest.mark.parametrize(("text", "number", "read"), [
    ("1,234,567.8", "1", "1234567.8"), ("(3.2)", "-3.2", "-3.2"), ("（1,000）", "-1000", "-1000"),
    ("¥1,234.00", "1234", "1234.00元"), ("-￥5", "-5", "-5元"), (" - 1,000 ", "-1000", "-1000"),
    (".5", "0.5", "0.5"), ("下降3.2%", "-0.032", "下降3.2%"), ("-", "0", "-"), ("—", "-1", "—"),
    ("12,34", "1234", "12,34"), ("$12.50", "12.5", "12.50美元"), ("-HK$3", "-3", "-3港元"),
])
def test_numbers_for_reading(text: str, number: str, read: str) -> None:
    from decimal import Decimal

    assert for_reading(text, Decimal(number)) == read


def test_a_sign_that_is_not_shown_is_refused() -> None:
    sink = Sink()
    assert texts(workbook([["甲"], [-3.2]], {"A2": "0.0;[Red]0.0"}), sink) is None
    assert texts(workbook([["甲"], [3.2]], {"A2": "-0.0"}), sink) is None
    assert codes(sink) == [("E0146", "A2")] * 2


def test_struck_text_and_superscripts() -> None:
    strike, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    made = book([["2263"], ["1200.5"], ["茶叶"], ["元/m"], [56], ["划掉"]])
    first = sheet(made)
    first["A1"] = CellRichText(TextBlock(strike, "2263"), "2300")
    first["A2"] = CellRichText("1200.5", TextBlock(raised, "1"))
    first["A4"] = CellRichText("元/m", TextBlock(raised, "2"))
    first["A5"].font = first["A6"].font = Font(strike=True)
    first["B5"] = "在"
    sink = Sink()
    assert texts(saved(made), sink) == [["2300", ""], ["1200.5", ""], ["茶叶", ""], ["元/m²", ""],
                                        ["", "在"]]
    assert codes(sink) == [("I0145", cell) for cell in ("A1", "A2", "A5", "A6")]


def test_merged_cells_stand_in_all_their_rows_and_columns() -> None:
    made = book([["标题", None, None], ["农业", "甲", 1], [None, "乙", 2], ["工业", "丙", 3]])
    first = sheet(made)
    first.merge_cells("A1:C1")
    first.merge_cells("A2:A3")
    first.merge_cells("A5:A900000")
    rows = visible_rows(saved(made), "f.xlsx", Sink())
    assert rows is not None
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["标题", "标题", "标题"], ["农业", "甲", "1"], ["农业", "乙", "2"], ["工业", "丙", "3"]]
    assert rows[2].cells[0].span.cell == "A2"


def test_hidden_rows_columns_and_sheets_are_left_out_and_told() -> None:
    made = openpyxl.Workbook()
    old = sheet(made)
    old.append(["旧"])
    old.sheet_state = "hidden"
    new = made.create_sheet("新")
    for row in (["甲", "乙", "丙"], ["旧甲", 1, 2], ["新甲", 3, 4]):
        new.append(row)
    new.row_dimensions[2].hidden = True
    new.column_dimensions["B"].hidden = True
    flat = saved(made)      # so small that nothing is seen of them: hidden, too
    for old, new_look in ((b' hidden="1" width="13"', b' width="0"'), (b' hidden="1"', b' ht="0"')):
        flat = rewritten(flat, "xl/worksheets/sheet2.xml", old, new_look)
    for data in (saved(made), flat):
        sink = Sink()
        assert texts(data, sink) == [["甲", "丙"], ["新甲", "4"]]
        assert [each.message for each in sink] == [
            "隐藏的工作表没有读：“Sheet”", "隐藏的没有读：第2行、B列"]


def test_a_merged_cell_in_a_hidden_row_is_seen_in_the_others() -> None:
    made = book([["组", "名"], ["农业", "甲"], [None, "乙"]])
    sheet(made).merge_cells("A2:A3")
    sheet(made).row_dimensions[2].hidden = True
    assert texts(saved(made)) == [["组", "名"], ["农业", "乙"]]


def test_a_title_merged_from_a_hidden_column_is_seen() -> None:
    made = book([["某县2024年10月", None, None], ["0", "镇", "产值"], ["1", "甲镇", 1]])
    sheet(made).merge_cells("A1:C1")
    sheet(made).column_dimensions["A"].hidden = True
    assert texts(saved(made)) == [["某县2024年10月"] * 2, ["镇", "产值"], ["甲镇", "1"]]


def test_of_several_sheets_the_one_that_is_read_is_named() -> None:
    made = book([["甲"]], title="一月")
    made.create_sheet("二月")["A1"] = "乙"
    made.create_sheet("空")
    sink = Sink()
    assert texts(saved(made), sink) == [["甲"]]
    assert [each.message for each in sink] == ["读的是工作表“一月”，没有读：“二月”"]
    sink = Sink()
    assert texts(saved(made), sink, "二月") == [["乙"]]
    assert not sink.items
    assert texts(saved(made), sink, "三月") is None
    assert [(d.code, d.hints) for d in sink] == [("E0141", ("可以写：一月、二月、空",))]


def test_a_formula_gives_its_saved_result() -> None:
    data = workbook([["甲", "乙"], ["=1+1", "=\"\""]])
    old = b'<c r="A2"><f>1+1</f><v></v></c><c r="B2"><f>""</f><v></v></c>'
    sink = Sink()
    assert texts(data, sink) is None
    assert codes(sink) == [("E0142", "A2"), ("E0142", "B2")]
    new = b'<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c>'
    assert texts(rewritten(data, SHEET, old, new)) == [["甲", "乙"], ["2", ""]]


def test_error_values_and_formats_that_cannot_be_followed() -> None:
    sink = Sink()
    data = workbook([["甲", "乙"], ["#DIV/0!", 0.5]], {"B2": "# ?/?"})
    assert texts(data, sink) is None
    assert codes(sink) == [("E0142", "A2"), ("E0146", "B2")]


def broken_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    return target.getvalue()


def chart_only() -> bytes:
    made = openpyxl.Workbook()
    made.create_chartsheet("图", 0)
    sheet(made).sheet_state = "hidden"
    return saved(made)


GOOD = workbook([["甲"]])
INLINE = b't="inlineStr"><is><t>&#30002;</t></is>'


@pytest.mark.parametrize(("data", "why"), [
    (b"not a zip", "不是工作簿"), (b"<html><table>", "网页"), (broken_zip(), "损坏"),
    (GOOD[:-200], "损坏"), (GOOD[: len(GOOD) // 2], "损坏"), (chart_only(), "都是隐藏的"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    (rewritten(GOOD, SHEET, b'row r="1"', b'row r="999999999"'), "行号是 999999999"),
    (rewritten(GOOD, SHEET, b'r="A1"', b'r="ZZZ1"'), "列号是 18278"),
    (rewritten(GOOD, SHEET, b"<worksheet", b"<!DOCTYPE a><worksheet"), "不该有"),
    (rewritten(GOOD, "xl/workbook.xml", b"<sheets>", b"<sheets/><a>"), "损坏"),
    (rewritten(GOOD, SHEET, INLINE, b't="s"><v>77</v>'), "文字找不到"),
])
def test_unreadable(data: bytes, why: str) -> None:
    sink = Sink()
    assert visible_rows(data, "f.xlsx", sink) is None
    assert [d.code for d in sink] == ["E0141"]
    assert why in next(iter(sink)).message


def test_a_chart_sheet_before_the_table() -> None:
    made = book([["甲"]])
    made.create_chartsheet("图", 0)
    assert texts(saved(made)) == [["甲"]]


def test_a_claimed_size_is_not_believed() -> None:
    data = workbook([["甲", "乙"], ["丙", None]])
    data = rewritten(data, SHEET, b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert texts(data) == [["甲", "乙"], ["丙", ""]]


@pytest.mark.slow
def test_a_bomb_is_not_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"xl/{number}.xml", b" " * 80_000_000)
    sink = Sink()
    assert visible_rows(target.getvalue(), "f.xlsx", sink) is None
    assert [d.code for d in sink] == ["E0141"]


@pytest.mark.slow
def test_empty_styled_rows_cost_little() -> None:
    empty = b"".join(b'<row r="%d" spans="1:4" s="1" customFormat="1"><c r="A%d" s="1"/><c r="B%d"'
                     b' s="1"/><c r="C%d" s="1"/></row>' % ((row,) * 4)
                     for row in range(2, 200_002))
    data = rewritten(GOOD, SHEET, b"</sheetData>", empty + b"</sheetData>")
    start = time.process_time()
    assert texts(data) == [["甲"]]
    assert time.process_time() - start < 1


@pytest.mark.slow
def test_whatever_is_wrong_with_a_part_is_told() -> None:
    made = book([["甲", 0.5, "丙"], ["=1+1", 45444, True]], {"B1": "0.0%", "B2": "yyyy-mm"})
    sheet(made).merge_cells("A1:A2")
    sheet(made).column_dimensions["C"].hidden = True
    data, chance = saved(made), random.Random(7)  # noqa: S311 - a fault to plant
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for _ in range(600):
        name = chance.choice([SHEET, "xl/workbook.xml", "xl/styles.xml"])
        part = bytearray(parts[name])
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(part))
            part[at : at + chance.randrange(3)] = chance.choice(
                [b"9", b"-", b"x", b"", b"99999", b"e"])
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for each, content in parts.items():
                archive.writestr(each, bytes(part) if each == name else content)
        sink = Sink()
        rows = visible_rows(target.getvalue(), "f.xlsx", sink)
        assert (rows is None) is sink.has_errors


def test_numbers_beyond_all_measure() -> None:
    for text in (b"1e99999999", b"INF", b"1e400", b"-1e-400"):
        data = workbook([["甲"], [5]], {"A2": "0.00"})
        sink = Sink()
        assert texts(rewritten(data, SHEET, b"<v>5</v>", b"<v>" + text + b"</v>"), sink) is None
        assert codes(sink) == [("E0146", "A2")]
    assert texts(rewritten(data, SHEET, b"<v>5</v>", b"<v>1e300</v>")) is not None


def test_thousands_of_merged_cells_cost_little() -> None:
    made = book([["组", "名"], *([f"组{row}", "名"] for row in range(2_000))])
    for row in range(2, 2_000, 2):
        sheet(made).merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=1)
    rows = texts(saved(made))
    assert rows is not None
    assert rows[1][0] == rows[2][0] == "组0"
