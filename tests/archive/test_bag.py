"""Bags: ours prove themselves; what comes from anywhere is looked at with suspicion."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reportgen.archive import bag
from reportgen.archive.bag import packed, problems
from reportgen.archive.disk import Disk

FILES = {"正本/甲·1.pdf": b"%PDF-", "文稿/2024年第5期/briefing.md": "稿".encode(), "a%b.txt": b""}
TAGS = {"说明.txt": "说明".encode()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bag on the disk."""
    written(tmp_path / "包", FILES)
    return tmp_path / "包"


def written(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in packed(files, TAGS, {"External-Identifier": "甲"}).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def test_ours_is_whole(folder: Path) -> None:
    assert problems(folder, Disk()) == []
    info = (folder / "bag-info.txt").read_text(encoding="utf-8")
    assert f"Payload-Oxum: {5 + 3}.3" in info
    text = (folder / "manifest-sha256.txt").read_text(encoding="utf-8")
    assert "data/a%25b.txt" in text
    assert packed(FILES, TAGS, {}) == packed(dict(reversed(FILES.items())), TAGS, {})


@pytest.mark.filterwarnings("ignore:'count' is passed as positional")  # bagit on Python 3.13
def test_an_independent_reader_finds_it_whole(tmp_path: Path) -> None:
    """All but a percent sign in a name, which bagit 1.9 leaves as it is and RFC 8493 2.1.3 not."""
    library = pytest.importorskip("bagit", reason="the library bagit is not installed")
    plain = {path: data for path, data in FILES.items() if "%" not in path}
    written(tmp_path, plain)
    library.Bag(str(tmp_path)).validate()


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return change


def altered(folder: Path) -> None:
    (folder / "data/正本/甲·1.pdf").write_bytes(b"%PDF+")


def surplus(folder: Path) -> None:
    (folder / "data/.DS_Store").write_bytes(b"")


def missing(folder: Path) -> None:
    (folder / "data/a%b.txt").unlink()


def tag(folder: Path) -> None:
    (folder / "说明.txt").write_bytes(b"x")


def linked(folder: Path) -> None:
    (folder / "data/链").symlink_to(folder.parent)


def undeclared(folder: Path) -> None:
    (folder / "bagit.txt").unlink()


def hidden(folder: Path) -> None:
    """Named by a manifest alone whose digests cannot be computed here."""
    (folder / "data/夹带.exe").write_bytes(b"MZ")
    (folder / "manifest-sm9.txt").write_text("00  data/夹带.exe\n", encoding="utf-8")
    (folder / "bag-info.txt").unlink()
    for path in folder.glob("tagmanifest-*"):
        path.unlink()


def unlisted(folder: Path) -> None:
    for path in folder.glob("manifest-*"):
        path.unlink()


@pytest.mark.parametrize(("change", "told"), [
    (altered, "摘要不符"), (hidden, "多出来的文件：data/夹带.exe"),
    (surplus, "多出来的文件：data/.DS_Store"),
    (missing, "缺少 data/a%b.txt"),
    (tag, "说明.txt 的 sha256 摘要不符"), (linked, "不是普通文件"), (undeclared, "没有 bagit.txt"),
    (unlisted, "没有摘要清单"), (replaced("bag-info.txt", "8.3", "9.3"), "Payload-Oxum"),
    (replaced("manifest-sha256.txt", "data/正本/甲", "data/../../甲"), "走出了包"),
    (replaced("manifest-sha256.txt", "data/正本/甲", "/etc/甲"), "走出了包"),
    (replaced("manifest-sha256.txt", "data/正本/甲", "data\\\\甲"), "走出了包"),
    (replaced("manifest-sha256.txt", "data/正本/甲", "data/%2e%2e/甲"), "走出了包"),
    (replaced("manifest-sha256.txt", "  data/正本", "data/正本"), "读不懂的一行"),
])
def test_what_is_wrong_is_told(
    folder: Path, change: Callable[[Path], None], told: str,
) -> None:
    change(folder)
    assert any(told in problem for problem in problems(folder, Disk()))


def test_nothing_that_is_no_bag(tmp_path: Path) -> None:
    assert problems(tmp_path / "没有", Disk()) == ["没有 bagit.txt"]
    shutil.copytree(tmp_path, tmp_path / "空", ignore=lambda *_: ["空"])
    os.mkfifo(tmp_path / "空" / "管道")
    assert "不是普通文件" in problems(tmp_path / "空", Disk())[0]


def test_sm3_where_the_machine_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    if "sm3" in hashlib.algorithms_available:
        abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        assert bag.digest("sm3", b"abc") == abc        # GB/T 32905-2016 A.1
        assert "manifest-sm3.txt" in packed(FILES, TAGS, {})

    def without(name: str, data: bytes) -> object:
        if name == "sm3":
            raise ValueError(name)
        return hashlib.sha256(data)

    monkeypatch.setattr(bag.hashlib, "new", without)
    assert bag.digest("sm3", b"abc") == ""
    assert "manifest-sm3.txt" not in packed(FILES, TAGS, {})


def test_a_surplus_file_cannot_hide_in_the_tags(folder: Path) -> None:
    (folder / "data/夹带.exe").write_bytes(b"MZ")
    with (folder / "tagmanifest-sha256.txt").open("a", encoding="utf-8") as out:
        out.write(f"{hashlib.sha256(b'MZ').hexdigest()}  data/夹带.exe\n")
    assert "多出来的文件：data/夹带.exe" in problems(folder, Disk())


@pytest.mark.parametrize("name", ["shake_128", "md6", "sm9"])
def test_a_digest_that_cannot_be_computed_proves_nothing(folder: Path, name: str) -> None:
    for path in folder.glob("manifest-*"):
        path.unlink()
    (folder / f"manifest-{name}.txt").write_text("ab  data/a%25b.txt\n", encoding="utf-8")
    assert "算不了" in problems(folder, Disk())[0]


def test_huge_and_deep_bags(folder: Path) -> None:
    with (folder / "bag-info.txt").open("wb") as out:
        out.truncate((64 << 20) + 1)
    assert problems(folder, Disk()) == ["bag-info.txt 太大"]
    (folder / "bag-info.txt").unlink()
    deep = folder / "data"
    for _ in range(1200):
        deep = deep / "a"
    subprocess.run(["mkdir", "-p", deep.relative_to(folder)], cwd=folder, check=True)
    assert any("bag-info" in each for each in problems(folder, Disk()))
    subprocess.run(["rm", "-rf", folder], check=True)      # shutil cannot
