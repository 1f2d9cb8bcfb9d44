"""Addresses: taken as they are, or refused with what was probably meant."""

from __future__ import annotations

import re
import unicodedata
from email.headerregistry import Address
from email.utils import parseaddr

_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
# Not what looks like an encoded word: it would be decoded on its way into a header.
_ADDRESS = re.compile(rf"(?!.*=\?){_ATOM}(?:\.{_ATOM})*@"
                      r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_LOCAL, _WHOLE = 64, 254        # RFC 5321 4.5.3.1.1, and the longest path without its brackets
_STOPS = str.maketrans("。．｡", "...")


def problem(text: str) -> tuple[str, str]:
    """What is wrong with an address and what was meant, both "" for nothing."""
    if _ADDRESS.fullmatch(text) and text == plain(text):
        return _too_long(text), ""
    meant = plain(text)
    return f"邮箱写错了：{text}", meant if meant != text and _ADDRESS.fullmatch(meant) else ""


def plain(text: str) -> str:
    """An address without full-width characters, Chinese stops and blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text.translate(_STOPS)))


def _too_long(text: str) -> str:
    local, _, domain = text.rpartition("@")
    long = len(local.encode()) > _LOCAL or len(text.encode()) > _WHOLE
    return f"邮箱太长：{text[:40]}……" if long or not ascii_domain(domain) else ""


def ascii_domain(domain: str) -> str:
    """A domain as servers look it up; "" for one that cannot be."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return ""


def on_wire(text: str) -> str:
    """The address as it is given to a server: only the part before @ may need SMTPUTF8."""
    local, _, domain = text.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


def key(text: str) -> str:
    """What tells one mailbox from another."""
    return on_wire(text).casefold()


def domain_of(text: str) -> str:
    """What stands behind @, as servers look it up."""
    return key(text).rpartition("@")[2]


def mailbox(name: str, address: str) -> Address:
    """A name and an address as a header holds them."""
    local, _, domain = on_wire(address).rpartition("@")
    return Address(name, local, domain)


def parted(text: str) -> tuple[str, str]:
    """Name and address of 示例镇政府办公室 <office@example.invalid>; "" for what is not there."""
    name, address = parseaddr(text)
    return name, address if not problem(address)[0] else ""
