"""`reportgen copies list`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.archive.common import desk, office_option
from reportgen.cli.session import Outcome, Session


@options.command("copies list", "印过哪些份、在谁那里；写出一期，只列这一期。")
@click.argument("number", metavar="[期]", default="", required=False)
@office_option
def command(session: Session, *, number: str, start: Path) -> Outcome:
    """List copies."""
    from reportgen.acts import copies as acts

    found = acts.listed(desk(session, start), number)
    data = {"copies": [{
        "number": str(each.run.number), "revision": each.run.revision, "copy": each.number,
        "state": each.state[2:], "holder": each.holder, "place": each.place, "date": each.date,
    } for each in found]}
    lines = [f"{each.run.number} 第{each.run.revision}版 {each.numbers}  {'，'.join(each.told)}"
             for each in acts.alike(found)]
    return Outcome("\n".join(lines) or "还没有印过。", data)
