"""归档文件目录 (DA/T 22-2015 5.5.2): nine columns, as CSV or as a workbook; gaps in the numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise

from reportgen.archive.record import Record

HEADS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml":
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "</Types>",
    "_rels/.rels":
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml":
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="归档文件目录" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
WIDTHS = (6, 33, 18, 24, 34, 11, 8, 6, 11)     # of the columns, in characters


def rows(records: Iterable[Record]) -> list[tuple[str, ...]]:
    """The catalogue's lines, in the order of the records: all of it text, as it is printed."""
    return [
        (str(order), each.name, number(each), each.issuer, each.title,
         each.date.replace("-", ""), each.secrecy, str(each.pages), _remark(each))
        for order, each in enumerate(records, 1)
    ]


def number(record: Record) -> str:
    """文号: 第5期, 示政发〔2024〕1号."""
    return str(record.extra.get("文号", record.number))


def _remark(record: Record) -> str:
    return f"{record.correction}：{record.reason}" if record.correction else ""


def as_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """CSV that Excel opens as UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADS, *lines])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Sequence[Sequence[str]]) -> bytes:
    """A workbook in which every cell is text, so that no 档号 becomes a formula or a date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {**_PARTS, "xl/worksheets/sheet1.xml": _sheet(lines)}.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, _XML + text)
    return out.getvalue()


def _sheet(lines: Sequence[Sequence[str]]) -> str:
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
                      for at, width in enumerate(WIDTHS, 1))
    body = "".join(f"<row>{''.join(map(_cell, line))}</row>" for line in [HEADS, *lines])
    return (f'<worksheet xmlns="{_MAIN}"><cols>{columns}</cols>'
            f"<sheetData>{body}</sheetData></worksheet>")


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


WRITERS: Mapping[str, Callable[[Sequence[Sequence[str]]], bytes]] = {
    ".csv": as_csv, ".xlsx": as_xlsx,
}


def gaps(records: Iterable[Record]) -> list[str]:
    """漏号: what numbers of a series are not there, between its first and its last of a year.

    Those that follow each other stand together: 简报2024-6—9.
    """
    def series(record: Record) -> tuple[str, int]:
        return record.number.label, record.number.year

    found = []
    for (label, year), group in groupby(sorted(records, key=series), series):
        there = {record.number.serial for record in group}
        found += [f"{label}{year}-{before + 1}" + (f"—{after - 1}" if after - before > 2 else "")
                  for before, after in pairwise(sorted(there)) if after - before > 1]
    return found
