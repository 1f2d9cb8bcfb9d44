"""`reportgen mail send`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, office_option
from reportgen.cli.mail.common import as_data, at_of, counted, some_argument
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import ReportError

HELP = """发批准过的；不写期，就发全部批准了还没有发的。

中断了再运行，接着发；发过的不会再发。收不收到不知道的，查副本信箱才定。
密码不写在命令里：写在只有自己能读的文件里，见 reportgen docs 邮件。
"""


@options.command("mail send", HELP)
@some_argument
@office_option
@by_option
def command(session: Session, *, name: str, start: Path, by: str) -> Outcome:
    """Send what was approved."""
    from reportgen.acts import mailing

    at = at_of(session, name, start, by)
    rows, found = mailing.send(at, name, session.progress)
    data = {"letters": [as_data(*row) for row in rows]}
    text = counted(standing.state.value for _, standing in rows)
    failed = any(each.is_error for each in found)
    return Outcome("" if session.quiet else text, data, found,
                   ReportError(found).family if failed else None)
