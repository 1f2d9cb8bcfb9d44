"""Which charts an office suite has of its own, so that a Word file may hold them to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.document import chart

_THIN = Decimal("0.05")     # of the whole: a slice that is no wider than a line of its label


def office_has(spec: chart.ChartSpec) -> bool:
    """Whether Office has such a chart and would show it as honestly as we do.

    Bars, stacks, lines, bars with lines, slices. Not a dumbbell, whose points Office cannot join
    across series; not periods at unequal steps, which its category axis would set at equal ones;
    not the shares of a lone series, each of which it would stretch to 100 %; not a scale that
    begins elsewhere than at zero, for it has no place to say so; not two scales with negative
    values, whose zeros it would set at two heights; not thin slices side by side, whose labels it
    would print upon each other.
    """
    if not isinstance(spec, chart.SeriesChart) \
            or any(s.mark is chart.Mark.POINT for s in spec.series):
        return False
    lone = spec.position is chart.Position.FILL and len(spec.series) == 1
    if lone or any(axis.floor is not None for axis in spec.axes):
        return False
    if len(spec.axes) > 1 and any(datum.value < 0 for datum in spec.data):
        return False
    if spec.coord is chart.Coord.POLAR and _thin([datum.value for datum in spec.data]):
        return False
    spans = [c.interval for c in spec.categories if c.interval is not None]
    return len({after.last - before.last for before, after in pairwise(spans)}) <= 1


def _thin(values: Sequence[Decimal]) -> bool:
    """Whether two neighbours, the last and the first being such, are both thin."""
    least = sum(values) * _THIN
    return any(max(one, other) < least for one, other in zip(values, (*values[1:], values[0]),
                                                              strict=True))
