"""The photographs that a page uses (ISO 32000-1 7.8.3)."""

from __future__ import annotations

from reportgen.images.develop import Print
from reportgen.writers.pdf.images import Images


class Resources:
    """Collects the photographs of one page, by name."""

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
