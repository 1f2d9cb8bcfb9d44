"""`reportgen archive stamp`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.archive.lines import line
from reportgen.cli import options
from reportgen.cli.archive.common import WHICH, desk, office_option, record_argument
from reportgen.cli.session import Outcome, Session
from reportgen.office.model import EMPTY, FILLED

HELP = """盖归档章：把归了档的 PDF 复制一份，在首页上端盖章。档案里的那一份不动。

章放在首页上端居中，有字就让开；没有地方就不盖，说明原因。默认照 office.yaml 的“归档章”；
写的是“另页”，盖在另加的一页上。
"""


@options.command("archive stamp", HELP, epilog=WHICH)
@record_argument
@click.option("--stamp", "how", metavar=f"{FILLED}|{EMPTY}", type=click.Choice((FILLED, EMPTY)),
              help="格里填好，还是空着手填。")
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(), default=Path("out"),
              help="放到哪个文件夹；默认 out/。")
@office_option
def command(
    session: Session, *, name: str, how: str | None, output: Path, start: Path,
) -> Outcome:
    """Stamp a copy of a record's PDF."""
    from reportgen.acts.stamping import stamp

    record, path = stamp(desk(session, start), name, how or "", output)
    return session.done(f"已写 {path}：{line(record)}", {"files": [str(path)]})
