"""Words of time in prose are those of the facts beside them: 本月, 累计, 上年同期, 2025年11月.

A word holds for its clause; one that leads in (10月，), or of the issue's own time, for the numbers
of the clauses that follow, until the next word. What is compared with (比上月, 由上月的) and
what may be meant otherwise is left alone: 上半年 may tell of what was done in May.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from reportgen.checks.prose import Prose, Said
from reportgen.diagnostics import Sink, Span
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Cell, Table, Text, plain
from reportgen.facts.forms import FORMS, Shows
from reportgen.facts.model import PERIOD_NAMES, Dataset, Fact, Modality, Period
from reportgen.facts.period import dated, parse_period
from reportgen.frozen import frozen
from reportgen.patterns import late

_YEAR = "(?:19|20)[0-9]{2}年度?|今年|本年|去年|上年|明年"
_MONTH = "(?:1[0-2]|0?[1-9])"
_DASH = "[—～~–－至-]"
_TIME = late(
    # what turns to another time, or to none
    "(?P<other>目前|现有|现在|当前|至今|迄今|如今|今后|未来|近年|历年|连续|每[年月季天日]|[月年日]均|平均"
    "|其余|[此之随]后|此前|届时|年内|[月年季期]末|[年月]底|常年|多年|同[月年]"
    f"|(?:{_YEAR})?{_MONTH}月(?:[0-9]{{1,2}}日|[上中下]旬)"
    f"|(?:19|20)[0-9]{{2}}年?{_DASH}(?:19|20)[0-9]{{2}}年)"
    "|(?P<same>[上去]年同期)"
    f"|(?P<time>(?:截[至止]|(?:^|(?<=[，。；]))到)?(?:{_YEAR})?(?:(?<![0-9]){_MONTH}月?{_DASH}{_MONTH}月份?"
    "|前[23二三两]个?季度|前(?:[0-9]{1,2}|[二三四五六七八九十]{1,2})个月|第?[一二三四1-4]季度"
    f"|[上下]半年|(?<![0-9]){_MONTH}月份?[末底]?))(?:累计)?"
    "|(?P<near>[本当上下]月[末底]?|[本上]季度|[今本]年(?:年初)?以来|年初以来|[今本]年累计)(?:累计)?"
    f"|(?P<year>{_YEAR})|(?P<all>累计)")
_BESIDE = frozenset("比较于与同和跟由从自到至对转续超占按以据为是第、及出近达过")    # before a word
_NOT_ITS = late("的?(?:计划|目标|任务|预算|安排|基数|[起前后初末底版]|[以之][来前后]|开始|印发)")
_PLANNED = late("计划|力争|预计|打算|争取|确保|拟|将")
_STOPS = frozenset("，；：:,;")
_NAME = late(
    "（[^（）]*）$|^(?:(?:19|20)[0-9]{2}年|[0-9—]{1,5}月|[本上]月|上年同期|[今本上去]年|累计"
    "|[上下]半年|前[23二三两]个?季度|第?[一二三四]季度)+|(?:累计|[上去]年同期|[上本]月)$")
_GROWN = frozenset(("增长率", "增量", "百分点差", "增幅差"))
_OPEN = (Modality.PLANNED, Modality.AIMED)
_Days = tuple[date, date]


@frozen
class _Word:
    """A word of time where it stands; `days` None for one that tells nothing certain."""

    start: int
    end: int
    text: str
    kind: str = ""
    days: _Days | None = None


def check_told_periods(dataset: Dataset, said: Said, sink: Sink) -> None:
    """E0460 a number under a word of another time than its fact's; W0461 where that is likely."""
    alike: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in dataset:
        if fact.modality is not Modality.PLANNED:
            alike[measure(fact)].append(fact)
    check = _Check(dataset, alike, sink)
    for passage in said.prose:
        if passage.step.running and any(True for _ in passage.quantities()):
            check.passage(passage)
    for block in said.document.blocks:
        if isinstance(block, Table):
            check.table(block)


def measure(fact: Fact) -> tuple[str, str]:
    """What a fact counts, whenever and wherever: its name without words of time, and its unit."""
    return fact.indicator or _NAME.sub("", _NAME.sub("", fact.name)), fact.unit


