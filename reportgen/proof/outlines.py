"""The outlines of the faces that pages are set in, told as those of embedded programs are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, lru_cache
from unicodedata import category

from reportgen.charts.paint.svg import outline_data
from reportgen.fonts import Face, FontLibrary, subset
from reportgen.proof.programs import Program

_OF_CHARTS = "hei"
_NONE: Mapping[str, Iterable[str]] = {}


class Outlines:
    """What tells each character's outline in its face.

    A bundled face is read from its file by the glyph of its own map. A user's may be hinted, cubic,
    variable: its outlines are those of a subset of what is `used` of it, by the face's key.
    """

    def __init__(self, used: Mapping[str, Iterable[str]] = _NONE) -> None:
        self._used = used
        self._of: dict[str, tuple[Program, Callable[[str], int]]] = {}
        self.shape = cache(self._shape)

    def _shape(self, face: Face, ch: str) -> bytes:
        if not face.own:
            return _bundled_shape(face, face.gid(ch))
        program, gid = self._program(face)
        return program.shape(gid(ch))[0]

    def _program(self, face: Face) -> tuple[Program, Callable[[str], int]]:
        if face.key not in self._of:
            if face.own:
                made = subset(face, self._used[face.key])
                self._of[face.key] = Program(made.data), made.gid_of.__getitem__
            else:
                self._of[face.key] = _bundled_program(face), face.gid
        return self._of[face.key]

    def character(self, face: Face, shape: bytes) -> str:
        """A character of a bundled face that has this outline; nothing where none has."""
        program, _ = self._program(face)
        return next((chr(code) for code, gid in program.cmap.items()
                     if program.shape(gid)[0] == shape), "")


@cache
def _bundled_program(face: Face) -> Program:
    return Program(face.file.data())


@cache
def _bundled_shape(face: Face, gid: int) -> bytes:
    return _bundled_program(face).shape(gid)[0]


class Judge:
    """Says of a character in a file what is seen instead, where it stands in a bundled face."""

    def __init__(self) -> None:
        self._faces = {face.name: face for face in _bundled()}
        self._outlines = Outlines()

    def __call__(self, name: str, text: str, shape: bytes) -> str:
        """What is wrong, in words; nothing for what is right, and for a face that is not ours."""
        face = self._faces.get(name)
        if face is None:
            return ""
        if len(text) == 1 and face.has(text) and self._outlines.shape(face, text) == shape:
            return ""
        seen = self._outlines.character(face, shape) if shape else ""
        return f"看到的是“{seen}”，文件说的是“{text}”" if seen else f"“{text}”的字形不是它自己的"


def misnamed(named: Collection[tuple[str, str]]) -> str:
    """Of characters and the outlines (path data) that are named for them in one picture: what is
    wrong, in words.

    Which face a picture is in is not said: what one character shows of a bundled face, others of
    its kind are held to; and none may show what is another's.
    """
    right, wrong = set(), []
    for ch, outline in named:
        if _draws(ch, outline):
            right.add(category(ch)[0])
        else:
            wrong.append((ch, outline))
    for ch, outline in wrong:
        seen = next((other for other, _ in named if _draws(other, outline)), "")
        known = any(face.has(ch) for face in _bundled())
        if seen or (category(ch)[0] in right and known):
            return f"看到的是“{seen}”，它说的是“{ch}”" if seen else f"“{ch}”的字形不是它自己的"
    return ""


def _draws(ch: str, outline: str) -> bool:
    """Whether some bundled face draws a character so; that of charts is asked first."""
    faces = sorted(_bundled(), key=lambda face: face.key != _OF_CHARTS)
    return any(face.has(ch) and _drawn(face, ch) == outline for face in faces)


_drawn = lru_cache(maxsize=4096)(outline_data)


@cache
def _bundled() -> tuple[Face, ...]:
    return FontLibrary.bundled().faces()
