"""What may happen between two neighbouring characters (CLREQ §3.1.6, §3.2, §3.5)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reportgen.typeset import classes as k
from reportgen.typeset.model import Rules

HALF = 500

# Steps of squeezing, in order (K08). The line-end mark comes first, before any breaking (K05).
STEP_SPACE, STEP_MID, STEP_BRACKET, STEP_COMMA, STEP_AUTOSPACE, STEP_STOP = range(6)
STEPS = 6

_WORD = frozenset(k.LATIN + k.DIGIT)
_TRAILING = frozenset(k.CLOSE + k.COMMA + k.STOP + k.SHOUT + k.SHOUT_END)
_STEP = {k.CLOSE: STEP_BRACKET, k.COMMA: STEP_COMMA, k.STOP: STEP_STOP, k.SHOUT: STEP_STOP}
_TIGHT = frozenset(k.CONNECTOR + k.SOLIDUS + k.ASCII)
_WORDLIKE = frozenset(k.LATIN + k.DIGIT + k.ASCII)


class Gap(NamedTuple):
    """The gap between two characters, in 1/1000 em."""

    natural: int  # added to (or, negative, taken from) the advances
    stretchable: int  # 1 where the last step of stretching may add (K09)
    soft: int  # room of the earlier steps of stretching: word spaces, 中西间距
    give: int  # what squeezing may take in all
    end: int  # what goes when a line ends here: `natural` and the blank of the mark before
    begin: int  # what goes when a line begins here: the blank of the mark after
    steps: tuple[tuple[int, int], ...]  # `give` by step


class Gaps(dict[str, Gap]):
    """Two letters → Gap, worked out once for every pair that is met."""

    def __init__(self, rules: Rules, kinds: tuple[tuple[str, str, int], ...]) -> None:
        super().__init__()
        self.rules = rules
        self.kinds = {name: (base, advance) for name, base, advance in kinds}

    def __missing__(self, pair: str) -> Gap:
        before, after = self._kind(pair[0]), self._kind(pair[1])
        gap = self[pair] = _gap(self.rules, *before, *after)
        return gap

    def _kind(self, letter: str) -> tuple[str, int]:
        return self.kinds.get(letter, (letter, 0))


@lru_cache(maxsize=256)
def gaps(rules: Rules, kinds: tuple[tuple[str, str, int], ...]) -> Gaps:
    """The table for these rules and widths, shared by all paragraphs that have them."""
    return Gaps(rules, kinds)


def _gap(rules: Rules, a: str, a_advance: int, b: str, b_advance: int) -> Gap:
    back = max(0, a_advance - HALF) if a in _TRAILING else 0
    front = max(0, b_advance - HALF) if b == k.OPEN else 0
    end = a_advance if a == k.SPACE else back
    begin = front if rules.topline_trim else 0
    if a == k.BEGIN or b == k.END:
        return Gap(0, 0, 0, 0, end, begin, ())
    trim, steps = _adjacent(a, back, b, front)
    auto = _autospace(rules, a, b)
    soft = 0
    if auto and rules.autospace:
        steps[STEP_AUTOSPACE] = max(0, rules.autospace - rules.autospace_min)
        soft = max(0, rules.autospace_max - rules.autospace)
    if a == k.SPACE:
        steps = {STEP_SPACE: max(0, a_advance - rules.space_min)}
        soft = max(0, rules.space_max - a_advance) if a_advance else 0
    for letter, advance in ((a, a_advance), (b, b_advance)):
        if letter == k.MID and advance > HALF:
            steps[STEP_MID] = steps.get(STEP_MID, 0) + (advance - HALF) // 2
    if not rules.squeeze_stops:
        steps.pop(STEP_STOP, None)
    order = tuple(sorted((s, v) for s, v in steps.items() if v)) if rules.squeeze else ()
    natural = (rules.autospace if auto else 0) - trim
    give = sum(v for _, v in order)
    return Gap(natural, int(_stretchable(a, b)), soft, give, natural + end, begin, order)


def _adjacent(a: str, back: int, b: str, front: int) -> tuple[int, dict[int, int]]:
    """Blank trimmed between two marks (K06, K36), and what is left to squeeze (K08)."""
    steps: dict[int, int] = {}
    if a == k.SHOUT_END:  # ？！ take one square together (GB/T 15834-2011, 5.1.2)
        return back, {STEP_BRACKET: front}
    if a == k.SHOUT and b in (k.SHOUT, k.SHOUT_END):
        return back, steps
    if a == k.OPEN:  # stays tight to what it opens; of two opening marks one blank goes
        return (front, steps) if b == k.OPEN else (0, steps)
    if a in _TRAILING and b == k.OPEN:  # of two blanks one goes, one is left
        trim = min(HALF, max(back, front))
        return trim, {STEP_BRACKET: back + front - trim}
    if a in _TRAILING and b in _TRAILING and k.CLOSE in (a, b):
        return back, steps
    if back:
        steps[_STEP[a]] = back
    if front:
        steps[STEP_BRACKET] = front
    return 0, steps


def _autospace(rules: Rules, a: str, b: str) -> bool:
    """Han beside a Latin letter or digit (K10)."""
    return rules.autospace > 0 and (
        (a == k.HAN and b in _WORD) or (a in _WORD and b == k.HAN)
    )


def _stretchable(a: str, b: str) -> bool:
    """Whether the last step of stretching may open this gap (K09)."""
    if b in (k.SUFFIX, k.JOINED, k.SPACE) or a == k.PREFIX:
        return False
    if a in _TIGHT or b in _TIGHT:
        return False
    if a in _WORDLIKE and b in _WORDLIKE:
        return False
    if a == k.SUFFIX and b in _WORDLIKE:
        return False
    return not (a == b and a in (k.DASH, k.DOTS))
