"""What the commands of mail have in common: which issue, how a letter and a plan are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, desk, office_option
from reportgen.cli.session import Outcome, Session

if TYPE_CHECKING:
    from reportgen.acts.archive import Desk
    from reportgen.acts.mail import MailPlan
    from reportgen.mail.outbox import Letter, Standing

some_argument = click.argument("name", metavar="[期]", default="", required=False)
Option = Callable[[Callable[..., Outcome]], Callable[..., Outcome]]
_PLANNED: tuple[Option, ...] = (
    click.option("--to", metavar="单位", multiple=True,
                 help="报尾没有写、也要发给的单位或邮箱；可以写几次。"),
    click.option("--plain-names", is_flag=True, help="附件的文件名只用字母和数字。"),
)


def at_of(session: Session, name: str, start: Path, by: str = "") -> Desk:
    """The desk: at the issue's folder where one is named, else where `--office` says."""
    folder = Path(name) if name and session.world.is_dir(Path(name)) else start
    return desk(session, folder, by)


def planning(
    name: str, help_text: str, act: Callable[..., Outcome], *own: Option,
) -> click.Command:
    """The command that plans an issue's letters and does something with the plan."""
    def command(
        session: Session, *, name: str, to: tuple[str, ...], plain_names: bool, start: Path,
        by: str, **told: object,
    ) -> Outcome:
        """Plan, then act."""
        from reportgen.acts import mail

        at = at_of(session, name, start, by)
        plan = mail.planned(at, name, mail.MailWish(to, plain_names), session.progress)
        return act(session, at, plan, name, **told)

    wrapped: Callable[..., Outcome] = command
    given: list[Option] = [by_option, office_option, *reversed(_PLANNED), *reversed(own),
                           click.argument("name", metavar="期")]
    for option in given:
        wrapped = option(wrapped)
    made: click.Command = options.command(f"mail {name}", help_text)(wrapped)
    return made


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


def plan_data(plan: MailPlan) -> dict[str, object]:
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
