"""Between which bounds an amount may truly lie that is written so, and what is reckoned of such.

12.6万元 is 12.55 to 12.65: a number may lie half a unit of its last place to either side; what is
counted in whole pieces may not. 余, 超, 约 widen.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from reportgen.facts.approximation import AFTER, CEILINGS, FLOORS
from reportgen.facts.model import EXACT, MULTIPLIERS, Amount
from reportgen.facts.unit_table import COUNTS
from reportgen.frozen import frozen

_HALF = Decimal("0.5")
_COUNTED = frozenset(("", "天", "个工作日", *COUNTS))
_TENTH = Decimal("0.1")
_NEAR = Decimal("0.05")         # how near to 10, 100 … a slip of a unit must be
_SLIPS = tuple(each for each in range(-8, 9) if each)


@frozen
class Bounds:
    """All numbers from `low` to `high`, both among them."""

    low: Decimal
    high: Decimal

    @staticmethod
    def rounded(number: Decimal, step: Decimal) -> Bounds:
        """What is printed as `number` where one in its last place is worth `step`."""
        half = EXACT.multiply(step, _HALF)
        return Bounds(EXACT.subtract(number, half), EXACT.add(number, half))

    @staticmethod
    def printed(number: Decimal) -> Bounds:
        """What is printed as `number`, of no unit."""
        return Bounds.rounded(number, Decimal(1).scaleb(int(number.as_tuple().exponent)))

    @staticmethod
    def exactly(number: Decimal | int) -> Bounds:
        """A number that was not rounded."""
        return Bounds(Decimal(number), Decimal(number))

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(EXACT.add(self.low, other.low), EXACT.add(self.high, other.high))

    def __sub__(self, other: Bounds) -> Bounds:
        return Bounds(EXACT.subtract(self.low, other.high), EXACT.subtract(self.high, other.low))

    def __neg__(self) -> Bounds:
        return Bounds(-self.high, -self.low)

    def times(self, factor: Decimal | int) -> Bounds:
        """Each of them by a factor that is not negative."""
        return Bounds(*(EXACT.multiply(each, Decimal(factor)) for each in (self.low, self.high)))

    def over(self, base: Bounds) -> Bounds | None:
        """The quotient; None for a base that may be zero or less."""
        if base.low <= 0:
            return None
        ends = [EXACT.divide(a, b) for a in (self.low, self.high) for b in (base.low, base.high)]
        return Bounds(min(ends), max(ends))

    @property
    def middle(self) -> Decimal:
        """The number half way between both ends."""
        return EXACT.multiply(EXACT.add(self.low, self.high), _HALF)

    def root(self, count: int) -> Bounds | None:
        """The root of positive numbers; None for others."""
        if self.low <= 0:
            return None
        one = EXACT.divide(Decimal(1), Decimal(count))
        return Bounds(EXACT.power(self.low, one), EXACT.power(self.high, one))

    def meets(self, other: Bounds) -> bool:
        """Whether both may be one number."""
        return self.low <= other.high and other.low <= self.high


def total(parts: Iterable[Bounds]) -> Bounds:
    """The sum of them all."""
    return reduce(Bounds.__add__, parts, Bounds.exactly(0))


def growth(now: Bounds, base: Bounds) -> Bounds | None:
    """By how many % of the base it grew; None for a base that may be zero or less."""
    ratio = now.over(base)
    return None if ratio is None else (ratio - Bounds.exactly(1)).times(100)


def slipped(result: Bounds, stated: Bounds, of: int) -> bool:
    """Whether a unit taken for another, ten to some power of it, explains what is told.

    Growth in % is told `of` 100, a quotient of 0.
    """
    ratio, told = (one.middle + of for one in (result, stated))
    if ratio <= 0 or told <= 0:
        return False
    off = EXACT.divide(ratio, told)
    return any(abs(off.scaleb(-power) - 1) <= _NEAR for power in _SLIPS)


def bounds(amount: Amount, *, counted: bool = True) -> Bounds:
    """Between which bounds the true value lies, in the bare unit; what was computed is exact.

    What is `counted` and written in full (25家) is as it is written.
    """
    if amount.exact is not None:
        return Bounds.exactly(EXACT.multiply(amount.exact, MULTIPLIERS[amount.multiplier]))
    value, size = amount.value, abs(amount.value)
    word = amount.approximation.word if amount.approximation else ""
    if not word:
        sure = counted and _whole(amount)
        return Bounds.exactly(value) if sure else Bounds.rounded(value, _step(amount))
    spare = EXACT.multiply(size, _TENTH)
    if word in AFTER:
        return Bounds(value, EXACT.add(value, max(spare, _round_step(amount))))
    wide = EXACT.multiply(spare, Decimal(3))
    if word in FLOORS:
        return Bounds(value, EXACT.add(value, wide))
    if word in CEILINGS:
        return Bounds(EXACT.subtract(value, wide), value)
    return Bounds(EXACT.subtract(value, spare), EXACT.add(value, spare))


def _round_step(amount: Amount) -> Decimal:
    """By how much more 余 may mean: 100 of 100余, 1 of 2263余; 一万 of 1万多."""
    number = amount.number
    while number and number % 10 == 0 and number % 1 == 0:
        number = EXACT.divide(number, Decimal(10))
    tens = EXACT.divide(amount.number, number) if number else Decimal(1)
    return EXACT.multiply(tens, _step(amount)) if tens > 1 else _step(amount)


def _step(amount: Amount) -> Decimal:
    """What one in the last place of a number is worth in its bare unit."""
    exponent = int(amount.number.as_tuple().exponent)
    return EXACT.multiply(Decimal(1).scaleb(exponent), MULTIPLIERS[amount.multiplier])


def _whole(amount: Amount) -> bool:
    """Whether it counts pieces one by one: 12家, not 12万元, nor 1.2万人."""
    return amount.unit in _COUNTED and not amount.multiplier and amount.number % 1 == 0
