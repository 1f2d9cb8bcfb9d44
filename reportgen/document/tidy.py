"""Certain slips of Chinese text and their mends: the rules K10, K21–K26 and K30 can mend for sure.

Spaces between Han and digits, half-width punctuation between Han, full-width digits and letters,
wrong points and dashes, a hyphen for a minus, ㎡. What has two possible mends is not touched: the
narrative reports it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

Edit = tuple[int, int, str]     # start, end, the new text

_GAP = " \t\u00a0"
_MARKS = frozenset("，。；：、！？（）《》〈〉【】〔〕“”‘’…—")
# The braces of an insert: what it will print is a number or a name, so neighbours of both kinds.
_OPENERS, _CLOSERS = frozenset("{｛"), frozenset("}｝")
_WIDE = "０-９Ａ-Ｚａ-ｚ"
_SIGNS = {"㎡": ("平方米", "m²"), "㎥": ("立方米", "m³"), "㎢": ("km²", "km²")}
_UNITS = {
    sign: name for name, symbols in (("平方米", "㎡ m² m2"), ("立方米", "㎥ m³ m3"))
    for sign in symbols.split()
}
_SMALL_SIGNS = "㎎㎏㎜㎝㎞㎖㎗㎘㎾㏄㏒"      # mg kg mm cm km ml dl kl kW: the letters say the same
MEND = (      # where something may be wrong; the neighbours decide (wide classes compile slowly)
    rf"(?P<mark>[{_GAP}]*[,;:!?][{_GAP}]*)|(?P<space>[{_GAP}]+)|(?P<dot>[・‧•∙])|(?P<open>\()"
    rf"|(?P<wide>[{_WIDE}]+|％|(?<=[0-9０-９])．(?=[0-9０-９]))"
    rf"|(?P<sign>[㎡㎥㎢{_SMALL_SIGNS}])|(?P<dash>[―─]{{2,}}|⋯⋯|[〜∼])"
    # before a whole number, where no range, code or date can begin: a negative one
    r"|(?P<minus>(?<![^\s（(，。；：、“,;:|～])[-－]"
    r"(?=[0-9]+(?:[.,][0-9]+)*(?:～[-－]|$|[^0-9A-Za-z.,/:～—~－-])))"
)
_SCAN = re.compile(rf"(?P<skip>https?://[!-~]+|[A-Za-z0-9._+-]{{1,64}}@[A-Za-z0-9.-]+)|{MEND}")
_BRACKETS = re.compile(r"\(([^()\n]{0,80})\)")
_BLANK = re.compile(f"[{_GAP}\u3000\n]*")
_NUMBERED = re.compile("第?[0-9]+号")
_PERCENT = frozenset("%％℃")
_TO_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_TO_HALF = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B),
                                    *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0E)}


def unit_name(unit: str) -> str:
    """A unit by its name: 平方米 for ㎡, m² and m2; what is no sign stays as it is."""
    return _UNITS.get(unit, unit)


def tidied(text: str, *, table: bool = False) -> str:
    """The text with all that is certain mended; `table`: ㎡ becomes m², not 平方米."""
    parts, at = [], 0
    for start, end, new in edits(text, table=table):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def edits(text: str, *, table: bool = False) -> list[Edit]:
    """What to mend in a text without markup, in order."""
    return sorted(
        edit for hit in _SCAN.finditer(text) if hit.lastgroup != "skip"
        for edit in mended(hit, text, table=table)
    )


def mended(hit: re.Match[str], text: str, *, table: bool = False) -> Iterator[Edit]:
    """The edits of one match of `MEND`; none where the neighbours say that it is right."""
    start, end = hit.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    match hit.lastgroup:
        case "mark":
            mark = hit.group().strip(_GAP)
            if _chinese(text, start, end, mark):
                yield start, end, mark.translate(_TO_FULL)
        case "space":
            if _needless(text, start, after):
                yield start, end, ""
        case "dot":
            if is_han(before) and is_han(after):
                yield start, end, "·"
        case "wide":
            yield start, end, hit.group().translate(_TO_HALF)
        case "sign":
            plain = unicodedata.normalize("NFKC", hit.group())
            yield start, end, _SIGNS.get(hit.group(), (plain, plain))[table]
        case "dash":
            yield start, end, _long(hit.group())
        case "minus":
            yield start, end, "−"
        case _:
            yield from _brackets(text, start, before)


def _long(mark: str) -> str:
    if mark[0] in "〜∼":
        return "～"
    return "……" if mark[0] == "⋯" else "——"


def _brackets(text: str, start: int, before: str) -> Iterator[Edit]:
    pair = _BRACKETS.match(text, start)
    if pair is None or (pair[1].isdigit() and _NUMBERED.match(text, pair.end())):
        return      # 国办发(2024)1号 wants another kind of bracket: reported
    after = text[pair.end() : pair.end() + 1]
    if is_full(before) or (not before and is_han(after)) or any(map(is_han, pair[1])):
        yield start, start + 1, "（"
        yield pair.end() - 1, pair.end(), "）"


def _chinese(text: str, start: int, end: int, mark: str) -> bool:
    """Whether a half-width mark at `text[start:end]` stands in Chinese."""
    before, after = text[start - 1 : start], _following(text, end)
    if after == "/":
        return False
    if is_full(before) or (before == ")" and is_full(text[start - 2 : start - 1])):
        return True
    if before in _CLOSERS:
        return not is_word(after) and after not in _OPENERS
    if not (is_word(before) or before in _PERCENT):
        return False
    clause = not after and mark in ",;" and any(map(is_han, text[max(0, start - 20) : start]))
    return is_han(after) or clause


def _following(text: str, end: int) -> str:
    """The next character that is no blank; lines of a paragraph are joined."""
    found = _BLANK.match(text, end)
    at = found.end() if found else end
    return text[at : at + 1]


def _needless(text: str, start: int, after: str) -> bool:
    """Whether a space at `start` before `after` is one that the typesetting makes itself."""
    before = text[start - 1 : start]
    if after in _PERCENT:
        return before.isdigit() or before in _CLOSERS
    if before == "." and is_han(after):      # an initial: B. 盖茨
        return text[start - 2 : start - 1].isupper() and not is_word(text[start - 3 : start - 2])
    if is_full(before):
        return is_word(after) or after in _OPENERS or (
            (before in _MARKS or after in _MARKS) and is_full(after))
    return is_full(after) and (is_word(before) or before in _CLOSERS or before in _PERCENT)


def is_han(ch: str) -> bool:
    """Whether a character is a Han character; the empty string is none."""
    return "\u3400" <= ch <= "\u9fff" or "\uf900" <= ch <= "\ufaff" or ch >= "\U00020000" \
        or ch == "〇"


def is_full(ch: str) -> bool:
    """Whether a character stands in a square: a Han character or a Chinese mark."""
    return is_han(ch) or ch in _MARKS


def is_word(ch: str) -> bool:
    """Whether a character is a Latin letter or a digit."""
    return ch.isascii() and ch.isalnum()
