"""Between what numbers an amount may lie that is written so: 12.6万元 is 12.55 to 12.65."""

from __future__ import annotations

from decimal import Decimal

from reportgen.facts.approximation import AFTER, CEILINGS, FLOORS
from reportgen.facts.model import EXACT, MULTIPLIERS, Amount
from reportgen.facts.unit_table import COUNTS

_ROUGH = Decimal("0.1")     # of 约, 余, 近: how far the number may be off
_WHOLE = Decimal("0.5")      # of 25家, not of 3万户
_COUNTED = frozenset(("", *COUNTS))


def bounds(amount: Amount, *, counted: bool = True) -> tuple[Decimal, Decimal]:
    """The least and the greatest amount, in the bare unit: half of its last digit, 约 a tenth more.

    What is `counted` and written in full (25家) is as it is written; what was computed is exact.
    """
    if amount.exact is not None:
        value = EXACT.multiply(amount.exact, MULTIPLIERS[amount.multiplier])
        return value, value
    half = last_half(amount) * MULTIPLIERS[amount.multiplier]
    if counted and half == _WHOLE and amount.unit in _COUNTED:
        half = Decimal()
    least, most = amount.value - half, amount.value + half
    word = amount.approximation.word if amount.approximation is not None else ""
    rough = abs(amount.value) * _ROUGH if word else Decimal()
    return (least if word in FLOORS or word in AFTER else least - rough,
            most if word in CEILINGS else most + rough)


def last_half(amount: Amount) -> Decimal:
    """Half of its last digit as written, before its multiplier."""
    exponent = amount.number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
