"""PNG files (ISO/IEC 15948): their chunks, read without decoding."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from reportgen.frozen import frozen
from reportgen.images.exif import read_exif, xmp_has_gps
from reportgen.images.header import Header, ImageKind, torn

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"IDAT", b"IEND"})
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})


@frozen
class Png:
    """A PNG as read; `pixels` is its compressed image data (filtered rows, deflated)."""

    header: Header
    bits: int
    colour: int
    pixels: bytes


def read_png(data: bytes) -> Png:
    """The chunks of a file; `BadImage` when it is torn."""
    kept: list[bytes] = [SIGNATURE]
    pixels: list[bytes] = []
    head, orientation, gps, animated = b"", 1, False, False
    for name, body, whole in _chunks(data):
        if name in _KEPT:
            kept.append(whole)
        if name == b"IHDR":
            head = body
        elif name == b"IDAT":
            pixels.append(body)
        elif name == b"eXIf":
            orientation, found = read_exif(body)
            gps |= found
        elif name in _TEXTS:
            gps |= xmp_has_gps(body)
        elif name == b"acTL":
            animated = True
    if len(head) != 13 or not pixels:
        raise torn("照片里没有图像")
    width, height, bits, colour = struct.unpack_from(">IIBB", head)
    if not width or not height:
        raise torn("照片的文件头没有写明大小")
    header = Header(ImageKind.PNG, width, height, b"".join(kept), orientation, gps, animated)
    return Png(header, bits, colour, b"".join(pixels))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Name, body and bytes of each chunk up to the end; those that are kept must be sound."""
    at = len(SIGNATURE)
    while True:
        if at + 12 > len(data):
            raise torn("照片不完整：文件还没有结束就断了")
        (length,), name = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            raise torn("照片不完整：文件还没有结束就断了")
        body, (told,) = data[at + 8 : end - 4], struct.unpack_from(">I", data, end - 4)
        if name in _KEPT and zlib.crc32(body, zlib.crc32(name)) != told:
            raise torn("照片损坏：校验值对不上")
        yield name, body, data[at:end]
        if name == b"IEND":
            return
        at = end
