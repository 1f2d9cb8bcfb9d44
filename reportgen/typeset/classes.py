"""Character classes of Chinese typesetting, one ASCII letter each (CLREQ §3.1, GB/T 15834-2011).

The letters let the rest of the engine work on strings: `str.translate` makes a class string in
one call, and one regular expression finds the unbreakable boxes in it.
"""

from __future__ import annotations

import re
import unicodedata

HAN = "h"  # Han, kana, circled numbers: everything that stands in a square of its own
OPEN = "o"  # opening brackets, quotation and title marks
CLOSE = "c"  # their closing halves
COMMA = "k"  # ， 、 ；
STOP = "t"  # 。 ： ．
SHOUT = "z"  # ？ ！
SHOUT_END = "Z"  # the second of exactly two, which has no blank of its own (K36)
MID = "m"  # ·
LATIN = "l"
DIGIT = "n"
ASCII = "a"  # ASCII marks that live inside words, numbers and addresses
PREFIX = "y"  # ￥ $ № § and half-width opening brackets
SUFFIX = "p"  # % ‰ ℃ and half-width closing marks
CONNECTOR = "d"  # – ～ and a single —
DASH = "x"  # —— (two of them, or U+2E3A)
DOTS = "e"  # ……
SOLIDUS = "S"  # ／
SPACE = "s"
JOINED = "v"  # combining marks, variation selectors: they belong to what stands before

BEGIN, END = "^", "$"  # before the first and after the last character

NOSTART = frozenset(CLOSE + COMMA + STOP + SHOUT + SHOUT_END + MID + SUFFIX + CONNECTOR
                    + DASH + DOTS + SOLIDUS + JOINED)
NOEND = frozenset(OPEN + PREFIX + SOLIDUS)
# Classes whose blanks depend on the width the face gives the mark.
SIZED = frozenset(OPEN + CLOSE + COMMA + STOP + SHOUT + SHOUT_END + MID + SPACE)

_TABLE = {
    OPEN: "“‘（《〈【〖〔［｛「『〝",
    CLOSE: "”’）》〉】〗〕］｝」』〞",
    COMMA: "，、；",
    STOP: "。：．",
    SHOUT: "？！",
    MID: "·",
    PREFIX: "￥¥$￡£№§±([{",
    SUFFIX: "%％‰℃°′″¢)]}",
    CONNECTOR: "–—～",
    DOTS: "…⋯",
    DASH: "\u2e3a",
    SOLIDUS: "／",
    ASCII: "!\"#&'*+,-./:;<=>?@\\^_`|~\u00a0\u2011\u2212",
    SPACE: " \n\r\t",
    DIGIT: "0123456789",
}


class _Classes(dict[int, str]):
    """Code point → letter, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if category.startswith("M") or category == "Cf":
            letter = JOINED
        elif code < 0x2E80 and category[0] == "L":
            letter = LATIN
        elif code < 0x2E80 and category == "Nd":
            letter = DIGIT
        elif code < 0x2000 and category == "No":
            letter = LATIN
        else:
            letter = HAN
        self[code] = letter
        return letter


_CLASSES = _Classes({ord(c): letter for letter, chars in _TABLE.items() for c in chars})
_PAIRED_DASH = re.compile(r"——")
_TWO_SHOUTS = re.compile(r"(?<!z)zz(?!z)")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_POINT = re.compile(r"(?<=[A-Za-z0-9])·(?=[A-Za-z0-9])")


def classify(text: str) -> str:
    """The class letters of `text`, one a character."""
    if "——" in text:
        text = _PAIRED_DASH.sub("\u2e3a\u2e3a", text)
    if "’" in text:
        text = _APOSTROPHE.sub("'", text)
    if "·" in text:
        text = _POINT.sub("'", text)
    letters = text.translate(_CLASSES)
    return _TWO_SHOUTS.sub("zZ", letters) if "zz" in letters else letters
