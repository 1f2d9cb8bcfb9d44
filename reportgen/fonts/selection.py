"""Chooses the faces of roles: the user's file, a face of the machine, or the bundled one.

A file that the profile names must be usable, or the build stops. With `system-first` a face that
the machine lacks, or has but may not be used, is replaced by the bundled one, and that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.diagnostics import ReportError, Sink, Span
from reportgen.fonts.face import Face
from reportgen.fonts.library import BUNDLED_ROLES, FontLibrary, RoleFaces
from reportgen.fonts.open import chosen, open_face, read_records, weight_of
from reportgen.fonts.sfnt import Record
from reportgen.fonts.system import SystemFonts
from reportgen.style.keys import FACE, chinese, name_of
from reportgen.style.wishes import Wish
from reportgen.world import World

_Place = tuple[Path, int, float | None]


class Chooser:
    """Opens files, each face once; remembers the machine's fonts once they were asked for."""

    def __init__(self, world: World, sink: Sink) -> None:
        self._world, self._sink = world, sink
        self._system: SystemFonts | None = None
        self._told: set[str] = set()
        self.faces: dict[_Place, Face] = {}

    def role(self, wish: Wish, bundled: RoleFaces) -> RoleFaces:
        """The user's face, if any, before the bundled ones; likewise for Western letters."""
        own = self._own(wish)
        more = [self._from_file(f"{wish.role}-{place}", path, None, None, wish.span)
                for place, path in enumerate(wish.more, 2)]
        before = dict.fromkeys(face.key for face in (own, *more) if face is not None)
        faces = (*before, *bundled.faces)
        companion = self._latin(wish)
        latin = companion.key if companion else bundled.named if wish.latin else ""
        return replace(bundled, faces=faces, latin=latin)

    def _own(self, wish: Wish) -> Face | None:
        if wish.file is not None:
            return self._from_file(wish.role, wish.file, wish.index, wish.weight, wish.span)
        if not wish.system:
            return None
        instead = BUNDLED_ROLES[wish.role].faces[0]
        return self._from_system(wish.role, wish.names, instead, wish.span)

    def _latin(self, wish: Wish) -> Face | None:
        key = f"{wish.role}-latin"
        if wish.latin_file is not None:
            return self._from_file(key, wish.latin_file, None, None, wish.latin_span)
        if not wish.system or not wish.latin:
            return None
        bundled = BUNDLED_ROLES[wish.role]
        instead = bundled.named or bundled.faces[0]
        return self._from_system(key, (wish.latin,), instead, wish.latin_span)

    def _from_file(
        self, key: str, path: Path, index: int | None, weight: float | None, span: Span
    ) -> Face | None:
        """The face of a named file; an error when it is of no use."""
        try:
            record = chosen(path, read_records(path, self._world, span), index, span)
            at = weight_of(path, record, weight, span)
            if weight is None:
                self._tell_variable(path, record, at, span)
            return self._opened(key, path, record, at, span)
        except ReportError as error:
            self._sink.extend(error.diagnostics)
            return None

    def _from_system(
        self, key: str, names: Sequence[str], instead: str, span: Span
    ) -> Face | None:
        """The first usable face of these names; when there is none, that is told."""
        if self._system is None:
            self._system = SystemFonts(self._world)
        reasons: dict[str, None] = {}
        for name in names:
            for path, record in self._system.find(name):
                try:
                    weight = weight_of(path, record, None, span)
                    face = self._opened(key, path, record, weight, span)
                except ReportError as error:
                    reasons |= {each.message: None for each in error.diagnostics}
                    continue
                self._tell_variable(path, record, weight, span)
                return face
        self._tell_substitute(key, names, instead, "；".join(reasons) or "系统里没有", span)
        return None

    def _opened(
        self, key: str, path: Path, record: Record, weight: float | None, span: Span
    ) -> Face:
        place = (path, record.index, weight)
        if place not in self.faces:
            self.faces[place] = open_face(f"{key}-own", path, record, span, weight,
                                          world=self._world)
        return self.faces[place]

    def _tell_substitute(
        self, key: str, names: Sequence[str], instead: str, why: str, span: Span
    ) -> None:
        face = FontLibrary.bundled().face(instead)
        wanted = "、".join(dict.fromkeys(names))
        role, _, part = key.partition("-")
        file = "latin_file" if part else "file"
        what = f"{role} 的西文要用" if part else f"{role} 要用"
        message = f"字体替换：{what} {wanted}，{why}，用随程序的 {face.name}"
        if message not in self._told:
            self._told.add(message)
            self._sink.info(
                "I0507", message, span,
                f"装上这个字体，或写 {chinese(f'faces.{role}.{file}')}: 字体文件")

    def _tell_variable(
        self, path: Path, record: Record, weight: float | None, span: Span
    ) -> None:
        if not record.axes:
            return
        axis = next((each for each in record.axes if each.tag == "wght"), None)
        if axis is None or weight is None:
            self._sink.info("I0508", f"“{path.name}”是可变字体，按它的默认样子用", span)
            return
        self._sink.info(
            "I0508", f"“{path.name}”是可变字体，按粗细 {weight:g} 用", span,
            f"要别的粗细，写 {name_of(FACE['weight'])}: {axis.high:g}（{axis.reach}）")
