"""`reportgen archive add`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import as_data, by_option, desk, line
from reportgen.cli.session import Outcome, Session

HELP = """归档：把一期或几期连同稿子、数据、版式、照片收进档案，编档号。

几期是一组：全部收进，或一件也不收。同样的再收一次，只说已经有了；期号相同而内容不同的不收，
要更正、增刊就写 --correction 和 --reason，另立一件，原来的不动。

out/ 里有这一期的 PDF、Word，就要和现在生成的一样；不一样的不收。用 reportgen sign 签过名的
（期.签名.pdf）收作正本。
"""


@options.command("archive add", HELP, strict=True)
@click.argument("folders", metavar="文件夹…", nargs=-1, required=True, type=options.PathType())
@click.option("--category", metavar="类别", default="",
              help="按保管期限表的哪一类；默认按报头、文种。")
@click.option("--signed", metavar="日期", type=options.Day(),
              help="签发日期，如 2024-06-07；要和印的成文日期一样。")
@click.option("--correction", type=click.Choice(("更正", "增刊")), metavar="更正|增刊",
              help="另立一件，原来的不动。")
@click.option("--reason", metavar="理由", default="", help="为什么更正、增刊。")
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(), default=Path("out"),
              help="印发的文件在哪里；默认 out/。")
@by_option
def command(
    session: Session, *, folders: tuple[Path, ...], category: str, signed: date | None,
    correction: str | None, reason: str, output: Path, by: str,
) -> Outcome:
    """File issues as one group."""
    from reportgen.acts import archive
    from reportgen.acts.filing import FilingWish

    wish = FilingWish(category, signed, correction or "", reason, output)
    filed, found = archive.add(desk(session, folders[0], by), folders, wish, session.progress)
    lines = [f"{'已归档' if each.new else '早已归档'} {line(each.record)}" for each in filed]
    data = {"records": [{**as_data(each.record), "new": each.new} for each in filed]}
    return session.done("\n".join(lines), data, found)
