"""The one door to the world: files and environment.

Everything that could make two builds differ, or that a test wants to replace, comes in by a
`World`: the disk (`DiskWorld`), or files in memory (`memory_world.MemoryWorld`). Writers never see
it. On the disk, writing is atomic: a temporary file in the same folder, flushed to disk, then
renamed over the old one, so that a failed build leaves the previous output whole.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from reportgen import limits
from reportgen.diagnostics import ReportError, Span, failure

CACHE_VARIABLE = "REPORTGEN_CACHE"


class Listed(NamedTuple):
    """A file found in a folder: its size, and when it was last changed (in nanoseconds)."""

    path: Path
    size: int
    changed: int


class World(Protocol):
    """Environment and file access: what a program that holds its files elsewhere hands in.

    `env` are the environment variables that count. Nobody else asks the system.
    """

    @property
    def env(self) -> Mapping[str, str]:
        """The environment variables."""

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

    def cache_dir(self) -> Path | None:
        """A folder on the disk for what may be deleted at any time; None where there is none."""


class DiskWorld:
    """The disk of this machine. `env` is a copy; tests hand in their own.

    Its methods do what `World` says of them.
    """

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        self.env: Mapping[str, str] = dict(os.environ) if env is None else env

    def read(self, path: Path) -> bytes:
        with _reading(path), path.open("rb") as file:
            return limits.read(file, path)

    def open(self, path: Path) -> BinaryIO:
        """A file to be read piece by piece: never a pipe, which would be waited for."""
        with _reading(path):
            if path.exists() and not path.is_file():
                what = "这是文件夹，不是文件" if path.is_dir() else "这不是普通文件"
                raise unreadable(path, what, "写出文件名")
            return path.open("rb")

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
        return path.is_file()

    def is_dir(self, path: Path) -> bool:
        return path.is_dir()

    def resolve(self, path: Path) -> Path:
        return path.resolve()

    def size(self, path: Path) -> int:
        return path.stat().st_size if path.is_file() else -1

    def write_all(self, files: Mapping[Path, bytes]) -> None:
        """Write several files: all of them are on the disk before the first is put in place.

        So a full disk leaves every old file as it was, not one new beside one old; nor does one
        that cannot be put in place, because Word has it open: those before it are put back.
        """
        staged: dict[Path, Path] = {}
        placed: dict[Path, bytes | None] = {}
        try:
            for path, data in files.items():
                with _telling(path):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    staged[path] = _stage(path, data)
            for path in files:
                with _telling(path):
                    old = path.read_bytes() if path.is_file() else None
                    staged[path].replace(path)
                    placed[path] = old
        except BaseException:  # Ctrl-C too: no temporary file stays behind
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)
            _put_back(placed)
            raise

    def cache_dir(self) -> Path | None:
        """The user cache of this program, made if need be; None where none can be written.

        It may be deleted at any time. `REPORTGEN_CACHE` moves it; an unwritable home is no error.
        """
        path = self._cache_path()
        try:
            path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=path):
                return path
        except OSError:
            return None

    def _cache_path(self) -> Path:
        if own := self.env.get(CACHE_VARIABLE):
            return Path(own)
        home = Path(self.env.get("HOME") or self.env.get("USERPROFILE") or tempfile.gettempdir())
        if sys.platform == "win32":
            return Path(self.env.get("LOCALAPPDATA") or home / "AppData" / "Local") / "reportgen"
        if sys.platform == "darwin":
            return home / "Library" / "Caches" / "reportgen"
        return Path(self.env.get("XDG_CACHE_HOME") or home / ".cache") / "reportgen"


PACKAGE = Path(__file__).resolve().parent
PACKAGED: World = DiskWorld({})
"""For what the package brings along (profiles, rules, faces), whatever the world of a briefing."""


def _listed(path: Path) -> Listed | None:
    try:
        state = path.stat()
    except OSError:
        return None
    plain = stat.S_ISREG(state.st_mode)
    return Listed(path, state.st_size, state.st_mtime_ns) if plain else None


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise unreadable(path, "文件不存在", "检查文件名和所在文件夹") from None
    except IsADirectoryError:
        raise unreadable(path, "这是文件夹，不是文件", "写出文件名") from None
    except PermissionError:
        reason = "这是文件夹，不是文件" if path.is_dir() else "没有读取权限"
        raise unreadable(path, reason, "检查文件的权限") from None
    except (OSError, ValueError) as error:
        raise unreadable(path, f"读取失败：{system_words(error)}", "检查磁盘和路径") from error


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error


def _put_back(files: Mapping[Path, bytes | None]) -> None:
    """The old contents of files, and none where there was none; E0102 where it cannot be."""
    for path, old in files.items():
        with _telling(path):
            if old is None:
                path.unlink()
            else:
                _stage(path, old).replace(path)


def _stage(path: Path, data: bytes) -> Path:
    """`data` in a temporary file beside `path`, safe on the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644 if not path.exists() else path.stat().st_mode & 0o777)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


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


