"""The table of results, for people: 结果.csv, or a workbook with a sheet for what was found.

Its rows are made of the lines that machines are told (`Result.line`), which lie in .batch, too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Span, failure
from reportgen.excel.write import Cell, book, sheet

Line = Mapping[str, Any]

_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000       # characters in a cell; a program of the office takes 32,767

_COLUMNS: Mapping[str, tuple[int, Callable[[Line], Cell]]] = {
    "单位": (14, lambda line: line["unit"]),
    "结果": (8, lambda line: line["state"]),
    "退出码": (8, lambda line: Decimal(line["exit_code"])),
    "秒": (8, lambda line: Decimal(f"{line['seconds']:.2f}")),
    "内存（MB）": (11, lambda line: Decimal(f"{line['peak'] / 1e6:.0f}")),
    "页": (6, lambda line: Decimal(line["pages"])),
    "次数": (6, lambda line: Decimal(line["tries"])),
    "提示": (60, lambda line: "；".join(f"{each['code']} {each['message']}"
                                     for each in line["findings"])),
    "文件的 SHA-256": (30, lambda line: " ".join(
        f"{name}={digest}" for name, digest in line["sha256"].items())),
}


def _rows(lines: Iterable[Line]) -> list[list[Cell]]:
    return [[*_COLUMNS],
            *([_fit(cell(line)) for _, cell in _COLUMNS.values()] for line in lines)]


def _fit(cell: Cell) -> Cell:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", cell)[:_LONGEST] \
        if isinstance(cell, str) else cell


def _csv(lines: Sequence[Line]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [_inert(str(cell)) for cell in row] for row in _rows(lines))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _book(lines: Sequence[Line]) -> bytes:
    found: dict[str, list[str]] = {}
    for line in lines:
        for each in line["findings"]:
            found.setdefault(each["code"], []).append(line["unit"])
    summary: list[list[Cell]] = [["代码", "次数", "单位"]]
    summary += [[code, Decimal(len(units)), _fit("、".join(dict.fromkeys(units)))]
                for code, units in sorted(found.items())]
    widths = [width for width, _ in _COLUMNS.values()]
    return book({"结果": sheet(_rows(lines), widths), "提示汇总": sheet(summary, (10, 8, 80))})


_KINDS = {".csv": _csv, ".xlsx": _book}


def allow(path: Path) -> None:
    """Raises E1410 for a table of results that is of no kind we write."""
    if path.suffix.lower() not in _KINDS:
        raise failure("E1410", f"“{path.name}”：结果表只能是 CSV 或 Excel 文件", Span(str(path)),
                      "文件名用 .csv 或 .xlsx 结尾")


def table(path: Path, lines: Sequence[Line]) -> bytes:
    """The table that belongs into a file of this name."""
    return _KINDS[path.suffix.lower()](lines)
