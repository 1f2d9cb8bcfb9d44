"""Compares what two files say, piece by piece: text, numbers, order, what each piece is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest

from reportgen.patterns import late
from reportgen.proof.content import Difference, Kind, Piece, folded, in_lines
from reportgen.proof.stretches import stretches

_MANY = 40_000       # comparisons of pieces with pieces; more are not worth the wait
_END = "↵"           # shows where a line ends
_ROUND = 8           # characters shown on either side of a difference
_DIGIT = late(r"[0-9０-９〇一二三四五六七八九十百千万亿%％‰余多超约近逾]")


Key = tuple[Kind, int, tuple[int, int], str]


def _key(piece: Piece) -> Key:
    return piece.kind, piece.level, piece.spans, in_lines(piece)


def differences(pdf: list[Piece], word: list[Piece], other: str) -> Iterator[Difference]:
    """How the pieces of a PDF and of another file differ; `other` is what that one is called."""
    if len(pdf) == len(word) and all(_key(x) == _key(y) for x, y in zip(pdf, word, strict=True)):
        return
    a, b = [_key(each) for each in pdf], [_key(each) for each in word]
    here, there = (Counter(key[-1] for key in keys) for keys in (a, b))
    # What both files have as often, though not at the same place.
    strayed = {text for text, times in here.items() if text and there[text] == times}
    for same, i, k in stretches(a, b):
        if not same:
            yield from _unlike(pdf[i.start : i.stop], word[k.start : k.stop], strayed, other)


def _unlike(
    pdf: Sequence[Piece], word: Sequence[Piece], strayed: set[str], other: str
) -> Iterator[Difference]:
    """The differences of two stretches, piece by piece where they are of one kind."""
    for x, y in _pairs(pdf, word):
        if x is not None and y is not None:
            if _key(x) != _key(y):
                yield _changed(x, y, strayed, other)
        elif x is not None:
            yield _alone(x, strayed, "PDF", other)
        elif y is not None:
            yield _alone(y, strayed, other, "PDF")


def _pairs(
    pdf: Sequence[Piece], word: Sequence[Piece]
) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Which piece of one stretch belongs to which of the other."""
    if len(pdf) == len(word) or len(pdf) * len(word) > _MANY:
        yield from zip_longest(pdf, word)
        return
    taken = 0
    for piece in pdf:
        near = [
            i for i, other in enumerate(word[taken:], taken)
            if other.kind is piece.kind and _alike(piece.text, other.text)
        ]
        if not near:
            yield piece, None
            continue
        yield from ((None, each) for each in word[taken : near[0]])
        yield piece, word[near[0]]
        taken = near[0] + 1
    yield from ((None, each) for each in word[taken:])


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio() > 0.6


def _changed(x: Piece, y: Piece, strayed: set[str], name: str) -> Difference:
    one, other = in_lines(x), in_lines(y)
    if one == other:
        message = f"“{_short(one)}”在 PDF 里是{_kind(x)}，在 {name} 里是{_kind(y)}"
        return Difference("E1005", message, x.place(), y.place())
    if one in strayed and other in strayed:
        message = f"次序不同：PDF 里是“{_short(one)}”，{name} 里是“{_short(other)}”"
        return Difference("E1004", message, x.place(), y.place())
    at = next((i for i, (p, q) in enumerate(zip(one, other, strict=False)) if p != q),
              min(len(one), len(other)))
    number = any(_DIGIT.search(text[max(at - 1, 0) : at + 1]) for text in (one, other))
    word = "数不同" if number else "文字不同"
    if folded(one) == folded(other):
        word = "分行不同"
    message = f"{x.kind.value}{word}：PDF 写“{_round(one, at)}”，{name} 写“{_round(other, at)}”"
    return Difference("E1001" if number else "E1002", message,
                      x.place(_unfolded(x, at)), y.place(_unfolded(y, at)))


def _alone(piece: Piece, strayed: set[str], where: str, other: str) -> Difference:
    place = piece.place()
    sides = (place, None) if where == "PDF" else (None, place)
    text = in_lines(piece)
    if text in strayed:
        return Difference("E1004", f"次序不同：“{_short(text)}”在 {other} 里站在别处", *sides)
    what = f"{piece.kind.value}“{_short(text)}”" if text else f"空的{piece.kind.value}"
    return Difference("E1003", f"{other} 里没有{what}", *sides)


def _kind(piece: Piece) -> str:
    level = f"第{piece.level}级" if piece.kind is Kind.HEADING else ""
    column = f"（第{piece.level}列）" if piece.kind in (Kind.HEAD, Kind.CELL) else ""
    wide, high = piece.spans
    joined = f"，占{wide}列{high}行" * (piece.spans != (1, 1))
    return f"{level}{piece.kind.value}{column}{joined}"


def _short(text: str) -> str:
    shown = text.replace("\n", _END)
    return shown if len(shown) <= 3 * _ROUND else shown[: 3 * _ROUND] + "…"


def _round(text: str, at: int) -> str:
    """What stands round a character."""
    start, end = max(at - _ROUND, 0), at + _ROUND + 1
    shown = text[start:end].replace("\n", _END)
    return ("…" if start else "") + shown + ("…" if end < len(text) else "")


def _unfolded(piece: Piece, at: int) -> int:
    """Where the character that is number `at` of what is compared stands in the whole text."""
    text = piece.text
    solid = [i for i, character in enumerate(text) if in_lines(replace(piece, text=character))]
    return solid[at] if at < len(solid) else max(len(text) - 1, 0)
