"""Faces of the user's own, by file or from the machine: taken, refused, replaced, and reported."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from support import foundry

from reportgen.diagnostics import Diagnostic, ReportError, Severity, Sink, Span
from reportgen.fonts import FontLibrary
from reportgen.fonts.open import why_forbidden
from reportgen.fonts.select import library_for
from reportgen.fonts.system import FOLDERS_VARIABLE
from reportgen.style.wishes import Wish
from reportgen.world import DiskWorld, World

BUNDLED = FontLibrary.bundled()
PLACE = Span("本镇.yaml", 3, 5)


def world(folder: Path) -> World:
    """A machine whose fonts lie in `folder`."""
    return DiskWorld({FOLDERS_VARIABLE: str(folder), "REPORTGEN_CACHE": str(folder / "cache")})


def choose(folder: Path, *wishes: Wish) -> tuple[FontLibrary, list[Diagnostic]]:
    sink = Sink()
    return library_for(wishes, world(folder), sink), list(sink)


def refused(folder: Path, wish: Wish) -> Diagnostic:
    """The one error that this wish ends with."""
    library, found = choose(folder, wish)
    errors = [each for each in found if each.is_error]
    assert len(errors) == 1, found
    assert errors[0].span == PLACE
    assert library.chain(wish.role).face_for("国") is BUNDLED.chain(wish.role).face_for("国")
    return errors[0]


def by_file(path: Path, role: str = "song", index: int | None = None,
            weight: float | None = None) -> Wish:
    return Wish(role, ("宋体",), file=path, index=index, weight=weight, span=PLACE)


def test_nothing_wished_is_the_bundled_library(tmp_path: Path) -> None:
    library, found = choose(tmp_path, Wish("song"), Wish("fangsong"))
    assert library.faces() == BUNDLED.faces()
    assert all(library.chain(role).faces == BUNDLED.chain(role).faces for role in BUNDLED.roles())
    assert not found


def test_a_file_goes_before_the_bundled_faces(tmp_path: Path) -> None:
    path = foundry.name_keyed(tmp_path / "own.otf", text="国口A，")
    library, found = choose(tmp_path, by_file(path))
    assert not found
    chain = library.chain("song")
    assert [face.key for face in chain.faces] == ["song-own", "song", "hei", "latin", "kai"]
    assert [(face.key, run) for face, run in chain.split("国A垟，")] == [
        ("song-own", "国A"), ("song", "垟"), ("song-own", "，")]
    assert library.chain("hei").face_for("国") is BUNDLED.face("hei")
    assert library.missing("song", "国\U0001f600") == [(1, "\U0001f600")]


def test_western_letters_follow_the_name_for_them(tmp_path: Path) -> None:
    path = foundry.glyf(tmp_path / "own.ttf")
    for latin, key in (("Times New Roman", "latin"), ("", "fangsong-own")):
        wish = Wish("fangsong", ("仿宋",), latin, file=path)
        face = choose(tmp_path, wish)[0].chain("fangsong").face_for("A")
        assert face is not None
        assert face.key == key
    western = foundry.glyf(tmp_path / "w.ttf", text="A")
    wish = Wish("kai", ("楷体",), "Times", latin_file=western)
    runs = choose(tmp_path, wish)[0].chain("kai").split("国A9")
    assert [(face.key, run) for face, run in runs] == [
        ("kai", "国"), ("kai-latin-own", "A"), ("kai", "9")]


def test_the_bundled_face_may_show_its_own_western_letters(tmp_path: Path) -> None:
    for role, latin, key in (("fangsong", "", "latin-light"), ("kai", "", "kai"),
                             ("fangsong", "Times New Roman", "latin"), ("kai", "Times", "latin"),
                             ("hei", "Arial", "hei")):
        face = choose(tmp_path, Wish(role, ("仿宋",), latin))[0].chain(role).face_for("A")
        assert face is BUNDLED.face(key)


def test_one_file_for_two_roles_is_one_face(tmp_path: Path) -> None:
    path = foundry.glyf(tmp_path / "own.ttf")
    library, _ = choose(tmp_path, by_file(path), by_file(path, "hei"))
    assert library.chain("song").face_for("国") is library.chain("hei").face_for("国")


def test_a_collection_wants_an_index(tmp_path: Path) -> None:
    second = foundry.cut(names={"family": "Second", "ps": "Second"})
    path = foundry.collection(tmp_path / "c.ttc", foundry.cut(), second)
    library, found = choose(tmp_path, by_file(path, index=1))
    assert not found
    assert library.face("song-own").name == "Second"
    for index, words in ((None, "没有写用哪一个"), (2, "没有第 2 号")):
        error = refused(tmp_path, by_file(path, index=index))
        assert error.code == "E0505"
        assert words in error.message
        assert error.hints == ("写 序号，如 0 Probe Song、1 Second",)
    single = foundry.glyf(tmp_path / "s.ttf")
    assert refused(tmp_path, by_file(single, index=1)).code == "E0505"
    assert not choose(tmp_path, by_file(single, index=0))[1]


def bitmap(font: foundry.TTFont) -> None:
    del font["glyf"], font["loca"]


def no_han(font: foundry.TTFont) -> None:
    font["cmap"].tables = []


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "文件不存在"),
    "folder": (lambda path: path.mkdir(), "这是文件夹"),
    "empty": (lambda path: path.touch(), "这不是字体文件"),
    "text": (lambda path: path.write_text("字体", encoding="utf-8"), "这不是字体文件"),
    "web": (lambda path: path.write_bytes(b"wOF2" + bytes(99)), "WOFF2"),
    "truncated": (lambda path: path.write_bytes(foundry.glyf(path).read_bytes()[:5000]), "不完整"),
    "bitmap": (lambda path: foundry.edited(path, bitmap), "只有点阵"),
    "no characters": (lambda path: foundry.edited(path, no_han), "没有可用的字"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_file_of_no_use_stops_the_build(tmp_path: Path, fault: str) -> None:
    make, words = BROKEN[fault]
    path = tmp_path / "own.ttf"
    make(path)
    error = refused(tmp_path, by_file(path))
    assert error.code == "E0503"
    assert words in error.message
    assert error.hints


def test_a_device_is_not_read(tmp_path: Path) -> None:
    assert "不是普通文件" in refused(tmp_path, by_file(Path("/dev/zero"))).message


@pytest.mark.parametrize(
    ("bits", "words"),
    [(0x0002, "不允许嵌入文件"), (0x0100, "不允许只嵌入"), (0x0108, "不允许只嵌入"),
     (0x0200, "点阵")],
)
def test_licence_bits_are_obeyed(tmp_path: Path, bits: int, words: str) -> None:
    error = refused(tmp_path, by_file(foundry.marked(tmp_path / "own.ttf", bits)))
    assert error.code == "E0504"
    assert words in error.message


@pytest.mark.parametrize("bits", [0, 0x0004, 0x0008, 0x000C, 0x0006])
def test_licence_bits_that_allow(tmp_path: Path, bits: int) -> None:
    assert why_forbidden(bits) == ""
    assert not choose(tmp_path, by_file(foundry.marked(tmp_path / "own.ttf", bits)))[1]


def test_a_variable_face_is_never_silently_thin(tmp_path: Path) -> None:
    path = foundry.variable(tmp_path / "v.ttf")
    library, (told,) = choose(tmp_path, by_file(path))
    assert library.face("song-own").weight == 400
    assert (told.code, told.severity) == ("I0508", Severity.INFO)
    assert "按粗细 400 用" in told.message
    assert told.hints == ("要别的粗细，写 粗细: 900（100 到 900）",)
    library, found = choose(tmp_path, by_file(path, weight=700))
    assert library.face("song-own").weight == 700
    assert not found
    light, regular = (choose(tmp_path, by_file(path, weight=w))[0].face("song-own")
                      for w in (100, 400))
    assert light.outline("国") != regular.outline("国")


def test_an_axis_that_begins_above_regular(tmp_path: Path) -> None:
    path = foundry.variable(tmp_path / "v.ttf", low=500)
    assert choose(tmp_path, by_file(path))[0].face("song-own").weight == 500


def test_a_weight_that_cannot_be(tmp_path: Path) -> None:
    variable = foundry.variable(tmp_path / "v.ttf")
    error = refused(tmp_path, by_file(variable, weight=50))
    assert (error.code, "100 到 900" in error.message) == ("E0506", True)
    static = foundry.glyf(tmp_path / "s.ttf")
    assert "不是可变" in refused(tmp_path, by_file(static, weight=400)).message


def from_system(*names: str, role: str = "fangsong", latin: str = "") -> Wish:
    return Wish(role, names, latin, system=True, span=PLACE, latin_span=PLACE)


def test_a_face_of_the_machine_is_taken_by_name(tmp_path: Path) -> None:
    foundry.glyf(tmp_path / "fs.ttf", family="FangSong", ps="FangSong", zh="仿宋")
    library, found = choose(tmp_path, from_system("仿宋_GB2312", "仿宋"))
    assert not found
    face = library.chain("fangsong").face_for("国")
    assert face is not None
    assert (face.label, face.own) == ("仿宋", True)


def test_the_first_name_goes_first(tmp_path: Path) -> None:
    foundry.glyf(tmp_path / "a.ttf", family="A", ps="A", zh="仿宋")
    foundry.glyf(tmp_path / "b.ttf", family="B", ps="B", zh="仿宋_GB2312")
    library, _ = choose(tmp_path, from_system("仿宋_GB2312", "仿宋"))
    assert library.face("fangsong-own").label == "仿宋_GB2312"


def test_what_the_machine_lacks_is_replaced_and_told(tmp_path: Path) -> None:
    library, found = choose(
        tmp_path, from_system("仿宋_GB2312", "仿宋", latin="Times New Roman"),
        from_system("方正小标宋简体", role="xiaobiaosong"))
    assert library.chain("fangsong").face_for("国") is BUNDLED.face("fangsong")
    assert library.chain("fangsong").face_for("A") is BUNDLED.face("latin")
    assert [(each.code, each.severity, each.span) for each in found] == [
        ("I0507", Severity.INFO, PLACE)] * 3
    said = [each.message for each in found]
    assert said[0] == ("字体替换：fangsong 要用 仿宋_GB2312、仿宋，系统里没有，"
                       "用随程序的 RGFangSong")
    assert "fangsong 的西文要用 Times New Roman" in said[1]
    assert "RGLatin" in said[1]
    assert "RGXiaoBiaoSong" in said[2]


def test_what_the_machine_has_but_may_not_be_used_is_told(tmp_path: Path) -> None:
    foundry.marked(tmp_path / "a.ttf", 2)
    _, (told,) = choose(tmp_path, from_system("Probe Song"))
    assert told.code == "I0507"
    assert "“Probe Song”不能嵌入 PDF" in told.message
    foundry.glyf(tmp_path / "b.ttf", family="Other", ps="Other")
    library, found = choose(tmp_path, from_system("Probe Song", "Other"))
    assert library.face("fangsong-own").label == "Other"
    assert not found


def test_a_variable_face_of_the_machine_is_told(tmp_path: Path) -> None:
    foundry.variable(tmp_path / "a.ttf")
    library, (told,) = choose(tmp_path, from_system("Probe Song"))
    assert told.code == "I0508"
    assert library.face("fangsong-own").weight == 400


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_damage_anywhere_never_crashes(tmp_path: Path, seed: int) -> None:
    """Bytes changed or cut at random: a face that works, or a diagnostic."""
    dice = random.Random(seed)  # noqa: S311
    makers = (foundry.glyf, foundry.name_keyed, foundry.cid_keyed, foundry.variable)
    path = makers[seed % 4](tmp_path / "own.font", text="国口A，")
    data = bytearray(path.read_bytes())
    if dice.random() < 0.3:
        del data[dice.randrange(len(data)) :]
    for _ in range(dice.choice((1, 3, 30)) if data else 0):
        data[dice.randrange(min(len(data), dice.choice((400, len(data)))))] = dice.randrange(256)
    path.write_bytes(data)
    library, found = choose(tmp_path, by_file(path))
    if any(each.is_error for each in found):
        return
    chain = library.chain("song")
    try:
        for ch in "国口A，":
            face = chain.face_for(ch)
            assert face is not None
            face.outline(ch)
    except ReportError as error:
        assert error.diagnostics[0].code == "E0503"
