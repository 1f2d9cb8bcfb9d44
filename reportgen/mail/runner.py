"""Sending what was approved, one letter after the other; whatever happens, the outbox knows.

Never twice: a letter is entered as 正在发 before its first byte, so that after a death it is in
doubt and not sent again; what is in doubt goes back to 待发 only on evidence (`settle`). Never
lost: it leaves the outbox only by an entry that says where it went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reportgen.archive.disk import Disk
from reportgen.diagnostics import NOWHERE, ReportError, Sink
from reportgen.mail.account import Account
from reportgen.mail.address import key
from reportgen.mail.copybox import CopyBox
from reportgen.mail.letter import control
from reportgen.mail.model import NOTHING, Reply, State
from reportgen.mail.outbox import Letter, Outbox, day_before
from reportgen.mail.post import COPY, SENDER, Gone, Post, Refused, Unknown
from reportgen.mail.tables import Action, Meaning, meaning

_LOGINS = 3             # a run, after a connection was lost or refused
_TRIES = 8
_TOO_LARGE = 552
_FIRST, _LONGEST = 5, 240       # minutes to the second try, doubled each time; at most
_REST = 20              # minutes that an account rests when a server says slow down
_POLLS, _BETWEEN = 15, 2.0      # looking for the control letter; seconds between


@dataclass(slots=True)
class Runner:
    """One run. `connect` and `box` open what they say; `problems` is what a person must know."""

    outbox: Outbox
    account: Account
    connect: Callable[[], Post]
    box: Callable[[], AbstractContextManager[CopyBox]] | None
    disk: Disk
    who: str
    progress: Callable[[str], None]
    rest: Callable[[float], None]
    problems: Sink = field(default_factory=Sink)
    _post: Post | None = None
    _logins: int = 0
    _over_this: int = 0
    _ended: bool = False

    def run(self, records: frozenset[str]) -> None:
        """Send what is due of these records, or all that is; then settle what is in doubt."""
        self._recover()
        until = self.outbox.waiting(self.disk.now())
        if until is not None:
            self._stop("W1326", f"服务器要我们歇一歇，{until:%H:%M} 以后再发", "到时候再运行一次")
            return
        try:
            self.settle()
            for letter in self._allowed(records):
                self.progress(f"发给 {letter.unit}")
                self._send(letter)
                if self._ended:
                    break
                self.rest(self.account.server.provider.gap)
            if not self._ended:
                self.settle()
        finally:
            self._close()

    def settle_only(self) -> None:
        """Settle what is in doubt, and send nothing."""
        self._recover()
        try:
            self.settle()
        finally:
            self._close()

    def _recover(self) -> None:
        """What was going out when a run died is in doubt: nobody else runs now."""
        for identity, standing in list(self.outbox.standing.items()):
            if standing.state is State.SENDING:
                self._enter(identity, State.DOUBT, Reply(0, "发到一半中断了"))

    def _enter(
        self, identity: str, state: State, reply: Reply = NOTHING, tried: int = 0, again: str = "",
    ) -> None:
        """The new state of a letter, that was tried so many times more."""
        tries = self.outbox.standing[identity].tries + tried
        self.outbox.change(identity, state, self.who, reply, tries, again)

    def _allowed(self, records: frozenset[str]) -> Iterator[Letter]:
        """What is due, as far as the provider's limits of this hour and this day go."""
        box, now, row = self.outbox, self.disk.now(), self.account.server.provider
        hour = row.hour - len(box.sent_between(now - timedelta(hours=1), now))
        left = min(hour, row.day - len(box.sent_between(day_before(now), now)))
        new, known, held = row.new - box.new_today(now), box.known(), 0
        for letter in box.due(now, records):
            fresh = key(letter.address) not in known
            if left <= 0 or (fresh and new <= 0):
                held += 1
                continue
            left, new = left - 1, new - fresh
            yield letter
        if held and not self._ended:
            when = "过一小时" if hour < row.day and hour <= 0 else "明天"
            self._stop("W1326", f"到了{row.name}邮件服务的上限，还有 {held} 封没有发",
                       f"{when}再运行一次 reportgen mail send")

    def _send(self, letter: Letter) -> None:
        """Hand one letter over, and once more when the connection proves to be gone."""
        for _ in range(2):
            try:
                post = self._connected()
            except Refused as refusal:
                self._refused_login(refusal.reply)
                return
            if post is None:
                return
            try:
                self._hand_over(post, letter)
                return
            except Gone:
                self._not_taken(letter, Reply(0, "连接断了"), counted=False)
                self._close()
        self._stop("E1324", f"服务器 {self.account.server} 总是断线",
                   "检查网络，过一会儿再运行一次")

    def _hand_over(self, post: Post, letter: Letter) -> None:
        identity = letter.identity
        try:
            reply = post.hand_over(letter.address, self.outbox.read(letter), identity, self._copy(),
                                   lambda: self._enter(identity, State.SENDING))
        except Refused as refusal:
            self._refused(letter, refusal)
        except Unknown as error:
            self._enter(identity, State.DOUBT, Reply(0, f"发到末尾断了：{error}"))
            self._close()
        else:
            self._enter(identity, State.SENT, reply, 1)
            self._over_this += 1

    def _copy(self) -> str:
        copies = self.account.copies
        if copies is None:
            return ""
        return copies.user if "@" in copies.user else self.account.sender.address

    def _refused(self, letter: Letter, refusal: Refused) -> None:
        """Do what the reply asks for. It never stops the others, unless it is about all of them."""
        reply = refusal.reply
        row = meaning(reply, self.account.server.provider.name)
        if refusal.stage == COPY:
            self._stop("E1329", f"服务器不收给副本信箱的：{reply}", "核对 office.yaml 的“副本信箱”")
        match row.action:
            case _ if refusal.stage == COPY:
                self._not_taken(letter, reply, counted=False)
            case Action.PAUSE:
                self._not_taken(letter, reply, counted=False)
                self.outbox.pause(self.disk.now() + timedelta(minutes=_REST), self.who)
                self._stop("W1326", f"服务器要我们慢一点：{row.says}（{reply}）", row.mend)
            case _ if row.action is Action.STOP or _of_all(refusal):
                self._not_taken(letter, reply, counted=False)
                self._stop("E1325", f"服务器不让发：{row.says}（{reply}）", row.mend)
            case Action.RETRY:
                self._not_taken(letter, reply, counted=True)
            case Action.CONTENT | Action.ADDRESS | Action.STOP:
                self._fail(letter, reply, row)
        if reply.code == 421:
            self._close()

    def _not_taken(self, letter: Letter, reply: Reply, *, counted: bool) -> None:
        """The server has it not: later again. One that was not begun and not counted just waits."""
        standing = self.outbox.standing[letter.identity]
        tries = standing.tries + counted
        if tries >= _TRIES:
            self._fail(letter, reply, meaning(reply))
        elif counted or standing.state is State.SENDING:
            wait = min(_FIRST * 2 ** max(0, tries - 1), _LONGEST)
            again = self.disk.now() + timedelta(minutes=wait)
            self._enter(letter.identity, State.DEFERRED, reply, int(counted),
                        again.isoformat() if counted else "")

    def _fail(self, letter: Letter, reply: Reply, row: Meaning) -> None:
        self._enter(letter.identity, State.FAILED, reply, 1)
        self.problems.error("E1327", f"{letter.unit} {letter.address}：{row.says}（{reply}）",
                            NOWHERE, row.mend)

    def _connected(self) -> Post | None:
        """The connection, a new one when this has carried enough; None when the run is over."""
        if self._post is not None and self._over_this >= self.account.server.provider.connection:
            self._close()
            self._logins -= 1       # one that was planned
        if self._post is None:
            if self._logins >= _LOGINS:
                self._stop("E1324", f"服务器 {self.account.server} 断线 {_LOGINS} 次，不再连接",
                           "检查网络，过一会儿再运行一次")
                return None
            self._logins += 1
            self.progress(f"登录 {self.account.server}")
            try:
                self._post, self._over_this = self.connect(), 0
            except ReportError as error:
                self.problems.extend(error.diagnostics)
                self._ended = True
        return self._post

    def _refused_login(self, reply: Reply) -> None:
        row = meaning(reply, self.account.server.provider.name)
        if row.action is Action.PAUSE:
            self.outbox.pause(self.disk.now() + timedelta(minutes=_REST), self.who)
        code = "W1326" if row.action in (Action.PAUSE, Action.RETRY) else "E1325"
        self._stop(code, f"登录不了 {self.account.server}：{row.says}（{reply}）", row.mend,
                   self.account.server.provider.login)

    def _stop(self, code: str, message: str, *hints: str) -> None:
        self.problems.add(code, message, NOWHERE, *hints)
        self._ended = True

    def _close(self) -> None:
        if self._post is not None:
            self._post.close()
            self._post = None

    def settle(self) -> None:
        """Settle what is in doubt by the copy mailbox, else name it for a person.

        A copy there: it was taken. None there, and a control letter that was sent after it has
        come: it was not, since the server takes a letter and its copy together or not at all.
        """
        doubts = {identity for identity, standing in self.outbox.standing.items()
                  if standing.state is State.DOUBT}
        if doubts and self.box is not None:
            try:
                self._settle(set(doubts))
            except ReportError as error:
                self.problems.extend(error.diagnostics)
        hint = "打电话问对方，再登记：reportgen mail resolve {} --as 收到|没收到" \
            if self.box is None else "过几分钟查副本信箱：reportgen mail resolve"
        for identity in doubts:
            if self.outbox.standing[identity].state is State.DOUBT:
                letter = self.outbox.letters[identity]
                self.problems.warning(
                    "W1328", f"{letter.unit} {letter.address}：不知道服务器收没收到", NOWHERE,
                    hint.format(letter.address))

    def _settle(self, doubts: set[str]) -> None:
        assert self.box is not None  # noqa: S101 - the caller's
        times = {each: datetime.fromisoformat(self.outbox.standing[each].at) for each in doubts}
        since = min(day_before(self.disk.now()), *times.values())
        wait = timedelta(seconds=self.account.server.provider.doubt)
        with self.box() as box:
            self._taken(doubts, box.identities(since))
            doubts &= {each for each, at in times.items() if self.disk.now() - at >= wait}
            if not (doubts and self._control_came(box, doubts, since)):
                return
        for identity in doubts:
            self._enter(identity, State.QUEUED, Reply(0, "副本信箱里没有，对照信到了"))

    def _control_came(self, box: CopyBox, doubts: set[str], since: datetime) -> bool:
        """Send a control letter and wait for it; copies that come meanwhile are taken note of."""
        control_letter = self._probe()
        for _ in range(_POLLS if control_letter else 0):
            there = box.identities(since)
            self._taken(doubts, there)
            if control_letter in there:
                return True
            self.rest(_BETWEEN)
        return False

    def _taken(self, doubts: set[str], there: frozenset[str]) -> None:
        for identity in [each for each in doubts if each in there]:
            self._enter(identity, State.SENT, Reply(0, "副本信箱里有"), 1)
            doubts.discard(identity)

    def _probe(self) -> str:
        """Send a control letter to the copy mailbox alone; its Message-ID, "" when it fails."""
        try:
            post = self._connected()
            if post is None:
                return ""
            identity, data = control(self.account.sender, self._copy(), self.disk.now())
            post.hand_over(self._copy(), data, identity, "", lambda: None)
        except Refused as refusal:
            self._refused_login(refusal.reply)
        except (Gone, Unknown):
            self._close()
        else:
            return identity
        return ""


def _of_all(refusal: Refused) -> bool:
    """Whether it is the sender that a server refuses for good: so it would every other letter."""
    return refusal.stage == SENDER and refusal.reply.code >= 500 \
        and refusal.reply.code != _TOO_LARGE
