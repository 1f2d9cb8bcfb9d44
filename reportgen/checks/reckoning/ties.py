"""What a result of a sentence is reckoned from: a value and its base, a part and its whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checks.reckoning.amounts import Reading
from reportgen.checks.reckoning.bounds import Bounds
from reportgen.checks.reckoning.identities import AREAS
from reportgen.checks.reckoning.roles import RATES, Role, Told
from reportgen.facts.amount_text import OF_RATES
from reportgen.frozen import frozen
from reportgen.patterns import late

IN_PERCENT = {"%": Decimal(1), "‰": Decimal("0.1"), "倍": Decimal(100)}
_WITHIN = late("其中|中有")
DUE = late("[^，]{0,4}(?:应[^，]{1,5}|(?:抽检|检测|检验|抽查|抽样|计划)[^，]{0,6}"
           "|(?:受理|收到)[^，]{0,4})")
_EACH = late("[每均]|亩产|单产")
_HEAVY = {"公斤": {"吨": Decimal(1000)}, "斤": {"吨": Decimal(2000)}}
_ADVERBS = late("已|实际|其中|共|的|了")
_EVERY = late("^(?:全部|全[省市县区镇乡]|总)|的|(?:总数|总量|总额|总|总人数|总户数|总人口|全部)\\Z")
VALUES = frozenset({Role.VALUE, Role.MEAN})


@frozen
class Pair:
    """A value and its base, each within its bounds, and where they are printed."""

    now: Bounds
    base: Bounds
    operands: tuple[Reading, ...]


@frozen
class Sentence:
    """The amounts around a result: those of its window, those of all the sentence, its text."""

    window: Sequence[Told]
    all: Sequence[Told]
    text: str
    start: int

    def before(self, each: Told) -> str:
        """What is said before what leads to an amount."""
        return self.text[: max(each.reading.start - self.start - len(each.reading.near), 0)]

    def known(self, each: Told) -> bool:
        """Whether what an amount is said to be of was spoken of before."""
        return not each.noun or each.noun in self.before(each)

    def ahead(self, each: Told) -> Sequence[Told]:
        """All amounts of the sentence before one."""
        return self.all[: [one is each for one in self.all].index(True)]

    def values(self, unit: str) -> list[Told]:
        """The values of a unit in the window; what is told in % may be a share, or a growth."""
        roles = {Role.VALUE, Role.SHARE, Role.CHANGE} if unit in OF_RATES else VALUES
        return [each for each in self.window if each.reading.unit == unit and each.role in roles]


def pairs(each: Told, sentence: Sentence, units: Callable[[str], bool]) -> list[Pair]:
    """The values that a result may compare, those side by side first."""
    found = [base for base in sentence.window if base.role is Role.BASE
             and units(base.reading.unit) and sentence.known(base)
             and (base.kind == each.kind or not each.kind or not (base.kind or base.year))]
    if not sentence.known(each):
        return []
    order = {id(one): at for at, one in enumerate(sentence.window)}
    made = sorted(((abs(order[id(base)] - order[id(now)]), now, base)
                   for base in found for unit in (base.reading.unit, *AREAS)
                   if unit == base.reading.unit or base.reading.unit in AREAS
                   for now in sentence.values(unit) if now is not each and units(unit)),
                  key=lambda one: one[0])
    return [pair for _, now, base in made for pair in _pair(now, base)] or \
        _dated(each, sentence, units)


def _dated(each: Told, sentence: Sentence, units: Callable[[str], bool]) -> list[Pair]:
    """2023年100万元，2024年120万元; 9月100万元，10月120万元."""
    dated = [one for one in sentence.window if (one.year or one.month)
             and units(one.reading.unit) and one.role in {*VALUES, Role.BASE}]
    if len(dated) != 2 or dated[0].reading.unit != dated[1].reading.unit \
            or len(sentence.values(dated[0].reading.unit)) > 2:
        return []
    base, now = sorted(dated, key=lambda one: (one.year, one.month))
    years, months = now.year - base.year, now.month - base.month
    if each.kind == "环比":
        fits = months == 1 and (not years or not base.year)
    else:
        fits = each.kind != "年初" and base.year > 0 and (
            years == 1 or (years > 1 and not each.kind))
    return _pair(now, base) if fits else []


def _from_difference(each: Told, sentence: Sentence) -> list[Pair]:
    """产值120万元，同比增加20万元，增长20%: what it was before."""
    at = [one is each for one in sentence.window].index(True)
    gap = sentence.window[at - 1] if at else each
    if gap.role is not Role.CHANGE or gap.reading.unit in RATES or each.noun \
            or not (gap.kind == each.kind or not each.kind) or not sentence.known(gap):
        return []
    values = sentence.values(gap.reading.unit)
    gaps = [one for one in sentence.window if one.role is Role.CHANGE
            and one.reading.unit == gap.reading.unit]
    if len(values) != 1 or len(gaps) != 1 or values[0].reading.start > gap.reading.start:
        return []
    now, moved = values[0].reading, gap.reading
    base = now.bounds - (-moved.bounds if gap.falls else moved.bounds)
    return [Pair(now.bounds, base, (now, moved))]


def compared(each: Told, sentence: Sentence) -> list[Pair]:
    """A value and its base; of points, two rates; of an amount, two of its unit."""
    unit = each.reading.unit
    if unit in IN_PERCENT:
        return pairs(each, sentence, lambda one: one not in RATES) or (
            _from_difference(each, sentence) if each.role is Role.CHANGE else [])
    of = next((rate for rate, points in OF_RATES.items() if points == unit), unit)
    return pairs(each, sentence, lambda one: one == of)


def _pair(now: Told, base: Told) -> list[Pair]:
    """The two of them, in one unit: 亩 where one of them is told in 公顷."""
    a, b = now.reading, base.reading
    if a.unit != b.unit and {a.unit, b.unit} <= AREAS.keys():
        return [Pair(a.bounds.times(AREAS[a.unit]), b.bounds.times(AREAS[b.unit]), (a, b))]
    return [Pair(a.bounds, b.bounds, (a, b))]


def averaged(each: Told, sentence: Sentence) -> list[Pair]:
    """户均 of a total and of how many, both right before it."""
    before = [one for one in sentence.ahead(each) if one.role in {Role.VALUE, Role.OTHER}]
    many = [one for one in before if one.reading.unit == each.kind]
    units = {each.reading.unit: Decimal(1), **_HEAVY.get(each.reading.unit, {})}
    totals = [one for one in before if one.reading.unit in units
              and not _EACH.search(one.reading.near)]
    if len(many) != 1 or len(totals) != 1 or len(before) > 3 or many[0] is totals[0] \
            or each.noun not in totals[0].reading.lead:
        return []
    (pair,) = _pair(totals[0], many[0])
    return [replace(pair, now=pair.now.times(units[totals[0].reading.unit]))]


def rated(each: Told, sentence: Sentence) -> list[Pair]:
    """应签约420户，已签约386户，签约率91.9%."""
    whole, part = (each, each, *sentence.ahead(each))[-2:]
    verb = _ADVERBS.sub("", part.reading.near)
    return _pair(part, whole) if each.noun in {verb, verb.removesuffix("件")} \
        and part.reading.unit == whole.reading.unit and DUE.fullmatch(whole.reading.near) else []


def shared(each: Told, sentence: Sentence) -> list[Pair]:
    """占 of a whole that is printed before its part, or right before the share."""
    before = [one for one in sentence.ahead(each) if one.reading.unit not in RATES]
    same = [one for one in before if one.reading.unit == before[-1].reading.unit]
    if each.noun == "其":
        parts = [one for one in same[:-1] if one.role is Role.VALUE]
        return _pair(parts[0], same[-1]) if len(parts) == 1 else []
    inside = [number for number, one in enumerate(same) if _WITHIN.search(one.reading.lead)]
    return _pair(same[-1], same[0]) if each.reading.near.startswith("占") and inside == [1] \
        and len(same) > 1 and {same[-1].role, same[0].role} == {Role.VALUE} \
        and _of_all(each, same[0]) else []


def _of_all(each: Told, whole: Told) -> bool:
    """Whether a share is one of that whole: 占, 占总数的, 占企业总数的."""
    noun = _EVERY.sub("", each.noun)
    return not noun or noun in whole.reading.lead


def done(_: Told, sentence: Sentence) -> list[Pair]:
    plans = [one for one in sentence.all if one.role is Role.PLAN]
    parts = sentence.values(plans[0].reading.unit) if len(plans) == 1 else []
    return _pair(parts[0], plans[0]) if len(parts) == 1 else []
