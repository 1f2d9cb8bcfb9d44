"""Objects: contents by their SHA-256, each once, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.archive.disk import TEMPORARY, Disk

FOLDER = "objects"
_FAN = 2        # characters of a digest that name its folder: 256 folders at most
_HEX = frozenset("0123456789abcdef")


def digest_of(data: bytes) -> str:
    """The SHA-256 of contents."""
    return hashlib.sha256(data).hexdigest()


class Objects:
    """The objects of an archive's folder."""

    def __init__(self, archive: Path, disk: Disk) -> None:
        self.folder, self.disk = archive / FOLDER, disk

    def path(self, digest: str) -> Path:
        """Where the object of a digest lies."""
        return self.folder / digest[:_FAN] / digest

    def place(self, found: Mapping[str, bytes]) -> None:
        """Keep contents, by their digests; they are on the disk when this returns.

        What is there already is flushed again: it may stem from an add that was killed before it
        flushed. What is there and damaged is put right.
        """
        self.disk.make_folders(dict.fromkeys(self.path(digest).parent for digest in found))
        there = [digest for digest, data in found.items() if not self.check(digest, len(data))]
        self.disk.flush([each for digest in there
                         for each in (self.path(digest), self.path(digest).parent)])
        self.disk.place({self.path(digest): data for digest, data in found.items()
                         if digest not in there})

    def read(self, digest: str, size: int) -> bytes:
        """The bytes of an object; `OSError` when it is not there, `ValueError` when altered."""
        path = self.path(digest)
        if self.disk.size(path) != size or digest_of(data := self.disk.read(path)) != digest:
            raise ValueError(digest)
        return data

    def check(self, digest: str, size: int | None = None) -> str:
        """What is wrong with an object: missing, link, altered; "" for nothing.

        One that is not of its size, where that is known, is not read: it may be endless.
        """
        path = self.path(digest)
        kinds = self.disk.kind(path.parent), self.disk.kind(path)
        if kinds != ("folder", "file"):
            return "link" if "link" in kinds else "missing"
        if size is not None and self.disk.size(path) != size:
            return "altered"
        with self.disk.open(path) as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == digest
        return "" if same else "altered"

    def strays(self, named: frozenset[str]) -> Iterator[Path]:
        """What lies here and no entry names: left by an add that was cut off, or brought in."""
        for fan in self.disk.names(self.folder):
            folder = self.folder / fan
            if self.disk.kind(folder) != "folder":
                yield folder
            for name in self.disk.names(folder):
                if name not in named or self.path(name) != folder / name:
                    yield folder / name


def is_leftover(path: Path) -> bool:
    """Whether a stray is what a cut-off add leaves: whole and unnamed, or not yet whole."""
    return path.name.startswith(TEMPORARY) or (len(path.name) == 64 and set(path.name) <= _HEX)
