"""What the numbers of a sentence say of a result told among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum

from reportgen.checks.reckoning.amounts import Reading, small
from reportgen.checks.reckoning.roles import RATES, Role, Told
from reportgen.checks.reckoning.ties import (
    IN_PERCENT,
    VALUES,
    Pair,
    Sentence,
    averaged,
    compared,
    done,
    rated,
    reached,
    shared,
)
from reportgen.facts import numerals
from reportgen.facts.amount_text import decimal_text
from reportgen.facts.bounds import Bounds, growth, slipped
from reportgen.facts.model import EXACT, MULTIPLIERS
from reportgen.facts.scale import rounded_like
from reportgen.frozen import frozen
from reportgen.patterns import late

_SPAN = late(r"((?:19|20)\d\d)年?[底末]?[—–~～至到-]((?:19|20)\d\d)年")
_YEARS = late(r"(?:近|过去|(?=.{1,3}[来间内]))([一二三四五六七八九十两]{1,2}|\d{1,2})年")


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
    if (each.role is Role.MEAN or (code == "E0440" and each.reading.unit in IN_PERCENT)) \
            and slipped(result, stated, 100 if each.role is Role.CHANGE else 0):
        code = "E0451"
    now, base = (Bounds.exactly(one.middle) for one in (pair.now, pair.base))
    written = reckon(each, replace(pair, now=now, base=base))
    return Finding(Verdict.FAILS, each, pair.operands, _shown(each, written or result), code)


def _adjacent(pair: Pair) -> bool:
    now, base = pair.operands
    return (base.start > now.start and len(base.lead) < 12) or reached(now, base)


def _shown(each: Told, result: Bounds) -> str:
    """A result as it is told: 增长20.0%, 减少15万元, 提高2个百分点."""
    amount = each.reading.amount
    scale = IN_PERCENT.get(amount.unit, MULTIPLIERS[amount.multiplier])
    number = rounded_like(EXACT.divide(result.middle, scale), amount.number)
    verb = "" if each.role is not Role.CHANGE else "下降" if number < 0 else "增长" \
        if amount.unit in IN_PERCENT else "增加"
    verb = "减少" if number < 0 and verb and amount.unit not in RATES else verb
    return verb + decimal_text(abs(number)) + amount.full_unit


def _stated(each: Told) -> Bounds | None:
    """What is told, in % where it is a rate; None where a fall is told by a negative number."""
    reading = each.reading
    bounds = reading.bounds.times(IN_PERCENT.get(reading.unit, Decimal(1)))
    if not each.falls:
        return bounds
    return -bounds if reading.amount.number >= 0 else None


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
        yield numerals.count(found[1])


def _grown(each: Told, pair: Pair) -> Bounds | None:
    if each.reading.unit in IN_PERCENT:
        return growth(pair.now, pair.base)
    now, base = (one.amount for one in pair.operands)
    return Bounds.exactly(EXACT.subtract(now.value, base.value)) if now.unit == base.unit and all(
        one.fact is None and small(one.amount) for one in pair.operands) else pair.now - pair.base


def _divided(each: Told, pair: Pair) -> Bounds | None:
    ratio = pair.now.over(pair.base)
    return ratio and (ratio if each.role is Role.MEAN else ratio.times(100))


_Ties = Callable[[Told, Sentence], list[Pair]]
_Reckon = Callable[[Told, Pair], Bounds | None]
# What a role is reckoned from, how, and the code where it is told otherwise.
_RULES: Mapping[Role, tuple[_Ties, _Reckon, str]] = {
    Role.CHANGE: (compared, _grown, "E0440"),
    Role.RATIO: (compared, _divided, "E0440"),
    Role.SHARE: (shared, _divided, "E0454"),
    Role.DONE: (done, _divided, "E0454"),
    Role.RATE: (rated, _divided, "E0454"),
    Role.MEAN: (averaged, _divided, "E0454"),
}
RESULTS = frozenset({*_RULES, Role.YEARLY}) - VALUES
