"""What the facts of two issues, or of two states of one, say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from reportgen.facts.amount_text import HYPHEN
from reportgen.facts.model import Dataset, Fact
from reportgen.facts.scale import Notation
from reportgen.facts.text import quantity
from reportgen.frozen import frozen
from reportgen.rolling.stale import current
from reportgen.rolling.turning import Turn
from reportgen.rolling.values import Issue, Pool, same_days, units, value_text
from reportgen.world import World


class Became(Enum):
    """What became of a fact."""

    REVISED = "修订"     # the value of one period, told otherwise now
    CHANGED = "改"       # the next period's value, or one that was mended
    ADDED = "加"
    REMOVED = "删"


@frozen
class FactChange:
    """A fact before and after, None where it is not there; what it stated; in what they differ."""

    kind: Became
    old: Fact | None
    new: Fact | None
    texts: tuple[str, str]
    ways: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called, now where it is still there."""
        return next(each.name for each in (self.new, self.old) if each is not None)

    @property
    def difference(self) -> str:
        """New less old, of two numbers in one unit, with its sign; "" for others."""
        pair = [each.amount if each is not None else None for each in (self.old, self.new)]
        old, new = pair
        if old is None or new is None or old.full_unit != new.full_unit or old.number == new.number:
            return ""
        unit = "个百分点" if new.unit == "%" else new.full_unit
        return f"{new.number - old.number:+f}{unit}"


def fact_changes(old: Dataset, new: Dataset, world: World) -> tuple[list[FactChange], int]:
    """What became of each fact, in the order of the new ones, and how many are the same.

    A fact is the one of the same name and days; else, of an earlier period, whatever of the same
    thing and days the old issue told; else its own last value, by its name moved on, its entity and
    indicator, or, of two states of one issue, its id.
    """
    known = Known(old, new, world)
    found, used, same = list[FactChange](), set[str](), 0
    for fact in new.facts:
        before = known.find(fact)
        if before is None:
            found.append(FactChange(Became.ADDED, None, fact, ("", _text(new, fact))))
            continue
        used.add(before.id)
        texts = _text(old, before), _text(new, fact)
        ways = tuple(_ways(before, fact, texts, known))
        if not ways:
            same += 1
            continue
        revised = not same_days(old.period, new.period) and same_days(before.period, fact.period) \
            and "数值" in ways
        kind = Became.REVISED if revised else Became.CHANGED
        found.append(FactChange(kind, before, fact, texts, ways))
    found += (FactChange(Became.REMOVED, fact, None, (_text(old, fact), "")) for fact in old.facts
              if fact.id not in used)
    return found, same


class Known:
    """The facts of the old issue, by all that a new one may know them by."""

    def __init__(self, old: Dataset, new: Dataset, world: World) -> None:
        turn = Turn(old.period, new.period)
        self.new, self.old = new, old
        self.dated = bool(old.period.end and new.period.end)
        self.pool = Pool((Issue("", old, world),))
        self.moved = {turn.told(fact.name) if self.dated else fact.name: fact for fact in old.facts}
        self.things = {(fact.entity, fact.indicator, fact.cumulative): fact for fact in old.facts
                       if fact.entity and fact.indicator and current(fact, old)}

    def find(self, fact: Fact) -> Fact | None:
        """The old fact that a new one is; None for one that is new."""
        same = self.old.by_name.get(fact.name)
        if same is not None and same.id in self.old.by_id and (
                not self.dated or same_days(same.period, fact.period)
                or same.period == fact.period):
            return same
        earlier = fact.period.end is not None and fact.period.end != self.new.period.end
        if earlier and (pooled := self.pool.find(fact.name, fact.period)) is not None:
            return pooled[1]
        if (moved := self.moved.get(fact.name)) is not None:
            return moved
        if current(fact, self.new) and (
                thing := self.things.get((fact.entity, fact.indicator, fact.cumulative))):
            return thing
        by_id = self.old.by_id.get(fact.id) if self.old.period == self.new.period else None
        return by_id if by_id is not None and by_id.name not in self.new.by_name else None


def _ways(old: Fact, new: Fact, texts: tuple[str, str], known: Known) -> Iterator[str]:
    """In what two facts differ; that an issue is of the next period is no difference of each."""
    alike = known.old.period == known.new.period
    pairs: tuple[tuple[str, object, object], ...] = (
        ("名称", old.name if alike else "", new.name if alike else ""), ("数值", *texts),
        ("单位", units(old), units(new)), ("增幅", old.changes, new.changes),
        ("口径", old.scope, new.scope),
        ("期间", old.period.text if alike else "", new.period.text if alike else ""),
        ("来源", (old.source.title, old.source.locator), (new.source.title, new.source.locator)),
        ("状态", old.status, new.status), ("进度", old.modality, new.modality),
    )
    yield from (what for what, one, other in pairs if one != other)


def _text(dataset: Dataset, fact: Fact) -> str:
    return value_text(fact) or quantity(dataset, fact, "值", notation=Notation(HYPHEN)).text
