"""The vertical measures of a face, in 1/1000 em.

Chinese faces put the box of a Han character at different heights over the baseline: most from
−0.12 to 0.88 em, the older ones from −0.14 to 0.86. Pages measure from the box, so that a line in
two faces stands level; what a face differs by is its `rise`.
"""

from __future__ import annotations

import struct
from typing import Any

EM = 1000
BOX_ASCENT = 880    # where pages put the top of a Han character's box
_LOWEST, _HIGHEST = 700, 1000
_TOLERANCE = 10


def ascent_of_box(hb_face: Any, hb_font: Any, mark: str = "国") -> int:
    """The top of the Han box over the baseline.

    As the face says: by the ideographic baseline of its BASE table, else by those ascents and
    descents (OS/2, hhea) that are an em apart, as a Han box is. Where it says nothing, the ink of a
    character tells that fills its box evenly.
    """
    ideographic = hb_font.get_layout_baseline("ideo", "LTR", "hani", "")
    upem = hb_face.upem
    found = [] if ideographic is None else [(EM + round(ideographic * EM / upem))]
    for tag, at in (("OS/2", 68), ("hhea", 4)):
        ascent, descent = _pair(hb_face, tag, at)
        if abs(ascent - descent - EM) <= _TOLERANCE:
            found.append(ascent)
    gid = hb_font.get_nominal_glyph(ord(mark))
    extents = hb_font.get_glyph_extents(gid) if gid else None
    if extents is not None and extents.height:
        middle = extents.y_bearing + extents.height / 2
        found.append(round(middle * EM / upem) + EM // 2)
    return next((value for value in found if _LOWEST <= value <= _HIGHEST), BOX_ASCENT)


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
