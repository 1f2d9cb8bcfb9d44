"""Amounts to texts, and to other multipliers of their unit. The inverse of `amount.py`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.facts.model import EXACT, MULTIPLIERS, Amount, WordPlace

RATIOS = {"%": Decimal(10), "‰": Decimal(1)}      # in ‰
POINTS = "个百分点"
OF_RATES = {"%": POINTS, "‰": "个千分点"}           # what two of them differ by
MINUS, HYPHEN = "−", "-"     # before a negative number: where people read, where machines do


def signed(digits: str, minus: str = MINUS) -> str:
    """The digits of a number as printed: a negative one begins with `minus`, −80.5."""
    return minus + digits[1:] if digits[:1] == HYPHEN else digits


def plain_sign(text: str) -> str:
    """A text as machines read it, and as it is compared: every minus sign is a hyphen."""
    return text.replace(MINUS, HYPHEN)


def amount_text(amount: Amount, minus: str = MINUS) -> str:
    """An amount as printed: 2263余吨, 超9052万元, 1万多元, 200户以上, −80.5万元."""
    word, place = _word(amount)
    return (
        (word if place is WordPlace.BEFORE else "") + signed(amount.digits, minus)
        + (word if place is WordPlace.AFTER_NUMBER else "") + amount.multiplier
        + (word if place is WordPlace.AFTER_MULTIPLIER else "") + amount.unit
        + (word if place is WordPlace.AFTER_UNIT else "")
    )


def amount_number(amount: Amount, minus: str = MINUS) -> str:
    """The amount for a cell under its unit (`amount_unit`): 2263余, 超9052, 1万多."""
    word, place = _word(amount)
    digits = signed(amount.digits, minus)
    if place is WordPlace.AFTER_MULTIPLIER:
        return digits + amount.multiplier + word
    if place is WordPlace.BEFORE:
        return word + digits
    return digits + word


def amount_unit(amount: Amount) -> str:
    """The unit that belongs over `amount_number`: 万元; 元 for 1万多元."""
    _, place = _word(amount)
    return amount.unit if place is WordPlace.AFTER_MULTIPLIER else amount.full_unit


def decimal_text(number: Decimal) -> str:
    """A Decimal in plain digits: never an exponent, every zero kept."""
    return format(number, "f")


def told_like(value: Decimal, like: Amount) -> str:
    """A value, in the bare unit, in the unit of an amount: 12.6万元."""
    number = EXACT.divide(value, MULTIPLIERS[like.multiplier])
    return decimal_text(number.normalize(EXACT)) + like.full_unit


def scaled(amount: Amount, unit: str, span: Span = NOWHERE) -> Decimal:
    """The exact value of an amount in `unit` (multiplier and unit, as 万元), for drawing.

    Raises ReportError E0232 when `unit` is not a multiple of the amount's unit.
    """
    if unit == amount.full_unit:
        return amount.number
    one = factor(amount, unit)
    if one is None:
        message = f"“{amount_text(amount)}”不能换算成“{unit}”"
        raise failure("E0232", message, span, f"把“{unit}”改成“{amount.full_unit}”，用它自己的单位")
    return EXACT.divide(amount.value, one)


def change_text(rate: Amount) -> str:
    """A signed rate as a statement: 增长51.37%, 下降3.2%, 提高0.3个百分点, 持平, 基本持平."""
    if not rate.number:
        return level(rate)
    verb = "下降" if rate.number < 0 else "提高" if rate.unit == POINTS else "增长"
    return verb + amount_text(unsigned(rate))


def level(change: Amount, word: str = "持平") -> str:
    """What is said of a change that is printed as nothing: 基本 where it was rounded to that."""
    return f"基本{word}" if change.exact else word


def unsigned(amount: Amount) -> Amount:
    """An amount without its sign, which a verb tells."""
    return replace(amount, digits=amount.digits.lstrip("-"), number=abs(amount.number))


def _word(amount: Amount) -> tuple[str, WordPlace | None]:
    found = amount.approximation
    return (found.word, found.place) if found else ("", None)


def factor(amount: Amount, unit: str) -> Decimal | None:
    """What one `unit` is in the amount's bare unit; None when they are not of one kind."""
    if unit in RATIOS and amount.full_unit in RATIOS:
        return RATIOS[unit] / RATIOS[amount.unit]
    if not unit.endswith(amount.unit):
        return None
    return MULTIPLIERS.get(unit.removesuffix(amount.unit))
