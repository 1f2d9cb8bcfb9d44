"""A server of faults: what breaks before a letter went out, in it, and behind it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.mailing import SECRET, USER, Post, servers, spelled

from reportgen.acts import mail, mailing
from reportgen.diagnostics import ReportError
from reportgen.edition import silent
from reportgen.mail.account import Server, context
from reportgen.mail.model import State
from reportgen.mail.post import Gone, Refused, Unknown
from reportgen.mail.post import Post as Sender
from reportgen.mail.runner import Runner
from reportgen.mail.tables import Action, meanings, providers

TO = "jia@example.invalid"


def opened(post: Post, **told: object) -> Sender:
    server = Server("127.0.0.1", int(told.get("port", post.smtp)),
                    bool(told.get("wrapped", True)), str(told.get("user", USER)))
    tls = context({"SSL_CERT_FILE": post.authority} if told.get("trusted", True) else {})
    return Sender(server, USER, str(told.get("secret", SECRET)), tls, timeout=3)


def hand_over(sender: Sender, data: bytes = b"Subject: x\r\n\r\n.x\r\n", to: str = TO) -> list[str]:
    began: list[str] = []
    try:
        sender.hand_over(to, data, "<a@b>", "", lambda: began.append("began"))
    except (Refused, Unknown, Gone) as error:
        began.append(type(error).__name__)
    sender.close()
    return began


def code(found: Callable[[], object]) -> str:
    with pytest.raises((ReportError, Refused)) as caught:
        found()
    error = caught.value
    return error.diagnostics[0].code + error.diagnostics[0].message \
        if isinstance(error, ReportError) else str(error.reply)


@contextmanager
def scripted(*says: bytes) -> Iterator[int]:
    """A server that says one thing after another to whatever it hears, then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        def talk() -> None:
            peer, _ = server.accept()
            with peer:
                for at, say in enumerate(says):
                    if at:
                        peer.recv(4096)
                    peer.sendall(say)
        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield server.getsockname()[1]


def test_taken_as_it_is(post: Post) -> None:
    assert hand_over(opened(post)) == ["began"]
    assert post.taken[0][1].endswith(b"\r\n\r\n.x\r\n"), "a line that begins with a dot stays"


def test_starttls(tmp_path: Path) -> None:
    with servers(tmp_path, starttls=True) as post:
        assert hand_over(opened(post, wrapped=False)) == ["began"]
        assert "E1324" in code(lambda: opened(post, wrapped=False, trusted=False))


def test_a_stripped_starttls_is_refused_before_a_password_is_said(post: Post) -> None:
    with scripted(b"220 x\r\n", b"250-x\r\n250 AUTH PLAIN LOGIN\r\n", b"250 x\r\n") as port:
        assert "E1324" in code(lambda: opened(post, port=port, wrapped=False))


def test_certificates_are_verified(post: Post, tmp_path: Path) -> None:
    assert "证书" in code(lambda: opened(post, trusted=False))
    folder = tmp_path / "other"
    folder.mkdir()
    with servers(folder, host="mail.example.invalid") as other:
        assert "别的服务器" in code(lambda: opened(other))
    assert not post.logins
    tls = context({})
    assert (tls.verify_mode, tls.check_hostname) == (ssl.CERT_REQUIRED, True)


@pytest.mark.parametrize("greeting", [
    b"\xff\xfe\x00garbage\r\n", b"HTTP/1.1 400 Bad\r\n", b"554 \xb2\xbb\xd0\xd0\r\n",
    b"x" * 9000 + b"\r\n", b"421 4.3.2 busy\r\n", b"",
])
def test_strange_greetings(post: Post, greeting: bytes) -> None:
    with scripted(greeting) as port:
        assert code(lambda: opened(post, port=port, wrapped=False))


def test_nobody_listens_or_answers(post: Post) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent_one:
        port = silent_one.getsockname()[1]
        server = Server("127.0.0.1", port, False, USER)
        assert "没有回应" in code(lambda: Sender(server, USER, SECRET, context({}), timeout=0.3))
    assert "E1324" in code(lambda: opened(post, port=port, wrapped=False))


