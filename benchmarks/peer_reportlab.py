"""A peer: plain ReportLab as its manual shows it, platypus with PNG charts. No tags, no PDF/A.

`peer_reportlab.py CONTENT.json OUT.pdf`
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import peer_charts
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    Image,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

Json = dict[str, Any]
TEXT_WIDTH = 156 * mm
FACES = ("RG FangSong", "RG Song", "RG Hei", "RG Kai", "RG XiaoBiaoSong")


def style(font: str, size: float, **options: Any) -> ParagraphStyle:
    """A paragraph style for Chinese text."""
    options.setdefault("leading", size * 1.35)
    return ParagraphStyle(font, fontName=font, fontSize=size, wordWrap="CJK", **options)


BODY = style("RG FangSong", 16, leading=29, firstLineIndent=32)
HEADINGS = {1: style("RG Hei", 16, leading=29), 2: style("RG Kai", 16, leading=29)}
CAPTION = style("RG Hei", 12, alignment=TA_CENTER, spaceBefore=6, spaceAfter=6)
SMALL = style("RG Song", 10.5)
CELL = style("RG Song", 12)
TITLE = style("RG XiaoBiaoSong", 22, alignment=TA_CENTER, spaceBefore=30, spaceAfter=30)
NAME = style("RG XiaoBiaoSong", 40, alignment=TA_CENTER, textColor="red", leading=60)
CENTRE = style("RG FangSong", 16, alignment=TA_CENTER)


def paragraph(block: Json) -> Paragraph:
    """A paragraph with its emphasised runs."""
    parts = [
        f'<font name="RG Kai">{escape(text)}</font>' if kind == "strong" else escape(text)
        for kind, text in block["runs"]
    ]
    return Paragraph("".join(parts), BODY)


def table(block: Json) -> list[Flowable]:
    """A table with a repeated heading row."""
    total = sum(weight for _, _, weight in block["columns"])
    widths = [TEXT_WIDTH * weight / total for _, _, weight in block["columns"]]
    rows = [[heading for heading, _, _ in block["columns"]], *block["rows"]]
    cells = [[Paragraph(escape(text), CELL) for text in row] for row in rows]
    made = Table(cells, colWidths=widths, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, 0)])
    unit = [Paragraph(escape(f"单位：{block['unit']}"), SMALL)] if block["unit"] else []
    notes = [Paragraph(escape(note), SMALL) for note in block["notes"]]
    return [Paragraph(escape(block["caption"]), CAPTION), *unit, made, *notes]


def figure(block: Json) -> list[Flowable]:
    """A chart with its caption."""
    image = Image(BytesIO(peer_charts.save(block["chart"], "png")))
    scale = 150 * mm / image.imageWidth
    image.drawWidth, image.drawHeight = 150 * mm, image.imageHeight * scale
    notes = [Paragraph(escape(note), SMALL) for note in block["notes"]]
    return [image, Paragraph(escape(block["caption"]), CAPTION), *notes]


def flowables(block: Json) -> list[Flowable]:
    """What a block becomes."""
    match block["kind"]:
        case "masthead":
            line = f"{block['issuer']}　　{block['date']}"
            texts = ((block["name"], NAME), (block["issue"], CENTRE), (line, CENTRE))
            return [*(Paragraph(escape(text), kind) for text, kind in texts),
                    HRFlowable(width="100%", thickness=2, color="red")]
        case "title":
            return [Paragraph(escape(block["text"]), TITLE)]
        case "heading":
            return [Paragraph(escape(block["text"]), HEADINGS.get(block["level"], BODY))]
        case "paragraph":
            return [paragraph(block)]
        case "table":
            return table(block)
        case "figure":
            return figure(block)
        case "break":
            return [PageBreak()]
        case _:
            lines = [f"{who}：{whom}" for who, whom in block["rows"]]
            lines.append(f"{block['editor']}　{block['copies']}")
            return [HRFlowable(width="100%"), *(Paragraph(escape(x), SMALL) for x in lines)]


def page_number(canvas: Canvas, _template: SimpleDocTemplate) -> None:
    """— 1 —"""
    canvas.setFont("RG Song", 14)
    canvas.drawCentredString(A4[0] / 2, 28 * mm, f"— {canvas.getPageNumber()} —")


def main() -> None:
    """Read the content, draw, build, write."""
    content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    peer_charts.use_faces(content["fonts"])
    for name in FACES:
        pdfmetrics.registerFont(TTFont(name, content["fonts"][name]))
    template = SimpleDocTemplate(
        sys.argv[2], pagesize=A4, title=content["title"], topMargin=37 * mm, bottomMargin=35 * mm,
        leftMargin=28 * mm, rightMargin=26 * mm)
    story = [item for block in content["blocks"] for item in flowables(block)]
    template.build(story, onFirstPage=page_number, onLaterPages=page_number)


if __name__ == "__main__":
    main()
