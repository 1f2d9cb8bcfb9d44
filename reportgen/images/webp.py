"""WebP files (RFC 9649): their chunks, read without decoding."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from reportgen.images.exif import read_exif, xmp_has_gps
from reportgen.images.header import Header, ImageKind, torn

_EXIF = b"Exif\0\0"      # some programs put it before the block, as in JPEG
_TELLING = {b"EXIF": 0x08, b"XMP ": 0x04}       # chunks, and their bits in the flags of VP8X
_MOVES = 0x02


def read_webp(data: bytes) -> Header:
    """The header of a file; `BadImage` when it is torn. The essence has neither EXIF nor XMP."""
    kept: list[bytes] = []
    size, orientation, gps, animated = (0, 0), 1, False, False
    for name, body in _chunks(data):
        if name == b"EXIF":
            orientation, found = read_exif(body.removeprefix(_EXIF))
            gps |= found
        elif name == b"XMP ":
            gps |= xmp_has_gps(body)
        if name in _TELLING:
            continue
        if name == b"VP8X" and len(body) >= 10:
            animated = bool(body[0] & _MOVES)
            kept.append(_chunk(name, bytes([body[0] & ~sum(_TELLING.values())]) + body[1:]))
        else:
            kept.append(_chunk(name, body))
        size = size if all(size) else _size(name, body)
    if not all(size):
        raise torn("照片的文件头没有写明大小")
    essence = b"WEBP" + b"".join(kept)
    essence = b"RIFF" + struct.pack("<I", len(essence)) + essence
    return Header(ImageKind.WEBP, *size, essence, orientation, gps, animated)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk; what follows the end that the file states is left behind."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if len(data) < 12 or end > len(data):
        raise torn("照片不完整：文件还没有结束就断了")
    at = 12
    while at + 8 <= end:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + length > end:
            raise torn("照片不完整：文件还没有结束就断了")
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _size(name: bytes, body: bytes) -> tuple[int, int]:
    """What a chunk says of width and height: of the canvas, a lossy or a lossless picture."""
    if name == b"VP8X" and len(body) >= 10:
        wide, high = (int.from_bytes(body[i : i + 3], "little") for i in (4, 7))
        return wide + 1, high + 1
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and len(body) >= 10:
        wide, high = struct.unpack_from("<HH", body, 6)
        return wide & 0x3FFF, high & 0x3FFF
    if name == b"VP8L" and body[:1] == b"\x2f" and len(body) >= 5:
        bits, = struct.unpack_from("<I", body, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0
