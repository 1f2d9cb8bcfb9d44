"""What pages refer to by number: faces and photographs, each once in the file.

Faces are subsets with a cmap, so the text in a page is its own code, and no glyph has to be named
beside it (CGTransform); copies with other advances (ADR 0021) are not needed either, since every
character is put in its place and readers take the text as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from reportgen.fonts import Face, standalone
from reportgen.images.develop import Print
from reportgen.images.header import ImageKind
from reportgen.writers.ofd.xml import escape, part

_IMAGES = {ImageKind.JPEG: ("JPEG", "jpg"), ImageKind.PNG: ("PNG", "png")}
FOLDER = "Res"


class Resources:
    """Numbers of everything in the file, and what lies beside its pages."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.last = 0
        self._faces: dict[str, tuple[int, Face, set[str]]] = {}
        self._photos: dict[str, tuple[int, Print]] = {}      # by digest

    def number(self) -> int:
        """A number that nothing else in the file has."""
        self.last = next(self._numbers)
        return self.last

    def face(self, face: Face, text: str) -> int:
        """The number of a face that shows `text`."""
        if face.key not in self._faces:
            self._faces[face.key] = self.number(), face, set()
        number, _, used = self._faces[face.key]
        used.update(text)
        return number

    def photo(self, picture: Print) -> int:
        """The number of a photograph: the same for the same picture."""
        digest = picture.digest
        if digest not in self._photos:
            self._photos[digest] = self.number(), picture
        return self._photos[digest][0]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files, by their paths in the document's folder: lists first, then what they list."""
        fonts, media = [], []
        for number, face, used in self._faces.values():
            file = f"F{number}.{'otf' if face.is_cff else 'ttf'}"
            yield f"{FOLDER}/{file}", standalone(face, used)
            name = escape(face.name)
            fonts.append(f'<ofd:Font ID="{number}" FontName="{name}" FamilyName="{name}">'
                         f"<ofd:FontFile>{file}</ofd:FontFile></ofd:Font>")
        for number, picture in self._photos.values():
            kind, suffix = _IMAGES[picture.kind]
            file = f"I{number}.{suffix}"
            yield f"{FOLDER}/{file}", picture.data
            media.append(f'<ofd:MultiMedia ID="{number}" Type="Image" Format="{kind}">'
                         f"<ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia>")
        for name, group, items in (("PublicRes", "Fonts", fonts),
                                   ("DocumentRes", "MultiMedias", media)):
            if items:
                body = f"<ofd:{group}>{''.join(items)}</ofd:{group}>"
                yield f"{name}.xml", part("Res", body, f' BaseLoc="{FOLDER}"')
