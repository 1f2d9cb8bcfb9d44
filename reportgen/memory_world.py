"""The world in memory: a briefing is read from it and written to it, and no disk is touched.

For a preview, a server, a batch, a test. Paths are plain names with `/` between them; there are no
links, no rights, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from os.path import normpath
from pathlib import Path
from typing import BinaryIO

from reportgen.cache import NONE, Cache
from reportgen.files import Settled
from reportgen.refusals import unreadable, unwritable
from reportgen.world import Listed


class MemoryWorld:
    """Files by path; a folder is there when a file lies below it. `files` holds what is written.

    Its methods do what `World` says of them.
    """

    def __init__(
        self, files: Mapping[str | Path, bytes], env: Mapping[str, str] | None = None,
    ) -> None:
        self.env: Mapping[str, str] = env or {}
        self.files = {self.resolve(Path(path)): data for path, data in files.items()}

    def read(self, path: Path) -> bytes:
        try:
            return self.files[self.resolve(path)]
        except KeyError:
            if self.is_dir(path):
                raise unreadable(path, "这是文件夹，不是文件", "写出文件名") from None
            raise unreadable(path, "文件不存在", "检查文件名和所在文件夹") from None

    def open(self, path: Path) -> BinaryIO:
        return BytesIO(self.read(path))

    def on_disk(self, path: Path) -> Path | None:  # noqa: ARG002 - the same for every path
        """Nothing lies on a disk."""
        return None

    def is_file(self, path: Path) -> bool:
        return self.resolve(path) in self.files

    def is_dir(self, path: Path) -> bool:
        """Whether a file lies below."""
        return bool(self.names_in(path))

    def size(self, path: Path) -> int:
        return len(self.files.get(self.resolve(path), b"")) if self.is_file(path) else -1

    def names_in(self, folder: Path) -> tuple[str, ...]:
        return tuple(sorted({path.relative_to(self.resolve(folder)).parts[0]
                             for path in self._inside(folder)}))

    def below(self, folder: Path, suffixes: frozenset[str]) -> Iterator[Listed]:
        for path in sorted(self._inside(folder)):
            if path.suffix.lower() in suffixes:
                yield Listed(path, len(self.files[path]), 0)

    def _inside(self, folder: Path) -> list[Path]:
        top = self.resolve(folder)
        return [path for path in self.files if top in path.parents]

    def resolve(self, path: Path) -> Path:
        """The path from the root of this world, without `.` and `..`."""
        return Path(normpath(Path("/") / path))

    def write_all(self, files: Mapping[Path, bytes]) -> None:
        """Keep several files; E0102 where a folder has the name, or a file that of their folder."""
        for path in files:
            if self.is_dir(path):
                raise unwritable(path, IsADirectoryError())
            if any(parent in self.files for parent in self.resolve(path).parents):
                raise unwritable(path, NotADirectoryError())
        self.files |= {self.resolve(path): data for path, data in files.items()}

    def settle(self, folder: Path) -> Settled:  # noqa: ARG002 - the same for every folder
        """Nothing is ever half done here."""
        return Settled()

    def cache(self) -> Cache:
        """None: charts are drawn anew."""
        return NONE
