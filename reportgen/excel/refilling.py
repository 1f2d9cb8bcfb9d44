"""A workbook with other values in some of its cells, by patching its parts.

Formulas stay, without the results they had: those were of the old values. Cells that must be filled
are named 待填, and coloured while they are blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape, unescape
from typing import NamedTuple
from xml.parsers import expat

from reportgen.excel.cells import TO_FILL, Address, BookError, area, letters, place_of, runs
from reportgen.excel.looks import AFTER_RULES, add_fills, styles_of
from reportgen.excel.package import Package
from reportgen.excel.parts import links, tree
from reportgen.excel.splices import TAG, Put, Splices
from reportgen.excel.write import is_blank, rule
from reportgen.excel.xlsx import ranges, read_sheets

_FILL = "FFFFF2CC"
_LONGEST = 8000                 # characters of a formula, which may have 8192
_AFTER_NAMES = frozenset(("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
                          "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects",
                          "extLst"))
_NAME = re.compile(rb'<((?:\w+:)?)definedName\s[^<>]*\bname="([^"]*)"[^<>]*>[^<]*</\1definedName>',
                   re.DOTALL)
_BLANK_RULE = re.compile(
    rb'<(?:\w+:)?conditionalFormatting\s[^<>]*\bsqref="([^"]*)"[^>]*>(?:(?!</(?:\w+:)?'
    rb'conditionalFormatting>).)*?<(?:\w+:)?formula>LEN\(TRIM\(', re.DOTALL)
_COLUMN = re.compile(rb'<(?:\w+:)?tableColumn\s[^<>]*?\bname="([^"]*)"')
_TYPE = re.compile(rb'\st="[^"]*"')


class New(NamedTuple):
    """What a cell holds: a text, a number, or nothing; `like`: the cell it looks like, if new."""

    value: str | Decimal | None
    like: Address | None = None


class _CellTag(NamedTuple):
    """Where a cell stands in its part, with its tag, its formula's end, its value."""

    start: int
    end: int
    tag: str
    attributes: dict[str, str]
    formula: bool
    value: tuple[int, int]


class _RowTag(NamedTuple):
    start: int
    inner: int
    close: int
    tag: str


def refilled(
    data: bytes, cells: Mapping[str, Mapping[Address, New]],
    to_fill: Mapping[str, Iterable[Address]] | None = None,
) -> bytes:
    """The workbook with these values in the cells of its sheets.

    `to_fill`: the cells that are to be filled, by sheet; then no formula keeps its result. Raises
    `BookError`, as `Package` does.
    """
    book = Package(data)
    areas = {name: list(rectangles(places)) for name, places in (to_fill or {}).items()}
    for name, part in book.sheets().items():
        if part not in book.parts or not part.endswith(".xml"):
            continue
        splices = Splices(book.parts[part])
        _put(splices, cells.get(name, {}), results=to_fill is None)
        missing = [each for each in areas.get(name, ()) if not _ruled(splices.part, each)]
        if missing:
            fill = _fill(book)
            splices.before(AFTER_RULES, "".join(
                rule(each, is_blank(each), fill, declared=splices.declared)
                for each in (area(*box) for box in missing)))
        book.change(part, splices.puts)
        _heads(book, part, cells.get(name, {}))
    if to_fill is not None:
        _name(book, areas)
    book.undoing.clear()
    return book.saved()


def formulas(data: bytes) -> dict[str, dict[Address, str]]:
    """The formulas of a workbook's sheets by their cells. Raises `BookError`."""
    book = Package(data)
    return {name: {at: _text(book.parts[part], cell) for at, cell in _cells(
        book.parts[part])[0].items() if cell.formula}
        for name, part in book.sheets().items() if part in book.parts}


def stored(data: bytes, sheet: str) -> dict[Address, str | Decimal]:
    """What the cells of a visible sheet hold: texts, and numbers with all their digits."""
    found = next((each for each in read_sheets(data) if each.name == sheet), None)
    return {at: Decimal(each.text) if each.kind == "n" else each.text
            for at, each in (found.cells.items() if found else ()) if each.kind in {"n", "s"}}


def _text(part: bytes, cell: _CellTag) -> str:
    found = re.search(rb"<(?:\w+:)?f\b[^<>]*>([^<]*)<", part[cell.start : cell.end])
    return unescape(found[1].decode()) if found else ""


