"""Which words were changed: paragraphs of two texts paired, paired ones compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from reportgen.frozen import frozen
from reportgen.proof.content import one_minus
from reportgen.proof.stretches import stretches

_WORD = re.compile(r"\d[\d.,]*|[A-Za-z]+|\s+|〔[^〔〕\d]+〕|.", re.DOTALL)     # 〔页码〕 is a field
_MANY = 40_000       # comparisons of paragraphs with paragraphs; more are not worth the wait
_ALIKE = 0.4         # what a paragraph shares with the one it came from, at least


@frozen
class Edit:
    """Characters `start` to `end` of a text became `new`, which stands at `at` in the new text."""

    start: int
    end: int
    at: int
    new: str


@frozen
class Pair:
    """A paragraph before and after, by index; None where it is not there."""

    old: int | None
    new: int | None


def pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Each paragraph of both texts with its counterpart, in order."""
    found: list[Pair] = []
    for same, before, after in stretches(old, new):
        found += (
            [Pair(i, k) for i, k in zip(before, after, strict=True)] if same
            else _matched(old, new, before, after)
        )
    return found


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """What was edited in a paragraph, word by word; edits one word apart are one.

    The two minus signs are one.
    """
    a, b = _WORD.findall(one_minus(old)), _WORD.findall(one_minus(new))
    starts, places = _offsets(a), _offsets(b)
    found: list[Edit] = []
    previous = -2        # the last word of the edit before
    for name, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if name == "equal":
            continue
        start, at = starts[i], places[k]
        if i - previous <= 1 and found:
            last = found.pop()
            start, at = last.start, last.at
        found.append(Edit(start, starts[j], at, new[at : places[m]]))
        previous = j
    return tuple(found)


def carried(made: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Where characters `start` to `end` stand after the edits.

    What an edit reaches into goes with it whole; what was put beside is left out.
    """
    def shift(before: int, *, open_ended: bool) -> int:
        return sum(
            len(each.new) - (each.end - each.start) for each in made
            if each.end <= before and (open_ended or each.start < before)
        )

    def within(at: int) -> Edit | None:
        return next((each for each in made if each.start < at < each.end), None)

    first, last = within(start), within(end)
    begun = first.at if first else start + shift(start, open_ended=True)
    ended = last.at + len(last.new) if last else end + shift(end, open_ended=False)
    return begun, max(begun, ended)


def _offsets(words: Sequence[str]) -> list[int]:
    found = [0]
    for word in words:
        found.append(found[-1] + len(word))
    return found


def _matched(
    old: Sequence[str], new: Sequence[str], before: range, after: range
) -> Iterator[Pair]:
    """Paragraphs of two stretches that are not the same, each with the one most like it."""
    if len(before) * len(after) > _MANY:
        yield from (Pair(i, k) for i, k in zip_longest(before, after))
        return
    at = after.start
    for i in before:
        likes = [(_likeness(old[i], new[k]), -k) for k in range(at, after.stop)]
        likeness, k = max(likes, default=(0.0, 0))
        if likeness < _ALIKE:
            yield Pair(i, None)
            continue
        yield from (Pair(None, each) for each in range(at, -k))
        yield Pair(i, -k)
        at = -k + 1
    yield from (Pair(None, each) for each in range(at, after.stop))


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
