"""This machine's system calls, refusing what those of Windows refuse. No Windows has been asked.

No handle of a folder, no flush through a handle that only reads, no name that Windows reserves, no
path of 260 characters; a file that is open, or marked read-only, cannot be replaced or deleted.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportgen import files
from reportgen.archive import disk

LONGEST = 259
_RESERVED = re.compile(
    r'[<>:"|?*\x00-\x1f]|[. ]$|^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\.|$)', re.IGNORECASE)


def like_windows(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refuse from now on; what was refused is in the list."""
    told: list[str] = []
    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.delattr(os, "O_NOFOLLOW")
    monkeypatch.setattr(shutil, "_use_fd_functions", False)
    monkeypatch.setattr(tempfile, "TemporaryFile", tempfile.NamedTemporaryFile)

    def guard(name: str, why: Callable[..., str]) -> None:
        real = getattr(os, name)

        def call(*args: Any, **options: Any) -> Any:
            if refused := why(*args, **options):
                told.append(f"{name} {args}: {refused}")
                raise PermissionError(errno.EACCES, refused, str(args[0]))
            return real(*args, **options)

        monkeypatch.setattr(os, name, call)

    guard("open", _open)
    guard("fsync", _flush)
    guard("mkdir", lambda path, *_, **__: _name(path))
    for name in ("replace", "rename"):
        guard(name, lambda path, target: _name(target) or _held(path) or _held(target))
    for name in ("unlink", "remove", "rmdir"):
        guard(name, lambda path, **at: "" if at else _held(path))
    return told


def _open(path: Any, flags: int, *_: Any, **at: Any) -> str:
    if at.get("dir_fd") is None and os.path.isdir(path):  # noqa: PTH112
        return "a folder"
    return _name(path) if flags & os.O_CREAT else ""


def _flush(handle: int) -> str:
    reads = fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
    return "a handle that only reads" if reads else ""


def _name(path: Any) -> str:
    full = Path(os.path.abspath(path))  # noqa: PTH100
    if len(str(full)) > LONGEST:
        return f"a path of {len(str(full))} characters"
    return "a name that Windows reserves" if _RESERVED.search(full.name) else ""


def _held(path: Any) -> str:
    full = Path(os.path.abspath(path))  # noqa: PTH100
    if full.is_file() and not full.stat().st_mode & 0o200:
        return "read-only"
    held = next((each for each in _handles() if each == full or full in each.parents), None)
    return f"open: {held}" if held else ""


def _handles() -> Iterator[Path]:
    """The files that this process has open."""
    for handle in Path("/proc/self/fd").iterdir():
        try:
            yield handle.readlink()
        except OSError:     # the listing's own
            continue
