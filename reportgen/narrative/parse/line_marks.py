"""What a line of prose begins with: a bullet, a number of a list, an indent, a mark of a block."""

from __future__ import annotations

import re

from reportgen.document.markers import chinese_value, read_marker
from reportgen.frozen import frozen
from reportgen.narrative.language.passage import Line

BLANKS = " \t\u3000"
TAB = 4
_BULLET = re.compile(r"(?:[-*+·][ \t\u3000]+|[•●○◦▪■◆◇➢][ \t\u3000]*)(?=\S)")
_EXPLICIT = re.compile(
    r"(?P<number>[1-9][0-9]{0,2})"
    r"(?:(?P<point>[.．][ \t]+|[、．][ \t]*)|(?P<bracket>[)）][ \t]*))(?=\S)"
)
_HAN = "一二三四五六七八九十百零"
_OFFICE = re.compile(
    rf"(?:(?P<bare>[{_HAN}]{{1,4}})、(?![{_HAN}])|[（(](?P<han>[{_HAN}]{{1,4}})[）)]"
    r"|[（(](?P<digits>[1-9][0-9]{0,2})[）)]|(?P<pointed>[1-9][0-9]{0,2})"
    r"[.](?=[^\s0-9]|(?:19|20)[0-9]{2}年)"      # 2.2024年…: no number has a year for its decimals
    rf"|(?P<circle>[①-⑳]))[ \t\u3000]*(?=\S)"
)
_BLOCK = re.compile(
    r"#|＃|>|＞|\||`{3}|~{3}|｀{3}|-{3}|—{3}|<!--|[{｛][ \u3000]?[%％]|={3}|_{3}|\*{3}"
)


@frozen
class Mark:
    """The mark of a list item.

    `printed` is its number, "" for a bullet; `kind` what items of one list share; `plain` says
    that it is a number as an office writes it, which text may begin with, too; `slip` is what it
    should have been; `length` counts the characters up to the item's text.
    """

    printed: str
    kind: object
    number: int
    length: int
    plain: bool = False
    slip: str = ""


def mark_of(text: str) -> Mark | None:
    """The mark at the start of a line without its indent."""
    if found := _BULLET.match(text):
        slip = "" if text[0] in "-*+" else "- "
        return Mark("", "bullet", 0, found.end(), slip=slip)
    if found := _EXPLICIT.match(text):
        number = found["number"]
        printed = f"{number}）" if found["bracket"] else f"{number}."
        point = found["point"] or ""
        slip = f"{number}. " if point[:1] in ("、", "．") else ""
        return _numbered(printed, found.end(), plain=False, slip=slip)
    if found := _OFFICE.match(text):
        bare, han = found["bare"], found["han"]
        if (bare or han) and chinese_value(bare or han) is None:
            return None
        printed = f"{bare}、" if bare else f"（{han}）" if han else \
            f"（{found['digits']}）" if found["digits"] else \
            f"{found['pointed']}." if found["pointed"] else found["circle"]
        return _numbered(printed, found.end(), plain=True)
    return None


def _numbered(printed: str, length: int, *, plain: bool, slip: str = "") -> Mark | None:
    known = read_marker(printed)
    if known is None:
        return None
    form, number = known
    return Mark(printed, form, number, length, plain, slip)


def begins_block(text: str) -> bool:
    """Whether a line without its indent begins a block that is neither text nor a list."""
    return _BLOCK.match(text) is not None


def bare(line: Line) -> Line:
    """The line without its indent and the blanks at its end."""
    text = line.text.rstrip(BLANKS)
    left = len(text) - len(text.lstrip(BLANKS))
    return Line(text[left:], line.number, line.column + left)


def indent_of(text: str) -> int:
    """How far a line is indented, in columns; an ideographic space is two."""
    columns = 0
    for character in text:
        if character == "\t":
            columns += TAB - columns % TAB
        elif character in BLANKS:
            columns += 2 if character == "\u3000" else 1
        else:
            break
    return columns


def set_in(text: str) -> bool:
    """Whether a line begins as an office begins a paragraph: with ideographic spaces."""
    return text.lstrip(" \t").startswith("\u3000")
