"""The library: which faces there are, and which of them shows a character in a role."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.bundled import to_renew
from reportgen.diagnostics import Span, failure
from reportgen.fonts.face import Face
from reportgen.fonts.marks import well_made
from reportgen.frozen import frozen
from reportgen.world import PACKAGE, PACKAGED

if TYPE_CHECKING:
    from reportgen.fonts.fill_in import FillIns

# Face key → file below the fonts folder. A page names a face by its key.
BUNDLED_FILES: Mapping[str, str] = {
    "song": "noto/RGSong.ttf",
    "xiaobiaosong": "noto/RGXiaoBiaoSong.ttf",
    "hei": "noto/RGHei.ttf",
    "kai": "wenkai/RGKai.ttf",
    "fangsong": "fandol/RGFangSong.ttf",
    "fangsong-fill": "wenkai/RGFangSongFill.ttf",
    "latin": "tinos/RGLatin.ttf",
    "latin-light": "tinos/RGLatinLight.ttf",
}


@frozen
class RoleFaces:
    """The face keys of a role, first choice first; `latin` is the face of its Western letters.

    `named` is that face where the profile names one of its own for them.
    """

    faces: tuple[str, ...]
    latin: str = ""
    named: str = ""


BUNDLED_ROLES: Mapping[str, RoleFaces] = {
    "fangsong": RoleFaces(("fangsong", "latin-light", "fangsong-fill", "song"), named="latin"),
    "kai": RoleFaces(("kai", "song"), "latin", "latin"),
    "hei": RoleFaces(("hei", "song", "kai")),  # Š Ł: kai has them without serifs
    "song": RoleFaces(("song", "hei", "latin", "kai")),
    "xiaobiaosong": RoleFaces(("xiaobiaosong", "song", "latin", "kai")),
}


# Letters of Latin-1 and Extended-A, ǎ ǚ of pinyin, superscripts and subscripts.
_WESTERN = ((0xC0, 0x17F), (0x1CD, 0x1DC), (0x2070, 0x208E))
_WESTERN_SIGNS = frozenset("\u00a0¹²³™©®\u2212")


def is_western(ch: str) -> bool:
    """Whether a Latin companion face shows this character: ASCII, letters, ₂ ⁻¹, ™ © ®.

    Not the punctuation that Chinese shares (“ ” ‘ ’ — … ·) nor signs (× ÷ ° ±): those are drawn
    to stand among Han characters, so they come from the Chinese face. The minus sign belongs to
    the digits behind it and is of their face.
    """
    code = ord(ch)
    return 0x20 <= code <= 0x7E or (
        any(first <= code <= last for first, last in _WESTERN) and ch not in "×÷"
    ) or ch in _WESTERN_SIGNS


_SAME = re.compile(r"(.)\1*", re.DOTALL)


class _Letters(dict[int, str]):
    """Code point → a letter that stands for its face: one call turns a text into its faces."""

    def __init__(self, chain: Chain) -> None:
        super().__init__()
        self._chain = chain
        self._of: dict[Face | None, str] = {}

    def __missing__(self, code: int) -> str:
        face = self._chain.face_for(chr(code))
        letter = self[code] = self._of.setdefault(face, chr(65 + len(self._of)))
        return letter


class Chain:
    """The faces of a role in order of choice. The choice for a character is made once."""

    def __init__(
        self, role: str, faces: tuple[Face, ...], latin: Face | None = None,
        fill_ins: FillIns | None = None,
    ) -> None:
        self.role = role
        self._fill_ins = fill_ins
        self.filled: dict[str, Face] = {}     # found beyond `faces`, character by character
        self.faces = faces
        self.latin = latin
        self._choice: dict[str, Face | None] = {}
        self._letters = _Letters(self)
        self._advances: dict[tuple[float, float], dict[str, int]] = defaultdict(dict)

    def __repr__(self) -> str:
        return f"Chain({self.role!r})"

    def face_for(self, ch: str) -> Face | None:
        """The face that shows the character; None when no face of the chain has it."""
        try:
            return self._choice[ch]
        except KeyError:
            face = self._choose(ch)
            self._choice[ch] = face
            return face

    def usual(self, ch: str) -> bool:
        """Whether the first face shows the character, or the one for Western letters."""
        face = self.face_for(ch)
        return face is not None and (face is self.faces[0] or face is self.latin)

    def _choose(self, ch: str) -> Face | None:
        if self.latin is not None and is_western(ch) and self.latin.has(ch):
            return self.latin
        spare = None
        for face in self.faces:
            if face.has(ch):
                if not face.own or well_made(face, ch):
                    return face
                spare = spare or face     # better a narrow mark than none
        if spare is None and self._fill_ins is not None:
            spare = self._fill_ins.face_for(self.role, ch)
            if spare is not None:
                self.filled[ch] = spare
        return spare

    def advance(self, ch: str) -> int:
        """The advance in 1/1000 em, from the face that shows the character; 0 when none does."""
        face = self.face_for(ch)
        return face.advance(ch) if face else 0

    def advances(self, text: str, size: float = 1.0, em: float = 1.0) -> list[int]:
        """The advance of each character, in 1/1000 of the unit of `size`.

        Type of that size is set `em` to the em: what is less or more goes to every character, as
        a word processor's letter spacing does. It never takes more than there is.
        """
        known = self._advances[size, em]
        try:
            return list(map(known.__getitem__, text))
        except KeyError:
            spacing = (em - size) * 1000
            known |= {
                ch: max(0, round(self.advance(ch) * size + spacing)) for ch in set(text)
            }
            return list(map(known.__getitem__, text))

    def runs(self, text: str) -> list[tuple[Face | None, str]]:
        """Runs of consecutive characters of one face; None where no face has them."""
        letters = text.translate(self._letters)
        if letters == letters[:1] * len(text):
            return [(self.face_for(text[0]), text)] if text else []
        return [
            (self.face_for(text[found.start()]), text[found.start() : found.end()])
            for found in _SAME.finditer(letters)
        ]

    def split(self, text: str) -> list[tuple[Face, str]]:
        """Runs of consecutive characters of one face.

        Raises `KeyError` for a character no face has: `FontLibrary.missing` is asked before.
        """
        return [(face, "".join(run)) for face, run in groupby(text, self._surely)]

    def _surely(self, ch: str) -> Face:
        face = self.face_for(ch)
        if face is None:
            raise KeyError(f"U+{ord(ch):04X} is in no face of role {self.role}")
        return face


class FontLibrary:
    """Faces by key and chains by role. Nothing is opened until a character is asked for."""

    def __init__(
        self, faces: Mapping[str, Face], roles: Mapping[str, RoleFaces],
        fill_ins: FillIns | None = None,
    ) -> None:
        self._faces = dict(faces)
        self._fill_ins = fill_ins
        self._chains = {
            role: Chain(
                role,
                tuple(self._faces[key] for key in names.faces),
                self._faces[names.latin] if names.latin else None, fill_ins,
            )
            for role, names in roles.items()
        }

    @staticmethod
    @cache
    def bundled() -> FontLibrary:
        """The library of the faces that come with the program."""
        folder = fonts_dir()
        faces = {key: Face(key, folder / file) for key, file in BUNDLED_FILES.items()}
        return FontLibrary(faces, BUNDLED_ROLES)

    def families(self) -> dict[str, str]:
        """The family that shows each character for which a face had to be found, so far."""
        return {ch: face.label for chain in self._chains.values()
                for ch, face in sorted(chain.filled.items())}

    def faces(self) -> tuple[Face, ...]:
        """All faces, in the order in which they were given."""
        return tuple(self._faces.values())

    def face(self, key: str) -> Face:
        """The face of this key; `KeyError` when there is none."""
        return self._faces[key] if key in self._faces else self.filled_in()[key]

    def filled_in(self) -> Mapping[str, Face]:
        """The faces by key that were found for characters no other face has, so far."""
        return self._fill_ins.faces if self._fill_ins is not None else {}

    def roles(self) -> tuple[str, ...]:
        """The roles there are."""
        return tuple(self._chains)

    def chain(self, role: str) -> Chain:
        """The chain of this role; `KeyError` when there is none."""
        return self._chains[role]

    def missing(self, role: str, text: str) -> list[tuple[int, str]]:
        """Position and character of everything in `text` that no face of the role has."""
        chain = self._chains[role]
        return [(i, ch) for i, ch in enumerate(text) if chain.face_for(ch) is None]


@cache
def fonts_dir() -> Path:
    """The folder of the bundled faces: in an installed package, or in a checkout."""
    installed = PACKAGE / "_assets" / "fonts"
    for folder in (installed, PACKAGE.parent / "assets" / "fonts"):
        if PACKAGED.is_file(folder / "SOURCES.toml"):
            return folder
    raise failure(
        "E0502", "找不到随程序安装的字体", Span(str(installed)),
        to_renew(),
    )
