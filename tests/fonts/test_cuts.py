"""Copies of glyphs with another advance, read back by fontTools."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from support import foundry

from reportgen.fonts import Cut, Face, FontLibrary, FontProgram, subset
from reportgen.fonts.cuts import Glyph, with_cuts

LIBRARY = FontLibrary.bundled()
CUTS = (Cut("，", 0, -500), Cut("“", -500, 0), Cut("国", 0, 250), Cut(" ", 0, 125))
WHERE = {"，": (0, -500), "“": (-500, 0), "国": (0, 250), " ": (0, 125)}


@pytest.fixture(scope="module", params=["song", "fangsong", "hei", "kai", "xiaobiaosong"])
def made(request: pytest.FixtureRequest) -> tuple[Face, FontProgram, TTFont]:
    face = LIBRARY.chain(request.param).faces[0]
    cuts = [cut for cut in CUTS if face.has(cut.char)]
    program = subset(face, {cut.char for cut in cuts} | {"一"}, cuts)
    return face, program, TTFont(io.BytesIO(program.data), checkChecksums=2)


def bounds(font: TTFont, gid: int) -> Any:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getGlyphName(gid)].draw(pen)
    return pen.bounds


def test_a_copy_is_the_same_glyph_moved_with_its_own_advance(
    made: tuple[Face, FontProgram, TTFont],
) -> None:
    face, program, font = made
    scale = face.upem / 1000
    for cut, gid in program.gid_of_cut.items():
        own = program.gid_of[cut.char]
        front, back = (round(part * scale) for part in WHERE[cut.char])
        advance, bearing = font["hmtx"][font.getGlyphName(own)]
        assert font["hmtx"][font.getGlyphName(gid)][0] == advance + front + back
        before, after = bounds(font, own), bounds(font, gid)
        if before is None:
            assert after is None
            continue
        assert after == (before[0] + front, before[1], before[2] + front, before[3])
        assert font["hmtx"][font.getGlyphName(gid)][1] == bearing + front
    assert font["maxp"].numGlyphs == len(program.gid_of) + 1 + len(program.gid_of_cut)


def test_the_same_cuts_give_the_same_bytes_and_none_leave_the_program_alone() -> None:
    face = LIBRARY.face("song")
    plain = subset(face, "国，")
    assert subset(face, "国，", ()).data == plain.data
    cuts = (Cut("，", 0, -500),)
    assert subset(face, "国，", cuts).data == subset(face, "，国", cuts).data != plain.data


def test_long_offsets_where_short_ones_do_not_reach(tmp_path: Path) -> None:
    path = foundry.glyf(tmp_path / "own.ttf", "国，")
    face = Face("own", path)
    program = subset(face, "国，")
    assert len(program.data) < 0x20000
    many = [Glyph(program.gid_of["，"], 0, -i) for i in range(8000)]
    font = TTFont(io.BytesIO(with_cuts(program.data, many)), checkChecksums=2)
    assert font["head"].indexToLocFormat == 1
    last = font.getGlyphName(font["maxp"].numGlyphs - 1)
    assert font["glyf"][last].isComposite()
    assert font["maxp"].maxComponentDepth >= 1


def test_a_sum_that_is_wrong_would_be_seen() -> None:
    data = bytearray(subset(LIBRARY.face("song"), "国", (Cut("国", 0, 250),)).data)
    total = sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF
    assert total == 0xB1B0AFBA
