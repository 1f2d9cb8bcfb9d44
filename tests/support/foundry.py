"""Casts small font files of every kind from a bundled face, for tests of users' own faces.

The outlines are those of the bundled face, so what a page shows can be compared with what it
shows when set in the bundled face itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from reportgen.fonts import fonts_dir

TEXT = "示例镇一二三四五六七八九十，。：；、（）“”‘’——……·国口𬭎𫖯Ag0123456789 "
Names = dict[str, str]


def cut(text: str = TEXT, source: str = "noto/RGSong.ttf", names: Names | None = None) -> TTFont:
    """A small TrueType font of these characters, named as asked."""
    options = subset.Options()
    options.notdef_outline = True
    options.glyph_names = True
    options.name_IDs = ["*"]
    font = TTFont(fonts_dir() / source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(ch) for ch in text})
    cutter.subset(font)
    rename(font, names or {"family": "Probe Song", "ps": "ProbeSong"})
    return font


def rename(font: TTFont, names: Names) -> None:
    """Family, full and PostScript name; `zh` is the Chinese family name."""
    table = font["name"]
    table.names = []
    for number, text in ((1, names["family"]), (2, "Regular"), (4, names["family"]),
                         (6, names["ps"])):
        table.setName(text, number, 3, 1, 0x409)
    if "zh" in names:
        table.setName(names["zh"], 1, 3, 1, 0x804)
        table.setName(names["zh"], 4, 3, 1, 0x804)


def glyf(path: Path, text: str = TEXT, **names: str) -> Path:
    """A TrueType file."""
    cut(text, names=names or None).save(path)
    return path


def name_keyed(path: Path, text: str = TEXT, em: int = 1000, **names: str) -> Path:
    """An OpenType file whose outlines are cubic and whose glyphs have names."""
    cubic(cut(text, names=names or None), em).save(path)
    return path


def sharing(path: Path, twins: dict[str, str]) -> Path:
    """A name-keyed file in which each key is shown by the glyph of its value."""
    font = cut()
    cmap = font.getBestCmap()
    cmap |= {ord(twin): cmap[ord(ch)] for twin, ch in twins.items()}
    FontBuilder(font=font).setupCharacterMap(cmap)
    cubic(font).save(path)
    return path


def drawn_as(path: Path, twins: dict[str, str], **names: str) -> Path:
    """A TrueType file that draws each key, a rare character, as its value is drawn."""
    font = cut("".join(twins.values()) + "、", names=names or None)
    cmap = font.getBestCmap()
    FontBuilder(font=font).setupCharacterMap(
        {ord(rare): cmap[ord(ch)] for rare, ch in twins.items()} | {0x3001: cmap[0x3001]})
    font.save(path)
    return path


def cubic(font: TTFont, em: int = 1000) -> TTFont:
    """The font with a name-keyed CFF table in the place of its quadratic outlines."""
    k = em / font["head"].unitsPerEm
    glyphs, metrics = font.getGlyphSet(), font["hmtx"].metrics
    shapes, widths = {}, {}
    for name in font.getGlyphOrder():
        widths[name] = round(metrics[name][0] * k)
        pen = T2CharStringPen(widths[name], None)
        glyphs[name].draw(TransformPen(pen, (k, 0, 0, k, 0, 0)))
        shapes[name] = pen.getCharString()
    ps = font["name"].getDebugName(6)
    builder = FontBuilder(em, isTTF=False)
    builder.setupGlyphOrder(font.getGlyphOrder())
    builder.setupCharacterMap(font.getBestCmap())
    top = {"FullName": ps, "FontMatrix": [1 / em, 0, 0, 1 / em, 0, 0]}
    builder.setupCFF(ps, top, shapes, {})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    ascent, descent = round(0.88 * em), round(-0.12 * em)
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, fsType=0)
    builder.font["name"] = font["name"]
    builder.setupPost()
    return builder.font


def cid_keyed(path: Path, text: str = TEXT, **names: str) -> Path:
    """An OpenType file whose glyphs have numbers, and not those of their order."""
    font = cubic(cut(text, names=names or None))
    cff = font["CFF "].cff
    top = cff.topDictIndex[0]
    order = font.getGlyphOrder()
    cids = [".notdef", *(f"cid{7 + 3 * i:05d}" for i in range(len(order) - 1))]
    renamed = dict(zip(order, cids, strict=True))
    part = FontDict()
    part.setCFF2(False)
    part.Private, part.FontName = top.Private, "ProbePart"
    del top.Private
    shapes = top.CharStrings
    shapes.charStrings = {renamed[name]: at for name, at in shapes.charStrings.items()}
    top.charset = cids
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = 7 + 3 * len(order)
    top.FDArray = FDArrayIndex()
    top.FDArray.append(part)
    top.FDSelect = FDSelect()
    top.FDSelect.gidArray, top.FDSelect.format = [0] * len(order), 3
    shapes.fdSelect, shapes.fdArray = top.FDSelect, top.FDArray
    cmap = {code: renamed[name] for code, name in font.getBestCmap().items()}
    metrics = font["hmtx"].metrics
    font.setGlyphOrder(cids)
    font["hmtx"].metrics = {renamed[name]: value for name, value in metrics.items()}
    FontBuilder(font=font).setupCharacterMap(cmap)
    font.save(path)
    return path


def collection(path: Path, *fonts: TTFont) -> Path:
    """A collection of fonts."""
    together = TTCollection()
    together.fonts = list(fonts)
    together.save(path)
    return path


def variable(path: Path, text: str = TEXT, low: int = 100, **names: str) -> Path:
    """A TrueType file with an axis of weight whose default is its lightest."""
    font = cut(text, names=names or None)
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", low, low, 900, "Weight")], [])
    deltas: dict[str, list[Any]] = {}
    for name in font.getGlyphOrder():
        shape = font["glyf"][name]
        points = shape.getCoordinates(font["glyf"])[0] if shape.numberOfContours else []
        moved = [(40 if i % 2 else -40, 0) for i in range(len(points))]
        deltas[name] = [TupleVariation({"wght": (0.0, 1.0, 1.0)}, [*moved, *[(0, 0)] * 4])]
    builder.setupGvar(deltas)
    font.save(path)
    return path


def marked(path: Path, fs_type: int, text: str = TEXT) -> Path:
    """A TrueType file whose licence bits say how it may be embedded."""
    font = cut(text)
    font["OS/2"].fsType = fs_type
    font.save(path)
    return path


def edited(path: Path, change: Callable[[TTFont], None], text: str = TEXT, **names: str) -> Path:
    """A TrueType file changed by hand."""
    font = cut(text, names=names or None)
    change(font)
    font.save(path)
    return path
