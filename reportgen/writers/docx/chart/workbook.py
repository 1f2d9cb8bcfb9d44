"""The workbook inside an editable chart: one sheet, series in columns, categories in rows.

Five small parts written by hand: they hold text and numbers only, carry no clock and no author,
and need no spreadsheet library (whose import costs more than the whole Word file).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lxml import etree

from reportgen.zips import zipped

SHEET = "Sheet1"    # the name Office gives it: formulas need no quotation marks around it
Value = str | Decimal | None

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(rows: Sequence[Sequence[Value]]) -> bytes:
    """The bytes of an .xlsx: texts and numbers as they are, None an empty cell.

    The same rows give the same bytes.
    """
    return zipped({name: etree.tostring(part, encoding="UTF-8", standalone=True)
                   for name, part in _parts(rows)}, "[Content_Types].xml")


def reference(column: int, first: int, last: int) -> str:
    """`Sheet1!$B$2:$B$4`; columns and rows count from 0."""
    letter = letters(column)
    start, end = f"{SHEET}!${letter}${first + 1}", f":${letter}${last + 1}"
    return start + end if last > first else start


def letters(column: int) -> str:
    """The name of a column, from 0: A … Z, AA …"""
    name, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def _parts(rows: Sequence[Sequence[Value]]) -> Iterator[tuple[str, etree._Element]]:
    yield "[Content_Types].xml", _types()
    yield "_rels/.rels", _relations("officeDocument", "xl/workbook.xml")
    yield "xl/_rels/workbook.xml.rels", _relations("worksheet", "worksheets/sheet1.xml")
    yield "xl/workbook.xml", _book()
    yield "xl/worksheets/sheet1.xml", _sheet(rows)


def _types() -> etree._Element:
    root = etree.Element("Types", nsmap={None: f"{_PACKAGE}/content-types"})  # type: ignore[dict-item]
    for end, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                      ("xml", "application/xml")):
        etree.SubElement(root, "Default", Extension=end, ContentType=kind)
    for name, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet")):
        etree.SubElement(root, "Override", PartName=f"/xl/{name}.xml",
                         ContentType=f"{_TYPE}.{kind}+xml")
    return root


def _relations(kind: str, target: str) -> etree._Element:
    root = etree.Element("Relationships", nsmap={None: f"{_PACKAGE}/relationships"})  # type: ignore[dict-item]
    etree.SubElement(root, "Relationship", Id="rId1", Type=f"{_OFFICE}/{kind}", Target=target)
    return root


def _book() -> etree._Element:
    root = etree.Element("workbook", nsmap={None: _MAIN, "r": _OFFICE})  # type: ignore[dict-item]
    sheets = etree.SubElement(root, "sheets")
    sheet = etree.SubElement(sheets, "sheet", name=SHEET, sheetId="1")
    sheet.set(f"{{{_OFFICE}}}id", "rId1")
    return root


def _sheet(rows: Sequence[Sequence[Value]]) -> etree._Element:
    root = etree.Element("worksheet", nsmap={None: _MAIN})  # type: ignore[dict-item]
    data = etree.SubElement(root, "sheetData")
    for number, row in enumerate(rows, 1):
        line = etree.SubElement(data, "row", r=str(number))
        for column, value in enumerate(row):
            if value is not None:
                _cell(line, f"{letters(column)}{number}", value)
    return root


def _cell(row: etree._Element, place: str, value: str | Decimal) -> None:
    if isinstance(value, Decimal):
        etree.SubElement(etree.SubElement(row, "c", r=place), "v").text = format(value, "f")
        return
    cell = etree.SubElement(row, "c", r=place, t="inlineStr")
    text = etree.SubElement(etree.SubElement(cell, "is"), "t")
    text.text = value
