"""Chains: which face shows which character, and what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.diagnostics import Family, ReportError
from reportgen.fonts import Chain, Face, FontLibrary, fonts_dir, library

LIBRARY = FontLibrary.bundled()


def keys(role: str, text: str) -> list[tuple[str, str]]:
    return [(face.key, run) for face, run in LIBRARY.chain(role).split(text)]


def test_western_letters_beside_fangsong_come_from_the_latin_face() -> None:
    assert keys("fangsong", "增长3.5%，GDP达É") == [
        ("fangsong", "增长"),
        ("latin-light", "3.5%"),
        ("fangsong", "，"),
        ("latin-light", "GDP"),
        ("fangsong", "达"),
        ("latin-light", "É"),
    ]


def test_a_minus_sign_is_of_the_face_of_its_digits() -> None:
    assert keys("fangsong", "增速−3.2%") == [("fangsong", "增速"), ("latin-light", "−3.2%")]
    assert keys("hei", "−3.2%") == [("hei", "−3.2%")]


def test_punctuation_shared_with_chinese_comes_from_the_chinese_face() -> None:
    for role in ("fangsong", "kai"):
        assert keys(role, "“”‘’—…·×÷°±") == [(role, "“”‘’—…·×÷°±")]


def test_other_roles_have_their_own_western_letters() -> None:
    assert keys("hei", "2023年GDP") == [("hei", "2023年GDP")]
    assert LIBRARY.chain("song").latin is None


def test_fill_in_shows_what_fangsong_lacks() -> None:
    assert keys("fangsong", "垟溪㎡") == [
        ("fangsong-fill", "垟"),
        ("fangsong", "溪"),
        ("fangsong-fill", "㎡"),
    ]


def test_series_are_of_one_design() -> None:
    for series in ("①⑨⑩⑪⑳", "ⅠⅢⅣⅫ", "→←↑↓", "▲△▼▽■□●○◆◇", "㈠㈩", "㎡㎞㎏"):
        assert len(keys("fangsong", series)) == 1, series


@pytest.mark.parametrize("text", ["Škoda", "Łódź", "Čapek", "10⁻⁶", "CO₂", "PM₂.₅", "lǎo", "−12"])
def test_a_western_word_is_of_one_face(text: str) -> None:
    for role, face in (("fangsong", "latin-light"), ("kai", "latin")):
        assert keys(role, text) == [(face, text)]


@pytest.mark.parametrize("role", LIBRARY.roles())
def test_scripts_are_of_the_face_of_the_digits_beside_them(role: str) -> None:
    scripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
    assert len(keys(role, f"10{scripts}")) == 1


@pytest.mark.parametrize("role", LIBRARY.roles())
def test_latin_extended_a_is_there(role: str) -> None:
    assert LIBRARY.missing(role, "".join(map(chr, range(0x100, 0x180)))) == []


@pytest.mark.parametrize("role", LIBRARY.roles())
@pytest.mark.parametrize("ch", "™©®～℃№‰℉∞≈∥〃＊－／＼￣′″§①※★")
def test_no_sign_is_a_speck_or_out_of_its_place(role: str, ch: str) -> None:
    """Its ink is no less than half of what the other faces give it, and lies about where theirs."""
    face = LIBRARY.chain(role).face_for(ch)
    others = [LIBRARY.face(key) for key in ("song", "kai", "hei")]
    boxes = [box for other in others if (box := other.ink(ch))]
    assert face is not None
    box = face.ink(ch)
    assert box is not None
    usual = sorted((b[2] - b[0]) * (b[3] - b[1]) for b in boxes)[1]
    assert 2 * (box[2] - box[0]) * (box[3] - box[1]) > usual
    middle = (box[1] + box[3]) / 2
    assert min(b[1] for b in boxes) - 150 < middle < max(b[3] for b in boxes) + 150


def test_missing_names_place_and_character() -> None:
    assert LIBRARY.missing("song", "好\U0002a6d6的\U0001f600") == [
        (1, "\U0002a6d6"),
        (3, "\U0001f600"),
    ]
    assert LIBRARY.missing("fangsong", "") == []


def test_missing_character_has_no_width_and_no_run() -> None:
    chain = LIBRARY.chain("kai")
    assert chain.face_for("\U0001f600") is None
    assert chain.advance("\U0001f600") == 0
    with pytest.raises(KeyError, match=r"U\+1F600"):
        chain.split("a\U0001f600")


def test_library_is_made_once_and_knows_its_names() -> None:
    assert FontLibrary.bundled() is LIBRARY
    assert set(LIBRARY.roles()) == {"fangsong", "kai", "hei", "song", "xiaobiaosong"}
    with pytest.raises(KeyError):
        LIBRARY.face("heiti")
    with pytest.raises(KeyError):
        LIBRARY.chain("heiti")


def test_faces_are_not_opened_before_they_are_needed() -> None:
    nowhere = Face("x", Path("nowhere.ttf"))
    own = FontLibrary({"x": nowhere, "song": LIBRARY.face("song")}, {})
    assert own.face("x").path == Path("nowhere.ttf")
    chain = Chain("r", (LIBRARY.face("song"), nowhere))
    assert chain.advance("好") == 1000


def test_importing_loads_neither_harfbuzz_nor_fonttools() -> None:
    code = (
        "import sys; from reportgen.fonts import FontLibrary; FontLibrary.bundled(); "
        "print([m for m in ('uharfbuzz', 'fontTools') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_missing_folder_is_an_error_the_user_can_mend(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(library, "PACKAGE", tmp_path / "a")
    with pytest.raises(ReportError, match="E0502") as caught:
        fonts_dir.__wrapped__()
    assert caught.value.family is Family.FONT
