"""The columns of an office's table: which are names, which values, whose a growth is.

What may be read in two ways is asked (E0234); what is left out is told (I0235).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reportgen.diagnostics import Sink, Span
from reportgen.facts import heads
from reportgen.facts.amount import Units, parse_amounts
from reportgen.facts.amount_errors import AmountError
from reportgen.facts.heads import Head, distinct, folded, in_brackets
from reportgen.facts.model import Period
from reportgen.facts.period import parse_period, year_before
from reportgen.facts.rows import is_note, only_numbers
from reportgen.facts.unit_table import RATES
from reportgen.frozen import frozen
from reportgen.sources.table import Cell, Row

_ARROWS = frozenset("↑↓▲▼△▽升降增减")
_WHEN = re.compile("(?:日期|时间|年月)$")
_VAGUE = frozenset(["本年", "今年", "上年", "去年"])


@frozen
class Described:
    """What is said of a table beside it; "" for what the table tells itself.

    `rows`: 主体 or 指标, what its rows are; `indicator`: what a table of places and periods counts.
    """

    sheet: str = ""
    unit: str = ""
    rates: bool = False       # the corner names % beside it: 单位：万元、%
    rows: str = ""
    indicator: str = ""
    kind: str = ""
    period: str = ""          # in its title, where that is not the one of the issue


def _falls(cells: Sequence[Cell]) -> bool:
    """Whether a group is named in its first row alone, and no cell is merged: 东片, "", 西片."""
    named = [cell for cell in cells if cell.text]
    return 1 < len(named) < len(cells) and bool(cells[0].text) \
        and len(distinct(cells)) == len(named) == len({cell.text for cell in named})


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
    label_heads: dict[int, str] = field(default_factory=dict)
    values: list[Head] = field(default_factory=list)
    unit_at: int = -1
    index: list[int] = field(default_factory=list)
    note_at: int = -1
    owners: dict[int, Head] = field(default_factory=dict)
    series: bool = False
    places: list[int] = field(default_factory=list)      # in the sheet
    falls: bool = False       # the name of a group stands in its first row alone

    def ask(self, message: str, span: Span, *hints: str) -> None:
        """E0234: two readings, or none."""
        self.sink.error("E0234", message, span, *hints)
        self.good = False

    def read(self, head: Sequence[Row], body: Sequence[Row]) -> bool:
        """Read the heads; False after E0234."""
        kept = [row for row in head if not only_numbers(row)]
        width = len(head[0].cells)
        self.places = [max(row.cells[at].span.column for row in (*head, *body))
                       for at in range(width)]
        for at in range(width):
            self.column(at, list(dict.fromkeys(
                row.cells[at] for row in kept if row.cells[at].text)), kept[-1].cells[at], body)
        self.one_name(body)
        if self.good and not self.labels:
            self.ask("读不出哪一列是名称", head[0].span, "第一列写名称，列名写“镇”或“指标”")
        self.unclear()
        self._ranked()
        if self.good:
            self.axes()
            if self.said.rows == "主体":
                self._lend()
                self.of_what()
            self._grown()
            self._year_before()
            self._changed()
            self.attach()
            self.series = self._in_order()
            self._of_title()
        return self.good

    def column(self, at: int, cells: list[Cell], last: Cell, body: Sequence[Row]) -> None:
        """Say what one column is."""
        values = [row.cells[at].text for row in body if row.cells[at].text and not is_note(row)]
        name = heads.unmarked(folded(cells[-1].text)) if cells else ""
        if name.endswith((*heads.INDEX, "编号")) or (not name and counts(values)):
            self.index.append(at)
            if not name:
                self.sink.info("I0235", "没有列名的序号列没有读", last.span, "列名写上“序号”")
        elif not self.labels and not self.values and heads.RANK.fullmatch(name):
            self.index.append(at)
            self.sink.info("I0235", f"“{name}”这一列没有读成事实", last.span,
                           "要印的，表里写“名次”一列，照“排序”编")
        elif heads.RANK.search(name) and any(text[0] in _ARROWS for text in values):
            self.sink.info("I0235", f"“{name}”这一列没有读成事实", last.span, "要印的，写在稿子里")
        elif (signs := set(values) - heads.BLANK) and signs <= _ARROWS:
            self.ask(f"“{name or values[0]}”这一列是左边那一列的升降", last.span,
                     "并到左边：↓5.1%，再删去这一列")
        elif self.labels and name and self.values and (
                name == self.label_heads[self.labels[0]] or self._apart(at, values, body)):
            self.ask(f"“{name}”在空列后面，右边是另一个表" if name != self.label_heads[
                self.labels[0]] else f"“{name}”有两列，右边是另一个表", last.span,
                "右边的移到另一张工作表")
        elif name in heads.UNIT and (not values or any(
                heads.unit_of(text, self.units) or (self.labels and re.search("[/=＝]", text))
                for text in values)):
            if self.unit_at >= 0:
                self.ask(f"“{name}”有两列", last.span, "删去，单位各写在列名里，如“产值（万元）”")
            self.unit_at = at
        elif name in heads.NOTE:
            self.note_at = at
        elif not self.values and (numbers(values) or not self.any_value(values)) and not (
                self.labels and set(values) <= heads.BLANK and heads.read_head(
                    at, cells or [last], self.units, self.base).plain):
            name, unit = in_brackets(name, self.units)      # 资产（万元）: of all that is beside it
            self.said = replace(self.said, unit=self.said.unit or unit)
            self.labels.append(at)
            self.label_heads[at] = name
        elif not cells:
            if values:
                self.ask("这一列有数，没有列名", last.span, "补上列名")
        else:
            head, text = heads.read_head(at, cells, self.units, self.base), folded(cells[-1].text)
            if not head.unit and self.values and any(heads.is_part(cell.text) for cell in cells):
                head = replace(head, unit=self.values[-1].unit)     # 产值（万元） | 其中：轻工业
            if head.name.isdecimal() or self._vague(head):
                self.ask(f"列名“{text}”是哪一期？", cells[-1].span, "列名写成" + (
                    f"“{text}月”" if head.name.isdecimal() else
                    f"“{heads.LAST_YEAR}”，或“上年全年”" if text[0] in "上去" else
                    "“累计”，或“全年”"))
            if head.is_value and values and (self.told(values) or (
                    _WHEN.search(head.name) and not head.unit
                    and any(parse_period(each, None) for each in values))):
                self.sink.info("I0235", f"“{text}”这一列是文字、日子，没有读成事实", last.span,
                               "要印的，写在稿子里")
                return
            self.values.append(head)

    def _vague(self, head: Head) -> bool:
        """Whether a column says 本年, or 上年执行, in an issue that is not of a year."""
        bare = in_brackets(folded(head.cell.text), self.units)[0].removesuffix("数")
        return self.base is not None and (bare in _VAGUE or (
            head.plain and head.is_value and head.period in _VAGUE)) and self.days(
                self.base) != self.days(parse_period(f"{self.base.year}年"))

    def _apart(self, at: int, values: Sequence[str], body: Sequence[Row]) -> bool:
        """Whether a column of names stands behind an empty column, with values to its right."""
        span = body[0].cells[at].span
        gap = self.places[at] - self.places[at - 1] > 1 if span.cell else \
            not any(row.cells[at - 1].text for row in body)
        beyond = [row.cells[at].text for row in body if not is_note(row)
                  and self.any_value(cell.text for cell in row.cells[at + 1 :])]
        return gap and len(beyond) > 1 and all(beyond) and len(set(beyond)) == len(beyond) \
            and not self.any_value(values)

    def unclear(self) -> None:
        """增速 is 同比 where it can be nothing else: of 1—10月, of a year, beside 上年同期.

        So are all of one word in a table. E0234 for others.
        """
        found = {order: head for order, head in enumerate(self.values) if head.is_value
                 and (word := self._growth_word(head)) and (head.name == word or any(
                     each.name == head.name.removesuffix(word) for each in self.values[:order]))}
        known = {self._growth_word(head) for order, head in found.items()
                 if self._of_a_year(order, head)}
        for order, head in found.items():
            word = self._growth_word(head)
            if word in known:
                self.values[order] = replace(head, measure=heads.CHANGES[0],
                                             name=head.name.removesuffix(word))
                continue
            text = folded(head.cell.text)
            whole = text if word in text else word
            self.ask(f"“{in_brackets(text, self.units)[0] or text}”是同比，还是环比？",
                     head.cell.span, "列名写成" + "，或".join(
                         f"“{(kind + word).join(whole.rsplit(word, 1))}”"
                         for kind in heads.CHANGES))

    def _ranked(self) -> None:
        """位次, 占比 behind each of several indicators is that of the one to its left."""
        kinds = ["位次" if heads.RANK.fullmatch(head.name) else head.name for head in self.values]
        for order, head in enumerate(self.values):
            if kinds.count(kinds[order]) > 1 and heads.BESIDE.fullmatch(kinds[order]):
                name = next((each.name for at, each in reversed(list(enumerate(
                    self.values[:order]))) if each.is_value and not heads.RANK.search(each.name)
                    and not heads.BESIDE.fullmatch(kinds[at])), "")
                self.values[order] = replace(head, name=name + head.name)

    def _growth_word(self, head: Head) -> str:
        """增速 of a head that is only that, or ends with it in its last row; "" for others."""
        bare = in_brackets(folded(head.cell.text), self.units)[0]
        return next((word for word in heads.UNCLEAR if head.name == word
                     or bare in {word, head.period + word}), "")

    def _of_a_year(self, order: int, head: Head) -> bool:
        """Whether a growth is of the year so far, or beside a value of the year before."""
        beside = [each for each in self.values[:order] if each.is_value]
        told = [each.period for each in (head, *reversed(beside)) if each.period]
        known = [found for each in told if (found := parse_period(each, self.base))]
        own = known[0] if known else parse_period(self.said.period) or self.base
        if own is None or own.start is None or own.end is None:
            return False
        months = own.end.month - own.start.month + 1
        whole = own.start.month == 1 and months > (1 if heads.SUM.search(own.text) else 3)
        return whole or (head.unit in RATES and any(
            each.measure == heads.LAST_YEAR for each in self.values[:order])) or any(
            self.days(each) == self.days(year_before(when)) for each in known for when in known)

    def told(self, values: Sequence[str]) -> bool:
        """Whether a column tells in words, or on which day: 施工建设, 2024年3月1日."""
        texts = [text for text in values if text not in heads.BLANK and text != "持平"
                 and not (text[0].isascii() and text[0].isalpha())]      # PM2.5
        return bool({*values} - heads.BLANK - {"持平"}) and not self.any_value(texts) and all(
            parse_period(text, None) or not (re.search(r"\d", text) or _parses(text, self.units))
            for text in texts)

    def any_value(self, texts: Iterable[str]) -> bool:
        """Whether one of them is a value."""
        return any(heads.is_value(text, self.units) for text in texts)

    def one_name(self, body: Sequence[Row]) -> None:
        """Which of several columns of words is the name: the last, where the first is of groups."""
        if len(self.labels) > 1:
            texts = {at: [row.cells[at].text for row in body if row.cells[at].text
                          and self.any_value(row.cells[head.at].text for head in self.values)]
                     for at in self.labels}
            alone = [at for at in self.labels if len(set(texts[at])) == len(texts[at])]
            titled = [at for at in alone if self.label_heads[at].endswith(("名称", "项目", "指标"))]
            first, last = self.labels[0], self.labels[-1]
            self.falls = _falls([row.cells[first] for row in body if row.cells[last].text])
            found = last if first not in alone or self.falls else \
                titled[0] if len(titled) == 1 else first if last not in alone else -1
            if found < 0:
                told = "，还是".join(f"“{self.label_heads[at]}”" for at in self.labels)
                self.ask(f"名称是{told}？", body[0].cells[first].span,
                         f"是“{self.label_heads[first]}”的，列名写成“{self.label_heads[first]}名称”，"
                         "别的照此")
            elif found != last:
                for at in self.labels[self.labels.index(found) + 1:]:
                    self.sink.info("I0235", f"“{self.label_heads[at]}”这一列没有读成事实",
                                   body[0].cells[at].span, "要印的，写在稿子里")
                self.labels = [found]
        self.label_head = self.label_heads[self.labels[-1]] if self.labels else ""

    def axes(self) -> None:
        """Whether rows are entities or indicators: said, or plain from the heads."""
        if self.said.rows:
            return
        name = self.label_head.replace("名称", "") or self.label_head
        values = [head for head in self.values if head.is_value]
        rows = ""
        if self.label_head in heads.INDICATORS or self.unit_at >= 0:
            rows = "指标"
        elif all(head.plain for head in values):
            rows = "指标" if not self.said.indicator else "主体"
            if name and self.label_head not in heads.INDICATORS and not self.said.indicator:
                rows = ""
        elif name or any(head.unit for head in values):
            rows = "主体"
        if not rows:
            self.ask(f"“{self.label_head or '第一列'}”下面是各个指标，还是一个指标的各个地方？",
                     self.values[0].cell.span if self.values else Span(""),
                     "是指标的，列名写“指标”；是地方的，表头上面加一行：指标 | 投资，说出是哪个"
                     "指标的数")
        self.said = replace(self.said, rows=rows, kind=self.said.kind or name)

    def _lend(self) -> None:
        """计划, 完成率, 上年同期 of a place are of the indicator to the left, else to the right."""
        for order, head in enumerate(self.values):
            if head.name or head.measure not in {heads.LAST_YEAR, heads.PLAN, heads.DONE}:
                continue
            beside = [each for each in (*reversed(self.values[:order]), *self.values[order:])
                      if each.is_value and _grows(each) and not heads.MARK.search(each.name)]
            owner = next((each for each in beside if bool(each.name) != bool(self.said.indicator)),
                         head)
            unit = head.unit or (owner.unit if head.measure != heads.DONE else "")
            self.values[order] = replace(head, name=owner.name, unit=unit)

    def of_what(self) -> None:
        """E0234 for a column of places that names no indicator, where none is said for them all."""
        nameless = [head for head in self.values if not head.is_growth and not head.name]
        if nameless and not self.said.indicator:
            self.ask(f"“{folded(nameless[0].cell.text)}”是哪个指标的？", nameless[0].cell.span,
                     "整张表只有一个指标的，表头上面加一行：指标 | 投资；不然，"
                     "在上一行写上指标的名称")

    def _grown(self) -> None:
        """产值同比 to the right of 产值 is its growth; without 产值 it is a fact of its own."""
        for order, head in enumerate(self.values):
            before = {each.name for each in self.values[:order] if each.is_value}
            found = [(kind, name) for word, kind in heads.MEASURES.items() if kind in heads.CHANGES
                     for name in before - {""} if head.name in {word + name, name + word}]
            if found and head.is_value and head.unit in {"", *RATES}:
                self.values[order] = replace(head, measure=found[0][0], name=found[0][1])

    def _of_title(self) -> None:
        """E0234 for 本月 in a table of 9月, in an issue of 10月."""
        title = parse_period(self.said.period, self.base) if self.said.period else None
        for head in self.values if title is not None and title.month else ():
            own = parse_period(head.period, title) if head.period else None
            if own is not None and self.days(own) != self.days(head):
                self.ask(f"标题写的是{self.said.period}，这一期是{self.base and self.base.text}："
                         f"“{folded(head.cell.text)}”是哪一期？", head.cell.span,
                         "改标题里的期间，或把列名里的期间写全")
                return

    def _year_before(self) -> None:
        """上年同期 is of the period of the columns to its left: of 累计 it is of those months."""
        for order, head in enumerate(self.values):
            if head.measure != heads.LAST_YEAR or head.period:
                continue
            beside = [each for each in self._beside(order) or self.values[order + 1 : order + 2]
                      if each.is_value and each.name == head.name]
            if len({self.days(each) for each in beside}) > 1:
                told = [each.period or folded(each.cell.text) for each in reversed(beside)]
                self.ask(f"“{folded(head.cell.text)}”是{'的，还是'.join(told)}的？", head.cell.span,
                         "列名写成" + "，或".join(f"“{each}{heads.LAST_YEAR}”" for each in told))
            elif beside:
                self.values[order] = replace(head, period=beside[0].period)

    def _changed(self) -> None:
        """增减额 is of the period of the value to its left: 本月 | 增减额 | 累计 | 增减额."""
        names = [head.name for head in self.values]
        for order, head in enumerate(self.values):
            if names.count(head.name) > 1 and not head.period and heads.CHANGE.match(head.name):
                own = next((each for each in reversed(self.values[:order]) if each.is_value
                            and _grows(each) and not self.past(each)), head)
                self.values[order] = replace(head, period=own.period)

    def past(self, head: Head) -> bool:
        """Whether a column is of days before the table's own: 2023年, 上月."""
        own = parse_period(head.period, self.base) if head.period else None
        return bool(own and own.end and self.base and self.base.start
                    and own.end < self.base.start)

    def _beside(self, order: int) -> list[Head]:
        """The columns of values to the left of one, the nearest first, up to what parts them."""
        run: list[Head] = []
        for other in reversed(self.values[:order]):
            if other.is_value:
                run.append(other)
            elif any(map(_grows, run)):
                break      # 本月 | 上年同月 | 增减额 | 增减%: of 本月
        return run

    def days(self, of: Head | Period | None) -> object:
        """The days of a column or a period, told so that two may be compared."""
        told = of.period if isinstance(of, Head) else ""
        own = of if isinstance(of, Period) else \
            parse_period(told, self.base) if told else self.base
        return (own.start, own.end) if own is not None else told

    def attach(self) -> None:
        """Which value a growth belongs to; E0234 where that is not plain."""
        for order, head in enumerate(self.values):
            if not head.is_growth:
                continue
            named = [each for each in self._beside(order) if each.name.startswith(head.name)]
            named = [each for each in named
                     if not head.period or self.days(each) == self.days(head)]
            own = [each for each in named if _grows(each)]
            if before := self._year_left(order):
                own = [each for each in own if self.days(each) == before] or own
            named = self._latest(own or named)
            if not named:
                self.ask(f"“{folded(head.cell.text)}”是谁的？左边没有它的数", head.cell.span,
                         "把它移到那一列的右边，或在上一行写上指标的名称")
            elif len({each.name.removeprefix(each.period) for each in named}) < len(named):
                told = "，还是".join(f"“{_title(each)}”" for each in reversed(named))
                self.ask(f"“{folded(head.cell.text)}”是{told}的？", head.cell.span,
                         "列名写成" + "，或".join(
                             f"“{each.period or each.name}{head.measure}（%）”"
                             for each in reversed(named)))
            elif len(named) > 1 and head.unit == "%" and named[0].unit in RATES:
                self.ask(f"“{folded(head.cell.text)}”是“{_title(named[0])}”的，还是"
                         f"“{_title(named[1])}”的？", head.cell.span,
                         "移到它那一列的右边；“"+_title(named[0])+"”自己的变动写“0.3个百分点”")
            else:
                self.owners[head.at] = named[0]

    def _year_left(self, order: int) -> object:
        """Of 累计 | 上年累计 | 增减%: the days of 累计, which the growth is of; else None."""
        left = next((each for each in reversed(self.values[:order])
                     if not heads.CHANGE.match(each.name)), None)
        return self.days(left) if left and left.measure == heads.LAST_YEAR and left.period else None

    def _latest(self, heads: list[Head]) -> list[Head]:
        """Of 本月 and 上月 the later; others as they are: a growth is of what came last."""
        ends = [own.end for each in heads
                if (own := parse_period(each.period, self.base) if each.period else self.base)
                and own.end]
        years = all(re.fullmatch(r"\d{4}年?", each.period) for each in heads)
        plain = len(heads) == len(set(ends)) > 1 and (years or len(heads) == 2) and len(
            {each.name.removeprefix(each.period) for each in heads}) == 1
        return [heads[ends.index(max(ends))]] if plain else heads

    def _in_order(self) -> bool:
        """Whether the columns are periods, one after the other: a row is a line over time."""
        days = [parse_period(head.period, self.base) if head.plain and head.is_value
                else None for head in self.values]
        known = [(each.start, each.end) for each in days if each and each.start and each.end]
        return 1 < len(known) == len(days) and all(
            before[1] < after[0] for before, after in pairwise(known))


def _grows(head: Head) -> bool:
    """Whether a growth may be of a column: not of a change, a rank, nor of what was before."""
    return not heads.CHANGE.match(head.name) and not heads.RANK.search(head.name) \
        and not heads.BEFORE.match(head.name)


def _parses(text: str, units: Units) -> bool:
    try:
        return bool(parse_amounts(text, units))
    except AmountError:
        return False


def _title(head: Head) -> str:
    return (head.name if head.name.startswith(head.period) else head.name + head.period) or folded(
        head.cell.text)


def numbers(values: Sequence[str]) -> bool:
    """Whether values are names that begin with a number: 1组, 2组."""
    return len({value.lstrip("0123456789") for value in values}) == 1 < len(set(values)) == len(
        values) and all(re.fullmatch(r"\d+[^\d.,%％]+", value) for value in values)


def counts(values: Sequence[str]) -> bool:
    """Whether values only count the rows: 1, 2, 3."""
    return bool(values) and values == [str(n) for n in range(1, len(values) + 1)]
