"""The account: what the office says of it, and its secret, which is read in one place only."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.mailing import SECRET, USER, Post

from reportgen.acts import mail, mailing
from reportgen.diagnostics import ReportError
from reportgen.edition import silent
from reportgen.mail.account import Server, account_of, context, secret_of, unreachable
from reportgen.mail.copybox import opened
from reportgen.office.model import Mail, Office
from reportgen.world import DiskWorld


def office(sender: str = f"办公室 <{USER}>", server: str = "smtps://smtp.example.invalid",
           copies: str = "") -> Office:
    return Office(Path("/镇"), "示例镇", mail=Mail(sender, server, copies))


def test_what_the_office_says() -> None:
    found = account_of(office(copies="imaps://imap.example.invalid"))
    assert (found.sender.name, found.sender.address, found.sender.reply) == ("办公室", USER, USER)
    assert (found.server.port, found.server.wrapped, found.server.user) == (465, True, USER)
    assert found.copies is not None
    assert (found.copies.port, found.copies.user) == (993, USER)


def test_from_is_who_logs_in_and_the_office_answers() -> None:
    found = account_of(office(server="smtp://bot%40example.invalid@smtp.example.invalid:2525"))
    assert (found.sender.address, found.sender.reply) == ("bot@example.invalid", USER)
    assert (found.server.port, found.server.wrapped) == (2525, False)


@pytest.mark.parametrize("told", [Office(Path("/镇"), "镇"), office(sender="办公室"),
                                  office(sender="办公室 <office＠example.invalid>")])
def test_what_is_not_enough(told: Office) -> None:
    with pytest.raises(ReportError, match="E1307"):
        account_of(told)


def test_a_secret_by_file_by_environment_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "secrets"
    path.write_text(f"别人@example.invalid x\n{USER} {SECRET}\n", encoding="utf-8")
    path.chmod(0o600)
    env = {"REPORTGEN_MAIL_SECRETS": str(path)}
    assert secret_of(USER, DiskWorld(env)) == SECRET
    assert secret_of(USER, DiskWorld({"REPORTGEN_MAIL_SECRET": "e", "HOME": "/x"})) == "e"
    home = tmp_path / ".config" / "reportgen"
    home.mkdir(parents=True)
    path.rename(home / "mail-secrets")
    assert secret_of(USER, DiskWorld({"HOME": str(tmp_path)})) == SECRET
    with pytest.raises(ReportError, match="E1323"):
        secret_of("nobody@example.invalid", DiskWorld({"HOME": str(tmp_path)}))
    (home / "mail-secrets").chmod(0o644)
    with pytest.raises(ReportError, match="E1323") as caught:
        secret_of(USER, DiskWorld({"HOME": str(tmp_path)}))
    assert SECRET not in str(caught.value)


def test_a_secret_by_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = SimpleNamespace(get_password=lambda service, user: {("reportgen", USER): "k"}.get(
        (service, user)))
    errors = SimpleNamespace(KeyringError=LookupError)
    monkeypatch.setitem(sys.modules, "keyring", ring)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)  # type: ignore[arg-type]
    assert secret_of(USER, DiskWorld({})) == "k"
    with pytest.raises(ReportError, match="E1323"):
        secret_of("nobody@example.invalid", DiskWorld({}))

    def none(*_: str) -> str:
        raise LookupError("no such service runs")

    ring.get_password = none
    with pytest.raises(ReportError, match="E1323"):
        secret_of(USER, DiskWorld({}))


def test_reasons_are_told_in_chinese() -> None:
    server = Server("smtp.example.invalid", 465, True, USER)
    expired = ssl.SSLCertVerificationError("x")
    expired.verify_code = 10
    for error in (expired, ssl.SSLError("x"), OSError(111, "x"), TimeoutError("timed out")):
        (found,) = unreachable(server, error).diagnostics
        assert found.code == "E1324"
        assert found.message.isascii() is False
        assert type(error).__name__ not in found.message


def test_a_copy_mailbox_that_refuses(post: Post) -> None:
    server = Server("127.0.0.1", post.imap, True, USER)
    tls = context({"SSL_CERT_FILE": post.authority})
    with pytest.raises(ReportError, match="E1329"), opened(server, "wrong", tls):
        pass
    with pytest.raises(ReportError, match="E1324"), opened(server, SECRET, context({})):
        pass


def test_limits_of_a_provider(office, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """New mailboxes a day: what is too much goes out on another day."""
    from dataclasses import replace as changed

    from reportgen.mail import account, tables

    row = changed(tables.providers()[-1], new=2, hour=3, day=4)
    monkeypatch.setattr(account, "provider_of", lambda _host: row)
    rows = "".join(f"甲村村民委员会,v{at}@example.invalid,发\n" for at in range(5))
    office.book("单位,邮箱,类别\n" + rows)
    plan = mail.planned(office.desk(), "2024-5", mail.MailWish(), silent)
    assert plan.days == 3
    mail.approved(office.desk(), plan, plan.code, {"W1313": "试"})
    sent = []
    for _ in range(4):
        _, found = mailing.send(office.desk(), "", silent)
        sent.append((len(post.taken), [each.code for each in found]))
        office.later(hours=25)
    assert sent == [(2, ["W1326"]), (4, ["W1326"]), (5, []), (5, [])]
