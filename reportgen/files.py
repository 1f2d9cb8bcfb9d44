"""Files of the disk: read when they are plain, put in place together.

New contents are first written beside the old ones and flushed. Where several files go into a
folder, a list of who takes whose place is put down then, by one rename: from there on the new ones
count. The files are renamed, and the list is removed. Who is stopped in between, at any moment,
leaves the list; whoever next writes there finishes what it says. Without a list there are only
temporary files, which are removed. Meanwhile the folder is locked, so that what is found there is
of nobody alive (docs/adr/0032-files-that-change-together.md).
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from errno import EBUSY, EISDIR, ELOOP
from pathlib import Path
from typing import BinaryIO, NamedTuple

from reportgen.refusals import UnfitError, writing

WINDOWS = os.name == "nt"       # has no mode bits, no owners that could be asked, locks no folders
OWN = ".reportgen-"             # how the names of our temporary files and lists begin
_TEMPORARY, _LIST = ".tmp", ".list"
_LONGEST_LIST = 1 << 20
_TRIES, _PAUSE = 600, 0.05      # half a minute for another writer; nobody writes for that long
STALE = 3600                    # seconds; where no lock tells whether its writer is alive

Moves = Mapping[Path, Path | None]      # a place → the file that takes it; None: it becomes empty


class Settled(NamedTuple):
    """What a stopped run had left: `done` are new now; `mixed` could not be put in place."""

    done: tuple[Path, ...] = ()
    mixed: tuple[Path, ...] = ()


def opened(path: Path, *, links: bool = True) -> BinaryIO:
    """A plain file, to be read; nothing else is waited for. `OSError`, for a link only if told.

    What it is, is asked of the open file: nobody can exchange it in between.
    """
    handle = os.open(path, os.O_RDONLY | _flags("O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
                     | (0 if links else _flags("O_NOFOLLOW")))
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise IsADirectoryError(EISDIR, "") if stat.S_ISDIR(mode) else UnfitError("这不是普通文件")


def ours(state: os.stat_result) -> bool:
    """Whether a file or folder belongs to the user; True where no owner is known."""
    return WINDOWS or state.st_uid == os.geteuid()


def staged(folder: Path, data: bytes, mode: int | None = None, *, lasting: bool = True) -> Path:
    """A temporary file in a folder: with this mode, else as the user's umask says.

    It is whole when this returns, and on the disk if it is to be `lasting`; else it is gone.
    """
    path = _fresh(folder)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL
                         | _flags("O_CLOEXEC", "O_BINARY", "O_NOFOLLOW"),
                         0o666 if mode is None else 0o600)
        with os.fdopen(handle, "wb") as file:
            if mode is not None and not WINDOWS:
                os.fchmod(handle, mode)     # before there is anything to read in it
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(handle)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def aside(data: bytes, ending: str) -> Path:
    """A file among the temporary ones that nobody else may read; `OSError` says why there is none.

    Whoever asked for it removes it.
    """
    handle, name = tempfile.mkstemp(ending, OWN.lstrip("."))
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return Path(name)


def stamp(path: Path) -> tuple[int, ...]:
    """What tells whether a file was written anew; of one that cannot be looked at, nothing."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return ()
    return state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def append(path: Path, data: bytes) -> None:
    """Put data at the end of a file, or into a pipe, at once; E0102 says why not."""
    with writing(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND
                         | _flags("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"), 0o666)
        with os.fdopen(handle, "wb", buffering=0) as file:
            file.write(data)


def put(files: Mapping[Path, bytes]) -> None:
    """Write several files, all or none, and their folders; E0102 says why not.

    A link is written through. What an earlier run had left half done in a folder is settled first.
    """
    places = _places(files)
    with ExitStack() as locks:
        for folder in sorted({place.parent for place in places}):
            with writing(folder):
                _settle(folder, locks.enter_context(alone(folder)))
        new: dict[Path, Path] = {}
        old: dict[Path, Path | None] = {}
        try:
            for place, data in places.items():
                with writing(place):
                    new[place] = staged(place.parent, data, _mode(place))
            for place in list(new)[:-1]:    # where the last fails, the others are put back
                with writing(place):
                    old[place] = _kept(place)
        except BaseException:   # Ctrl-C too: nothing has been put anywhere, nothing stays behind
            remove((*new.values(), *old.values()))
            raise
        _switch(new, old)
        remove(old.values())


def settle(folder: Path) -> Settled:
    """Finish what a run that was stopped had begun to put into a folder."""
    if not any(name.startswith(OWN) for name in _names(folder)):
        return Settled()
    with writing(folder), alone(folder) as locked:
        return _settle(folder, locked)


def _switch(new: Mapping[Path, Path], old: Moves) -> None:
    """Rename all; where one cannot be, the old ones come back. Who is stopped leaves the list."""
    name = os.urandom(8).hex()
    try:
        if len(new) > 1:
            _write_lists(new, name)
        for place, temporary in new.items():
            with writing(place):
                temporary.replace(place)
    except BaseException:
        placed = [place for place, each in new.items() if not os.path.lexists(each)]
        if len(placed) < len(new):
            _undo({place: old[place] for place in placed}, new, name)
            remove((*new.values(), *old.values()))
        remove(_lists(new, name))
        raise
    remove(_lists(new, name))


