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
PREFIX = "y"  # ￥ $ № § © ≥ and half-width opening brackets
SUFFIX = "p"  # % ‰ ℃ ™ and half-width closing marks
CONNECTOR = "d"  # – ～ and a single —
DASH = "x"  # —— (two of them, or U+2E3A)
DOTS = "e"  # ……
SOLIDUS = "S"  # ／ ∶ ÷ ＋, × of a product, / beside Han: neither begins nor ends a line (K38)
SPACE = "s"
JOINED = "v"  # combining marks, variation selectors: they belong to what stands before

_SCRIPT = "r"  # ₂ ⁻¹, until it is known what they belong to

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
    PREFIX: "￥¥$￡£№§©±≤≥≈≠≦≧([{",
    SUFFIX: "%％‰‱℃℉°′″¢™®℠)]}",
    CONNECTOR: "–—～",
    DOTS: "…⋯",
    DASH: "\u2e3a",
    SOLIDUS: "／∶÷＋",
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
        elif 0x2070 <= code <= 0x209F or char in "¹²³":
            letter = _SCRIPT
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
# × of 7×24, 长×宽; not in ××镇, 第×次, ×月×日, where it stands for a character left out.
_TIMES = re.compile(
    r"(?<=[0-9A-Za-z)])×(?!×)|(?<![×第])×(?![×年月日时分秒号次个名人户元万亿期届条款项村镇乡县市区省局组季])"
)
_SLASH = re.compile(r"/(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])/(?=[!-~])")
# Signs that are of another class in some places, those places, and a sign of that class.
_BY_PLACE = (("——", _PAIRED_DASH, "\u2e3a\u2e3a"), ("’", _APOSTROPHE, "'"), ("·", _POINT, "'"),
             ("×", _TIMES, "÷"), ("/", _SLASH, "／"))
# Of a word or number (CO₂, 10⁻⁶, ¹⁴C); else of the Han before (米³), as a combining mark is.
_OF_A_WORD = re.compile(r"(?<=[lnap])r+|^r+|r+(?=[ln])")


def classify(text: str) -> str:
    """The class letters of `text`, one a character."""
    for sign, pattern, other in _BY_PLACE:
        if sign in text:
            text = pattern.sub(other, text)
    letters = text.translate(_CLASSES)
    if _SCRIPT in letters:
        letters = _OF_A_WORD.sub(lambda found: LATIN * len(found.group()), letters)
        letters = letters.replace(_SCRIPT, JOINED)
    return _TWO_SHOUTS.sub("zZ", letters) if "zz" in letters else letters
