"""Normalising text before its characters are looked up in the faces.

Text pasted from web pages and PDF files carries characters that look like nothing, or like others.
Only those are changed: NFKC on the whole text would destroy ㎡, ①, ％ and （）, which Chinese
official writing uses on purpose.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_DROPPED = frozenset("\ufeff\u200b\u2060")
_SPACES = frozenset("\t") | {chr(code) for code in range(0x2000, 0x200B)}
# An em's worth of blank stays an em's worth: U+3000 is the blank that Chinese faces have.
_WIDE_SPACES = frozenset("\u2001\u2003")


@dataclass(frozen=True, slots=True)
class Change:
    """One character changed: where it stood in the given text, what it was, what it is now.

    `new` equals `old` for a private-use character: nobody can know what was meant, so it stays,
    and is listed for a warning.
    """

    index: int
    old: str
    new: str


def normalise(text: str) -> tuple[str, list[Change]]:
    """The text with stray characters mended, and what was changed.

    TAB and the spaces U+2000–200A become a space (an em space becomes U+3000); BOM, zero-width
    space, word joiner and variation selectors go; Kangxi radicals and compatibility ideographs
    become the Han characters they look like.
    """
    if text.isascii() and "\t" not in text:
        return text, []
    out: list[str] = []
    changes: list[Change] = []
    for index, old in enumerate(text):
        new = _normal(old)
        out.append(new)
        if new != old or is_private_use(old):
            changes.append(Change(index, old, new))
    return "".join(out), changes


def is_private_use(ch: str) -> bool:
    """Whether the character means something only to the machine it was typed on."""
    return unicodedata.category(ch) == "Co"


def _normal(ch: str) -> str:
    code = ord(ch)
    if ch in _SPACES:
        return "\u3000" if ch in _WIDE_SPACES else " "
    if ch in _DROPPED or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return ""
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", ch)
    return ch
