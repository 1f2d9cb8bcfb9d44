"""What the code on a printed page says: which issue, revision, page and copy, and a check of them.

    RG1*J012-2024-5*R1*P003/012*A2BML4QHN4EZYNGP*C07

Only characters of the QR code's alphanumeric set (ISO/IEC 18004 7.4.4) are used: they take 5.5
bits each, so that the code stays coarse enough to be read under a stamp. The check is made of all
the rest and of the content of the page before any code was drawn on it: a code that is moved to
another page, copy, revision or issue does not hold, nor one whose digits were altered. It is no
signature: who has the file can make the same code.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.diagnostics import NOWHERE, failure
from reportgen.frozen import frozen

SCHEME = "RG1"
LONGEST = 92        # characters of a payload; more make the modules too small to be read
_CHECK_BYTES = 10   # 80 bits
_PLAIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./:")
_FORM = re.compile(
    rf"{SCHEME}\*(?P<document>[0-9A-Z$+./:-]+)\*R(?P<revision>[1-9][0-9]{{0,3}})"
    r"\*P(?P<page>[0-9]{3})/(?P<pages>[0-9]{3})\*(?P<check>[A-Z2-7]{16})\*C(?P<copy>[0-9]{2,6})",
    re.ASCII,
)
_ESCAPED = re.compile(r"\+|\$([0-9A-F]{1,6})\$")


class PrintedSheet(NamedTuple):
    """One printed page of one copy: `document` is the issue's identity, such as J012·2024-5."""

    document: str
    revision: int
    copy: int       # 份号, from 1
    page: int       # from 1
    pages: int


@frozen
class Claim:
    """What a code says of itself; whether that is true, `holds` tells."""

    sheet: PrintedSheet
    check: str

    def holds(self, content: str) -> bool:
        """Whether the code was made for this page with this `content` (a hexadecimal sha256)."""
        return self.check == check_of(self.sheet, content)


def payload(sheet: PrintedSheet, content: str) -> str:
    """The text of the code of a sheet; `content` is the digest of its page.

    Raises `ReportError` E1201 where the identity of the issue is too long, or a count is.
    """
    text = "*".join((
        SCHEME, _mapped(sheet.document), f"R{sheet.revision}", f"P{sheet.page:03}/{sheet.pages:03}",
        check_of(sheet, content), f"C{sheet.copy:02}",
    ))
    if len(text) > LONGEST or _FORM.fullmatch(text) is None:
        raise failure(
            "E1201", f"印件代码放不下：{sheet.document}，第{sheet.revision}版，"
            f"第{sheet.page}页，第{sheet.copy}份", NOWHERE,
            "全宗号和期号用字母、数字和连字符，合起来不超过三十个；一件不超过999页、999999份")
    return text


def claim(text: str) -> Claim | None:
    """What a code says; None when it is none of ours, or could not have been printed."""
    found = _FORM.fullmatch(text)
    document = _unmapped(found["document"]) if found else None
    if found is None or document is None:
        return None
    page, pages = int(found["page"]), int(found["pages"])
    copy, revision = int(found["copy"]), int(found["revision"])
    if not 1 <= page <= pages or copy < 1:
        return None
    return Claim(PrintedSheet(document, revision, copy, page, pages), found["check"])


def check_of(sheet: PrintedSheet, content: str) -> str:
    """Eighty bits over all that a code says and the content of its page, in base 32."""
    parts = (SCHEME, sheet.document, sheet.revision, sheet.copy, sheet.page, sheet.pages, content)
    digest = hashlib.sha256("\0".join(map(str, parts)).encode()).digest()
    return b32encode(digest[:_CHECK_BYTES]).decode()


def _mapped(document: str) -> str:
    """An identity in the characters of the code: · as +, others by their code point, $529E$."""
    return "".join(
        ch if ch in _PLAIN else "+" if ch == "·" else f"${ord(ch):X}$" for ch in document)


def _unmapped(text: str) -> str | None:
    """The identity again; None where the text is not what `_mapped` would write."""
    document = "".join(_pieces(text))
    return document if _mapped(document) == text else None


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for hit in _ESCAPED.finditer(text):
        yield text[at : hit.start()]
        point = int(hit[1], 16) if hit[1] else ord("·")
        yield chr(point) if point <= 0x10FFFF else ""
        at = hit.end()
    yield text[at:]
