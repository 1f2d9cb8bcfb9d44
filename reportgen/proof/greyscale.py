"""The charts of a finished PDF as an office printer shows them: in grey.

Colours, patterns, markers and texts are those of the file. Only what a mark means, which series it
belongs to, comes from the record of the drawing; so the two must be one picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pikepdf

from reportgen.charts.proof.grey import alike, faint
from reportgen.charts.record.drawing import Drawing, Mark, PathMark, TextMark
from reportgen.frozen import frozen
from reportgen.proof.pdf.charts import Painting, paintings

_ROUNDED = 0.006     # points between a number of the record and as it is written in a file


@frozen
class Unclear:
    """What a grey print of a chart does not show. `chart` counts from 0, in reading order."""

    chart: int
    page: int
    code: str
    words: str


def unclear(pdf: bytes, drawings: Sequence[Drawing]) -> tuple[Unclear, ...]:
    """What is wrong with the charts of a finished PDF, whose records are `drawings`, in order.

    E0731 two series alike, E0732 a text too pale, E0733 a picture that is not its record's.
    """
    try:
        found = paintings(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        return (Unclear(0, 0, "E0733", f"页面读不懂（{error}）"),)
    if len(found) != len(drawings):
        return (Unclear(0, 0, "E0733", f"页面上有{len(found)}张图，应有{len(drawings)}张"),)
    pairs = zip(found, drawings, strict=True)
    return tuple(each for n, pair in enumerate(pairs) for each in _unclear(n, *pair))


def _unclear(chart: int, painting: Painting, record: Drawing) -> Iterator[Unclear]:
    shown = meant(painting.marks, record)
    if shown is None:
        yield Unclear(chart, painting.page, "E0733", "印在页上的和画的不一样")
        return
    for pair in alike(shown):
        yield Unclear(chart, painting.page, "E0731",
                      f"“{pair.first}”和“{pair.second}”黑白印出来分不清")
    for text, why in faint(shown):
        yield Unclear(chart, painting.page, "E0732",
                      f"“{text}”黑白印出来看不清（{why}）")


def meant(marks: Sequence[Mark], record: Drawing) -> Drawing | None:
    """The marks of a file with the meaning they have in the record; None when they are others."""
    if len(marks) != len(record.marks):
        return None
    found: list[Mark] = []
    for mark, known in zip(marks, record.marks, strict=True):
        if not _same(mark, known):
            return None
        found.append(replace(mark, tag=known.tag))
    return Drawing(record.width, record.height, tuple(found))


def _same(mark: Mark, known: Mark) -> bool:
    """Whether a mark of the file is that of the record: in shape, place and words."""
    match mark, known:
        case PathMark(), PathMark():
            return len(mark.ops) == len(known.ops) and all(
                _near(a[-2:], b[-2:]) for a, b in zip(mark.ops, known.ops, strict=True))
        case TextMark(), TextMark():
            return mark.text == known.text and _near(
                (mark.x, mark.y, mark.size), (known.x, known.y, known.size))
    return False


def _near(first: Sequence[object], second: Sequence[object]) -> bool:
    """Whether numbers are the same but for rounding; letters must be equal."""
    return len(first) == len(second) and all(
        abs(a - b) < _ROUNDED if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(first, second, strict=True))
