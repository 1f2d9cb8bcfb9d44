"""Entries of the user cache: what was made once, kept under the name of all it depends on.

An entry begins with the SHA-256 of its name and of what follows, so one that is torn, altered or
another's is noticed, thrown away and made anew; so is what is no plain file of the user's, or too
large. Nothing is waited for. A folder that cannot be written to is no error: the next run works
again. `reportgen` may be stopped at any time: whole entries alone have their names.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from reportgen.files import OWN, STALE, opened, ours, staged
from reportgen.frozen import frozen
from reportgen.version import __version__

MOST = 512 << 20        # bytes that are kept, unless the user says otherwise
_LARGEST = 64 << 20     # of one entry; a photograph for a whole page has 12
_LARGE = 1 << 20
_DIGEST = 64
_BLOCK = 4096           # what even a small file takes of a disk
_ENTRY = re.compile(r"[0-9a-f]{40}\.[a-z]+")     # nothing else in the folder is ours
_KEEP = 0.75            # of what may be kept, once there is more

T = TypeVar("T")


@frozen
class Cache:
    """Entries in a folder of at most so many bytes; no folder, no entries."""

    folder: Path | None
    most: int = MOST
    anew: bool = False      # entries are made, whatever there is

    def fresh(self) -> Cache:
        """The same, but all that is asked for is made anew."""
        return replace(self, anew=True)

    def entry(
        self, name: str, make: Callable[[], T], encode: Callable[[T], bytes],
        decode: Callable[[bytes], T | None],
    ) -> T:
        """What `make` makes, out of the cache if it is there; `decode` gives None for nonsense."""
        content = self.get(name)
        try:
            found = None if content is None else decode(content)
        except RecursionError:      # lists within lists
            found = None
        if found is None:
            found = make()
            self.put(name, encode(found))
        return found

    def get(self, name: str) -> bytes | None:
        """The content of an entry; None when there is none, or none to be trusted, which goes."""
        if self.folder is None or self.anew:
            return None
        path = self.folder / name
        try:
            with opened(path, links=False) as file:
                state = os.fstat(file.fileno())
                sound = ours(state) and not state.st_mode & 0o022 and state.st_size <= _LARGEST
                data = file.read(_LARGEST) if sound else b""
        except FileNotFoundError:
            return None
        except OSError:
            data = b""
        seal, content = data[:_DIGEST], data[_DIGEST:]
        if seal != _seal(name, content):
            _throw_away(path)
            return None
        _touch(path)
        return content

    def put(self, name: str, content: bytes) -> None:
        """Write an entry, wholly or not at all."""
        if self.folder is None or len(content) + _DIGEST > min(_LARGEST, self.most):
            return
        path = self.folder / name
        try:
            temporary = staged(self.folder, _seal(name, content) + content, 0o600, lasting=False)
        except OSError:
            return  # a cache that cannot be kept costs time, nothing else
        try:
            temporary.replace(path)
        except OSError:     # there is a folder of that name
            _throw_away(temporary)
            _throw_away(path)
        # Looking through all of them takes time: at about every sixteenth, and at a large one.
        if name.startswith("0") or len(content) > _LARGE:
            self.prune()

    def prune(self) -> None:
        """Throw away what was not asked for the longest, until there is room again."""
        if self.folder is None:
            return
        states = {path: state for name in os.listdir(self.folder)  # noqa: PTH208
                  if (state := _state(path := self.folder / name))}
        newest = max((state.st_mtime for state in states.values()), default=0.0)
        for path, state in states.items():      # of a run that was stopped
            if path.name.startswith(OWN) and newest - state.st_mtime > STALE:
                _throw_away(path)
        entries = {path: max(state.st_size, _BLOCK) for path, state in states.items()
                   if _ENTRY.fullmatch(path.name)}
        if sum(entries.values()) <= self.most:
            return
        size = 0
        for path in sorted(entries, key=lambda each: states[each].st_mtime, reverse=True):
            size += entries[path]
            if size > self.most * _KEEP:
                _throw_away(path)


NONE = Cache(None)


def usable(folder: Path) -> bool:
    """Whether entries can be kept there, and by nobody else; the folder is made if need be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
        if not ours(state) or (state.st_mode & 0o002 and os.name != "nt"):
            return False
        staged(folder, b"", 0o600, lasting=False).unlink()
    except (OSError, ValueError):
        return False
    return True


def entry_name(kind: str, *parts: Any) -> str:
    """The name of an entry, by what it depends on: plain values, and our own version."""
    text = json.dumps([__version__, *parts], ensure_ascii=False)
    return f"{hashlib.sha256(text.encode(errors='surrogatepass')).hexdigest()[:40]}.{kind}"


def _seal(name: str, content: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + content).hexdigest().encode()


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


def _throw_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:     # a folder, or another user's; then it stays, and is not trusted again
        shutil.rmtree(path, ignore_errors=True)


def _touch(path: Path) -> None:
    """It was asked for: what was not is thrown away first."""
    try:
        os.utime(path)
    except OSError:
        return


def code_digest(*folders: Path) -> str:
    """The digest of the Python files of folders: entries die with the code that made them."""
    code = hashlib.sha256()
    for path in (path for folder in folders for path in sorted(folder.rglob("*.py"))):
        code.update(path.read_bytes())
    return code.hexdigest()


def library_version(package: str, distribution: str) -> str:
    """What tells one release of a library from another, without importing it.

    Its version file, as importlib.metadata is slow.
    """
    spec = find_spec(package)
    folder = Path(spec.origin or "").parent if spec else Path()
    for file in (folder / "_version.py", folder / "version.py"):
        if file.is_file():
            return file.read_text(encoding="utf-8")
    from importlib.metadata import version

    return version(distribution)
