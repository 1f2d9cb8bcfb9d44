"""A world that remembers what a build read and keeps what it would write: what is to be filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from reportgen.cache import Cache
from reportgen.files import Settled
from reportgen.world import Listed, World


class RecordingWorld:
    """Another world, seen through: `seen` are the files that were read, by their true paths.

    `faces` are those that were to be mapped: the user's own typefaces, too large and mostly not
    the office's to pass on. What is written is kept in `written` and goes nowhere.
    """

    def __init__(self, world: World) -> None:
        self.world, self.env = world, world.env
        self.seen: dict[Path, bytes] = {}
        self.faces: set[Path] = set()
        self.written: dict[Path, bytes] = {}

    def read(self, path: Path) -> bytes:
        """The bytes, remembered; of what would have been written, those."""
        if path in self.written:
            return self.written[path]
        data = self.world.read(path)
        self.seen[self.world.resolve(path)] = data
        return data

    def open(self, path: Path) -> BinaryIO:
        """As the other world says: a typeface that is looked at may not be used."""
        return self.world.open(path)

    def on_disk(self, path: Path) -> Path | None:
        """A typeface, remembered by its path."""
        self.faces.add(self.world.resolve(path))
        return self.world.on_disk(path)

    def is_file(self, path: Path) -> bool:
        """As the other world says, or as it would have been written."""
        return path in self.written or self.world.is_file(path)

    def is_dir(self, path: Path) -> bool:
        """As the other world says."""
        return self.world.is_dir(path)

    def size(self, path: Path) -> int:
        """As the other world says."""
        return self.world.size(path)

    def names_in(self, folder: Path) -> tuple[str, ...]:
        """As the other world says."""
        return self.world.names_in(folder)

    def below(self, folder: Path, suffixes: frozenset[str]) -> Iterator[Listed]:
        """As the other world says."""
        return self.world.below(folder, suffixes)

    def resolve(self, path: Path) -> Path:
        """As the other world says."""
        return self.world.resolve(path)

    def write_all(self, files: Mapping[Path, bytes]) -> None:
        """Keep what is written."""
        self.written |= files

    def settle(self, folder: Path) -> Settled:  # noqa: ARG002 - nothing is written there
        """Nothing is half done here."""
        return Settled()

    def cache(self) -> Cache:
        """The other world's."""
        return self.world.cache()
