"""`reportgen mail bounces`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, office_option
from reportgen.cli.mail.common import as_data, at_of
from reportgen.cli.session import Outcome, Session


@options.command("mail bounces", "读副本信箱里的退信，登记是哪一封、为什么；对不上的列出来给人看。")
@office_option
@by_option
def command(session: Session, *, start: Path, by: str) -> Outcome:
    """Enter what came back."""
    from reportgen.acts import mailing

    rows, sink = mailing.bounces(at_of(session, "", start, by), session.progress)
    data = {"letters": [{**as_data(letter), "reply": str(bounce.reply)}
                        for letter, bounce in rows]}
    text = f"退信 {len(rows)} 封" if rows else "没有退信。"
    return Outcome("" if session.quiet else text, data, tuple(sink))
