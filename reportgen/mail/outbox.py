"""The outbox: letters and their states, entries of the archive's catalogue.

    approved ─▶ 待发 ─▶ 正在发 ─▶ 已发 ─▶ 退信        an entry before, an entry after each hand-over
                  ▲        ├──▶ 缓发 ─▶ 正在发
                  │        ├──▶ 失败
                  └─ 存疑 ◀─┘                    what died in between, settled by the copy mailbox

Each change is allowed only from the states of `_FROM`, and is compared with the catalogue within
its own transaction: a second runner, wherever it is, finds the letter no longer where it was. What
an approval says of letters (heads, bodies) lies beside the records as objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from reportgen.archive.objects import digest_of
from reportgen.archive.problems import telling
from reportgen.archive.record import MAILED, Entry, Holding, canonical
from reportgen.archive.store import Archive, stamp
from reportgen.diagnostics import NOWHERE, failure
from reportgen.frozen import frozen
from reportgen.mail.address import key
from reportgen.mail.model import NOTHING, Reply, State, formats_called

CHANGED, PAUSED = "邮件", "邮件停发"
LIST, BODY = "发信清单", "信"       # roles of what an approval holds

_FROM: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset((State.DOUBT,)),
    State.SENDING: frozenset((State.QUEUED, State.DEFERRED)),
    State.SENT: frozenset((State.SENDING, State.DOUBT)),
    State.DEFERRED: frozenset((State.QUEUED, State.DEFERRED, State.SENDING)),
    State.FAILED: frozenset((State.QUEUED, State.DEFERRED, State.SENDING, State.DOUBT)),
    State.DOUBT: frozenset((State.SENDING,)),
    State.BOUNCED: frozenset((State.SENT,)),
}
_ANEW = frozenset((State.QUEUED, State.DEFERRED, State.FAILED))    # what a new approval replaces
TO_SEND = frozenset((State.QUEUED, State.DEFERRED))


@frozen
class Letter:
    """A letter as approved: its Message-ID, for whom, its head, the digest of its body."""

    identity: str
    record: str         # 档号
    unit: str
    name: str
    address: str
    role: str
    formats: tuple[str, ...]
    head: str
    body: str
    size: int           # bytes, all told

    @property
    def to(self) -> str:
        """For whom it is, as a list names them."""
        return f"{self.unit} {self.name}".strip()

    @property
    def carries(self) -> str:
        """PDF、Word."""
        return formats_called(self.formats)

    def told(self) -> list[object]:
        """As the list of an approval keeps it."""
        return [self.identity, self.unit, self.name, self.address, self.role,
                list(self.formats), self.head, self.body, self.size]


class Standing(NamedTuple):
    """Where a letter is: since when, after what reply, how often tried, when to try again."""

    state: State
    at: str
    reply: Reply = NOTHING
    tries: int = 0
    again: str = ""


class Approval(NamedTuple):
    """What was approved: on which record, by whom, its plan's digest, what was let pass and why."""

    record: str
    at: str
    who: str
    digest: str
    allowed: Mapping[str, str]
    letters: tuple[str, ...]


