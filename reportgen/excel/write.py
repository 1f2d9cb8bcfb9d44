"""A workbook of one sheet, all of it text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from reportgen.zips import zipped

EPOCH = (1980, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml":
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
        "</Types>",
    "_rels/.rels":
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels":
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def of_texts(lines: Sequence[Sequence[str]], title: str, widths: Sequence[int]) -> bytes:
    """A workbook in which every cell is text, so that no number becomes a formula or a date.

    `title` names the sheet; `widths` are those of its columns, in characters.
    """
    book = (f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            f'<sheet name="{escape(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>')
    parts = {**_PARTS, "xl/workbook.xml": book,
             "xl/worksheets/sheet1.xml": sheet(lines, widths)}
    return zipped({name: f"{XML}{text}".encode() for name, text in parts.items()},
                  "[Content_Types].xml")


def sheet(
    lines: Sequence[Sequence[str]], widths: Sequence[int], style: int = 0, *,
    above: str = "", below: str = "", space: str = MAIN,
) -> str:
    """A worksheet of texts. `above` and `below` are what XML stands before and after the cells."""
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
                      for at, width in enumerate(widths, 1))
    body = "".join(f"<row>{''.join(_cell(text, style) for text in line)}</row>" for line in lines)
    return (f'<worksheet xmlns="{space}">{above}<cols>{columns}</cols>'
            f"<sheetData>{body}</sheetData>{below}</worksheet>")


def _cell(text: str, style: int) -> str:
    look = f' s="{style}"' if style else ""
    return f'<c{look} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
