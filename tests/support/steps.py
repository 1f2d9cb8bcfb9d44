"""How much work a pattern takes: a backtracking matcher that counts its steps, as `re` would try.

A clock tells little on a busy machine. This follows the tree that `re` compiles from and counts
every character it looks at. It is slow, so the texts are short: what counts is how steps grow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 700_000         # steps; whoever takes more is not linear
_DOUBT = 6.5
MOST_GROWN = 7.5         # what four times the text may take: 4 is linear, 16 quadratic
_POOL = "9a中 .,-\n\t\u3000A_：“”（）|{}[]<>\"'*\\一年%/\x01、"
_CATEGORIES = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
               op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W"}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_ONE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
Then = Callable[[int], bool]


class TooManyError(Exception):
    """More steps than any linear pattern takes for a text as short."""


class Matcher:
    """One pattern; `steps` counts over all texts it is given."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.tree = _parser.parse(pattern, flags)
        self.flags = self.tree.state.flags
        self.steps, self.text = 0, ""
        self.groups: dict[int, tuple[int, int]] = {}
        self._sets: dict[tuple[int, str], bool] = {}

    def count(self, text: str, how: str) -> int:
        """The steps of a search for every hit, of a "match" or a "fullmatch"."""
        self.steps, self.text, at = 0, text, 0
        ends: list[int] = []

        def then(end: int) -> bool:
            ends.append(end)
            return how != "fullmatch" or end == len(text)

        while at <= len(text):
            self.groups = {}
            self._step()
            found = self._starts(self.tree, at) and self._run(self.tree.data, 0, at, then)
            if how != "search":
                break
            at = max(ends.pop(), at + 1) if found else at + 1
        return self.steps

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MOST:
            raise TooManyError

    def _one(self, node: Any, at: int) -> bool:
        """Whether the character here is one of those that a node takes."""
        self._step()
        if not 0 <= at < len(self.text):
            return False
        key = id(node), self.text[at]
        if key not in self._sets:
            self._sets[key] = takes(node, self.text[at], self.flags)
        return self._sets[key]

    def _starts(self, seq: Any, at: int) -> bool:
        """Whether a part may begin with the character here, which `re` knows beforehand."""
        key = id(seq), self.text[at : at + 1]
        if key not in self._sets:
            self._sets[key] = starts(seq, key[1], self.flags)
        return self._sets[key]

    def _run(self, seq: Any, index: int, at: int, then: Then) -> bool:
        if index == len(seq):
            return then(at)
        node = seq[index]
        kind, value = node
        if kind in _ONE:
            return self._one(node, at) and self._run(seq, index + 1, at + 1, then)
        rest: Then = lambda end: self._run(seq, index + 1, end, then)  # noqa: E731
        self._step()
        if kind in _REPEATS:
            return self._repeat(kind, value, at, rest)
        if kind is op.SUBPATTERN:
            return self._group(value, at, rest)
        if kind is op.BRANCH:
            return any(self._run(each, 0, at, rest) for each in value[1]
                       if self._starts(each, at))
        if kind is op.ATOMIC_GROUP:
            end = self._alone(value, at)
            return end >= 0 and rest(end)
        if kind in (op.ASSERT, op.ASSERT_NOT):
            start = at if value[0] > 0 else at - value[1].getwidth()[0]
            held = start >= 0 and self._alone(value[1], start) >= 0
            return held is (kind is op.ASSERT) and rest(at)
        if kind is op.AT:
            return self._at(value, at) and rest(at)
        if kind is op.GROUPREF:
            start, end = self.groups.get(value, (0, -1))
            word = self.text[start:end]
            return end >= start and self.text.startswith(word, at) and rest(at + len(word))
        if kind is op.GROUPREF_EXISTS:
            chosen = value[1] if value[0] in self.groups else value[2] or []
            return self._run(chosen, 0, at, rest)
        raise NotImplementedError(kind)

    def _alone(self, seq: Any, at: int) -> int:
        """Where a part that is not tried again ends; -1 where it does not match."""
        ends: list[int] = []
        return ends[0] if self._run(seq, 0, at, lambda end: ends.append(end) or True) else -1

    def _group(self, value: Any, at: int, rest: Then) -> bool:
        number, _, _, seq = value
        old = self.groups.get(number)

        def closed(end: int) -> bool:
            self.groups[number] = at, end
            return rest(end)

        if self._run(seq, 0, at, closed if number is not None else rest):
            return True
        if old is None:
            self.groups.pop(number, None)
        else:
            self.groups[number] = old
        return False

    def _repeat(self, kind: Any, value: Any, at: int, rest: Then) -> bool:
        least, most, seq = value
        if len(seq) == 1 and seq[0][0] in _ONE:
            return self._run_of_one(kind, (least, most, seq[0]), at, rest)
        if kind is op.POSSESSIVE_REPEAT:
            count = 0
            while count < most and (end := self._alone(seq, at)) > at:
                at, count = end, count + 1
            return (count >= least or self._alone(seq, at) == at) and rest(at)

        def more(count: int, start: int) -> bool:
            def again(end: int) -> bool:
                return end > start and more(count + 1, end) if count >= least \
                    else more(count + 1, end)
            first = lambda: count < most and self._run(seq, 0, start, again)  # noqa: E731
            last = lambda: count >= least and rest(start)  # noqa: E731
            return (last() or first()) if kind is op.MIN_REPEAT else (first() or last())

        return more(0, at)

    def _run_of_one(self, kind: Any, value: Any, at: int, rest: Then) -> bool:
        least, most, node = value
        end = at
        if kind is op.MIN_REPEAT:
            while end - at < least:
                if not self._one(node, end):
                    return False
                end += 1
            while not rest(end):
                if end - at >= most or not self._one(node, end):
                    return False
                end += 1
            return True
        while end - at < most and self._one(node, end):
            end += 1
        if kind is op.POSSESSIVE_REPEAT:
            return end - at >= least and rest(end)
        return any(rest(each) for each in range(end, at + least - 1, -1))

    def _at(self, value: Any, at: int) -> bool:
        text = self.text
        if value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            lines = self.flags & re.MULTILINE and value is op.AT_BEGINNING
            return at == 0 or bool(lines and text[at - 1] == "\n")
        if value in (op.AT_END, op.AT_END_STRING):
            if at == len(text) or (value is op.AT_END and text[at:] == "\n"):
                return True
            return bool(self.flags & re.MULTILINE and value is op.AT_END and text[at] == "\n")
        word = [bool(re.match(r"\w", text[each : each + 1])) if each >= 0 else False
                for each in (at - 1, at)]
        return (word[0] != word[1]) is (value is op.AT_BOUNDARY)


