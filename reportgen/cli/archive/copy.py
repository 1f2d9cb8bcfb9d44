"""`reportgen archive copy`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, desk, office_option
from reportgen.cli.session import Outcome, Session

HELP = """做一份副本，或把旧的副本补齐；放在另一块盘上。中断了再运行，接着做。

每个文件核对摘要才算数。核对副本：reportgen archive verify --at 文件夹。
"""


@options.command("archive copy", HELP)
@click.argument("target", metavar="文件夹", type=options.PathType())
@office_option
@by_option
def command(session: Session, target: Path, start: Path, by: str) -> Outcome:
    """Bring a copy up to date."""
    from reportgen.acts import archive

    session.progress("复制")
    done = archive.copy(desk(session, start, by), target)
    unnoted = "" if done.noted else "\n档案只读，没有记这一笔"
    return session.done(
        f"副本 {target}：{done.objects} 个文件，这次新添 {done.brought} 个\n"
        f"末条摘要 {done.head}{unnoted}",
        {"target": str(target), "objects": done.objects, "brought": done.brought,
         "head": done.head})
