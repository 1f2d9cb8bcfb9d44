"""Letters that came back: RFC 3464 reports, and the Chinese texts that are sent instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from reportgen.frozen import frozen
from reportgen.mail.model import Reply
from reportgen.mail.tables import read_as, words

_FROM = re.compile(r"(?i)mailer-daemon|postmaster|mail delivery|退信|系统退信")
_SUBJECT = re.compile(
    r"(?i)undeliver|delivery (status|fail)|returned mail|mail delivery fail|failure notice"
    r"|退信|退回|投递失败|无法(投递|送达)|发送失败|未能送达|系统退信")
_IDENTITY = re.compile(r"(?i)(?:message-?id|邮件ID|信件ID)\s*[:：]\s*(<[^<>\s]+@[^<>\s]+>)")
_ANY = re.compile(r"<?\b([0-9a-f]{32}@[\w.-]+)>?")       # as ours look
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[\s\-#:：,，.]|$)(?!\.\d)")
_STATUS = re.compile(r"\b([45])\.\d{1,3}\.\d{1,3}\b")


@frozen
class Bounce:
    """What came back: the Message-IDs that it names, to whom it was, what was said of it."""

    identities: tuple[str, ...]
    address: str
    reply: Reply
    delayed: bool = False


def may_be_bounce(head: bytes) -> bool:
    """Whether a letter can be a bounce, by From, Subject and Content-Type."""
    message = message_from_bytes(head, policy=policy.default)
    return b"multipart/report" in head.lower() or _told(message)


def _told(message: EmailMessage) -> bool:
    return bool(_FROM.search(str(message["From"] or ""))
                and _SUBJECT.search(str(message["Subject"] or "")))


def bounce_of(data: bytes) -> Bounce | None:
    """A letter as a bounce; None for one that is none."""
    message = message_from_bytes(data, policy=policy.default)
    try:
        status = next((part for part in message.walk()
                       if part.get_content_type() == "message/delivery-status"), None)
        if status is not None:
            return _report(message, status)
        return _written(message) if _told(message) else None
    except (ValueError, LookupError, TypeError, AttributeError):   # headers past all parsing
        return None


def _report(message: EmailMessage, status: Message) -> Bounce | None:
    blocks = [each for each in status.get_payload() if isinstance(each, Message)]
    fields = {name.lower(): str(value) for each in blocks for name, value in each.items()}
    action = fields.get("action", "failed").strip().lower()
    if action in ("delivered", "relayed", "expanded"):
        return None
    said = words(fields.get("diagnostic-code", "").partition(";")[2].strip()
                 or fields.get("status", ""))
    address = fields.get("final-recipient", fields.get("original-recipient", ""))
    envelope = fields.get("original-envelope-id", "").strip()
    named = (*([f"<{envelope}>"] if envelope else []), *_identities(message))
    return Bounce(tuple(dict.fromkeys(named)), address.partition(";")[2].strip(),
                  _reply(said, fields.get("status", "")), action == "delayed")


def _written(message: EmailMessage) -> Bounce:
    """A bounce in words alone."""
    text = "\n".join(_texts(message))
    plain = re.sub(r"<[^<>@]*>", " ", text)     # marks of HTML, but no address
    own = {found for part in ("From", "To") for found in _ADDRESS.findall(str(message[part] or ""))}
    address = next((found for found in _ADDRESS.findall(plain)
                    if found not in own and not _ANY.fullmatch(found)), "")
    said = next((line for line in plain.splitlines() if _CODE.search(line)), "")
    said = said or next((line for line in plain.splitlines() if re.search(
        "不存在|失败|拒|满|超过|原因", line)), "") or plain[:200]
    named = (*_identities(message), *(f"<{each}>" for each in _ANY.findall(text)))
    return Bounce(tuple(dict.fromkeys(named)), address, _reply(words(said.encode()), ""))


def _identities(message: EmailMessage) -> Iterator[str]:
    """What the letter within, or the words, call the letter that came back."""
    for part in message.walk():
        if part is not message and part["Message-ID"]:
            yield str(part["Message-ID"]).strip()
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822"):
            yield from _IDENTITY.findall(words_of(part))
    for name in ("In-Reply-To", "References", "X-Failed-Message-ID"):
        yield from str(message[name] or "").split()
    for text in _texts(message):
        yield from _IDENTITY.findall(text)


def _texts(message: EmailMessage) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_maintype() == "text":
            yield words_of(part)


def words_of(part: Message) -> str:
    """The text of a part, whatever it claims to be written in."""
    data = part.get_payload(decode=True)
    return read_as(data, part.get_content_charset() or "") if isinstance(data, bytes) else ""


def _reply(said: str, status: str) -> Reply:
    code = _CODE.search(said)
    if code is not None:
        return Reply(int(code[1]), said[code.end():].strip(" -:：") or said)
    stated = _STATUS.search(said) or _STATUS.search(status)
    return Reply(int(stated[1]) * 100 + 50 if stated else 550, said or status)
