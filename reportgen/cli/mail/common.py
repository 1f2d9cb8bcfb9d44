"""What the commands of mail have in common: which issue, how a letter and a plan are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.archive.common import desk
from reportgen.cli.session import Session

if TYPE_CHECKING:
    from reportgen.acts.archive import Desk
    from reportgen.acts.mail import Plan
    from reportgen.mail.outbox import Letter, Standing

issue_argument = click.argument("name", metavar="期")
some_argument = click.argument("name", metavar="[期]", default="", required=False)
to_option = click.option("--to", metavar="单位", multiple=True,
                         help="报尾没有写、也要发给的单位或邮箱；可以写几次。")
plain_option = click.option("--plain-names", is_flag=True, help="附件的文件名只用字母和数字。")


def at_of(session: Session, name: str, start: Path, by: str = "") -> Desk:
    """The desk: at the issue's folder where one is named, else where `--office` says."""
    folder = Path(name) if name and session.world.is_dir(Path(name)) else start
    return desk(session, folder, by)


def plan_of(session: Session, at: Desk, name: str, to: tuple[str, ...], plain: bool) -> Plan:
    """The plan of an issue."""
    from reportgen.acts import mail

    return mail.planned(at, name, mail.Wish(to, plain), session.progress)


def line(letter: Letter, state: str = "", more: str = "") -> str:
    """A letter in a line."""
    formats = "、".join({"正本": "PDF", "定稿": "Word", "版式文件": "OFD"}[each]
                       for each in letter.formats)
    who = f"{letter.unit} {letter.name}".strip()
    told = (state, letter.role, who, f"<{letter.address}>", formats, more)
    return "  ".join(each for each in told if each)


def status_line(letter: Letter, standing: Standing) -> str:
    """A letter and where it is."""
    more = f"{standing.at[:16]} {standing.reply}".strip()
    return line(letter, standing.state.value, more)


def as_data(letter: Letter, standing: Standing | None = None) -> dict[str, object]:
    """A letter for machines."""
    told: dict[str, object] = {
        "message_id": letter.identity, "record": letter.record, "unit": letter.unit,
        "name": letter.name, "address": letter.address, "role": letter.role,
        "formats": list(letter.formats), "bytes": letter.size,
    }
    if standing is not None:
        told |= {"state": standing.state.value, "at": standing.at, "reply": str(standing.reply),
                 "tries": standing.tries, "again": standing.again}
    return told


def plan_data(plan: Plan) -> dict[str, object]:
    """A plan for machines."""
    return {
        "record": plan.record.name, "number": str(plan.record.number), "digest": plan.digest,
        "letters": [as_data(letter) for letter in plan.letters],
        "done": [{**as_data(letter), "state": state.value} for letter, state in plan.done],
        "new": plan.new, "days": plan.days,
    }


def counted(states: Iterable[str]) -> str:
    """已发 3、失败 1."""
    return "、".join(f"{name} {count}" for name, count in Counter(states).items()) or "没有信"
