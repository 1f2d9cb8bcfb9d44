"""`reportgen mail preview`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, office_option
from reportgen.cli.mail.common import (
    at_of,
    issue_argument,
    plain_option,
    plan_data,
    plan_of,
    to_option,
)
from reportgen.cli.session import Outcome, Session

HELP = "看样：每封信写成 .eml，另写一页 预览.html；什么也不发，什么也不打开。"


@options.command("mail preview", HELP)
@issue_argument
@to_option
@plain_option
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(),
              default=Path("out", "邮件"), help="写到哪里；默认 out/邮件。")
@office_option
@by_option
def command(
    session: Session, *, name: str, to: tuple[str, ...], plain_names: bool, output: Path,
    start: Path, by: str,
) -> Outcome:
    """Write what would be sent."""
    from reportgen.acts import mail

    at = at_of(session, name, start, by)
    plan = plan_of(session, at, name, to, plain_names)
    files = mail.preview(at, plan, output)
    data = {**plan_data(plan), "files": [str(path) for path in files]}
    return Outcome("" if session.quiet else f"写了 {len(files) - 1} 封，看 {files[-1]}", data,
                   plan.found)