# What systems say, by the name of the error, in our words: their own are English.
_SYSTEM = {
    "ENOSPC": "磁盘已满", "EDQUOT": "分给您的磁盘空间用完了", "EROFS": "文件系统只读",
    "EFBIG": "文件太大", "EIO": "磁盘读写出错", "ENAMETOOLONG": "文件名或路径太长",
    "ELOOP": "链接绕成了一圈", "EINVAL": "路径不合这个系统的规矩",
    "EILSEQ": "文件名里有这个系统不认的字", "EMFILE": "打开的文件太多", "ENFILE": "打开的文件太多",
    "ENOMEM": "内存不够", "EBUSY": "正被别的程序占用", "ETXTBSY": "正被别的程序占用",
    "EAGAIN": "正被别的程序占用", "EDEADLK": "正被别的程序占用", "ENXIO": "设备不在",
    "ENODEV": "设备不在", "ENOTCONN": "网络断开了", "ESTALE": "网络文件夹断开了",
    "ECONNREFUSED": "对方没有开这个端口", "ECONNRESET": "连接断开了",
    "ETIMEDOUT": "网络没有回应", "EHOSTDOWN": "网络没有回应", "EHOSTUNREACH": "网络没有回应",
    "ENETUNREACH": "网络没有回应", "EXDEV": "不在同一个磁盘上", "ENOTEMPTY": "文件夹里还有文件",
    "EACCES": "没有权限", "EPERM": "没有权限", "ENOENT": "文件或文件夹不存在",
    "EISDIR": "这是文件夹", "ENOTDIR": "路径中有一段不是文件夹", "EEXIST": "已经有了",
}


def system_words(error: OSError | ValueError) -> str:
    """Why the system refused, in Chinese; by its number where the table has no words for it."""
    if not isinstance(error, OSError):
        return "路径里有系统不认的字符"
    name = errno.errorcode.get(error.errno or 0, "")
    return _SYSTEM.get(name, f"系统报告的错误 {name or error.errno or type(error).__name__}")


def unreadable(path: Path, reason: str, hint: str) -> ReportError:
    """E0101: a file cannot be read, for a reason that is a clause of Chinese."""
    return failure("E0101", f"读不了“{path}”：{reason}", Span(str(path)), hint)


def unwritable(path: Path, error: OSError) -> ReportError:
    """E0102: a file cannot be written, and what the user can do about it."""
    reason, hint = system_words(error), "检查磁盘空间和路径"
    if isinstance(error, PermissionError):
        reason = "没有写入权限，或文件正被别的程序打开"
        hint = "关闭正在打开它的 Word、阅读器，或用 -o 换一个文件夹"
    elif isinstance(error, IsADirectoryError):
        reason, hint = "已经有一个同名的文件夹", "用 -o 换一个名称"
    elif isinstance(error, NotADirectoryError | FileExistsError):
        reason, hint = "路径中有一段不是文件夹", "用 -o 换一个文件夹"
    elif error.errno == errno.ENOSPC:
        hint = "腾出空间后再生成；原有的文件没有改动"
    elif error.errno == errno.EROFS:
        hint = "用 -o 换一个可写的文件夹"
    return failure("E0102", f"写不了“{path}”：{reason}", Span(str(path)), hint)
