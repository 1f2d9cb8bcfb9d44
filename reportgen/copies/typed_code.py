"""The short code under the square one, to be typed when the square one is smudged.

Ten characters that stand for the sheet's payload and one check character (ISO 7064, MOD 37-2: it
finds every single wrong character, every swap of neighbours and nearly every shift). 0, O, 1 and I
do not occur, so that nobody mistakes one for the other.
"""

from __future__ import annotations

import hashlib
import unicodedata
from itertools import count

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 10
_MOD37 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"      # ISO 7064: values 0 to 36
_IGNORED = str.maketrans("", "", " -—–－\u3000")


def check_character(text: str) -> str:
    """The check character of ISO 7064 MOD 37-2 for letters and digits."""
    remainder = 0
    for ch in text:
        remainder = (remainder + _MOD37.index(ch)) * 2 % 37
    return _MOD37[(1 - remainder) % 37]


def typed_code(payload: str) -> str:
    """The code of a payload, in groups: K7QXB-3MPAZ-T.

    The first ten characters whose check character can be typed safely, too, are taken.
    """
    for turn in count():
        digest = hashlib.sha256(f"{turn}\0{payload}".encode()).digest()
        number = int.from_bytes(digest[:7], "big")
        text = "".join(LETTERS[number >> 5 * place & 31] for place in range(_LENGTH))
        check = check_character(text)
        if check in LETTERS:
            return f"{text[:5]}-{text[5:]}-{check}"
    raise AssertionError


def read_code(text: str) -> str | None:
    """A typed code in its printed form; None where no code of ours is written so.

    Small and full-width letters, blanks and hyphens do not matter.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_IGNORED)
    if len(plain) != _LENGTH + 1 or not set(plain) <= set(LETTERS):
        return None
    if check_character(plain[:-1]) != plain[-1]:
        return None
    return f"{plain[:5]}-{plain[5:10]}-{plain[10]}"
