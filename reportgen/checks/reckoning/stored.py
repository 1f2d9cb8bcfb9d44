"""同比 as it was reported, against the same indicator's value of the year before."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.checks.reckoning.roles import comparable, constant
from reportgen.diagnostics import Sink
from reportgen.document.chart import Interval
from reportgen.facts.amount_text import amount_text, decimal_text
from reportgen.facts.bounds import bounds, growth
from reportgen.facts.model import Amount, Dataset, Fact
from reportgen.facts.period import interval
from reportgen.facts.scale import rounded_like

_YEAR = 12           # months
KIND = "同比"


def check_stored(dataset: Dataset, sink: Sink) -> None:
    """E0440 for a 同比 that two facts contradict; none of 可比价, other 口径, approximations."""
    before = bases(dataset)
    for fact in dataset:
        base, rate = before.get(fact.id), fact.rate(KIND)
        if base is not None and rate is not None and fact.amount and base.amount:
            _judge(fact, fact.amount, base, base.amount, rate, sink)


def bases(dataset: Dataset) -> Mapping[str, Fact]:
    """By id, the fact of the same indicator for the same time of the year before, for whom has."""
    dated = [(fact, when) for fact in dataset if (when := interval(fact.period)) is not None
             and fact.indicator and fact.amount is not None]
    known = {_key(fact, when): fact for fact, when in dated}
    found = ((fact.id, known.get(_key(fact, Interval(when.first - _YEAR, when.last - _YEAR))))
             for fact, when in dated)
    return {id_: base for id_, base in found if base is not None}


def _key(fact: Fact, when: Interval) -> tuple[object, ...]:
    return (fact.entity, fact.indicator, fact.unit, fact.scope, fact.cumulative, fact.modality,
            fact.denominator, when)


def _judge(  # noqa: PLR0917 - all it takes
    fact: Fact, now: Amount, base: Fact, before: Amount, rate: Amount, sink: Sink
) -> None:
    said = fact.name + fact.scope + fact.note + base.note
    if rate.unit != "%" or constant(said) or comparable(said):
        return
    right = growth(bounds(now), bounds(before))
    if right is None or right.meets(bounds(rate)):
        return
    middle = rounded_like(right.middle, rate.number)
    change = next(each for each in fact.changes if each.kind == KIND)
    sink.error("E0440", f"“{fact.name}”的同比{amount_text(rate)}和上年的“{base.name}”对不上，"
               f"算出来是{decimal_text(middle)}%", change.span,
               "核对这几个数；按可比价、可比口径算的，写在“口径”里",
               related=((fact.span, f"这里是{amount_text(now)}"),
                        (base.span, f"这里是{amount_text(before)}")))
