"""The door to the world: reading, atomic writing, the cache folder, names that travel."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reportgen import world as worlds
from reportgen.diagnostics import Family, ReportError
from reportgen.world import DiskWorld, name_problem


def test_reading_tells_why_not(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "没有", "文件不存在"), (tmp_path, "这是文件夹")):
        with pytest.raises(ReportError, match=words) as caught:
            DiskWorld().read(path)
        assert caught.value.family is Family.INPUT


def test_opening_piece_by_piece_tells_why_not(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管")     # reading it would wait for ever
    for path, words in ((tmp_path / "没有", "文件不存在"), (tmp_path, "这是文件夹"),
                        (tmp_path / "管", "不是普通文件"), (Path("/dev/zero"), "不是普通文件"),
                        (tmp_path / ("长" * 300), "读取失败"),
                        (tmp_path / "甲" / "\0", "路径里有系统不认的字符")):
        with pytest.raises(ReportError, match=words):
            DiskWorld().open(path)
    (tmp_path / "甲.ttf").write_bytes(b"12345")
    with DiskWorld().open(tmp_path / "甲.ttf") as file:
        file.seek(3)
        assert file.read(1) == b"4"


def test_listing_what_lies_below(tmp_path: Path) -> None:
    (tmp_path / "深" / "处").mkdir(parents=True)
    for name in ("乙.ttf", "甲.TTF", "深/处/丙.otf", "深/丁.txt"):
        (tmp_path / name).write_bytes(b"123")
    os.mkfifo(tmp_path / "管.ttf")
    (tmp_path / "断.ttf").symlink_to(tmp_path / "没有")
    found = list(DiskWorld().below(tmp_path, frozenset({".ttf", ".otf"})))
    assert [f.path.relative_to(tmp_path).as_posix() for f in found] == [
        "乙.ttf", "甲.TTF", "深/处/丙.otf"]
    assert {f.size for f in found} == {3}
    assert list(DiskWorld().below(tmp_path / "没有", frozenset({".ttf"}))) == []


def test_writing_makes_the_folders_and_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "深" / "处" / "甲.txt"
    DiskWorld().write_all({path: b"1"})
    path.chmod(0o600)
    DiskWorld().write_all({path: b"2"})
    assert path.read_bytes() == b"2"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["甲.txt"]


def test_several_files_are_all_on_disk_before_one_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = {tmp_path / name: name.encode() for name in ("甲", "乙", "丙")}
    for path, data in old.items():
        path.write_bytes(data)
    calls: list[int] = []

    def full(_: int) -> None:
        calls.append(1)
        if len(calls) == len(old):
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(worlds.os, "fsync", full)
    with pytest.raises(ReportError, match="磁盘已满"):
        DiskWorld().write_all(dict.fromkeys(old, b"new"))
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == old


def test_an_interrupted_replacement_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        DiskWorld().write_all({tmp_path / "甲": b"1", tmp_path / "乙": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_a_long_name_has_room_for_its_temporary_file(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 60 + ".docx")
    DiskWorld().write_all({path: b"1"})
    assert path.read_bytes() == b"1"


@pytest.mark.parametrize(("env", "folder"), [
    ({"REPORTGEN_CACHE": "own"}, "own"),
    ({"XDG_CACHE_HOME": "xdg", "HOME": "home"}, "xdg/reportgen"),
    ({"HOME": "home"}, "home/.cache/reportgen"),
])
@pytest.mark.skipif(os.name == "nt", reason="skipped: the folders of Linux")
def test_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], folder: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(worlds.sys, "platform", "linux")
    assert DiskWorld(env).cache().folder == Path(folder)
    assert list((tmp_path / folder).iterdir()) == []


def test_no_cache_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "file" / "x")}).cache().folder is None


@pytest.mark.parametrize("name", [
    "示例", "jinxi-2023", "2023年第1期", "v1.2", "“非农”复耕", "console", "长" * 60,
])
def test_good_names(name: str) -> None:
    assert name_problem(name) == ""


@pytest.mark.parametrize(("name", "words"), [
    ("", "空的"), ("  ", "空的"), (".", "不是名称"), ("..", "不是名称"), ("a/b", "“/”"),
    ("a\\b", "“\\”"), ("C:", "“:”"), ("a*", "“*”"), ("a\0", "不可见"), ("a\nb", "不可见"),
    ("\u202ea", "不可见"), ("a ", "空格"), ("a.", "句点"), ("-rf", "“-”"), (".git", "“.”"),
    ("NUL", "设备名"), ("com1.txt", "设备名"), ("Lpt9", "设备名"), ("长" * 61, "太长"),
])
def test_bad_names(name: str, words: str) -> None:
    assert words in name_problem(name)


def test_a_file_that_cannot_be_put_in_place_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    """As where Word has the .docx open: no new PDF stands beside an old Word file."""
    old, new, taken = tmp_path / "甲.pdf", tmp_path / "乙.pdf", tmp_path / "甲.docx"
    old.write_bytes(b"old")
    taken.mkdir()
    with pytest.raises(ReportError) as caught:
        DiskWorld().write_all(dict.fromkeys((old, new, taken), b"new"))
    assert caught.value.diagnostics[0].code == "E0102"
    assert sorted(tmp_path.iterdir()) == sorted([old, taken])
    assert old.read_bytes() == b"old"
