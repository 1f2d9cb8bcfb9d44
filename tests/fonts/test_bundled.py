"""The bundled faces: their bytes, names, coverage and widths."""

from __future__ import annotations

import hashlib
import tomllib
from statistics import mean
from typing import Any

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont

from reportgen.fonts import FontLibrary, fonts_dir
from reportgen.fonts.library import is_western

RESERVED = ("lxgw", "霞鹜", "noto", "tinos", "fandol", "source", "klee", "wenkai")
SOURCES: dict[str, Any] = tomllib.loads((fonts_dir() / "SOURCES.toml").read_text("utf-8"))
FACES: list[dict[str, Any]] = SOURCES["face"]
LIBRARY = FontLibrary.bundled()
COMMON_WORDS = "国家防汛物资储备和调运使用情况发展改革经济信息委员会领导小组办公室春夏秋冬"
EM_WIDE = "—…“”‘’，。、；：？！（）《》〈〉【】〔〕％㎡℃‰①⑳Ⅰ※　"


def standard_characters() -> str:
    """The 8105 characters of 通用规范汉字表."""
    lines = (fonts_dir() / "characters-8105.txt").read_text("utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def gb2312() -> str:
    """All characters of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)


def open_face(face: dict[str, Any]) -> TTFont:
    return TTFont(fonts_dir() / face["file"], lazy=True)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face["name"])
def test_bytes_are_those_recorded(face: dict[str, Any]) -> None:
    data = (fonts_dir() / face["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == face["sha256"]
    assert len(data) == face["bytes"]


def test_every_face_is_recorded_and_nothing_else_lies_there() -> None:
    files = {path.relative_to(fonts_dir()).as_posix() for path in fonts_dir().rglob("*.ttf")}
    assert files == {face["file"] for face in FACES}
    assert {face.path for face in LIBRARY.faces()} == {fonts_dir() / file for file in files}
    assert [(LIBRARY.face(face["role"]).name) for face in FACES] == [f["name"] for f in FACES]


def test_every_folder_has_its_licence_and_every_face_its_archive() -> None:
    archives = {archive["id"]: archive for archive in SOURCES["archive"]}
    for face in FACES:
        folder = (fonts_dir() / face["file"]).parent
        assert list(folder.glob("LICENSE*"))
        assert len(archives[face["archive"]]["sha256"]) == 64
        assert ("GPL" in face["licence"]) == (folder.name == "fandol")


def test_names_are_our_own() -> None:
    seen = set()
    for face in FACES:
        with open_face(face) as font:
            names = {record.nameID: record.toUnicode() for record in font["name"].names}
        assert names[6] == face["name"]
        assert names[1] == names[4] == face["family"]
        assert names[0], "the copyright notice stays"
        ours = " ".join(names.get(i, "") for i in (1, 2, 3, 4, 6, 16, 17)).lower()
        assert not [word for word in RESERVED if word in ours]
        seen.add(names[6])
    assert len(seen) == len(FACES)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face["name"])
def test_tables_are_those_we_need(face: dict[str, Any]) -> None:
    with open_face(face) as font:
        em = font["head"].unitsPerEm
        os2 = font["OS/2"]
        assert f"{font['head'].fontRevision:.3f}" == face["version"]
        assert os2.fsType == 0, "installable embedding"
        assert os2.usWeightClass == 400
        assert (os2.sTypoAscender, os2.sTypoDescender) == (round(0.88 * em), round(-0.12 * em))
        assert not {"GSUB", "GPOS", "fpgm", "prep", "cvt ", "CFF ", "DSIG"} & set(font.keys())
        cmap = font.getBestCmap()
        assert len(set(cmap.values())) == len(cmap), "a glyph stands for one character"


@pytest.mark.parametrize("role", LIBRARY.roles())
def test_every_role_covers_the_standard_characters(role: str) -> None:
    standard = standard_characters()
    assert len(standard) == len(set(standard)) == 8105
    assert sum(ord(ch) > 0xFFFF for ch in standard) == 196
    assert LIBRARY.missing(role, standard) == []


@pytest.mark.parametrize("role", LIBRARY.roles())
def test_every_role_covers_gb_2312_and_the_signs_of_reports(role: str) -> None:
    characters = gb2312()
    assert len(characters) == 7445
    assert LIBRARY.missing(role, characters) == []
    signs = "—“”‘’·㎡㎞㎏℃‰①⑳㈠㉟★☆●■□▲→↑↓×÷±≈≤≥√ⅠⅫ‐–′″※〇…²³₂½α￥€é "
    assert LIBRARY.missing(role, signs + "".join(map(chr, range(0x20, 0x7F)))) == []


@pytest.mark.parametrize("role", LIBRARY.roles())
def test_widths_in_a_role(role: str) -> None:
    chain = LIBRARY.chain(role)
    assert {chain.advance(ch) for ch in standard_characters()} == {1000}
    assert {ch: chain.advance(ch) for ch in EM_WIDE} == dict.fromkeys(EM_WIDE, 1000)
    assert chain.advance("·") == 500
    if role in ("fangsong", "kai"):
        assert {chain.advance(ch) for ch in "0123456789"} == {500}


@pytest.mark.parametrize("role", LIBRARY.roles())
def test_han_of_all_faces_stand_at_one_height(role: str) -> None:
    """The middle of their ink is a hundredth of an em at most from that of the em box."""
    chain = LIBRARY.chain(role)
    for characters in (standard_characters()[:3500].replace("\n", ""), COMMON_WORDS):
        boxes = [box for ch in characters if (face := chain.face_for(ch)) and (box := face.ink(ch))]
        assert len(boxes) == len(characters)
        assert mean((box[1] + box[3]) / 2 for box in boxes) == pytest.approx(380, abs=10)


def test_the_fill_in_stands_as_high_as_the_face_it_fills() -> None:
    face = LIBRARY.face("fangsong-fill")
    boxes = [box for ch in standard_characters() if (box := face.ink(ch))]
    assert len(boxes) > 1000
    assert mean((box[1] + box[3]) / 2 for box in boxes) == pytest.approx(380, abs=10)


@pytest.mark.parametrize("key", ["song", "xiaobiaosong", "hei", "kai", "fangsong"])
def test_punctuation_stands_at_the_foot_of_han_and_letters_on_the_baseline(key: str) -> None:
    """What was lifted with Han, and what was not."""
    face = LIBRARY.face(key)
    western = face if key != "fangsong" else LIBRARY.face("latin-light")
    stop, letter = face.ink("。"), western.ink("H")
    assert stop is not None
    assert letter is not None
    assert -90 < stop[1] < 20        # 仿宋 has it a little higher than the others
    assert abs(letter[1]) <= 12       # 楷体 has its serifs a little lower


def test_figures_among_fangsong_are_as_heavy_as_its_han() -> None:
    """By the ink of a square of an em: within a tenth; a text face has a third more."""
    han = mean(ink_of("fangsong", COMMON_WORDS))
    for key, least, most in (("latin-light", 0.9, 1.1), ("latin", 1.25, 1.4)):
        assert least < mean(ink_of(key, "0123456789")) * 2 / han < most, key


def ink_of(key: str, characters: str) -> list[float]:
    """The area of each character's ink, in squares of an em."""
    with TTFont(LIBRARY.face(key).path, lazy=True) as font:
        glyphs, cmap, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
        found = []
        for ch in characters:
            pen = AreaPen(glyphs)
            glyphs[cmap[ord(ch)]].draw(pen)
            found.append(abs(pen.value) / em / em)
    return found


def test_light_figures_and_letters_are_as_wide_and_as_high_as_the_others() -> None:
    light, plain = LIBRARY.face("latin-light"), LIBRARY.face("latin")
    with TTFont(light.path, lazy=True) as font:
        characters = [chr(code) for code in font.getBestCmap()]
    assert len(characters) > 300
    for ch in characters:
        assert is_western(ch), "it comes before the faces that have the rest"
        assert light.advance(ch) == plain.advance(ch)
        if box := plain.ink(ch):
            assert light.ink(ch) == pytest.approx(box, abs=40), ch
    for ch in "0123456789HŠŁČ":
        assert LIBRARY.chain("fangsong").face_for(ch) is light
        (_, low, _, high), box = plain.ink(ch) or (0, 0, 0, 0), light.ink(ch) or (0, 0, 0, 0)
        assert (box[1], box[3]) == pytest.approx((low, high), abs=12), ch


@pytest.mark.parametrize("key", ["song", "xiaobiaosong", "hei", "kai", "fangsong"])
def test_two_dashes_are_one_line(key: str) -> None:
    for dash in "—―":
        box = LIBRARY.face(key).ink(dash)
        assert box is not None
        assert (box[0], box[2]) == (0, 1000)


@pytest.mark.parametrize("key", ["song", "xiaobiaosong", "hei", "kai", "fangsong"])
def test_quotation_marks_stand_beside_what_they_quote(key: str) -> None:
    face = LIBRARY.face(key)
    for ch in "“‘":
        assert (face.ink(ch) or (0,))[0] > 500
    for ch in "”’":
        assert (face.ink(ch) or (0, 0, 1000))[2] < 500


@pytest.mark.parametrize("key", ["song", "xiaobiaosong", "hei", "kai", "fangsong"])
def test_two_ellipses_are_six_dots_evenly_apart(key: str) -> None:
    centres = []
    xs: list[float] = []
    for op in LIBRARY.face(key).outline("…"):
        if op == ("Z",):
            centres.append((min(xs) + max(xs)) / 2)
            xs = []
        else:
            xs.append(float(op[-2]))
    one, two, three = sorted(centres)
    assert two - one == pytest.approx(three - two, abs=10)
    assert 1000 - three + one == pytest.approx(two - one, abs=40)
