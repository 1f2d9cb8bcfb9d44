"""No input takes more than linear time: work is counted, no clock is read."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import pytest
from support import patterns, steps
from support.patterns import Found

T = TypeVar("T")
# Patterns that are only given a short text, or used by another name: what holds them.
HOW = {
    ("narrative/genres/briefing.py", "_ISSUE"): "fullmatch",
    ("narrative/genres/briefing.py", "_COPIES"): "fullmatch",
}
SHORT = {("provenance/bindings.py", "_BEFORE"): "60 characters"}


@cache
def all_patterns() -> tuple[Found, ...]:
    done = subprocess.run([sys.executable, patterns.__file__], capture_output=True, check=True)
    return tuple(Found(*each) for each in json.loads(done.stdout))


def deep(act: Callable[[], T]) -> T:
    """What needs a deep stack, in a thread that has one."""
    made: list[T] = []
    before, limit = threading.stack_size(512 << 20), sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    thread = threading.Thread(target=lambda: made.append(act()))
    thread.start()
    threading.stack_size(before)
    thread.join()
    sys.setrecursionlimit(limit)
    return made[0]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_pattern_looks_at_the_same_characters_again_and_again(part: int) -> None:
    known = all_patterns()
    assert len(known) > 300
    slow = deep(lambda: [
        f"{each.file}:{each.line} {each.name}: ×{grown:.0f} {text}"
        for each in known[part::4] if (each.file, each.name) not in SHORT
        for grown, text in [steps.growth(each.pattern, each.flags,
                                         how=HOW.get((each.file, each.name), each.how))]
        if grown > steps.MOST_GROWN])
    assert not slow


@pytest.mark.parametrize(("pattern", "how"), [
    (r"\s*,", "search"), (r"(a+)+$", "fullmatch"), (r"#(\S.*?)[ \t]*#*[ \t]*$", "match"),
    (r"“[^”]*”", "search"), (r"\s*x?\s*y", "fullmatch"), (r"<a.*?>b", "search"),
    (r"(?:a|b|ab)*c", "match"), (r"[0-9.,]*[0-9] ?m", "search"),
])
def test_a_slow_pattern_is_seen(pattern: str, how: str) -> None:
    assert deep(lambda: steps.growth(pattern, 0, how=how)[0]) > steps.MOST_GROWN


@pytest.mark.parametrize(("pattern", "how"), [
    (r"(?<!\s)\s*,", "search"), (r"a++$", "fullmatch"), (r"“[^“”]*”", "search"),
    (r"\s*+x?\s*+y", "fullmatch"), (r"(?:ab|a)*c", "match"), (r"\s*,", "match"),
])
def test_a_linear_pattern_passes(pattern: str, how: str) -> None:
    assert deep(lambda: steps.growth(pattern, 0, how=how)[0]) < steps.MOST_GROWN