def takes(node: Any, ch: str, flags: int) -> bool:
    """Whether a node of one character takes this one."""
    kind, value = node
    if kind is op.ANY:
        return bool(flags & re.DOTALL) or ch != "\n"
    cases = {ch, ch.lower(), ch.upper()} if flags & re.IGNORECASE else {ch}
    if kind is op.LITERAL:
        return any(ord(each) == value for each in cases if len(each) == 1)
    if kind is op.NOT_LITERAL:
        return ord(ch) != value
    negated = value[0][0] is op.NEGATE
    return any(_in(item, each, flags) for item in value[negated:] for each in cases
               if len(each) == 1) is not negated


def starts(seq: Any, ch: str, flags: int) -> bool:
    """Whether a part can begin with a character; one that can be empty can with any."""
    for kind, value in seq:
        if kind in _ONE:
            return bool(ch) and takes((kind, value), ch, flags)
        if kind in _REPEATS:
            if starts(value[2], ch, flags):
                return True
            if value[0]:
                return False
        elif kind is op.BRANCH:
            return any(starts(each, ch, flags) for each in value[1])
        elif kind is op.SUBPATTERN and value[3].getwidth()[0]:
            return starts(value[3], ch, flags)
        elif kind not in (op.ASSERT, op.ASSERT_NOT, op.AT):
            return True
    return True


