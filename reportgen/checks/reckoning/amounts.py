"""The amounts of a sentence, typed or printed from facts, each within its bounds.

A printed number may lie half a unit of its last place to either side; what is counted in whole
pieces may not. Of a number that a fact prints, the fact's own digits tell. 余, 超, 约 widen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.checks.prose import Prose
from reportgen.checks.reckoning.bounds import Bounds
from reportgen.facts.amount import Units, parse_amounts
from reportgen.facts.amount_errors import AmountError
from reportgen.facts.approximation import AFTER, CEILINGS, FLOORS
from reportgen.facts.forms import FORMS, Shows
from reportgen.facts.model import EXACT, MULTIPLIERS, Amount, Dataset, Fact
from reportgen.facts.numerals import LETTERS
from reportgen.facts.unit_table import COUNTS, KNOWN, TIMES
from reportgen.frozen import frozen
from reportgen.patterns import late

_PLAIN = str.maketrans("０１２３４５６７８９．％−－", "0123456789.%--")
_DASHES = frozenset("—–-～~")
_NO_COUNT = frozenset("第每某几数“")
_SIGNED = frozenset("签违预节条履契解公合邀续")      # 签约420户 is no 约420户
_CODE = late(r"[第〔/A-Za-z.\d]")           # before what is no amount: 第3, GB9704
_TENTH = Decimal("0.1")
_COUNTED = frozenset(COUNTS)
LEAD = 60                                  # characters before an amount that tell what it is


@frozen
class Reading:
    """One amount of a sentence; `bounds` in its bare unit; offsets are those of the passage.

    `lead` is what stands between the amount before it and this one.
    """

    start: int
    end: int
    text: str
    amount: Amount
    bounds: Bounds
    lead: str
    fact: Fact | None = None

    @property
    def unit(self) -> str:
        """Its bare unit: 元 of 万元."""
        return self.amount.unit

    @property
    def near(self) -> str:
        """What stands right before it, from the last mark on."""
        return _MARKS.split(self.lead)[-1]


_MARKS = late("[，。；：、（）(),;:\n]")


class Reader:
    """Reads the amounts of sentences, in the known units and those of the facts."""

    def __init__(self, dataset: Dataset) -> None:
        own = {amount.unit for fact in dataset for amount in fact.amounts} - KNOWN - {""}
        self._units = Units.known(own)
        self._facts: Mapping[str, Fact] = dataset.by_id

    def read(self, prose: Prose, start: int, text: str) -> tuple[Reading, ...]:
        """The amounts of one of its sentences, in order; no years, ranges, ordinals, codes."""
        found, last = [], 0
        printed = dict(prose.quantities(start, start + len(text)))
        plain = text.translate(_PLAIN)
        for a, b, amount in self._amounts(plain):
            quantity = next((q for at, q in printed.items()
                             if at <= start + a < at + len(q.text)), None)
            fact = self._facts.get(quantity.fact) if quantity is not None else None
            told = _of_fact(fact, amount, quantity.form) if fact and quantity else None
            found.append(Reading(
                start + a, start + b, text[a:b], amount, told or bounds(amount),
                text[max(last, a - LEAD) : a], fact if told else None))
            last = b
        return tuple(found)

    def amount(self, text: str) -> Amount | None:
        """The single amount a text is; None for any other text."""
        try:
            amounts = parse_amounts(text.translate(_PLAIN).strip(), self._units)
        except AmountError:
            return None
        return amounts[0] if len(amounts) == 1 else None

    def _amounts(self, text: str) -> Iterator[tuple[int, int, Amount]]:
        for found in self._units.pattern.finditer(text):
            a, b = found.span()
            first = found.start("digits")
            before = text[a - 1] if a else " "
            if (text[first] in LETTERS and (before in _NO_COUNT
                                            or not (found["bare"] or found["unit"]))) \
                    or _CODE.match(before) or before in _DASHES \
                    or (text[first] == "-" and (before.isdigit() or before in "年月日%")) \
                    or (text[b : b + 1] in _DASHES and text[b + 1 : b + 2].isdigit()):
                continue
            if text[a] == "约" and before in _SIGNED:
                a += 1
            amount = self.amount(text[a:b])
            if amount is None or amount.unit in TIMES:
                continue
            if not amount.unit and text[b : b + 1].isalpha() and text[b].isascii():
                continue            # 5G
            yield a, b, amount


def step(amount: Amount) -> Decimal:
    """What one in the last place of a number is worth in its bare unit."""
    exponent = int(amount.number.as_tuple().exponent)
    return EXACT.multiply(Decimal(1).scaleb(exponent), MULTIPLIERS[amount.multiplier])


def whole(amount: Amount) -> bool:
    """Whether it counts pieces one by one: 12家, not 12万元, nor 1.2万人."""
    return amount.unit in _COUNTED and not amount.multiplier and amount.number % 1 == 0


def bounds(amount: Amount) -> Bounds:
    """Between which bounds the true value lies, in the bare unit."""
    value, size = amount.value, abs(amount.value)
    word = amount.approximation.word if amount.approximation else ""
    if not word:
        return Bounds.exactly(value) if whole(amount) else Bounds.rounded(value, step(amount))
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
    return EXACT.multiply(tens, step(amount)) if tens > 1 else step(amount)


def _of_fact(fact: Fact, printed: Amount, form: str) -> Bounds | None:
    """What a fact that is printed here knows of its number; None where it prints another."""
    own = fact.amount
    if own is None or own.unit != printed.unit or FORMS[form].shows not in {
            Shows.AMOUNT, Shows.NUMBER}:
        return None
    return bounds(printed if fact.derived else own)
