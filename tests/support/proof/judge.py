"""Finds what an editor would fault in lines read back from a finished page.

The rules are written down again here, apart from the engine's own tables, so that a slip there
does not hide itself: K01 line starts, K02 line ends, K03 pairs, K11 numbers, K12 and K13 what
belongs to a number, and the right edge of justified lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from types import MappingProxyType

from support.proof.reader import Row

NO_START = frozenset("，。、；：？！．”’）》〉】〗〕］｝」』·–—～／…%‰℃")
NO_END = frozenset("“‘（《〈【〖〔［｛「『／￥№§")
OPENING = frozenset("“‘（《〈【〖〔［｛「『")
HALF_AT_END = frozenset("，。、；：？！．”’）》〉】〗〕］｝」』")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WITH_UNIT = re.compile(
    r"\d[\d,]*(?:\.\d+)?[余多]?[万亿]?[余多]?"
    r"(?:个百分点|%|‰|℃|元|吨|亩|公里|人次|毫米|微克|户|家|处|件|人|年|月|日)"
)
_LABEL = re.compile(r"(?:第|表|图|附件)\d+(?:季度|期)?|〔\d{4}〕\d+号")
PAIRS = ("——", "……")
EDGE = 0.3        # points by which a justified line may miss the right edge
LOOSE = 0.25      # ems between two Han beyond which a line must have been reported

Reports = Mapping[str, Container[str]]     # what the layout said of a line, by its text
NO_BREAK, PARTED = "找不到合乎禁则的断点", "把应连在一起的字拆在两行"
_EXCUSES = {
    "K01": (NO_BREAK,), "K02": (NO_BREAK,), "K03": (NO_BREAK,), "K11": (NO_BREAK,),
    "K12": (NO_BREAK, PARTED), "K13": (NO_BREAK, PARTED), "overhang": ("超出版心",),
    "short": ("拉满字距就太开，右边不齐",), "loose": ("字距拉得较开",), "overprint": (),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the lines stand: left edge and width in points, and the body's pitch of one em."""

    left: float
    width: float
    em: float


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the rule, and the line it is on."""

    rule: str
    line: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and what it holds: characters `start` to `end` of paragraph `owner`."""

    row: Row
    owner: int
    start: int
    end: int


def placed(lines: Sequence[Row], source: Sequence[str]) -> list[Placed]:
    """Every line with its place in the source. AssertionError where a character is lost.

    A space of the source may be missing from the page only where a line ends.
    """
    found, owner, at = [], 0, 0
    for row in lines:
        text = source[owner]
        if at == len(text):
            owner, at = owner + 1, 0
            text = source[owner]
        start = at
        for char in row.text:
            while text[at] == " " != char:
                at += 1
            assert text[at] == char, f"{text[at]!r} is printed as {char!r} in {row.text}"
            at += 1
        found.append(Placed(row, owner, start, at))
    assert (owner, at) == (len(source) - 1, len(source[-1])), "the end of the text is lost"
    return found


def faults(
    lines: Sequence[Placed], source: Sequence[str], measure: Measure,
    reported: Reports = MappingProxyType({}),
) -> list[Fault]:
    """All faults but those that the layout owned up to by their name."""
    found: list[Fault] = []
    whole = [unbreakable(text) for text in source]
    for line, following in zip_longest(lines, lines[1:]):
        text, printed = source[line.owner], line.row.text
        last = line.end == len(text)
        rules = [*_edges(line, last=last), *_broken(line, text, whole[line.owner])]
        rules += _right(line, measure, justified=not last)
        rules += _loose(line, measure)
        # a break that had to be is told of the line that it begins
        told = reported.get(printed.strip(), ())
        begun = reported.get(following.row.text.strip(), ()) if following else ()
        found += [
            Fault(rule, printed) for rule in rules
            if not any(why in (begun if rule == "K02" else told) for why in _EXCUSES[rule])
        ]
    return found


def counted(found: Sequence[Fault]) -> Counter[str]:
    """How many of each rule."""
    return Counter(fault.rule for fault in found)


def _edges(line: Placed, *, last: bool) -> Iterator[str]:
    if line.start and line.row.text[0] in NO_START:
        yield "K01"
    if not last and line.row.text.rstrip()[-1:] in NO_END:
        yield "K02"


def _broken(line: Placed, text: str, whole: dict[int, str]) -> Iterator[str]:
    if line.start and any(text[line.start - 1 : line.start + 1] == pair for pair in PAIRS):
        yield "K03"
    if line.start and line.start in whole:
        yield whole[line.start]


def unbreakable(text: str) -> dict[int, str]:
    """Positions at which no line may begin, and the rule that says so."""
    found: dict[int, str] = {}
    for pattern, rule in ((_LABEL, "K13"), (_WITH_UNIT, "K12"), (_NUMBER, "K11")):
        for piece in pattern.finditer(text):
            found |= dict.fromkeys(range(piece.start() + 1, piece.end()), rule)
    return found


def _right(line: Placed, measure: Measure, *, justified: bool) -> Iterator[str]:
    last = next(char for char in reversed(line.row.chars) if char.text != " ")
    width = 0.5 if last.text in HALF_AT_END else last.advance
    over = last.x + width * measure.em - (measure.left + measure.width)
    if over > EDGE:
        yield "overhang"
    elif justified and over < -EDGE:
        yield "short"


def _loose(line: Placed, measure: Measure) -> Iterator[str]:
    for left, right in pairwise(line.row.chars):
        gap = (right.x - left.x) / measure.em - left.advance
        if left.east and right.east and gap > LOOSE + 0.005:
            yield "loose"
            return
        blank = 0.5 * (left.text in HALF_AT_END) + 0.5 * (right.text in OPENING)
        if gap < -0.05 - blank:
            yield "overprint"
            return
