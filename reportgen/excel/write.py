"""Workbooks of our own: texts and numbers, and how their cells look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from reportgen.excel.cells import letters
from reportgen.zips import zipped

EPOCH = (1980, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

Value = str | Decimal | None
Cell = Value | tuple[Value, int]      # what stands in it, and how it looks


def of_texts(lines: Sequence[Sequence[str]], title: str, widths: Sequence[int]) -> bytes:
    """A workbook in which every cell is text, so that no number becomes a formula or a date.

    `title` names the sheet; `widths` are those of its columns, in characters.
    """
    return book({title: sheet(lines, widths)})


def book(sheets: Mapping[str, str], styles: str = "", names: str = "") -> bytes:
    """A workbook of worksheets by their names; the same ones give the same bytes.

    `styles`: what stands in styles.xml, `names`: the defined names; neither if "".
    """
    kinds = {f"worksheets/sheet{at}": "worksheet" for at in range(1, len(sheets) + 1)}
    kinds |= {"styles": "styles"} if styles else {}
    types = "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{TYPE}.{kind}+xml"/>'
                    for part, kind in {"workbook": "sheet.main", **kinds}.items())
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>'
                     for at, name in enumerate(sheets, 1))
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{types}</Types>",
        "_rels/.rels": _relations({"xl/workbook.xml": "officeDocument"}),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"{part}.xml": kind for part, kind in kinds.items()}),
        "xl/workbook.xml":
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
            + f"<definedNames>{names}</definedNames>" * bool(names) + "</workbook>",
        **{f"xl/worksheets/sheet{at}.xml": text for at, text in enumerate(sheets.values(), 1)},
        **({"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'}
           if styles else {}),
    }
    return zipped({name: f"{XML}{text}".encode() for name, text in parts.items()},
                  "[Content_Types].xml")


def _relations(kinds: Mapping[str, str]) -> str:
    made = "".join(f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{part}"/>'
                   for at, (part, kind) in enumerate(kinds.items(), 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def sheet(
    lines: Sequence[Sequence[Cell]], widths: Sequence[int], style: int = 0, *,
    above: str = "", below: str = "", space: str = MAIN,
) -> str:
    """A worksheet. `above` and `below` are what XML stands before and after the cells.

    `style`: how cells look that do not say it themselves.
    """
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
                      for at, width in enumerate(widths, 1))
    body = "".join(f'<row r="{row}">' + "".join(
        _cell(f"{letters(column)}{row}", *(cell if isinstance(cell, tuple) else (cell, style)))
        for column, cell in enumerate(line, 1)) + "</row>" for row, line in enumerate(lines, 1))
    return (f'<worksheet xmlns="{space}">{above}' + f"<cols>{columns}</cols>" * bool(columns)
            + f"<sheetData>{body}</sheetData>{below}</worksheet>")


def rule(area: str, formula: str, fill: int, *, priority: int = 1, declared: str = "") -> str:
    """A rule of conditional formatting: where a formula holds, cells have a fill.

    `declared` declares the name space, where the part around it does not.
    """
    return (f'<conditionalFormatting{declared} sqref="{area}"><cfRule type="expression"'
            f' dxfId="{fill}" priority="{priority}"><formula>{formula}</formula></cfRule>'
            "</conditionalFormatting>")


def is_blank(area: str) -> str:
    """The formula that holds in the blank cells of an area."""
    return f"LEN(TRIM({area.partition(':')[0]}))=0"


def _cell(place: str, value: Value, style: int) -> str:
    look = f' s="{style}"' if style else ""
    if value is None:
        return f'<c r="{place}"{look}/>' if look else ""
    if isinstance(value, Decimal):
        return f'<c r="{place}"{look}><v>{value:f}</v></c>'
    return (f'<c r="{place}"{look} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t>'
            "</is></c>")
