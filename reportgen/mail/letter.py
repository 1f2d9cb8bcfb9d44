"""A letter as bytes: a head for each recipient over a body that many share.

The body holds no recipient and no date, so it is encoded once for all who get the same files, and
kept once. The same letter has the same bytes on every run: its boundaries come from its contents,
its Message-ID from what it is and for whom. A file's name stands twice: `filename*` (RFC 2231) and
`name` in encoded words (RFC 2047), without which programs of this country show tcmime.bin.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import MIMEPart
from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any, NamedTuple

from reportgen.frozen import frozen
from reportgen.mail.address import domain_of, mailbox, on_wire

_WORD = 39          # bytes of text in an encoded word: 52 characters of base64, 12 around them
_LONGEST = 60       # characters of a file's name: ten pieces by RFC 2231; some sort *10* before *2*
_NOT_IN_NAMES = re.compile(
    "[\x00-\x1f\x7f-\x9f/\\\\:*?\"<>|\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_TYPES = {
    ".pdf": ("application", "pdf"), ".ofd": ("application", "ofd"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


class _Policy(EmailPolicy):
    """As the standard's, but Chinese goes into encoded words that begin on the header's own line.

    A Content-Type names its file in them, too.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        told = _told(name, value)
        words = "\r\n ".join(_words(told[1]))
        if (told[1].isascii() and told[0] == "") or self.utf8:
            return super().fold_binary(name, value)
        return f"{name}: {told[0]}{words}{told[2]}\r\n".encode("ascii")


def _told(name: str, value: Any) -> tuple[str, str, str]:
    """What stands before the words of a header, the words, and what stands behind them."""
    match name.lower():
        case "content-type" if called := value.params.get("name", ""):
            rest = (f";\r\n {key}={text}" for key, text in value.params.items() if key != "name")
            return f'{value.content_type}{"".join(rest)};\r\n name="', called, '"'
        case "from" | "to" | "reply-to" if value.addresses[0].display_name:
            (one,) = value.addresses
            return "", one.display_name, f"\r\n <{one.addr_spec}>"
        case "subject":
            return "", str(value), ""
        case _:
            return "", "", ""


_POLICY = _Policy(linesep="\r\n", max_line_length=76, cte_type="7bit")


def _words(text: str) -> Iterator[str]:
    """A text in encoded words, none of which ends inside a character; plain ASCII as it is.

    Only the last is filled up with =: GMime loses the words behind one that is. A character that
    leaves no such end within reach is a word of its own, in the other encoding.
    """
    if text.isascii():
        yield text
        return
    while len(text.encode()) > _WORD:
        ends = [at for at in range(1, _WORD + 1)
                if (size := len(text[:at].encode())) <= _WORD and size % 3 == 0]
        yield _word(text[: ends[-1]]) if ends else \
            f"=?utf-8?Q?{''.join(f'={byte:02X}' for byte in text[0].encode())}?="
        text = text[ends[-1] if ends else 1:]
    yield _word(text)


def _word(text: str) -> str:
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


class Attachment(NamedTuple):
    """A file to be sent: what it is called, its bytes."""

    name: str
    data: bytes


class InlinePicture(NamedTuple):
    """A picture within the text; `cid` is what the text calls it."""

    cid: str
    data: bytes


@frozen
class Sender:
    """From whom letters go: the mailbox that logs in, and the office that answers."""

    name: str
    address: str
    reply: str


def file_name(title: str, suffix: str, *, plain: str = "") -> str:
    """What an attachment is called: the title without what no system can hold, or `plain`."""
    stem = plain or " ".join(_NOT_IN_NAMES.sub("", title).split()).strip(". ") or "briefing"
    return stem[: _LONGEST - len(suffix)] + suffix


def body(
    text: str, html: str, pictures: Sequence[InlinePicture], files: Sequence[Attachment],
) -> bytes:
    """Everything below the head: mixed(alternative(plain, related(HTML, pictures)), files)."""
    seen = hashlib.sha256()
    for part in (text.encode(), html.encode(), *(each.data for each in pictures),
                 *(data for each in files for data in (each.name.encode(), each.data))):
        seen.update(hashlib.sha256(part).digest())
    mark = seen.hexdigest()[:24]
    shown = [_text(html, "html"), *map(_picture, pictures)]
    return _joined("mixed", mark, [
        _joined("alternative", mark, [
            _text(text, "plain"), _joined("related", mark, shown) if pictures else shown[0]]),
        *map(_file, files)])


