"""A picture of a scanned page beside the printed one, with the places framed where they differ."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.copies.comparing import RED, Difference

if TYPE_CHECKING:
    from PIL.Image import Image

_RIM = 6             # pixels between a place and its frame
_SIZE = 20           # of the numbers beside the frames
_COLOURS = {RED: "#1f6fd6"}      # red on red is not seen
_COLOUR = "#e03000"


def framed(scan: Image, page: Image, places: Sequence[Difference]) -> bytes:
    """A JPEG: the scan on the left, the printed page on the right, the places numbered from 1."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", (2 * page.width, page.height), "white")
    sheet.paste(scan, (0, 0))
    sheet.paste(page, (page.width, 0))
    draw = ImageDraw.Draw(sheet)
    for number, place in enumerate(places, 1):
        left, top, right, bottom = place.frame
        colour = _COLOURS.get(place.kind, _COLOUR)
        for x in (0, page.width):
            draw.rectangle((x + left - _RIM, top - _RIM, x + right + _RIM, bottom + _RIM),
                           outline=colour, width=3)
            draw.text((x + left - _RIM, top - _RIM), str(number), colour, anchor="ls",
                      font_size=_SIZE)
    draw.line((page.width, 0, page.width, page.height), "gray", 2)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()
