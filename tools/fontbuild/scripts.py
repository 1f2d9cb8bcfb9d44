"""Sub- and superscripts that a source lacks, made from its own digits and signs.

Of a design with the digits beside them: CO₂ in 黑体 is not to borrow its ₂ from 楷体. Where a
source has superscripts of its own, what is made here is as high and as heavy as they are.
"""

from __future__ import annotations

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from fontbuild import shape

_SCALE = 0.6
_RAISED, _LOWERED = 0.46, -0.15  # of the em: where the baseline comes to stand
_PLAIN = "0123456789+−=()"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"


def add_missing(font: TTFont) -> None:
    """Give the face the scripts it lacks, if it has any digits to make them from."""
    cmap = dict(font.getBestCmap())
    for row, rise in ((_SUPERSCRIPTS, _RAISED), (_SUBSCRIPTS, _LOWERED)):
        for ch, plain in zip(row, _PLAIN, strict=True):
            if ord(ch) not in cmap and ord(plain) in cmap:
                cmap[ord(ch)] = _small(font, ord(ch), cmap[ord(plain)], rise)
    shape.set_cmap(font, cmap)


def _small(font: TTFont, code: int, plain: str, rise: float) -> str:
    """A glyph for `code`: the one named `plain`, made small; of a wide sign the ink only."""
    em, glyphs = font["head"].unitsPerEm, font.getGlyphSet()
    advance = font["hmtx"][plain][0]
    drawn, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
    glyphs[plain].draw(drawn)
    left = 0.0
    if advance == em:       # a minus stands in a square: leave it the room that a digit has
        advance = font["hmtx"][font.getBestCmap()[ord("0")]][0]
        left = (em - advance) / 2
    drawn.replay(TransformPen(pen, (_SCALE, 0, 0, _SCALE, -left * _SCALE, rise * em)))
    name = f"uni{code:04X}"
    shape.add(font, name, pen.glyph(), round(advance * _SCALE))
    return name
