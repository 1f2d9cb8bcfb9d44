"""The letters of a batch: a plan for each unit, one approval for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.acts import mail
from reportgen.acts.archive import SHOWN, Desk, require_approval
from reportgen.acts.mail import MailWish
from reportgen.archive.objects import digest_of
from reportgen.archive.record import Record, canonical
from reportgen.batching import run
from reportgen.batching.archiving import records_of, unfinished
from reportgen.batching.results import Found, apart, together
from reportgen.diagnostics import NOWHERE, Diagnostic, ReportError, failure
from reportgen.edition import Progress, silent
from reportgen.frozen import frozen
from reportgen.mail import guards
from reportgen.mail.account import Account
from reportgen.mail.address import key
from reportgen.mail.model import State
from reportgen.mail.outbox import Letter


@frozen
class BatchMailPlan:
    """Who gets what of which unit: plans without the bodies of their letters."""

    plans: Mapping[str, mail.MailPlan]      # by unit
    wish: MailWish
    account: Account
    new: int                            # mailboxes that were never written to
    of_units: tuple[Found, ...]
    of_all: tuple[Diagnostic, ...]

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """What is to be told."""
        return (*together(self.of_units), *self.of_all)

    @property
    def letters(self) -> tuple[Letter, ...]:
        """All that are to go out."""
        return tuple(letter for plan in self.plans.values() for letter in plan.letters)

    @property
    def done(self) -> tuple[tuple[Letter, State], ...]:
        """All that have gone out, or are on their way."""
        return tuple(each for plan in self.plans.values() for each in plan.done)

    @property
    def digest(self) -> str:
        """What is approved: every plan."""
        return digest_of(canonical([plan.digest for plan in self.plans.values()]).encode())

    @property
    def code(self) -> str:
        """As much of the digest as is typed."""
        return self.digest[:SHOWN]

    @property
    def days(self) -> int:
        """Over how many days the provider lets it go out."""
        return mail.days(self.account, len(self.letters), self.new)

    @property
    def about(self) -> dict[str, object]:
        """What it is a plan of, for machines."""
        return {"units": {unit: plan.record.name for unit, plan in self.plans.items()},
                "found": apart(self.of_units)}


def planned(at: Desk, out: str, wish: MailWish, progress: Progress) -> BatchMailPlan:
    """Who gets what of a batch. What is wrong with a unit is found, and stops no other.

    Raises what concerns all: E1441 no batch, E1301 to E1303 the book, E1307, E1333.
    """
    batch, plans = run.planned_again(Path(out), at.world), dict[str, mail.MailPlan]()
    found: list[Found] = [*unfinished(batch)]
    with mail.ground(at) as on:
        filed = records_of(on.archive, batch.kept)
        kept = {each.unit for each in batch.kept}
        for unit in (each.name for each in batch.units if each.name in kept):
            try:
                plan = mail.plan_of(at, on, _record(filed, unit, out), wish, progress)
            except ReportError as error:
                found += ((unit, each) for each in error.diagnostics)
            else:
                plans[unit] = replace(plan, bodies={}, pages={})
                found += ((unit, each) for each in plan.found if each.code != guards.FIRST)
        letters = (letter for plan in plans.values() for letter in plan.letters)
        new = {mailbox: letter.address for letter in letters
               if (mailbox := key(letter.address)) not in on.box.known()}
        first = guards.of_new(new.values(), on.account.sender.address)
        return BatchMailPlan(plans, wish, on.account, len(new), tuple(found),
                             tuple(first))


def _record(filed: Mapping[str, Record], unit: str, out: str) -> Record:
    if unit not in filed:
        raise failure("E1106", "还没有归档，发不了", NOWHERE,
                      f"先归档：reportgen archive add --batch {out}")
    return filed[unit]


def approved(
    at: Desk, plan: BatchMailPlan, digest: str, allowed: Mapping[str, str],
) -> tuple[Letter, ...]:
    """Enter that the plan of a batch was approved; its letters as they will go out.

    Raises as `mail.approved`. Cut off half-way, what is left is planned and approved again.
    """
    if not plan.letters:
        raise failure("E1319", "这一批都发过了", NOWHERE, "看状态：reportgen mail status")
    require_approval(digest, plan.digest, "这一次发信")
    guards.insist(plan.found, allowed)
    letters: list[Letter] = []
    with mail.ground(at, write=True) as on:
        for each in plan.plans.values():
            if each.letters:        # made again, one at a time: all bodies at once are too large
                whole = mail.plan_of(at, on, each.record, plan.wish, silent)
                require_approval(each.digest, whole.digest, "这一次发信")
                letters += mail.enter(at, on.box, whole, allowed)
    return tuple(letters)


def preview(at: Desk, plan: BatchMailPlan, out: Path) -> list[Path]:
    """Write the letters of each unit into a folder of its own, as `mail.preview`."""
    with mail.ground(at) as on:
        wholes = ((unit, mail.plan_of(at, on, each.record, plan.wish, silent))
                  for unit, each in plan.plans.items())
        return [path for unit, whole in wholes for path in mail.preview(at, whole, out / unit)]
