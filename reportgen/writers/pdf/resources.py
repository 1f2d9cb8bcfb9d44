"""What a page uses besides fonts: opacities, images, photographs (ISO 32000-1 7.8.3)."""

from __future__ import annotations

from reportgen.charts.record.drawing import ImageMark
from reportgen.images.develop import Print
from reportgen.writers.pdf.file import PdfFile, Stream, number
from reportgen.writers.pdf.images import Images

_RGB = b"/ColorSpace/DeviceRGB"
_GREY = b"/ColorSpace/DeviceGray"


class Resources:
    """Collects what one page uses, by name."""

    def __init__(self, file: PdfFile, photos: Images) -> None:
        self._file = file
        self._photos = photos
        self._states: dict[tuple[float, float], str] = {}
        self._images: dict[ImageMark, tuple[str, int]] = {}
        self._shown: dict[str, int] = {}

    def state(self, fill: float, stroke: float) -> str:
        """The name of the state with these opacities."""
        return self._states.setdefault((fill, stroke), f"G{len(self._states)}")

    def image(self, mark: ImageMark) -> str:
        """The name of an image."""
        if mark not in self._images:
            self._images[mark] = (f"I{len(self._images)}", self._add(mark))
        return self._images[mark][0]

    def photo(self, picture: Print) -> str:
        """The name of a photograph."""
        name, self._shown[name] = self._photos.place(picture)
        return name

    def _add(self, mark: ImageMark) -> int:
        size = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % (
            mark.columns, mark.rows)
        if not mark.mask:
            return self._file.add(Stream(mark.pixels, size + _RGB))
        mask = self._file.add(Stream(mark.mask, size + _GREY))
        return self._file.add(Stream(mark.pixels, size + _RGB + b"/SMask %d 0 R" % mask))

    @property
    def entries(self) -> bytes:
        """The entries of the page's resource dictionary."""
        states = "".join(
            f"/{name}<</Type/ExtGState/ca {number(fill)}/CA {number(stroke)}>>"
            for (fill, stroke), name in self._states.items()
        )
        places = (*self._images.values(), *self._shown.items())
        images = "".join(f"/{name} {where} 0 R" for name, where in places)
        parts = (("ExtGState", states), ("XObject", images))
        return "".join(f"/{key}<<{text}>>" for key, text in parts if text).encode()

    @property
    def group(self) -> bytes:
        """The page's transparency group, where it has transparent parts (ISO 19005-3 6.2.10)."""
        clear = self._states or any(mark.mask for mark in self._images)
        return b"/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>" if clear else b""

