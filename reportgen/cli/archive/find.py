"""`reportgen archive find`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.archive.lines import line, papers
from reportgen.cli import options
from reportgen.cli.archive.common import as_data, desk, office_option
from reportgen.cli.session import Outcome, Session

HELP = """按词找：在题名、编号和全文里找，一个字、两个字也行。几个词都要有。

先列新归档的；最多列 50 件。
"""


@options.command("archive find", HELP)
@click.argument("words", metavar="词…", nargs=-1, required=True)
@office_option
def command(session: Session, words: tuple[str, ...], start: Path) -> Outcome:
    """Find records by their text."""
    from reportgen.acts import archive as acts

    with desk(session, start).archive() as archive:
        found, count = acts.find(archive, " ".join(words))
    lines = [text for record in found for text in (line(record), *papers(record))]
    told = f"共 {count} 件" + (f"，列出最新的 {len(found)} 件" if count > len(found) else "")
    return Outcome("\n".join([*lines, told]),
                   {"records": [as_data(record) for record in found], "count": count})
