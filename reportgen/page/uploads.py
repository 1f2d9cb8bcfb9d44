"""Files sent from the page in one request: a line that says which, then their bytes.

    [["台账.xlsx", 20480], ["照片/街景.jpg", 81920]]⏎  20,480 bytes  81,920 bytes

What the line says is judged before a byte of a file is taken, and nothing is written to the disk:
which names may be, and where they go, is for the act that is given them.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect, Request

from reportgen.diagnostics import NOWHERE, ReportError, failure

LARGEST = 100 << 20     # bytes of a request: a folder with its photographs
MOST = 2_000            # files of a request
_LINE = 1 << 20         # bytes of the first line: as many long names
Sizes = dict[str, int]


async def received(request: Request) -> dict[str, bytes]:
    """The files of a request by name, each as long as it was told to be.

    Raises E0915 for what is not of this form or breaks off, E0916 for too many or too much.
    """
    pieces = request.stream()
    try:
        line, rest = await _first_line(pieces)
        sizes = _sizes(line)
        told = request.headers.get("content-length")
        if told is not None and int(told) != len(line) + 1 + sum(sizes.values()):
            raise _broken("长短和说的不一样")
        return await _filled(sizes, rest, pieces)
    except ClientDisconnect:
        raise _broken("传到一半断了") from None


def too_much() -> ReportError:
    """E0916."""
    return failure("E0916", f"送来的太多：一次最多 {MOST} 个文件，共 {LARGEST >> 20} MB", NOWHERE,
                   "分几次送；照片先用看图软件缩小")


def _broken(why: str) -> ReportError:
    return failure("E0915", f"送来的文件不完整：{why}，一个也没有收", NOWHERE, "刷新本页，再送一次")


async def _first_line(pieces: AsyncIterator[bytes]) -> tuple[bytes, bytes]:
    """The line without its end, and what has come after it."""
    start = bytearray()
    async for piece in pieces:
        start += piece
        if (end := start.find(b"\n", 0, _LINE)) >= 0:
            return bytes(start[:end]), bytes(start[end + 1:])
        if len(start) >= _LINE:
            break
    raise _broken("没有说是哪些文件")


def _sizes(line: bytes) -> Sizes:
    """How long each file is, by name, in their order."""
    try:
        rows = json.loads(line.decode())
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise _broken("没有说是哪些文件")
    sizes: Sizes = dict(rows)
    if len(sizes) != len(rows):
        raise _broken("有两个同名")
    if len(sizes) > MOST or sum(sizes.values()) > LARGEST:
        raise too_much()
    return sizes


def _is_row(row: object) -> bool:
    """Whether it is a name that can be written, and a length."""
    match row:
        case [str(name), int(size)] if not isinstance(size, bool) and size >= 0:
            return bool(name) and not any("\ud800" <= ch <= "\udfff" for ch in name)
        case _:
            return False


async def _filled(
    sizes: Sizes, start: bytes, pieces: AsyncIterator[bytes],
) -> dict[str, bytes]:
    """The files; what came with the first line is `start`."""
    left, data = sum(sizes.values()) - len(start), [start]
    async for piece in pieces:
        left -= len(piece)
        if left < 0:
            break
        data.append(piece)
    if left:
        raise _broken("长短和说的不一样")
    whole, files, at = memoryview(b"".join(data)), dict[str, bytes](), 0
    del data
    for name, size in sizes.items():
        files[name], at = bytes(whole[at:at + size]), at + size
    return files
