"""Reading font files by hand: what they say of themselves, and how they can be broken."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from support import foundry

from reportgen.fonts import Face, fonts_dir, sfnt
from reportgen.fonts.sfnt import Axis, BadFontError, read_faces


def read(path: Path) -> list[sfnt.Record]:
    with path.open("rb") as file:
        return read_faces(file)


def test_a_bundled_face() -> None:
    (face,) = read(fonts_dir() / "noto" / "RGSong.ttf")
    assert (face.index, face.outlines, face.family, face.fs_type) == (0, "glyf", "RG Song", 0)
    assert (face.weight, face.italic, face.axes, face.kind) == (400, False, (), "TrueType")
    assert set(face.names) == {"RG Song", "RGSong"}


def test_names_in_every_language(tmp_path: Path) -> None:
    def old(font: foundry.TTFont) -> None:
        font["name"].setName("仿宋_GB2312", 1, 1, 25, 33)     # as old Macintosh names are
        font["name"].names[-1].string = "旧名".encode("gb18030")

    path = foundry.edited(tmp_path / "a.ttf", old, family="FangSong Test", ps="FS", zh="测试仿宋")
    (face,) = read(path)
    assert face.family == "测试仿宋"
    assert {"FangSong Test", "FS", "测试仿宋", "旧名"} <= set(face.names)


@pytest.mark.slow
def test_kinds(tmp_path: Path) -> None:
    assert [f.kind for f in read(foundry.name_keyed(tmp_path / "n.otf"))] == ["OpenType CFF"]
    (face,) = read(foundry.variable(tmp_path / "v.ttf"))
    assert face.axes == (Axis("wght", 100, 100, 900),)
    assert face.kind == "TrueType（可变）"
    both = foundry.collection(
        tmp_path / "c.ttc", foundry.cut(), foundry.cubic(foundry.cut(names={
            "family": "Second", "ps": "Second"})))
    assert [(f.index, f.outlines, f.family) for f in read(both)] == [
        (0, "glyf", "Probe Song"), (1, "CFF", "Second")]


def test_agrees_with_harfbuzz(tmp_path: Path) -> None:
    path = foundry.cid_keyed(tmp_path / "k.otf")
    face = Face("k", path)
    assert face.name in read(path)[0].names
    assert face.is_cff


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不是字体"), (b"short", "不是字体"),
        (b"<html><body>no font</body></html>", "不是字体"),
        (b"wOF2" + bytes(60), "WOFF2"), (b"wOFF" + bytes(60), "WOFF"),
        (b"%!PS-AdobeFont-1.0: Any", "Type 1"),
        (b"ttcf" + struct.pack(">HHI", 2, 0, 1 << 30), "目录不对"),
        (b"ttcf" + struct.pack(">HHII", 2, 0, 1, 1 << 30), "不完整"),
        (b"\0\1\0\0" + struct.pack(">4H", 40, 0, 0, 0), "不完整"),
        (b"\0\1\0\0" + struct.pack(">4H", 0xFFFF, 0, 0, 0), "目录不对"),
        (b"\0\1\0\0" + struct.pack(">4H", 0, 0, 0, 0), "缺 head"),
    ],
)
def test_no_font(data: bytes, reason: str) -> None:
    with pytest.raises(BadFontError, match=reason):
        read_faces(io.BytesIO(data))


def test_every_truncation_is_noticed(tmp_path: Path) -> None:
    data = foundry.glyf(tmp_path / "g.ttf").read_bytes()
    for length in range(0, len(data) - 4, 997):
        with pytest.raises(BadFontError):
            read_faces(io.BytesIO(data[:length]))


def test_a_file_without_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sfnt, "LARGEST", 1000)
    with pytest.raises(BadFontError, match="太大"):
        read(foundry.glyf(tmp_path / "g.ttf"))
