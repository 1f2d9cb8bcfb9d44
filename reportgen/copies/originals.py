"""The printed page as it was archived: its picture, and what stands at a place on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen.copies.comparing import DPI, Frame

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

_AROUND = 60      # pixels left and right of a place whose words are told, too
_LONGEST = 24     # characters that are told


class Original:
    """An archived PDF."""

    def __init__(self, document: PdfDocument) -> None:
        self._document = document

    def picture(self, number: int) -> Image:
        """Page `number`, from 1, in colour at `DPI`."""
        page: Image = self._document[number - 1].render(scale=DPI / 72).to_pil().convert("RGB")
        return page

    def words(self, number: int, frame: Frame) -> str:
        """What is printed on page `number` about a place; "" where there are no words."""
        page = self._document[number - 1]
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

    document = PdfDocument(data)
    try:
        yield Original(document)
    finally:
        document.close()
