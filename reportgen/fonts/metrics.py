"""The vertical measures of a face, in 1/1000 em.

Chinese faces put the box of a Han character at different heights over the baseline: most from
−0.12 to 0.88 em, the older ones from −0.14 to 0.86; and some draw their Han well below the middle
of the box they declare. Pages want the ink of Han centred in a box that ends at 0.88, so that a
line in two faces stands level; what a face differs by is its `rise`.
"""

from __future__ import annotations

import struct
from typing import Any

EM = 1000
BOX_ASCENT = 880    # where pages put the top of a Han character's box
_LOWEST, _HIGHEST = 700, 1000
_TOLERANCE = 10
_SAMPLE = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当"
)
_ENOUGH = 20     # of them; a face with fewer is a fragment, and what it declares is better evidence


def ascent_of_box(hb_face: Any, hb_font: Any) -> int:
    """The top of the box over the baseline in whose middle the face has its Han.

    The ink of common Han tells, to a hundredth of an em. A face that has few of them is taken at
    its word: by the ideographic baseline of its BASE table, else by those ascents and descents
    (OS/2, hhea) that are an em apart, as a Han box is. Where it says nothing, 国 tells.
    """
    if (seen := _by_ink(hb_face, hb_font, _SAMPLE)) and seen[1] >= _ENOUGH:
        return BOX_ASCENT if abs(seen[0] - BOX_ASCENT) <= _TOLERANCE else seen[0]
    ideographic = hb_font.get_layout_baseline("ideo", "LTR", "hani", "")
    upem = hb_face.upem
    found = [] if ideographic is None else [(EM + round(ideographic * EM / upem))]
    for tag, at in (("OS/2", 68), ("hhea", 4)):
        ascent, descent = _pair(hb_face, tag, at)
        if abs(ascent - descent - EM) <= _TOLERANCE:
            found.append(ascent)
    if alone := _by_ink(hb_face, hb_font, "国"):
        found.append(alone[0])
    return next((value for value in found if _LOWEST <= value <= _HIGHEST), BOX_ASCENT)


def _by_ink(hb_face: Any, hb_font: Any, text: str) -> tuple[int, int] | None:
    """The top of a box in whose middle the ink of these characters is, and how many there are."""
    middles = []
    for ch in text:
        gid = hb_font.get_nominal_glyph(ord(ch))
        extents = hb_font.get_glyph_extents(gid) if gid else None
        if extents is not None and extents.height:
            middles.append(extents.y_bearing + extents.height / 2)
    if not middles:
        return None
    return round(sum(middles) / len(middles) * EM / hb_face.upem) + EM // 2, len(middles)


def vertical(hb_face: Any) -> tuple[int, int, int]:
    """Ascent, descent and height of capitals, for the font descriptor of a PDF."""
    ascent, descent = _pair(hb_face, "OS/2", 68)
    if not ascent:
        ascent, descent = _pair(hb_face, "hhea", 4)
    capitals, _ = _pair(hb_face, "OS/2", 88)
    return ascent or BOX_ASCENT, descent or BOX_ASCENT - EM, capitals or 700


def _pair(hb_face: Any, tag: str, at: int) -> tuple[int, int]:
    """Two signed numbers of a table in 1/1000 em; 0, 0 where the table ends before."""
    table = bytes(hb_face.reference_table(tag).data)
    if len(table) < at + 4:
        return 0, 0
    first, second = struct.unpack(">2h", table[at : at + 4])
    return round(first * EM / hb_face.upem), round(second * EM / hb_face.upem)
