"""`reportgen archive export`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import WHICH, by_option, desk, office_option, record_argument
from reportgen.cli.session import Outcome, Session

HELP = """导出一件：一个 BagIt 包，里面有文件、说明、目录、元数据和摘要。

摘要有 SHA-256；SM3 要这台电脑的 OpenSSL 支持，不支持就写“未计算”。

写完当场核对；核对不符就不留下。
"""


@options.command("archive export", HELP, epilog=WHICH)
@record_argument
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(), default=Path("out"),
              help="放到哪个文件夹；默认 out/。")
@office_option
@by_option
def command(session: Session, name: str, output: Path, start: Path, by: str) -> Outcome:
    """Write the bag of a record."""
    from reportgen.acts.exporting import NOT_COMPUTED, export

    made = export(desk(session, start, by), name, output)
    sm3 = "SM3 有" if made.sm3 else f"SM3 {NOT_COMPUTED}"
    return session.done(f"已导出 {made.folder}（{made.files} 个文件，{sm3}）",
                        {"files": [str(made.folder)], "sm3": made.sm3})
