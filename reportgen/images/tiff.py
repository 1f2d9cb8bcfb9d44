"""TIFF files (TIFF 6.0): the directory of the first page, read without decoding.

A scanner's page and a camera's raw file are both TIFF; of the latter only a small preview could be
printed. Numbers that a printer would have to guess at (floating point, 32 bits) are refused, too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.images.header import BadImage, Header, ImageKind, torn

_ORDERS = {b"II": "<", b"MM": ">"}
_SIZES = {1: "B", 3: "H", 4: "I"}        # types of whole numbers without a sign
_PREVIEW, _WIDTH, _HEIGHT, _BITS, _COLOURS, _TURN, _SAMPLES = 254, 256, 257, 258, 262, 274, 339
_GPS, _XMP, _RAW = 34853, 700, 50706
_DEPTHS = frozenset({1, 2, 4, 8, 16})
_WHITE_IS_ZERO = 0
_SPACES = frozenset({_WHITE_IS_ZERO, 1, 2, 3, 5, 6})     # grey, RGB, palette, CMYK, YCbCr
# What the pixels are made from; the rest tells of their making. 34675 is the colour profile.
_KEPT = frozenset({
    *range(254, 260), 262, 263, 264, 265, 266, 273, 277, 278, 279, 284, 292, 293, 317, 320, 322,
    323, 324, 325, 332, 338, 339, 347, 512, *range(513, 522), 529, 530, 531, 532, 34675,
})
_SAVE = "用看图软件打开，另存为 JPEG 或 PNG"


class _Entry(NamedTuple):
    """A field of a directory: its bytes, its tag, and its numbers where they are whole."""

    raw: bytes
    tag: int
    numbers: tuple[int, ...]


def read_tiff(data: bytes) -> Header:
    """The header of a file: `BadImage` E0164 when it is torn, E0163 for what cannot be printed.

    The essence names one page and nothing but its picture: the directory is written anew over the
    old one. `animated` tells that there are more pages.
    """
    order = _ORDERS[data[:2]]
    try:
        start, = struct.unpack_from(order + "I", data, 4)
        entries = list(_directory(data, start, order))
        after, = struct.unpack_from(order + "I", data, start + 2 + 12 * len(entries))
    except struct.error:
        raise torn("照片不完整：文件还没有结束就断了") from None
    said = {entry.tag: entry.numbers for entry in entries}
    width, height = _first(said, _WIDTH), _first(said, _HEIGHT)
    if not width or not height:
        raise torn("照片的文件头没有写明大小")
    _refuse(data, said)
    turn = _first(said, _TURN, 1)
    return Header(
        ImageKind.TIFF, width, height, _bare(data, start, order, entries),
        turn if 1 <= turn <= 8 else 1, _GPS in said or (_XMP in said and b"GPSL" in data),
        _another_page(data, after, order),
    )


def _directory(data: bytes, start: int, order: str) -> Iterator[_Entry]:
    count, = struct.unpack_from(order + "H", data, start)
    for at in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, many = struct.unpack_from(order + "HHI", data, at)
        numbers: tuple[int, ...] = ()
        if kind in _SIZES and 0 < many <= 8:
            form = f"{order}{many}{_SIZES[kind]}"
            there = at + 8
            if struct.calcsize(form) > 4:
                there, = struct.unpack_from(order + "I", data, at + 8)
            numbers = struct.unpack_from(form, data, there)
        yield _Entry(data[at : at + 12], tag, numbers)


def _first(said: dict[int, tuple[int, ...]], tag: int, without: int = 0) -> int:
    return next(iter(said.get(tag, ())), without)


def _refuse(data: bytes, said: dict[int, tuple[int, ...]]) -> None:
    if data[8:10] == b"CR" or _RAW in said or _first(said, _PREVIEW) & 1:
        raise BadImage("E0163", "这是相机的原始文件（RAW），里面只有一张小样可印",
                       "用相机的软件或看图软件导出为 JPEG")
    depths, space = said.get(_BITS, (1,)), _first(said, _COLOURS, 1)
    sixteen = 16 in depths and space == _WHITE_IS_ZERO
    if not _DEPTHS.issuperset(depths) or set(said.get(_SAMPLES, (1,))) != {1} or sixteen:
        raise BadImage("E0163", f"这张 TIFF 图存的是 {max(depths)} 位的数，明暗说不准", _SAVE)
    if space not in _SPACES:
        raise BadImage("E0163", "这张 TIFF 图的颜色不是灰度、RGB 或 CMYK", _SAVE)


def _bare(data: bytes, start: int, order: str, entries: list[_Entry]) -> bytes:
    """The file with a directory of what the picture is made from, and no page after it."""
    kept = [entry.raw for entry in entries if entry.tag in _KEPT]
    directory = struct.pack(order + "H", len(kept)) + b"".join(kept) + bytes(4)
    return data[:start] + directory + data[start + len(directory) :]


def _another_page(data: bytes, start: int, order: str) -> bool:
    """Whether the directory there is of a page, and not of a preview or a mask of this one."""
    if not start:
        return False
    try:
        found = {entry.tag: entry.numbers for entry in _directory(data, start, order)}
    except struct.error:
        return False
    return _WIDTH in found and not _first(found, _PREVIEW) & 0b101
