"""The identities that a facts file declares hold; so do periods that make up another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from reportgen.checks.prose import Prose, Said
from reportgen.checks.statistics.told_periods import measure
from reportgen.diagnostics import Sink
from reportgen.facts.amount_text import told_like
from reportgen.facts.bounds import Bounds, bounds, total
from reportgen.facts.forms import FORMS
from reportgen.facts.model import Dataset, Fact, Identity, Term
from reportgen.patterns import late

_ROUNDED = "四舍五入"
_NO_SUM = late("[率比价均]|指数|余额|存量|在[册岗校用建]|[现实持保]有|覆盖|服务|参保|人口"
               "|户数|人数|最|负荷|[气水]温|浓度|水位|存款|贷款|库存|债务")
_REVISED = late("修[订正]|核[减增实定]|调整|剔除|口径|初步|快报|其中")
_RATIOS = frozenset(("%", "‰", "倍", "个百分点", ""))
_SHOWN = 6      # facts that an error points to


def check_identities(dataset: Dataset, said: Said, sink: Sink) -> None:
    """E0464 an identity that does not hold, E0465 one of unlike units or without numbers.

    I0466 one that holds but for rounding, where the document does not say so. E0455 what was
    printed for 1—9月, 10月 and 1—10月 together, where it does not make the sum.
    """
    for passage in said.prose:
        if passage.step.running:
            _periods(passage, dataset, sink)
    told = None
    for each in dataset.identities:
        if (slack := _check(each, dataset, sink)) and told is None:
            told = any(_ROUNDED in passage.text for passage in said.prose)
        if slack and not told:
            sink.info("I0466", f"“{each.text}”两边差{slack}，是四舍五入的差", each.span,
                      "在表注里写：部分数据因四舍五入，分项之和与合计不等")


def _periods(passage: Prose, dataset: Dataset, sink: Sink) -> None:
    """E0455 a measure told for two times that follow each other, and for both together."""
    told: dict[tuple[str, ...], dict[tuple[date, date], Fact]] = {}
    for _, each in passage.quantities():
        fact = dataset.by_id.get(each.fact)
        if fact and fact.amount and FORMS[each.form].states_value and fact.unit not in _RATIOS \
                and fact.period.start and fact.period.end and not _NO_SUM.search(fact.name):
            key = (*measure(fact), fact.entity, fact.scope, str(fact.modality))
            told.setdefault(key, {})[fact.period.start, fact.period.end] = fact
    for facts in told.values() if told and not _REVISED.search(passage.text) else ():
        for (start, end), first in facts.items():
            for (begun, ended), second in facts.items():
                whole = facts.get((start, ended))
                if whole and begun == end + timedelta(days=1):
                    _joined((first, second), whole, passage, sink)


def _joined(parts: tuple[Fact, Fact], whole: Fact, passage: Prose, sink: Sink) -> None:
    amounts = [fact.amounts[0] for fact in (*parts, whole)]
    first, second, both = map(bounds, amounts)
    if not (first + second).meets(both):
        added = told_like(amounts[0].value + amounts[1].value, amounts[2])
        sink.error("E0455", f"“{parts[0].name}”和“{parts[1].name}”加起来是{added}，"
                   f"“{whole.name}”是{told_like(amounts[2].value, amounts[2])}", passage.place(0),
                   "核对各期的数；以前各月有修订的，在文中写明",
                   related=tuple(place for fact in (*parts, whole) for place in fact.here))


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
