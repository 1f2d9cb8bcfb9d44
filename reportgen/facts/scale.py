"""What a number is shown in, where the author asks: another unit, decimals, thousands: 亿元：2.

A number is rounded half up, and once: from the exact value, which stays with the amount. What
rounding would turn into another statement is refused: 超9052万元 is not more than 0.91亿元.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.document.tidy import unit_name
from reportgen.facts.amount_text import (
    MINUS,
    amount_text,
    amount_unit,
    decimal_text,
    plain_sign,
    scaled,
)
from reportgen.facts.approximation import AFTER, CEILINGS, FLOORS
from reportgen.facts.model import EXACT, Amount
from reportgen.frozen import frozen

THOUSANDS = "千分位"
GROUPED = "grouped"      # of a profile's text.thousands
UNIT, DECIMALS = "单位", "小数位数"
MAX_DECIMALS = 9
_COLON = re.compile("[：:]")
_DECIMALS = re.compile(r"(\d{1,3})(?:位(?:小数)?)?")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_SHOWN_DECIMALS = 12     # of a number that has no end


@frozen
class Notation:
    """How a document writes its numbers: the sign of negative ones, and whether thousands part."""

    minus: str = MINUS
    thousands: bool = False


PLAIN = Notation()


@frozen
class Scale:
    """What is asked for; `written` is how the author wrote it."""

    unit: str = ""                  # its own when empty
    decimals: int | None = None     # as many as it has when None
    thousands: bool = False
    written: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """What is asked for, in words."""
        return tuple(word for word, told in (
            (UNIT, self.unit), (DECIMALS, self.decimals is not None), (THOUSANDS, self.thousands),
        ) if told)


AS_IT_IS = Scale()


def read_scale(text: str, span: Span = NOWHERE) -> Scale:
    """The scale of a text: a unit, decimals, 千分位, each once, in any order, with colons between.

    Raises ReportError: E0237 one of them twice, E0247 too many decimals.
    """
    if not text:
        return AS_IT_IS
    found: dict[str, str] = {}
    for piece in filter(None, map(str.strip, _COLON.split(text))):
        number = _DECIMALS.fullmatch(piece)
        key = DECIMALS if number else THOUSANDS if piece == THOUSANDS else UNIT
        if key in found:
            raise failure("E0237", f"“{text}”里{key}写了两遍", span,
                          f"留一个，如 {'：'.join(found.values())}")
        found[key] = number[1] if number else piece
    decimals = int(found[DECIMALS]) if DECIMALS in found else None
    if decimals is not None and decimals > MAX_DECIMALS:
        raise failure("E0247", f"小数位数应在 0 到 {MAX_DECIMALS} 之间", span,
                      f"写 0 到 {MAX_DECIMALS} 的一个数字，如 {found.get(UNIT, '值')}：2")
    return Scale(unit_name(found.get(UNIT, "")), decimals, THOUSANDS in found, text.strip())


def shown(amount: Amount, scale: Scale, span: Span = NOWHERE) -> Amount:
    """The amount as it is asked for; `exact` is then its number without rounding.

    Raises ReportError: E0232 another kind of unit, or 余, 多, which say how exact the amount is;
    E0238 a rounding that would make a bound untrue.
    """
    group = scale.thousands or "," in amount.digits       # as it was written
    if (scale.unit and scale.unit != amount_unit(amount)) or scale.decimals is not None:
        amount = _scaled(amount, scale, span)
    if group and amount.unit != "年" and "," not in amount.digits:
        amount = replace(amount, digits=grouped(amount.digits))
    return amount


def grouped(digits: str) -> str:
    """Digits with a comma before every three of the whole part: 1,234.5678."""
    whole, point, rest = digits.partition(".")
    return re.sub("[0-9]+", lambda found: f"{int(found[0]):,}", whole) + point + rest


def _scaled(amount: Amount, scale: Scale, span: Span) -> Amount:
    unit = scale.unit or amount.full_unit
    source = amount.number if scale.decimals is None else amount.unrounded
    exact = scaled(replace(amount, number=source), unit, span)
    number = exact if scale.decimals is None else rounded(exact, scale.decimals)
    word = amount.approximation.word if amount.approximation else ""
    if word and number == exact:        # 约5% is not 约5.00%
        if not scale.unit or scale.unit == amount.full_unit == amount_unit(amount):
            return amount
        number = exact
    if word in AFTER:
        raise failure(
            "E0232", f"“{amount_text(amount)}”换成“{scale.written}”就不是原来的意思了", span,
            f"把“{scale.written}”改成“{amount_unit(amount)}”，用它自己的单位")
    digits = decimal_text(number if number % 1 or (scale.decimals is not None and not word) else
                          number.quantize(Decimal(1), context=EXACT))
    if (word in FLOORS and number > exact) or (word in CEILINGS and number < exact):
        raise failure(
            "E0238", f"“{amount_text(amount)}”四舍五入成“{digits}{unit}”，“{word}”就不对了", span,
            f"把“{scale.written}”改成“{scale.unit or amount.full_unit}”，照准确的数印")
    bare = amount.unit if unit.endswith(amount.unit) else unit       # ‰ of a %
    return Amount(digits, number, bare, unit.removesuffix(bare) if bare else unit,
                  amount.approximation, exact)


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Half up, away from zero; nothing is −0."""
    result = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=EXACT)
    return result if result else abs(result)


def rounded_like(number: Decimal, like: Decimal) -> Decimal:
    """A number with as many decimals as another."""
    return rounded(number, max(-int(like.as_tuple().exponent), 0))


def printed_number(text: str) -> Decimal | None:
    """The number a text prints, its decimals kept; None where it prints none in figures."""
    found = _NUMBER.search(plain_sign(text))
    return Decimal(found.group().replace(",", "")) if found else None


def exact_text(number: Decimal) -> str:
    """A number in full; one without end to twelve decimals and ……."""
    if -int(number.as_tuple().exponent) <= _SHOWN_DECIMALS or number == number.quantize(
            Decimal(1).scaleb(-_SHOWN_DECIMALS), context=EXACT):
        return decimal_text(number.normalize(EXACT))
    step = Decimal(1).scaleb(-_SHOWN_DECIMALS)
    return decimal_text(number.quantize(step, rounding=ROUND_DOWN, context=EXACT)) + "……"
