"""The identities that a facts file declares hold."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.checks.prose import Said
from reportgen.diagnostics import Sink
from reportgen.facts.amount_text import told_like
from reportgen.facts.bounds import Bounds, bounds, total
from reportgen.facts.model import Dataset, Identity, Term

_ROUNDED = "四舍五入"
_SHOWN = 6      # facts that an error points to


def check_identities(dataset: Dataset, said: Said, sink: Sink) -> None:
    """E0464 an identity that does not hold, E0465 one of unlike units or without numbers.

    I0466 one that holds but for rounding, where the document does not say so.
    """
    told = None
    for each in dataset.identities:
        if (slack := _check(each, dataset, sink)) and told is None:
            told = any(_ROUNDED in passage.text for passage in said.prose)
        if slack and not told:
            sink.info("I0466", f"“{each.text}”两边差{slack}，是四舍五入的差", each.span,
                      "在表注里写：部分数据因四舍五入，分项之和与合计不等")


def _check(identity: Identity, dataset: Dataset, sink: Sink) -> str:
    """What the sides differ by where that is rounding; "" where they agree, or an error is told."""
    terms = (*identity.left, *identity.right)
    ids = dict.fromkeys(id_ for term in terms for id_ in term.facts)
    facts = [dataset.by_id[id_] for id_ in ids]
    known = [fact.amount for fact in facts if fact.amount is not None]
    units = list(dict.fromkeys(amount.unit for amount in known))
    if len(known) < len(facts) or len(units) > 1:
        odd = next(fact for fact in facts if fact.amount is None or fact.unit != units[0])
        why = f"单位不同（{'、'.join(unit or '没有单位' for unit in units)}）" \
            if len(units) > 1 else f"“{odd.name}”不是单个数值"
        sink.error("E0465", f"“{identity.text}”算不了：{why}", identity.span,
                   "换成单位相同、有数值的事实", related=odd.here)
        return ""
    (within, left), (beside, right) = (
        _sum(side, dataset) for side in (identity.left, identity.right))
    if (identity.sign != "≤" and within.high < beside.low) \
            or (identity.sign != "≥" and within.low > beside.high):
        said = [told_like(value, known[0]) for value in (left, right)]
        sink.error("E0464", f"“{identity.text}”不成立：左边是{said[0]}，右边是{said[1]}",
                   identity.span, "核对各项的数",
                   related=tuple(place for fact in facts[:_SHOWN] for place in fact.here))
        return ""
    rough = any(amount.approximation is not None for amount in known)
    differ = left != right and identity.sign == "=" and not rough
    return told_like(abs(left - right), known[0]) if differ else ""


def _sum(side: Sequence[Term], dataset: Dataset) -> tuple[Bounds, Decimal]:
    """The bounds of the sum of a side, and that of what is written."""
    terms = [(term.sign, dataset.by_id[id_].amounts[0]) for term in side for id_ in term.facts]
    return (total(bounds(each) if sign > 0 else -bounds(each) for sign, each in terms),
            sum((each.value * sign for sign, each in terms), Decimal()))