def _cells(part: bytes) -> tuple[dict[Address, _CellTag], dict[int, _RowTag]]:
    """Where the cells and rows of a worksheet stand. Raises `BookError`."""
    reader = _Reader(part)
    try:
        reader.parser.Parse(part, True)
    except expat.ExpatError as error:
        raise BookError("文件已损坏，或没有存完") from error
    return reader.cells, reader.rows


class _Reader:
    """Finds the places of cells while a worksheet is parsed."""

    def __init__(self, part: bytes) -> None:
        self.part, self.parser = part, expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.cells: dict[Address, _CellTag] = {}
        self.rows: dict[int, _RowTag] = {}
        self.at = self.row = (0, 0)
        self.inside, self.formula = False, False
        self.cell: tuple[int, int, dict[str, str]] = (0, 0, {})
        self.begun, self.value = (0, 0), (0, 0)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """The start of a tag."""
        local, here = name.rpartition(":")[2], self.parser.CurrentByteIndex
        if local == "row" and not self.inside:
            row = int(attributes.get("r") or self.at[0] + 1)
            self.at, self.row = (row, 0), (row, here)
        elif local == "c" and not self.inside:
            told = attributes.get("r")
            self.at = place_of(told) if told else (self.at[0], self.at[1] + 1)
            self.inside, self.formula, self.value = True, False, (0, 0)
            self.cell = here, self._end_of_tag(here), attributes
        elif self.inside and local == "f":
            self.formula = True
        elif self.inside and local == "v":
            self.begun = here, self._end_of_tag(here)

    def end(self, name: str) -> None:
        """The end of a tag."""
        local, here = name.rpartition(":")[2], self.parser.CurrentByteIndex
        if local == "v" and self.inside:
            self.value = self.begun[0], self._after(self.begun[1], here)
        elif local == "c" and self.inside:
            start, tag, attributes = self.cell
            self.inside = False
            self.cells[self.at] = _CellTag(start, self._after(tag, here), name, attributes,
                                        self.formula, self.value)
        elif local == "row":
            start = self.row[1]
            inner = self._end_of_tag(start)
            self.rows[self.row[0]] = _RowTag(start, inner, here, name)

    def _end_of_tag(self, start: int) -> int:
        found = TAG.match(self.part, start)
        return found.end() if found else start

    def _after(self, tag: int, here: int) -> int:
        """Where an element ends whose first tag ends at `tag`; here its last one begins, if any."""
        return tag if self.part[tag - 2 : tag] == b"/>" else self._end_of_tag(here)


def _put(splices: Splices, new: Mapping[Address, New], *, results: bool) -> None:
    """Put values into cells, and take off the results of all formulas unless they are to stay."""
    cells, rows = _cells(splices.part)
    for at, cell in cells.items():
        if cell.formula and at not in new and not results:
            tag = TAG.match(splices.part, cell.start)
            if tag and (kind := _TYPE.search(splices.part, cell.start, tag.end())):
                splices.put(kind.start(), kind.end(), "")
            if cell.value[1]:
                splices.put(*cell.value, "")
    absent: dict[int, list[tuple[int, str]]] = {}
    for at, (value, like) in sorted(new.items()):
        if (known := cells.get(at)) is not None:
            splices.put(known.start, known.end, _xml(at, value, known))
        elif (model := cells.get(like) if like else None) is not None:
            absent.setdefault(at[0], []).append((at[1], _xml(at, value, model)))
    for row, items in absent.items():
        if row not in rows:
            end = splices.find("sheetData")
            if end is None or row <= max(rows, default=0) or not rows:
                raise BookError(f"第 {row} 行不在里面")
            name = next(iter(rows.values())).tag
            made = "".join(text for _, text in items)
            splices.put(end.close, end.close, f'<{name} r="{row}">{made}</{name}>')
            continue
        for column, text in items:
            after = [cell.start for (line, other), cell in cells.items()
                     if line == row and other > column]
            if splices.part[rows[row].inner - 2 : rows[row].inner] == b"/>":
                raise BookError(f"第 {row} 行是空的")
            place = min(after, default=rows[row].close)
            splices.put(place, place, text)


