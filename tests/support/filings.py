"""Issues as they are filed, without a briefing, and an archive to file them in; offices."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from reportgen.acts.archive import Desk, begin, desk
from reportgen.acts.archive import add as filed
from reportgen.acts.filing import FilingWish, planned
from reportgen.archive.disk import Disk
from reportgen.archive.record import DATA, NARRATIVE, PDF, TEXT, WORD, Class, Number
from reportgen.archive.store import Content, Filed, Filing, create
from reportgen.diagnostics import Diagnostic
from reportgen.edition import Progress, silent
from reportgen.world import DiskWorld

CHINA = timezone(timedelta(hours=8))
TOLD = {"全宗号": "J012", "单位": "示例镇人民政府办公室"}


class StillDisk(Disk):
    """A disk whose clock stands where a test puts it."""

    def __init__(self, year: int = 2024) -> None:
        self.time = datetime(year, 6, 7, 9, tzinfo=CHINA)

    def now(self) -> datetime:
        return self.time


def filing(serial: int, text: str = "", *, year: int = 2024, **changes: object) -> Filing:
    """An issue whose content is told by its number and a text."""
    what = f"第{serial}期{text}"
    given: dict[str, object] = {
        "number": Number("示例镇工作简报", year, serial), "kind": Class("J012", year, "D10", "BGS"),
        "title": f"示例镇{year}年第{serial}期", "issuer": "示例镇人民政府办公室",
        "date": f"{year}-06-07", "secrecy": "", "pages": 2, "genre": "简报",
        "contents": (
            Content(PDF, "期.pdf", f"%PDF- {what}".encode()),
            Content(WORD, "期.docx", b"PK\x03\x04"),
            Content(NARRATIVE, "期/briefing.md", what.encode()),
            Content(DATA, "期/facts.yaml", "标题: 示例".encode()),
            Content(TEXT, "期.txt", f"示例镇油菜收割{what}，增长12.6%。".encode()),
        ),
    }
    return Filing(**{**given, **changes})  # type: ignore[arg-type]


def founded(folder: Path, disk: Disk | None = None) -> Path:
    """A new archive."""
    create(folder, TOLD, "甲某", disk or StillDisk())
    return folder


def add(
    at: Desk, folders: Sequence[Path], wish: FilingWish, progress: Progress = silent,
) -> tuple[list[Filed], tuple[Diagnostic, ...]]:
    """Issues filed unasked, and what was found on the way."""
    plan = planned(at, folders, wish, progress)
    return filed(at, plan), plan.found


def office_filed(root: Path, folder: Path, *issues: str) -> Path:
    """The sample office in a new folder, with an archive of these issues of it."""
    shutil.copytree(root / "data" / "office", folder)
    at = desk(folder, DiskWorld(), StillDisk(), "甲某")
    begin(at)
    add(at, [folder / name for name in issues], FilingWish(out=folder / "out"))
    return folder
