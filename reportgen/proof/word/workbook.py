"""The workbook inside a chart of Word's own: whether it holds the numbers and names that it shows.

Word shows what it keeps beside the chart, and the workbook's as soon as somebody opens the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.diagnostics import ReportError
from reportgen.frozen import frozen
from reportgen.proof.package import Element
from reportgen.proof.word.charts import C, category, same_value, series_name, values
from reportgen.proof.word.package import Package, open_package
from reportgen.proof.word.xml import R, number, told

Sheets = dict[str, dict[str, str]]
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RANGE = re.compile(r"(?:'([^']+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?\3\$?(\d{1,7}))?")
NAME = "名称"         # what is another, where it is no value
_MOST = 10_000       # cells of a series


@frozen
class Mismatch:
    """A value as the chart shows it and as its workbook holds it; "" where it holds none."""

    series: str
    category: str
    shown: str
    held: str


def mismatches(package: Package, part: str, chart: Element) -> Iterator[Mismatch]:
    """What a chart shows and its workbook holds otherwise; nothing for a chart without one.

    A workbook that cannot be opened holds nothing.
    """
    outside = chart.find(C + "externalData")
    book = package.inside(part, outside.get(R + "id", "")) if outside is not None else ""
    if not book:
        return
    try:
        sheets = _sheets(open_package(package.read(book), package.name))
    except ReportError:
        sheets = None
    first = True
    for series in chart.iter(C + "ser"):
        if sheets:
            yield from _renamed(series, sheets, ("tx", "cat") if first else ("tx",))
        yield from _unlike(series, sheets)
        first = False


def _renamed(series: Element, sheets: Sheets, kinds: Sequence[str]) -> Iterator[Mismatch]:
    """Names that the workbook holds otherwise: they replace the shown ones with its numbers."""
    for kind in kinds:
        places = _cells(series.findtext(f"{C}{kind}/{C}strRef/{C}f") or "")
        for point in series.iterfind(f"{C}{kind}/{C}strRef/{C}strCache/{C}pt") if places else ():
            index, shown = number(point.get("idx"), 0), point.findtext(C + "v") or ""
            sheet, cell = places[index] if index < len(places) else ("", "")
            held = sheets.get(sheet, {}).get(cell, "")
            if held != shown and not same_value(held, shown):
                yield Mismatch("", NAME, shown, held)


def _unlike(series: Element, sheets: Sheets | None) -> Iterator[Mismatch]:
    places = _cells(series.findtext(f"{C}val/{C}numRef/{C}f") or "")
    if sheets is not None and not places:
        return          # another program wrote the chart anew, with data of its own
    for index, shown in values(series):
        sheet, cell = places[index] if index < len(places) else ("", "")
        held = (sheets or {}).get(sheet, {}).get(cell, "")
        if not same_value(held, shown):
            yield Mismatch(series_name(series), category(series, index), shown, held)


def _cells(formula: str) -> list[tuple[str, str]]:
    """Sheet and name of each cell of a range within one column; none for another formula."""
    found = _RANGE.fullmatch(formula)
    if found is None:
        return []
    sheet, column, first = found[1] or found[2], found[3], int(found[4])
    last = min(int(found[5] or first), first + _MOST)
    return [(sheet, f"{column}{row}") for row in range(first, last + 1)]


def _sheets(package: Package) -> Sheets:
    """The texts of all cells of a workbook, by sheet and cell."""
    book = package.related("", "officeDocument")
    shared = package.related(book, "sharedStrings") if book else ""
    texts = [told(each, _MAIN + "t") for each in package.xml(shared)] if shared else []
    found: Sheets = {}
    for sheet in package.xml(book).iter(_MAIN + "sheet") if book else ():
        if part := package.inside(book, sheet.get(R + "id", "")):
            found[sheet.get("name", "")] = {
                each.get("r", ""): _held(each, texts)
                for each in package.xml(part).iter(_MAIN + "c")
            }
    return found


def _held(cell: Element, texts: list[str]) -> str:
    value = cell.findtext(_MAIN + "v") or ""
    match cell.get("t"):
        case "s":
            place = number(value, len(texts))
            return texts[place] if place < len(texts) else ""
        case "inlineStr":
            return told(cell, _MAIN + "t")
    return value
