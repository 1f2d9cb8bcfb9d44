"""The printed page as it was archived: its picture, and what stands at a place on it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from reportgen.copies.comparing import (
    DPI,
    RED,
    PaperDifference,
    PaperFrame,
    differences,
    printed_code,
)
from reportgen.copies.scans import corners

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_AROUND = 60      # pixels left and right of a place whose words are told, too
_LONGEST = 24     # characters that are told
_RIM = 6             # pixels between a place and its frame
_SIZE = 20           # of the numbers beside the frames
_COLOURS = {RED: "#1f6fd6"}      # red on red is not seen
_COLOUR = "#e03000"


class Original:
    """An archived PDF."""

    def __init__(self, document: PdfDocument) -> None:
        self._document = document

    def compared(
        self, number: int, spot: tuple[float, float, float], scan: Image,
        wanted: Callable[[str], bool],
    ) -> tuple[list[PaperDifference], bytes] | None:
        """Where a scan of page `number`, from 1, differs, and a picture of both.

        On the page the code is printed at `spot` (corner and side, points); on the scan it is the
        one that is `wanted`. None where the page is not found on the scan.
        """
        page = self._page(number).render(scale=DPI / 72).to_pil().convert("RGB")
        printed, code = printed_code(*spot)
        scanned = corners(scan, wanted)
        found = differences(scan, scanned, page, printed, code) if scanned else None
        return (found[0], framed(found[1], page, found[0])) if found else None

    def _page(self, number: int) -> PdfPage:
        """A page as it is printed: upright, though it is shown on its side."""
        page = self._document[number - 1]
        page.set_rotation(0)
        return page

    def words(self, number: int, frame: PaperFrame) -> str:
        """What is printed on page `number` about a place; "" where there are no words."""
        page = self._page(number)
        scale, height = 72 / DPI, page.get_height()
        text = page.get_textpage().get_text_bounded(
            (frame.left - _AROUND) * scale, height - frame.bottom * scale,
            (frame.right + _AROUND) * scale, height - frame.top * scale)
        words = "".join(text.split())
        return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……"


@contextmanager
def original(data: bytes) -> Iterator[Original]:
    """The pages of an archived PDF."""
    from pypdfium2 import PdfDocument

    with closing(PdfDocument(data)) as document:
        yield Original(document)


def framed(scan: Image, page: Image, places: Sequence[PaperDifference]) -> bytes:
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