def _in(item: Any, ch: str, flags: int) -> bool:
    kind, value = item
    if kind is op.LITERAL:
        return bool(ord(ch) == value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(ch) <= value[1])
    return _category(_CATEGORIES[value], flags & re.ASCII).match(ch) is not None


@cache
def _category(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def example(seq: Any, flags: int, pick: int = 0) -> str:
    """A short text that a part of a pattern takes, mostly; `pick` of its choices."""
    made = ""
    for kind, value in seq:
        if kind in _ONE:
            made += characters((kind, value), flags)[:1]
        elif kind in _REPEATS:
            made += example(value[2], flags, pick) * max(1, min(value[0], 3))
        elif kind is op.SUBPATTERN:
            made += example(value[3], flags, pick)
        elif kind is op.BRANCH:
            made += example(value[1][pick % len(value[1])], flags, pick)
        elif kind is op.ATOMIC_GROUP:
            made += example(value, flags, pick)
    return made


def characters(node: Any, flags: int) -> str:
    """Characters that a node takes: those it names, and some of all kinds."""
    kind, value = node
    named = ""
    if kind is op.LITERAL:
        named = chr(value)
    elif kind is op.IN and value[0][0] is not op.NEGATE:
        named = "".join(chr(v if k is op.LITERAL else v[0]) for k, v in value
                        if k in (op.LITERAL, op.RANGE))
    others = (ch for ch in _POOL if ch not in named and takes(node, ch, flags))
    return named[:3] + "".join(islice(others, 4))


def pumps(seq: Any, flags: int, before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before a repeat without a bound, and what is repeated there: all of them."""
    for kind, value in seq:
        if kind in _REPEATS:
            if value[1] is op.MAXREPEAT or value[1] > 100:
                body = value[2]
                if len(body) == 1 and body[0][0] in _ONE:
                    yield from ((before, ch) for ch in characters(body[0], flags))
                else:
                    yield from ((before, example(body, flags, pick)) for pick in range(4))
            yield from pumps(value[2], flags, before)
        elif kind is op.SUBPATTERN:
            yield from pumps(value[3], flags, before)
        elif kind is op.BRANCH:
            for each in value[1]:
                yield from pumps(each, flags, before)
        elif kind is op.ATOMIC_GROUP:
            yield from pumps(value, flags, before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from pumps(value[1], flags, before)
        before += example([(kind, value)], flags)


def attacks(pattern: str, flags: int = 0) -> Iterator[tuple[str, str, str]]:
    """Texts that grow: a start, what is repeated, an end."""
    tree = _parser.parse(pattern, flags)
    whole = example(tree.data, tree.state.flags)
    seen = set()
    for before, pump in pumps(tree.data, tree.state.flags):
        for each in ((before, pump, ""), (before, pump, "\x01"), (before, pump, "\n\x01"),
                     ("", before + pump, ""), ("", before or pump, "\x01"),
                     ("", whole, "\x01"), ("", whole[: len(before) + 1], "\x01")):
            if each[1] and each not in seen:
                seen.add(each)
                yield each


def growth(pattern: str, flags: int, *, how: str) -> tuple[float, str]:
    """How many times the steps grow when a text grows four times, at the worst; and which text.

    4 is linear, 16 quadratic; infinity for more steps than are counted. `how` the pattern is used:
    "search" for every hit, "match", "fullmatch".
    """
    worst = 0.0, ""
    matcher = Matcher(pattern, flags)
    for attack in attacks(pattern, flags):
        grown = _grown(matcher, how, attack, 50)
        if grown > _DOUBT:      # a repeat with a high bound looks quadratic below it
            grown = _grown(matcher, how, attack, 200)
        worst = max(worst, (grown, repr(attack)))
        if grown > MOST_GROWN:
            break
    return worst


def _grown(matcher: Matcher, how: str, attack: tuple[str, str, str], short: int) -> float:
    start, pump, end = attack
    counts = []
    for size in (short, 4 * short):
        text = start + pump * (size // len(pump) + 1) + end
        try:
            counts.append(matcher.count(text, how))
        except TooManyError:
            return float("inf")
    return counts[1] / max(counts[0], short)
