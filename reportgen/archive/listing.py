"""归档文件目录 (DA/T 22-2015 5.5.2): nine columns, as CSV or as a workbook; gaps in the numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from reportgen.archive.record import Record
from reportgen.excel.write import of_texts

HEADS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注")
WIDTHS = (6, 33, 18, 24, 34, 11, 8, 6, 11)     # of the columns, in characters


def rows(records: Iterable[Record]) -> list[tuple[str, ...]]:
    """The catalogue's lines, in the order of the records: all of it text, as it is printed."""
    return [
        (str(order), each.name, number(each), each.issuer, each.title,
         each.date.replace("-", ""), each.secrecy, str(each.pages), each.remark)
        for order, each in enumerate(records, 1)
    ]


def number(record: Record) -> str:
    """文号: 第5期, 示政发〔2024〕1号."""
    return str(record.extra.get("文号", record.number))


def as_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """CSV that Excel opens as UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADS, *lines])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Sequence[Sequence[str]]) -> bytes:
    """A workbook of one sheet."""
    return of_texts([HEADS, *lines], "归档文件目录", WIDTHS)


WRITERS: Mapping[str, Callable[[Sequence[Sequence[str]]], bytes]] = {
    ".csv": as_csv, ".xlsx": as_xlsx,
}


def gaps(records: Iterable[Record]) -> list[str]:
    """漏号: what numbers of a series are not there, between its first and its last of a year.

    Those that follow each other stand together: 简报2024-6—9.
    """
    def series(record: Record) -> tuple[str, int]:
        return record.number.label, record.number.year

    found = []
    for (label, year), group in groupby(sorted(records, key=series), series):
        there = {record.number.serial for record in group}
        found += [f"{label}{year}-{before + 1}" + (f"—{after - 1}" if after - before > 2 else "")
                  for before, after in pairwise(sorted(there)) if after - before > 1]
    return found
