"""What goes in (Glyphs, Rules) and what comes out (Line).

Lengths are integers in the unit of the advances, whatever it is: thousandths of an em, of a
point, font units. `em` tells how many of them make the size of the type. Only `Rules` speak of
thousandths of an em always.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from reportgen.frozen import frozen

Align = Literal["justify", "left", "center", "right"]
Role = Literal["", "number", "amount", "document-number", "name"]

OVERFULL = "overfull"  # wider than the measure
LOOSE = "loose"  # more than `Rules.loose` added at every Han gap (K09)
NO_LAWFUL_BREAK = "no-lawful-break"  # broken where the rules forbid it
RAGGED = "ragged"  # nothing to stretch, or too much: the line does not reach the right edge
PARTED = "parted"  # begins inside what belongs together, too wide for one line (K12)
ORPHAN = "orphan"  # the last line holds a single Han (K18)


@frozen
class Rules:
    """Choices of the house style; widths in 1/1000 em."""

    autospace: int = 100  # 中西间距 (K10); squeezed to half of it (K08)
    autospace_max: int = 100  # and stretched to this (K09): from 110 on readers take it for a blank
    squeeze: bool = True  # squeeze before stretching (K04, K08)
    topline_trim: bool = True  # an opening mark at a line start loses its blank (K07)
    first_line_topline_trim: bool = False  # on the first line too (K07)
    orphan: int = 2  # at least so many Han on the last line (K18)
    keep_units: bool = True  # number and unit, dates, 表1 stay together (K12-K14)
    hanging: bool = False  # 。，、 at a line end stand outside the measure (K35)
    space_min: int = 250  # a word space after squeezing (K08)
    space_max: int = 500  # and after stretching (K09)
    squeeze_stops: bool = False  # 。？！： inside a line may be squeezed too (K08, last step)
    loose: int = 250  # a larger stretch per gap is reported (K09)
    ragged: int = 333  # a still larger one is not made: the line stays short


@frozen
class Run:
    """Characters of one face and size. `role` says what they are, where that keeps them whole.

    A number, an amount with its unit, a name: on one line unless wider than it. A document number
    may be broken before its 〔 then.
    """

    text: str
    advances: Sequence[int]
    em: int = 1000
    role: Role = ""

    def __post_init__(self) -> None:
        _same(self.text, self.advances, "advances")


@frozen
class Glyphs:
    """A paragraph: its text with the advance of every character, from the face that will show it.

    `em` is the size that rules and indent are measured in. Where other sizes stand in the line,
    `ems` holds the size at every character.
    """

    text: str
    advances: Sequence[int]
    bound: Iterable[tuple[int, int]] = ()  # spans kept whole unless wider than the measure
    breaks: Iterable[int] = ()  # the author's line breaks: before these characters
    em: int = 1000
    ems: Sequence[int] = ()

    def __post_init__(self) -> None:
        _same(self.text, self.advances, "advances")
        if self.ems:
            _same(self.text, self.ems, "sizes")
        if self.advances and min(self.advances) < 0:
            raise ValueError("an advance is negative")
        if self.em <= 0 or (self.ems and min(self.ems) <= 0):
            raise ValueError("a size is not positive")

    @classmethod
    def of(cls, runs: Iterable[Run]) -> Glyphs:
        """A paragraph of several runs; the first one's size is the paragraph's."""
        runs = tuple(runs)
        em = runs[0].em if runs else 1000
        text = "".join(run.text for run in runs)
        advances = [advance for run in runs for advance in run.advances]
        mixed = any(run.em != em for run in runs)
        ems = [run.em for run in runs for _ in run.text] if mixed else ()
        return cls(text, advances, tuple(_bound(runs)), (), em, ems)


def _same(text: str, numbers: Sequence[int], what: str) -> None:
    if len(numbers) != len(text):
        raise ValueError(f"{len(text)} characters, but {len(numbers)} {what}")


def _bound(runs: Iterable[Run]) -> Iterable[tuple[int, int]]:
    at = 0
    for run in runs:
        start, at = at, at + len(run.text)
        if run.role == "document-number" and "〔" in run.text:
            bracket = start + run.text.index("〔")
            yield from ((start, bracket), (bracket, at))
        if run.role:
            yield start, at


class Line(NamedTuple):
    """Characters `start` to `end` of the text, set on one line.

    `xs` says where each of them stands, from the start edge of the measure, indent and alignment
    included: ready to paint. What paints whole runs need not look at every glyph: each stands
    after the one before it by its advance and by its share of `spread` (amount, gaps); those
    named in `stiff` get no share, and `uneven` (index, how much) names those that stand elsewhere.

    A trimmed opening mark has its blank outside, at a negative x; within the line a squeezed one
    may lay its blank over a narrow letter before it. The right edge of the line is
    `offset + width`; a closing mark at a line end counts half an em (K05).
    """

    start: int
    end: int
    x: int  # of the first glyph
    width: int
    natural: int
    squeezed: int  # taken from the line in all
    uneven: tuple[tuple[int, int], ...]
    spread: tuple[int, int]
    stiff: tuple[int, ...]
    offset: int  # of a centred or right-aligned line
    last: bool
    forced: bool  # ended by the author's break
    faults: tuple[str, ...]
    advances: Sequence[int]  # of the whole paragraph

    @property
    def stretched(self) -> int:
        """What was added at every Han gap."""
        amount, gaps = self.spread
        return amount // gaps

    @property
    def xs(self) -> tuple[int, ...]:
        """The x of every glyph. The shares are whole numbers that add up to the whole."""
        amount, gaps = self.spread
        steps = [self.x, *self.advances[self.start : self.end - 1]]
        shares = [0, *[1] * (len(steps) - 1)]
        for index, moved in self.uneven:
            steps[index] += moved
        for index in self.stiff:
            shares[index] = 0
        so_far = accumulate(shares)
        return tuple(
            x + amount * share // gaps
            for x, share in zip(accumulate(steps), so_far, strict=True)
        )


@frozen
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
