"""How tight and how loose the lines of a finished page are, in ems, whoever set them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from support.proof.judge import HALF_AT_END, OPENING
from support.proof.reader import Char, Row

MARKS = HALF_AT_END | OPENING
_SEEN = 0.02      # ems below which nothing is said to be squeezed or opened


@dataclass(frozen=True, slots=True)
class Spacing:
    """Of one line: what its marks lost in all, what one of them lost at most, and how far Han
    stand apart on the average."""

    squeezed: float
    tightest: float
    opened: float


def spacing(row: Row, em: float) -> Spacing:
    """Read from where the glyphs stand. Marks beside marks lose a blank in any line: not counted.
    """
    lost, open_ = [0.0], []
    for left, right in pairwise(row.chars):
        gap = (right.x - left.x) / em - left.advance
        if left.text in MARKS and right.text in MARKS:
            continue
        if left.text in HALF_AT_END or right.text in OPENING:
            lost.append(max(0.0, -gap))
        elif _han(left) and _han(right):
            open_.append(gap)
    return Spacing(sum(lost), max(lost), statistics.fmean(open_) if open_ else 0.0)


def _han(char: Char) -> bool:
    return "\u4e00" <= char.text <= "\u9fff"


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, 95th and 99th of a hundred."""

    mean: float
    p95: float
    p99: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of at least a hundred values."""
        ranks = statistics.quantiles(values, n=100, method="inclusive")
        return cls(statistics.fmean(values), ranks[94], ranks[98])


@dataclass(frozen=True, slots=True)
class Summary:
    """Of many lines: three spreads, and the share of lines in which a mark has lost its blank."""

    squeezed: Spread
    tightest: Spread
    opened: Spread
    halved: float

    @classmethod
    def of(cls, lines: Sequence[Spacing]) -> Summary:
        """Sum up."""
        return cls(
            Spread.of([line.squeezed for line in lines]),
            Spread.of([line.tightest for line in lines]),
            Spread.of([max(0.0, line.opened) for line in lines]),
            sum(line.tightest > 0.5 - _SEEN for line in lines) / len(lines),
        )
