"""`reportgen desk`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session

HELP = """办公页：一个月的事在浏览器里做完，和各个命令做的一样。

放进台账，看发现的问题和各页，生成、印、归档、发邮件，验一张扫描的纸，做下一期。
写单位文件夹，或里面的一期；不写，就从当前文件夹往上找，再就是上一次打开的。只在本机上看；关掉终端，或半小时没有动静，就停。

要先装：pip install 'reportgen[desk]'
"""


@options.command("desk", HELP)
@click.argument("folder", metavar="[文件夹]", type=options.PathType(), required=False)
@options.port_option
@options.no_browser_option
def command(session: Session, folder: Path | None, *, port: int, no_browser: bool) -> Outcome:
    """Serve until it is ended."""
    from reportgen.page.starting import desk

    session.untouched = "做完的都在"
    ended = desk(folder, session.world, session.served, port=port, open_browser=not no_browser)
    return session.done("办公页已经关了" if ended else "", {})
