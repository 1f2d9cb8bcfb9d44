"""What the numbers of a sentence say of a result told among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum

from reportgen.checks.reckoning.amounts import Reading
from reportgen.checks.reckoning.bounds import Bounds, growth
from reportgen.checks.reckoning.roles import RATES, Role, Told
from reportgen.facts import numerals
from reportgen.facts.amount_text import OF_RATES, decimal_text
from reportgen.facts.model import EXACT, MULTIPLIERS
from reportgen.facts.scale import rounded
from reportgen.frozen import frozen
from reportgen.patterns import late

_NEAR = Decimal("0.05")         # how near to 10, 100 … a slip of a unit must be
_SLIPS = tuple(each for each in range(-8, 9) if each)
_IN_PERCENT = {"%": Decimal(1), "‰": Decimal("0.1"), "倍": Decimal(100)}
_WITHIN = late("其中|中有")
DUE = late("[^，]{0,4}(?:应[^，]{1,5}|(?:抽检|检测|检验|抽查|抽样)[^，]{0,6}|受理[^，]{0,4}|计划[^，]{0,6}"
           "|收到[^，]{0,4})")
_SPAN = late(r"((?:19|20)\d\d)年?[—–~～至到-]((?:19|20)\d\d)年")
_YEARS = late(r"([一二三四五六七八九十两]{1,2}|\d{1,2})年(?:来|间|内)")
_VALUES = frozenset({Role.VALUE, Role.MEAN})
_EACH = late("[每均]|亩产|单产")
_HEAVY = {"公斤": {"吨": Decimal(1000)}, "斤": {"吨": Decimal(2000)}}
_ADVERBS = late("已|实际|其中|共|的|了")
_EVERY = late("^(?:全部|全[省市县区镇乡]|总)|的|(?:总数|总量|总额|总|总人数|总户数|总人口|全部)\\Z")


class Verdict(Enum):
    """What the printed numbers say of a printed result."""

    HOLDS = "算得出"
    FAILS = "对不上"
    UNTIED = "句里没有可比的数"


@frozen
class Finding:
    """A result of a sentence, what it was reckoned from, and what comes out, as it is told."""

    verdict: Verdict
    told: Told
    operands: tuple[Reading, ...] = ()
    right: str = ""
    code: str = "E0440"


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
        roles = {Role.VALUE, Role.SHARE, Role.CHANGE} if unit in OF_RATES else _VALUES
        return [each for each in self.window if each.reading.unit == unit and each.role in roles]


def judged(each: Told, sentence: Sentence) -> Finding | None:
    """What is said of an amount; None for one that is no result.

    Of several pairs any may hold; none is wrong unless it is the only one, or side by side.
    """
    if each.role is Role.YEARLY:
        return _yearly(each, sentence)
    if each.role not in _RULES:
        return None
    ties, reckon, code = _RULES[each.role]
    stated = _stated(each)
    results = [(pair, result) for pair in (ties(each, sentence) if stated is not None else ())
               if (result := reckon(each, pair)) is not None]
    for pair, result in results:
        if stated is not None and result.meets(stated):
            return Finding(Verdict.HOLDS, each, pair.operands)
    if not results or stated is None or (len(results) > 1 and not _adjacent(results[0][0])):
        return Finding(Verdict.UNTIED, each)
    pair, result = results[0]
    if (each.role is Role.MEAN or (code == "E0440" and each.reading.unit in _IN_PERCENT)) \
            and slipped(result, stated, 100 if each.role is Role.CHANGE else 0):
        code = "E0451"
    return Finding(Verdict.FAILS, each, pair.operands, _shown(each, result), code)


def pairs(each: Told, sentence: Sentence, units: Callable[[str], bool]) -> list[Pair]:
    """The values that a result may compare, those side by side first."""
    found = [base for base in sentence.window if base.role is Role.BASE
             and units(base.reading.unit) and sentence.known(base)
             and (base.kind == each.kind or not each.kind or not (base.kind or base.year))]
    if not sentence.known(each):
        return []
    order = {id(one): at for at, one in enumerate(sentence.window)}
    made = sorted(((abs(order[id(base)] - order[id(now)]), now.reading, base.reading)
                   for base in found for now in sentence.values(base.reading.unit)
                   if now is not each), key=lambda one: one[0])
    return [Pair(now.bounds, base.bounds, (now, base)) for _, now, base in made] or \
        _dated(each, sentence, units)


def _dated(each: Told, sentence: Sentence, units: Callable[[str], bool]) -> list[Pair]:
    """2023年100万元，2024年120万元; 9月100万元，10月120万元."""
    dated = [one for one in sentence.window if (one.year or one.month)
             and units(one.reading.unit) and one.role in {*_VALUES, Role.BASE}]
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


def _adjacent(pair: Pair) -> bool:
    now, base = pair.operands
    return base.start > now.start and len(base.lead) < 12


def _middle(bounds: Bounds) -> Decimal:
    return EXACT.divide(EXACT.add(bounds.low, bounds.high), Decimal(2))


def slipped(result: Bounds, stated: Bounds, of: int) -> bool:
    """Whether a unit taken for another, ten to some power of it, explains what is told.

    Growth in % is told `of` 100, a quotient of 0.
    """
    ratio, told = (_middle(one) + of for one in (result, stated))
    if ratio <= 0 or told <= 0:
        return False
    off = EXACT.divide(ratio, told)
    return any(abs(off.scaleb(-power) - 1) <= _NEAR for power in _SLIPS)


def _shown(each: Told, result: Bounds) -> str:
    """A result as it is told: 增长20.0%, 减少15万元, 提高2个百分点."""
    amount = each.reading.amount
    scale = _IN_PERCENT.get(amount.unit, MULTIPLIERS[amount.multiplier])
    number = rounded(EXACT.divide(_middle(result), scale),
                     max(-int(amount.number.as_tuple().exponent), 0))
    verb = "" if each.role is not Role.CHANGE else "下降" if number < 0 else "增长" \
        if amount.unit in _IN_PERCENT else "增加"
    verb = "减少" if number < 0 and verb and amount.unit not in RATES else verb
    return verb + decimal_text(abs(number)) + amount.full_unit


def _stated(each: Told) -> Bounds | None:
    """What is told, in % where it is a rate; None where a fall is told by a negative number."""
    reading = each.reading
    bounds = reading.bounds.times(_IN_PERCENT.get(reading.unit, Decimal(1)))
    if not each.falls:
        return bounds
    return -bounds if reading.amount.number >= 0 else None


def _compared(each: Told, sentence: Sentence) -> list[Pair]:
    """A value and its base; of points, two rates; of an amount, two of its unit."""
    unit = each.reading.unit
    if unit in _IN_PERCENT:
        return pairs(each, sentence, lambda one: one not in RATES) or (
            _from_difference(each, sentence) if each.role is Role.CHANGE else [])
    of = next((rate for rate, points in OF_RATES.items() if points == unit), unit)
    return pairs(each, sentence, lambda one: one == of)


def _pair(now: Told, base: Told) -> list[Pair]:
    return [Pair(now.reading.bounds, base.reading.bounds, (now.reading, base.reading))]


def _averaged(each: Told, sentence: Sentence) -> list[Pair]:
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


def _rated(each: Told, sentence: Sentence) -> list[Pair]:
    """应签约420户，已签约386户，签约率91.9%."""
    whole, part = (each, each, *sentence.ahead(each))[-2:]
    verb = _ADVERBS.sub("", part.reading.near)
    return _pair(part, whole) if each.noun in {verb, verb.removesuffix("件")} \
        and part.reading.unit == whole.reading.unit and DUE.fullmatch(whole.reading.near) else []


def _shared(each: Told, sentence: Sentence) -> list[Pair]:
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


def _done(_: Told, sentence: Sentence) -> list[Pair]:
    plans = [one for one in sentence.all if one.role is Role.PLAN]
    parts = sentence.values(plans[0].reading.unit) if len(plans) == 1 else []
    return _pair(parts[0], plans[0]) if len(parts) == 1 else []


def _yearly(each: Told, sentence: Sentence) -> Finding:
    stated = _stated(each)
    units = {one.reading.unit for one in sentence.window} - RATES
    for unit in units if stated is not None else ():
        ends = [one for one in sentence.window if one.reading.unit == unit
                and one.role in {Role.VALUE, Role.BASE}]
        if len(ends) != 2:
            continue
        base, now = ends if ends[0].year <= ends[1].year or not ends[1].year else ends[::-1]
        apart = now.year - base.year if now.year and base.year else 0
        counts = {apart, each.years, *_lasted(sentence.text)} - {0, 1}
        ratio = now.reading.bounds.over(base.reading.bounds)
        grown = {count: (root - Bounds.exactly(1)).times(100) for count in sorted(counts)
                 if ratio is not None and (root := ratio.root(count)) is not None}
        operands = (base.reading, now.reading)
        if stated is not None and any(result.meets(stated) for result in grown.values()):
            return Finding(Verdict.HOLDS, each, operands)
        if grown and len(units) == 1 and (apart > 0 or base.role is Role.BASE):
            right = grown.get(apart) or grown[min(grown)]
            return Finding(Verdict.FAILS, each, operands, _shown(each, right), "E0452")
    return Finding(Verdict.UNTIED, each)


def _lasted(text: str) -> Iterator[int]:
    """How many years a sentence says it speaks of: 2021—2024年 (3 or 4), 五年来."""
    if found := _SPAN.search(text):
        years = int(found[2]) - int(found[1])
        yield from (years, years + 1)
    elif found := _YEARS.search(text):
        yield int(found[1]) if found[1].isdecimal() else numerals.value(found[1]) or 0


def _grown(each: Told, pair: Pair) -> Bounds | None:
    return growth(pair.now, pair.base) if each.reading.unit in _IN_PERCENT else pair.now - pair.base


def _divided(each: Told, pair: Pair) -> Bounds | None:
    ratio = pair.now.over(pair.base)
    return ratio and (ratio if each.role is Role.MEAN else ratio.times(100))


_Ties = Callable[[Told, Sentence], list[Pair]]
_Reckon = Callable[[Told, Pair], Bounds | None]
# What a role is reckoned from, how, and the code where it is told otherwise.
_RULES: Mapping[Role, tuple[_Ties, _Reckon, str]] = {
    Role.CHANGE: (_compared, _grown, "E0440"),
    Role.RATIO: (_compared, _divided, "E0440"),
    Role.SHARE: (_shared, _divided, "E0454"),
    Role.DONE: (_done, _divided, "E0454"),
    Role.RATE: (_rated, _divided, "E0454"),
    Role.MEAN: (_averaged, _divided, "E0454"),
}
RESULTS = frozenset({*_RULES, Role.YEARLY}) - _VALUES
