"""Servers on loopback for mail: an SMTP server of faults (aiosmtpd), and an inbox over IMAP.

    with servers(tmp) as post:
        post.script = ["ok", (550, "User unknown"), "drop"]     # what each letter meets, in turn

`kept` holds what was taken, one entry for each recipient of an envelope.
"""

from __future__ import annotations

import base64
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from reportgen.mail.model import Reply
from reportgen.mail.tables import Meaning

USER, SECRET = "office@example.invalid", "planted-Secret-5417"


@dataclass
class Post:
    """Where the servers are, what they do next, and what they have taken."""

    smtp: int = 0
    imap: int = 0
    authority: str = ""
    script: list[Any] = field(default_factory=list)     # for each letter: at its text
    recipients: dict[str, str] = field(default_factory=dict)    # address → reply to RCPT
    sender: str = ""                                    # reply to MAIL, where not accepted
    login: str = ""                                     # reply to AUTH, where not accepted
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    inbox: list[bytes] = field(default_factory=list)
    logins: int = 0
    copies: bool = True

    def to(self, address: str) -> list[bytes]:
        """The letters to one mailbox."""
        return [data for to, data in self.taken if to == address]


class _Handler:
    def __init__(self, post: Post) -> None:
        self.post = post

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        told = f"user={USER}\1auth=Bearer {SECRET}\1\1"
        good = len(args) == 2 and base64.b64decode(args[1]) == told.encode()
        return AuthResult(success=good, handled=good, auth_data=USER)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str],
    ) -> str:
        if self.post.sender:
            return self.post.sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str],
    ) -> str:
        if reply := self.post.recipients.get(address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        step = self.post.script.pop(0) if self.post.script else "ok"
        if step in ("ok", "drop after"):
            data = bytes(envelope.content or b"")
            for address in envelope.rcpt_tos:
                if address == USER:
                    if self.post.copies:
                        self.post.inbox.append(data)
                else:
                    self.post.taken.append((address, data))
        if step in ("drop before", "drop after"):
            assert server.transport is not None
            server.transport.abort()
            return ""
        return "250 2.0.0 Ok: queued" if step == "ok" else str(step)


class _SMTP(SMTP):
    """As aiosmtpd's, with replies in any bytes."""

    async def push(self, status: Any) -> None:
        if isinstance(status, str) and not status.isascii():
            assert self._writer is not None
            self._writer.write(status.encode("gbk") + b"\r\n")
            await self._writer.drain()
            return
        await super().push(status)


class _Controller(Controller):
    def __init__(self, post: Post, context: ssl.SSLContext, **options: Any) -> None:
        self.post, self.options = post, options
        super().__init__(_Handler(post), hostname="127.0.0.1", port=_free(), ssl_context=None
                         if options.get("tls_context") else context)

    def factory(self) -> SMTP:
        def check(_server: Any, _session: Any, _envelope: Any, _way: str, told: Any) -> AuthResult:
            self.post.logins += 1
            if self.post.login:
                return AuthResult(success=False, handled=False, message=self.post.login)
            good = (told.login, told.password) == (USER.encode(), SECRET.encode())
            return AuthResult(success=good, handled=good)

        return _SMTP(self.handler, enable_SMTPUTF8=True, hostname="localhost",
                     auth_require_tls=False, authenticator=check, data_size_limit=40_000_000,
                     loop=self.loop, **self.options)


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def servers(folder: Path, *, host: str = "127.0.0.1", starttls: bool = False) -> Iterator[Post]:
    """Both servers, with a certificate for `host` of an authority of their own."""
    authority = trustme.CA()
    told = authority.issue_cert(host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    told.configure_cert(context)
    authority.cert_pem.write_to_path(folder / "ca.pem")
    post = Post(authority=str(folder / "ca.pem"))
    options = {"tls_context": context, "require_starttls": True} if starttls else {}
    controller = _Controller(post, context, **options)
    controller.start()
    post.smtp = controller.port
    with _Threaded(("127.0.0.1", 0), _Imap) as imap:
        imap.post, imap.context = post, context
        post.imap = imap.server_address[1]
        thread = threading.Thread(target=imap.serve_forever, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            imap.shutdown()
            controller.stop()


class _Threaded(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    post: Post
    context: ssl.SSLContext


class _Imap(socketserver.StreamRequestHandler):
    """As much of IMAP as reads an inbox."""

    server: _Threaded

    def handle(self) -> None:
        try:
            with self.server.context.wrap_socket(self.request, server_side=True) as tls, \
                    tls.makefile("rwb") as stream:
                self._talk(stream)
        except (OSError, ssl.SSLError):
            return

    def _talk(self, stream: Any) -> None:
        def say(text: bytes) -> None:
            stream.write(text + b"\r\n")
            stream.flush()

        say(b"* OK ready")
        while line := stream.readline():
            tag, _, rest = line.strip().partition(b" ")
            verb = rest.partition(b" ")[0].upper()
            match verb:
                case b"CAPABILITY":
                    say(b"* CAPABILITY IMAP4rev1 ID")
                case b"LOGIN" if SECRET.encode() not in rest:
                    say(tag + b" NO LOGIN failed")
                    continue
                case b"EXAMINE" | b"SELECT":
                    say(f"* {len(self.server.post.inbox)} EXISTS".encode())
                case b"SEARCH":
                    numbers = " ".join(str(at + 1) for at in range(len(self.server.post.inbox)))
                    say(f"* SEARCH {numbers}".rstrip().encode())
                case b"FETCH":
                    self._fetch(rest, say)
                case b"LOGOUT":
                    say(b"* BYE")
                    say(tag + b" OK done")
                    return
                case _:
                    pass
            say(tag + b" OK done")

    def _fetch(self, rest: bytes, say: Any) -> None:
        found = re.match(rb"FETCH ([\d,]+) (.*)", rest)
        assert found is not None
        for number in found[1].split(b","):
            data = self.server.post.inbox[int(number) - 1]
            if b"HEADER.FIELDS" in found[2]:
                data = data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            say(b"* " + number + b" FETCH (BODY[X] {" + str(len(data)).encode() + b"}\r\n"
                + data + b")")


def spelled(row: Meaning) -> Reply:
    """A reply that a row of the table is for: the first way to read its pattern."""
    text = re.sub(r"\\(.)", r"\1", re.sub(r"[?^$]|\.(\*|\{\d+,\d+\})", "", row.pattern))
    while (inner := re.search(r"\(([^()]*)\)", text)) is not None:
        text = text[: inner.start()] + inner[1].partition("|")[0] + text[inner.end():]
    return Reply(int(row.code.ljust(3, "0")), text.partition("|")[0] or "不行")
