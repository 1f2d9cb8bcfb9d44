"""What a font file says of itself (OpenType 1.9): kind, names, licence bits, axes.

Read piece by piece, so that a folder of fonts is looked through in a moment. Nothing in the file is
trusted: every place and length is held against the size of the file, and what does not fit is a
`BadFontError` with a reason for the user.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

from reportgen.frozen import frozen

LARGEST = 400_000_000    # bytes; the largest collections of Chinese faces have 200 million
_MOST_FACES = 256
_MOST_TABLES = 512
_MOST_BYTES = 10_000_000     # of one table that is read here
_MAGIC = 0x5F0F3CF5
_REQUIRED = ("head", "hhea", "hmtx", "maxp", "cmap")
_CHINESE = frozenset({0x804, 33})     # language numbers of Windows and of the Macintosh
_SINGLE = {b"\0\1\0\0", b"true", b"OTTO"}
_OTHERS = {
    b"wOFF": "这是网页用的 WOFF 字体", b"wOF2": "这是网页用的 WOFF2 字体",
    b"%!PS": "这是 Type 1 字体", b"\x80\x01%!": "这是 Type 1 字体",
}


class BadFontError(Exception):
    """The file is no font, is damaged, or is of a kind that is not read; says why, in Chinese."""


@frozen
class Axis:
    """An axis of a variable font."""

    tag: str
    low: float
    default: float
    high: float

    @property
    def reach(self) -> str:
        """From where to where, in words."""
        return f"{self.low:g} 到 {self.high:g}"


@frozen
class Record:
    """One face of a file. `outlines` is glyf, CFF, CFF2, or empty for a face of pictures only."""

    index: int
    outlines: str
    family: str = ""                # as the file's own language has it
    names: tuple[str, ...] = ()     # family, full and PostScript names, in every language
    fs_type: int = 0
    weight: int = 400
    italic: bool = False
    axes: tuple[Axis, ...] = ()

    @property
    def kind(self) -> str:
        """The kind in words."""
        words = {"glyf": "TrueType", "CFF": "OpenType CFF", "CFF2": "OpenType CFF2"}
        return words.get(self.outlines, "位图") + ("（可变）" if self.axes else "")


def read_faces(file: BinaryIO) -> list[Record]:
    """All faces of a font file or a collection. Raises `BadFontError`."""
    size = file.seek(0, io.SEEK_END)
    if size > LARGEST:
        raise BadFontError(f"文件太大（{size // 1_000_000} MB）")
    try:
        return [_Reader(file, size, start).record(i) for i, start in enumerate(_starts(file, size))]
    except struct.error as error:
        raise BadFontError("文件不完整") from error


def _starts(file: BinaryIO, size: int) -> list[int]:
    head = _piece(file, size, 0, 12) if size >= 12 else b""
    if head[:4] == b"ttcf":
        count = int.from_bytes(head[8:12], "big")
        if not 0 < count <= _MOST_FACES:
            raise BadFontError("文件损坏：字体集合的目录不对")
        return list(struct.unpack(f">{count}I", _piece(file, size, 12, 4 * count)))
    if head[:4] in _SINGLE:
        return [0]
    raise BadFontError(_OTHERS.get(head[:4], "这不是字体文件") if head else "这不是字体文件")


def _piece(file: BinaryIO, size: int, start: int, length: int) -> bytes:
    if start + length > size:
        raise BadFontError("文件不完整")
    file.seek(start)
    return file.read(length)


class _Reader:
    """Reads one face: its table directory, then the few tables that matter."""

    def __init__(self, file: BinaryIO, size: int, start: int) -> None:
        self._file, self._size = file, size
        head = _piece(file, size, start, 12)
        count = int.from_bytes(head[4:6], "big")
        if head[:4] not in _SINGLE or count > _MOST_TABLES:
            raise BadFontError("文件损坏：字体的目录不对")
        self._places: dict[str, tuple[int, int]] = {}
        directory = _piece(file, size, start + 12, 16 * count)
        for tag, _, at, length in struct.iter_unpack(">4s3I", directory):
            if at + length > size:
                raise BadFontError("文件不完整")
            self._places[tag.decode("latin-1")] = (at, length)

    def record(self, index: int) -> Record:
        """All that is wanted of this face."""
        for tag in _REQUIRED:
            if tag not in self._places:
                raise BadFontError(f"文件损坏：缺 {tag} 表")
        head = self._table("head")
        if len(head) < 54 or int.from_bytes(head[12:16], "big") != _MAGIC:
            raise BadFontError("文件损坏：head 表不对")
        if not 16 <= int.from_bytes(head[18:20], "big") <= 16384:
            raise BadFontError("文件损坏：head 表不对")
        weight, fs_type, italic = self._os2()
        named = sorted(self._names(), key=lambda name: name[:2])
        family = next((text for _, number, text in named if number == 1), "")
        return Record(
            index, self._outlines(), family, tuple(dict.fromkeys(text for *_, text in named)),
            fs_type, weight, italic or bool(head[45] & 2), tuple(self._axes()),
        )

    def _table(self, tag: str) -> bytes:
        at, length = self._places.get(tag, (0, 0))
        if length > _MOST_BYTES:
            raise BadFontError(f"文件损坏：{tag} 表太大")
        return _piece(self._file, self._size, at, length)

    def _outlines(self) -> str:
        if "CFF2" in self._places:
            return "CFF2"
        if "CFF " in self._places:
            return "CFF"
        return "glyf" if {"glyf", "loca"} <= self._places.keys() else ""

    def _os2(self) -> tuple[int, int, bool]:
        """Weight, licence bits, whether slanted; a font without the table forbids nothing."""
        table = self._table("OS/2")
        if len(table) < 64:
            return 400, 0, False
        weight, _, fs_type = struct.unpack(">3H", table[4:10])
        return weight, fs_type, bool(table[63] & 1)

    def _axes(self) -> Iterator[Axis]:
        table = self._table("fvar")
        if len(table) < 16:
            return
        start, _, count, step = struct.unpack(">4H", table[4:12])
        for i in range(count):
            tag, *values = struct.unpack_from(">4s3i", table, start + i * step)
            low, default, high = (value / 65536 for value in values)
            yield Axis(tag.decode("latin-1"), low, default, high)

    def _names(self) -> Iterator[tuple[int, int, str]]:
        """Rank (Chinese first, Windows' own before the rest), number and text of the names."""
        table = self._table("name")
        if len(table) < 6:
            return
        _, count, storage = struct.unpack(">3H", table[:6])
        for i in range(count):
            platform, encoding, language, number, length, at = struct.unpack_from(
                ">6H", table, 6 + 12 * i)
            raw = table[storage + at : storage + at + length]
            if number in {1, 4, 6, 16} and (text := _name(platform, encoding, raw)):
                yield 2 * (language not in _CHINESE) + (platform != 3), number, text


def _name(platform: int, encoding: int, raw: bytes) -> str:
    """A name as text; empty when its encoding is not one that Chinese faces use."""
    if platform == 0 or (platform == 3 and encoding in {0, 1, 10}):
        codec = "utf-16-be"
    elif platform == 3 and encoding == 3:
        codec, raw = "gb18030", raw.replace(b"\0", b"")
    elif platform == 1 and encoding in {0, 25}:
        codec = "gb18030" if encoding else "mac-roman"
    else:
        return ""
    return raw.decode(codec, errors="ignore").strip("\0 ")
