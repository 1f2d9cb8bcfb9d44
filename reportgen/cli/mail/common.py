"""What the commands of mail have in common: which issue, how a letter and a plan are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import click

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, desk, office_option
from reportgen.cli.session import Outcome, Session

if TYPE_CHECKING:
    from reportgen.acts.archive import Desk
    from reportgen.acts.mail import MailPlan
    from reportgen.batching.mailing import BatchMailPlan
    from reportgen.mail.outbox import Letter, Standing

some_argument = click.argument("name", metavar="[期]", default="", required=False)
AnyPlan: TypeAlias = "MailPlan | BatchMailPlan"
_PLANNED: tuple[options.Option, ...] = (
    click.option("--to", metavar="单位", multiple=True,
                 help="报尾没有写、也要发给的单位或邮箱；可以写几次。"),
    click.option("--batch", metavar="文件夹", type=options.PathType(),
                 help="发这里做好的一批，不写期；先归档。"),
    click.option("--plain-names", is_flag=True, help="附件的文件名只用字母和数字。"),
)


class Planned(NamedTuple):
    """A plan that has just been made, for whom, where, and what acts on it.

    `which` is what commands call it: an issue, or --batch and a folder.
    """

    session: Session
    at: Desk
    acts: ModuleType
    plan: AnyPlan
    which: str


def at_of(session: Session, name: str, start: Path, by: str = "") -> Desk:
    """The desk: at the issue's folder where one is named, else where `--office` says."""
    folder = Path(name) if name and session.world.is_dir(Path(name)) else start
    return desk(session, folder, by)


def planning(
    name: str, help_text: str, act: Callable[..., Outcome], *own: options.Option,
) -> click.Command:
    """The command that plans the letters of an issue, or a batch, and does something with it."""
    def command(
        session: Session, *, name: str, to: tuple[str, ...], plain_names: bool, start: Path,
        by: str, batch: Path | None, **told: object,
    ) -> Outcome:
        """Plan, then act."""
        from reportgen.acts import mail

        if bool(name) is (batch is not None):
            raise click.UsageError("写一期，或者写 --batch 一批的文件夹")
        acts: ModuleType = mail
        if batch is not None:
            from reportgen.batching import mailing as acts
        which = name or str(batch)
        at = at_of(session, which, start, by)
        plan = acts.planned(at, which, mail.MailWish(to, plain_names), session.progress)
        return act(Planned(session, at, acts, plan, f"--batch {which}" if batch else name), **told)

    given: tuple[options.Option, ...] = (
        some_argument, *own, *_PLANNED, office_option, by_option)
    return options.built(f"mail {name}", help_text, command, given)


def line(letter: Letter, state: str = "", more: str = "") -> str:
    """A letter in a line."""
    told = (state, letter.role, letter.to, f"<{letter.address}>", letter.carries, more)
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


def plan_data(plan: AnyPlan) -> dict[str, object]:
    """A plan for machines."""
    return {
        **plan.about, "digest": plan.digest,
        "letters": [as_data(letter) for letter in plan.letters],
        "done": [{**as_data(letter), "state": state.value} for letter, state in plan.done],
        "new": plan.new, "days": plan.days,
    }


def counted(states: Iterable[str]) -> str:
    """已发 3、失败 1."""
    return "、".join(f"{name} {count}" for name, count in Counter(states).items()) or "没有信"
