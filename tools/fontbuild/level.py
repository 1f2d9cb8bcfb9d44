"""All faces stand at one height: the ink of common Han is centred where the em box is.

The sources put their Han up to 0.07 em lower in the box than the others do, so that words of two
faces in one line would not stand level. Whatever belongs to Han is lifted along with them; what
is set among Western letters keeps the baseline.
"""

from __future__ import annotations

from pathlib import Path
from statistics import mean

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from fontbuild import shape

MIDDLE = 0.380  # of the em over the baseline: the middle of a box from -0.12 to 0.88
NEAR = 0.010  # of the em: what stands so near already stays as it is
# Not an em wide in every source, but set among Han.
_EASTERN = (
    "\u2014\u2015\u2018\u2019\u201c\u201d\u2026\u00b7"
    "\u00d7\u00f7\u00b1\u2212\u220f\u2211\u223c"
)


def rise(source: Path, han: str) -> float:
    """How far a source's glyphs must be lifted, in ems; 0 where they stand well."""
    with TTFont(source, lazy=True) as font:
        known, em = font.getBestCmap(), font["head"].unitsPerEm
        boxes = [shape.ink(font, ord(ch)) for ch in han if ord(ch) in known]
    low = MIDDLE - mean((bottom + top) / 2 for _, bottom, _, top in boxes) / em
    return low if abs(low) > NEAR else 0.0


def lift(font: TTFont, ems: float) -> None:
    """Lift what stands in squares of an em, and the marks that will."""
    em = font["head"].unitsPerEm
    dy = round(ems * em)
    if not dy:
        return
    codes = font.getBestCmap()
    names = {name for name, (advance, _) in font["hmtx"].metrics.items() if advance == em}
    names |= {codes[ord(ch)] for ch in _EASTERN if ord(ch) in codes}
    glyphs, glyf = font.getGlyphSet(), font["glyf"]
    made = {name: DecomposingRecordingPen(glyphs) for name in names if glyf[name].isComposite()}
    for name, drawn in made.items():  # before their parts are lifted, which may be characters, too
        glyphs[name].draw(drawn)
    for name in names - made.keys():
        if glyf[name].numberOfContours:
            glyf[name].coordinates.translate((0, dy))
    for name, drawn in made.items():
        pen = TTGlyphPen(None)
        drawn.replay(TransformPen(pen, (1, 0, 0, 1, 0, dy)))
        glyf.glyphs[name] = pen.glyph()