class _Check:
    def __init__(
        self, dataset: Dataset, alike: dict[tuple[str, str], list[Fact]], sink: Sink,
    ) -> None:
        self.dataset, self.alike, self.sink, self.base = dataset, alike, sink, dataset.period

    def passage(self, passage: Prose) -> None:
        """The numbers of a passage, each under the word of time that it is read with."""
        text = self.hidden(passage)
        for start, sentence in passage.sentences():
            end = start + len(sentence)
            numbers = list(passage.quantities(start, end))
            words = list(self.words(text, start, end)) if numbers else []
            seen: set[tuple[int, str]] = set()
            for at, quantity in numbers if words else ():
                before = [word for word in words if word.end <= at]
                fact = self.dataset.by_id.get(quantity.fact)
                said = (before[-1].start, quantity.fact) if before else None
                if said and said not in seen and fact and FORMS[quantity.form].states_value:
                    seen.add(said)      # of one fact it is told once
                    self.judge(passage, text[before[-1].end : at], before[-1], quantity, fact)

    def table(self, table: Table) -> None:
        """Columns of 本月, 累计, 1—10月 that hold what another fact of the measure would be for."""
        heads = [self.read(found, None) if (found := _TIME.fullmatch(column.heading)) else None
                 for column in table.columns]
        caption = _TIME.search(table.caption)
        named = self.read(caption, None) if caption and caption.lastgroup == "time" else None
        base = _days(self.base)
        other = caption and not (named and named.days and base
                                 and _month(named.days[1]) == _month(base[1]))
        known: list[tuple[Quantity, Fact]] = []
        for row in table.rows:
            dated_row = other or _TIME.search(plain(row[0].children) if row else "")
            for word, cell in zip(heads, row, strict=False):
                for quantity, fact in self.stated(cell):
                    known.append((quantity, fact))
                    if word and not (dated_row and word.kind != "time"):
                        self.cell(cell.span if cell.span.line else table.span, word, quantity, fact)
        if named and named.days and "年" in named.text and not any(heads) and known and not any(
                (own := _days(fact.period)) is None or _meet(own, named.days) for _, fact in known):
            self.tell("W0461", table.span, named, *known[0])

    def cell(self, place: Span, word: _Word, quantity: Quantity, fact: Fact) -> None:
        """E0460 where the fact of the column's time is there; the year is the row's to say."""
        own, told = _days(fact.period), word.days
        if own and told and word.kind != "same":
            told = _of_year(told, own[1].year)
        if own and told and not _agree(word, told, own) and self.twin(fact, told):
            self.tell("E0460", place, word, quantity, fact)

    def stated(self, cell: Cell) -> Iterator[tuple[Quantity, Fact]]:
        """The facts whose values a cell prints, but for plans."""
        for leaf in cell.children:
            fact = self.dataset.by_id.get(leaf.fact) if isinstance(leaf, Quantity) else None
            if isinstance(leaf, Quantity) and fact and fact.amounts \
                    and FORMS[leaf.form].states_value and fact.modality not in _OPEN:
                yield leaf, fact

    def hidden(self, passage: Prose) -> str:
        """The text, with blanks for what facts print but for their periods."""
        return "".join(
            piece.leaf.text if isinstance(piece.leaf, Text) or _period(piece.leaf)
            else " " * len(piece.leaf.text) for piece in passage.pieces)

    def words(self, text: str, start: int, end: int) -> Iterator[_Word]:
        """The words of time of a sentence; one that is compared with hides its clause."""
        governing: _Word | None = None
        for found in _TIME.finditer(text, start, end):
            word = self.read(found, governing)
            depth = text.count("（", start, found.start()) - text.count("）", start, found.start())
            if depth > 0 or (found.start() > start and text[found.start() - 1] in _BESIDE):
                close = "）" if depth > 0 else "，"
                stop = text.find(close, found.end(), end)
                yield _Word(found.start(), found.end(), word.text)
                if stop >= 0 and governing is not None:
                    yield _Word(governing.start, stop + 1, governing.text, "again", governing.days)
                continue
            if _NOT_ITS.match(text, found.end()):
                word = _Word(word.start, word.end, word.text)
            governing = word
            yield word

    def read(self, found: re.Match[str], governing: _Word | None) -> _Word:
        """What a match means in this issue."""
        kind, text = found.lastgroup or "other", found.group()
        start, end = found.span()
        told = "今年以来" if "以来" in text else \
            text.removesuffix("累计").removeprefix("到") or text
        period = None if kind == "other" else parse_period(told, self.base)
        days = _days(period) if period else None
        if kind == "same" and (last := (governing and governing.kind != "all" and governing.days)
                               or _days(self.base)):
            days = _of_year(last, last[1].year - 1)
        return _Word(start, end, text, kind, days)

    def judge(
        self, passage: Prose, between: str, word: _Word, quantity: Quantity, fact: Fact,
    ) -> None:
        """E0460 or W0461 for one number under a word."""
        own, told = _days(fact.period), word.days
        if not fact.amounts or own is None or told is None or fact.frequency \
                or fact.modality in _OPEN \
                or (fact.formula and fact.formula.name == "年均增长") or _PLANNED.search(between):
            return
        if word.kind == "time" and not re.search("年", word.text.replace("半年", "")):
            told = _of_year(told, own[1].year)
        stated = fact.period is not self.base
        if _agree(word, told, own) or (not stated and _TIME.search(fact.name)):
            return
        code = self.code(word, told, fact, own, _near(between, word), stated=stated)
        if code:
            self.tell(code, passage.place(word.start, word.end), word, quantity, fact)

    def code(
        self, word: _Word, told: _Days, fact: Fact, own: _Days, near: bool, *, stated: bool,
    ) -> str:
        """How certain it is that a fact of `own` is not meant by a word for `told`; "" for not."""
        twin = self.twin(fact, told)
        grown = bool(fact.changes) or (fact.formula is not None and fact.formula.name in _GROWN)
        within = (told[0] <= own[0] and own[1] <= told[1]) or (
            own[0] <= told[0] and told[1] <= own[1])
        base = _days(self.base)
        if not near and (word.kind == "same" or base is None or not _meet(told, base)):
            return ""
        if word.kind == "all":
            return "E0460" if twin else ""
        if word.kind == "same":
            return "E0460" if stated or grown else ""
        if within:
            if not twin and fact.period.text == "累计" and told[0] == own[0]:
                return ""       # in a column 累计 may stand what is told by the quarter
            to_date = told[0] == own[0] and own[1].month - own[0].month > 1     # 1—6月 of 1—9月
            return "E0460" if twin or (stated and (grown or (near and to_date))) else \
                "W0461" if grown or (near and stated and word.kind == "time") else ""
        return "E0460" if (near and stated) or twin or grown else \
            "W0461" if near and word.kind == "time" else ""

    def twin(self, fact: Fact, days: _Days) -> Fact | None:
        """The fact of the same measure that has the days of a word."""
        return next((each for each in self.alike[measure(fact)] if each.id != fact.id
                     and each.entity == fact.entity and _days(each.period) == days), None)

    def tell(self, code: str, place: Span, word: _Word, quantity: Quantity, fact: Fact) -> None:
        """The word, and where the fact is referred to and stands."""
        twin = self.twin(fact, word.days) if word.days else None
        ways = [f"换成“{twin.name}”"] if twin else []
        ways.append(f"核对是哪一期的数：换用那一期的，或把“{word.text}”改成{dated(fact.period)}")
        if fact.period is self.base:
            ways.append("事实另有期间的，在事实表里给它写上“期间”")
        self.sink.add(code, f"“{word.text}”后面印的“{fact.name}”是{dated(fact.period)}的数",
                      place, *ways, related=((quantity.span, "数在这里"), *fact.here))


