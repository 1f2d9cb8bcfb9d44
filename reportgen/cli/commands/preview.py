"""`reportgen preview`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session

HELP = """边写边看：在浏览器里显示各页和发现的问题，文件一保存就跟着变。

点页上的数，看它是哪个事实、写在哪一行哪一格、印在哪几处；点一段话，看它在文稿的哪一行。
只在本机上看，别的机器打不开；关掉终端，或半小时没有动静，就停。

要先装：pip install 'reportgen[desk]'
"""


@options.command("preview", HELP, epilog=options.WHERE)
@options.folder_argument
@options.port_option
@options.no_browser_option
def command(
    session: Session, folder: Path | None, *, port: int, no_browser: bool,
) -> Outcome:
    """Serve until it is ended."""
    session.untouched = "做完的都在"
    from reportgen.page.starting import preview

    ended = preview(chosen(folder, session.world), session.world, session.served, port=port,
                    open_browser=not no_browser)
    return session.done("预览已经结束" if ended else "", {})
