"""What a draft shows in the place of a photograph that is not there yet: a crossed grey box."""

from __future__ import annotations

import struct
import zlib
from functools import cache

_WIDTH, _HEIGHT = 1600, 1067
_PAPER, _LINE = 235, 150     # of 255
_THICK = 6                   # pixels


@cache
def stand_in() -> bytes:
    """The file: a grey PNG with as many pixels as a page across takes."""
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + _row(y) for y in range(_HEIGHT))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) \
        + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def _row(y: int) -> bytes:
    """A row of pixels: the edge, or the paper with both diagonals and the edge's two ends."""
    if min(y, _HEIGHT - 1 - y) < _THICK:
        return bytes([_LINE]) * _WIDTH
    row = bytearray([_PAPER]) * _WIDTH
    line = bytes([_LINE]) * _THICK
    across = y * (_WIDTH - _THICK) // (_HEIGHT - 1)
    for x in (0, across, _WIDTH - _THICK - across, _WIDTH - _THICK):
        row[x : x + _THICK] = line
    return bytes(row)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
