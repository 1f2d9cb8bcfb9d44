"""Characters that look like others: what is pasted from PDF files and web pages, made plain.

人⺠ out of a PDF is not 人民: a search does not find it and no face shows it. Only such doubles
are changed: NFKC on the whole text would destroy ①, ％ and （）, which official writing needs.
"""

from __future__ import annotations

import re
import unicodedata

from reportgen.frozen import frozen

# An em's worth of blank stays an em's worth: U+3000 is the blank that Chinese faces have.
_WIDE_SPACES = frozenset("\u2001\u2003")
# Of the radicals supplement those that are characters as they stand (Unicode gives no mapping),
# and parts of characters that have a code of their own: 亻 氵 钅.
_RADICALS = dict(zip(
    "⺊⺒⺓⺝⺟⺠⺻⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻳⺅⺉⺖⺘⺡⺣⺨⺭⺰⺲⺾⻂⻈⻌⻐⻠",
    "卜巳幺月母民聿臼虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龜龟亻刂忄扌氵灬犭礻纟罒艹衤讠辶钅饣",
    strict=True,
))
# Where faces of the mainland draw a Kangxi radical in the form of the mainland, and Unicode's
# mapping names the older one: out of their PDF files comes ⼾ for 户.
_MAINLAND = {"⼾": "户", "⾭": "青", "⿈": "黄"}
_DOUBTFUL = re.compile(
    "[\u2000-\u200a\u2e80-\u2fd5\uf900-\ufaff\ufe00-\ufe0f\U000e0100-\U000e01ef"
    "\ue000-\uf8ff\U000f0000-\U0010fffd]"
)


@frozen
class Replacement:
    """One character changed: where it stood in the given text, what it was, what it is now.

    `new` equals `old` for a private-use character: nobody can know what was meant, so it stays,
    and is listed for a warning.
    """

    index: int
    old: str
    new: str


def normalise(text: str) -> tuple[str, list[Replacement]]:
    """The text with look-alikes made plain, and what was changed.

    Spaces U+2000–200A become a space (an em space becomes U+3000); variation selectors go;
    radicals and compatibility ideographs become the Han characters they look like.
    """
    changes = [
        Replacement(found.start(), found.group(), _normal(found.group()))
        for found in _DOUBTFUL.finditer(text)
    ]
    changes = [each for each in changes if each.new != each.old or is_private_use(each.old)]
    if not changes:
        return text, changes
    parts, at = [], 0
    for each in changes:
        parts += [text[at : each.index], each.new]
        at = each.index + 1
    return "".join([*parts, text[at:]]), changes


def is_private_use(ch: str) -> bool:
    """Whether the character means something only to the machine it was typed on."""
    return unicodedata.category(ch) == "Co"


def _normal(ch: str) -> str:
    if ch <= "\u200a":
        return "\u3000" if ch in _WIDE_SPACES else " "
    if ch in _RADICALS or ch in _MAINLAND:
        return _RADICALS.get(ch) or _MAINLAND[ch]
    if ch <= "\u2fd5" or "\uf900" <= ch <= "\ufaff":
        return unicodedata.normalize("NFKC", ch)
    if "\ufe00" <= ch <= "\ufe0f" or "\U000e0100" <= ch <= "\U000e01ef":
        return ""
    return ch
