"""Marks as Chinese setting needs them: the bundled faces have them, others may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from support import foundry

from reportgen.fonts import Chain, Face, FontLibrary
from reportgen.fonts.marks import well_made

BUNDLED = FontLibrary.bundled()
SONG = BUNDLED.face("song")
MARKS = "“”‘’（）《》〈〉「」【】〔〕，、；。：…—％　·"


@pytest.mark.parametrize("key", ["song", "xiaobiaosong", "hei", "kai", "fangsong"])
def test_bundled_marks_are_well_made(key: str) -> None:
    face = BUNDLED.face(key)
    assert [ch for ch in MARKS + "国A9" if not well_made(face, ch)] == []


def moved(path: Path, ch: str, dx: int, advance: int, scale: float = 1.0) -> Face:
    """The song face with one mark moved, squeezed and given another advance."""
    def change(font: foundry.TTFont) -> None:
        name = font.getBestCmap()[ord(ch)]
        pen = TTGlyphPen(None)
        font.getGlyphSet()[name].draw(TransformPen(pen, (scale, 0, 0, 1, dx, 0)))
        glyph = font["glyf"][name] = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))

    return Face("own", foundry.edited(path, change), own=True)


@pytest.mark.parametrize(
    ("ch", "dx", "advance", "scale"),
    [
        ("“", -520, 426, 1.0),       # as in a Western face
        ("”", 0, 500, 1.0),
        ("，", 323, 1000, 1.0),      # as in a face for Taiwan
        ("（", -300, 1000, 1.0),
        ("—", 50, 1000, 0.9),        # two of them would not join
        ("…", 0, 667, 0.6),
        ("·", 0, 280, 1.0),
    ],
)
def test_other_marks_come_from_the_next_face(
    tmp_path: Path, ch: str, dx: int, advance: int, scale: float
) -> None:
    own = moved(tmp_path / "own.ttf", ch, dx, advance, scale)
    assert not well_made(own, ch)
    chain = Chain("song", (own, SONG))
    assert [(face.key, run) for face, run in chain.split(f"国{ch}国")] == [
        ("own", "国"), ("song", ch), ("own", "国")]
    assert chain.advance(ch) == SONG.advance(ch)


def test_a_narrow_mark_is_better_than_none(tmp_path: Path) -> None:
    own = moved(tmp_path / "own.ttf", "“", -520, 426)
    assert Chain("song", (own,)).face_for("“") is own


def test_a_dot_may_be_half_or_whole(tmp_path: Path) -> None:
    for advance in (500, 1000):
        assert well_made(moved(tmp_path / f"{advance}.ttf", "·", 0, advance), "·")
