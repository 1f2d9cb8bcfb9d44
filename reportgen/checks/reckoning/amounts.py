"""The amounts of a sentence, typed or printed from facts, each within its bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.checks.prose import Prose
from reportgen.facts.amount import Units, single_amount
from reportgen.facts.bounds import Bounds, bounds
from reportgen.facts.forms import FORMS, Shows
from reportgen.facts.model import Amount, Dataset, Fact
from reportgen.facts.numerals import LETTERS
from reportgen.facts.unit_table import KNOWN, RATES, TIMES
from reportgen.frozen import frozen
from reportgen.patterns import late

_PLAIN = str.maketrans("０１２３４５６７８９．％−－", "0123456789.%--")
_DASHES = frozenset("—–-～~")
_NO_COUNT = frozenset("第每某几数“")
_SIGNED = frozenset("签违预节条履契解公合邀续")      # 签约420户 is no 约420户
_CODE = late(r"[第〔/A-Za-z.\d]")           # before what is no amount: 第3, GB9704
# A text with one amount at most, which 分别 and 第 say nothing of.
ONE = late(f"[^分第0-9０-９{LETTERS}]*(?:[0-9]+(?:\\.[0-9]+)?[^分第0-9０-９{LETTERS}]*)?\\Z")
_ROUNDED = 100
_DATES = frozenset(TIMES) - {"天", "个工作日", "小时", "分钟"}      # no amounts
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
        return _NOW.sub("", _MARKS.split(self.lead)[-1])


_MARKS = late("[，。；：、（）(),;:\n]")
_NOW = late("(?<=[今本]年)同[期月季]")


class Reader:
    """Reads the amounts of sentences, in the known units and those of the facts."""

    def __init__(self, dataset: Dataset) -> None:
        own = {amount.unit for fact in dataset for amount in fact.amounts} - KNOWN - {""}
        self._units = Units.known(own)
        self._facts: Mapping[str, Fact] = dataset.by_id
        self._ones: dict[str, Amount | None] = {}

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
        return single_amount(text.translate(_PLAIN), self._units)

    def one_of(self, unit: str) -> Amount | None:
        """One of a unit."""
        if unit not in self._ones:
            self._ones[unit] = self.amount(f"1{unit}")
        return self._ones[unit]

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
            if text[b - 1] == "多" and text[b : b + 1].isdigit():
                b -= 1              # 比80件多12件
            if text[a] == "约" and before in _SIGNED:
                a += 1
            amount = self.amount(text[a:b])
            if amount is None or amount.unit in _DATES:
                continue
            if not amount.unit and text[b : b + 1].isalpha() and text[b].isascii():
                continue            # 5G
            yield a, b, amount


def small(amount: Amount) -> bool:
    """Whether it is so small a whole number that nobody rounds it: 12吨, not 12% nor 120吨."""
    return not amount.multiplier and amount.number % 1 == 0 and abs(amount.number) < _ROUNDED \
        and amount.unit not in RATES and amount.approximation is None


def _of_fact(fact: Fact, printed: Amount, form: str) -> Bounds | None:
    """What a fact that is printed here knows of its number; None where it prints another."""
    own = fact.amount
    if own is None or own.unit != printed.unit or FORMS[form].shows not in {
            Shows.AMOUNT, Shows.NUMBER}:
        return None
    return bounds(printed if fact.derived else own)
