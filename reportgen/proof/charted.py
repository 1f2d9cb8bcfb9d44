"""Charts that Word draws itself, beside the same charts drawn in the PDF.

What Word adds of its own, axes and their numbers, is its affair: every value and name that it shows
must be drawn in the PDF, as often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reportgen.proof.said import Difference, Kind, Piece

_HAN = re.compile("[\u4e00-\u9fff]")


def without_charts(
    pdf: Sequence[Piece], word: Sequence[Piece]
) -> tuple[list[Piece], list[Piece], list[Difference]]:
    """Both files' pieces without the texts of such charts, and how these differ."""
    charts = {
        number: [piece for piece in inside if piece.kind is Kind.CHART]
        for number, inside in enumerate(_figures(word))
        if any(piece.kind is Kind.CHART for piece in inside)
    }
    drawn = _figures(pdf)
    differences = [
        each for number, texts in charts.items() if number < len(drawn)
        for each in _unlike(drawn[number], texts)
    ]
    gone = {id(piece) for number in charts if number < len(drawn) for piece in drawn[number]}
    first = [piece for piece in pdf if id(piece) not in gone]
    return first, [piece for piece in word if piece.kind is not Kind.CHART], differences


def _figures(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The texts within each picture, in the order of the pictures."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if piece.kind is Kind.FIGURE:
            found.append([])
        elif piece.kind in (Kind.LABEL, Kind.CHART) and found:
            found[-1].append(piece)
    return found


def _unlike(drawn: Sequence[Piece], texts: Sequence[Piece]) -> Iterator[Difference]:
    apart = "\n".join(piece.text for piece in drawn)
    together = "".join(apart.split())
    places = {piece.text: piece.place() for piece in texts}
    where = drawn[0].place() if drawn else None
    for text, times in Counter(piece.text for piece in texts).items():
        found = len(re.findall(rf"(?<![\d.]){re.escape(text)}(?!\d)", apart))
        if _HAN.search(text):       # a long name is drawn in several lines
            found = max(found, together.count("".join(text.split())))
        if found < times:
            code = "E1001" if re.search(r"\d", text) else "E1002"
            message = f"Word 图表里的“{text}”，PDF 的图里没有"
            yield Difference(code, message, where, places[text])
