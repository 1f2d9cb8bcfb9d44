"""What goes wrong with an archive as a whole, in the user's words."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.diagnostics import ReportError, Span, failure
from reportgen.refusals import system_words

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_LOCKLESS = (sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_UNLOCK, sqlite3.SQLITE_IOERR_RDLOCK,
             sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK)
# What the database says, in our words: its own are English.
_BROKEN = {sqlite3.SQLITE_ERROR: "里面缺了表", sqlite3.SQLITE_CORRUPT: "内容损坏",
           sqlite3.SQLITE_NOTADB: "不是目录库", 0: "里面有不是文字的内容"}
_REFUSED = {sqlite3.SQLITE_FULL: "磁盘已满", sqlite3.SQLITE_IOERR: "磁盘读写出错",
            sqlite3.SQLITE_READONLY: "只读", sqlite3.SQLITE_CANTOPEN: "打不开目录库",
            sqlite3.SQLITE_PERM: "没有权限", sqlite3.SQLITE_NOMEM: "内存不够",
            sqlite3.SQLITE_TOOBIG: "内容太大"}
# What a reader of an entry meets where its text is not what we write.
ILLEGIBLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_UNSPOILED = "已归档的没有改动"


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn what the disk or the database refuses into what a user can mend."""
    try:
        yield
    except (sqlite3.Error, UnicodeError) as error:     # text in a file may be no text any more
        raise _of_database(folder, error) from error
    except OSError as error:
        raise _of_disk(folder, error) from error


@contextmanager
def legible(folder: Path) -> Iterator[None]:
    """Tell E1101 where the text of an entry is not what we write."""
    try:
        yield
    except ILLEGIBLE as error:
        raise failure("E1101", f"档案“{folder}”里有一条读不出来", Span(str(folder)),
                      "查一遍：reportgen archive verify") from error


def _of_database(folder: Path, error: sqlite3.Error | UnicodeError) -> ReportError:
    told = getattr(error, "sqlite_errorcode", 0)
    if told in _LOCKLESS:
        return lockless(folder)
    code = told & 0xFF
    if code in _BUSY:
        return failure("E1104", f"档案“{folder}”正在被另一个程序写", Span(str(folder)),
                       "等它做完，再运行一次", _UNSPOILED)
    if code in _BROKEN:
        return failure("E1101", f"档案“{folder}”的目录库坏了：{_BROKEN[code]}", Span(str(folder)),
                       "从副本恢复：reportgen archive restore 副本")
    return _refused(folder, _REFUSED.get(code, f"目录库报告的错误 {code}"),
                    code == sqlite3.SQLITE_FULL)


def lockless(folder: Path) -> ReportError:
    """E1140: two could write at once, and neither would know."""
    return failure("E1140", f"“{folder}”所在的盘不能上锁，两个人会同时写", Span(str(folder)),
                   "档案改放本机的盘，或 SMB、NFSv4 的共享盘")


def _of_disk(folder: Path, error: OSError) -> ReportError:
    if isinstance(error, FileNotFoundError) and error.filename == os.fspath(folder):
        return failure("E1105", f"写不了档案“{folder}”：上级文件夹不在", Span(str(folder)),
                       "接上那块盘，或先建好上级文件夹")
    if isinstance(error, FileNotFoundError):
        return failure("E1101", f"档案“{folder}”里少了文件：{error.filename}", Span(str(folder)),
                       "查一遍：reportgen archive verify")
    return _refused(folder, system_words(error), error.errno == errno.ENOSPC)


def _refused(folder: Path, why: str, full: bool) -> ReportError:
    hint = "腾出磁盘空间，再运行一次" if full else "检查磁盘、网络和权限，再运行一次"
    return failure("E1105", f"写不了档案“{folder}”：{why}",
                   Span(str(folder)), hint, _UNSPOILED)
