"""A lighter weight: strokes become thinner, what is thin stays, and all stands where it stood."""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from fontbuild import weight

Box = tuple[int, int, int, int]


def font_of(*bars: Box) -> TTFont:
    """A face whose only letter is made of bars: left, bottom, right, top."""
    pen = TTGlyphPen(None)
    for left, low, right, high in bars:
        pen.moveTo((left, low))
        for corner in ((left, high), (right, high), (right, low)):
            pen.lineTo(corner)
        pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "I"])
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "I": pen.glyph()})
    return builder.font


def lightened(*bars: Box) -> list[Box]:
    font = font_of(*bars)
    weight.lighten(font)
    glyph = font["glyf"]["I"]
    points, ends, _ = glyph.getCoordinates(font["glyf"])
    rings, start = [], 0
    for end in ends:
        ring = points[start : end + 1]
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        rings.append((min(xs), min(ys), max(xs), max(ys)))
        start = end + 1
    return rings


def test_a_stem_is_thinner_from_both_sides_and_as_high() -> None:
    (left, low, right, high), = lightened((100, 0, 184, 660))
    assert (low, high) == (0, 660)
    assert right - left == 48
    assert left + right == 284, "from both sides alike"


def test_a_stroke_across_is_thinner_and_the_letter_stands_where_it_stood() -> None:
    foot, head = lightened((100, 0, 400, 80), (100, 580, 400, 660))
    assert (foot[1], head[3]) == (0, 660)
    assert foot[3] - foot[1] < 55 > head[3] - head[1]
    assert (foot[0], foot[2]) == (100, 400), "the ends of a stroke stay"


def test_what_is_thin_stays() -> None:
    assert lightened((100, 0, 140, 660)) == [(100, 0, 140, 660)]
