"""What the numbers of a sentence say of a result told among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum

from reportgen.checks.reckoning.amounts import Reading
from reportgen.checks.reckoning.bounds import Bounds, growth
from reportgen.checks.reckoning.roles import RATES, Role, Told
from reportgen.facts.amount_text import OF_RATES, decimal_text
from reportgen.facts.model import EXACT, MULTIPLIERS
from reportgen.facts.scale import rounded
from reportgen.frozen import frozen

_NEAR = Decimal("0.05")         # how near to 10, 100 … a slip of a unit must be
_SLIPS = tuple(each for each in range(-8, 9) if each)
_IN_PERCENT = {"%": Decimal(1), "‰": Decimal("0.1"), "倍": Decimal(100)}
_ALL = ("", "总数", "总量", "总额", "总", "总人数", "总户数", "总人口", "全部")
_HUNDRED = Decimal(100)


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

    def values(self, unit: str) -> list[Told]:
        """The values of a unit in the window; what is told in % may be a share, or a growth."""
        roles = {Role.VALUE, Role.SHARE, Role.CHANGE} if unit in OF_RATES else {Role.VALUE}
        return [each for each in self.window if each.reading.unit == unit and each.role in roles]


def judged(each: Told, sentence: Sentence) -> Finding | None:
    """What is said of an amount; None for one that is no result."""
    judge = _JUDGES.get(each.role)
    return judge(each, sentence) if judge is not None else None


def pairs(each: Told, sentence: Sentence, units: Callable[[str], bool]) -> list[Pair]:
    """The values that a result may compare, those side by side first."""
    found = [base for base in sentence.window if base.role is Role.BASE
             and units(base.reading.unit) and sentence.known(base)
             and (base.kind == each.kind or not base.kind or not each.kind)]
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
             and units(one.reading.unit) and one.role in {Role.VALUE, Role.BASE}]
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
    return [Pair(now.reading.bounds, base.reading.bounds, (now.reading, base.reading))] \
        if fits else []


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


def _verdict(each: Told, found: Sequence[Pair], stated: Bounds,
             reckon: Callable[[Pair], Bounds | None], code: str = "E0440") -> Finding:
    """Of several pairs any may hold; none is wrong unless it is the only one, or side by side."""
    results = [(pair, result) for pair in found if (result := reckon(pair)) is not None]
    for pair, result in results:
        if result.meets(stated):
            return Finding(Verdict.HOLDS, each, pair.operands)
    if not results or (len(results) > 1 and not _adjacent(results[0][0])):
        return Finding(Verdict.UNTIED, each)
    pair, result = results[0]
    if code == "E0440" and _slipped(pair, stated, each):
        code = "E0451"
    now, base = (Bounds.exactly(_middle(one)) for one in (pair.now, pair.base))
    written = reckon(Pair(now, base, pair.operands))
    return Finding(Verdict.FAILS, each, pair.operands, _shown(each, written or result), code)


def _adjacent(pair: Pair) -> bool:
    now, base = pair.operands
    return base.start > now.start and len(base.lead) < 12


def _middle(bounds: Bounds) -> Decimal:
    return EXACT.divide(EXACT.add(bounds.low, bounds.high), Decimal(2))


def _slipped(pair: Pair, stated: Bounds, each: Told) -> bool:
    """Whether a unit taken for another, ten to some power of it, explains the growth told."""
    if each.reading.unit not in _IN_PERCENT or pair.base.low <= 0:
        return False
    ratio = EXACT.divide(_middle(pair.now), _middle(pair.base))
    told = 1 + EXACT.divide(_middle(stated), _HUNDRED) if each.role is Role.CHANGE \
        else EXACT.divide(_middle(stated), _HUNDRED)
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


def _untied(each: Told) -> Finding:
    return Finding(Verdict.UNTIED, each)


def _change(each: Told, sentence: Sentence) -> Finding:
    stated, unit = _stated(each), each.reading.unit
    if stated is None:
        return _untied(each)
    if unit in _IN_PERCENT:
        found = pairs(each, sentence, lambda one: one not in RATES) \
            or _from_difference(each, sentence)
        return _verdict(each, found, stated, lambda pair: growth(pair.now, pair.base))
    of = next((rate for rate, points in OF_RATES.items() if points == unit), unit)
    return _verdict(each, pairs(each, sentence, lambda one: one == of), stated,
                    lambda pair: pair.now - pair.base)


def _ratio(each: Told, sentence: Sentence) -> Finding:
    stated = _stated(each)
    if stated is None:
        return _untied(each)

    def percent(pair: Pair) -> Bounds | None:
        ratio = pair.now.over(pair.base)
        return ratio and ratio.times(100)

    return _verdict(each, pairs(each, sentence, lambda one: one not in RATES), stated, percent)


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
        counts = {apart, each.years} - {0, 1}
        ratio = now.reading.bounds.over(base.reading.bounds)
        grown = {count: (root - Bounds.exactly(1)).times(100) for count in sorted(counts)
                 if ratio is not None and (root := ratio.root(count)) is not None}
        operands = (base.reading, now.reading)
        if stated is not None and any(result.meets(stated) for result in grown.values()):
            return Finding(Verdict.HOLDS, each, operands)
        if grown and len(units) == 1 and (apart or base.role is Role.BASE):
            right = grown.get(apart) or grown[min(grown)]
            return Finding(Verdict.FAILS, each, operands, _shown(each, right), "E0452")
    return _untied(each)


def _share(each: Told, sentence: Sentence) -> Finding:
    """占 of a whole that is printed before its part, or right before the share."""
    at = [one is each for one in sentence.all].index(True)
    before = [one for one in sentence.all[:at] if one.reading.unit not in RATES]
    if not before:
        return _untied(each)
    if each.noun == "其":
        whole, parts = before[-1], [one for one in before[:-1] if one.role is Role.VALUE
                                    and one.reading.unit == before[-1].reading.unit]
    else:
        part = before[-1]
        same = [one for one in before if one.reading.unit == part.reading.unit]
        inside = [number for number, one in enumerate(same) if "其中" in one.reading.lead]
        if not each.reading.near.startswith("占") or inside != [1] or part is same[0] \
                or {part.role, same[0].role} != {Role.VALUE} or not _of_all(each, same[0]):
            return _untied(each)
        whole, parts = same[0], [part]
    return _quotient(each, parts, whole, "E0454")


def _of_all(each: Told, whole: Told) -> bool:
    """Whether a share is one of that whole: 占, 占总数的, 占企业总数的."""
    noun = each.noun
    for word in sorted(_ALL, key=len, reverse=True):
        if word and noun.endswith(word):
            noun = noun.removesuffix(word)
            break
    noun = re.sub("^(?:全部|全[省市县区镇乡]|总)|的", "", noun)
    return not noun or noun in whole.reading.lead


def _done(each: Told, sentence: Sentence) -> Finding:
    plans = [one for one in sentence.all if one.role is Role.PLAN]
    if len(plans) != 1:
        return _untied(each)
    return _quotient(each, sentence.values(plans[0].reading.unit), plans[0], "E0454")


def _quotient(each: Told, parts: Sequence[Told], whole: Told, code: str) -> Finding:
    stated = _stated(each)
    found = [Pair(part.reading.bounds, whole.reading.bounds, (part.reading, whole.reading))
             for part in parts]
    if stated is None or len(found) != 1:
        return _untied(each)

    def percent(pair: Pair) -> Bounds | None:
        ratio = pair.now.over(pair.base)
        return ratio and ratio.times(100)

    return _verdict(each, found, stated, percent, code)


_JUDGES: Mapping[Role, Callable[[Told, Sentence], Finding]] = {
    Role.CHANGE: _change, Role.RATIO: _ratio, Role.YEARLY: _yearly, Role.SHARE: _share,
    Role.DONE: _done,
}
RESULTS = frozenset(_JUDGES)
