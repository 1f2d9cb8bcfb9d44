"""The one door to the world: clock, files, environment.

Everything that could make two builds differ, or that a test wants to replace, comes in by `World`.
Writers never see it. Writing is atomic: a temporary file in the same folder, flushed to disk, then
renamed over the old one, so that a failed build leaves the previous output whole.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Family, ReportError, Severity, Span

CACHE_VARIABLE = "REPORTGEN_CACHE"


@dataclass(frozen=True, slots=True)
class World:
    """Environment and file access. `env` is a copy; tests hand in their own."""

    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def read(self, path: Path) -> bytes:
        """The bytes of a file; E0101 when it cannot be read."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise _unreadable(path, "文件不存在", "检查文件名和所在文件夹") from None
        except IsADirectoryError:
            raise _unreadable(path, "这是文件夹，不是文件", "写出文件名") from None
        except PermissionError:
            reason = "这是文件夹，不是文件" if path.is_dir() else "没有读取权限"
            raise _unreadable(path, reason, "检查文件的权限") from None
        except OSError as error:
            raise _unreadable(path, f"读取失败：{error.strerror}", "检查磁盘和路径") from error

    def write(self, path: Path, data: bytes) -> None:
        """Write `data` to `path`, wholly or not at all; E0102 says why not."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data)
        except OSError as error:
            raise _unwritable(path, error) from error

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


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644 if not path.exists() else path.stat().st_mode & 0o777)
        temporary.replace(path)
    except BaseException:  # Ctrl-C too: no half-written file stays behind
        temporary.unlink(missing_ok=True)
        raise


def _unreadable(path: Path, reason: str, hint: str) -> ReportError:
    return _failure("E0101", f"读不了“{path}”：{reason}", path, hint, Family.INPUT)


def _unwritable(path: Path, error: OSError) -> ReportError:
    reason, hint = error.strerror or str(error), "检查磁盘空间和路径"
    if isinstance(error, PermissionError):
        reason = "没有写入权限，或文件正被别的程序打开"
        hint = "关闭正在打开它的 Word、阅读器，或用 -o 换一个文件夹"
    elif isinstance(error, NotADirectoryError | FileExistsError):
        reason, hint = "路径中有一段不是文件夹", "用 -o 换一个文件夹"
    elif error.errno == errno.ENOSPC:
        reason, hint = "磁盘已满", "腾出空间后再生成；原有的文件没有改动"
    elif error.errno == errno.EROFS:
        reason, hint = "文件系统只读", "用 -o 换一个可写的文件夹"
    return _failure("E0102", f"写不了“{path}”：{reason}", path, hint, Family.RENDER)


def _failure(code: str, message: str, path: Path, hint: str, family: Family) -> ReportError:
    found = Diagnostic(code, Severity.ERROR, message, Span(str(path)), (hint,))
    return ReportError(found, family)
