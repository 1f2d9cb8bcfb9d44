"""The mailbox that gets a copy of each letter, read back over IMAP: what went out, what came back.

Message-IDs are compared here, not searched for there: what servers find by a header is not to be
relied on.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from reportgen.diagnostics import NOWHERE, failure
from reportgen.mail.account import BEARER, Server, unreachable
from reportgen.mail.tables import words

_TIMEOUT = 60.0
_IDENTITY = re.compile(rb"^message-id:\s*(<[^>\r\n]+>)", re.IGNORECASE | re.MULTILINE)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_BATCH = 200
_MOST = 300_000         # bytes of a bounce: one that is larger brings the whole letter back
imaplib.Commands["ID"] = ("AUTH", "SELECTED")


class CopyBox:
    """An inbox that has been opened to read. Nothing in it is changed."""

    def __init__(self, imap: imaplib.IMAP4) -> None:
        self._imap = imap

    def identities(self, since: datetime) -> frozenset[str]:
        """The Message-IDs of what came since the day before."""
        heads = self._fetched(self._since(since), "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        return frozenset(found[1].decode("ascii", "replace") for _, data in heads
                         if (found := _IDENTITY.search(data)))

    def messages(self, since: datetime, wanted: Callable[[bytes], bool]) -> Iterator[bytes]:
        """What came since the day before and is wanted by its head: as much of it as tells."""
        heads = self._fetched(
            self._since(since), "(BODY.PEEK[HEADER.FIELDS (FROM SUBJECT CONTENT-TYPE)])")
        chosen = [number for number, data in heads if wanted(data)]
        yield from (data for _, data in self._fetched(chosen, f"(BODY.PEEK[]<0.{_MOST}>)"))

    def _since(self, since: datetime) -> list[bytes]:
        before = since.date() - timedelta(days=1)
        day = f"{before.day}-{_MONTHS[before.month - 1]}-{before.year}"     # the machine's are not
        return list((_ok(self._imap.search(None, "SINCE", day))[0] or b"").split())

    def _fetched(self, numbers: list[bytes], parts: str) -> Iterator[tuple[bytes, bytes]]:
        for at in range(0, len(numbers), _BATCH):
            some = b",".join(numbers[at : at + _BATCH]).decode()
            for item in _ok(self._imap.fetch(some, parts)):
                if isinstance(item, tuple):
                    yield item[0].split()[0], item[1]


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(str(data[:1]))
    return data


@contextmanager
def opened(server: Server, secret: str, tls: ssl.SSLContext) -> Iterator[CopyBox]:
    """The inbox of an account. Raises E1324 without a safe connection, E1329 what it refuses."""
    try:
        imap: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            server.host, server.port, ssl_context=tls, timeout=_TIMEOUT) \
            if server.wrapped else imaplib.IMAP4(server.host, server.port, _TIMEOUT)
    except (OSError, imaplib.IMAP4.error) as error:
        raise unreachable(server, error) from error
    try:
        if not server.wrapped:
            imap.starttls(tls)
        _login(imap, server.user, secret)
        if "ID" in imap.capabilities:       # without it NetEase opens no box
            imap.xatom("ID", '("name" "reportgen" "version" "1")')
        _ok(imap.select("INBOX", readonly=True))
        yield CopyBox(imap)
    except ssl.SSLError as error:
        raise unreachable(server, error) from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise failure("E1329", f"读不了副本信箱 {server}：{words(str(error))}", NOWHERE,
                      "在网页邮箱里开通 IMAP；核对 office.yaml 的“副本信箱”和密码") from error
    finally:
        try:
            imap.logout()
        except (OSError, imaplib.IMAP4.error):
            imap.shutdown()


def _login(imap: imaplib.IMAP4, user: str, secret: str) -> None:
    if secret.startswith(BEARER):
        told = f"user={user}\1auth={secret}\1\1".encode()
        imap.authenticate("XOAUTH2", lambda _: told)
    else:
        imap.login(user, secret)
