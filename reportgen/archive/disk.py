"""The archive's door to the machine: files that last, the clock, who is at the keyboard.

Other rooms read through a `World` and write what can be made again. What is filed here cannot, so
each step to the disk is ordered: a file is whole and flushed before it has its name, and its
folder is flushed before anybody is told. Links are not followed inside an archive.
"""

from __future__ import annotations

import errno
import getpass
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import TypeVar

# Windows flushes no folder (NTFS keeps names in a log of its own), flushes a file only to who may
# write to it, and has no mode bits.
WINDOWS = os.name == "nt"
# Neither do some shares, whose server then answers for names; what else is refused is told.
_NO_SUCH_FLUSH = (errno.EINVAL, errno.ENOTSUP)
_AT_ONCE = 8        # fsyncs that wait together share one write of the file system's journal
_BLOCK = 1 << 20

T = TypeVar("T")
R = TypeVar("R")


class Disk:
    """The disk of this machine. Tests hand in one that refuses, or another clock."""

    def now(self) -> datetime:
        """The time, with its offset, to the second."""
        return datetime.now().astimezone().replace(microsecond=0)

    def kind(self, path: Path) -> str:
        """file, folder, link, other; "" for nothing. Links are seen, not followed."""
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return ""
        kinds = ((stat.S_ISLNK, "link"), (stat.S_ISREG, "file"), (stat.S_ISDIR, "folder"))
        return next((name for test, name in kinds if test(mode)), "other")

    def names(self, folder: Path) -> list[str]:
        """The names in a folder, sorted; none where it is none."""
        return sorted(os.listdir(folder)) if self.kind(folder) == "folder" else []  # noqa: PTH208

    def size(self, path: Path) -> int:
        """The size of a file in bytes."""
        return path.lstat().st_size

    def open(self, path: Path) -> BufferedReader:
        """A file to be read; `OSError` for a link."""
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)
                         | getattr(os, "O_BINARY", 0))
        return os.fdopen(handle, "rb")

    def read(self, path: Path) -> bytes:
        """The bytes of a file."""
        with self.open(path) as file:
            return file.read()

    def make_folders(self, folders: Iterable[Path]) -> None:
        """Make folders whose parents are there, so that they last."""
        new = [folder for folder in folders if self.kind(folder) != "folder"]
        for folder in new:
            folder.mkdir(exist_ok=self.kind(folder) != "link")
        self.flush(dict.fromkeys(folder.parent for folder in new))

    def place(self, files: Mapping[Path, bytes]) -> None:
        """Put files in place, all flushed before the first has its name. They replace others.

        Nobody can write to them by mistake, where there are mode bits.
        """
        with ExitStack() as undo:
            staged = each(lambda path: _stage(path, [files[path]], undo), list(files))
            for temporary, path in zip(staged, files, strict=True):
                temporary.replace(path)
            self.flush(dict.fromkeys(path.parent for path in files))

    def flush(self, paths: Iterable[Path]) -> None:
        """Wait until these files and folders are on the disk."""
        each(_flush_path, list(paths))

    def copy_in(self, source: Path, target: Path, check: Callable[[bytes], object]) -> None:
        """Copy a file, flushed before it has its name; `check` is shown every block."""
        with ExitStack() as undo, self.open(source) as file:
            _stage(target, _shown(file, check), undo).replace(target)

    def rename(self, path: Path, target: Path) -> None:
        """Give a file its name, for good; one that is called so is replaced."""
        path.replace(target)
        self.flush([target.parent])

    def remove(self, path: Path) -> None:
        """Delete a file if it is there, or a folder with all in it."""
        match self.kind(path):
            case "folder":
                shutil.rmtree(path)
            case "":
                return
            case _:
                path.unlink()
        self.flush([path.parent])


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path is that folder or lies in it, whatever links lead there."""
    return path.resolve().is_relative_to(folder.resolve())


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Whether nobody else is within, on this machine or another; the system lets go at death.

    The file stays; it says nothing.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def rest(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


def private(path: Path) -> bool:
    """Whether nobody else may look into a file; True where there are no mode bits."""
    return WINDOWS or not path.stat().st_mode & 0o077


def login_name() -> str:
    """Who is at the keyboard; "" where the system knows no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _locked(handle: int) -> bool:
    try:
        if WINDOWS:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _stage(path: Path, blocks: Iterable[bytes], undo: ExitStack) -> Path:
    """A flushed temporary file beside `path`, removed by `undo` unless it is renamed by then."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
    temporary = Path(name)
    undo.callback(temporary.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        if not WINDOWS:
            os.fchmod(handle, 0o444)
        file.writelines(blocks)
        file.flush()
        os.fsync(handle)
    return temporary


def _shown(file: BufferedReader, check: Callable[[bytes], object]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        check(block)
        yield block


TEMPORARY = "tmp-"      # how the names of files begin that are not yet what they will be


def each(act: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """Do it to all, several at once; the first that fails raises."""
    if len(things) < 2:
        return [act(thing) for thing in things]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(act, things))


def _flush_path(path: Path) -> None:
    folder = path.is_dir()
    if folder and WINDOWS:
        return
    try:
        _flush_file(path)
    except OSError as error:
        if not folder or error.errno not in _NO_SUCH_FLUSH:
            raise


def _flush_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR if WINDOWS else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
