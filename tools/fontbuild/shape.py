"""Cutting a source font down to a static TrueType face with one glyph per character."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

CURVE_ERROR = 0.5  # of 1000 units: below what 4800 dpi shows at body size
# No layout tables: contextual shaping of Chinese punctuation is the layout's work, by rule.
KEPT = ("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post", "CFF ")


def cut(source: Path, codes: set[int]) -> TTFont:
    """The font at `source` with only `codes`, without hinting and layout tables."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.glyph_names = True  # dropped at the end; until then two glyphs must not be mixed up
    options.legacy_cmap = False
    options.name_IDs = [0, 9, 13, 14]
    options.name_languages = [0x409]
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False, lazy=True)
    options.drop_tables = sorted(set(font.keys()) - {*KEPT, "GlyphOrder"})
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    return font


def to_glyf(font: TTFont) -> None:
    """Turn CFF outlines into quadratic ones."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = drawn
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ):
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def one_glyph_each(font: TTFont) -> None:
    """Give every code point a glyph of its own.

    A PDF says for each glyph which character it stands for, so a glyph shared by U+2014 and
    U+2015 would be copied out of the document as one of the two wherever the other was written.
    """
    cmap = dict(font.getBestCmap())
    seen: set[str] = set()
    for code in sorted(cmap):
        name = cmap[code]
        if name in seen:
            copy = f"{name}.u{code:04X}"
            add(font, copy, deepcopy(font["glyf"][name]), font["hmtx"][name][0])
            cmap[code] = copy
        seen.add(name)
    set_cmap(font, cmap)


def add(font: TTFont, name: str, glyph: object, advance: int) -> None:
    """Add a glyph at the end, or put it in the place of the one of this name."""
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    glyf = font["glyf"]
    glyf.glyphs[name] = glyph
    glyf.glyphOrder = font.getGlyphOrder()
    glyf._reverseGlyphOrder = {}  # else fontTools looks up the old order
    font["hmtx"].metrics[name] = (advance, 0)


def set_cmap(font: TTFont, cmap: dict[int, str]) -> None:
    """Write one BMP table and, when needed, one full table."""
    FontBuilder(font=font).setupCharacterMap(dict(sorted(cmap.items())))
    for table in font["cmap"].tables:
        table.language = 0


def ink(font: TTFont, code: int) -> tuple[float, float, float, float]:
    """The box around a character's ink, in font units."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[code]].draw(pen)
    if pen.bounds is None:
        raise ValueError(f"U+{code:04X} has no ink")
    return pen.bounds


def move(font: TTFont, code: int, dx: float, dy: float, advance: int) -> None:
    """Shift a character's ink and set its advance."""
    glyphs = font.getGlyphSet()
    name = font.getBestCmap()[code]
    pen = TTGlyphPen(None)
    flat = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(flat)
    flat.replay(TransformPen(pen, (1, 0, 0, 1, round(dx), round(dy))))
    add(font, name, pen.glyph(), advance)


def spread(font: TTFont, code: int, centres: list[float]) -> None:
    """Centre a character's contours, from left to right, on `centres`."""
    name = font.getBestCmap()[code]
    glyph = font["glyf"][name]
    points, ends, _ = glyph.getCoordinates(font["glyf"])
    starts = [0, *(end + 1 for end in ends[:-1])]
    spans = [slice(first, last + 1) for first, last in zip(starts, ends, strict=True)]
    spans.sort(key=lambda span: min(x for x, _ in points[span]))
    for span, centre in zip(spans, centres, strict=True):
        xs = [x for x, _ in points[span]]
        shift = round(centre - (min(xs) + max(xs)) / 2)
        for i in range(span.start, span.stop):
            points[i] = (points[i][0] + shift, points[i][1])
    glyph.coordinates = points


def bar(font: TTFont, code: int, low: float, high: float, advance: int) -> None:
    """Make a character a bar as long as its advance, so that two in a row are one line."""
    cmap = dict(font.getBestCmap())
    name = cmap.setdefault(code, f"uni{code:04X}")
    pen = TTGlyphPen(None)
    corners = [(0, low), (0, high), (advance, high), (advance, low)]
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    add(font, name, pen.glyph(), advance)
    set_cmap(font, cmap)
