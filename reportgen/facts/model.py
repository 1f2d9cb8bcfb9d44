"""The fact model: what one reported value is, without loss.

A number is kept as it was written (`12.60` keeps its zero, 十 stays 十), its multiplier apart from
its unit, and its approximation word with its place, because 100余万元, 超9052万元 and 1万多元 are
three different statements. Nothing here formats: `reportgen.facts.text` makes the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Context, Decimal
from enum import Enum
from typing import TypeVar

from reportgen.diagnostics import NOWHERE, Span
from reportgen.frozen import frozen

MULTIPLIERS: Mapping[str, Decimal] = {
    "": Decimal(1), "千": Decimal(10) ** 3, "万": Decimal(10) ** 4,
    "百万": Decimal(10) ** 6, "千万": Decimal(10) ** 7, "亿": Decimal(10) ** 8,
    "万亿": Decimal(10) ** 12,
}
K = TypeVar("K")
_CONSTANT = ("可比价", "不变价")      # in 口径
EXACT = Context(prec=120)  # amounts hold at most 30 digits: a product of two is exact


class WordPlace(Enum):
    """Where an approximation word stands."""

    BEFORE = "数前"            # 超9052万元
    AFTER_NUMBER = "数后"      # 2263余吨、100余万元
    AFTER_MULTIPLIER = "倍数后"  # 1万多元
    AFTER_UNIT = "单位后"       # 200户以上


class Modality(Enum):
    """How far a thing has come, as the source states it; never harder than the source."""

    DONE = "已完成"
    ACCEPTED = "已验收"
    DONE_PENDING_ACCEPTANCE = "完工待验收"
    IN_USE = "已投用"
    UNDER_WAY = "进行中"
    PLANNED = "计划"
    AIMED = "力争"


@frozen
class Approximation:
    """An approximation word (余、多、超、约、近 …) and its place."""

    word: str
    place: WordPlace


@frozen
class Amount:
    """One number with its unit. `digits` is the numeral as written, Arabic or Chinese (一、十).

    `number` is its value before the multiplier; `value` after it. Of a number that was rounded
    here, `exact` is what it was rounded from.
    """

    digits: str
    number: Decimal
    unit: str = ""
    multiplier: str = ""
    approximation: Approximation | None = None
    exact: Decimal | None = field(default=None, compare=False)

    @property
    def value(self) -> Decimal:
        """The amount in the bare unit: 9052万元 → 90520000 (元)."""
        return EXACT.multiply(self.number, MULTIPLIERS[self.multiplier])

    @property
    def unrounded(self) -> Decimal:
        """The number, where it was rounded here before that."""
        return self.number if self.exact is None else self.exact

    @property
    def full_unit(self) -> str:
        """Multiplier and unit: 万元."""
        return self.multiplier + self.unit


@frozen
class Quantities:
    """One or more amounts that are one statement: 36户52人."""

    amounts: tuple[Amount, ...]


@frozen
class UnassignedRates:
    """Rates that a source lists for several facts without telling which belongs to which.

    `of` names the candidate facts (ids). No output may pair a rate with one of them.
    """

    rates: tuple[Amount, ...]
    of: tuple[str, ...]


@frozen
class Listing:
    """Names in the source's order, and the count got by listing them, if it is used."""

    items: tuple[str, ...]
    unit: str = ""

    @property
    def count(self) -> int:
        """How many are listed."""
        return len(self.items)


@frozen
class Ordinals:
    """Rounds or ranks: 第二次、第三次; 第四季度."""

    terms: tuple[str, ...]


@frozen
class Statement:
    """A fact without a number: a status or an event, in our own short words."""

    text: str


Value = Quantities | UnassignedRates | Listing | Ordinals | Statement


@frozen
class Period:
    """The time a fact speaks of: `text` as printed (2023年), `year`, `month` 0 for a whole year.

    `start` and `end` are its first and last day, where they are known.
    """

    text: str
    year: int = 0
    month: int = 0
    start: date | None = field(default=None, compare=False)
    end: date | None = field(default=None, compare=False)


@frozen
class Growth:
    """A growth rate reported with a fact: kind 同比 or 环比, signed percentage."""

    kind: str
    rate: Amount
    span: Span = field(default=NOWHERE, compare=False)


@frozen
class Source:
    """Where the reporting office took the value from: title, date, place in it."""

    title: str
    date: str = ""
    locator: str = ""


@frozen
class Formula:
    """How a derived value came about: a named formula over facts. Always shown as 测算."""

    name: str
    operands: tuple[str, ...]
    decimals: int


@frozen
class Entity:
    """What carries facts: a project, village, honour, event. Full and short names, kind, level."""

    id: str
    name: str
    short_names: tuple[str, ...] = ()
    kind: str = ""
    level: str = ""
    round: str = ""
    note: str = ""
    span: Span = field(default=NOWHERE, compare=False)


