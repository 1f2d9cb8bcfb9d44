"""Value axes: round ticks, exact as decimals, in Chinese multiples; and where a value lies.

A tick is a number of the scale, no fact. Large ones are written with 万 or 亿 and their unit in
full (20亿元), so that 万元 over the axis can never be read as its multiplier; no exponents.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from reportgen.facts.amount_text import decimal_text, signed
from reportgen.facts.model import MULTIPLIERS
from reportgen.frozen import frozen

INTERVALS = 5        # about as many between the ticks
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LARGE = Decimal(10) ** 5    # from here on a tick is written with a larger multiple
_ORDER = ("", "万", "亿", "万亿")
_RATES = ("%", "‰")


@frozen
class Tick:
    """A value of the axis and how it is printed."""

    value: Decimal
    text: str


@frozen
class Axis:
    """A linear scale over `length` points, from `low` to `high`, with its ticks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Tick, ...]
    length: float

    def at(self, value: Decimal | float) -> float:
        """How far a value lies from the lower end, in points."""
        return (float(value) - float(self.low)) / float(self.high - self.low) * self.length

    @property
    def zero(self) -> float:
        """Where zero lies, or the lower end where zero is not in view."""
        return max(0.0, self.at(0))


def axis(
    values: Sequence[Decimal], unit: str, length: float, *,
    floor: Decimal | None = None, intervals: int = INTERVALS,
) -> Axis:
    """The axis of some values. Zero is in view unless a floor is asked for."""
    low = min((*values, Decimal(0))) if floor is None else floor
    high = max((*values, Decimal(0) if floor is None else floor))
    if high == low:
        high = low + 1
    step = _step((high - low) / intervals)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = max(_up(high / step), first + 1)
    steps = [step * n for n in range(first, last + 1)]
    start = low if floor is not None else steps[0]
    shown = [start, *(value for value in steps if value > start)]
    return Axis(start, shown[-1], _ticks(shown, unit), length)


def matched(
    groups: Sequence[Sequence[Decimal]], units: Sequence[str], length: float
) -> list[Axis]:
    """Axes with zero in view and as many intervals above and below it, so that grids coincide."""
    ends = [(min((*values, Decimal(0))), max((*values, Decimal(0)))) for values in groups]
    sizes = [_step(max(high, -low) / INTERVALS) if high or low else Decimal(1)
             for low, high in ends]
    above = max(_up(high / step) for (_, high), step in zip(ends, sizes, strict=True))
    below = max(_up(-low / step) for (low, _), step in zip(ends, sizes, strict=True))
    made = []
    for (low, high), unit in zip(ends, units, strict=True):
        need = max(high / above if above else Decimal(0), -low / below if below else Decimal(0))
        step = _step(need) if need else Decimal(1)
        shown = [step * n for n in range(-below, max(above, 1 - below) + 1)]
        made.append(Axis(shown[0], shown[-1], _ticks(shown, unit), length))
    return made


def _up(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))


def shares(length: float) -> Axis:
    """0 to 100 %."""
    shown = [Decimal(n) for n in range(0, 101, 20)]
    return Axis(shown[0], shown[-1], _ticks(shown, "%"), length)


def _step(least: Decimal) -> Decimal:
    """The smallest round step that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in _STEPS if step * power >= least)


def _ticks(values: Sequence[Decimal], unit: str) -> tuple[Tick, ...]:
    largest = max(abs(value) for value in values)
    multiple = _larger(largest, unit)
    if multiple is None:
        texts = _plain(values)
        return tuple(
            Tick(value, (text if value else "0") + (unit if unit in _RATES else ""))
            for value, text in zip(values, texts, strict=True)
        )
    one, name = multiple
    texts = _plain([value / one for value in values])
    return tuple(
        Tick(value, "0" if not value else text + name)
        for value, text in zip(values, texts, strict=True)
    )


def _larger(largest: Decimal, unit: str) -> tuple[Decimal, str] | None:
    """What one of the larger unit is in `unit`, and its name; None where none is called for."""
    own = next((m for m in ("万亿", "亿", "万") if unit.startswith(m) and unit != m), "")
    bare = unit.removeprefix(own)
    if largest < _LARGE or not bare or "/" in bare or bare in _RATES:
        return None
    base = MULTIPLIERS[own]
    fitting = [m for m in _ORDER if MULTIPLIERS[m] > base and largest * base >= MULTIPLIERS[m]]
    return (MULTIPLIERS[fitting[-1]] / base, fitting[-1] + bare) if fitting else None


def _plain(values: Sequence[Decimal]) -> list[str]:
    """All with the decimals of the most exact, a real minus before negative ones."""
    exact = [value.normalize() for value in values]
    decimals = max(max(0, -int(value.as_tuple().exponent)) for value in exact)
    return [signed(decimal_text(value.quantize(Decimal(1).scaleb(-decimals))))
            for value in values]
