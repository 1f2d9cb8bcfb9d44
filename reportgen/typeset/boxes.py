"""Where a line may end: prohibitions at line starts and ends, words, numbers (K01-K03, K11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from reportgen.typeset import classes as k

# [prefixes] core {what may not start a line}. Possessive, so that any text takes linear time.
# core: a word or number with its sign, separators, suffix and the other end of a range; one
# other character; —— and …… in one piece.
_WORD = r"[lna]++(?:[dp]++[lna]++)*+"
_SOLIDI = r"S++(?:[oyS]*+(?:[lna]++|x++|e++|.)|[oyS]++)?+"     # no line may end with one
_AFTER = rf"(?:[cktzZmpdxev]++|a[lnap]*+|{_SOLIDI}|s++(?=[cktzZmpdxevS]))"
_PLAIN = "h(?=[hlnoy])|h[kct]++(?=[hlno])"                 # most of them, found at once
_BOX = re.compile(rf"{_PLAIN}|[oyS]*(?:{_WORD}|x++|e++|.){_AFTER}*+s*+", re.DOTALL)

_URL = re.compile(r"(?:[a-z][a-z0-9+.-]{0,15}://|www\.)[!-~]+", re.IGNORECASE)
_SEPARATOR = re.compile(r"(?<![/.?&=_#:+@~-])[/.?&=_#:+@~-]++(?=[A-Za-z0-9%])")
_URL_AHEAD = 3  # characters of an address that stay on the line before its first break


def hard_breaks(text: str, letters: str) -> list[int]:
    """Where a line may begin: 0, and the end of the text, included."""
    found = [0, *accumulate(map(len, _BOX.findall(letters)))]
    if "://" in text or "www." in text:
        more = (
            position for address in _URL.finditer(text)
            for position in word_breaks(text, address.start(), address.end())
            if position - address.start() > _URL_AHEAD
        )
        found = sorted({*found, *more})
    return found


def word_breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Positions after / . - and their like inside an address or a long word, not in numbers."""
    for found in _SEPARATOR.finditer(text, start, end):
        if start < found.start() and found.end() < end and _between(text, found):
            yield found.end()


def _between(text: str, found: re.Match[str]) -> bool:
    """Whether it separates two parts of a word: no sign of a number, no point in one."""
    before, after = text[found.start() - 1], text[found.end()]
    return before.isascii() and not (before.isdigit() and after.isdigit())


def inside_ranges(letters: str, start: int, end: int) -> Iterator[int]:
    """Positions behind the connector of a range: where one wider than the line is parted (K15)."""
    before, after = k.CONNECTOR + k.SUFFIX, k.LATIN + k.DIGIT + k.ASCII
    for position in range(start + 1, end):
        if letters[position - 1] in before and letters[position] in after:
            yield position


def inside_words(letters: str, start: int, end: int) -> Iterator[int]:
    """Positions between two characters of one word: the last resort before breaking marks."""
    inside = k.LATIN + k.DIGIT + k.ASCII
    for position in range(start + 1, end):
        if letters[position] in inside and letters[position - 1] in inside:
            yield position


def anywhere(letters: str, start: int, end: int) -> Iterator[int]:
    """Every position, save before combining marks."""
    return (p for p in range(start + 1, end) if letters[p] != k.JOINED)
