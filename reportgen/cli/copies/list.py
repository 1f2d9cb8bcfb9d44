"""`reportgen copies list`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.archive.common import desk, office_option
from reportgen.cli.session import Outcome, Session

if TYPE_CHECKING:
    from reportgen.acts.register import Copy


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
    return Outcome("\n".join(_lines(found)) or "还没有印过。", data)


def _lines(copies: list[Copy]) -> list[str]:
    """Neighbouring copies of which the same is known, in one line."""
    lines = []
    for (run, *about), group in groupby(copies, lambda each: (
            each.run, each.state, each.holder, each.place, each.date)):
        numbers = [each.number for each in group]
        span = f"第{numbers[0]}份" if len(numbers) == 1 else f"第{numbers[0]}—{numbers[-1]}份"
        state, holder, place, date = about
        told = "，".join(filter(None, (state[2:] or "已印", holder, place, date)))
        lines.append(f"{run.number} 第{run.revision}版 {span}  {told}")
    return lines
