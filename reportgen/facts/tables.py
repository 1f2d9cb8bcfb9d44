"""Tables of facts: workbooks and CSV, a fact a row, or laid out as an office lays them out.

A table becomes the same nodes as YAML, with cells for places, and is read by the same code: a few
lines about the issue, title rows, a head, then rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Sink, Span
from reportgen.excel.read import DESCRIPTION, opened, rows_of
from reportgen.facts.amount import NOTHING, Units
from reportgen.facts.columns import Described, counts
from reportgen.facts.heads import (
    INDEX,
    MARK,
    MEASURES,
    RATE,
    VALUE,
    corner_units,
    distinct,
    folded,
    in_brackets,
    period_of,
    unit_of,
)
from reportgen.facts.model import Period
from reportgen.facts.period import parse_period
from reportgen.facts.rows import is_note, note, without_notes
from reportgen.facts.survey import Slot
from reportgen.facts.unit_table import RATES, may_be_unit
from reportgen.facts.wide import read_wide
from reportgen.facts.written import with_unit
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node, Scalar, text_entry
from reportgen.sources.table import Cell, Record, Row, read_csv, records
from reportgen.sources.text import decode
from reportgen.world import World

HEADER = "名称"
_LISTS = frozenset({"别名", "名单", "序次"})
_NAMES = frozenset({HEADER, "主体", "分组", "总项"})
_VALUES = frozenset({VALUE, "名单", "序次", "状态", "未定增幅"})
_SAID = {"工作表": "sheet", "行": "rows", "指标": "indicator", "类别": "kind",
         "计量单位": "unit"}
_ISSUE = ("标题", "期间", "来源", "单位", "阶段", "说明", *_SAID)
_CORNER = re.compile(r"(?:计量)?单位\s*+[:：]\s*(.+)")
_UNIT_NOTED = re.compile(r"单位均?\s*+[:：为是]\s*([^。；;（）()]+)")
_TITLE_UNIT = re.compile(r"[（(](?:(?:计量)?单位\s*+[:：]\s*+)?([^（）()]+)[）)]$")
_NO_HEAD = 99       # columns: no line of the sheet 说明 is the head of a table
_ATTACHED = re.compile(r"(?:附[件表]?|表)\s*[\d一二三四五六七八九十-]*[:：]?")      # no title
_FORM = re.compile(      # what is said of a form, no title
    r"(?:表\s*号|[制填编]表(?:机关|单位)|批准(?:机关|文号)|备案文号|有效期至|[填编]报单位|报告期)\s*[:：]")
_LABELLED = re.compile(r"[^:：]{2,12}[:：]")
_DATED = re.compile(
    r"(?:19|20)\d\d年(?!第?\d{1,2}周)"
    r"(?:度|(?:第?[一二三四1-4]季度|[1一](?:季度)?[-—–~～至][2-4二三四]季度|前[二三]季度|[上下]半年"
    r"|前(?:1[0-2]|[2-9]|[二三四五六七八九十])个月"
    r"|\d{1,2}月\d{1,2}日?[-—–~～至](?:\d{1,2}月)?\d{1,2}日"
    r"|(?:1[0-2]|0?[1-9])(?:月?[-—–~～至](?:1[0-2]|0?[1-9]))?月(?:份|[上中下]旬)?))?"
    r"(?!度?(?:\d{1,2}[日号]|截至|元[月至]|[\d一二三四五六七八九十]{1,3}(?:月|季度)?[-—–~～至到]"
    r"|[\d一二三四五六七八九十]{1,3}月))")      # 2024年6月25日 is no month, 2024年元至6月 no year

_DAY = re.compile(r"(?:19|20)\d\d[年./-](?:1[0-2]|0?[1-9])[月./-](?:[12]\d|3[01]|0?[1-9])日?")


def read_table(
    path: Path, world: World, sink: Sink, said: Described | None = None,
    base: Period | None = None, *, slots: list[Slot] | None = None,
) -> MapNode | None:
    """The mapping a facts table stands for: what is said above its head, 主体, 事实.

    `said` is what is said of it beside it, `base` the period of the facts it is for; `slots` takes
    the cells of statistics tables. None after an
    error: E0222 when there is no head; E0140–E0146 of the table itself; E0234 for two readings.
    Raises ReportError when the file cannot be read at all.
    """
    said, data, file = said or Described(), world.read(path), str(path)
    if path.suffix.lower() in {".csv", ".tsv"}:
        rows = read_csv(decode(data, file, sink, wide=True), file, sink)
        return None if rows is None else table_of(rows, file, sink, said, base, slots=slots)
    book = opened(data, file, sink)
    if book is None:
        return None
    about: tuple[Entry, ...] = ()
    if len(book) > 1 and any(each.visible and each.name == DESCRIPTION for each in book):
        reading = _Reading(file, said, base, sink)
        reading.width = _NO_HEAD
        for row in rows_of(book, file, sink, DESCRIPTION) or ():
            if is_note(row):
                note(row, sink)
            elif len(distinct(row.cells)) == 1 or not reading.above(row):
                sink.error("E0121", f"工作表“{DESCRIPTION}”里不认识“{row.cells[0].text[:24]}”",
                           row.span, "可以写：" + "、".join(_ISSUE))
        said, base, about = reading.said, reading.base, tuple(reading.about)
    names = [name for name in re.split("[、，,]", said.sheet) if name]
    if names == ["全部"]:
        names = [each.name for each in book
                 if each.visible and each.cells and each.name != DESCRIPTION]
    found = [table_of(rows, file, sink, said, base, slots=slots) if rows is not None else None
             for rows in (rows_of(book, file, sink, name.strip()) for name in names or [""])]
    return together(file, about, [each for each in found if each is not None]) \
        if None not in found else None


def table_of(
    rows: Sequence[Row], file: str, sink: Sink, said: Described | None = None,
    base: Period | None = None, *, slots: list[Slot] | None = None,
) -> MapNode | None:
    """The mapping that the rows of one table stand for, as `read_table` gives it."""
    return _Reading(file, said or Described(), base, sink, slots).read(rows)


def _even(rows: Sequence[Row], width: int) -> tuple[Row, ...]:
    """Rows of a text file, each with as many cells as the longest."""
    return tuple(replace(row, cells=row.cells + tuple(
        Cell("", row.span) for _ in range(width - len(row.cells)))) for row in rows)


def together(file: str, about: tuple[Entry, ...], tables: Sequence[MapNode]) -> MapNode:
    """Several sheets as one table: what is said first of the issue holds, entities are told once.
    """
    entries = {entry.key.text: entry for entry in about}
    items: dict[str, dict[str, Node]] = {}
    for table in tables:
        for entry in table.entries:
            if entry.key.text not in {"事实", "主体"} or not isinstance(entry.value, ListNode):
                entries.setdefault(entry.key.text, entry)
                continue
            for node in entry.value.items:
                known = items.setdefault(entry.key.text, {})
                id_ = node.text("编号") if isinstance(node, MapNode) else ""
                known.setdefault((entry.key.text == "主体" and id_) or str(len(known)), node)
            entries.setdefault(entry.key.text, entry)
    for key, nodes in items.items():
        of = entries[key].key
        entries[key] = Entry(of, ListNode(tuple(nodes.values()), of.span))
    return MapNode(tuple(entries.values()), Span(file, 1, 1))


class _Reading:
    """One table: what stands above its head is taken off first."""

    def __init__(
        self, file: str, said: Described, base: Period | None, sink: Sink,
        slots: list[Slot] | None = None,
    ) -> None:
        self.file, self.said, self.base, self.sink, self.slots = file, said, base, sink, slots
        self.about: list[Entry] = []
        self.units = Units.known()
        self.width = 0

    def read(self, rows: Sequence[Row]) -> MapNode | None:
        """The whole table as a mapping; None after an error."""
        every, rows = rows, without_notes(rows, self.sink)
        flat = next((at for at, row in enumerate(rows) if _is_flat(rows, at)), None)
        self.width = max((len(row.cells) for row in rows), default=0)
        at = 0
        while at < (len(rows) if flat is None else flat) and self.above(rows[at]):
            at += 1
        if flat is not None:
            while at < flat:
                self.about += [_about(rows[at])] if rows[at].cells[0].text else []
                at += 1
            made = self.flat(self.noted(rows[flat:], every))
        elif at == len(rows) or self.width == 1 \
                or {"编号", VALUE} <= {cell.text for cell in rows[at].cells}:
            self.sink.error("E0222", f"表里没有“{HEADER}”这一列", Span(self.file),
                            "第一行写列名：编号,名称,数值,期间,…")
            made = None
        else:
            body = _even(self.noted(self.cornered(rows[at:]), every), self.width)
            made = read_wide(body, self.said, self.units, self.base, self.sink, slots=self.slots)
        return MapNode((*self.about, *made), Span(self.file, 1, 1)) if made is not None else None

    def above(self, row: Row) -> bool:
        """Take a row above the head: 标题 | …, a title, 单位：万元; False for any other."""
        cells = distinct(row.cells)
        first = cells[0]
        if first.text in _ISSUE and first is row.cells[0] and self.is_issue(cells):
            self.issue(row, cells[1])
            return True
        corner = next((found for cell in cells if (found := _CORNER.fullmatch(cell.text))), None)
        if _CORNER.fullmatch(row.cells[0].text) and len(cells) > 1 and not any(
                _LABELLED.match(cell.text) or _DAY.fullmatch(cell.text) for cell in cells[1:]):
            return False      # 单位：万元 | 产值 | 税收 is a head with the unit in its corner
        if corner and self.corner(corner[1]):
            pass
        elif len(cells) == 1 and self.width > 1:
            if is_note(row):
                note(row, self.sink)
            elif not _FORM.match(first.text):
                self.title(first)
            return True
        elif len(cells) == 2 and first.text[-1] in ":：":      # 表号： | B204
            return True
        elif self.width == 1 or not any(_LABELLED.match(cell.text) for cell in cells) or not all(
                _LABELLED.match(cell.text) or _DATED.fullmatch(folded(cell.text))
                or _DAY.fullmatch(folded(cell.text)) for cell in cells):
            return False      # 制表：县统计局 | 2024年6月 stands above, 镇 | 产值 does not
        for cell in cells:
            if _DATED.fullmatch(folded(cell.text)):
                self.title(cell)
        return True

    def cornered(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows without the unit in the corner of the head, which is taken."""
        corner = rows[0].cells[0]
        if (found := _CORNER.fullmatch(corner.text)) and self.corner(found[1]):
            bare = replace(rows[0], cells=(replace(corner, text=""), *rows[0].cells[1:]))
            return [bare, *rows[1:]]
        return rows

    def corner(self, text: str) -> bool:
        """Take the unit of the table, in its corner, title or note; False where it names none."""
        found = corner_units(text, self.units)
        plain = [unit for unit in found if unit not in RATES] or found[:1]
        if plain and not self.said.unit:
            self.said = replace(self.said, unit="、".join(plain),
                                rates=any(unit in RATES for unit in found))
        return bool(found)

    def noted(self, rows: Sequence[Row], every: Sequence[Row]) -> Sequence[Row]:
        """The rows without 单位：万元 below them; that is taken, from 注：本表单位为万元。 too."""
        alone = [row for row in every if len(distinct(row.cells)) == 1]
        for row in alone:
            text = distinct(row.cells)[0].text
            found = _UNIT_NOTED.findall(text) if is_note(row) or _CORNER.fullmatch(text) else ()
            for each in found:
                self.corner(each)
        return [row for row in rows
                if row not in alone or not _CORNER.fullmatch(distinct(row.cells)[0].text)]

    def is_issue(self, cells: Sequence[Cell]) -> bool:
        """Whether a row says something of the issue or the table; it may be a head: 指标 | 单位."""
        key, *values = cells
        if key.text == "工作表":      # it may be called 10月
            return len(values) == 1
        if key.text in _SAID:
            return len(values) == 1 and in_brackets(
                folded(values[0].text), self.units)[0] not in MEASURES and not period_of(
                values[0].text, self.base)
        if key.text == "单位":
            return 1 < len(cells) < self.width and all(unit_of(folded(each.text), self.units)
                                                  or may_be_unit(each.text) for each in values)
        return bool(values)

    def issue(self, row: Row, value: Cell) -> None:
        """A line about the issue, or about the table."""
        key = row.cells[0].text
        if key in _SAID:
            self.said = _saying(self.said, _SAID[key], value.text)
            return
        self.about.append(_about(row))
        if key == "期间":
            self.base = parse_period(value.text) or self.base
        elif key == "单位":
            self.units = Units.known(cell.text for cell in row.cells[1:] if cell.text)

    def title(self, cell: Cell) -> None:
        """A title row: the title, and the period if it names one."""
        text = folded(cell.text)
        if (unit := _TITLE_UNIT.search(text)) and self.corner(unit[1]):
            text = text[: unit.start()]
        if re.fullmatch(r"[（(][^（）()]*[）)]", text):
            text = text[1:-1]
        known = {entry.key.text for entry in self.about}
        if _ATTACHED.fullmatch(text):
            return
        found = list(dict.fromkeys(_DATED.findall(text)))
        own = parse_period(found[0]) if len(found) == 1 else None
        if own and self.base and (own.start, own.end) != (self.base.start, self.base.end) and not (
                own.year == self.base.year and found[0] in {f"{own.year}年", f"{own.year}年度"}):
            self.said = replace(self.said, period=found[0])      # another than the issue's
        if "期间" not in known and len(found) == 1 and self.base is None:
            self.base = parse_period(found[0])
            self.about.append(text_entry("期间", found[0], cell.span))
        if "标题" not in known and period_of(text, None) == "":
            self.about.append(text_entry("标题", text, cell.span))

    # ------------------------------------------------------------------------- a fact a row

    def flat(self, rows: Sequence[Row]) -> tuple[Entry, ...] | None:
        """事实 of a table with a fact in each row; its head may be of two rows."""
        header, body, units, periods = self.head(rows)
        body = [row for row in body if not self.beside(row, header)]
        found = records(header, body, self.sink)
        if found is None:
            return None
        places = {cell.text: cell.span for cell in header.cells}
        facts = ListNode(tuple(_fact(self.united(row, units), places, periods)
                           for row in found if row), header.span)
        return (Entry(Scalar("事实", header.span), facts),)

    def head(
        self, rows: Sequence[Row],
    ) -> tuple[Row, list[Row], dict[str, str], tuple[Entry, ...]]:
        """The head as one row of keys, the rows below it, units and a period out of the heads."""
        two = len(rows) > 1 and _continues(rows[0], rows[1])
        rows = (*_even(rows[:2], max(len(row.cells) for row in rows[:2])), *rows[2:]) \
            if two else rows
        units: dict[str, str] = {}
        periods: dict[str, Entry] = {}
        cells = []
        for at, top in enumerate(rows[0].cells):
            low = rows[1].cells[at] if two and rows[1].cells[at].text else top
            if low is not top and (when := period_of(folded(top.text), self.base)):
                periods[when] = text_entry("期间", when, top.span)
            name, unit = in_brackets(folded(low.text), self.units)
            if unit and name in {VALUE, "同比", "环比"}:
                units[name] = unit
            cells.append(replace(low, text=name if name in units else folded(low.text)))
        body = list(rows[1 + two:])
        for at, cell in enumerate(cells):
            if cell.text in INDEX or (not cell.text and counts([
                    row.cells[at].text for row in body
                    if at < len(row.cells) and row.cells[at].text and not is_note(row)])):
                if cell.text:
                    cells[at] = replace(cell, text="")
                else:
                    self.sink.info("I0235", "没有列名的序号列没有读", cell.span, "列名写上“序号”")
                body = [row if is_note(row) else replace(row, cells=(
                    *row.cells[:at], replace(row.cells[at], text=""), *row.cells[at + 1:]))
                    for row in body]
        if (own := self.said.period) and not periods:
            periods[own] = text_entry("期间", own, rows[0].span)
        told = tuple(periods.values()) if len(periods) == 1 else ()
        return replace(rows[0], cells=tuple(cells)), body, units, told

    def beside(self, row: Row, header: Row) -> bool:
        """Whether a row is none of a fact's: a note, a total without an id, a mark for no value.

        They are told.
        """
        if is_note(row):
            note(row, self.sink)
            return True
        named = {head.text: cell for head, cell in zip(header.cells, row.cells, strict=False)}
        name, value = named.get(HEADER), named.get(VALUE)
        if name and name.text and value and value.text in NOTHING \
                and not any(named[key].text for key in _VALUES & named.keys() - {VALUE}):
            self.sink.info("I0235", f"“{name.text}”没有数（写的是“{value.text}”），没有读成事实",
                           value.span, "有了数再填；有话要说的，写“状态”")
            return True
        if name is None or folded(name.text) not in {"合计", "总计", "小计"} \
                or (id_ := named.get("编号")) is None or id_.text:
            return False
        self.sink.info("I0235", f"“{name.text}”这一行没有编号，没有读", name.span,
                       "要用的，写上编号，名称写全，如“粮食产量合计”")
        return True

    def united(self, row: Record, units: dict[str, str]) -> Record:
        """A row with the units of its heads in its cells."""
        if self.said.unit:
            told = {key: cell.text for key, cell in row}
            name = told.get(HEADER, "")
            if "单位" not in told and re.fullmatch(r"-?[\d,.]+", told.get(VALUE, "")) \
                    and not RATE.search(name) and not MARK.search(name):
                units = {VALUE: self.said.unit, **units}
        if not units:
            return row
        return tuple(
            (key, replace(cell, text=with_unit(cell, units[key], self.units, self.sink))
             if key in units else cell) for key, cell in row)


