"""A connection to a mail server that hands letters over one by one.

Three things can come of a letter, and they are kept apart: it was taken; it was refused, and by
which command (`Refused`); nobody knows, since the connection broke after its text had begun to go
out (`Unknown`). smtplib's own `sendmail` does not tell the last from the second.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Sequence

from reportgen.mail.account import BEARER, Server, unreachable
from reportgen.mail.address import ascii_domain, domain_of, on_wire
from reportgen.mail.model import Reply
from reportgen.mail.tables import words

_TIMEOUT = 60.0     # seconds without a word
_LOGIN = "login"
SENDER, RECIPIENT, COPY, TEXT = "sender", "recipient", "copy", "text"


class Refused(Exception):  # noqa: N818 - what came of a letter
    """The server refused, and has nothing. `stage`: login, sender, recipient, copy, text."""

    def __init__(self, stage: str, reply: Reply) -> None:
        super().__init__(str(reply))
        self.stage, self.reply = stage, reply


class Unknown(Exception):  # noqa: N818 - what came of a letter
    """The connection broke while the letter was going out; whether it was taken is not known."""


class Gone(Exception):  # noqa: N818 - what came of a letter
    """The connection broke before the letter began to go out: the server has nothing."""


class Post:
    """A server that has been logged in to. Raises `ReportError` E1324 without a safe connection."""

    def __init__(
        self, server: Server, sender: str, secret: str, tls: ssl.SSLContext,
        timeout: float = _TIMEOUT,
    ) -> None:
        self.sender = sender
        name = ascii_domain(domain_of(sender)) or "localhost"   # never the computer's own
        try:
            self._smtp = smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=timeout, context=tls) if server.wrapped \
                else smtplib.SMTP(server.host, server.port, name, timeout)
        except smtplib.SMTPConnectError as error:
            raise Refused(_LOGIN, _reply(error.smtp_code, error.smtp_error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise unreachable(server, error) from error
        try:
            self._smtp.ehlo()
            if not server.wrapped:
                self._secure(tls)
            self._login(server.user, secret)
        except (smtplib.SMTPException, OSError) as error:
            self._smtp.close()
            raise unreachable(server, error) from error
        except Refused:
            self._smtp.close()
            raise

    def _secure(self, tls: ssl.SSLContext) -> None:
        """STARTTLS, or nothing: never a password in the clear, never a letter."""
        try:
            self._smtp.starttls(context=tls)
        except smtplib.SMTPNotSupportedError as error:
            raise ssl.SSLError("no STARTTLS") from error
        except smtplib.SMTPResponseException as error:
            raise Refused(_LOGIN, _reply(error.smtp_code, error.smtp_error)) from error
        self._smtp.ehlo()

    def _login(self, user: str, secret: str) -> None:
        smtp = self._smtp
        smtp.user, smtp.password = user, secret
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        token = secret.removeprefix(BEARER) if secret.startswith(BEARER) else ""
        ways: Sequence[tuple[str, Callable[..., str]]] = (
            ("PLAIN", smtp.auth_plain), ("LOGIN", smtp.auth_login)) if not token else (
            ("XOAUTH2", lambda _=None: f"user={user}\1auth=Bearer {token}\1\1"),)
        way = next((each for each in ways if each[0] in offered), None)
        if way is None:
            raise Refused(_LOGIN, Reply(534, f"AUTH {' '.join(offered)}"))
        try:
            smtp.auth(*way)
        except smtplib.SMTPAuthenticationError as error:
            raise Refused(_LOGIN, _reply(error.smtp_code, error.smtp_error)) from None
        except UnicodeEncodeError:
            raise Refused(_LOGIN, Reply(535, "密码里有字母、数字、符号以外的字")) from None

    @property
    def largest(self) -> int:
        """How large a letter the server says that it takes, in bytes; 0 where it does not say."""
        told = self._smtp.esmtp_features.get("size", "").strip()
        return int(told) if told.isdecimal() else 0

    def hand_over(
        self, address: str, data: bytes, identity: str, copy: str, begin: Callable[[], None],
    ) -> Reply:
        """Hand a letter over, and a copy to `copy` ("" for none); what the server said to it.

        `begin` is called before the first byte of its text, when all who get it are accepted.
        Raises `Refused`, `Unknown`, `Gone`.
        """
        try:
            self._envelope(address, data, identity, copy)
        except (smtplib.SMTPException, OSError) as error:
            raise Gone(type(error).__name__) from error
        begin()
        try:
            code, said = self._smtp.docmd("DATA")
        except (smtplib.SMTPException, OSError) as error:
            raise Gone(type(error).__name__) from error
        if code != 354:
            self._reset()
            raise Refused(TEXT, _reply(code, said))
        try:
            self._smtp.send(data.replace(b"\r\n.", b"\r\n.."))
            self._smtp.send(b"\r\n.\r\n" if not data.endswith(b"\r\n") else b".\r\n")
            code, said = self._smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise Unknown(type(error).__name__) from error
        if code == 250:
            return _reply(code, said)
        if 400 <= code < 600:
            raise Refused(TEXT, _reply(code, said))
        raise Unknown(str(_reply(code, said)))

    def _envelope(self, address: str, data: bytes, identity: str, copy: str) -> None:
        smtp, wire = self._smtp, on_wire(address)
        options = [f"SIZE={len(data)}"] if smtp.has_extn("size") else []
        told, notify = [], []
        if self.largest and len(data) > self.largest:
            raise Refused(SENDER, Reply(552, f"5.3.4 message size exceeds limit {self.largest}"))
        if not wire.isascii():
            if not smtp.has_extn("smtputf8"):
                raise Refused(RECIPIENT, Reply(553, "5.6.7 SMTPUTF8 is not offered"))
            options += ["SMTPUTF8", "BODY=8BITMIME"]
            smtp.command_encoding = "utf-8"
        if smtp.has_extn("dsn"):
            options += ["RET=HDRS", f"ENVID={identity.strip('<>')}"]
            told, notify = ["NOTIFY=FAILURE,DELAY"], ["NOTIFY=NEVER"]
        try:
            self._expect(SENDER, smtp.mail(self.sender, options))
            self._expect(RECIPIENT, smtp.rcpt(wire, told))
            if copy:
                self._expect(COPY, smtp.rcpt(copy, notify))
        finally:
            smtp.command_encoding = "ascii"

    def _expect(self, stage: str, said: tuple[int, bytes]) -> None:
        if said[0] not in (250, 251):
            self._reset()
            raise Refused(stage, _reply(*said))

    def _reset(self) -> None:
        """Begin anew after a refusal; a server that has gone is noticed with the next letter."""
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._smtp.close()

    def close(self) -> None:
        """Say goodbye; whether it is heard does not matter."""
        try:
            self._smtp.quit()
        except (smtplib.SMTPException, OSError):
            self._smtp.close()


def _reply(code: int, said: bytes | str) -> Reply:
    return Reply(code, words(said))


