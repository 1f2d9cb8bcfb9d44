"""Looks that are put into a workbook beside its own: fills of rules, and where rules may stand."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.excel.package import Package
from reportgen.excel.parts import links
from reportgen.excel.splices import Splices
from reportgen.excel.write import TYPE, XML

# What comes after notes and after rules in a worksheet (ISO/IEC 29500-1, 18.3.1.99).
AFTER_NOTES = frozenset(("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
                         "AlternateContent", "webPublishItems", "tableParts", "extLst"))
AFTER_RULES = AFTER_NOTES | frozenset((
    "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches",
    "ignoredErrors", "smartTags", "drawing", "legacyDrawing"))
_AFTER_DXFS = frozenset(("tableStyles", "colors", "extLst"))
_STYLES = ('<fonts count="1"><font/></fonts><fills count="2"><fill><patternFill'
           ' patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
           '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
           '<cellXfs count="1"><xf/></cellXfs>')


def styles_of(book: Package) -> str:
    """The part that holds the looks of a workbook; one is made where there is none."""
    related = dict(links(book.parts, book.start).values())
    if (name := related.get("styles", "")) not in book.parts:
        book.add("styles", "xl/styles.xml", f"{TYPE}.styles+xml", book.start,
                 f'{XML}<styleSheet xmlns="{book.space}">{_STYLES}</styleSheet>'.encode())
        name = dict(links(book.parts, book.start).values())["styles"]
    return name


def add_fills(part: Splices, colours: Sequence[str]) -> int:
    """Put fills for rules into the part of looks; the number of the first."""
    looks = "".join(f'<dxf{part.declared}><fill><patternFill patternType="solid"><fgColor'
                    f' rgb="{colour}"/><bgColor rgb="{colour}"/></patternFill></fill></dxf>'
                    for colour in colours)
    first = part.append("dxfs", looks, len(colours))
    if first is None:
        part.before(_AFTER_DXFS, f'<dxfs{part.declared} count="{len(colours)}">{looks}</dxfs>')
    return first or 0
