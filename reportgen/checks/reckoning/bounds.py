"""Between which bounds a printed number may truly lie, and what is reckoned of such numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from reportgen.facts.model import EXACT
from reportgen.frozen import frozen

_HALF = Decimal("0.5")
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
