"""What goes in (Glyphs, Rules) and what comes out (Line). All lengths in 1/1000 em, integers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["justify", "left", "center", "right"]

OVERFULL = "overfull"  # wider than the measure
LOOSE = "loose"  # more than `Rules.loose` added at every Han gap (K09)
NO_LAWFUL_BREAK = "no-lawful-break"  # broken where the rules forbid it
RAGGED = "ragged"  # no gap to stretch: the line does not reach the right edge
PARTED = "parted"  # begins inside a number with its unit, too wide for one line (K12)
ORPHAN = "orphan"  # the last line holds a single Han (K18)


@dataclass(frozen=True, slots=True)
class Rules:
    """Choices of the house style; widths in 1/1000 em."""

    autospace: int = 100  # 中西间距, natural (K10)
    autospace_min: int = 50  # after squeezing (K08)
    squeeze: bool = True  # squeeze before stretching (K04, K08)
    topline_trim: bool = True  # an opening mark at a line start loses its blank (K07)
    first_line_topline_trim: bool = False  # on the first line too (K07)
    orphan: int = 2  # at least so many Han on the last line (K18)
    keep_units: bool = True  # number and unit, dates, 表1 stay together (K12-K14)
    hanging: bool = False  # 。，、 at a line end stand outside the measure (K35)
    autospace_max: int = 250  # after stretching (K09)
    space_min: int = 250  # a word space after squeezing (K08)
    space_max: int = 500  # and after stretching (K09)
    squeeze_stops: bool = False  # 。？！： inside a line may be squeezed too (K08, last step)
    loose: int = 250  # a larger stretch per gap is reported (K09)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A text with the advance of every character, from the face that will show it."""

    text: str
    advances: Sequence[int]
    bound: Iterable[tuple[int, int]] = ()  # spans kept whole unless wider than the measure
    breaks: Iterable[int] = ()  # the author's line breaks: before these characters

    def __post_init__(self) -> None:
        if len(self.advances) != len(self.text):
            raise ValueError(f"{len(self.text)} characters, but {len(self.advances)} advances")
        if self.advances and min(self.advances) < 0:
            raise ValueError("an advance is negative")


@dataclass(frozen=True, slots=True)
class Placed:
    """Glyphs of `text[start:end]` on one line.

    `xs` counts from the start edge of the measure, with indent and alignment: ready to paint.
    A trimmed opening mark has its blank outside, at a negative x; within the line a squeezed
    one may lay its blank over a narrow letter before it. The right edge of the line is
    `offset + width`; a closing mark at a line end counts half an em (K05).
    """

    start: int
    end: int
    xs: tuple[int, ...]
    width: int
    natural: int
    stretched: int = 0  # added at every Han gap
    squeezed: int = 0  # taken from the line in all
    offset: int = 0  # of a centred or right-aligned line


@dataclass(frozen=True, slots=True)
class Line(Placed):
    """One line of a paragraph."""

    last: bool = False
    forced: bool = False  # ended by the author's break
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a paragraph's lines look like in numbers."""

    lines: int
    widest_stretch: int
    squeezed_lines: int
    faults: tuple[tuple[int, str], ...]  # (index of the line, fault)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Report:
        """Sum up `lines`."""
        return cls(
            len(lines),
            max((line.stretched for line in lines), default=0),
            sum(line.squeezed > 0 for line in lines),
            tuple((i, fault) for i, line in enumerate(lines) for fault in line.faults),
        )
