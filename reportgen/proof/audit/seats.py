"""Whose seat a figure stands in: two that were exchanged say another thing with the same digits.

The seat of a figure in prose is its sentence with all figures taken out, and which of them it is;
in a table the words of its row, names of the data among them, and of its column. A paragraph or a
row that is moved whole takes its seats along, and a sentence that is rewritten is nobody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.frozen import frozen
from reportgen.proof.word.provenance import Cell, Line

_HOLE = "\0"
_ENDS = re.compile("[。；！？\n]")
_WORDS = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")

Seat = tuple[str, str, int]      # the words around it, those of its column, which of the figures


@dataclass(slots=True)
class Seats:
    """Where each figure stands, and the words that there are without any figure."""

    of: dict[str, Seat] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


@frozen
class Strayed:
    """A figure that stands elsewhere; `other` is whose seat that is, empty where it was nobody's.

    `back` says that the other one stands in its own.
    """

    mark: str
    other: str
    back: bool = False


def seats(spots: Sequence[Line]) -> Seats:
    """The seats of the first place of each bookmark."""
    found = Seats()
    rows, columns = _rows(spots), _columns(spots)
    for spot in spots:
        row = _beside(rows, spot.cell) if spot.cell is not None else ""
        column = columns.get((spot.cell[0], spot.cell[2]), "") if spot.cell is not None else ""
        for sentence, names in _sentences(spot):
            around = f"{row}\t{sentence}" if spot.cell is not None else sentence
            if not _WORDS.search(around):
                continue        # a figure alone: nobody can tell whose place it is
            found.words |= {_bare(around), column}
            for order, name in enumerate(names):
                found.of.setdefault(name, (around, column, order))
    return found


def strayed(made: Seats, now: Seats, texts: Mapping[str, str]) -> Iterator[Strayed]:
    """The figures that stand in another's seat, or in another's sentence, row or column."""
    owners: dict[Seat, list[str]] = {}
    for mark, seat in made.of.items():
        owners.setdefault(seat, []).append(mark)
    for mark, seat in now.of.items():
        home = made.of.get(mark)
        if home is None or home == seat:
            continue
        others = owners.get(seat, [])
        if others and mark not in others:
            if texts.get(others[0]) != texts.get(mark):
                yield Strayed(mark, others[0], now.of.get(others[0]) == home)
        elif _moved(home, seat, made, now):
            yield Strayed(mark, "")


def _moved(home: Seat, seat: Seat, made: Seats, now: Seats) -> bool:
    """Whether it went to words that were there before, and left its own behind."""
    return any(
        new != old and old and new in made.words and old in now.words
        for old, new in ((_bare(home[0]), _bare(seat[0])), (home[1], seat[1])))


def _sentences(spot: Line) -> Iterator[tuple[str, list[str]]]:
    """The sentences of a text, a hole for each figure, with the figures' bookmarks."""
    text, last, names = "", 0, list[str]()
    for name, start, end in sorted(spot.marks, key=lambda mark: mark[1]):
        if start >= last:
            text, last = text + spot.text[last:start].replace(_HOLE, "") + _HOLE, end
            names.append(name)
    left, whole = iter(names), text + spot.text[last:].replace(_HOLE, "")
    before = ""
    for sentence in _ENDS.split(whole):
        here = [next(left) for _ in range(sentence.count(_HOLE))]
        if _WORDS.search(sentence):
            before = sentence
        yield (sentence if sentence is before else before + sentence), here


def _bare(words: str) -> str:
    return words.replace(_HOLE, "")


def _beside(rows: Mapping[tuple[int, int], Mapping[int, str]], cell: Cell) -> str:
    """The words of the other cells of a row."""
    table, row, column = cell
    return "".join(f"\t{text}" for at, text in rows.get((table, row), {}).items() if at != column)


def _rows(spots: Iterable[Line]) -> dict[tuple[int, int], dict[int, str]]:
    """Of each row the words of its cells without figures; that of a merged one from above."""
    found: dict[tuple[int, int], dict[int, str]] = {}
    heads: dict[int, str] = {}
    for spot in spots:
        if spot.cell is None or not spot.text.strip() or (spot.marks and _DIGIT.search(spot.text)):
            continue
        table, row, column = spot.cell
        if column == 1:
            heads[table] = spot.text
        start = {1: heads[table]} if table in heads else {}
        found.setdefault((table, row), start)[column] = spot.text
    return found


def _columns(spots: Iterable[Line]) -> dict[tuple[int, int], str]:
    """Of each column the words that stand in it before its first figure."""
    found: dict[tuple[int, int], str] = {}
    closed: set[tuple[int, int]] = set()
    for spot in spots:
        if spot.cell is None:
            continue
        column = spot.cell[0], spot.cell[2]
        if spot.marks:
            closed.add(column)
        elif column not in closed and spot.text.strip():
            found[column] = f"{found.get(column, '')}\t{spot.text}"
    return found
