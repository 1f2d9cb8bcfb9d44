"""BMP files of Windows: their head, which says nothing of where or by what a picture was taken."""

from __future__ import annotations

import struct

from reportgen.images.header import Header, ImageKind, torn

_CORE = 12      # bytes of the oldest head, which has words where the others have longs


def read_bmp(data: bytes) -> Header:
    """The header of a file; `BadImage` when it is torn."""
    try:
        head, = struct.unpack_from("<I", data, 14)
        width, height = struct.unpack_from("<HH" if head == _CORE else "<ii", data, 18)
    except struct.error:
        raise torn("照片不完整：文件还没有结束就断了") from None
    if width <= 0 or not height:
        raise torn("照片的文件头没有写明大小")
    return Header(ImageKind.BMP, width, abs(height), data)     # a negative one: from the top down