def test_logins(post: Post) -> None:
    assert code(lambda: opened(post, secret="wrong")).startswith("535")  # noqa: S106
    assert code(lambda: opened(post, secret="密码")).startswith("535")  # noqa: S106
    assert code(lambda: opened(post, secret="Bearer token")).startswith("535")  # noqa: S106
    assert hand_over(opened(post, secret=f"Bearer {SECRET}")) == ["began"]
    post.login = "535 Error: 请使用授权码登录"
    assert "请使用授权码登录" in code(lambda: opened(post))


@pytest.mark.parametrize(("step", "came"), [
    ("421 4.3.0 closing", ["began", "Refused"]), ("451 later", ["began", "Refused"]),
    ("drop before", ["began", "Unknown"]), ("drop after", ["began", "Unknown"]),
    ("999 what", ["began", "Unknown"]),
])
def test_what_comes_of_a_letter(post: Post, step: str, came: list[str]) -> None:
    post.script = [step]
    assert hand_over(opened(post)) == came


def test_a_connection_gone_before_the_letter_is_no_doubt(post: Post) -> None:
    sender = opened(post)
    sender._smtp.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]
    assert hand_over(sender) == ["Gone"]


def test_size_and_chinese_mailboxes(post: Post) -> None:
    sender = opened(post)
    assert sender.largest == 40_000_000
    assert hand_over(sender, b"x" * 40_000_001) == ["Refused"]
    assert hand_over(opened(post), to="甲某@示例.中国") == ["began"]
    assert post.taken[-1][0] == "甲某@xn--fsq092h.xn--fiqs8s"


WAITS, FAILS = State.DEFERRED, State.FAILED
# What becomes of a letter, and what is told, by what a reply asks for and what it is said to.
BECOMES = {
    Action.RETRY: {"login": (State.QUEUED, "W1326"), "recipient": (WAITS, ""), "text": (WAITS, "")},
    Action.PAUSE: {"login": (State.QUEUED, "W1326"), "recipient": (State.QUEUED, "W1326"),
                   "text": (WAITS, "W1326")},
    Action.STOP: {"login": (State.QUEUED, "E1325"), "recipient": (State.QUEUED, "E1325"),
                  "text": (WAITS, "E1325")},
    **{each: {"login": (State.QUEUED, "E1325"), "recipient": (FAILS, "E1327"),
              "text": (FAILS, "E1327")} for each in (Action.CONTENT, Action.ADDRESS)},
}


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["login", "recipient", "text"])
def test_every_row_of_the_table(
    office, post: Post, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said by its provider, in GBK, to a letter of its own: each ends as its row has it."""
    rows = meanings()
    office.book("单位,邮箱,类别\n" + "".join(
        f"甲村村民委员会,v{at}@example.invalid,发\n" for at in range(len(rows))))
    plan = mail.planned(office.desk(), "2024-5", mail.MailWish(), silent)
    mail.approved(office.desk(), plan, plan.code, {"W1313": "试"})
    for row, letter in zip(rows, plan.letters, strict=True):
        own = next(each for each in providers() if each.name == (row.provider or "其他"))
        monkeypatch.setattr("reportgen.mail.account.provider_of", lambda _, own=own: own)
        monkeypatch.setattr(Runner, "_allowed", lambda self, _, to=letter.identity: iter(
            [self.outbox.letters[to]]))
        reply = spelled(row)
        said = f"{reply.code} {reply.text}"
        post.login = said if stage == "login" else ""
        post.recipients = {letter.address: said} if stage == "recipient" else {}
        post.script = [said] if stage == "text" else []
        told, found = mailing.send(office.desk(), "2024-5", silent)
        state = {each.identity: standing.state for each, standing in told}[letter.identity]
        assert (state, "".join(each.code for each in found)) == BECOMES[row.action][stage], row
        assert not found or (reply.text in found[0].message and row.mend in found[0].hints), row
        office.later(hours=1)
    assert not post.taken
