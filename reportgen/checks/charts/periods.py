"""A time axis holds periods of one length, or all since one beginning (累计)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportgen.checks.charts.specs import series_charts
from reportgen.diagnostics import Sink, Span
from reportgen.document.chart import Coord, Interval, Mark, SeriesChart
from reportgen.document.tree import Document


def check_periods(document: Document, sink: Sink) -> None:
    """E0728 periods of unlike lengths, W0729 unlike gaps between them on an even axis."""
    for spec, place in series_charts(document):
        _check(spec, place, sink)


def _check(spec: SeriesChart, place: Span, sink: Sink) -> None:
    spans = [c.interval for c in spec.categories if c.interval is not None]
    if len(spans) < len(spec.categories) or len(spans) < 2:
        return
    lengths, starts = {span.months for span in spans}, {span.first for span in spans}
    since = all(span.first % 12 == 0 for span in spans) and _counted_up(spans)
    if len(lengths) > 1 and not (len(starts) == 1 or since):
        sink.error("E0728", "一根时间轴上有长短不同的期间（如月和季），不能比高低", place,
                   "换成同样长的期间，或都用年初以来的累计数")
    steps = {b.last - a.last for a, b in pairwise(spans)}
    flat = spec.coord is Coord.ACROSS or any(s.mark is Mark.POINT for s in spec.series)
    if len(steps) > 1 and flat:
        sink.warning("W0729", "各期间隔不等，横条却是等距排的", place,
                     "补上中间的期间，没有数的写 —；或改用“类型: 折线”，按时间排")


def _counted_up(spans: Sequence[Interval]) -> bool:
    """Whether some year is counted up, 1—3月 then 1—6月; 上半年 after two whole years is not."""
    years = [span.first // 12 for span in spans]
    return len(set(years)) < len(years)