def _is_flat(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is the head of a table with a fact in each row."""
    texts = {in_brackets(folded(cell.text), Units.known())[0] for cell in rows[at].cells}
    below = {in_brackets(folded(cell.text), Units.known())[0] for cell in rows[at + 1].cells} \
        if len(rows) > at + 1 and _continues(rows[at], rows[at + 1]) else set()
    return HEADER in texts and bool((texts | below) & _VALUES or "编号" in texts)


def _continues(top: Row, low: Row) -> bool:
    """Whether a row is the second one of a head: keys of facts only, below a merged cell."""
    own = [cell for cell in low.cells if cell.text and cell not in top.cells]
    keys = {in_brackets(folded(cell.text), Units.known())[0] for cell in own}
    return bool(keys) and keys <= _VALUES | {"单位", "同比", "环比", "近似", "期间"}


def _saying(said: Described, key: str, text: str) -> Described:
    told: dict[str, Any] = {key: text}
    return replace(said, **told)


def _about(row: Row) -> Entry:
    """A line above the head: 标题 | 金溪镇2023年工作."""
    key, *rest = row.cells
    values = [cell for cell in distinct(rest) if cell is not key]
    nodes = tuple(Scalar(cell.text, cell.span) for cell in values)
    if len(nodes) == 1 and key.text not in {"单位", "阶段"}:
        return Entry(Scalar(key.text, key.span), nodes[0])
    return Entry(Scalar(key.text, key.span), ListNode(nodes, key.span))


def _fact(row: Record, places: dict[str, Span], more: Iterable[Entry]) -> MapNode:
    """A row as an entry; a key is placed at its column's name, lists are split at 、 or ；."""
    entries = []
    for column, cell in row:
        text = folded(cell.text) if column in _NAMES else cell.text
        value: Node = Scalar(text, cell.span)
        if column in _LISTS:
            parts = (part.strip() for part in cell.text.replace("；", "、").split("、"))
            value = ListNode(tuple(Scalar(p, cell.span) for p in parts if p), cell.span)
        entries.append(Entry(Scalar(column, places[column]), value))
    if all(entry.key.text != "期间" for entry in entries):
        entries += more
    return MapNode(tuple(entries), row[0][1].span)
