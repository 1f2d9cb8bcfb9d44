"""What a check found, written back into the workbook that the facts come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import count, takewhile
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Span, failure
from reportgen.excel.cells import SUFFIXES as BOOKS
from reportgen.excel.cells import BookError, telling
from reportgen.excel.marks import SUFFIXES, carries_marks, marked, unmarked
from reportgen.world import World, name_problem

_OPEN = ("~$", ".~", ".~lock.")      # what Excel, WPS and LibreOffice put beside an open book


def mark(
    found: Sequence[Diagnostic], read: Mapping[Path, bytes], into: Path | None, world: World,
) -> Diagnostic:
    """Write a marked copy of the workbook that was read, or mark it in its place: I0149.

    `found` is in the order of the list; `read` are the files that were read, by their true paths.
    In place, the book as someone saved it last is kept beside it, as `kept_as` says. Raises
    `ReportError`: E0147 (a book that cannot be marked, or is open), E0148 (none or several, or a
    name that does not do).
    """
    book, file = _book(found, read, world)
    if into is not None and (into.suffix.lower() != book.suffix.lower()
                             or world.resolve(into) == book or name_problem(into.name)):
        raise failure("E0148", f"“{into}”不能用来存标记过的工作簿", Span(str(into)),
                      f"写另一个 {book.suffix} 文件；要标在原来的工作簿里，用 --in-place")
    with telling(file):
        data = marked(read[book], found, file)
    _write(book, data, read[book], into, world)
    cells = len({item.span for item in found if item.span.file == file and item.span.cell})
    return Diagnostic("I0149", f"已在“{into or book.name}”里标出 {cells} 格，共 {len(found)} 条，"
                               "都列在工作表“核对结果”里")


def unmark(read: Mapping[Path, bytes], world: World) -> Diagnostic:
    """Take the marks off the workbook that was read: I0149. Raises as `mark` does."""
    book, file = _book((), read, world)
    with telling(file):
        data = unmarked(read[book])
    _write(book, data, read[book], None, world)
    return Diagnostic("I0149", f"已取下“{book.name}”里的标记")


def _book(
    found: Sequence[Diagnostic], read: Mapping[Path, bytes], world: World,
) -> tuple[Path, str]:
    """The workbook to mark, and what it is called in the findings."""
    books = [path for path in read if path.suffix.lower() in BOOKS]
    named = {world.resolve(Path(item.span.file)): item.span.file for item in found
             if item.span.cell}
    if len(books) > 1:
        books = [path for path in books if path in named] or books
    if len(books) != 1:
        names = "、".join(f"“{path.name}”" for path in books)
        raise failure("E0148", f"不知道标哪一个工作簿：{names}" if books else
                      "事实不是从工作簿读来的，没有可以标的", Span(""),
                      "一个工作簿放一个文件夹，分别核对" if books else "去掉 --into 和 --in-place")
    book = books[0]
    file = named.get(book, str(book))
    if book.suffix.lower() not in SUFFIXES:
        raise failure("E0147", f"“{book.name}”写不进标记：只有 .xlsx 和 .xlsm 可以", Span(file),
                      "用 Excel 或 WPS 打开，另存为 .xlsx，换下原来的")
    return book, file


def _write(book: Path, data: bytes, old: bytes, into: Path | None, world: World) -> None:
    if into is not None:
        world.write_all({into: data})
        return
    world.write_all(replacing(book, data, old, world,
                              "保存并关闭，再核对；或用 --into 写一份另外的"))


def replacing(
    path: Path, data: bytes, old: bytes, world: World, hint: str,
) -> Mapping[Path, bytes]:
    """What to write to put a file in the place of an older one, which is kept beside it.

    Nothing where nothing changes. Raises E0147, with the hint, where somebody has it open.
    """
    if any(f"{sign}{path.name}{'#' * (sign == _OPEN[2])}" in world.names_in(path.parent)
           for sign in _OPEN):
        raise failure("E0147", f"“{path.name}”正被打开着", Span(str(path)), hint)
    if data == old:
        return {}
    backup = kept_as(path, old, world)
    return {path: data} if world.is_file(backup) else {backup: old, path: data}


def kept_as(path: Path, old: bytes, world: World) -> Path:
    """Where beside a file its `old` bytes are kept, or are to be: .bak, .2.bak, never over others.

    A workbook that we marked is kept as it was saved before that.
    """
    def name(at: int) -> Path:
        return path.with_name(f"{path.name}.{at}.bak" if at > 1 else f"{path.name}.bak")

    there = list(takewhile(world.is_file, map(name, count(1))))
    with suppress(BookError):       # one that is broken is kept as it is
        if there and path.suffix.lower() in SUFFIXES and carries_marks(old):
            return there[-1]
    return next((each for each in there if _holds(each, old, world)), name(len(there) + 1))


def _holds(path: Path, data: bytes, world: World) -> bool:
    if world.size(path) != len(data):
        return False
    with world.open(path) as file:
        return file.read() == data
