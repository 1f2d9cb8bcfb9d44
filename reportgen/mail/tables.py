"""The tables of mail, as values: what providers allow, and what their servers say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache

from reportgen.diagnostics import Sink
from reportgen.frozen import frozen
from reportgen.mail.model import Reply
from reportgen.sources import nodes
from reportgen.sources.fields import Fields
from reportgen.sources.text import decode
from reportgen.sources.yaml import read_yaml
from reportgen.world import PACKAGE, PACKAGED


class Action(Enum):
    """What a reply asks for."""

    RETRY = "缓发"
    PAUSE = "歇"        # slow down: of the account, and no letter has failed
    CONTENT = "改内容"
    ADDRESS = "改地址"
    STOP = "停"


@frozen
class Meaning:
    """A row of replies: whose it is, what it says in Chinese, what to do."""

    code: str
    pattern: str
    provider: str
    action: Action
    says: str
    mend: str


@frozen
class Provider:
    """What a provider lets an account do, and how it wants to be logged in to."""

    name: str
    hosts: tuple[str, ...]
    gap: float          # seconds between two letters
    connection: int     # letters over one connection
    hour: int
    day: int
    new: int            # mailboxes a day that were never written to
    largest: int        # bytes of a letter
    doubt: int          # seconds until an absent copy tells that there is none
    login: str


@cache
def meanings() -> tuple[Meaning, ...]:
    """All rows, those with words before those with a code alone."""
    rows = [Meaning(row.text("码"), row.optional("文"), row.optional("服务"),
                    Action(row.text("办")), row.text("说"), row.text("做"))
            for row in _rows("replies.yaml")]
    return tuple(sorted(rows, key=lambda row: not row.pattern))


def meaning(reply: Reply, provider: str = "") -> Meaning:
    """What a reply means: by the provider's own rows first, then by anybody's."""
    code, text = str(reply.code), reply.text
    for own in (True, False):
        for row in meanings():
            if (not own or row.provider == provider) and code.startswith(row.code) \
                    and (not row.pattern or re.search(row.pattern, text, re.IGNORECASE)) \
                    and (row.pattern or not own):
                return row
    return Meaning("", "", "", Action.RETRY, "服务器说的话看不懂", "过一会儿再运行一次")


@cache
def providers() -> tuple[Provider, ...]:
    """All rows; the last is of any other."""
    return tuple(_provider(row) for row in _rows("providers.yaml"))


def provider_of(host: str) -> Provider:
    """The row of a server, by how its name ends."""
    host = f".{host.lower()}"
    return next((row for row in providers() if any(
        host.endswith(f".{name}") for name in row.hosts)), providers()[-1])


def _provider(row: Fields) -> Provider:
    count = {key: int(row.text(key))
             for key in ("间隔", "每次连接", "每小时", "每天", "新邮箱", "最大", "存疑")}
    return Provider(
        row.text("名"), row.texts("主机") if row.items("主机") else (), count["间隔"],
        count["每次连接"], count["每小时"], count["每天"], count["新邮箱"],
        count["最大"] * 1_000_000, count["存疑"], row.text("登录"))


def _rows(name: str) -> Iterator[Fields]:
    path, sink = PACKAGE / "mail" / name, Sink()
    node = read_yaml(decode(PACKAGED.read(path), str(path), sink), str(path), sink)
    for row in node.items if isinstance(node, nodes.ListNode) else ():
        if isinstance(row, nodes.MapNode):
            yield Fields(row, sink)
    sink.raise_errors()


def words(said: bytes | str) -> str:
    """What a server said as text, whatever it is written in: shown always, never raised."""
    text = read_as(said if isinstance(said, bytes) else said.encode("latin-1", "replace"))
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())[:500]


def read_as(data: bytes, charset: str = "") -> str:
    """Bytes as text: by the charset they claim, UTF-8, GB18030, else what is no ASCII escaped."""
    for name in filter(None, (charset, "utf-8", "gb18030")):
        text = _decoded(data, name)
        if text is not None:
            return text
    return data.decode("ascii", "backslashreplace")


def _decoded(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None
