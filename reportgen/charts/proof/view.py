"""What reading a drawing back rests on: its resolution, its axis, its marks by what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, groupby
from typing import TypeVar
from unicodedata import east_asian_width

from reportgen.charts.record.drawing import Drawing, PathMark, TextMark
from reportgen.charts.record.measure import Extent, edges
from reportgen.charts.record.theme import ASCENT, DESCENT, MIDDLE
from reportgen.document.chart import ChartSpec, Series, data, quantities
from reportgen.frozen import frozen

RESOLUTION = 0.035      # points: two ends, each to a hundredth, and the axis
_NARROW = 0.56          # of an em: about what a digit takes in the faces of charts
Width = Callable[[str, float], float]       # of a text of a size, in points
M = TypeVar("M", PathMark, TextMark)
K = TypeVar("K", bound=Hashable)


@frozen
class Fault:
    """A mark or a label that does not say what its fact says."""

    fact: str
    message: str


def rough_width(text: str, size: float) -> float:
    """About how wide a text is, by the digits and Han of common faces."""
    return size * sum(1.0 if east_asian_width(ch) in "WFA" else _NARROW for ch in text)


def grouped(marks: Iterable[M], key: Callable[[M], K]) -> dict[K, list[M]]:
    """Marks by what `key` tells of them, in drawing order."""
    found: dict[K, list[M]] = {}
    for mark in marks:
        found.setdefault(key(mark), []).append(mark)
    return found


def stretches(series: Series) -> Iterator[list[int]]:
    """The categories of each stretch of two values and more between gaps: those a line joins."""
    values = series.data
    found = ([*run] for there, run in groupby(range(len(values)), lambda n: values[n] is not None)
             if there)
    return (run for run in found if len(run) > 1)


@frozen
class ChartSeen:
    """A drawing, and how wide its texts are."""

    drawing: Drawing
    width: Width = rough_width

    def shapes(self, *parts: str) -> Iterator[PathMark]:
        """The paths that are these parts of a chart, in drawing order."""
        return (mark for mark in self.drawing.marks
                if isinstance(mark, PathMark) and mark.tag.part in parts)

    def texts(self, *parts: str) -> Iterator[TextMark]:
        """The texts that are these parts of a chart, in drawing order."""
        return (mark for mark in self.drawing.marks
                if isinstance(mark, TextMark) and mark.tag.part in parts)

    @property
    def upwards(self) -> bool:
        """Whether values run upwards: the line they start from lies flat."""
        axis = next(self.shapes("axis"), None)
        if axis is None:
            return True
        left, low, right, high = edges(axis)
        return right - left > high - low

    def start_line(self, *, vertical: bool) -> float | None:
        """Where the line lies that values start from; None where marks have lines of their own."""
        lines = [edges(mark) for mark in self.shapes("axis")]
        if len(lines) != 1:
            return None
        left, low, right, high = lines[0]
        return (low + high) / 2 if vertical else (left + right) / 2

    def interlaced(self, blocks: Iterable[Sequence[TextMark]]) -> bool:
        """Whether lines of one block stand among those of another."""
        boxes = [(self.box(lines), lines[0].size / 2) for lines in blocks
                 if not any(line.angle for line in lines)]
        return any(min(a.right, b.right) - max(a.left, b.left) > size
                   and min(a.high, b.high) - max(a.low, b.low) > size
                   for (a, size), (b, _) in combinations(boxes, 2))

    def box(self, lines: Sequence[TextMark]) -> Extent:
        """Where lines of text stand."""
        return Extent(
            min(line.x for line in lines),
            min(line.y - DESCENT * line.size for line in lines),
            max(line.x + self.width(line.text, line.size) for line in lines),
            max(line.y + ASCENT * line.size for line in lines),
        )


def said_once(spec: ChartSpec) -> set[str]:
    """The facts of which a chart prints one quantity only."""
    return {fact for fact, times in Counter(q.fact for q in quantities(spec)).items()
            if times == 1}


def beside(spec: ChartSpec) -> dict[str, str]:
    """For each share that is printed, the fact at whose mark it stands."""
    return {datum.share.fact: datum.quantity.fact for datum in data(spec)
            if datum.share is not None}


def level(lines: Sequence[TextMark]) -> float:
    """The height on which a block of lines is centred."""
    ys = [line.y for line in lines]
    return (min(ys) + max(ys)) / 2 + MIDDLE * lines[0].size


def said(lines: Iterable[TextMark]) -> str:
    """What lines of text say as they are read, from the top down, without blanks."""
    ordered = sorted(lines, key=lambda line: (-line.y, line.x))
    return squeezed("".join(line.text for line in ordered))


def squeezed(text: str) -> str:
    """A text without blanks, as lines may be broken at them."""
    return "".join(text.split())
