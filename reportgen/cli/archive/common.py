"""What the commands of the archive have in common: where it is, who acts, how a record is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import PathType

if TYPE_CHECKING:
    from reportgen.acts.archive import Desk
    from reportgen.archive.record import Record
    from reportgen.cli.session import Session

by_option = click.option("--by", metavar="姓名", default="", help="谁在操作；默认用登录名。")
office_option = click.option(
    "--office", "start", metavar="文件夹", type=PathType(), default=Path(),
    help="单位文件夹；默认从当前文件夹往上找。",
)
record_argument = click.argument("name", metavar="件")
WHICH = "件：写档号，或年份和期号，如 2024-5、示例镇工作简报2024-5。"


def desk(session: Session, start: Path, by: str = "") -> Desk:
    """Where the command works."""
    from reportgen.acts.archive import desk as found

    return found(start, session.world, by=by)


def as_data(record: Record) -> dict[str, object]:
    """A record for machines."""
    return {
        "name": record.name, "number": str(record.number), "revision": record.revision,
        "title": record.title, "issuer": record.issuer, "date": record.date,
        "secrecy": record.secrecy, "pages": record.pages, "genre": record.genre,
        "retention": record.kind.retention, "correction": record.correction,
        "reason": record.reason, "waived": list(record.waivers),
        "scans": [{
            "copy": each.copy, "revision": each.revision, "pages": each.pages, "dpi": each.dpi,
            "by_hand": list(each.by_hand), "marks": list(each.marks), "box": each.box,
            "shelf": each.shelf, "reason": each.reason} for each in record.scans],
        "files": [{"role": each.role, "name": each.name, "sha256": each.digest,
                   "bytes": each.size} for each in record.holdings],
    }
