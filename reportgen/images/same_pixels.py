"""Whether two image files show the same, however each is encoded."""

from __future__ import annotations

import io
import struct
import warnings

from reportgen.limits import PIXELS

_KINDS = ("PNG", "JPEG", "GIF", "BMP")


def same_pixels(one: bytes, other: bytes) -> bool | None:
    """Whether every pixel is alike; None where one of them cannot be decoded."""
    first, second = _pixels(one), _pixels(other)
    return None if first is None or second is None else first == second


def _pixels(data: bytes) -> tuple[tuple[int, int], bytes] | None:
    """Size and pixels of the first frame; an image that says it is enormous is not decoded."""
    from PIL import Image as pillow  # noqa: N813 - a module

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = pillow.open(io.BytesIO(data), formats=_KINDS)
            if image.width * image.height > PIXELS:
                return None
            return image.size, image.convert("RGBA").tobytes()
        except (OSError, ValueError, SyntaxError, EOFError, struct.error,
                pillow.DecompressionBombError):
            return None
