"""What the system refuses, in our words: its own are English, and differ from one to the next."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.diagnostics import ReportError, Span, failure


class UnfitError(OSError):
    """What we refuse ourselves, as the system would: a clause of Chinese says why, and a hint."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.hint = hint


def place_of(path: Path) -> str:
    """A path as it is written: an address has two slashes, of which a `Path` keeps one."""
    return _ADDRESS.sub(r"\g<0>/", str(path))


_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]+:/(?=[^/])")
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
    if isinstance(error, UnfitError):
        return str(error)
    if not isinstance(error, OSError):
        return "路径里有系统不认的字符"
    name = errno.errorcode.get(error.errno or 0, "")
    return _SYSTEM.get(name, f"系统报告的错误 {name or error.errno or type(error).__name__}")


def unreadable(path: Path, reason: str, hint: str) -> ReportError:
    """E0101: a file cannot be read, for a reason that is a clause of Chinese."""
    place = place_of(path)
    return failure("E0101", f"读不了“{place}”：{reason}", Span(place), hint)


def unwritable(path: Path, error: OSError) -> ReportError:
    """E0102: a file cannot be written, and what the user can do about it."""
    reason, hint = system_words(error), "检查磁盘空间和路径"
    if isinstance(error, PermissionError):
        reason = "没有写入权限，或文件正被别的程序打开"
        hint = "关闭正在打开它的 Word、阅读器，或用 -o 换一个文件夹"
    elif isinstance(error, UnfitError):
        hint = error.hint or "用 -o 换一个名称"
    elif isinstance(error, IsADirectoryError):
        reason, hint = "已经有一个同名的文件夹", "用 -o 换一个名称"
    elif isinstance(error, NotADirectoryError | FileExistsError):
        reason, hint = "路径中有一段不是文件夹", "用 -o 换一个文件夹"
    elif error.errno == errno.ENOSPC:
        hint = "腾出空间后再生成；原有的文件没有改动"
    elif error.errno == errno.EROFS:
        hint = "用 -o 换一个可写的文件夹"
    place = place_of(path)
    return failure("E0102", f"写不了“{place}”：{reason}", Span(place), hint)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """E0101 for what the system refuses while a file is read."""
    try:
        yield
    except FileNotFoundError:
        raise unreadable(path, "文件不存在", "检查文件名和所在文件夹") from None
    except IsADirectoryError:
        raise unreadable(path, "这是文件夹，不是文件", "写出文件名") from None
    except PermissionError:
        reason = "这是文件夹，不是文件" if path.is_dir() else "没有读取权限"
        raise unreadable(path, reason, "检查文件的权限") from None
    except UnfitError as error:
        raise unreadable(path, str(error), error.hint or "管道、设备不读；另存为普通文件") from None
    except (OSError, ValueError) as error:
        raise unreadable(path, f"读取失败：{system_words(error)}", "检查磁盘和路径") from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """E0102 for what the system refuses while a file is written."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error
