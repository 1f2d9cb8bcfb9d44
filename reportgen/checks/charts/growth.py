"""Whether the growth printed beside two bars is the growth that the bars show."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.checks.charts.specs import specs
from reportgen.diagnostics import Sink, Span
from reportgen.document.chart import Change
from reportgen.document.tree import Document
from reportgen.facts.amount_text import POINTS, change_text
from reportgen.facts.bounds import Bounds, bounds, growth
from reportgen.facts.model import Dataset, Fact
from reportgen.facts.scale import rounded_like


def check_growth(dataset: Dataset, document: Document, sink: Sink) -> None:
    """W0734 where two exact numbers, however they were rounded, cannot give the stated rate."""
    for spec, place in specs(document):
        if isinstance(spec, Change):
            _check(spec, dataset.by_id, place, sink)


def _check(spec: Change, facts: Mapping[str, Fact], place: Span, sink: Sink) -> None:
    after, before = (facts.get(each.quantity.fact) for each in (spec.after, spec.before))
    if after is None or before is None or after.at_constant_prices:
        return
    told = [after.rate("同比"), after.amount, before.amount]
    exact = [each for each in told if each is not None and each.approximation is None]
    if len(exact) < len(told) or exact[0].unit == POINTS:
        return
    rate, (now, then) = exact[0], [bounds(each, counted=False) for each in exact[1:]]
    found = _grown(now, then)
    if found is None or found.meets(Bounds.printed(rate.number)):
        return          # growth from nothing is no rate
    middle = _grown(*(Bounds.exactly(each.middle) for each in (now, then))) or found
    drawn = rounded_like(middle.middle, rate.number)
    sink.warning(
        "W0734", f"“{after.name}”写的是同比{change_text(rate)}，照图上的两期算是{drawn}%", place,
        "核对两期的数和增幅；增幅按可比价算的，在事实表里写“口径: 可比价”",
        related=((after.span, "增幅在这里"), (before.span, "基期的数在这里")))


def _grown(now: Bounds, then: Bounds) -> Bounds | None:
    """Growth in %; out of a loss, by how much of it."""
    if then.high < 0 and (found := growth(-now, -then)) is not None:
        return -found
    return growth(now, then)
