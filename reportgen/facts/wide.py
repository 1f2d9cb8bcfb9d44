"""An office's table to facts: places or indicators down, indicators or periods across.

    title rows, unit in the corner ─▶ heads ─▶ rows, totals, parts, notes ─▶ entries as in YAML

What may be read in two ways is asked (E0234); what is left out is told (I0235).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.diagnostics import Sink, Span
from reportgen.facts import heads
from reportgen.facts.amount import Units
from reportgen.facts.columns import Columns, Described
from reportgen.facts.heads import Head, distinct, folded, in_brackets, label
from reportgen.facts.model import Period
from reportgen.facts.parts import Parts, depth
from reportgen.facts.period import parse_period, year_before
from reportgen.facts.rows import head_rows, is_note, note
from reportgen.facts.shapes import shaped
from reportgen.facts.survey import Slot
from reportgen.facts.unit_table import RATES, adds
from reportgen.facts.written import growth, with_unit
from reportgen.frozen import frozen
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node, Scalar, text_entry
from reportgen.sources.table import Cell, Row

_INDEXED = re.compile("[=＝]100$")      # 上年同月=100 is the base of an index, no unit
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[/-]\d{1,2}[/-]\d{1,2}")
_YEARLY = re.compile("全年|年初|年度|本年")       # of a plan: that of the whole year
_DITTO = frozenset(["〃", "″", "同上"])
_ALONE = frozenset(["其中", "其中:", "其中："])
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_NUMBER = re.compile(r"^[-\d.,]+")
_AVERAGES = re.compile("平均(?:数|值)?$")


def read_wide(
    rows: Sequence[Row], said: Described, units: Units, base: Period | None, sink: Sink,
    *, slots: list[Slot] | None = None,
) -> tuple[Entry, ...] | None:
    """主体 and 事实 of a table whose first row is its first head row; None after E0234.

    `slots` takes the cells for values.
    """
    made = shaped(rows, said, units, base, sink)
    if made is None:
        return None
    rows, said = made
    count = head_rows(rows, units)
    if count == len(rows):
        sink.error("E0222", "读不出哪里是表头、哪里是数", rows[0].span,
                   "第一行写列名：编号,名称,数值,期间,…；或照统计表的样子：镇,产值（万元）,…")
        return None
    columns = Columns(said, units, base, sink)
    if not columns.read(rows[:count], rows[count:]):
        return None
    table = _Table(columns)
    for row in rows[count:]:
        if not table.ended:
            table.row(row)
    entries = table.entries(rows[0].span)
    if slots is not None:
        slots += table.slots
    return entries if columns.good else None


@dataclass(slots=True)
class _Table:
    """The rows of a table on their way to facts."""

    of: Columns
    group: Cell | None = None
    total: dict[str, str] = field(default_factory=dict)
    facts: list[tuple[list[Entry], str, tuple[int, int] | None]] = field(default_factory=list)
    entities: dict[str, Cell] = field(default_factory=dict)
    subtotals: bool = False
    told: dict[int, str] = field(default_factory=dict)
    ended: bool = False               # another table begins
    unit_above: str = ""              # in the column of units, of this row or what it repeats
    parts: Parts = field(default_factory=Parts)
    seen: set[int] = field(default_factory=set)       # the cells of values, of merged ones
    slots: list[Slot] = field(default_factory=list)

    def row(self, row: Row) -> None:
        """Read a row: a note, the head of a group, or a line of facts."""
        if is_note(row):
            note(row, self.of.sink)
            return
        cells = row.cells
        values = [head for head in self.of.values if cells[head.at].text not in heads.BLANK]
        names = [cells[at] for at in self.of.labels if cells[at].text] or [
            cells[at] for at in self.of.index if folded(cells[at].text) in heads.TOTALS]
        if not values or all(cells[head.at] in names for head in values):
            if len(distinct(names)) == 1 and folded(names[0].text) in _ALONE:
                self.parts.alone()
            elif len(distinct(names)) == 1 and not any(cells[head.at].text in heads.BLANK - {""}
                                                     for head in self.of.values):
                self.group = names[0]
            return
        if self._merged([cells[head.at] for head in values]):
            return
        if self.head_again(cells, values):
            self.ended = True
            self.of.ask("这一行是又一个表头", row.span, "一张工作表只放一个表：这个表移到新的"
                        "工作表，再加一张工作表，名叫“说明”，A1 写“工作表”，B1 写“全部”")
            return
        if not names or (len(self.of.labels) == 1 and names[0] is cells[self.of.labels[0]]
                         and not cells[self.of.labels[-1]].text):
            self.of.ask("这一行有数，没有名称", row.span, "补上名称；是合计的，写“合计”")
            return
        if len(names) > 1 and names[0] is not names[-1]:
            group: Cell | None = names[0]
            self.group = group if self.of.falls else self.group
        else:
            group = self.group
        self.line(row, names[-1], group)

    def _merged(self, cells: Sequence[Cell]) -> bool:
        """E0234 for a value in a cell merged over several: of each of them, or of all together?"""
        found = {id(cell): cell for cell in cells}
        shared = next((cell for at, cell in found.items() if at in self.seen
                       or sum(each is cell for each in cells) > 1), None)
        self.seen |= found.keys()
        if shared is not None:
            self.of.ask(f"“{shared.text}”这一格合并了几格：各是它，还是合起来是它？", shared.span,
                        "取消合并，各格分别填；合起来才有的，填在“合计”里，各格写 —")
        return shared is not None

    def head_again(self, cells: Sequence[Cell], values: Sequence[Head]) -> bool:
        """Whether a row is the head of a second table: words where values should be."""
        texts = [cells[head.at].text for head in values]
        return "持平" not in texts and not self.of.any_value(texts) and (
            len(texts) > 1 or cells[self.of.labels[0]].text == self.of.label_head) and not any(
            re.search(r"\d", text) and not heads.period_of(text, self.of.base) for text in texts)

    def line(self, row: Row, name: Cell, group: Cell | None) -> None:
        """The facts of a row."""
        text, part = label(name.text)
        if not part and self.parts.unset(name.indent):
            self.of.ask("“其中：”下面哪几行是分项？", name.span,
                        f"分项前面写“其中：”，如“其中：{text}”，单独的“其中：”删去")
        part = self.parts.row(name.indent, part, self._numbers(row))
        number = heads.numbered(name.text) or next(
            (row.cells[at].text for at in self.of.index if row.cells[at].text), "")
        deep = depth(name, number)
        places = self.of.said.rows == "主体"
        text, own_unit = in_brackets(text, self.of.units)      # 用电量（亿千瓦时）; 其中：工业
        if not places:
            own_unit = self.parts.unit(own_unit, lends=not (
                heads.RATE.search(text) or heads.MARK.search(text)))
        if self.of.unit_at >= 0 and row.cells[self.of.unit_at].text not in _DITTO:
            self.unit_above = row.cells[self.of.unit_at].text
        total = text in heads.TOTALS or text.endswith(("合计", "总计"))
        self.subtotals |= text.endswith("小计")
        if text == "小计" and group is not None:
            text = label(group.text)[0] + text
        mean = _AVERAGES.search(text) is not None
        if places and not total and not mean and not text.endswith("小计"):
            self.entities.setdefault(text, name)
        self.slots += [Slot(self.names(text, head, total=total and places, told="")[1], head,
                            row.cells[head.at], self.of.base or Period(""), self.of.series)
                       for head in self.of.values]
        for head in self.of.values[:1] if self.of.series else self.of.values:
            if head.is_growth:
                continue
            if row.cells[head.at].text in heads.BLANK and not self.of.series:
                self.growth_alone(row, head, text, name, total=(total or mean) and places)
                continue
            fact = _Named(*self.names(text, head, total=(total or mean) and places))
            told = self.unit_above
            unit = head.unit or ("" if head.measure == heads.DONE or _INDEXED.search(told)
                                 else self.lent(head, text, row.cells[head.at], told or own_unit))
            entries = self._over_time(row, fact, unit, name) if self.of.series else \
                self.fact(row, head, fact, unit)
            if group is not None and (not places or not total):
                entries.append(text_entry("分组", label(group.text)[0], group.span))
            if places and text in self.entities:
                entries.append(text_entry("主体", text, name.span))
            key = f"{head.at}" if places else f"{head.at}/{unit}"
            self.place(entries, fact, key, unit or _NUMBER.sub("", row.cells[head.at].text),
                       total=total, part=part,
                       depth=None if mean or text.endswith("小计") else deep)

    def growth_alone(
        self, row: Row, head: Head, text: str, name: Cell, *, total: bool,
    ) -> None:
        """A growth beside no value is a fact of its own: — | 5.1% is 增加值同比."""
        for other in self.of.values:
            cell = row.cells[other.at]
            if self.of.owners.get(other.at) is not head or cell.text in heads.BLANK:
                continue
            told = growth(with_unit(cell, other.unit or "%" * self.of.said.rates, self.of.units,
                                    self.of.sink))
            value = {"持平": "0%"}.get(told, told.removeprefix("增长").replace("下降", "-"))
            grown = replace(head, name=head.name + other.measure) if head.name else head
            fact = _Named(*self.names(text if head.name else text + other.measure, grown,
                                      total=total))
            entries = _entries(
                ("编号", fact.id, cell.span), ("名称", fact.name, cell.span),
                (heads.VALUE, value, cell.span), ("期间", self.period(head), head.cell.span),
                ("主体", text * (text in self.entities), name.span))
            self.facts.append((entries, f"{other.at}", None))

    def _numbers(self, row: Row) -> dict[int, Decimal]:
        """The plain numbers of a row that may be added up, by their column."""
        return {head.at: Decimal(row.cells[head.at].text) for head in self.of.values
                if head.measure not in {*heads.CHANGES, heads.DONE} and head.unit not in RATES
                and _PLAIN.fullmatch(row.cells[head.at].text)}

    def lent(self, head: Head, text: str, cell: Cell, own: str) -> str:
        """The unit of the row, else of the corner, where it can be meant: no money for a rate.

        What the name of a row says of its own unit holds.
        """
        unit, name = own or self.of.said.unit, head.name or text * (not own)
        rate = heads.RATE.search(name) is not None
        if not unit or heads.MARK.search(name) or (rate and cell.text[-1] in "%％‰点"):
            return ""
        if rate and unit not in RATES and self.of.said.rates and not own:
            return "%"
        if "、" in unit or (rate and unit not in RATES):
            several = [*unit.split("、"), *["%"] * rate]
            self.of.ask(f"“{name}”的单位是{'，还是'.join(f'“{each}”' for each in several)}？",
                        (head.cell if head.name else cell).span, "写在名称里：" + "，或".join(
                            f"“{name}（{each}）”" for each in reversed(several)))
        return unit

    def place(
        self, entries: list[Entry], fact: _Named, key: str, unit: str, *, total: bool, part: bool,
        depth: tuple[int, int] | None,
    ) -> None:
        """Put a fact where it belongs: a total, a part, or a line of its own at its depth."""
        adding = adds(unit) and not heads.MEAN.search(fact.name)
        if adding:
            self.parts.fact(entries, key, fact.id)
            if total and not part:
                self.total[key] = fact.id
        self.facts.append((entries, key, depth if adding and not total and not part else None))

    def names(
        self, text: str, head: Head, *, total: bool, told: str | None = None,
    ) -> tuple[str, str, str]:
        """Id, name and second name of a fact; `told`: what is said of its column, if not its own.
        """
        if self.of.said.rows == "主体":
            what = head.name or self.of.said.indicator
            id_ = f"{text}/{what}"
            name, alias = f"{text}{what}", f"{what}{text}" if total else ""
            if not text.startswith("全"):      # 产值合计, but 全县产值
                name, alias = (alias, name * (alias != name)) if total else (name, "")
        else:
            id_, name, alias = (f"{text}/{head.name}", f"{head.name}{text}",
                                f"{text}{head.name}") if head.name else (text, text, "")
        told = "" if self.of.series else self.told.get(head.at) if told is None else told
        if told is None:
            told = self.told[head.at] = self.suffix(head)
        return (id_ + (f"/{told}" if told else ""), name + (f"（{told}）" if told else ""),
                alias and alias + (f"（{told}）" if told else ""))

    def suffix(self, head: Head) -> str:
        """What tells a column's facts from those of the others: a period, 计划, 上年同期."""
        alike = [each for each in self.of.values
                 if each.measure == head.measure and each.name == head.name]
        own = parse_period(head.period, self.of.base) if head.period else self.of.base
        own_days, base_days = ((each.start, each.end) if each else None
                               for each in (own, self.of.base))
        sums = bool(self.of.base and heads.SUM.search(self.of.base.text))
        other = any(self.of.days(each) == self.of.days(head) and each.is_sum is sums
                    for each in alike if each is not head)     # January: 本月 and 累计
        bare = own_days == base_days and not (other and head.is_sum is not sums)
        past = head.plain and self.of.past(head)      # 上年实际 alone
        told = head.period if (len(alike) > 1 or past) and not bare else ""
        measure = head.measure if head.measure in {heads.LAST_YEAR, heads.PLAN, heads.DONE} else ""
        return measure + ("，" if measure and told else "") + told

    def fact(self, row: Row, head: Head, fact: _Named, unit: str) -> list[Entry]:
        """The keys of a fact, each at its cell."""
        cell = row.cells[head.at]
        text = self.number(cell, unit)
        if head.measure == heads.DONE and text[-1:].isdecimal():
            self.of.ask(f"“{text}”是百分之几，还是小数？", cell.span, "列名写成“完成率（%）”")
        made = _entries(
            ("编号", fact.id, cell.span), ("名称", fact.name, cell.span),
            (heads.VALUE, text, cell.span), ("别名", fact.alias, cell.span),
            ("期间", self.period(head), head.cell.span),
            ("进度", "计划" * (head.measure == heads.PLAN), head.cell.span))
        for other in self.of.values:
            grown = row.cells[other.at]
            if self.of.owners.get(other.at) is head and grown.text not in heads.BLANK:
                by = other.unit or "%" * self.of.said.rates
                text = with_unit(grown, by, self.of.units, self.of.sink)
                if unit == by == "%" and grown.text[-1].isdecimal():
                    self.of.ask(f"“{fact.name}”本身是百分数：“{grown.text}”是百分之几，还是"
                                "几个百分点？", grown.span,
                                f"格里写“{grown.text}个百分点”，或“{grown.text}%”")
                made.append(Entry(Scalar(other.measure, other.cell.span),
                                  Scalar(text, grown.span)))
        if self.of.note_at >= 0 and row.cells[self.of.note_at].text:
            told = row.cells[self.of.note_at]
            made.append(text_entry("说明", folded(told.text), told.span))
        indicator = self.of.said.indicator if self.of.said.rows == "主体" \
            else fact.id.partition("/")[0]
        made.append(text_entry("指标", head.name or indicator, cell.span))
        return made

    def number(self, cell: Cell, unit: str) -> str:
        """The text of a cell with its unit; E0234 for a day: a 3-5 that became 3月5日."""
        if _DAY.fullmatch(cell.text):
            self.of.ask(f"“{cell.text}”是日子，不是数", cell.span,
                        "改单元格格式，重填这个数；是日子的，列名写成“…日期”")
            return cell.text
        return with_unit(cell, unit, self.of.units, self.of.sink)

    def _over_time(self, row: Row, fact: _Named, unit: str, name: Cell) -> list[Entry]:
        """The keys of a line over time: each period with its value, - where there is none."""
        values = []
        for head in self.of.values:
            cell = row.cells[head.at]
            text = "-" if cell.text in heads.BLANK else \
                self.number(cell, head.unit or unit)
            values.append(text_entry(head.period, text, cell.span))
        return [text_entry("编号", fact.id, name.span), text_entry("名称", fact.name, name.span),
                Entry(Scalar("各期", name.span), MapNode(tuple(values), name.span)),
                text_entry("指标", self.of.said.indicator or fact.name, name.span)]

    def period(self, head: Head) -> str:
        """The period of a column's facts; "" for the table's own."""
        if head.measure == heads.PLAN and not head.period and _YEARLY.search(head.cell.text):
            return "全年"
        told = head.period or self.of.said.period
        if head.measure != heads.LAST_YEAR:
            return told
        own = parse_period(told, self.of.base) if told else None
        if own is None or self.of.days(own) == self.of.days(self.of.base):
            return heads.LAST_YEAR
        return year_before(own).text

    # ---------------------------------------------------------------------------- entries

    def _twice(self, entries: Sequence[Entry], seen: dict[str, Span]) -> None:
        """E0234 for a second fact of one name: of two columns, or of two rows."""
        told = {entry.key.text: entry.value for entry in entries}
        name, group, span = told["名称"], told.get("分组"), entries[0].key.span
        id_ = told["编号"]
        row = id_.text.partition("/")[0] if isinstance(id_, Scalar) else ""
        first = seen.setdefault(name.text, span) if isinstance(name, Scalar) else span
        if isinstance(name, Scalar) and first is not span:
            place = first.cell or f"第 {first.line} 行"
            self.of.ask(f"有两个“{name.text}”，前一个在 {place}", span,
                        "两列的列名要不一样" if first.line == span.line else
                        f"名称写全：“{group.text}{row}”" if isinstance(group, Scalar) else
                        "两行的名称要不一样")

    def entries(self, span: Span) -> tuple[Entry, ...]:
        """主体 and 事实, with 总项 where the table has a total and no subtotals."""
        facts: list[Node] = []
        seen: dict[str, Span] = {}
        outer: dict[str, tuple[int, int]] = {}
        for _, key, deep in self.facts:
            if deep is not None:
                outer[key] = min(outer.get(key, deep), deep)
        for entries, key, deep in self.facts:
            self._twice(entries, seen)
            if deep is not None and deep == outer[key] and key in self.total \
                    and not self.subtotals:
                entries.append(text_entry("总项", self.total[key], entries[0].key.span))
            facts.append(MapNode(tuple(entries), entries[0].key.span))
        made = [Entry(Scalar("事实", span), ListNode(tuple(facts), span))]
        if self.entities:
            kind = self.of.said.kind
            nodes = tuple(MapNode(tuple(_entries(
                ("编号", name, cell.span), ("名称", name, cell.span), ("类别", kind, cell.span))),
                cell.span) for name, cell in self.entities.items())
            made.append(Entry(Scalar("主体", span), ListNode(nodes, span)))
        return tuple(made)


@frozen
class _Named:
    """What a fact is called."""

    id: str
    name: str
    alias: str


def _entries(*told: tuple[str, str, Span]) -> list[Entry]:
    """Keys with their texts and places, as far as something is said."""
    return [text_entry(*each) for each in told if each[1]]
