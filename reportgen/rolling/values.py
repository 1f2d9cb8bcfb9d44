"""What the next issue takes over: which value, of which period, from which earlier issue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from reportgen.diagnostics import Span
from reportgen.excel.cells import TO_FILL, Address, place_of
from reportgen.excel.refilling import stored
from reportgen.facts.amount import NOTHING, parse_amounts
from reportgen.facts.amount_errors import AmountError
from reportgen.facts.amount_text import HYPHEN, POINTS, amount_text
from reportgen.facts.heads import LAST_YEAR, MEASURES
from reportgen.facts.model import Dataset, Fact, Modality, Period
from reportgen.facts.period import parse_period
from reportgen.frozen import frozen
from reportgen.world import World

FILLED, CARRIED, MOVED = "待填", "承上", "改"      # what becomes of a value, a text
PLANS = (Modality.PLANNED, Modality.AIMED)
_TAIL = re.compile(r"（([^（）]*)）$")
_BESIDE = ("(?:(?:上年|去年)(?:同期)?累计|上年同期|去年同期|[上本](?:期|周|月|季度)|累计)")
_WORDS = re.compile(rf"^{_BESIDE}(?=[^末底初])|(?<=.){_BESIDE}$")
_ANY = Period("2000年12月", 2000, 12, date(2000, 12, 1), date(2000, 12, 31))
_WEEK = Period("2000年1月3日—9日", 2000, 1, date(2000, 1, 3), date(2000, 1, 9))
Key = tuple[str, date, date]


@frozen
class Change:
    """A value or text that is another in the next issue: where, of what, from what to what.

    `new` is as it is typed; `number`: as a cell holds it, where it is a number; `origin`: the
    earlier issue that it is taken from, if not this one; `like`: the cell that a new one looks as.
    """

    kind: str
    span: Span
    what: str
    old: str
    new: str
    number: Decimal | None = None
    origin: str = ""
    like: Address | None = None


@frozen
class Point:
    """A point of a line over time that has become another: 用电（5月） is 用电（6月）.

    Of one that has been put behind the last, `old` is that, `before` the one before it.
    """

    name: str
    old: str
    new: str
    before: str = ""


@frozen
class Issue:
    """An issue as it is taken over from: its facts, where its files are, what it is called."""

    name: str
    dataset: Dataset
    world: World


@dataclass(slots=True)
class Pool:
    """The values of this issue and of earlier ones, by what they are of and their days."""

    issues: tuple[Issue, ...]
    known: dict[Key, tuple[Issue, Fact]] = field(default_factory=dict)
    books: dict[tuple[str, str, str], dict[Address, str | Decimal]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for issue in self.issues:
            for fact in issue.dataset.facts:
                period = fact.period
                if fact.derived or fact.modality in PLANS or period.start is None \
                        or period.end is None or not fact.amounts:
                    continue
                self.known.setdefault((stem(fact.name), period.start, period.end), (issue, fact))

    def find(self, name: str, period: Period) -> tuple[Issue, Fact] | None:
        """The value of a thing in a period, this issue's before an earlier one's."""
        if period.start is None or period.end is None:
            return None
        return self.known.get((stem(name), period.start, period.end))

    def origin(self, issue: Issue) -> str:
        """What an earlier issue is called; "" for this one."""
        return "" if issue is self.issues[0] else issue.name

    def number(self, issue: Issue, fact: Fact) -> Decimal | None:
        """The number in the cell that a fact was read from, with all its digits."""
        if not fact.span.cell:
            return None
        found = self.cells(issue, fact.span).get(place_of(fact.span.cell))
        return found if isinstance(found, Decimal) and _shown_as(found, fact) else None

    def cells(self, issue: Issue, span: Span) -> dict[Address, str | Decimal]:
        """What stands in the cells of a sheet of an issue."""
        key = issue.name, span.file, span.sheet
        if key not in self.books:
            self.books[key] = stored(issue.world.read(Path(span.file)), span.sheet)
        return self.books[key]


def _shown_as(number: Decimal, fact: Fact) -> bool:
    """Whether a number is the one that is shown as the value of a fact, rounded, or in per cent."""
    amount = fact.amount
    return amount is not None and any(
        each.quantize(amount.number, ROUND_HALF_UP) == amount.number
        for each in (number, *([number * 100] if amount.unit == "%" else [])))


def stem(name: str) -> str:
    """What a value is of, whatever its period: 产值 of 产值（上年同期）, 上月产值, 产值（累计）."""
    while (tail := _TAIL.search(name)) and all(_is_period(part) for part in tail[1].split("，")):
        name = name[: tail.start()]
    return _WORDS.sub("", name)


def _is_period(text: str) -> bool:
    return MEASURES.get(text) == LAST_YEAR or any(
        parse_period(text, base) is not None for base in (_ANY, _WEEK))


def value_text(fact: Fact) -> str:
    """The value of a fact as it is typed; "" for one that is no quantity."""
    return "".join(amount_text(each, HYPHEN) for each in fact.amounts)


def plain_number(fact: Fact) -> Decimal | None:
    """The number of a value that is no more than that: a rate may be held otherwise in a cell."""
    amount = fact.amount
    return amount.number if amount is not None and amount.approximation is None \
        and amount.unit not in {"%", "‰"} else None


def units(fact: Fact | None) -> tuple[str, ...]:
    """The measure units of a fact's value."""
    return tuple(each.full_unit for each in fact.amounts) if fact is not None else ()


def to_fill(text: str) -> str:
    """What is written where a figure is to be typed: its unit stays, 待填万元."""
    if text.strip() in NOTHING:
        return TO_FILL
    for sign in (POINTS, "%", "‰"):
        if text.rstrip().endswith(sign):
            return TO_FILL + sign
    try:
        return "".join(TO_FILL + each.full_unit for each in parse_amounts(text))
    except AmountError:
        return TO_FILL


def same_days(one: Period | None, other: Period | None) -> bool:
    """Whether two periods are of the same days."""
    return one is not None and other is not None and one.end is not None \
        and (one.start, one.end) == (other.start, other.end)
