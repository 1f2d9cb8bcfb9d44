"""What the head of an image file says, before a pixel is decoded; and what is wrong with a file."""

from __future__ import annotations

from enum import Enum

from reportgen.frozen import frozen


class ImageKind(Enum):
    """The kinds of image that are taken; the value is the suffix of its files.

    Pages and Word files hold the first two; the others become one of them.
    """

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    BMP = "bmp"
    TIFF = "tif"


class BadImage(Exception):  # noqa: N818 - a finding about a file, not a bug
    """A file that cannot be printed: a code, what is wrong, how to mend it."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


@frozen
class Header:
    """Kind and size of an image as stored, and what else its file carries.

    `essence` is the file without anything that says where, when or by what it was taken.
    `orientation` is EXIF's, from 1 (upright) to 8. `gps` is worth a word, and so is
    `animated`: there are more pictures in the file, of which the first is printed.
    """

    kind: ImageKind
    width: int
    height: int
    essence: bytes
    orientation: int = 1
    gps: bool = False
    animated: bool = False

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height the right way up."""
        turned = self.orientation >= 5
        return (self.height, self.width) if turned else (self.width, self.height)


def torn(what: str) -> BadImage:
    """E0164: a file that ends too soon or does not hold together."""
    return BadImage("E0164", what, "向提供照片的人重新要一份，或用看图软件打开后另存为 JPEG")