def _period(leaf: object) -> bool:
    return isinstance(leaf, Quantity) and (
        leaf.fact in PERIOD_NAMES or FORMS[leaf.form].shows is Shows.PERIOD)


def _near(between: str, word: _Word) -> bool:
    """Whether a number is of the clause of a word, or of the one that it leads in."""
    stops = [at for at, ch in enumerate(between) if ch in _STOPS]
    return word.kind != "again" and "的" not in between[1:] and stops in ([], [0])


def _days(period: Period) -> _Days | None:
    known = period if period.start else parse_period(period.text)
    return (known.start, known.end) if known and known.start and known.end else None


def _meet(first: _Days, second: _Days) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _of_year(days: _Days, year: int) -> _Days:
    """The same days of another year; those of February may differ."""
    made = [day.replace(year=year, day=min(day.day, 28)) if day.month == 2 else
            day.replace(year=year) for day in days]
    return made[0], made[1]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _agree(word: _Word, told: _Days, own: _Days) -> bool:
    """Whether a word may be said of a fact of these days."""
    last = _month(told[1]) == _month(own[1])
    if word.kind == "same":
        return last and own[0].year == told[0].year
    if word.kind == "year":
        return told[0] <= own[0] and own[1] <= told[1]
    if told[0] == told[1] or own[0] == own[1]:      # 10月末
        return last or (own[0] == own[1] and told[0] <= own[0] <= told[1])
    return last and _month(told[0]) == _month(own[0])