@frozen
class Fact:
    """One reported value with all that qualifies it."""

    id: str
    name: str
    value: Value
    aliases: tuple[str, ...] = ()
    period: Period = Period("")
    modality: Modality | None = None
    inferred: str = ""          # what of this fact is our reading, not the source's word
    frequency: str = ""         # 每月
    cumulative: bool = False    # 累计
    scope: str = ""             # 口径
    denominator: str = ""       # of a rate: 工程量, 搬迁农户人口
    part_of: str = ""           # 其中: id of the whole
    same_as: str = ""           # a second mention of one thing: id that must agree
    status: str = ""            # own short wording of how it stands; {值} stands for the value
    stage: str = ""             # of a project, one of the dataset's stages
    stage_complete: bool = False  # whether the source supports that this stage is complete
    entity: str = ""
    indicator: str = ""         # what is counted of the entity, where the name says both
    reverse: bool = False       # 逆向: the less, the better
    group: str = ""             # section of the data file
    changes: tuple[Growth, ...] = ()
    formula: Formula | None = None
    source: Source = Source("")
    note: str = ""
    span: Span = field(default=NOWHERE, compare=False)

    @property
    def derived(self) -> bool:
        """Whether this value was computed here, not reported."""
        return self.formula is not None

    @property
    def at_constant_prices(self) -> bool:
        """Whether its reported growth is at constant prices: no ratio of current values gives it.
        """
        return bool(self.changes) and any(word in self.scope for word in _CONSTANT)

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts that it states; none where its value is no quantity."""
        return self.value.amounts if isinstance(self.value, Quantities) else ()

    @property
    def amount(self) -> Amount | None:
        """Its amount, where it states just one."""
        return self.amounts[0] if len(self.amounts) == 1 else None

    @property
    def unit(self) -> str:
        """The bare unit of its first amount; "" for none."""
        return self.amounts[0].unit if self.amounts else ""

    @property
    def here(self) -> tuple[tuple[Span, str], ...]:
        """What a diagnostic about its use is related to."""
        return ((self.span, "事实在这里"),)

    def rate(self, kind: str) -> Amount | None:
        """The growth of a kind, 同比 or 环比."""
        return next((change.rate for change in self.changes if change.kind == kind), None)


@frozen
class Term:
    """What stands in an identity: the ids of the facts that are added up, with a sign."""

    text: str
    facts: tuple[str, ...]
    sign: int = 1


@frozen
class Identity:
    """What the facts must satisfy among themselves: left = right, ≤ or ≥ as `sign` says."""

    text: str       # as a message quotes it: a long one cut
    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]
    span: Span = field(default=NOWHERE, compare=False)


@frozen
class Timeline:
    """One indicator over several periods, in order; `facts` holds ids, empty where not reported."""

    id: str
    name: str
    periods: tuple[Period, ...]
    facts: tuple[str, ...]
    span: Span = field(default=NOWHERE, compare=False)


@frozen
class Dataset:
    """All facts of one issue, by id and by every name; names are unique across facts."""

    title: str
    period: Period
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...] = ()
    stages: tuple[str, ...] = ()
    source: Source = Source("")
    timelines: tuple[Timeline, ...] = ()
    identities: tuple[Identity, ...] = ()
    by_name: Mapping[str, Fact] = field(default_factory=dict, compare=False, repr=False)
    by_id: Mapping[str, Fact] = field(default_factory=dict, compare=False, repr=False)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def find(self, name: str) -> Fact | None:
        """The fact of that id, name or alias."""
        return self.by_name.get(name) or self.by_id.get(name)

    def grouped(self, key: Callable[[Fact], K | None]) -> dict[K, tuple[Fact, ...]]:
        """The facts by what they have in common; without those that have nothing of the kind."""
        found: dict[K, list[Fact]] = {}
        for fact in self.facts:
            if common := key(fact):
                found.setdefault(common, []).append(fact)
        return {common: tuple(facts) for common, facts in found.items()}

    def timeline(self, name: str) -> Timeline | None:
        """The timeline of that id or name."""
        return next((line for line in self.timelines if name in (line.id, line.name)), None)


def dataset(
    title: str, period: Period, facts: tuple[Fact, ...], *,
    entities: tuple[Entity, ...] = (), stages: tuple[str, ...] = (), source: Source = Source(""),  # noqa: B008 - frozen
    timelines: tuple[Timeline, ...] = (), identities: tuple[Identity, ...] = (),
) -> Dataset:
    """A dataset with its indexes. Names must already be unique (the reader reports E0215).

    The period's own names (本年、上年、明年 …) are found like facts; they are not among `facts`.
    """
    names = {fact.name: fact for fact in period_facts(period)}
    names |= {name: fact for fact in facts for name in (*fact.aliases, fact.name)}
    ids = {fact.id: fact for fact in facts}
    return Dataset(title, period, facts, entities, stages, source, timelines, identities,
                   names, ids)


PERIOD_NAMES = ("本期", "本年", "上年", "明年", "本月", "上月", "下月")


def period_facts(period: Period) -> tuple[Fact, ...]:
    """What 本期, 本年, 上年, 明年 mean in this issue; for a monthly one 本月, 上月, 下月 too."""
    periods = {"本期": period} if period.text else {}
    if period.year:
        years = zip(("上年", "本年", "明年"), (-1, 0, 1), strict=True)
        periods |= {name: year_period(period.year + step) for name, step in years}
    if period.year and period.month:
        months = zip(("上月", "本月", "下月"), (-1, 0, 1), strict=True)
        periods |= {name: month_period(period, step) for name, step in months}
    return tuple(Fact(name, name, Statement(p.text), period=p) for name, p in periods.items())


def year_period(year: int) -> Period:
    """A calendar year, as printed: 2023年."""
    return Period(f"{year}年", year)


def month_period(period: Period, step: int) -> Period:
    """The month `step` months after a monthly period: 2024年1月."""
    count = period.year * 12 + period.month - 1 + step
    year, month = divmod(count, 12)
    return Period(f"{year}年{month + 1}月", year, month + 1)
