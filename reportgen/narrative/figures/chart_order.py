"""The order of what a chart compares: as the fence says (排序), else as it is written.

Nothing is sorted unasked. Villages stand in their official order, classes in that of their rank,
rows in that of the table below; that no order is meant can be seen from none of them. Where sizes
run up and down and no name tells a rank, an information says how to ask.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from reportgen.diagnostics import Sink
from reportgen.document.chart import Mark, Position, SeriesChart
from reportgen.narrative.syntax import FALLING, RISING

_REST = ("其他", "其它", "其余")     # stands last, however large
_RANKED = re.compile("[0-9一二三四五六七八九十甲乙丙丁大中小上下初高特优良]|第")
_MANY = 4           # of fewer a glance is enough


def in_order(spec: SeriesChart, order: str, sink: Sink) -> SeriesChart:
    """The chart with its categories in the order asked for; E0317 for periods, which have theirs.

    I0740 where the fence says nothing and the sizes follow no order.
    """
    timed = any(category.interval is not None for category in spec.categories)
    if order in {FALLING, RISING} and timed:
        sink.error("E0317", "各期按时间先后排，不能按大小", spec.span, "去掉“排序”")
        return spec
    if order in {FALLING, RISING}:
        return _sorted(spec, falling=order == FALLING)
    if not order and not timed and _mixed(spec):
        sink.info("I0740", "各项没有按大小排", spec.span,
                  f"在这一行下面加一行“排序: {FALLING}”",
                  "要照写的次序，在这一行下面加一行“排序: 照写”")
    return spec


def _sorted(spec: SeriesChart, *, falling: bool) -> SeriesChart:
    """By size; 其他 behind the named ones, what was not reported at the very end."""
    sizes = _sizes(spec)

    def rank(place: int) -> tuple[bool, bool, Decimal]:
        size, name = sizes[place], spec.categories[place].label
        by = size or Decimal(0)
        return size is None, name.startswith(_REST), -by if falling else by

    order = sorted(range(len(sizes)), key=rank)
    return replace(
        spec, categories=tuple(spec.categories[n] for n in order),
        series=tuple(replace(s, data=tuple(s.data[n] for n in order)) for s in spec.series))


def _sizes(spec: SeriesChart) -> list[Decimal | None]:
    """Of a stack the whole; of several series the last, which is the latest year."""
    found: list[Decimal | None] = []
    for column in spec.columns:
        there = [datum.value for datum in column if datum is not None]
        if spec.position is Position.STACK:
            found.append(sum(there, Decimal(0)) if there else None)
        else:
            found.append(column[-1].value if column[-1] is not None else None)
    return found


def _mixed(spec: SeriesChart) -> bool:
    """Whether many lone bars or parts run up and down, and no name tells a rank."""
    stacked = spec.position is Position.STACK
    if len(spec.series) > 1 or spec.series[0].mark is not Mark.BAR or stacked:
        return False
    sizes = [size for category, size in zip(spec.categories, _sizes(spec), strict=True)
             if size is not None and not category.label.startswith(_REST)]
    ranked = any(_RANKED.search(category.label) for category in spec.categories)
    steps = [b - a for a, b in pairwise(sizes)]
    return len(sizes) >= _MANY and not ranked and min(steps) < 0 < max(steps)
