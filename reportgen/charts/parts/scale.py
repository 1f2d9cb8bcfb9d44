"""The scale of a group of bars: as long as their direct labels leave room for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite

from reportgen.charts.record.drawing import PLAIN, Tag
from reportgen.charts.record.theme import Look
from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.document.chart import Datum
from reportgen.frozen import frozen

_STEPS = 30  # of bisection: to a millionth of a point
_NOTHING = 1e-300  # below this a value is nothing to draw, and dividing by it would overflow


@frozen
class Scale:
    """A linear scale: `zero` points from the left edge, `unit` points per unit of value."""

    zero: float
    unit: float

    def end(self, value: float) -> float:
        """Where the bar of `value` ends, in points from the left edge."""
        return self.zero + value * self.unit


@frozen
class Bar:
    """One bar: its value, the y of its upper edge and its height in points, and its look."""

    value: float
    top: float
    height: float
    look: Look
    tag: Tag = PLAIN


def fit(values: Sequence[float], labels: Sequence[float], room: float, gap: float) -> Scale:
    """The largest linear scale in `room` points at which each label fits beside its bar's end.

    `labels` are the widths of the labels. Bars of negative values grow leftwards from zero, and
    have their labels at the left.
    """
    largest = max((abs(v) for v in values if abs(v) > _NOTHING), default=0.0)
    pairs = [(v / largest if largest else 0.0, w) for v, w in zip(values, labels, strict=True)]

    def sides(length: float) -> tuple[float, float]:
        left = max((-v * length + gap + w for v, w in pairs if v < 0), default=0.0)
        right = max((v * length + gap + w for v, w in pairs if v >= 0), default=0.0)
        return left, right

    low, high = 0.0, room
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(sides(middle)) <= room else (low, middle)
    return Scale(sides(low)[0], max(low, 1.0) / (largest or 1.0))


def number(value: Decimal, span: Span = NOWHERE) -> float:
    """A value as a coordinate; E0702 when it is no finite number. Only for drawing."""
    result = float(value) if value.is_finite() else float("inf")
    if isfinite(result) and abs(result) < 1e300:
        return result
    raise failure("E0702", f"数值“{value}”画不出来", span, "检查这条事实的数值，或换大一级的单位")


def drawn(data: Sequence[Datum], span: Span) -> list[float]:
    """The values of data as coordinates; E0703 when there are none."""
    if not data:
        raise failure("E0703", "图里没有数据", span, "在图的“数据”里至少写一项，或删去这张图")
    return [number(datum.value, span) for datum in data]
