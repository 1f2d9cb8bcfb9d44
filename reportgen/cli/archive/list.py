"""`reportgen archive list`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.archive.lines import line
from reportgen.cli import options
from reportgen.cli.archive.common import as_data, desk, office_option
from reportgen.cli.session import Outcome, Session

HELP = """列出档案里的件，按年份和期号排。

用 -o 写成归档文件目录（九栏），.xlsx、.csv 或 .pdf。用 --due 只列到那一年该鉴定的。
"""


@options.command("archive list", HELP)
@click.option("--year", metavar="年", type=click.IntRange(1900, 2999), default=None,
              help="只列这一年的。")
@click.option("--due", metavar="年", type=click.IntRange(1900, 2999), default=None,
              help="保管期限从次年起算，到这一年满了的。")
@click.option("-o", "--output", metavar="文件", type=options.PathType(),
              help="写成归档文件目录：.xlsx、.csv 或 .pdf。")
@office_option
def command(
    session: Session, year: int | None, due: int | None, output: Path | None, start: Path,
) -> Outcome:
    """List records."""
    from reportgen.acts import archive as acts
    from reportgen.archive.listing import gaps

    at = desk(session, start)
    with at.archive() as archive:
        found = acts.listed(archive, year or 0, due or 0)
    missing = [] if due else gaps(found)
    data: dict[str, object] = {"records": [as_data(record) for record in found], "gaps": missing}
    told = f"共 {len(found)} 件" + (f"；漏号：{'、'.join(missing)}" if missing else "")
    if output is not None:
        from reportgen.acts.papers import catalogue_file

        catalogue_file(at, found, output)
        return session.done(f"已写 {output}，{told}", data | {"files": [str(output)]})
    return Outcome("\n".join([*map(line, found), told]), data)
