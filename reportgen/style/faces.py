"""What a profile says of the faces that pages are set in, as wishes for the font library.

A file is named from the folder of the profile that names it, or by its whole path; it may lie
outside that folder, since fonts are large and shared. It is only ever read, as a font. A share on
another machine is refused: a profile from elsewhere must not make this one call out.
"""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.diagnostics import Sink
from reportgen.style.profile import Profile
from reportgen.style.setting import Setting
from reportgen.style.wishes import SUFFIXES, Filler, Wish

_SOURCES = {"bundled": False, "system-first": True}
_WEIGHT = re.compile(r"[1-9][0-9]{0,2}|1000")     # of the axis of weight (OpenType 1.9)


def wishes(profile: Profile, sink: Sink) -> tuple[Wish, ...]:
    """The wish of every role; settings that make no sense go to the sink (E0506)."""
    return tuple(_Reader(profile, role, sink).wish() for role in profile.roles)


class _Reader:
    """Reads the settings of one role."""

    def __init__(self, profile: Profile, role: str, sink: Sink) -> None:
        self._profile, self._role, self._sink = profile, role, sink

    def wish(self) -> Wish:
        """The role's wish."""
        word, latin = self._setting("word"), self._setting("latin").value
        source = self._setting("source")
        if not source.value:
            source = self._profile.settings["faces.source"]
        named = self._setting("names").value.split("、")
        file, latin_file = self._setting("file"), self._setting("latin_file")
        first, *more = self._files("file") or (None,)
        return Wish(
            self._role, tuple(dict.fromkeys((word.value, *filter(None, named)))),
            "" if latin == word.value else latin,
            first, self._index(), self._weight(), next(iter(self._files("latin_file")), None),
            self._system(source), tuple(filter(None, more)), self._fillers(),
            file.span if file.value else source.span,
            latin_file.span if latin_file.value else source.span,
        )

    def _fillers(self) -> tuple[Filler, ...]:
        """What the role lists, then what is listed for all roles: files, or names of faces."""
        found: list[Filler] = []
        for setting in (self._setting("fill"), self._profile.settings["faces.fill"]):
            for part in _parts(setting.value):
                if Path(part).suffix.lower() not in SUFFIXES:
                    found.append(Filler(part))
                elif (path := self._path("fill", setting, part)) is not None:
                    found.append(Filler("", path, setting.span))
        return tuple(dict.fromkeys(found))

    def _setting(self, key: str) -> Setting:
        return self._profile.settings[f"faces.{self._role}.{key}"]

    def _system(self, setting: Setting) -> bool:
        if setting.value not in _SOURCES:
            self._wrong("source", setting, "只能是 bundled 或 system-first", "bundled")
        return _SOURCES.get(setting.value, False)

    def _files(self, key: str) -> tuple[Path, ...]:
        setting = self._setting(key)
        paths = (self._path(key, setting, part) for part in _parts(setting.value))
        return tuple(path for path in paths if path is not None)

    def _path(self, key: str, setting: Setting, text: str) -> Path | None:
        if text.replace("\\", "/").startswith("//") or "://" in text or not text.isprintable():
            self._wrong(key, setting, "只能是本机上的文件", "字体/仿宋.ttf")
            return None
        return Path(setting.span.file).parent / text

    def _index(self) -> int | None:
        setting = self._setting("index")
        if not setting.value:
            return None
        if not (setting.value.isascii() and setting.value.isdigit() and len(setting.value) < 4):
            self._wrong("index", setting, "要写从 0 数起的序号", "0")
            return None
        return int(setting.value)

    def _weight(self) -> float | None:
        setting = self._setting("weight")
        if not setting.value:
            return None
        if _WEIGHT.fullmatch(setting.value):
            return float(setting.value)
        self._wrong("weight", setting, "要写 1 到 1000 的数", "400")
        return None

    def _wrong(self, key: str, setting: Setting, rule: str, better: str) -> None:
        own = f"faces.{self._role}.{key}"
        name = self._profile.said(own if setting is self._setting(key) else f"faces.{key}")
        message = f"{name} 不能是“{setting.value}”：{rule}"
        hint = f"写 {name.rpartition('.')[2]}: {better}"
        self._sink.error("E0506", message, setting.span, hint)


def _parts(text: str) -> list[str]:
    """The items of a list, which Chinese separates by 、."""
    return [part.strip() for part in text.split("、") if part.strip()]
