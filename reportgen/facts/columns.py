"""The columns of an office's table: which are names, which values, whose a growth is.

What may be read in two ways is asked (E0234); what is left out is told (I0235).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reportgen.diagnostics import Sink, Span
from reportgen.facts.amount import Units
from reportgen.facts.heads import (
    CHANGES,
    DONE,
    INDEX,
    INDICATORS,
    LAST_YEAR,
    NOTE,
    PLAN,
    UNCLEAR,
    UNIT,
    VALUE,
    Head,
    distinct,
    folded,
    is_value,
    read_head,
    unit_of,
)
from reportgen.facts.model import Period
from reportgen.facts.period import parse_period
from reportgen.frozen import frozen
from reportgen.sources.table import Cell, Row

_NOTES = re.compile(r"(?:注|备注|说明|附注|资料来源|数据来源|来源|填表人|填报人|审核人?|制表人?"
                    r"|单位负责人|统计负责人|联系电话|报出日期)\s*\d*\s*[:：.]|[*＊※]|注\d+")
_HEAD_ROWS = 3
_NUMBERING = re.compile(r"[甲乙丙丁A-D—-]?")


@frozen
class Described:
    """What is said of a table beside it; "" for what the table tells itself.

    `rows`: 主体 or 指标, what its rows are; `indicator`: what a table of places and periods counts.
    """

    sheet: str = ""
    unit: str = ""
    rows: str = ""
    indicator: str = ""
    kind: str = ""


def is_note(row: Row) -> bool:
    """Whether a row is a note below or above a table: one text that says so."""
    cells = distinct(row.cells)
    return bool(cells) and bool(_NOTES.match(cells[0].text)) and not any(
        re.fullmatch(r"-?[\d.,]+%?", cell.text) for cell in cells[1:])


def note(row: Row, sink: Sink) -> None:
    """I0235: a note is no fact."""
    cell = distinct(row.cells)[0]
    sink.info("I0235", f"这一行是注，没有读成事实：“{folded(cell.text)[:24]}”", cell.span,
              "要印的，写在稿子里")


def head_rows(rows: Sequence[Row], units: Units) -> int:
    """How many rows are the head; the row that numbers the columns (甲 1 2 3) is one of it."""
    for count, row in enumerate(rows):
        if count and len(distinct(row.cells)) == 1 and row.cells[0].text:
            return count      # the head of a group
        if count and any(is_value(cell.text, units) for cell in row.cells[1:]) \
                and not _numbers(row) and not _years(row):
            return count
        if count > _HEAD_ROWS + 1:
            break
    return len(rows)


def _years(row: Row) -> bool:
    """Whether a row is of years, one after the other: 2022, 2023, 2024."""
    texts = [cell.text for cell in row.cells[1:] if cell.text]
    return len(texts) > 1 and all(re.fullmatch(r"(?:19|20)\d\d", text) for text in texts) and all(
        abs(int(after) - int(before)) == 1 for before, after in pairwise(texts))


def _numbers(row: Row) -> bool:
    """Whether a row only numbers the columns: 甲, 乙, 1, 2, 3."""
    texts = [cell.text for cell in row.cells if cell.text]
    rest = [text for text in texts if not _NUMBERING.fullmatch(text)]
    return len(rest) > 1 and rest == [str(n) for n in range(1, len(rest) + 1)]


@dataclass(slots=True)
class Columns:
    """The columns of a table; `values` are those of values, in order, `owners` whose growth is."""

    said: Described
    units: Units
    base: Period | None
    sink: Sink
    good: bool = True
    labels: list[int] = field(default_factory=list)
    label_head: str = ""
    values: list[Head] = field(default_factory=list)
    unit_at: int = -1
    note_at: int = -1
    owners: dict[int, Head] = field(default_factory=dict)
    series: bool = False

    def ask(self, message: str, span: Span, *hints: str) -> None:
        """E0234: two readings, or none."""
        self.sink.error("E0234", message, span, *hints)
        self.good = False

    def read(self, head: Sequence[Row], body: Sequence[Row]) -> bool:
        """Read the heads; False after E0234."""
        kept = [row for row in head if not _numbers(row)]
        width = len(head[0].cells)
        for at in range(width):
            self.column(at, list(dict.fromkeys(
                row.cells[at] for row in kept if row.cells[at].text)), kept[-1].cells[at], body)
        if self.good and not self.labels:
            self.ask("读不出哪一列是名称", head[0].span, "第一列写名称，列名写“镇”或“指标”")
        if self.good:
            self.axes()
            if self.said.rows == "主体":
                self.lend()
            self.attach()
            self.series = self.in_order()
        return self.good

    def column(self, at: int, cells: list[Cell], last: Cell, body: Sequence[Row]) -> None:
        """Say what one column is."""
        values = [row.cells[at].text for row in body if row.cells[at].text and not is_note(row)]
        name = folded(cells[-1].text) if cells else ""
        if name in INDEX or (not name and counts(values)):
            if not name:
                self.sink.info("I0235", "没有列名的序号列没有读", last.span, "列名写上“序号”")
        elif name in UNIT and all(unit_of(text, self.units) for text in values):
            self.unit_at = at
        elif name in NOTE:
            self.note_at = at
        elif not self.values and not any(is_value(text, self.units) for text in values):
            self.labels.append(at)
            self.label_head = name
        elif not cells:
            if values:
                self.ask("这一列有数，没有列名", last.span, "补上列名")
        else:
            head = read_head(at, cells, self.units, self.base)
            if folded(cells[-1].text) in UNCLEAR or head.name in UNCLEAR:
                self.ask(f"“{head.name}”是同比，还是环比？", cells[-1].span,
                         f"列名写成“同比{head.name}”，或“环比{head.name}”")
            self.values.append(head)

    def axes(self) -> None:
        """Whether rows are entities or indicators: said, or plain from the heads."""
        if self.said.rows:
            return
        name = self.label_head.replace("名称", "") or self.label_head
        values = [head for head in self.values if head.measure == VALUE]
        rows = ""
        if self.label_head in INDICATORS or self.unit_at >= 0:
            rows = "指标"
        elif all(head.plain for head in values):
            rows = "指标" if not self.said.indicator else "主体"
            if name and self.label_head not in INDICATORS and not self.said.indicator:
                rows = ""
        elif name or any(head.unit for head in values):
            rows = "主体"
        if not rows:
            self.ask(f"“{self.label_head or '第一列'}”下面是各个指标，还是一个指标的各个地方？",
                     self.values[0].cell.span if self.values else Span(""),
                     "是指标的，列名写“指标”；是地方的，在说明里写“指标: …”，说出是哪个指标的数")
        self.said = Described(self.said.sheet, self.said.unit, rows, self.said.indicator,
                              self.said.kind or name)

    def lend(self) -> None:
        """计划, 完成率, 上年同期 of a place are of the indicator to the left, else to the right."""
        for order, head in enumerate(self.values):
            if head.name or head.measure not in {LAST_YEAR, PLAN, DONE}:
                continue
            beside = [*reversed(self.values[:order]), *self.values[order:]]
            owner = next((each for each in beside if each.name and each.measure == VALUE), head)
            unit = head.unit or (owner.unit if head.measure != DONE else "")
            self.values[order] = replace(head, name=owner.name, unit=unit)

    def attach(self) -> None:
        """Which value a growth belongs to; E0234 where that is not plain."""
        for order, head in enumerate(self.values):
            if head.measure not in CHANGES:
                continue
            run: list[Head] = []
            for other in reversed(self.values[:order]):
                if other.measure == VALUE:
                    run.append(other)
                elif run:
                    break
            named = [each for each in run if each.name.startswith(head.name)]
            named = [each for each in named if not head.period or each.period == head.period] \
                or named
            if not named:
                self.ask(f"“{folded(head.cell.text)}”是谁的？左边没有它的数", head.cell.span,
                         "把它移到那一列的右边，或在上一行写上指标的名称")
            elif len({each.name for each in named}) < len(named):
                told = "，还是".join(f"“{_title(each)}”" for each in reversed(named))
                self.ask(f"“{folded(head.cell.text)}”是{told}的？", head.cell.span,
                         "一列数的右边紧跟它自己的增幅，或在上一行把两列合并到一个列名下")
            else:
                self.owners[head.at] = named[0]

    def in_order(self) -> bool:
        """Whether the columns are periods, one after the other: a row is a line over time."""
        days = [parse_period(head.period, self.base) if head.plain and head.measure == VALUE
                else None for head in self.values]
        known = [(each.start, each.end) for each in days if each and each.start and each.end]
        return 1 < len(known) == len(days) and all(
            before[1] < after[0] for before, after in pairwise(known))


def _title(head: Head) -> str:
    return head.name + head.period or folded(head.cell.text)


def counts(values: Sequence[str]) -> bool:
    """Whether values only count the rows: 1, 2, 3."""
    return bool(values) and values == [str(n) for n in range(1, len(values) + 1)]
