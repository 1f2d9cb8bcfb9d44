"""Character codes: every character of a face gets a code of its own.

Two characters may share a glyph (— and ―); with a code per character, and a map from code to glyph,
ToUnicode is exact for both. Codes follow code points, so the same text gives the same bytes.
A character with another advance gets one more, when it is first painted.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.charts.record.drawing import TextMark
from reportgen.fonts import Cut, Face, FontLibrary
from reportgen.layout.pages import GlyphRun, Page, Picture


class Codes:
    """The codes of all characters a document shows, face by face; 0 stays .notdef."""

    def __init__(self, used: dict[str, set[str]], library: FontLibrary) -> None:
        self.of: dict[str, dict[str, int]] = {
            key: {ch: i for i, ch in enumerate(_ordered(library.face(key), used[key]), 1)}
            for key in sorted(used)
        }
        self._hex = {
            face: {ord(ch): f"{code:04X}" for ch, code in codes.items()}
            for face, codes in self.of.items()
        }
        self.resource = {face: f"F{i}" for i, face in enumerate(self.of, 1)}
        self.cuts: dict[str, dict[Cut, int]] = {face: {} for face in self.of}

    def hex(self, face: str, text: str) -> str:
        """The text as hexadecimal codes of that face's font."""
        return text.translate(self._hex[face])

    def cut(self, face: str, cut: Cut) -> str:
        """The code of a character with another advance, behind those of the face's characters."""
        known = self.cuts[face]
        return f"{known.setdefault(cut, len(self.of[face]) + len(known) + 1):04X}"


def _ordered(face: Face, characters: set[str]) -> list[str]:
    """By code point; those of a cubic face by glyph, as its subset numbers them.

    A cubic program has no map from CID to glyph beside it, so codes had better be glyph numbers.
    """
    if face.is_cff:
        return sorted(characters, key=lambda ch: (face.gid(ch), ch))
    return sorted(characters)


def codes_for(pages: Iterable[Page], library: FontLibrary) -> Codes:
    """Gather what every face shows, charts included."""
    used: dict[str, set[str]] = {}
    for page in pages:
        for marked in page.content:
            for item in marked.items:
                if isinstance(item, GlyphRun):
                    used.setdefault(item.face, set()).update(item.text)
                marks = item.drawing.marks if isinstance(item, Picture) else ()
                for mark in (mark for mark in marks if isinstance(mark, TextMark)):
                    for face, text in library.chain(mark.role).split(mark.text):
                        used.setdefault(face.key, set()).update(text)
    return Codes(used, library)
