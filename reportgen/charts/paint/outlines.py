"""The glyph outlines of a drawing's texts, for formats that carry no fonts."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.record.drawing import Drawing, TextMark
from reportgen.diagnostics import NOWHERE, failure
from reportgen.fonts import Face, FontLibrary


def placed(mark: TextMark, library: FontLibrary) -> Iterator[tuple[Face, str, float]]:
    """Each character with its face and its place on the baseline in 1/1000 em; blanks left out.

    E0706 when no face of the role has the character.
    """
    chain = library.chain(mark.role)
    x = 0.0
    for ch in mark.text:
        face = chain.face_for(ch)
        if face is None:
            raise failure("E0706", f"图中文字“{mark.text}”的“{ch}”（U+{ord(ch):04X}）没有字形",
                          NOWHERE, "换一个字，或在版式里给这种字体加一个有此字的后备字体")
        if face.outline(ch):
            yield face, ch, x
        x += chain.advance(ch)


def fingerprint(drawing: Drawing, library: FontLibrary) -> list[str]:
    """The digests of the font files that this drawing's texts use, in the order of their keys."""
    faces: dict[str, Face] = {}
    for mark in drawing.marks:
        if isinstance(mark, TextMark):
            chain = library.chain(mark.role)
            faces |= {f.key: f for f in map(chain.face_for, mark.text) if f is not None}
    return [
        f"{key} {face.index} {face.weight} {face.rise} {face.file.digest}"
        for key, face in sorted(faces.items())
    ]