def _undo(moves: Moves, new: Moves, name: str) -> None:
    """Put the old files back, under a list that says so."""
    _write_lists(moves, name)
    remove(_lists(new, name) - _lists(moves, name))
    for place, temporary in moves.items():
        with writing(place):
            _move(temporary, place)


def _move(temporary: Path | None, place: Path) -> None:
    if temporary is None:
        place.unlink(missing_ok=True)
    else:
        temporary.replace(place)


def _lists(moves: Moves, name: str) -> set[Path]:
    return {place.with_name(f"{OWN}{name}{_LIST}") for place in moves}


def _write_lists(moves: Moves, name: str) -> None:
    """A list in each folder; one that is there already under this name is replaced."""
    for path in sorted(_lists(moves, name)):
        told = {place.name: each.name if each else "" for place, each in moves.items()
                if place.parent == path.parent}
        with writing(path):
            temporary = staged(path.parent, json.dumps(told).encode())
            try:
                temporary.replace(path)
            except BaseException:
                remove([temporary])
                raise


def _settle(folder: Path, locked: bool) -> Settled:
    done: list[Path] = []
    mixed: list[Path] = []
    names = [name for name in _names(folder) if name.startswith(OWN)]
    lists = [folder / name for name in names if name.endswith(_LIST)]
    for path in lists:
        for place, temporary in _read_list(path).items():
            (done if _finished(place, temporary) else mixed).append(place)
    remove(lists)
    left = [folder / name for name in names if name.endswith(_TEMPORARY)]
    remove(left if locked else _stale(left))
    return Settled(tuple(done), tuple(mixed))


def _read_list(path: Path) -> Moves:
    """What a list says; nothing when it says anything else than we write."""
    try:
        with opened(path, links=False) as file:
            told = json.loads(file.read(_LONGEST_LIST))
        if not all(map(_is_name, told)) or any(map(_is_own, told)):
            return {}
        if not all(each == "" or (_is_name(each) and _is_own(each)) for each in told.values()):
            return {}
        return {path.with_name(place): path.with_name(each) if each else None
                for place, each in told.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _is_name(name: str) -> bool:
    """Whether it names something in the folder itself."""
    return name not in ("", ".", "..") and not set(name) & {"/", "\\", "\0"}


def _is_own(name: str) -> bool:
    return name.startswith(OWN)


def _finished(place: Path, temporary: Path | None) -> bool:
    """Put a file where it belongs, if it is not there yet."""
    try:
        if temporary and not stat.S_ISREG(temporary.lstat().st_mode):
            return False
        _move(temporary, place)
    except FileNotFoundError:
        return os.path.lexists(place)       # it was put there before the run was stopped
    except OSError:
        return False
    return True


def _stale(paths: Iterable[Path]) -> Iterator[Path]:
    """Those that are older than anybody writes; the folder's own clock tells, not ours."""
    for path in paths:
        now = staged(path.parent, b"", lasting=False)
        if now.lstat().st_mtime - path.lstat().st_mtime > STALE:
            yield path
        now.unlink()


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Nobody else puts files into a folder meanwhile; False where the system locks no folders."""
    if WINDOWS:     # opens no folder
        yield False
        return
    try:
        handle = os.open(folder, os.O_RDONLY | _flags("O_CLOEXEC", "O_DIRECTORY"))
    except OSError:     # a folder that may be written to, but not looked into
        yield False
        return
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    import fcntl

    for _ in range(_TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:     # some network shares lock no folders
            return False
        else:
            return True
    raise OSError(EBUSY, "")


def _places(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Where the files go: at the end of links, into folders that are there."""
    places: dict[Path, bytes] = {}
    for path, data in files.items():
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            place = _followed(path)
            if place in places:
                raise UnfitError("两个输出会写进同一个文件")
            places[place] = data
    return places


def _followed(path: Path) -> Path:
    """The plain file that a path leads to, or will; not by links that others have laid."""
    state = _state(path)
    if state is not None and stat.S_ISLNK(state.st_mode):
        if not ours(state) and state.st_uid:
            raise UnfitError("这是别的用户做的链接")
        path = Path(os.path.realpath(path))
        state = _state(path)
    if state is None or stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode):
        return path
    if stat.S_ISLNK(state.st_mode):
        raise OSError(ELOOP, "")
    raise UnfitError("这是管道或设备，不是普通文件")


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _mode(place: Path) -> int | None:
    state = _state(place)
    return None if state is None else state.st_mode & 0o777


def _kept(place: Path) -> Path | None:
    """The old file under another name, without a copy where the file system can; None: no file."""
    mode = _mode(place)
    if mode is None:
        return None
    path = _fresh(place.parent)
    try:
        os.link(place, path)
    except OSError:
        return staged(place.parent, place.read_bytes(), mode)
    return path


def _fresh(folder: Path) -> Path:
    return folder / f"{OWN}{os.urandom(8).hex()}{_TEMPORARY}"


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
    except OSError:
        return []


def remove(paths: Iterable[Path | None]) -> None:
    """Remove what is ours; a file that another user left may stay."""
    for path in paths:
        try:
            if path is not None:
                path.unlink(missing_ok=True)
        except OSError:
            _ = path    # the next run tries again


def _flags(*names: str) -> int:
    """Those flags of `open` that this system knows."""
    return sum(getattr(os, name, 0) for name in names)
