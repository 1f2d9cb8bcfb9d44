"""What all the faces have in common: mended punctuation, names, metrics, fixed dates."""

from __future__ import annotations

from fontTools.ttLib import TTFont

from fontbuild import shape

ASCENT, DESCENT = 0.880, -0.120
# 2023-01-01 in seconds since 1904, the epoch of the head table: no build day in the bytes.
FIXED_DATE = 3_755_376_000
_CLOSING = {0x201D: 70, 0x2019: 85}  # left edge of the ink, as in the song face
_OPENING = {0x201C: 930, 0x2018: 915}  # right edge
_CENTRED = "×÷±−∏∑∼"  # one em wide in every face
_DASHES = (0x2014, 0x2015)


def mend_chinese(font: TTFont) -> None:
    """Dashes that join, quotation marks of one em, one width of the middle dot."""
    em = font["head"].unitsPerEm
    codes = font.getBestCmap()
    _join_dashes(font, em)
    for code, edge in _OPENING.items():
        if code in codes and _advance(font, code) != em:
            shape.move(font, code, edge - shape.ink(font, code)[2], 0, em)
    for code, edge in _CLOSING.items():
        if code in codes and _advance(font, code) != em:
            shape.move(font, code, edge - shape.ink(font, code)[0], 0, em)
    if 0xB7 in codes:
        _centre_dot(font, em)
    if 0x2026 in codes:
        _space_ellipsis(font, em)
    for code in map(ord, _CENTRED):
        if code in codes and _advance(font, code) < em:
            left, _, right, _ = shape.ink(font, code)
            shape.move(font, code, (em - left - right) / 2, 0, em)


def _join_dashes(font: TTFont, em: int) -> None:
    if 0x2014 not in font.getBestCmap():
        return
    _, low, _, high = shape.ink(font, 0x2014)
    weight = round(high - low)
    if _advance(font, 0x2014) != em:  # a Latin dash, at the height of small letters: lift it
        _, below, _, above = shape.ink(font, 0x2015)
        low = round((below + above - weight) / 2)
    for code in _DASHES:
        shape.bar(font, code, round(low), round(low) + weight, em)


def _centre_dot(font: TTFont, em: int) -> None:
    """Half an em wide, in the middle of the height of Han characters."""
    left, low, right, high = shape.ink(font, 0xB7)
    middle = 0.38 * em
    if ord("国") in font.getBestCmap():
        _, bottom, _, top = shape.ink(font, ord("国"))
        middle = (bottom + top) / 2
    shape.move(font, 0xB7, em / 4 - (left + right) / 2, middle - (low + high) / 2, em // 2)


def _space_ellipsis(font: TTFont, em: int) -> None:
    """Three dots at sixths of the em, so that …… is six dots evenly apart."""
    left, _, right, _ = shape.ink(font, 0x2026)
    if right - left < 0.72 * em:
        shape.spread(font, 0x2026, [em / 6, em / 2, em * 5 / 6])


def _advance(font: TTFont, code: int) -> int:
    return int(font["hmtx"][font.getBestCmap()[code]][0])


def rename(font: TTFont, family: str, postscript: str, version: str, note: str) -> None:
    """Our own names; the copyright and licence records stay."""
    names = font["name"]
    keep = {i: names.getDebugName(i) for i in (0, 9, 13, 14)}
    names.names = []
    ours = {
        1: family,
        2: "Regular",
        3: f"{version};{postscript}",
        4: family,
        5: f"Version {version}",
        6: postscript,
        10: note,
    }
    for number, text in sorted({**keep, **ours}.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)


def settle(font: TTFont, version: str) -> None:
    """Metrics, embedding rights, weight, bearings and dates."""
    em = font["head"].unitsPerEm
    _set_metrics(font, round(ASCENT * em), round(DESCENT * em))
    head = font["head"]
    head.created = head.modified = FIXED_DATE
    head.fontRevision = float(version)
    head.macStyle = 0
    head.flags = 0b0000_1011  # baseline at 0, left bearing at 0, whole ppem
    post = font["post"]
    post.formatType = 3.0
    post.italicAngle = 0
    post.minMemType42 = post.maxMemType42 = post.minMemType1 = post.maxMemType1 = 0
    metrics = font["hmtx"].metrics
    for name in font.getGlyphOrder():
        glyph = font["glyf"][name]
        glyph.recalcBounds(font["glyf"])
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))


def _set_metrics(font: TTFont, ascent: int, descent: int) -> None:
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, descent, 0
    os2.version = max(os2.version, 4)
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, -descent
    os2.fsType = 0
    os2.usWeightClass = 400  # matplotlib warns at 500, and no face here is the bold of another
    os2.fsSelection = 0b1100_0000  # regular, and the typographic metrics are the ones to use
    os2.achVendID = "RGEN"
    os2.usMaxContext = 0
    os2.recalcUnicodeRanges(font)
    os2.recalcCodePageRanges(font)
    os2.updateFirstAndLastCharIndex(font)
