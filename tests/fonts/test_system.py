"""The fonts of a machine: where they lie, by which names they are found, what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import foundry

from reportgen.fonts import system
from reportgen.fonts.system import FOLDERS_VARIABLE, SystemFonts, font_folders
from reportgen.world import DiskWorld, World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A machine whose fonts lie in `fonts`, with a cache of its own."""
    (tmp_path / "fonts" / "deep").mkdir(parents=True)
    return DiskWorld({FOLDERS_VARIABLE: str(tmp_path / "fonts"),
                  "REPORTGEN_CACHE": str(tmp_path / "cache")})


@pytest.mark.parametrize(
    ("platform", "env", "wanted"),
    [
        ("win32", {"WINDIR": "D:/Win", "LOCALAPPDATA": "C:/L"},
         ["D:/Win/Fonts", "C:/L/Microsoft/Windows/Fonts"]),
        ("darwin", {"HOME": "/Users/me"},
         ["/Users/me/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts",
          "/System/Library/AssetsV2"]),
        ("linux", {"HOME": "/home/me"},
         ["/home/me/.local/share/fonts", "/home/me/.fonts", "/usr/local/share/fonts",
          "/usr/share/fonts"]),
        ("linux", {"XDG_DATA_HOME": "/d", "XDG_DATA_DIRS": "/a:/b", "HOME": "/h"},
         ["/d/fonts", "/h/.fonts", "/a/fonts", "/b/fonts"]),
        ("linux", {FOLDERS_VARIABLE: "/x:/y"}, ["/x", "/y"]),
        ("win32", {FOLDERS_VARIABLE: "C:/x;D:/y"}, ["C:/x", "D:/y"]),
    ],
)
def test_folders(platform: str, env: dict[str, str], wanted: list[str]) -> None:
    assert [path.as_posix() for path in font_folders(env, platform)] == wanted


def test_found_by_any_name_in_any_case(world: World, tmp_path: Path) -> None:
    path = foundry.glyf(
        tmp_path / "fonts" / "deep" / "A.TTF",
        family="FangSong Test", ps="FSTest", zh="测试仿宋_GB")
    fonts = SystemFonts(world)
    for name in ("测试仿宋_GB", "测试仿宋_gb", "fangsong test", "FSTEST", "FangSongTest"):
        assert [found[0] for found in fonts.find(name)] == [path], name
    assert fonts.find("测试") == []


@pytest.mark.slow
def test_the_plainest_comes_first(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "fonts"

    def heavy(font: foundry.TTFont) -> None:
        font["OS/2"].usWeightClass = 700

    def slanted(font: foundry.TTFont) -> None:
        font["OS/2"].fsSelection |= 1

    foundry.edited(folder / "a.ttf", heavy)
    foundry.edited(folder / "b.ttf", slanted)
    foundry.variable(folder / "c.ttf")
    foundry.glyf(folder / "d.ttf")
    foundry.collection(folder / "e.ttc", foundry.cut(), foundry.cut())
    found = [(path.name, record.index) for path, record in SystemFonts(world).find("probe song")]
    assert found == [("d.ttf", 0), ("e.ttc", 0), ("e.ttc", 1), ("c.ttf", 0), ("a.ttf", 0),
                     ("b.ttf", 0)]


def test_broken_and_foreign_files_are_passed_over(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    (folder / "empty.ttf").touch()
    (folder / "text.otf").write_text("no font", encoding="utf-8")
    (folder / "readme.txt").write_text("no font", encoding="utf-8")
    (folder / "loose.ttf").symlink_to(tmp_path / "nowhere")
    foundry.glyf(folder / "z.ttf")
    assert len(SystemFonts(world).find("ProbeSong")) == 1


def test_no_folder_no_fonts(tmp_path: Path) -> None:
    world = DiskWorld({FOLDERS_VARIABLE: str(tmp_path / "nowhere"),
                   "REPORTGEN_CACHE": str(tmp_path / "cache")})
    assert SystemFonts(world).find("ProbeSong") == []


def test_a_file_is_opened_once_until_it_changes(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    look = system._look
    monkeypatch.setattr(
        system, "_look", lambda path, world: (opened.append(path.name), look(path, world))[1])
    path = foundry.glyf(tmp_path / "fonts" / "a.ttf")
    assert SystemFonts(world).find("ProbeSong")
    assert SystemFonts(world).find("ProbeSong")
    assert opened == ["a.ttf"]
    foundry.glyf(path, family="Other", ps="OtherFace")
    assert SystemFonts(world).find("ProbeSong") == []
    assert SystemFonts(world).find("OtherFace")
    path.unlink()
    assert SystemFonts(world).find("OtherFace") == []


@pytest.mark.slow
@pytest.mark.parametrize("change", ["{", "[]", '{"a": [[1], [{}]]}', "[" * 200_000])
def test_a_spoilt_cache_is_made_anew(world: World, tmp_path: Path, change: str) -> None:
    foundry.variable(tmp_path / "fonts" / "a.ttf")
    before = SystemFonts(world).find("ProbeSong")
    (entry,) = (tmp_path / "cache").iterdir()
    world.cache().put(entry.name, change.encode())
    assert SystemFonts(world).find("ProbeSong") == before
    assert SystemFonts(world).find("ProbeSong") == before


def test_without_a_cache_it_works_too(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    world = DiskWorld({FOLDERS_VARIABLE: str(tmp_path), "REPORTGEN_CACHE": str(tmp_path / "file")})
    foundry.glyf(tmp_path / "a.ttf")
    assert SystemFonts(world).find("ProbeSong")
