"""Pixels as a PNG file, by hand: an SVG with an image then needs no imaging library."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(columns: int, rows: int, pixels: bytes, mask: bytes = b"") -> bytes:
    """RGB pixels, with their opacities where `mask` is not empty. The same pixels, same bytes."""
    depth = 4 if mask else 3
    if mask:
        pixels = b"".join(pixels[3 * i : 3 * i + 3] + mask[i : i + 1] for i in range(len(mask)))
    width = columns * depth
    lines = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(rows))
    head = struct.pack(">IIBBBBB", columns, rows, 8, 6 if mask else 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
