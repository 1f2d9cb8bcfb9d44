"""Sheets as stored: what the readers of .xlsx, .xls and .ods have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.diagnostics import Span, failure
from reportgen.frozen import frozen

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".et")
RESULTS = "核对结果（reportgen 写的，下次核对整张换掉）"     # in A1
GUIDE = "填表说明（reportgen 写的，不读）"      # in A1
TO_FILL = "待填"        # the defined name of the cells that must not stay blank
Address = tuple[int, int]         # row and column, from 1
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class NotShownError(Exception):
    """What is shown cannot be told, or is no plain number: why, and what to do."""

    def __init__(self, reason: str, hint: str = "换一种数字格式，如“数值”，写明小数位") -> None:
        self.reason, self.hint = reason, hint
        super().__init__(reason)


class BookError(Exception):
    """A workbook cannot be read: why, as a clause of Chinese."""


@contextmanager
def telling(file: str, code: str = "E0147", what: str = "写不进标记") -> Iterator[None]:
    """E0147 for a book that cannot be marked, or another code for what else cannot be done."""
    try:
        yield
    except BookError as error:
        raise failure(code, f"“{file}”{what}：{error}", Span(file),
                      "另存一份没有密码、没有签名、不共享的 .xlsx") from error


@frozen
class Stored:
    """A cell as stored. `kind`: n number, s text, b yes or no, e error, f formula without result.

    `code` is its number format; `shown` what the file itself says is shown (.ods); `struck` the
    text that is struck out, which is not part of `text`; `note` a superscript mark, likewise;
    `indent` how far a text is set in by its alignment, in spaces.
    """

    kind: str
    text: str
    code: str = "General"
    shown: str | None = None
    struck: str = ""
    note: str = ""
    indent: int = 0


@dataclass(slots=True)
class Worksheet:
    """A sheet: cells by (row, column), both from 1, and what of it is not seen.

    `merged`, and `to_fill`, what must not stay blank: ranges as (top, left, bottom, right).
    """

    name: str
    visible: bool = True
    cells: dict[tuple[int, int], Stored] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    from_1904: bool = False
    to_fill: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def first(self) -> str:
        """What stands in A1: RESULTS and GUIDE say that a sheet is ours, no table of the office's.
        """
        return self.cells[1, 1].text if (1, 1) in self.cells else ""

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


@frozen
class TextRun:
    """A piece of a cell's text in one look."""

    text: str
    struck: bool = False
    raised: bool = False


def joined(runs: list[TextRun]) -> tuple[str, str, str]:
    """What is to be read, what is struck out, what is a superscript mark.

    A raised 2 or 3 behind a metre is no mark: m².
    """
    text = struck = note = ""
    for run in runs:
        if run.struck:
            struck += run.text
        elif not run.raised:
            text += run.text
        elif run.text in {"2", "3"} and re.search(r"(?:^|[^a-zA-Z])[kcmdhμn]?m$", text):
            text += "²³"[run.text == "3"]
        else:
            note += run.text
    return text, struck, note


@lru_cache(maxsize=MOST_COLUMNS)
def letters(column: int) -> str:
    """A column's letters: 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_span(file: str, sheet: str, row: int, column: int) -> Span:
    """The place of a cell."""
    return Span(file, row, column, 1, sheet, f"{letters(column)}{row}")


def column_of(name: str) -> int:
    """The number of a column: AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def place_of(cell: str) -> Address:
    """Row and column of a cell: B3 is (3, 2)."""
    name = cell.rstrip("0123456789")
    return int(cell[len(name):]), column_of(name)


def area(top: int, left: int, bottom: int, right: int) -> str:
    """The name of a range: B3:C4; of one cell, B3."""
    first, last = f"{letters(left)}{top}", f"{letters(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


def runs(of: Iterable[int] | Mapping[int, object]) -> list[tuple[int, int]]:
    """Numbers one after the other as first and last; of a mapping, with the same said of each."""
    told = of if isinstance(of, Mapping) else dict.fromkeys(of)
    made: list[tuple[int, int]] = []
    for each in sorted(told):
        alike = bool(made) and made[-1][1] == each - 1 and told[each - 1] == told[each]
        made = [*made[:-1], (made[-1][0], each)] if alike else [*made, (each, each)]
    return made
