"""`reportgen mail resolve`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, office_option
from reportgen.cli.mail.common import as_data, at_of, counted, status_line
from reportgen.cli.session import Outcome, Session

HELP = """存疑的信：发到末尾断了线，不知道服务器收没收到。

不写别的，查副本信箱：有副本，就是发出去了；没有副本而对照信到了，就是没有发出去，会再发。
没有副本信箱的，打电话问对方，再登记：reportgen mail resolve 邮箱 --as 收到。
"""


@options.command("mail resolve", HELP)
@click.argument("address", metavar="[邮箱]", default="", required=False)
@click.option("--as", "known", type=click.Choice(("收到", "没收到")), metavar="收到|没收到",
              help="问来的结果；没收到的会再发。")
@office_option
@by_option
def command(session: Session, *, address: str, known: str | None, start: Path, by: str) -> Outcome:
    """Settle letters in doubt."""
    from reportgen.acts import mailing

    if known and not address:
        raise click.UsageError("--as 前面要写是哪个邮箱的")
    at = at_of(session, "", start, by)
    taken = known == "收到" if known else None
    rows, found = mailing.resolve(at, address, taken, session.progress)
    lines = [status_line(*row) for row in rows] or ["没有存疑的信。"]
    if rows:
        lines.append(counted(standing.state.value for _, standing in rows))
    return Outcome("\n".join(lines), {"letters": [as_data(*row) for row in rows]}, found)
