"""Faces, advances, coverage and subsets.

This is the only room that knows HarfBuzz. Lengths are integers in 1/1000 em everywhere, so that
line layout adds exactly and two builds agree.
"""

from reportgen.fonts.cuts import Cut
from reportgen.fonts.face import Face, PathOp
from reportgen.fonts.library import Chain, FontLibrary, fonts_dir
from reportgen.fonts.problems import ways_out
from reportgen.fonts.subset import FontProgram, glyphs_of, standalone, subset

__all__ = [
    "Chain",
    "Cut",
    "Face",
    "FontLibrary",
    "FontProgram",
    "PathOp",
    "fonts_dir",
    "glyphs_of",
    "standalone",
    "subset",
    "ways_out",
]
