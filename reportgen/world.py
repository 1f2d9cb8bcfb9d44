"""The one door to the world: files and environment.

Everything that could make two builds differ, or that a test wants to replace, comes in by a
`World`: the disk (`DiskWorld`), or files in memory (`memory_world.MemoryWorld`). Writers never see
it. How files of the disk are read and written stands in `files`.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from reportgen import limits
from reportgen.cache import MOST, Cache, usable
from reportgen.files import Settled, opened, put, settle
from reportgen.refusals import reading, unreadable

CACHE_VARIABLE, CACHE_SIZE_VARIABLE = "REPORTGEN_CACHE", "REPORTGEN_CACHE_MB"


class Listed(NamedTuple):
    """A file found in a folder: its size, and when it was last changed (in nanoseconds)."""

    path: Path
    size: int
    changed: int


class World(Protocol):
    """Environment and file access: what a program that holds its files elsewhere hands in.

    `env` are the environment variables that count. Nobody else asks the system.
    """

    env: Mapping[str, str]

    def read(self, path: Path) -> bytes:
        """The bytes of a file; E0101 when it cannot be read, E0125 when it is too large."""

    def open(self, path: Path) -> BinaryIO:
        """A file to be read piece by piece; E0101 when it cannot be read, or is no plain file."""

    def on_disk(self, path: Path) -> Path | None:
        """Where the system can map a file that is too large to be read; None: it has no such."""

    def is_file(self, path: Path) -> bool:
        """Whether there is a plain file."""

    def is_dir(self, path: Path) -> bool:
        """Whether there is a folder."""

    def size(self, path: Path) -> int:
        """The size of a plain file in bytes; -1 for anything else."""

    def names_in(self, folder: Path) -> tuple[str, ...]:
        """The names in a folder as they are spelled there, sorted; none when it is no folder."""

    def below(self, folder: Path, suffixes: frozenset[str]) -> Iterator[Listed]:
        """The files in and below a folder that end so, in the order of their paths.

        What is gone or may not be looked at is left out: this lists what can be used.
        """

    def resolve(self, path: Path) -> Path:
        """The one absolute path of a file or folder, all links followed."""

    def write_all(self, files: Mapping[Path, bytes]) -> None:
        """Write several files, all or none, and their folders; E0102 says why not."""

    def settle(self, folder: Path) -> Settled:
        """Finish what a run that was stopped had begun to write into a folder."""

    def cache(self) -> Cache:
        """What may be deleted at any time; one without a folder where there is no disk."""


class DiskWorld:
    """The disk of this machine. `env` is a copy; tests hand in their own.

    Its methods do what `World` says of them.
    """

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        self.env: Mapping[str, str] = dict(os.environ) if env is None else env

    def read(self, path: Path) -> bytes:
        with self.open(path) as file, reading(path):
            return limits.read(file, path)

    def open(self, path: Path) -> BinaryIO:
        with reading(path):
            return opened(path)

    def below(self, folder: Path, suffixes: frozenset[str]) -> Iterator[Listed]:
        for parent, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                path = Path(parent, name)
                if path.suffix.lower() in suffixes and (listed := _listed(path)):
                    yield listed

    def names_in(self, folder: Path) -> tuple[str, ...]:
        try:
            return tuple(sorted(os.listdir(folder)))  # noqa: PTH208 - names, not paths
        except OSError:
            return ()

    def on_disk(self, path: Path) -> Path | None:
        return path

    def is_file(self, path: Path) -> bool:
        return os.path.isfile(path)  # noqa: PTH113 - that of Path raises where one may not look

    def is_dir(self, path: Path) -> bool:
        return os.path.isdir(path)  # noqa: PTH112

    def resolve(self, path: Path) -> Path:
        try:
            return Path(os.path.realpath(path))
        except FileNotFoundError:
            raise unreadable(path, "当前文件夹已经不在了", "先用 cd 换到别的文件夹") from None

    def size(self, path: Path) -> int:
        listed = _listed(path)
        return listed.size if listed else -1

    def write_all(self, files: Mapping[Path, bytes]) -> None:
        put(files)

    def settle(self, folder: Path) -> Settled:
        return settle(folder)

    def cache(self) -> Cache:
        """The user's, made if need be; `REPORTGEN_CACHE` moves it, and an unwritable one is none.

        Nor is one that belongs to another user or that all may write to, and without a home there
        is none: a folder for all to share is no place for it. `REPORTGEN_CACHE_MB` is its size.
        """
        size = self.env.get(CACHE_SIZE_VARIABLE, "")
        most = int(size) << 20 if size.isascii() and size.isdecimal() else MOST
        path = self._cache_path()
        return Cache(path if path and most and usable(path) else None, most)

    def _cache_path(self) -> Path | None:
        env = self.env
        if own := env.get(CACHE_VARIABLE):
            return at_home(own, env)
        if sys.platform == "win32":
            parent = env.get("LOCALAPPDATA") or "~/AppData/Local"
        elif sys.platform == "darwin":
            parent = "~/Library/Caches"
        else:
            parent = env.get("XDG_CACHE_HOME") or "~/.cache"
        return at_home(f"{parent}/reportgen", env)


def at_home(told: str, env: Mapping[str, str]) -> Path | None:
    """The path that a variable tells, `~` being the user's home; None where there is no home.

    A shell leaves `~` as it is within quotation marks, and other programs leave it everywhere.
    """
    first, slash, rest = told.replace("\\", "/").partition("/")
    if not first.startswith("~"):
        return Path(told)
    home = env.get("HOME") or env.get("USERPROFILE") or ""
    return Path(home + slash + rest) if home and first == "~" else None


PACKAGE = Path(__file__).resolve().parent
PACKAGED: World = DiskWorld({})
"""For what the package brings along (profiles, rules, faces), whatever the world of a briefing."""


def _listed(path: Path) -> Listed | None:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    plain = stat.S_ISREG(state.st_mode)
    return Listed(path, state.st_size, state.st_mtime_ns) if plain else None


_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
LONGEST_NAME = 60     # characters; 60 Han characters are 180 bytes, and file systems allow 255


def name_problem(name: str) -> str:
    """Why `name` cannot name a file or folder on every system; empty when it can.

    Refused: paths, control and invisible characters, what Windows forbids or reserves.
    """
    if not name.strip():
        return "名称是空的"
    if name in {".", ".."}:
        return f"“{name}”不是名称"
    if found := _FORBIDDEN.search(name):
        return f"名称里不能有“{found.group()}”"
    if not name.isprintable():
        return "名称里有不可见的字符"
    if name != name.strip() or name.endswith("."):
        return "名称不能以空格或句点开头结尾"
    if name.startswith(("-", ".")):
        return f"名称不能以“{name[0]}”开头"
    if _RESERVED.fullmatch(name):
        return f"“{name}”是 Windows 保留的设备名"
    if len(name) > LONGEST_NAME:
        return f"名称太长，最多 {LONGEST_NAME} 个字"
    return ""
