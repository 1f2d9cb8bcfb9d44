"""What may happen between two neighbouring characters (CLREQ §3.1.6, §3.2, §3.5)."""

from __future__ import annotations

from typing import NamedTuple

from reportgen.typeset import classes as k
from reportgen.typeset.model import Rules

# Steps of squeezing, in order (K08). The line-end mark comes first, before any breaking (K05).
STEP_SPACE, STEP_MID, STEP_BRACKET, STEP_COMMA, STEP_AUTOSPACE, STEP_STOP = range(6)

_WORD = frozenset(k.LATIN + k.DIGIT)
_TRAILING = frozenset(k.CLOSE + k.COMMA + k.STOP + k.SHOUT + k.SHOUT_END)
_STEP = {k.CLOSE: STEP_BRACKET, k.COMMA: STEP_COMMA, k.STOP: STEP_STOP, k.SHOUT: STEP_STOP}
_RIGID = frozenset(k.LATIN + k.DIGIT + k.ASCII + k.SUFFIX + k.CONNECTOR + k.SOLIDUS)


class Kind(NamedTuple):
    """What a gap depends on: class, size, and of marks and spaces the advance."""

    letter: str
    advance: int
    em: int

    @property
    def blank(self) -> int:
        """What the mark takes beyond half an em."""
        return max(0, self.advance - self.em // 2)


class Gap(NamedTuple):
    """The gap between two characters, in the unit of the advances."""

    natural: int  # added to (or, negative, taken from) the advances
    stretchable: int  # 1 where the last step of stretching may add (K09)
    soft: int  # room of the earlier steps of stretching: word spaces, 中西间距
    give: int  # what squeezing may take in all
    end: int  # what goes when a line ends here: `natural` and the blank of the mark before
    begin: int  # what goes when a line begins here: the blank of the mark after
    steps: tuple[tuple[int, int], ...]  # `give` by step

    @property
    def moving(self) -> bool:
        """Whether anything but the last step of stretching ever opens or closes it."""
        return bool(self.natural or self.give or self.soft)


def gap(rules: Rules, before: Kind, after: Kind) -> Gap:
    """The gap between a character of one kind and one of another."""
    a, b = before.letter, after.letter
    back = before.blank if a in _TRAILING else 0
    front = after.blank if b == k.OPEN else 0
    end = before.advance if a == k.SPACE else back
    begin = front if rules.topline_trim else 0
    if a == k.BEGIN or b == k.END:
        return Gap(0, 0, 0, 0, end, begin, ())
    trim, steps = _adjacent(before, back, after, front)
    natural = soft = 0
    if (a == k.HAN and b in _WORD) or (a in _WORD and b == k.HAN):      # K10
        em = before.em if a == k.HAN else after.em
        natural = share(rules.autospace, em)
        soft = max(0, share(rules.autospace_max, em) - natural)
        steps[STEP_AUTOSPACE] = natural // 2
    if a == k.SPACE:
        width = before.advance
        steps = {STEP_SPACE: max(0, width - share(rules.space_min, before.em))}
        soft = max(0, share(rules.space_max, before.em) - width) if width else 0
    for kind in (before, after):
        if kind.letter == k.MID and kind.blank:
            steps[STEP_MID] = steps.get(STEP_MID, 0) + kind.blank // 2
    if not rules.squeeze_stops:
        steps.pop(STEP_STOP, None)
    order = tuple(sorted((s, v) for s, v in steps.items() if v)) if rules.squeeze else ()
    give = sum(v for _, v in order)
    natural -= trim
    return Gap(natural, int(_stretchable(a, b)), soft, give, natural + end, begin, order)


def share(width: int, em: int) -> int:
    """A width in 1/1000 em, in the unit of the advances."""
    return (width * em + 500) // 1000


def _adjacent(
    before: Kind, back: int, after: Kind, front: int
) -> tuple[int, dict[int, int]]:
    """Blank trimmed between two marks (K06, K36), and what is left to squeeze (K08)."""
    a, b = before.letter, after.letter
    steps: dict[int, int] = {}
    if a == k.SHOUT_END:  # ？！ take one square together (GB/T 15834-2011, 5.1.2)
        return back, {STEP_BRACKET: front}
    if a == k.SHOUT and b in (k.SHOUT, k.SHOUT_END):
        return back, steps
    if a == k.OPEN:  # stays tight to what it opens; of two opening marks one blank goes
        return (front, steps) if b == k.OPEN else (0, steps)
    if a in _TRAILING and b == k.OPEN:  # of two blanks the wider one is left
        trim = min(back, front)
        return trim, {STEP_BRACKET: back + front - trim}
    if a in _TRAILING and b in _TRAILING and k.CLOSE in (a, b):
        return back, steps
    if back:
        steps[_STEP[a]] = back
    if front:
        steps[STEP_BRACKET] = front
    return 0, steps


def _stretchable(a: str, b: str) -> bool:
    """Whether the last step of stretching may open this gap (K09): none beside a figure or word,
    where readers of the file would take it for a blank."""
    if b in (k.JOINED, k.SPACE) or a == k.PREFIX:
        return False
    if a == k.SPACE:
        return True
    if a in _RIGID or b in _RIGID:
        return False
    return not (a == b and a in (k.DASH, k.DOTS))
