"""The disk, and what was asked of it: whether it would say the same again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from reportgen.diagnostics import ReportError
from reportgen.files import stamp
from reportgen.world import DiskWorld

T = TypeVar("T")


class Asking(DiskWorld):
    """The disk of this machine. A file counts as it was just before it was read."""

    def __init__(self, env: Mapping[str, str]) -> None:
        super().__init__(env)
        self._read: dict[Path, tuple[tuple[int, ...], bytes]] = {}
        self._said: dict[tuple[str, Path], tuple[Callable[[Path], object], object]] = {}

    def read(self, path: Path) -> bytes:
        """The bytes, remembered; of what cannot be read, none."""
        before = stamp(path)
        self._read[path] = before, b""
        data = super().read(path)
        self._read[path] = before, data
        return data

    def is_file(self, path: Path) -> bool:
        """Whether there is a plain file, remembered."""
        return self._noted(super().is_file, path)

    def is_dir(self, path: Path) -> bool:
        """Whether there is a folder, remembered."""
        return self._noted(super().is_dir, path)

    def names_in(self, folder: Path) -> tuple[str, ...]:
        """The names in a folder, remembered."""
        return self._noted(super().names_in, folder)

    def _noted(self, ask: Callable[[Path], T], path: Path) -> T:
        said = ask(path)
        self._said[ask.__name__, path] = ask, said
        return said

    def as_now(self) -> object:
        """What tells, compared with what it was, that something was written anew, and no more."""
        return ([(path, stamp(path)) for path in self._read],
                [ask(path) for (_, path), (ask, _) in self._said.items()])

    def hollow(self) -> bool:
        """Whether a file that had something in it is empty now, or gone."""
        return any(data and self.size(path) < 1 for path, (_, data) in self._read.items())

    def stale(self, *, bytewise: bool = False) -> bool:
        """Whether the disk would say something else. `bytewise`: files are read, since one that is
        written twice within a tick of the clock, as long as before, looks the same."""
        if any(ask(path) != said for (_, path), (ask, said) in self._said.items()):
            return True
        if any(stamp(path) != before for path, (before, _) in self._read.items()):
            return True
        return bytewise and any(_bytes(path) != data for path, (_, data) in self._read.items())


class Kept(Generic[T]):
    """What was made last of what the disk said, as long as it says the same."""

    def __init__(self) -> None:
        self._last: tuple[object, Asking, T] | None = None

    def keep(self, key: object, asked: Asking, made: T) -> None:
        """Keep this alone."""
        self._last = key, asked, made

    def get(self, key: object) -> T | None:
        """It, if it was kept under that key, and the disk says the same."""
        if self._last is None or self._last[0] != key or self._last[1].stale(bytewise=True):
            return None
        return self._last[2]


def _bytes(path: Path) -> bytes:
    try:
        return DiskWorld({}).read(path)
    except ReportError:
        return b""
