"""Facts among themselves: a part is not greater than its whole, nor a share than 100 %."""

from __future__ import annotations

from decimal import Decimal

from reportgen.diagnostics import Sink
from reportgen.facts.amount_text import amount_text
from reportgen.facts.bounds import bounds
from reportgen.facts.model import Amount, Dataset, Fact

_ALL = {"%": Decimal(100), "‰": Decimal(1000)}
_EXCEEDED = ("完成", "计划", "目标", "任务", "预算", "增", "降", "比")


def check_parts(dataset: Dataset, sink: Sink) -> None:
    """E0403 a part greater than its whole, E0404 parts that together exceed it, E0413 a share."""
    totals: dict[str, Decimal] = {}
    for part in dataset:
        _share(part, sink)
        whole = dataset.by_id.get(part.part_of) if part.part_of else None
        if whole is None:
            continue
        pair = _pair(part, whole)
        if pair is None:
            continue
        small, large = pair
        if small.value > large.value:
            sink.error("E0403", f"“{part.name}”比它所在的“{whole.name}”还大", part.span,
                       "核对这两个数，或去掉“总项”", related=((whole.span, "总项在这里"),))
        totals[whole.id] = totals.get(whole.id, Decimal(0)) + bounds(small).low
        if small.value <= large.value and bounds(large).high < totals[whole.id]:
            sink.error("E0404", f"“{whole.name}”的各个其中项加起来超过了它", part.span,
                       "核对各项；若各项互有重叠，不要写成同一总项的其中项",
                       related=((whole.span, "总项在这里"),))
            totals[whole.id] = Decimal(0)     # said once


def _share(fact: Fact, sink: Sink) -> None:
    """E0413 for a share of more than all; what is done of a plan may be more."""
    if not fact.denominator or any(word in fact.name + fact.denominator for word in _EXCEEDED):
        return
    for amount in fact.amounts:
        if amount.value > _ALL.get(amount.unit, amount.value):
            sink.error("E0413", f"“{fact.name}”是{amount_text(amount)}，占“{fact.denominator}”的"
                       "比率不会超过100%", fact.span,
                       "核对这个数；是完成计划的程度，名称里写“完成率”")


def _pair(part: Fact, whole: Fact) -> tuple[Amount, Amount] | None:
    """The two amounts, if both are single, exact and of one unit."""
    small, large = part.amount, whole.amount
    if small is None or large is None or small.unit != large.unit or large.approximation:
        return None
    return small, large