def _heads(book: Package, part: str, new: Mapping[Address, New]) -> None:
    """The heads of a sheet's tables are told in their own parts, too, and must be the same."""
    for kind, name in links(book.parts, part).values():
        if kind != "table" or name not in book.parts:
            continue
        told = book.parts[name]
        (top, left, _, _), *_ = ranges(tree(told).get("ref") or "A1")
        book.change(name, [
            Put(*found.span(1), escape(text).encode("ascii", "xmlcharrefreplace"))
            for column, found in enumerate(_COLUMN.finditer(told), left)
            if isinstance(text := new.get((top, column), New(None)).value, str)])


def _xml(at: Address, value: str | Decimal | None, like: _CellTag) -> str:
    """A cell with a value."""
    name, look = like.tag, like.attributes.get("s")
    prefix = name.removesuffix("c")
    tag = f'<{name} r="{letters(at[1])}{at[0]}"' + (f' s="{look}"' if look else "")
    if value is None:
        return f"{tag}/>"
    if isinstance(value, Decimal):
        return f"{tag}><{prefix}v>{value:f}</{prefix}v></{name}>"
    return (f'{tag} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{escape(value)}'
            f"</{prefix}t></{prefix}is></{name}>")


def rectangles(places: Iterable[Address]) -> Iterator[tuple[int, int, int, int]]:
    """Cells as few ranges (top, left, bottom, right): runs down, then such runs side by side."""
    alike: dict[tuple[int, int], list[int]] = {}
    columns: dict[int, list[int]] = {}
    for row, column in set(places):
        columns.setdefault(column, []).append(row)
    for column, found in sorted(columns.items()):
        for top, bottom in runs(found):
            alike.setdefault((top, bottom), []).append(column)
    for (top, bottom), beside in sorted(alike.items()):
        for left, right in runs(beside):
            yield top, left, bottom, right


def _ruled(part: bytes, box: tuple[int, int, int, int]) -> bool:
    """Whether blanks in an area have their colour already."""
    return any(top <= box[0] and left <= box[1] and bottom >= box[2] and right >= box[3]
               for found in _BLANK_RULE.finditer(part)
               for top, left, bottom, right in ranges(found[1].decode()))


def _fill(book: Package) -> int:
    """The number of the fill for blanks, put among the looks."""
    name = styles_of(book)
    part = Splices(book.parts[name])
    number = add_fills(part, [_FILL])
    book.change(name, part.puts)
    return number


def _name(book: Package, areas: Mapping[str, list[tuple[int, int, int, int]]]) -> None:
    """Name the cells to be filled, and have all formulas computed when the workbook is opened."""
    part = Splices(book.parts[book.start])
    told: list[str] = [""]
    for sheet, found in areas.items():
        quoted = "'" + sheet.replace("'", "''") + "'"
        for top, left, bottom, right in found:
            place = f"{quoted}!${letters(left)}${top}:${letters(right)}${bottom}"
            if len(told[-1]) + len(place) > _LONGEST:
                told.append("")
            told[-1] += ("," if told[-1] else "") + place
    listed = part.find("definedNames")
    prefix = part.root.name.rpartition("workbook")[0]
    names = "".join(f'<{prefix}definedName name="{TO_FILL}{at or ""}">{escape(text)}'
                    f"</{prefix}definedName>" for at, text in enumerate(told) if text)
    if listed is not None:
        kept = _NAME.sub(lambda found: b"" if _ours(found[2]) else found[0],
                         part.part[listed.inner : listed.close])
        inner = kept.decode() + names
        part.put(listed.start, listed.end, f"<{listed.name}>{inner}</{listed.name}>" if inner
                 else "")
    elif names:
        part.before(_AFTER_NAMES, f"<{prefix}definedNames>{names}</{prefix}definedNames>")
    if (calc := part.find("calcPr")) is not None:
        tag = re.sub(rb'\sfullCalcOnLoad="[^"]*"', b"", part.part[calc.start : calc.end])
        part.put(calc.start, calc.end, tag.decode().replace(
            f"<{calc.name}", f'<{calc.name} fullCalcOnLoad="1"', 1))
    else:
        part.before(_AFTER_NAMES - {"calcPr"}, f'<{prefix}calcPr fullCalcOnLoad="1"/>')
    book.change(book.start, part.puts)


def _ours(name: bytes) -> bool:
    text = re.sub(r"&#x?([0-9A-Fa-f]+);", lambda found: chr(
        int(found[1], 16 if found[0][2] == "x" else 10)), name.decode())
    return text.rstrip("0123456789") == TO_FILL
