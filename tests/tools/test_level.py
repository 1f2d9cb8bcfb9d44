"""Lifting a face: what stands among Han goes along, Western letters stay, nothing moves twice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from support import foundry

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from fontbuild import level, shape

HAN = "国中一田家和人"


def dropped(path: Path, units: int) -> foundry.TTFont:
    """A face whose Han stand so much lower; 和 is made of a part that is a character itself."""
    font = foundry.cut(HAN + "，“Ag1")
    for name in font.getGlyphOrder():
        if font["glyf"][name].numberOfContours > 0:
            font["glyf"][name].coordinates.translate((0, -units))
    codes = font.getBestCmap()
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent(codes[ord("人")], (1, 0, 0, 1, 0, 0))
    font["glyf"][codes[ord("和")]] = pen.glyph()
    font.save(path)
    return font


def test_a_face_is_lifted_by_what_its_ink_says(tmp_path: Path) -> None:
    font = dropped(tmp_path / "a.ttf", 90)
    before = {ch: shape.ink(font, ord(ch)) for ch in HAN + "，“Ag1"}
    ems = level.rise(tmp_path / "a.ttf", HAN + "龘")     # what it lacks does not count
    assert ems == pytest.approx(0.09, abs=0.02)
    level.lift(font, ems)
    for ch, (left, bottom, right, top) in before.items():
        dy = 0 if ch in "Ag1" else round(ems * 1000)
        assert shape.ink(font, ord(ch)) == (left, bottom + dy, right, top + dy), ch


def test_a_face_that_stands_well_stays_as_it_is(tmp_path: Path) -> None:
    font = foundry.cut(HAN)
    font.save(tmp_path / "a.ttf")
    assert level.rise(tmp_path / "a.ttf", "国") == 0
    before = shape.ink(font, ord("国"))
    level.lift(font, 0.0)
    assert shape.ink(font, ord("国")) == before
