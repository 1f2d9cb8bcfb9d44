"""How large what is read may be: one table, told before a file is taken in (docs/limits.md).

A file larger than its limit is no file of an office's daily work, but a slip (another file of the
same name, a tool gone wild) or an attack; reading it would only end without memory or patience.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from reportgen.diagnostics import Span, failure
from reportgen.frozen import frozen

MB = 1_000_000
_PIECE = 1 << 20
PART = 64 * 1024 * 1024            # bytes of one part of a zip; 10,000 paragraphs take about 8 MiB
PARTS = 5_000                      # of a zip
RATIO = 500                        # bytes of a part that a byte of the zip may stand for
RATIO_FLOOR = 4 * 1024 * 1024      # below this size no ratio is a bomb
WORKBOOK = 400 * MB                # of a workbook, unpacked: far more than any table of facts
FOLDER = 500                       # files of a folder that becomes an issue
PIXELS = 100 * MB                  # of a photograph
CODES = 1 << 17                    # that a face of a PDF gives characters to: two bytes, twice over
SCAN_PAGES, SCAN_PIXELS = 400, 120 * MB      # of a scan; A3 at 600 dpi is 70 million


@frozen
class Limit:
    """A kind of file: its Chinese name, the ends of its names, the bytes it may have, what helps.

    The last kind is that of all other files.
    """

    name: str
    ends: tuple[str, ...]
    most: int
    hint: str


PICTURE = Limit("照片", (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"), 50 * MB,
                "用看图软件缩小后另存；印一页宽，2000 像素就够了")
LIMITS: tuple[Limit, ...] = (
    Limit("文稿", (".md", ".markdown", ".txt"), 2 * MB, "分成几期，或几个文稿"),
    Limit("事实表、版式一类的 YAML", (".yaml", ".yml"), 8 * MB, "数据多的改用 CSV 或工作簿"),
    Limit("CSV", (".csv", ".tsv"), 32 * MB, "只留要用的行和列"),
    Limit("工作簿", (".xlsx", ".xlsm", ".xls", ".ods", ".et"), 64 * MB,
          "只留要用的表，删去图片和整列的格式，另存一份"),
    Limit("Word、OFD 文件", (".docx", ".docm", ".wps", ".ofd"), 200 * MB,
          "压缩里面的图片，或请来文的人另存一份"),
    Limit("PDF", (".pdf",), 500 * MB, "拆成几个文件"),
    Limit("字体", (".ttf", ".otf", ".ttc", ".otc"), 500 * MB, "换一个字体文件"),
    PICTURE,
    Limit("文件", (), 2_000 * MB, "这不是办公用的文件，检查是不是取错了"),
)


def limit_of(path: Path) -> Limit:
    """The limit of a file, by the end of its name."""
    end = path.suffix.lower()
    return next(each for each in LIMITS if end in each.ends or not each.ends)


def read(file: BinaryIO, path: Path) -> bytes:
    """What is left of a file. E0125 when it is larger than its kind may be: no more is read."""
    limit = limit_of(path)
    left, parts = limit.most, list[bytes]()
    while part := file.read(_PIECE):      # all at once would ask for as much memory beforehand
        left -= len(part)
        if left < 0:
            raise failure("E0125", f"“{path}”太大，{limit.name}最多 {limit.most // MB} MB，没有读",
                          Span(str(path)), limit.hint)
        parts.append(part)
    return b"".join(parts)
