"""The survey of a passage: certain slips mended, uncertain ones reported, typed numbers noted.

What is mended (and told, I0352) `reportgen.document.tidy` decides; `reportgen.narrative.habits`
holds what is only reported. Everything works on the source text, so that each finding has its exact
place; inserts, tags and comments are passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.diagnostics import Fix, Sink, Span
from reportgen.document.tidy import MEND, mended
from reportgen.narrative.language.marks import SKIPPED
from reportgen.narrative.language.numbers import FIGURES, PASSED
from reportgen.narrative.language.passage import Passage
from reportgen.narrative.language.style_rules import HABITS, Habit
from reportgen.narrative.syntax import Numeral

_SKIP = (
    r"(?P<comment><!--)"
    r"|(?P<skip>[{｛][ \u3000]?[{｛][^{}｛｝]*(?:[}｝][ \u3000]?[}｝])?"
    r"|[{｛][ \u3000]?[%％][^{}｛｝]*[}｝]?"
    r"|\\[!-/:-@\[-`{-~]"
    rf"|{SKIPPED})"
)
_SIGNS = frozenset[str]().union(*(habit.signs for habit in HABITS))
_SHOWN = 40      # characters of what is wrong that a message repeats
_CERTAIN = re.compile("(?:写成|改成)“(?P<new>[^“”]+|“[^“”]+”)”|删去“(?P<drop>[^“”]+)”")
_SCAN = re.compile(f"{_SKIP}|{MEND}")
_PASSED = "|".join(PASSED.values())
_COUNT = re.compile(rf"{_SKIP}|(?P<passed>{_PASSED})|(?P<number>{'|'.join(FIGURES.values())})")


@dataclass(slots=True)
class Findings:
    """What the survey found: edits in order (start, end, new text) and typed numbers."""

    edits: list[tuple[int, int, str]] = field(default_factory=list)
    numerals: list[Numeral] = field(default_factory=list)
    _next: int = 0

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """The pieces of `[start, end)`: None where the source is kept, else the new text.

        Called with rising ranges.
        """
        while self._next < len(self.edits) and self.edits[self._next][0] < end:
            a, b, text = self.edits[self._next]
            self._next += 1
            if a < start:
                continue
            if a > start:
                yield start, a, None
            yield a, min(b, end), text
            start = min(b, end)
        if start < end:
            yield start, end, None


def survey(
    whole: Passage, sink: Sink, *, table: bool = False, plain: bool = False
) -> Findings:
    """Look through a passage once for slips and once for typed numbers; report what is wrong.

    `table`: the passage stands in a table, where units are symbols. `plain`: no mark means
    anything in it, so that none can be written in another way.
    """
    found = Findings()
    skipped: list[tuple[int, int]] = []
    for hit in _hits(_SCAN, whole.text, skipped):
        found.edits.extend(mended(hit, whole.text, table=table))
    found.edits.sort()
    for a, b, text in found.edits:
        _tell(whole, a, b, text, sink)
    found.numerals.extend(
        Numeral(hit.group(), hit.start(), whole.text, span=whole.span(*hit.span()), bare=whole.bare)
        for hit in _hits(_COUNT, whole.text, []) if hit.lastgroup == "number"
    )
    _report(whole, skipped, sink, plain=plain)
    return found


def _hits(
    pattern: re.Pattern[str], text: str, skipped: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """Matches outside inserts, tags, escapes, addresses and comments; those go to `skipped`."""
    position = 0
    while (hit := pattern.search(text, position)) is not None:
        position = hit.end()
        if hit.lastgroup == "comment":
            end = text.find("-->", hit.end())
            position = len(text) if end < 0 else end + 3
            skipped.append((hit.start(), position))
        elif hit.lastgroup == "skip":
            skipped.append(hit.span())
        else:
            yield hit


def _tell(whole: Passage, start: int, end: int, text: str, sink: Sink) -> None:
    old = whole.text[start:end]
    message, hint = f"“{old}”改成了“{text}”", f"在稿子里也改成“{text}”，就不再提示"
    if not text:
        message, hint = "去掉了中文与数字、字母之间的空格", "在稿子里也删去它，就不再提示"
    place = whole.span(start, end)
    sink.info("I0352", message, place, hint, fix=_change(place, old, text))


def _report(
    whole: Passage, skipped: list[tuple[int, int]], sink: Sink, *, plain: bool
) -> None:
    starts = [start for start, _ in skipped]
    for habit in _habits(_SIGNS.intersection(whole.text)):
        for hit in habit.pattern.finditer(whole.text):
            index = bisect_right(starts, hit.start()) - 1
            if index < 0 or skipped[index][1] <= hit.start():
                _say(habit, hit, whole, sink, plain=plain)


@lru_cache(maxsize=4096)
def _habits(signs: frozenset[str]) -> tuple[Habit, ...]:
    """The habits that a text may have, by such of their signs as stand in it."""
    return tuple(habit for habit in HABITS if not habit.signs.isdisjoint(signs))


def _say(
    habit: Habit, hit: re.Match[str], whole: Passage, sink: Sink, *, plain: bool
) -> None:
    hint = habit.fix if isinstance(habit.fix, str) else habit.fix(hit)
    if plain and habit.code == "W0331":
        bare = hit.group().strip("*_=~`$")
        hint = f"这里只印文字，写成“{bare}”" if bare != hit.group() else "这里只印文字，不用记号"
    if hint:
        shown = hit.group() if len(hit.group()) <= _SHOWN else f"{hit.group()[:_SHOWN]}…"
        place = whole.span(*hit.span())
        sink.add(habit.code, f"{habit.message}：“{shown}”", place, hint,
                 fix=_fix(place, hit.group(), hint))


def _fix(place: Span, old: str, hint: str) -> Fix | None:
    """What a hint says that says one thing, and nothing of what else is to be thought of."""
    said = _CERTAIN.fullmatch(hint)
    if said is None:
        return None
    if (drop := said["drop"]) is None:
        return _change(place, old, said["new"])
    return _change(place, old, old.removeprefix(drop) if old.startswith(drop)
                   else old.removesuffix(drop))


def _change(place: Span, old: str, new: str) -> Fix | None:
    """A change within a line."""
    return Fix(place, old, new) if old != new and place.length == len(old) else None
