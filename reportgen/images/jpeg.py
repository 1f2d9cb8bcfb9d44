"""JPEG files (ITU-T T.81): their segments, read without decoding."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field

from reportgen.frozen import frozen
from reportgen.images.exif import read_exif, xmp_has_gps
from reportgen.images.header import BadImage, Header, ImageKind, torn

_SOI = b"\xff\xd8"
_EOI, _SOS, _COM = 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PASSED_ON = {0xC0, 0xC1, 0xC2}          # baseline, extended, progressive; Huffman, not lossless
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_NEXT = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")   # the marker that ends entropy-coded data
_EXIF, _XMP, _ICC, _ADOBE = b"Exif\0\0", b"http://ns.adobe.com/xap", b"ICC_PROFILE\0", b"Adobe"
_RGB_IDS = (82, 71, 66)
_JFIF = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"


@dataclass(slots=True)
class _Read:
    """What is gathered on the way through a file."""

    frame: tuple[int, bytes] | None = None
    adobe: int | None = None
    profile: bool = False
    orientation: int = 1
    gps: bool = False
    kept: list[bytes] = field(default_factory=list)


@frozen
class Jpeg:
    """A JPEG as read. `plain` tells whether every reader shows `bare()` alike."""

    header: Header
    channels: int
    profile: bool
    plain: bool
    segments: tuple[bytes, ...]
    scans: memoryview

    def bare(self) -> bytes:
        """Tables and scans only; `header.essence` has the colour profile and Adobe's mark too."""
        tables = [each for each in self.segments if not _APP0 <= each[1] <= _APP15]
        return b"".join((_SOI, _JFIF, *tables, self.scans))


def read_jpeg(data: bytes) -> Jpeg:
    """The segments of a file; `BadImage` when it is torn or of a kind that nothing can show."""
    found, scans = _walk(data)
    if found.frame is None:
        raise torn("照片里没有图像")
    marker, body = found.frame
    if len(body) < 6 or len(body) < 6 + 3 * body[5]:
        raise torn("照片的文件头不完整")
    bits, height, width, channels = struct.unpack_from(">BHHB", body)
    if not width or not height:
        raise torn("照片的文件头没有写明大小")
    if channels not in (1, 3, 4):
        raise BadImage("E0163", f"照片有{channels}个颜色通道，看不懂", "用看图软件另存为 JPEG")
    colours = tuple(body[6 + 3 * i] for i in range(channels))
    rgb = channels == 3 and (found.adobe == 0 or (found.adobe is None and colours == _RGB_IDS))
    plain = marker in _PASSED_ON and bits == 8 and channels in (1, 3) and not rgb
    essence = b"".join((_SOI, *found.kept, scans))
    header = Header(ImageKind.JPEG, width, height, essence, found.orientation, found.gps)
    return Jpeg(header, channels, found.profile, plain, tuple(found.kept), scans)


def _walk(data: bytes) -> tuple[_Read, memoryview]:
    """The segments before the first scan, and everything from it to the end of the image.

    What follows the end (a second picture of a telephone, a film) is left behind.
    """
    found, at = _Read(), 2
    while True:
        marker, at = _marker(data, at)
        if marker in _BARE:
            continue
        if marker == _EOI:
            raise torn("照片里没有图像")
        end = _segment_end(data, at)
        if marker == _SOS:
            return found, memoryview(data)[at - 2 : _image_end(data, end)]
        _take(found, marker, data[at + 2 : end])
        at = end


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at `at`, and where its segment begins."""
    if data[at : at + 1] != b"\xff":
        raise torn("照片不完整，或中间有坏的字节")
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise torn("照片不完整：文件还没有结束就断了")
    return data[at], at + 1


def _segment_end(data: bytes, at: int) -> int:
    if at + 2 > len(data):
        raise torn("照片不完整：文件还没有结束就断了")
    end = at + int(struct.unpack_from(">H", data, at)[0])
    if end > len(data) or end < at + 2:
        raise torn("照片不完整：文件还没有结束就断了")
    return end


def _image_end(data: bytes, at: int) -> int:
    """Just behind the end-of-image marker; between scans there may be tables."""
    while found := _NEXT.search(data, at):
        if found[1][0] == _EOI:
            return found.end()
        at = _segment_end(data, found.end())
    raise torn("照片不完整：文件还没有结束就断了")


def _take(found: _Read, marker: int, body: bytes) -> None:
    if marker == _APP1 and body.startswith(_EXIF):
        orientation, gps = read_exif(body[len(_EXIF):])
        found.gps |= gps
        found.orientation = orientation
    elif marker == _APP1 and body.startswith(_XMP):
        found.gps |= xmp_has_gps(body)
    elif marker == _APP2 and body.startswith(_ICC):
        found.profile = True
        found.kept.append(_segment(marker, body))
    elif marker == _APP14 and body.startswith(_ADOBE):
        found.adobe = body[11] if len(body) > 11 else 0
        found.kept.append(_segment(marker, body))
    elif not (_APP0 <= marker <= _APP15 or marker == _COM):
        if marker in _FRAMES and found.frame is None:
            found.frame = (marker, body)
        found.kept.append(_segment(marker, body))


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
