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

_SEPARATOR = re.compile(r"(?<![/.?&=_#:+@~-])[/.?&=_#:+@~-]++(?=[A-Za-z0-9%])")
_LONG_WORD = re.compile("[lnapy]{12,}")  # of class letters: shorter ones hardly tear a line
_ADDRESS = re.compile(
    r"://|^www\.|@[a-z0-9-]++\.[a-z]"                    # of a page, of mail
    r"|(?<![a-z0-9.-])(?:[a-z0-9-]++\.){2,}[a-z]{2}"     # a host: www.a.cn, a.gov.cn/b
    r"|^[a-z]:\\|^/[^/]++/|\.[a-z][a-z0-9]{1,4}$",       # a path, a file
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"(?<=[/\\?&=#])(?=[A-Za-z0-9%])|(?<=[^%/.?&=_#:+@~-])(?=%[0-9A-Fa-f]{2})")
_AHEAD = 3  # characters of an address that stay on the line before its first break


def hard_breaks(text: str, letters: str) -> list[int]:
    """Where a line may begin: 0, and the end of the text, included."""
    found = [0, *accumulate(map(len, _BOX.findall(letters)))]
    more = [
        position for word in _LONG_WORD.finditer(letters)
        if _ADDRESS.search(text[word.start() : word.end()])
        for position in _address_breaks(text, *word.span()) if position - word.start() > _AHEAD
    ]
    return sorted({*found, *more}) if more else found


def _address_breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Positions inside an address: after its separators, those between two numbers too; before %.
    """
    yield from word_breaks(text, start, end)
    yield from (found.start() for found in _IN_ADDRESS.finditer(text, start + 1, end))


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
