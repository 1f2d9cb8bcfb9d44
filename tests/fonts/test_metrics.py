"""Where a face has the box of its Han characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import newTable
from fontTools.ttLib.tables import otTables
from support import foundry

from reportgen.fonts import Face, FontLibrary, subset


def own(path: Path, typo: tuple[int, int], hhea: tuple[int, int]) -> Face:
    """A face that declares these ascents and descents."""
    def change(font: foundry.TTFont) -> None:
        font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender = typo
        font["hhea"].ascent, font["hhea"].descent = hhea

    return Face("own", foundry.edited(path, change), own=True)


@pytest.mark.parametrize(
    ("typo", "hhea", "rise"),
    [
        ((880, -120), (1160, -288), 0),
        ((859, -141), (859, -141), 21),
        ((1050, -350), (859, -141), 21),      # an em apart only in hhea
        ((880, -121), (0, 0), 0),
    ],
)
def test_declared(
    tmp_path: Path, typo: tuple[int, int], hhea: tuple[int, int], rise: int
) -> None:
    assert own(tmp_path / "a.ttf", typo, hhea).rise == rise


HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于"


@pytest.mark.parametrize(("drop", "text", "rise"), [
    (70, HAN, 70),       # what it declares is right for others: the ink tells
    (8, HAN, 0),         # not worth a word
    (70, HAN[:19], 0),   # a fragment is taken at its word
])
def test_han_drawn_low_in_their_box(tmp_path: Path, drop: int, text: str, rise: int) -> None:
    def change(font: foundry.TTFont) -> None:
        for name in font.getGlyphOrder():
            if font["glyf"][name].numberOfContours:
                font["glyf"][name].coordinates.translate((0, -drop))
                font["glyf"][name].recalcBounds(font["glyf"])

    face = Face("own", foundry.edited(tmp_path / "a.ttf", change, text + "国"), own=True)
    assert face.rise == pytest.approx(rise, abs=6 if rise else 0)


def test_undeclared_the_ink_tells(tmp_path: Path) -> None:
    face = own(tmp_path / "a.ttf", (1050, -350), (1050, -350))
    assert abs(face.rise) < 15, "国 fills its box evenly, and the box is ours"


def test_the_base_table_goes_before(tmp_path: Path) -> None:
    def change(font: foundry.TTFont) -> None:
        base = otTables.BASE()
        base.Version, base.VertAxis = 0x00010000, None
        axis = base.HorizAxis = otTables.Axis()
        axis.BaseTagList = otTables.BaseTagList()
        axis.BaseTagList.BaselineTag = ["ideo", "romn"]
        script = otTables.BaseScript()
        script.DefaultMinMax, script.BaseLangSysRecord = None, []
        script.BaseValues = otTables.BaseValues()
        script.BaseValues.DefaultIndex = 1
        coords = []
        for value in (-150, 0):
            coord = otTables.BaseCoord()
            coord.Format, coord.Coordinate = 1, value
            coords.append(coord)
        script.BaseValues.BaseCoord = coords
        record = otTables.BaseScriptRecord()
        record.BaseScriptTag, record.BaseScript = "hani", script
        axis.BaseScriptList = otTables.BaseScriptList()
        axis.BaseScriptList.BaseScriptRecord = [record]
        font["BASE"] = newTable("BASE")
        font["BASE"].table = base

    assert Face("own", foundry.edited(tmp_path / "a.ttf", change), own=True).rise == 30


def test_outlines_and_ink_are_lifted_the_program_is_not(tmp_path: Path) -> None:
    low = own(tmp_path / "a.ttf", (859, -141), (859, -141))
    song = FontLibrary.bundled().face("song")
    ours, theirs = low.ink("国"), song.ink("国")
    assert ours is not None
    assert theirs is not None
    assert (ours[1] - theirs[1], ours[3] - theirs[3]) == (21, 21)
    first, same = low.outline("国")[0], song.outline("国")[0]
    assert float(first[2]) - float(same[2]) == pytest.approx(21)
    assert subset(low, "国").vertical[:2] == (859, -141)


def test_bundled_faces_and_western_ones_keep_the_baseline(tmp_path: Path) -> None:
    assert {face.rise for face in FontLibrary.bundled().faces()} == {0}
    western = foundry.cut("Ag09", source="tinos/RGLatin.ttf")
    western.save(tmp_path / "w.ttf")
    assert Face("w", tmp_path / "w.ttf", own=True).rise == 0