class Outbox:
    """The letters of an archive. `standing` is kept up with the catalogue at each change."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.letters: dict[str, Letter] = {}
        self.standing: dict[str, Standing] = {}
        self.approvals: list[Approval] = []
        self.paused = ("", "")      # when it was said, until when
        self._held: dict[str, Holding] = {}
        self._seen = 0
        self.follow()

    def follow(self) -> None:
        """Read what has been entered since."""
        entries = self.archive.catalogue.entries(
            "seq > ? AND kind IN (?, ?, ?)", (self._seen, MAILED, CHANGED, PAUSED))
        for entry in entries:
            self._seen = entry.seq
            told = json.loads(entry.body)
            if entry.kind == PAUSED:
                self.paused = entry.at, str(told["到"])
            elif entry.kind == MAILED:
                self._approve(entry, told)
            elif (identity := str(told["信"])) in self.letters:
                self.standing[identity] = Standing(
                    State(told["态"]), entry.at, Reply(*told["复"]), told["次"], told["再试"])

    def _approve(self, entry: Entry, told: Mapping[str, object]) -> None:
        held = [Holding(*each) for each in told["文件表"]]      # type: ignore[attr-defined]
        self._held.update((each.digest, each) for each in held)
        (listed,) = [each for each in held if each.role == LIST]
        if self.archive.objects.check(listed.digest, listed.size) and \
                not self.archive.catalogue.records("name = ?", (told["件"],)):
            return      # destroyed with its record
        rows = json.loads(self.archive.read(listed))
        made = [Letter(identity, str(told["件"]), unit, name, address, role, tuple(formats), *rest)
                for identity, unit, name, address, role, formats, *rest in rows]
        here = {letter.identity for letter in made}
        for old in self.of(str(told["件"])):        # approved before, and not any more
            if old.identity not in here and self.standing[old.identity].state in _ANEW:
                del self.letters[old.identity], self.standing[old.identity]
        for letter in made:
            known = self.standing.get(letter.identity)
            if known is None or known.state in _ANEW:
                self.letters[letter.identity] = letter
                self.standing[letter.identity] = Standing(State.QUEUED, entry.at)
        allowed = {str(code): str(why) for code, why in dict(told["放行"]).items()}  # type: ignore[call-overload]
        self.approvals.append(Approval(
            str(told["件"]), entry.at, entry.who, str(told["摘要"]), allowed,
            tuple(letter.identity for letter in made)))

    def approve(  # noqa: PLR0917 - who approved what
        self, record: str, digest: str, letters: Sequence[Letter], bodies: Mapping[str, bytes],
        who: str, allowed: Mapping[str, str],
    ) -> None:
        """Enter an approval: all of its letters are on the disk when this returns, or none."""
        listed = canonical([letter.told() for letter in letters]).encode()
        held = [Holding(LIST, "发信清单.json", digest_of(listed), len(listed)),
                *(Holding(BODY, f"{each[:12]}.eml", each, len(data))
                  for each, data in bodies.items())]
        archive = self.archive
        with archive.catalogue.writing(), telling(archive.folder):
            archive.objects.place({held[0].digest: listed, **bodies})
            archive.catalogue.append(stamp(archive.disk), who, MAILED, canonical({
                "件": record, "摘要": digest, "放行": dict(allowed), "文件表": held}))
        self.follow()

    def change(  # noqa: PLR0917 - what became of which letter, after what, how often tried
        self, identity: str, state: State, who: str, reply: Reply = NOTHING, tries: int = 0,
        again: str = "",
    ) -> None:
        """Enter a letter's new state. Raises E1322 where it is no longer where we left it."""
        archive = self.archive
        with archive.catalogue.writing():
            before = self.standing[identity]
            self.follow()
            if self.standing[identity] != before or before.state not in _FROM[state]:
                who = self.letters[identity].address
                raise failure("E1322", f"“{who}”的这一封，另一个程序正在发", NOWHERE,
                              "等它做完，再运行一次：reportgen mail status")
            archive.catalogue.append(stamp(archive.disk), who, CHANGED, canonical({
                "信": identity, "态": state.value, "复": reply, "次": tries, "再试": again}))
        self.follow()

    def pause(self, until: datetime, who: str) -> None:
        """Enter that nothing is to be sent before then."""
        self.archive.note(PAUSED, who, {"到": until.isoformat()})
        self.follow()

    def waiting(self, now: datetime) -> datetime | None:
        """Until when the account rests; None when it does not, or the clock has gone back."""
        since, until = self.paused
        if since and datetime.fromisoformat(since) <= now < datetime.fromisoformat(until):
            return datetime.fromisoformat(until)
        return None

    def of(self, record: str) -> list[Letter]:
        """The letters on a record."""
        return [letter for letter in self.letters.values() if letter.record == record]

    def due(self, now: datetime, records: frozenset[str]) -> Iterator[Letter]:
        """What is to be sent now, in the order of the approvals; all that is, if none is named.

        Each is looked at when its turn comes: it may have been withdrawn since.
        """
        for identity in list(self.letters):
            letter = self.letters.get(identity)
            if letter is None:
                continue
            standing = self.standing[identity]
            later = standing.again and datetime.fromisoformat(standing.at) <= now \
                < datetime.fromisoformat(standing.again)
            if standing.state in TO_SEND and not later \
                    and (not records or letter.record in records):
                yield letter

    def known(self) -> frozenset[str]:
        """The mailboxes that a letter went to, as `address.key` tells them."""
        return frozenset(key(self.letters[identity].address)
                         for identity, standing in self.standing.items()
                         if standing.state in (State.SENT, State.BOUNCED, State.DOUBT))

    def sent_between(self, since: datetime, now: datetime) -> list[Letter]:
        """What went out since then. What is dated later than now, a clock gone wrong dated."""
        return [self.letters[identity] for identity, standing in self.standing.items()
                if standing.state in (State.SENT, State.BOUNCED)
                and since < datetime.fromisoformat(standing.at) <= now]

    def new_today(self, now: datetime) -> int:
        """How many mailboxes were written to for the first time within a day."""
        late = {key(letter.address) for letter in self.sent_between(day_before(now), now)}
        long_ago = datetime.min.replace(tzinfo=now.tzinfo)
        return len(late - {key(letter.address)
                           for letter in self.sent_between(long_ago, day_before(now))})

    def read(self, letter: Letter) -> bytes:
        """The letter whole, as it goes out."""
        return letter.head.encode() + self.archive.read(self._held[letter.body])


def day_before(now: datetime) -> datetime:
    """A day ago."""
    return now - timedelta(days=1)
