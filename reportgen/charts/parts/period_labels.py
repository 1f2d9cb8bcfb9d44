"""Labels of a time axis: every period where there is room, else the calendar's own steps.

A year is written once, below the first of its months. Where not all fit, first, last and highest
stay, and the smallest calendar step that has room; a period without data has no label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from reportgen.charts.record.text_measure import Ruler
from reportgen.document.chart import Mark, SeriesChart
from reportgen.patterns import late

_SIDE = 3.0                     # points between two labels
_STEPS = (2, 3, 6, 12, 24, 36, 60, 120)    # months
_YEAR = late(r"(?P<year>[0-9]{4}年)(?P<rest>[0-9第前上下一二三四].*)")
Lines = tuple[tuple[str, ...], ...]


def period_labels(
    spec: SeriesChart, texts: Sequence[str], places: Sequence[float], ruler: Ruler
) -> tuple[Lines, float]:
    """The lines of each period's label at these places, none where it is left out; their size."""
    # those with a value, or a bar that says that it has none
    said = [n for n in range(len(texts)) if any(
        series.data[n] is not None or series.mark is Mark.BAR for series in spec.series)]
    sizes = (ruler.theme.label_size, ruler.theme.small_size)
    lines = _dated(texts, said)
    for size in sizes:
        if _fit(said, lines, places, ruler, size):
            return _only(said, lines), size

    def fit(shown: Sequence[int]) -> bool:
        return _fit(shown, _dated(texts, shown), places, ruler, sizes[-1])

    chosen = _chosen(spec, said, fit)
    return _only(chosen, _dated(texts, chosen)), sizes[-1]


def dated(texts: Sequence[str]) -> bool:
    """Whether some of the labels name a year and a part of it."""
    return any(_YEAR.fullmatch(text) for text in texts)


def _dated(texts: Sequence[str], shown: Sequence[int]) -> list[tuple[str, ...]]:
    """Months alone, and below the first shown of each year the year."""
    parts = [found.group("year", "rest") if (found := _YEAR.fullmatch(text)) else ("", text)
             for text in texts]
    lines: list[tuple[str, ...]] = [(rest,) for _, rest in parts]
    seen: set[str] = set()
    for n in shown:
        year, rest = parts[n]
        if year and year not in seen:
            seen.add(year)
            lines[n] = rest, year
    return lines


def _fit(
    shown: Sequence[int], lines: Sequence[tuple[str, ...]], places: Sequence[float], ruler: Ruler,
    size: float,
) -> bool:
    """Whether no two of the labels touch, the outermost pushed in from the edges of the sheet."""
    margin, width = ruler.theme.margin, ruler.theme.width
    ends = []
    for n in shown:
        half = max(ruler.width(line, size) for line in lines[n]) / 2
        middle = min(max(places[n], margin + half), width - margin - half)
        ends.append((middle - half, middle + half))
    return all(right + _SIDE <= left for (_, right), (left, _) in pairwise(ends))


def _chosen(
    spec: SeriesChart, said: Sequence[int], fit: Callable[[Sequence[int]], bool]
) -> list[int]:
    """Which to show: the last, the first, the highest, and as many calendar steps as there is
    room for; what would touch one that matters more is left out.
    """
    must: list[int] = []
    for n in (said[-1], said[0], *_peak(spec, said)):
        if n not in must and fit(sorted([*must, n])):
            must.append(n)
    for step in _STEPS:
        free = [n for n in said if n not in must and _on_step(spec, n, step)
                and all(fit(sorted((n, m))) for m in must)]
        if fit(shown := sorted([*must, *free])):
            return shown
    return sorted(must)


def _on_step(spec: SeriesChart, place: int, step: int) -> bool:
    """Whether a period opens a step of the calendar: January, or every so many months from it."""
    span = spec.categories[place].interval
    return span is not None and span.first % step == 0


def _peak(spec: SeriesChart, said: Sequence[int]) -> Iterator[int]:
    """The highest of a single series: it is what one asks the date of."""
    if len(spec.series) == 1:
        data = spec.series[0].data
        told = [(datum.value, -n) for n in said if (datum := data[n]) is not None]
        yield -max(told)[1]


def _only(shown: Sequence[int], lines: Sequence[tuple[str, ...]]) -> Lines:
    return tuple(lines[n] if n in shown else () for n in range(len(lines)))