def _joined(kind: str, mark: str, parts: Sequence[bytes]) -> bytes:
    """Parts as bytes, by hand: the standard's generator would cut all files into lines again."""
    mark = f"=_{kind[:1]}_{mark}"
    between = f"\r\n--{mark}\r\n".encode()
    return b"".join((f'Content-Type: multipart/{kind}; boundary="{mark}"\r\n'.encode(), between,
                     between.join(parts), f"\r\n--{mark}--\r\n".encode()))


def _text(text: str, kind: str) -> bytes:
    part = MIMEPart(_POLICY)
    part.set_content(text, subtype=kind, charset="utf-8", cte="base64")
    return part.as_bytes()


def _picture(each: InlinePicture) -> bytes:
    part = MIMEPart(_POLICY)
    part.set_content(each.data, "image", "png", cte="base64", disposition="inline",
                     filename=f"{each.cid.partition('@')[0]}.png", cid=f"<{each.cid}>")
    return part.as_bytes()


@lru_cache(8)       # the same file in several bodies is encoded once
def _file(each: Attachment) -> bytes:
    suffix = each.name[each.name.rfind("."):].lower()
    kind = _TYPES.get(suffix, ("application", "octet-stream"))
    part = MIMEPart(_POLICY)
    part.set_content(b"", *kind, cte="base64", disposition="attachment",
                     filename=each.name, params={"name": each.name})
    return part.as_bytes() + base64.encodebytes(each.data).replace(b"\n", b"\r\n")


def message_id(what: str, address: str, sender: Sender) -> str:
    """What a letter is called for good: the same record to the same mailbox is the same letter."""
    digest = hashlib.sha256(f"{what}\n{on_wire(address).casefold()}".encode()).hexdigest()
    return f"<{digest[:32]}@{domain_of(sender.address)}>"


def head(  # noqa: PLR0917 - the lines of a head
    sender: Sender, name: str, address: str, subject: str, date: datetime, identity: str,
) -> bytes:
    """The head of a letter, up to the Content-Type with which its body begins."""
    wide = not address.rpartition("@")[0].isascii()
    first, last = _common(sender, subject, date, wide)
    to = _line("To", mailbox(one_line(name), address), wide)
    return first + to + f"Message-ID: {identity}\r\n".encode() + last


@lru_cache(8)
def _common(sender: Sender, subject: str, date: datetime, wide: bool) -> tuple[bytes, bytes]:
    """What the heads of an issue's letters have in common: their first line, and the last."""
    name = one_line(sender.name)
    lines = (("Reply-To", mailbox(name, sender.reply)), ("Subject", one_line(subject)),
             ("Date", date), ("Auto-Submitted", "auto-generated"), ("Content-Language", "zh-CN"),
             ("MIME-Version", "1.0"))
    return (_line("From", mailbox(name, sender.address), wide),
            b"".join(_line(key, value, wide) for key, value in lines))


def _line(name: str, value: Any, wide: bool) -> bytes:
    policy = _POLICY.clone(utf8=True, cte_type="8bit") if wide else _POLICY
    return policy.fold_binary(*policy.header_store_parse(name, value))


def control(sender: Sender, address: str, now: datetime) -> tuple[str, bytes]:
    """A small letter to the copy mailbox itself: that it comes shows that copies come."""
    identity = message_id(f"对照 {now.isoformat()}", address, sender)
    lines = head(sender, sender.name, address, "对照信，可以删去", now, identity)
    text = _text("程序发给自己的副本信箱，用来判断存疑的信发出去没有。可以删去。\n", "plain")
    return identity, lines + text


def one_line(text: str) -> str:
    """A text as a header may hold it: whatever came from data ends no line and hides nothing.

    Nor does it look like an encoded word, which the standard library would decode, line ends too.
    """
    text = re.sub("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", " ", text)
    return " ".join(text.replace("=?", "= ?").split())
