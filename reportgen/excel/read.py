"""The rows of a sheet as the office sees it, whatever the workbook was saved as."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from reportgen.diagnostics import Sink, Span
from reportgen.excel.cells import (
    GUIDE,
    RESULTS,
    BookError,
    NotShownError,
    Stored,
    Worksheet,
    area,
    cell_span,
    letters,
    runs,
)
from reportgen.excel.formats import shown, text_shown
from reportgen.sources.table import Cell, Row, indent_of
from reportgen.sources.text import plain

DESCRIPTION = "说明"      # the sheet that says how the others are to be read
_SAVE = "用 Excel 或 WPS 打开，另存为 .xlsx"
_OLD = b"\xd0\xcf\x11\xe0"      # the compound file of .xls and of encrypted workbooks
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_SIGNS = {"¥": "元", "￥": "元", "$": "美元", "US$": "美元", "€": "欧元", "HK$": "港元"}
_MONEY = re.compile(r"^(-?)\s*([¥￥€]|(?:US|HK)?\$)\s*(-?[\d.]+)$")
_LESS = re.compile("[-−–—↓▼▽负降减跌低少]")
_NO_NUMBER = re.compile(r"\d[eE][+-]?\d|\d/\d")
_INDEX = re.compile(r"[\d.,%-]+")      # of a row, no name of it
_MOST = 8       # places named in one message


def visible_rows(
    data: bytes, file: str, sink: Sink, sheet: str = "",
) -> tuple[Row, ...] | None:
    """The rows of a sheet as the office sees it: the first visible one unless named.

    Hidden rows and columns, struck text and superscript marks are left out and told (I0145); a
    merged cell stands in all its rows and columns; empty rows and columns are left out. None after
    E0141 (unreadable), E0142 (a cell without a usable value), E0146 (a format that cannot be
    followed), E0150 (a cell that must be filled, and is not). W0144 names the sheet that is read
    where there are several.
    """
    found = opened(data, file, sink)
    return rows_of(found, file, sink, sheet) if found is not None else None


def opened(data: bytes, file: str, sink: Sink) -> list[Worksheet] | None:
    """The sheets of a workbook; None after E0141. `DESCRIPTION` is not one of the tables."""
    try:
        found = [each for each in sheets(data) if each.first not in {RESULTS, GUIDE}]
        if not any(each.visible for each in found):
            raise BookError("工作表都是隐藏的" if found else "里面没有工作表")
    except (BookError, ValueError, LookupError, TypeError, OverflowError, RecursionError) as error:
        why = error if isinstance(error, BookError) else "文件已损坏，或没有存完"
        sink.error("E0141", f"读不了“{file}”：{why}", Span(file), _SAVE)
        return None
    if hidden := "、".join(f"“{each.name}”" for each in found if not each.visible):
        sink.info("I0145", f"隐藏的工作表没有读：{hidden}", Span(file), "要读的，取消隐藏")
    return found


def rows_of(
    found: list[Worksheet], file: str, sink: Sink, sheet: str = "",
) -> tuple[Row, ...] | None:
    """The rows of a sheet of an opened workbook, as `visible_rows` gives them."""
    chosen = _choose(found, file, sink, sheet)
    if chosen is None:
        return None
    before = sum(item.is_error for item in sink.items)
    rows = tuple(_Shown(chosen, file, sink).rows())
    return None if sum(item.is_error for item in sink.items) > before else rows


def sheets(data: bytes) -> Iterable[Worksheet]:
    """The sheets of a workbook, whatever it contains. Raises `BookError`."""
    if data[:4] == b"PK\x03\x04" and b"opendocument.spreadsheet" in data[:200]:
        from reportgen.excel import ods

        return ods.read_sheets(data)
    if data[:4] == b"PK\x03\x04":
        from reportgen.excel import xlsx

        return xlsx.read_sheets(data)
    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            raise BookError("加了密码")
        from reportgen.excel import xls

        return xls.read_sheets(data)
    raise BookError("不是工作簿" + ("，是网页" if b"<html" in data[:2000].lower() else ""))


def _choose(found: list[Worksheet], file: str, sink: Sink, name: str) -> Worksheet | None:
    """The sheet to read; what is not read is told."""
    seen = [each for each in found if each.visible]
    if name and all(each.name != name for each in seen):
        hidden = "是隐藏的" if any(each.name == name for each in found) else "没有"
        sink.error("E0141", f"工作表“{name}”{hidden}", Span(file),
                   "可以写：" + "、".join(each.name for each in seen))
        return None
    full = [each for each in seen if each.cells and each.name != DESCRIPTION] or seen
    chosen = next((each for each in seen if each.name == name), full[0])
    others = [each.name for each in full if each is not chosen]
    if others and not name:
        sink.warning("W0144", f"读的是工作表“{chosen.name}”，没有读："
                     + "、".join(f"“{each}”" for each in others), Span(file),
                     "只留一张；或另加一张“说明”，里面写：工作表,全部；只读一张的，写：工作表,"
                     + others[-1])
    return chosen


class _Shown:
    """A sheet on its way to rows."""

    def __init__(self, sheet: Worksheet, file: str, sink: Sink) -> None:
        self.sheet, self.file, self.sink = sheet, file, sink
        self.hidden = {column for column in {column for _, column in sheet.cells}
                       if sheet.hides_column(column)}
        self.waits = any((row, column) not in sheet.cells
                         for top, left, bottom, right in sheet.to_fill
                         for row in range(top, bottom + 1) for column in range(left, right + 1))

    def rows(self) -> Iterator[Row]:
        """The rows that hold something, each with a cell for every column that does."""
        sheet = self.sheet
        self.told()
        made = {at: cell for at, stored in sorted(sheet.cells.items())
                if at[0] not in sheet.hidden_rows and at[1] not in self.hidden
                and (cell := self.cell(at, stored)).text}
        rows = sorted({row for row, _ in made} | {
            top for top, left, _, _ in sheet.merged if left in self.hidden
            and top not in sheet.hidden_rows and (top, left) in sheet.cells})
        columns = sorted({column for _, column in made})
        self.spread(made, rows, columns)
        self.blanks(made, rows, columns)
        for row in rows:
            cells = tuple(made.get((row, column)) or Cell("", self.span(row, column))
                          for column in columns)
            yield Row(cells, self.span(row, columns[0]))

    def blanks(
        self, made: dict[tuple[int, int], Cell], rows: list[int], columns: list[int],
    ) -> None:
        """E0150 for cells to be filled that are blank: rows one below the other are told together.

        Only in the rows and columns that hold something: of the others nobody knows the name.
        """
        found: dict[int, list[int]] = {}
        for top, left, bottom, right in self.sheet.to_fill:
            for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
                if blank := [each for each in columns if left <= each <= right
                             and (row, each) not in made]:
                    found[row] = sorted({*found.get(row, ()), *blank})
        for first, last in runs(found):
            names = "”到“".join(dict.fromkeys(
                next((cell.text for each in columns if (cell := made.get((row, each)))
                      and not _INDEX.fullmatch(cell.text)), f"第 {row} 行")
                for row in (first, last)))
            places = "、".join(area(first, left, last, right)
                              for left, right in runs(found[first]))
            number = (last - first + 1) * len(found[first])
            self.sink.error("E0150", f"“{names}”还有 {number} 格没有填：{places}",
                            self.span(first, found[first][0]), "填上；没有数的写 —")

    def spread(
        self, made: dict[tuple[int, int], Cell], rows: list[int], columns: list[int],
    ) -> None:
        """A merged cell stands wherever it reaches, in the rows and columns that hold something."""
        for top, left, bottom, right in self.sheet.merged:
            source = made.get((top, left)) or self.merged(top, left)
            if source is None or not source.text:
                continue
            for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
                for column in columns[bisect_left(columns, left) : bisect_right(columns, right)]:
                    made.setdefault((row, column), source)

    def merged(self, top: int, left: int) -> Cell | None:
        """A merged cell whose first row or column is hidden: the rest of it shows its value."""
        stored = self.sheet.cells.get((top, left))
        hidden = top in self.sheet.hidden_rows or left in self.hidden
        return self.cell((top, left), stored) if stored is not None and hidden else None

    def span(self, row: int, column: int) -> Span:
        """The place of a cell."""
        return cell_span(self.file, self.sheet.name, row, column)

    def cell(self, at: tuple[int, int], stored: Stored) -> Cell:
        """A cell with its text as facts are read from it."""
        span = self.span(*at)
        try:
            return Cell(self.text(stored, span), span, stored.indent + indent_of(stored.text))
        except NotShownError as error:
            self.sink.error("E0146", f"这一格{error.reason}（{stored.text[:24]}）", span,
                            error.hint)
        return Cell("", span)

    def text(self, stored: Stored, span: Span) -> str:
        """The text of a cell. Raises `NotShownError`; reports E0142."""
        match stored.kind:
            case "e" | "f" if self.waits:
                return ""       # it is of what has not been filled yet, which E0150 tells
            case "n":
                return self.number(stored)
            case "b":
                return "是" if stored.text == "1" else "否"
            case "e":
                self.sink.error("E0142", f"单元格里是错误值 {stored.text}", span,
                                "改正公式，或填上数值")
            case "f":
                self.sink.error("E0142", "公式没有保存结果", span,
                                "在 Excel 或 WPS 里打开，重新计算后保存")
            case _:
                text = text_shown(stored.text, stored.code).replace("\r\n", "\n")
                return plain(text, self.file, self.sink, span).strip()
        return ""

    def number(self, stored: Stored) -> str:
        """A number as it is shown, for reading."""
        try:
            value = Decimal(stored.text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            raise NotShownError("不是一个数")
        text = stored.shown
        if text is None:
            text = shown(value, stored.code, from_1904=self.sheet.from_1904)
        elif _NO_NUMBER.search(text):
            raise NotShownError(f"显示成“{text}”")
        return for_reading(text, value)

    def told(self) -> None:
        """Say what of the sheet is not read: I0145."""
        sheet = self.sheet
        seen = [(at, stored) for at, stored in sorted(sheet.cells.items())
                if at[0] not in sheet.hidden_rows and at[1] not in self.hidden]
        for way, places in (
            ("划掉的文字没有读", [(at, each.struck) for at, each in seen if each.struck.strip()]),
            ("上标没有读，当作注码", [(at, each.note) for at, each in seen if each.note.strip()]),
        ):
            for order, (at, text) in enumerate(places[:_MOST], 1):
                more = f"（另有 {len(places) - _MOST} 处）" * (order == _MOST < len(places))
                self.sink.info("I0145", f"{way}：“{text.strip()[:24]}”{more}", self.span(*at),
                               "要读的，改成普通的字")
        rows = sorted({row for row, _ in sheet.cells} & sheet.hidden_rows)
        names = [f"第{row}行" for row in rows] + [f"{letters(c)}列" for c in sorted(self.hidden)]
        if names:
            more = f"等 {len(names)} 处" if len(names) > _MOST else ""
            self.sink.info("I0145", f"隐藏的没有读：{'、'.join(names[:_MOST])}{more}",
                           self.span(1, 1), "要读的，取消隐藏或筛选")


def for_reading(text: str, value: Decimal) -> str:
    """A shown number as facts are read: no thousands commas, a hyphen for a negative in brackets.

    Raises `NotShownError` where the sign that is shown is not that of the number.
    """
    made = _NUMBER.sub(lambda found: found[0].replace(",", ""), text.strip())
    if value < 0 and made[:1] in ("（", "(") and made[-1:] in ("）", ")"):
        made = "-" + made[1:-1].strip()
    if money := _MONEY.match(made):
        made = f"{money[1]}{money[3]}{_SIGNS[money[2]]}"
    if made.startswith("."):
        made = "0" + made
    if not any(ch.isdigit() for ch in made):
        return made
    if value < 0 and not _LESS.search(made) and re.search("[1-9]", made):     # -0.0004 is 0.0%
        raise NotShownError(f"是负数，显示成“{made}”，看不出负号",
                            "换一种显示负号的数字格式，如 -1234.10")
    if value > 0 and made.startswith("-"):
        raise NotShownError(f"是正数，显示成“{made}”", "换一种数字格式")
    return re.sub(r"^-\s+", "-", made)
