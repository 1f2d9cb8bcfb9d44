"""Embedded programs told apart: fontTools reads the same characters, copies have the same shape."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from support import foundry

from reportgen.fonts import Cut, FontLibrary, standalone, subset
from reportgen.fonts.face import Face
from reportgen.proof.programs import Program
from reportgen.world import DiskWorld

TEXT = "国示例，。《》0123%é"


def face(key: str = "song") -> Face:
    return FontLibrary.bundled().face(key)


@pytest.mark.parametrize("key", ["song", "kai", "fangsong", "latin"])
def test_characters_lead_to_the_glyphs_that_font_tools_finds(key: str) -> None:
    data = standalone(face(key), [ch for ch in TEXT if face(key).has(ch)])
    font = TTFont(io.BytesIO(data))
    order = font.getReverseGlyphMap()
    assert Program(data).cmap == {
        code: order[name] for code, name in font.getBestCmap().items()}


def test_rare_characters_are_found(tmp_path: Path) -> None:
    path = foundry.drawn_as(tmp_path / "a.ttf", {"𫰠": "国", "示": "示"}, family="P", ps="P")
    data = standalone(Face("probe", path, world=DiskWorld()), "𫰠示")
    assert set(Program(data).cmap) == {0x2BC20, ord("示")}


def test_a_copy_has_the_shape_of_its_glyph_and_is_moved() -> None:
    cuts = (Cut("《", -500, 0), Cut("，", 0, -500))
    made = subset(face(), TEXT.replace("é", ""), cuts)
    program = Program(made.data)
    for cut in cuts:
        shape, moved = program.shape(made.gid_of_cut[cut])
        assert shape == program.shape(made.gid_of[cut.char])[0]
        assert moved == pytest.approx(cut.front / 1000)


def test_two_subsets_of_a_face_have_the_same_shapes() -> None:
    """An accented letter of parts, too, whose parts have other numbers there."""
    one, other = standalone(face("latin"), "aéêz"), standalone(face("latin"), "êé")
    first, second = Program(one), Program(other)
    for ch in "éê":
        assert first.shape(first.cmap[ord(ch)]) == second.shape(second.cmap[ord(ch)])
    assert first.shape(first.cmap[ord("é")]) != first.shape(first.cmap[ord("ê")])


def test_faces_are_told_apart() -> None:
    song, hei = (Program(standalone(face(key), "国")) for key in ("song", "hei"))
    assert song.shape(song.cmap[ord("国")]) != hei.shape(hei.cmap[ord("国")])


@pytest.mark.parametrize("data", [b"", b"no font", b"OTTO\0\1", b"\0\1\0\0\0\1" + bytes(40)])
def test_what_is_no_program_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"outlines|directory"):
        Program(data)


def test_a_character_the_face_lacks_is_refused() -> None:
    with pytest.raises(KeyError, match="U\\+1F600"):
        standalone(face(), "😀")
