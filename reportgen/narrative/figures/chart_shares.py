"""Shares beside amounts, where a chart shows parts of a whole: worked out as every 占比 is.

Each is rounded by itself, half up. They are not made to add up to 100 %: a share that was pushed up
or down would not be true. Where an author has worked out the same 占比, his is printed.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.document.chart import Coord, Datum, Position, SeriesChart
from reportgen.document.quantity import Quantity
from reportgen.facts.amount_text import amount_text
from reportgen.facts.approximation import WORD
from reportgen.facts.derive import share
from reportgen.facts.forms import VALUE
from reportgen.frozen import frozen
from reportgen.narrative.figures.chart_data import RATES
from reportgen.narrative.fill.lookup import Lookup

FORMULA = "占比"


def with_shares(spec: SeriesChart, lookup: Lookup) -> SeriesChart:
    """The chart with the shares of its amounts; as it is where it shows none, or shares alone."""
    parts = spec.position is Position.FILL or spec.coord is Coord.POLAR
    if not parts or spec.unit in RATES or (len(spec.series) == 1 and spec.whole is None):
        return spec
    wholes = [_Whole.of(spec.whole, column) for column in spec.columns]
    return replace(spec, series=tuple(
        replace(series, data=tuple(
            each if each is None else replace(each, share=whole.share(each, lookup))
            for each, whole in zip(series.data, wholes, strict=True)))
        for series in spec.series))


@frozen
class _Whole:
    """What some parts are parts of: a fact, or all that a column shows."""

    value: Decimal
    approximate: bool
    fact: str = ""

    @classmethod
    def of(cls, told: Datum | None, column: tuple[Datum | None, ...]) -> _Whole:
        """The whole that was told, else the sum of a column."""
        data = [told] if told is not None else [each for each in column if each is not None]
        return cls(sum((each.value for each in data), Decimal(0)),
                   any(WORD.search(each.quantity.text) for each in data),
                   told.quantity.fact if told is not None else "")

    def share(self, part: Datum, lookup: Lookup) -> Quantity | None:
        """The share of a part; None where the whole is nothing."""
        pair = (part.quantity.fact, self.fact)
        for fact in lookup.dataset:
            if fact.formula is not None and (fact.formula.name, fact.formula.operands) == (
                    FORMULA, pair):
                return lookup.quantity(fact, VALUE, part.quantity.span)
        if self.value <= 0:
            return None
        rough = self.approximate or WORD.search(part.quantity.text) is not None
        text = amount_text(share(part.value, self.value, approximate=rough),
                           lookup.notation.minus)
        key = f"{part.quantity.fact} {FORMULA}"
        return Quantity(key, text, VALUE, True, span=part.quantity.span)
