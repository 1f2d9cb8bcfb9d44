"""The workbook inside a chart of Word's own: whether it holds the numbers and names that it shows.

Word shows what it keeps beside the chart, and the workbook's as soon as somebody opens the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.diagnostics import ReportError
from reportgen.excel.cells import Address, BookError, Stored
from reportgen.excel.xlsx import ranges, read_sheets
from reportgen.frozen import frozen
from reportgen.proof.package import Element
from reportgen.proof.word.charts import C, category, same_value, series_name, values
from reportgen.proof.word.package import Package
from reportgen.proof.word.xml import R, number

Sheets = Mapping[str, Mapping[Address, Stored]]
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
        sheets = {each.name: each.cells for each in read_sheets(package.read(book))}
    except (ReportError, BookError):
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
            held = _held(sheets, places[index]) if index < len(places) else ""
            if held != shown and not same_value(held, shown):
                yield Mismatch("", NAME, shown, held)


def _unlike(series: Element, sheets: Sheets | None) -> Iterator[Mismatch]:
    places = _cells(series.findtext(f"{C}val/{C}numRef/{C}f") or "")
    if sheets is not None and not places:
        return          # another program wrote the chart anew, with data of its own
    for index, shown in values(series):
        held = _held(sheets or {}, places[index]) if index < len(places) else ""
        if not same_value(held, shown):
            yield Mismatch(series_name(series), category(series, index), shown, held)


def _cells(formula: str) -> list[tuple[str, Address]]:
    """Sheet and place of each cell of a range within one column; none for another formula."""
    sheet, _, places = formula.rpartition("!")
    found = list(ranges(places.replace("$", "")))
    if not sheet or "!" in sheet or len(found) != 1 or found[0][1] != found[0][3]:
        return []
    top, column, bottom, _ = found[0]
    return [(sheet.strip("'"), (row, column)) for row in range(top, min(bottom, top + _MOST) + 1)]


def _held(sheets: Sheets, place: tuple[str, Address]) -> str:
    """What a cell holds, be it a text or a number."""
    sheet, at = place
    cell = sheets.get(sheet, {}).get(at)
    return cell.text if cell is not None else ""
