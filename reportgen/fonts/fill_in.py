"""Faces that show what no face of a role has: a rare character of a person's or a place's name.

Nobody changes a name because a program lacks a face. First come the faces that the profile lists
for this, by file or by name, then any face of the machine that may be embedded and draws the
character. Only Han and their like are looked for: a face is no answer to 😀 in an official paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.diagnostics import NOWHERE, ReportError, Sink, Span
from reportgen.fonts.face import Face
from reportgen.fonts.problems import is_eastern
from reportgen.style.wishes import Filler
from reportgen.world import World

if TYPE_CHECKING:     # most briefings never need what opens the fonts of a machine
    from reportgen.fonts.sfnt import Record
    from reportgen.fonts.system import SystemFonts

_LAST = ("unifont",)      # pixels made into outlines: better than nothing, and nothing more
_Place = tuple[Path, int]


class FillIns:
    """Finds such faces when a character is asked for, and remembers them by their keys."""

    def __init__(self, world: World, wanted: Mapping[str, tuple[Filler, ...]], sink: Sink) -> None:
        self._world, self._wanted, self._sink = world, wanted, sink
        self._system: SystemFonts | None = None
        self._opened: dict[_Place, Face | None] = {}
        self._named: dict[Filler, tuple[Face, ...]] = {}
        self._numbers = count(1)
        self.faces: dict[str, Face] = {}     # those in use

    def face_for(self, role: str, ch: str) -> Face | None:
        """The face that shows `ch` in a role; None when there is none. Faces in use go first."""
        if not is_eastern(ch):
            return None
        for filler in self._wanted.get(role, ()):
            for face in self._by_filler(filler):
                if _draws(face, ch):
                    return self._used(face)
        for face in (*self.faces.values(), *self._all(ch)):
            if _draws(face, ch):
                return self._used(face)
        return None

    def _used(self, face: Face) -> Face:
        self.faces.setdefault(face.key, face)
        return face

    def _by_filler(self, filler: Filler) -> tuple[Face, ...]:
        if filler not in self._named:
            found = (self._of_file(filler.file, filler.span) if filler.file
                     else self._of_name(filler.name))
            self._named[filler] = tuple(found)
        return self._named[filler]

    def _of_file(self, path: Path, span: Span) -> Iterator[Face]:
        """The faces of a named file; it must be usable (E0503, E0504)."""
        from reportgen.fonts.open import open_face, read_records, weight_of

        try:
            for record in read_records(path, self._world, span):
                weight = weight_of(path, record, None, span)
                yield open_face(self._key(), path, record, span, weight, world=self._world)
        except ReportError as error:
            self._sink.extend(error.diagnostics)

    def _of_name(self, name: str) -> Iterator[Face]:
        for path, record in self._fonts.find(name):
            if (face := self._try(path, record, NOWHERE)) is not None:
                yield face

    def _all(self, ch: str) -> Iterator[Face]:
        """Every face of the machine that has the character, the plainest first."""
        found = self._fonts.all()
        for path, record in sorted(found, key=lambda each: any(
                word in name.casefold() for name in each[1].names for word in _LAST)):
            if Face("", path, record.index, world=self._world).has(ch):
                face = self._try(path, record, NOWHERE)
                if face is not None:
                    yield face

    @property
    def _fonts(self) -> SystemFonts:
        from reportgen.fonts.system import SystemFonts

        if self._system is None:
            self._system = SystemFonts(self._world)
        return self._system

    def _try(self, path: Path, record: Record, span: Span) -> Face | None:
        """The face, opened once; None where it may not be embedded or is of no use."""
        from reportgen.fonts.open import open_face, weight_of

        place = path, record.index
        if place not in self._opened:
            try:
                weight = weight_of(path, record, None, span)
                self._opened[place] = open_face(
                    self._key(), path, record, span, weight, world=self._world)
            except ReportError:
                self._opened[place] = None     # one of many: the next one may do
        return self._opened[place]

    def _key(self) -> str:
        return f"fill-in-{next(self._numbers)}"


def _draws(face: Face, ch: str) -> bool:
    """Whether the face has a glyph of its own for the character, with ink.

    A face of last resort shows one and the same box for all that it "has".
    """
    gid = face.gid(ch)
    near: Iterable[str] = (chr(ord(ch) - 1), chr(ord(ch) + 1), "一")
    return bool(gid) and face.ink(ch) is not None and all(
        face.gid(other) != gid for other in near if other != ch)
