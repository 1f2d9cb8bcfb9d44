"""A small sRGB profile, made from the numbers of IEC 61966-2-1 (ICC.1:2004, version 4.2).

Written here because a profile that is data of ours needs no licence, and 500 bytes suffice.
"""

from __future__ import annotations

import struct
from functools import cache

# Media white D50 and the sRGB primaries adapted to it (Bradford), as s15Fixed16 take them.
_WHITE = (0.9642, 1.0, 0.8249)
_RED = (0.43607, 0.22249, 0.01392)
_GREEN = (0.38515, 0.71687, 0.09708)
_BLUE = (0.14307, 0.06061, 0.71410)
_ADAPTATION = (1.04791, 0.02293, -0.05020, 0.02960, 0.99046, -0.01707, -0.00925, 0.01506, 0.75179)
# Transfer curve: Y = (aX + b)^g above d, cX below.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_CREATED = (2004, 1, 1, 0, 0, 0)


@cache
def srgb_profile() -> bytes:
    """The profile's bytes."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(_CURVE)
    tags = [
        (b"desc", _text("sRGB")), (b"cprt", _text("No copyright")), (b"wtpt", _xyz(_WHITE)),
        (b"chad", b"sf32" + bytes(4) + _fixed(_ADAPTATION)),
        (b"rXYZ", _xyz(_RED)), (b"gXYZ", _xyz(_GREEN)), (b"bXYZ", _xyz(_BLUE)),
        (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ]
    table, body = _table(tags)
    size = 128 + len(table) + len(body)
    return _header(size) + table + body


def _header(size: int) -> bytes:
    head = struct.pack(">I4sI", size, bytes(4), 0x04200000) + b"mntrRGB XYZ "
    head += struct.pack(">6H", *_CREATED) + b"acsp" + bytes(4 + 4 + 4 + 4 + 8 + 4)
    head += _fixed(_WHITE)
    return head.ljust(128, b"\0")


def _table(tags: list[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    """The tag table and the data; equal data are stored once."""
    start = 128 + 4 + 12 * len(tags)
    body, where = b"", {}
    table = struct.pack(">I", len(tags))
    for name, data in tags:
        if data not in where:
            where[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", where[data], len(data))
    return table, body


def _fixed(values: tuple[float, ...]) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(values)


def _text(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(data), 28) + data
