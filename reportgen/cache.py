"""Entries of the user cache, each with its own digest.

An entry begins with the SHA-256 of what follows, so a torn or altered file is noticed, ignored and
written anew. A folder that cannot be written to is no error: the next run merely works again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from reportgen.frozen import frozen

_DIGEST = 64


@frozen
class Cache:
    """Entries in a folder; no folder, no entries."""

    folder: Path | None

    def get(self, name: str) -> bytes | None:
        """The content of an entry; None when there is none, or it is not as it was written."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        digest, content = data[:_DIGEST], data[_DIGEST:]
        return content if hashlib.sha256(content).hexdigest().encode() == digest else None

    def put(self, name: str, content: bytes) -> None:
        """Write an entry, wholly or not at all."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).hexdigest().encode() + content)
            Path(temporary).replace(self.folder / name)
        except OSError:
            return  # a cache that cannot be kept costs time, nothing else


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
    file = Path(spec.origin or "").with_name("_version.py") if spec else None
    if file is not None and file.is_file():
        return file.read_text(encoding="utf-8")
    from importlib.metadata import version

    return version(distribution)
