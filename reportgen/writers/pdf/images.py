"""Photographs as image objects (ISO 32000-1 8.9.5): each picture once in the file."""

from __future__ import annotations

from reportgen.images.develop import Print
from reportgen.images.header import ImageKind
from reportgen.images.png import read_png
from reportgen.writers.pdf.file import PdfFile, Stream


class Images:
    """The photographs of a file."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._places: dict[str, tuple[str, int]] = {}      # by digest

    def place(self, picture: Print) -> tuple[str, int]:
        """Name and object number of a picture: Im1 and so on, the same for the same picture."""
        digest = picture.digest
        if digest not in self._places:
            name = f"Im{len(self._places) + 1}"
            self._places[digest] = name, self._file.add(_stream(picture))
        return self._places[digest]


class Resources:
    """The photographs of one page, by name (ISO 32000-1 7.8.3)."""

    def __init__(self, photos: Images) -> None:
        self._photos = photos
        self._shown: dict[str, int] = {}

    def photo(self, picture: Print) -> str:
        """The name of a photograph."""
        name, self._shown[name] = self._photos.place(picture)
        return name

    @property
    def entries(self) -> bytes:
        """The entries of the page's resource dictionary."""
        images = "".join(f"/{name} {where} 0 R" for name, where in self._shown.items())
        return f"/XObject<<{images}>>".encode() if images else b""


def _stream(picture: Print) -> Stream:
    """A JPEG as it stands; of a PNG its image data, which PDF filters in the same way."""
    space = b"DeviceGray" if picture.channels == 1 else b"DeviceRGB"
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8" % (
        picture.width, picture.height, space,
    )
    if picture.kind is ImageKind.JPEG:
        return Stream(picture.data, head + b"/Filter/DCTDecode", compress=False)
    head += b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %d>>" % (
        picture.channels, picture.width,
    )
    return Stream(read_png(picture.data).pixels, head, compress=False)
