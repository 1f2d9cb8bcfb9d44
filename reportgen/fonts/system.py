"""The fonts of the machine, by name: without fontconfig, from the files themselves.

A folder's files are looked at once; what was found is kept in the cache with each file's size and
time, and a file that has neither changed is not opened again.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reportgen.cache import code_digest, entry_name
from reportgen.diagnostics import ReportError
from reportgen.fonts.sfnt import Axis, BadFontError, Record, read_faces
from reportgen.style.wishes import SUFFIXES
from reportgen.world import World, at_home

FOLDERS_VARIABLE = "REPORTGEN_FONTS"
_REGULAR = 400
_USABLE = frozenset({"glyf", "CFF"})


Found = tuple[Path, Record]


def font_folders(env: Mapping[str, str], platform: str = sys.platform) -> tuple[Path, ...]:
    """Where a system keeps fonts; `REPORTGEN_FONTS` names other folders in their place."""
    separator = ";" if platform == "win32" else ":"
    if own := env.get(FOLDERS_VARIABLE):
        told = (at_home(each, env) for each in own.split(separator) if each)
        return tuple(each for each in told if each)
    home = Path(env.get("USERPROFILE" if platform == "win32" else "HOME") or "~")
    if platform == "win32":
        local = Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local")
        windows = Path(env.get("WINDIR") or env.get("SystemRoot") or "C:\\Windows")
        return windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts"
    if platform == "darwin":
        return (
            home / "Library" / "Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"),
            Path("/System/Library/AssetsV2"),     # Songti, Kaiti and others come when asked for
        )
    data = Path(env.get("XDG_DATA_HOME") or home / ".local" / "share")
    shared = (env.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return data / "fonts", home / ".fonts", *(Path(each) / "fonts" for each in shared if each)


class SystemFonts:
    """The faces of the machine by their names, whatever the case and the language."""

    def __init__(self, world: World) -> None:
        self._by_name: dict[str, list[Found]] = {}
        for path, records in _records(world).items():
            for record in records:
                for name in {folded(name) for name in record.names}:
                    self._by_name.setdefault(name, []).append((Path(path), record))

    def all(self) -> list[Found]:
        """Every face, the plainest first."""
        found = {(path, record.index): (path, record)
                 for each in self._by_name.values() for path, record in each}
        return sorted(found.values(), key=_plainness)

    def find(self, name: str) -> list[Found]:
        """The faces of this name, the plainest first: upright, of regular weight, static."""
        return sorted(self._by_name.get(folded(name), ()), key=_plainness)


def folded(name: str) -> str:
    """A name as it is compared: 仿宋＿GB2312 and 仿宋_gb2312 are one."""
    return unicodedata.normalize("NFKC", name).casefold().replace(" ", "")


def _plainness(found: Found) -> tuple[bool, bool, int, bool, str, int]:
    path, record = found
    return (
        record.outlines not in _USABLE, record.italic, abs(record.weight - _REGULAR),
        bool(record.axes), str(path), record.index,
    )


def _records(world: World) -> dict[str, list[Record]]:
    cache, name = world.cache(), entry_name("faces", code_digest(Path(__file__).parent))
    known = _decode(cache.get(name))
    found: dict[str, tuple[list[int], list[Record]]] = {}
    fresh = False
    for listed in (each for folder in dict.fromkeys(font_folders(world.env))
                   for each in world.below(folder, SUFFIXES)):
        stamp, key = [listed.size, listed.changed], str(listed.path)
        records = known.get(key, ([], []))
        if records[0] != stamp:
            records, fresh = (stamp, _look(listed.path, world)), True
        found[key] = records
    if fresh or found.keys() != known.keys():
        cache.put(name, json.dumps({      # paths that are no text are escaped
            key: [stamp, [asdict(each) for each in records]]
            for key, (stamp, records) in found.items()}).encode())
    return {key: records for key, (_, records) in found.items()}


def _look(path: Path, world: World) -> list[Record]:
    """The faces of a file; a file that is no font, or cannot be read, has none."""
    try:
        with world.open(path) as file:
            return read_faces(file)
    except (BadFontError, ReportError):
        return []


def _decode(content: bytes | None) -> dict[str, tuple[list[int], list[Record]]]:
    """What was found before; nothing when it is not as it was written."""
    try:
        return {key: ([int(n) for n in stamp], [_record(each) for each in records])
                for key, (stamp, records) in json.loads(content or b"{}").items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _record(data: dict[str, Any]) -> Record:
    axes = tuple(Axis(str(a["tag"]), *(float(a[k]) for k in ("low", "default", "high")))
                 for a in data["axes"])
    return Record(
        int(data["index"]), str(data["outlines"]), str(data["family"]),
        tuple(str(name) for name in data["names"]), int(data["fs_type"]), int(data["weight"]),
        bool(data["italic"]), axes,
    )
