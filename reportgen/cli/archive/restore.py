"""`reportgen archive restore`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, desk, office_option
from reportgen.cli.session import Outcome, Session

HELP = """从副本恢复：少了、坏了的文件取回来；整个档案丢了、目录库坏了，也恢复。

坏了的目录库留作 catalogue.sqlite.old；做副本以后归档的，要重新归档。
"""


@options.command("archive restore", HELP)
@click.argument("source", metavar="副本", type=options.PathType())
@office_option
@by_option
def command(session: Session, source: Path, start: Path, by: str) -> Outcome:
    """Come back from a copy."""
    from reportgen.acts import archive

    session.progress("恢复")
    done = archive.restore(desk(session, start, by), source)
    until = f"\n目录库用了副本的，到 {done.until} 为止；以后归档的、登记的，要重新做" \
        if done.until else ""
    return session.done(f"已从 {source} 取回 {done.brought} 个文件，共 {done.objects} 个{until}",
                        {"objects": done.objects, "brought": done.brought, "head": done.head})
