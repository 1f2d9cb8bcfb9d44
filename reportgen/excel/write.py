"""A workbook of one sheet, all of it text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

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
    "xl/_rels/workbook.xml.rels":
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def of_texts(lines: Sequence[Sequence[str]], title: str, widths: Sequence[int]) -> bytes:
    """A workbook in which every cell is text, so that no number becomes a formula or a date.

    `title` names the sheet; `widths` are those of its columns, in characters.
    """
    book = (f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{escape(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>')
    parts = {**_PARTS, "xl/workbook.xml": book,
             "xl/worksheets/sheet1.xml": _sheet(lines, widths)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, _XML + text)
    return out.getvalue()


def _sheet(lines: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
                      for at, width in enumerate(widths, 1))
    body = "".join(f"<row>{''.join(map(_cell, line))}</row>" for line in lines)
    return (f'<worksheet xmlns="{_MAIN}"><cols>{columns}</cols>'
            f"<sheetData>{body}</sheetData></worksheet>")


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
