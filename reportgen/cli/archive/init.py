"""`reportgen archive init`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, desk, office_option
from reportgen.cli.session import Outcome, Session

HELP = """建档案文件夹，地方照 office.yaml 的“档案”。一个单位只建一次。

丢了的档案不要重建：接上原来的盘，或用 reportgen archive restore 从副本恢复。
"""


@options.command("archive init", HELP)
@office_option
@by_option
def command(session: Session, start: Path, by: str) -> Outcome:
    """Found an archive."""
    from reportgen.acts import archive

    at = desk(session, start, by)
    entry = archive.begin(at)
    told = f"已建档案 {at.folder}：全宗 {at.office.fonds} {at.office.fonds_name}"
    return session.done(told, {"archive": str(at.folder), "head": entry.hash})
