"""Recipients, and the states of a letter."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from reportgen.archive.record import OFD, PDF, WORD
from reportgen.diagnostics import Span
from reportgen.frozen import frozen

ROLES = ("报", "送", "发")
FORMATS = {"PDF": PDF, "WORD": WORD, "DOCX": WORD, "OFD": OFD}
_CALLED = {PDF: "PDF", WORD: "Word", OFD: "OFD"}


def formats_called(roles: Iterable[str]) -> str:
    """What a letter carries, as its reader calls it: PDF、Word."""
    return "、".join(_CALLED[each] for each in roles)


@frozen
class Recipient:
    """A row of the book: who gets what, and how. `address` is "" for who gets paper."""

    unit: str
    address: str
    role: str                           # 报, 送, 发
    name: str = ""
    called: str = ""                    # 简称: how a briefing's foot names the unit
    formats: tuple[str, ...] = (PDF,)   # of a record: 正本, 定稿, 版式文件
    span: Span = Span("")

    @property
    def shown(self) -> str:
        """Who it is for, as the head of a letter and a list name it."""
        return f"{self.unit} {self.name}".strip()


class State(Enum):
    """Where a letter is. Only what is QUEUED or DEFERRED is ever handed to a server."""

    QUEUED = "待发"
    SENDING = "正在发"      # handed over, or just about to be; after a death it is in doubt
    SENT = "已发"
    DEFERRED = "缓发"       # refused for now
    FAILED = "失败"         # refused for good, or too often
    DOUBT = "存疑"          # whether the server took it is not known
    BOUNCED = "退信"


class Reply(NamedTuple):
    """What a server said, as it is kept and shown: its code (0: nothing) and its words."""

    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip() if self.code else self.text


NOTHING = Reply(0, "")
