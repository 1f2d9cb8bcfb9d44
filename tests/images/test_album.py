"""Finding photographs: only within the folder, and said when the spelling was not the disk's."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest
from support import photographs as ph

from reportgen.diagnostics import Severity, Sink, Span
from reportgen.images.album import Negative, read_album
from reportgen.images.header import BadImage
from reportgen.limits import PICTURE
from reportgen.world import DiskWorld

SPAN = Span("briefing.md", 9, 5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A briefing folder with photographs, and one beside it that must not be reached."""
    home = tmp_path / "简报"
    (home / "照片").mkdir(parents=True)
    (home / "照片" / "现场.JPG").write_bytes(ph.jpeg())
    (home / "图.png").write_bytes(ph.png())
    (tmp_path / "外面.jpg").write_bytes(ph.jpeg())
    return home


def read(folder: Path, name: str) -> tuple[Negative | None, list[str], Sink]:
    sink = Sink()
    album = read_album([(name, SPAN), (name, SPAN)], folder, DiskWorld(), sink)
    assert all(item.span == SPAN and item.hints for item in sink)
    return album[name], [item.code for item in sink], sink


def test_a_photograph_is_read_once(folder: Path) -> None:
    found, codes, _ = read(folder, "照片/现场.JPG")
    assert found is not None
    assert codes == []
    assert found.header.upright == (640, 480)
    assert len(found.digest) == 64


def test_a_photograph_is_not_held_and_must_not_change(folder: Path) -> None:
    found, _, _ = read(folder, "照片/现场.JPG")
    assert found is not None
    assert found.header.essence == b""
    assert found.opened().essence
    (folder / "照片" / "现场.JPG").write_bytes(ph.jpeg() + b"\0")
    with pytest.raises(BadImage) as caught:
        found.opened()
    assert caught.value.code == "E0164"


@pytest.mark.parametrize(("name", "word"), [
    ("../外面.jpg", ".."), ("照片/../../外面.jpg", ".."), ("/etc/passwd", "绝对"),
    ("C:/外面.jpg", "绝对"), ("~/外面.jpg", "绝对"), ("照片\\现场.JPG", "分隔"),
    ("./图.png", "点"), ("照片//现场.JPG", "斜线"), ("图\u200b.png", "不可见"),
])
def test_paths_that_are_refused(folder: Path, name: str, word: str) -> None:
    found, codes, sink = read(folder, name)
    assert (found, codes) == (None, ["E0162"])
    assert word in sink.items[0].message


@pytest.mark.skipif(sys.platform == "win32", reason="skipped: links want rights there")
def test_links_that_lead_out_are_refused(folder: Path) -> None:
    (folder / "链接.jpg").symlink_to(folder.parent / "外面.jpg")
    (folder / "夹").symlink_to(folder.parent)
    (folder / "里面.jpg").symlink_to(folder / "照片" / "现场.JPG")
    for name in ("链接.jpg", "夹/外面.jpg"):
        found, codes, sink = read(folder, name)
        assert (found, codes) == (None, ["E0162"])
        assert sink.items[0].message == f"“{name}”是个链接，指到了简报文件夹外面"
    assert read(folder, "里面.jpg")[1] == []


def test_another_case_is_understood_and_told(folder: Path) -> None:
    found, codes, sink = read(folder, "照片/现场.jpg")
    assert found is not None
    assert codes == ["I0161"]
    assert sink.items[0].hints == ("写成“文件: 照片/现场.JPG”",)


def test_decomposed_names_of_a_mac_are_the_same(folder: Path) -> None:
    (folder / unicodedata.normalize("NFD", "é.jpg")).write_bytes(ph.jpeg())
    assert read(folder, "é.jpg")[0] is not None


def test_no_guess_between_two(folder: Path) -> None:
    if (folder / "照片" / "现场.jpg").exists():
        pytest.skip("skipped: this file system does not tell cases apart")
    (folder / "照片" / "现场.Jpg").write_bytes(ph.jpeg())
    found, codes, sink = read(folder, "照片/现场.jpg")
    assert (found, codes) == (None, ["E0160"])
    assert "几个" in sink.items[0].message


def test_something_stands_in_for_a_missing_file_until_somebody_decides(folder: Path) -> None:
    found, codes, _ = read(folder, "照片/现.JPG")
    assert found is not None
    assert codes == []
    assert found.missing == "是不是：照片/现场.JPG？"      # the nearest
    other = read(folder, "没有.jpg")[0]
    assert other is not None
    assert "照实写文件名" in other.missing
    assert other.digest != found.digest              # two boxes, not one photograph twice
    there = read(folder, "图.png")[0]
    assert there is not None
    assert there.missing == ""


def test_what_is_no_file(folder: Path) -> None:
    assert read(folder, "照片")[1] == ["E0160"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "管道.jpg")
        assert read(folder, "管道.jpg")[1] == ["E0160"]     # and does not wait for a writer


def test_content_decides_not_the_suffix(folder: Path) -> None:
    (folder / "假.jpg").write_bytes(b"PK\x03\x04" + b"\0" * 50)
    (folder / "真.dat").write_bytes(ph.png())
    _, codes, sink = read(folder, "假.jpg")
    assert codes == ["E0163"]
    assert "压缩包" in sink.items[0].message
    assert read(folder, "真.dat")[1] == []


def test_a_heavy_file_is_not_even_read(folder: Path) -> None:
    with (folder / "重.jpg").open("wb") as file:
        file.truncate(PICTURE.most + 1)
    _, codes, sink = read(folder, "重.jpg")
    assert codes == ["E0165"]
    assert "50 MB" in sink.items[0].message


def test_a_place_is_told_once(folder: Path) -> None:
    (folder / "位置.jpg").write_bytes(ph.turned(6, gps=True))
    found, codes, sink = read(folder, "位置.jpg")
    assert found is not None
    assert codes == ["I0166"]
    assert sink.items[0].severity is Severity.INFO


@pytest.mark.parametrize(("kind", "word"), [("WEBP", "第一帧"), ("TIFF", "第一页")])
def test_only_the_first_of_several_is_printed_and_that_is_told(
    folder: Path, kind: str, word: str
) -> None:
    frames = [ph.scene(), ph.scene().rotate(180)]
    (folder / "几页").write_bytes(
        ph.encoded(frames[0], kind, save_all=True, append_images=frames[1:]))
    _, codes, sink = read(folder, "几页")
    assert codes == ["I0167"]
    assert word in sink.items[0].message
