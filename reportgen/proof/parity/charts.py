"""Charts that Word draws itself, beside the same charts drawn in the PDF.

What Word adds of its own, axes and their numbers, is its affair: every value and name that it shows
must be drawn in the PDF, as often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reportgen.patterns import late
from reportgen.proof.content import CHARTED, PICTURED, Difference, Kind, Piece, one_minus

_MISSING = "没有数据"          # what alternative texts say of a place without a value
_EMPTY = "空着的没有数据"     # what Word's chart says where the drawing has a —
_HAN = late("[\u4e00-\u9fff]")
# Before and behind a number that is drawn: 950 is not said by 超950, 1950, −950, 950余 or 950左右.
_BEFORE = "突破|超过|将近|接近|大约|不足|不到|至少|超|近|约|逾"
_BEGINS = "".join(f"(?<!{word})" for word in (*_BEFORE.split("|"), r"[\d.−-]"))
_ENDS = r"(?!\d|\.\d|[余多万亿]|左右|上下|以上|以下|以内)"


def without_charts(
    pdf: Sequence[Piece], word: Sequence[Piece]
) -> tuple[list[Piece], list[Piece], list[Difference]]:
    """Both files' pieces without the texts of such charts, and how these differ."""
    charts = {
        number: [piece for piece in inside if piece.kind in CHARTED]
        for number, (_, inside) in enumerate(_figures(word))
        if any(piece.kind in CHARTED for piece in inside)
    }
    drawn = _figures(pdf)
    differences = [
        each for number, texts in charts.items() if number < len(drawn)
        for each in _differences(*drawn[number], texts)
    ]
    gone = {id(piece) for number in charts if number < len(drawn) for piece in drawn[number][1]}
    first = [piece for piece in pdf if id(piece) not in gone]
    return first, [piece for piece in word if piece.kind not in CHARTED], differences


def _figures(pieces: Sequence[Piece]) -> list[tuple[Piece, list[Piece]]]:
    """Each picture, and the texts within it."""
    found: list[tuple[Piece, list[Piece]]] = []
    for piece in pieces:
        if piece.kind is Kind.FIGURE:
            found.append((piece, []))
        elif piece.kind in PICTURED and found:
            found[-1][1].append(piece)
    return found


def _differences(
    figure: Piece, drawn: Sequence[Piece], inside: Sequence[Piece]
) -> Iterator[Difference]:
    """How a chart differs from the drawing, from what is said of it, and from its own workbook."""
    places = {each.text.split("\t")[1] for each in inside if each.kind is Kind.POINT}
    # of many periods the drawing names some: the alternative text names all
    yield from _unlike(drawn, [each for each in inside if each.kind is Kind.TITLE or (
        each.kind is Kind.CHART and not (each.text in places and each.text in figure.text)
        and each.text + _MISSING not in figure.text)])
    yield from _misplaced(figure, [each for each in inside if each.kind is Kind.POINT])
    for each in inside:
        if each.kind is Kind.BOOK:
            yield Difference("E1008", each.text, figure.place(), each.place())


def _misplaced(figure: Piece, points: Sequence[Piece]) -> Iterator[Difference]:
    """Values that stand at another category than the alternative text of the PDF says.

    It says 东山村1286万元；西河村超950万元, of several series 2022年：东山村1020万元 …; of a chart
    of which it speaks otherwise nothing is claimed.
    """
    told = [tuple(one_minus(piece.text).split("\t")) for piece in points]
    names = list(dict.fromkeys(series for series, _, _ in told))
    for name in names:
        values = [(category, label) for series, category, label in told if series == name and label]
        text = _said_of(name, names, one_minus(figure.text))
        if not all(any(category + label in text for _, label in values) for category, _ in values):
            continue
        for category, label in values:
            if category + label not in text:
                message = f"Word 图表里“{category}”是“{label}”，PDF 的替代文字里不是"
                yield Difference("E1004", message, figure.place(), points[0].place())


def _said_of(name: str, names: Sequence[str], text: str) -> str:
    """The part of an alternative text that speaks of one of several series."""
    if len(names) < 2:
        return text
    starts = sorted(at for each in names if (at := text.find(f"{each}：")) >= 0)
    start = text.find(f"{name}：")
    if start < 0:
        return ""
    return text[start : next((at for at in starts if at > start), len(text))]


def _unlike(drawn: Sequence[Piece], texts: Sequence[Piece]) -> Iterator[Difference]:
    apart = one_minus("\n".join(piece.text for piece in drawn))
    together = "".join(apart.split())
    places = {piece.text: piece.place() for piece in texts}
    where = drawn[0].place() if drawn else None
    wanted = Counter(piece.text for piece in texts if piece.kind is Kind.CHART)
    titles = {piece.text: 1 for piece in texts if piece.text != _EMPTY or "—" not in apart}
    for text, times in {**titles, **wanted}.items():
        found = len(re.findall(f"{_BEGINS}{re.escape(one_minus(text))}{_ENDS}", apart))
        if _HAN.search(text):       # a long name is drawn in several lines
            found = max(found, together.count(one_minus("".join(text.split()))))
        if found < times:
            code = "E1001" if re.search(r"\d", text) else "E1002"
            message = f"Word 图表里的“{text}”，PDF 的图里没有"
            yield Difference(code, message, where, places[text])
