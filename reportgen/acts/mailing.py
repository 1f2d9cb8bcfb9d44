"""Sending approved letters, settling what is in doubt, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reportgen.acts.archive import Desk, named, newest, require_approval
from reportgen.acts.mail import filed
from reportgen.archive import disk
from reportgen.archive.problems import telling
from reportgen.archive.record import TEXT, Record
from reportgen.archive.store import Archive
from reportgen.diagnostics import NOWHERE, Diagnostic, Sink, failure
from reportgen.mail import copybox
from reportgen.mail.account import account_of, context, secret_of
from reportgen.mail.address import key
from reportgen.mail.bounces import Bounce, bounce_of, may_be_bounce
from reportgen.mail.guards import refuse_secret
from reportgen.mail.model import Reply, State
from reportgen.mail.outbox import TO_SEND, Letter, Outbox, Standing
from reportgen.mail.post import Post
from reportgen.mail.runner import Runner
from reportgen.mail.tables import meaning

if TYPE_CHECKING:
    from reportgen.edition import Progress

_LOCK = "mail.lock"
_BACK = timedelta(days=30)      # how long after a letter its bounce may come
_LEFT = (*TO_SEND, State.SENDING, State.DOUBT)
LetterRow = tuple[Letter, Standing]


@contextmanager
def _alone(at: Desk) -> Iterator[Outbox]:
    """The outbox, for the one that sends. Raises E1322 where another does."""
    with at.archive(write=True) as archive, ExitStack() as stack:
        with telling(at.folder):
            free = stack.enter_context(disk.alone(at.folder / _LOCK))
        if not free:
            raise failure("E1322", "另一个程序正在发信", NOWHERE,
                          "等它做完，再运行一次：reportgen mail status")
        yield Outbox(archive)


def approval(at: Desk, name: str) -> str:
    """The digest of what was approved last of an issue; "" where nothing was."""
    with at.archive() as archive:
        return _approval(Outbox(archive), _names(at, archive, name))


def _approval(box: Outbox, names: frozenset[str]) -> str:
    return next((each.digest for each in reversed(box.approvals) if each.record in names), "")


def send(
    at: Desk, name: str, progress: Progress, approved: str | None = None,
) -> tuple[list[LetterRow], tuple[Diagnostic, ...]]:
    """Send what was approved, of one issue or of all, and settle what is in doubt.

    With `approved`, that of the issue: E1131 where it is not what was approved last.

    What became of each letter (of all issues: of those that were left), and what a person must
    know. Raises `ReportError`: E1321 nothing
    was approved, or another revision is filed since; E1310 secret; E1322, E1323, E1324.
    """
    account = account_of(at.office)
    with _alone(at) as box:
        names = _names(at, box.archive, name)
        mine = [letter for letter in box.letters.values() if not names or letter.record in names]
        if not mine:
            raise failure("E1321", "没有批准过要发的信", NOWHERE,
                          "先看、再批准：reportgen mail plan、reportgen mail approve")
        if approved is not None:
            require_approval(approved, _approval(box, names), "最后批准的那一次")
        before = dict(box.standing)
        left = [letter for letter in mine if before[letter.identity].state in _LEFT]
        if not left:
            return _rows(box, mine if names else []), ()
        for each in {letter.record for letter in left
                     if before[letter.identity].state in TO_SEND}:
            _allow(box.archive, each)
        secret = secret_of(account.server.user, at.world)
        runner = _runner(at, box, secret, progress)
        runner.run(names)
        return _rows(box, mine if names else left), tuple(runner.problems)


def _runner(at: Desk, box: Outbox, secret: str, progress: Progress) -> Runner:
    account, tls = account_of(at.office), context(at.world.env)
    copies = account.copies
    return Runner(
        box, account,
        lambda: Post(account.server, account.sender.address, secret, tls),
        (lambda: copybox.opened(copies, secret_of(copies.user, at.world), tls))
        if copies is not None else None,
        at.disk, at.who, progress, disk.rest)


def _names(at: Desk, archive: Archive, name: str) -> frozenset[str]:
    """The records of an issue, all revisions; none for all issues."""
    if not name:
        return frozenset()
    number = str(filed(at, archive, name).number)
    return frozenset(record.name for _, record in named(archive, number))


def _allow(archive: Archive, name: str) -> None:
    """Refuse what has become secret, destroyed or corrected since it was approved."""
    record: Record = newest(archive, name)
    text = "".join(archive.read(each).decode() for each in record.held(TEXT))
    refuse_secret(record, text)
    latest = newest(archive, str(record.number))
    if latest.name != name:
        raise failure("E1321", f"{name} 批准以后归档了{latest.correction}：{latest.name}", NOWHERE,
                      f"看新的，再批准：reportgen mail plan {latest.name}")


def _rows(box: Outbox, letters: Sequence[Letter]) -> list[LetterRow]:
    return [(letter, box.standing[letter.identity]) for letter in letters
            if letter.identity in box.standing]


def status(at: Desk, name: str) -> list[LetterRow]:
    """Where each letter is, of one issue or of all."""
    with at.archive() as archive:
        box, names = Outbox(archive), _names(at, archive, name)
        return _rows(box, [letter for letter in box.letters.values()
                           if not names or letter.record in names])


def resolve(
    at: Desk, address: str, taken: bool | None, progress: Progress,
) -> tuple[list[LetterRow], tuple[Diagnostic, ...]]:
    """Settle what is in doubt: by what a person found out of one mailbox, else by the copies.

    Raises E1330 for a mailbox of which nothing is in doubt.
    """
    with _alone(at) as box:
        doubts = [letter for letter in box.letters.values()
                  if box.standing[letter.identity].state in (State.DOUBT, State.SENDING)
                  and (not address or key(letter.address) == key(address))]
        if not doubts and address:
            raise failure("E1330", f"“{address}”没有存疑的信", NOWHERE,
                          "看状态：reportgen mail status")
        if taken is None:
            if not doubts:
                return [], ()
            secret = secret_of(account_of(at.office).server.user, at.world)
            runner = _runner(at, box, secret, progress)
            runner.settle_only()
            return _rows(box, doubts), tuple(runner.problems)
        for letter in doubts:
            if box.standing[letter.identity].state is State.SENDING:
                box.change(letter.identity, State.DOUBT, at.who, Reply(0, "发到一半中断了"))
            box.change(letter.identity, State.SENT if taken else State.QUEUED, at.who,
                       Reply(0, f"{at.who}登记：{'收到' if taken else '没收到'}"))
        return _rows(box, doubts), ()


def bounces(at: Desk, progress: Progress) -> tuple[list[tuple[Letter, Bounce]], Sink]:
    """Read what came back into the copy mailbox, and enter which letters bounced.

    In the sink: what each bounce means (E1332), and those that nobody can match (W1331). Raises
    E1307 where the office has no copy mailbox; E1323, E1324, E1329.
    """
    copies, sink = account_of(at.office).copies, Sink()
    if copies is None:
        raise failure("E1307", "没有写“副本信箱”，读不了退信", at.office.span,
                      "在 office.yaml 的“邮件”里写 副本信箱: imaps://…")
    found: list[tuple[Letter, Bounce]] = []
    with _alone(at) as box:
        progress("读退信")
        secret = secret_of(copies.user, at.world)
        with copybox.opened(copies, secret, context(at.world.env)) as inbox:
            for data in inbox.messages(_since(box, at.disk.now()), may_be_bounce):
                bounce = bounce_of(data)
                if bounce is not None and not bounce.delayed:
                    _enter(box, bounce, at.who, found, sink)
    return found, sink


def _since(box: Outbox, now: datetime) -> datetime:
    times = [datetime.fromisoformat(each.at) for each in box.standing.values()
             if each.state in (State.SENT, State.BOUNCED)]
    return max(min(times, default=now), now - _BACK)


def _enter(
    box: Outbox, bounce: Bounce, who: str, found: list[tuple[Letter, Bounce]], sink: Sink,
) -> None:
    identity = next((each for each in bounce.identities if each in box.letters), "")
    if not identity:
        sink.warning("W1331", f"退信对不上哪一封：{bounce.address or '（没写收件人）'}"
                     f"，{bounce.reply}", NOWHERE, "在副本信箱里看原信，核对是不是本单位发的")
        return
    letter = box.letters[identity]
    if box.standing[identity].state is State.SENT:
        tries = box.standing[identity].tries
        box.change(identity, State.BOUNCED, who, bounce.reply, tries)
    if box.standing[identity].state is State.BOUNCED:
        row = meaning(bounce.reply)
        found.append((letter, bounce))
        sink.error("E1332", f"{letter.unit} {letter.address}：退信，{row.says}（{bounce.reply}）",
                   NOWHERE, row.mend)
