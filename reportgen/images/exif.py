"""EXIF: which way up a picture is, and whether it tells where it was taken. Nothing else is read.

A block that is broken says nothing: cameras write many odd ones, and a picture needs none.
"""

from __future__ import annotations

import struct

_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ORIENTATION, _GPS = 0x0112, 0x8825
_SHORT = 3
_XMP_GPS = b"GPSL"    # GPSLatitude, GPSLongitude


def read_exif(block: bytes) -> tuple[int, bool]:
    """Orientation (1 to 8) and whether there is a GPS directory, from a TIFF block."""
    order = _ORDERS.get(block[:4])
    if order is None:
        return 1, False
    try:
        return _first_directory(block, order)
    except struct.error:
        return 1, False


def xmp_has_gps(packet: bytes) -> bool:
    """Whether an XMP packet names a place."""
    return _XMP_GPS in packet


def _first_directory(block: bytes, order: str) -> tuple[int, bool]:
    start = struct.unpack_from(order + "I", block, 4)[0]
    count = struct.unpack_from(order + "H", block, start)[0]
    orientation, gps = 1, False
    for index in range(count):
        tag, kind = struct.unpack_from(order + "HH", block, start + 2 + 12 * index)
        if tag == _GPS:
            gps = True
        elif tag == _ORIENTATION and kind == _SHORT:
            value = struct.unpack_from(order + "H", block, start + 10 + 12 * index)[0]
            orientation = value if 1 <= value <= 8 else 1
    return orientation, gps
