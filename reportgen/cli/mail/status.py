"""`reportgen mail status`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.archive.common import office_option
from reportgen.cli.mail.common import as_data, at_of, counted, some_argument, status_line
from reportgen.cli.session import Outcome, Session


@options.command("mail status", "每封信到了哪一步；写出一期，只列这一期。")
@some_argument
@office_option
def command(session: Session, *, name: str, start: Path) -> Outcome:
    """Tell where each letter is."""
    from reportgen.acts import mailing

    at = at_of(session, name, start)
    rows = mailing.status(at, name)
    lines = [status_line(*row) for row in rows]
    lines.append(counted(standing.state.value for _, standing in rows))
    return Outcome("\n".join(lines), {"letters": [as_data(*row) for row in rows]})
