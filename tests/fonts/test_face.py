"""Faces and subsets: what is read from the font file is what fontTools reads."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from reportgen.fonts import Face, FontLibrary, subset

LIBRARY = FontLibrary.bundled()
TEXT = "关于2023年垟溪村粮食产量的报告——“十四五”𬭎㎡"


def own_chars(face: Face, text: str) -> str:
    return "".join(ch for ch in text if face.has(ch))


def test_attributes() -> None:
    face = LIBRARY.face("latin")
    assert (face.key, face.name, face.upem, face.index) == ("latin", "RGLatin", 2048, 0)
    assert not face.is_cff
    xmin, ymin, xmax, ymax = face.bbox
    assert -300 < xmin < 0 < xmax < 1300
    assert -300 < ymin < 0 < ymax < 1000


@pytest.mark.parametrize("face", LIBRARY.faces(), ids=lambda face: face.name)
def test_no_ink_far_outside_the_em_box(face: Face) -> None:
    xmin, ymin, xmax, ymax = face.bbox
    assert min(xmin, ymin) > -400
    assert max(xmax, ymax) < 1200


def test_widths_are_whole_thousandths() -> None:
    face = LIBRARY.face("latin")
    assert face.advances("1a -") == [500, 444, 250, 333]
    assert face.advance("国") == 0
    assert face.gid("国") == 0
    assert not face.has("国")


def test_ink_and_outline_agree() -> None:
    for key, text in (("song", "国，—j"), ("latin", "1gÉ")):
        face = LIBRARY.face(key)
        for ch in text:
            ops = face.outline(ch)
            assert ops[0][0] == "M"
            assert ops[-1] == ("Z",)
            box = face.ink(ch)
            assert box is not None
            xs = [float(op[-2]) for op in ops if len(op) > 1]
            ys = [float(op[-1]) for op in ops if len(op) > 1]
            assert box[0] <= min(xs) < box[0] + 60
            assert box[1] <= min(ys) < box[1] + 60
            assert box[2] - 60 < max(xs) <= box[2]
            assert box[3] - 60 < max(ys) <= box[3]


def test_blanks_have_width_but_no_ink() -> None:
    face = LIBRARY.face("song")
    assert face.advance("\u3000") == 1000
    assert face.ink("\u3000") is None
    assert face.outline("\u3000") == ()
    assert face.ink("\U0001f600") is None
    assert face.outline("\U0001f600") == ()


@pytest.mark.parametrize("face", LIBRARY.faces(), ids=lambda face: face.name)
def test_subset_holds_the_same_glyphs(face: Face) -> None:
    chars = own_chars(face, TEXT)
    program = subset(face, chars)
    assert set(program.gid_of) == set(chars)
    assert len(set(program.gid_of.values())) == len(set(chars))
    assert program.name == face.name
    with TTFont(io.BytesIO(program.data)) as small, TTFont(face.path, lazy=True) as whole:
        order, cmap = small.getGlyphOrder(), whole.getBestCmap()
        for ch, gid in program.gid_of.items():
            ours, theirs = order[gid], cmap[ord(ch)]
            assert small["hmtx"][ours][0] == whole["hmtx"][theirs][0]
            a = small["glyf"][ours].getCoordinates(small["glyf"])[0]
            b = whole["glyf"][theirs].getCoordinates(whole["glyf"])[0]
            assert list(a) == list(b), ch


def test_subset_is_deterministic_and_small() -> None:
    face = LIBRARY.face("song")
    one = subset(face, own_chars(face, TEXT))
    two = subset(Face("again", face.path), reversed(own_chars(face, TEXT)))
    assert one.data == two.data
    assert one.gid_of == two.gid_of
    assert len(one.data) < 40_000


def test_subset_refuses_what_is_not_there() -> None:
    with pytest.raises(KeyError, match=r"U\+1F600"):
        subset(LIBRARY.face("song"), "好\U0001f600")


def test_opening_a_face_is_quick() -> None:
    source = LIBRARY.face("kai")
    source.advance("好")  # the import of HarfBuzz is not what is measured
    start = time.process_time()
    assert Face("kai", source.path).advance("好") == 1000
    assert time.process_time() - start < 0.1


def test_cubic_faces_are_read_and_subset(tmp_path: Path) -> None:
    """The bundled faces are quadratic; a user's face may be cubic."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a", "b"])
    builder.setupCharacterMap({ord("国"): "a", ord("家"): "b"})
    shapes = {}
    for name, size in ((".notdef", 100), ("a", 500), ("b", 700)):
        pen = T2CharStringPen(1000, None)
        pen.moveTo((0, 0))
        pen.curveTo((0, size), (size, size), (size, 0))
        pen.closePath()
        shapes[name] = pen.getCharString()
    builder.setupCFF("Cubic", {"FullName": "Cubic"}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(shapes, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Cubic", "psName": "Cubic"})
    builder.setupPost()
    path = tmp_path / "cubic.otf"
    builder.save(path)
    face = Face("cubic", path)
    assert face.is_cff
    assert face.outline("家")[1] == ("C", 0, 700, 700, 700, 700, 0)
    program = subset(face, "家")
    assert program.is_cff
    assert program.gid_of == {"家": 1}
    assert program.data[0] == 1, "a bare CFF table, major version 1"
