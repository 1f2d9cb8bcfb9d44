"""Facts among themselves: a part is not greater than its whole."""

from __future__ import annotations

from decimal import Decimal

from reportgen.diagnostics import Sink
from reportgen.facts.model import Amount, Dataset, Fact, Quantities


def check_parts(dataset: Dataset, sink: Sink) -> None:
    """E0403 a part greater than its whole, E0404 parts that together exceed it."""
    totals: dict[str, Decimal] = {}
    for part in dataset:
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
        totals[whole.id] = totals.get(whole.id, Decimal(0)) + small.value
        if small.value <= large.value < totals[whole.id]:
            sink.error("E0404", f"“{whole.name}”的各个其中项加起来超过了它", part.span,
                       "核对各项；若各项互有重叠，不要写成同一总项的其中项",
                       related=((whole.span, "总项在这里"),))
            totals[whole.id] = Decimal(0)     # said once


def _pair(part: Fact, whole: Fact) -> tuple[Amount, Amount] | None:
    """The two amounts, if both are single, exact and of one unit."""
    found = []
    for fact in (part, whole):
        if not isinstance(fact.value, Quantities) or len(fact.value.amounts) != 1:
            return None
        found.append(fact.value.amounts[0])
    small, large = found
    if small.unit != large.unit or large.approximation is not None:
        return None
    return small, large
