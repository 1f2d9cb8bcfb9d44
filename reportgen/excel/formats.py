"""Number formats: what a spreadsheet shows for a stored number (ECMA-376-1, 18.8.31).

Sections, conditions, scaling commas, percent, escapes, literal words, digits by their places,
rounded half up. Scientific notation, fractions, Chinese numerals (DBNum) and elapsed times are
refused: their text is no plain number.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from reportgen.excel import dates
from reportgen.excel.cells import NotShownError
from reportgen.frozen import frozen

GENERAL = "General"
_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]|General|G/通用格式|AM/PM|E[+-]|y+|m+|d+|h+|s+|[0#?]|.',
    re.IGNORECASE | re.DOTALL)
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|\[[^\[\]]*\]|[^;])*);?')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[\d.]+)\]")
_CURRENCY = re.compile(r"\[\$([^-\]]*)(?:-([^\]]*))?\]")
_COLOUR = re.compile(r"\[(?:black|white|red|green|blue|yellow|magenta|cyan|colou?r ?\d+"
                     r"|[黑白红绿蓝黄]色?|洋红色?|青色?|蓝绿色|颜色 ?\d+)\]", re.IGNORECASE)
_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}
_BARE = frozenset("$-+/():^&'~{}<>= ")     # shown without quotes
_CHOICES = {14: "yyyy/m/d", 22: "yyyy/m/d h:mm"}
_DATE, _MONTH, _DAY = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
# What a number without a code of its own means, as a Chinese Excel shows it (18.8.30, zh-cn).
BUILTIN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    27: _MONTH, 28: _DAY, 29: _DAY, 30: "m-d-yy", 31: _DATE, 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: _MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _MONTH, 51: _DAY, 52: _MONTH, 53: _DAY, 54: _DAY, 57: _MONTH, 58: _DAY, **_CHOICES,
}
_DATE_CODE = re.compile("[年月日]|aaa|y[/-]?m|bb")      # it shows a date, though not how
_HINTS = {False: (), True: (dates.HINT,)}
_POWERS = 308   # of ten, which a spreadsheet knows
_LARGE = Context(prec=2 * _POWERS)
_USUAL = re.compile(r"(x*)(#,##)?0(?:\.(0+))?(%?)x*")
_LONG = 15      # the digits a spreadsheet keeps
_KEPT = Context(prec=_LONG, rounding=ROUND_HALF_UP)
_WIDE = 11      # the characters it shows of a number without a format


@frozen
class Section:
    """A part of a format: its tokens as (kind, text), the condition it is for."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    kinds: frozenset[str]


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """The text a spreadsheet shows for a number. Raises `NotShownError`."""
    if not value.is_finite() or abs(value.adjusted()) > _POWERS:
        raise NotShownError("不是一个数")
    value = _KEPT.plus(value)      # 0.1 + 0.2 is 0.3
    if code == GENERAL:
        return ("-" if value < 0 else "") + _general(abs(value))
    sections = parsed(code)
    index = _chosen(sections, value)
    section = sections[index]
    if "date" in section.kinds:
        return dates.shown(value, section.tokens, from_1904=from_1904)
    minus = value < 0 and not _unsigned(sections, index)
    if minus and index and sections[0].condition:
        raise NotShownError("是负数，数字格式没有说负号怎样显示")      # programs differ
    if section.kinds & {"general", "text"}:
        text = "".join(_general(abs(value)) if kind in {"general", "text"} else part
                       for kind, part in section.tokens)
    else:
        text = _digits(abs(value), section)
    return "-" + text if minus and any(ch in "123456789" for ch in text) else text


def text_shown(text: str, code: str) -> str:
    """What is shown for a text: as it is, unless a fourth section says otherwise."""
    if code in {GENERAL, "@"}:
        return text
    sections = parsed(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if "text" in section.kinds:
        return "".join(text if kind == "text" else part
                       for kind, part in section.tokens)
    return "" if len(sections) > 3 else text


@lru_cache(maxsize=512)
def parsed(code: str) -> tuple[Section, ...]:
    """The sections of a format code, at most four. Raises `NotShownError`."""
    parts = _SECTIONS.findall(code)
    parts = parts[:-1] if len(parts) > 1 and not code.endswith(";") else parts
    return tuple(_section(part) for part in parts[:4])


def _section(code: str) -> Section:
    if "上午/下午" in code:
        raise NotShownError("时间分上午下午", dates.HINT)
    tokens: list[tuple[str, str]] = []
    condition = None
    for piece in _TOKEN.findall(code):
        if found := _CONDITION.fullmatch(piece):
            condition = found[1], Decimal(found[2])
        elif found := _CURRENCY.fullmatch(piece):
            if (found[2] or "").upper() in {"F800", "X-SYSDATE"}:
                return _section(_DATE)
            if (found[2] or "").upper() in {"F400", "X-SYSTIME"}:
                return _section("h:mm:ss")
            tokens += [("literal", found[1])] if found[1] else []
        elif not _COLOUR.fullmatch(piece):
            tokens.append(_token(piece, code))
    if any(kind == "date" for kind, _ in tokens):      # 0 in ss.0, the point and comma between
        tokens = [("literal", text) if kind in {"point", "comma"} else (kind, text)
                  for kind, text in tokens]
    return Section(tuple(tokens), condition, frozenset(kind for kind, _ in tokens))


def _token(piece: str, code: str) -> tuple[str, str]:
    low = piece.lower()
    if piece[0] == '"':
        return "literal", piece[1:-1]
    if piece[0] == "\\" and len(piece) == 2:
        return "literal", piece[1]
    if piece[0] in "_*" and len(piece) == 2:
        return "space", " " if piece[0] == "_" else ""
    if low == "general" or piece == "G/通用格式":
        return "general", ""
    if low in {"e+", "e-"}:
        raise NotShownError("显示成科学计数法")
    if low[0] in "ymdhs" or low == "am/pm":
        return "date", low
    if named := {"0": "digit", "#": "digit", "?": "digit", ".": "point", ",": "comma",
                 "%": "percent", "@": "text"}.get(piece):
        return named, piece
    if piece == "/" and re.search(r"[?#0]\s*/", code):
        raise NotShownError("显示成分数")
    if piece == "!":      # 0!.0,"万"
        raise NotShownError("数字格式里的“!”，各个程序显示的不一样",
                            r'“!”换成“\”，如 0\.0,"万"')
    if piece[0] == "[":
        raise NotShownError(f"数字格式里的“{piece}”读不了", *_HINTS[bool(_DATE_CODE.search(code))])
    if piece in _BARE or not piece.isascii():
        return "literal", piece
    raise NotShownError(f"数字格式“{code[:30]}”读不懂", *_HINTS[bool(_DATE_CODE.search(code))])


def _chosen(sections: tuple[Section, ...], value: Decimal) -> int:
    """Which section is for a value."""
    count = min(len(sections), 3)
    zero = Decimal(0)
    usual = [(">" if count > 2 else ">=", zero), ("<", zero)]
    for index in range(count - 1):
        sign, limit = sections[index].condition or usual[index]
        if _OPERATORS[sign](value, limit):
            return index
    last = sections[count - 1]
    if last.condition and not _OPERATORS[last.condition[0]](value, last.condition[1]):
        raise NotShownError("没有一节数字格式管这个数")
    return count - 1


def _unsigned(sections: tuple[Section, ...], index: int) -> bool:
    """Whether a section is for negative numbers alone, and shows them without a sign."""
    below = {("<", Decimal(0))}
    if index == 0:
        return sections[0].condition in below
    first = sections[0].condition in {None, (">", Decimal(0)), (">=", Decimal(0))}
    return index == 1 and first and sections[1].condition in {None, *below}


def _general(value: Decimal) -> str:
    text = format(value.normalize(), "f")
    if "." in text and len(text) > _WIDE:
        raise NotShownError("没有定小数位，显示几位随列宽变", "在单元格格式里选“数值”，写明小数位")
    if len(text) > _LONG:
        raise NotShownError("超过 15 位的数，Excel 已经存不准了", "改成文本再填")
    return text


@lru_cache(maxsize=512)
def _usual(tokens: tuple[tuple[str, str], ...]) -> tuple[str, int, str, Decimal, str] | None:
    """Of #,##0.00, 0.0% and the like: what stands before, by what power of ten the number is
    larger, how Python writes it, its last place, what stands behind. None for any other."""
    found = _USUAL.fullmatch("".join(
        text if kind in {"digit", "point", "comma", "percent"} else "x" for kind, text in tokens))
    if found is None:
        return None
    before, behind = (tokens[: found.end(1)], tokens[found.start(4) :])
    return ("".join(text for _, text in before), 2 * len(found[4]), ",f" if found[2] else "f",
            Decimal(1).scaleb(-len(found[3] or "")), "".join(text for _, text in behind))


def _digits(value: Decimal, section: Section) -> str:
    """Digits put into their places; literals stay where they stand."""
    if (usual := _usual(section.tokens)) is not None:
        before, power, written, place, after = usual
        value = value.scaleb(power).quantize(place, ROUND_HALF_UP, _LARGE)
        return before + format(value, written) + after
    tokens = list(section.tokens)
    places = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not places:
        return "".join(text for _, text in tokens)
    point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    whole = [at for at in places if at < point]
    below = [at for at in places if at > point]
    commas = [at for at, (kind, _) in enumerate(tokens) if kind == "comma"]
    behind = [at for at in commas if not any(at < place for place in
                                             (whole if at < point else below))]
    grouped = any(at not in behind and at > places[0] for at in commas)
    percents = sum(kind == "percent" for kind, _ in tokens)
    value = value.scaleb(2 * percents - 3 * len(behind))
    value = value.quantize(Decimal(1).scaleb(-len(below)), ROUND_HALF_UP, _LARGE)
    first, _, last = format(value, "f").partition(".")
    if any(at < point for at in behind) and point < len(tokens):
        raise NotShownError("数字格式里小数点前有逗号，各个程序显示的不一样")
    out = ["" if kind in {"digit", "comma"} else text for kind, text in tokens]
    _put_whole(out, tokens, whole, "" if first == "0" else first, grouped=grouped)
    _put_below(out, tokens, below, last)
    if point < len(tokens) and not any(out[at] for at in below):
        out[point] = ""
    return "".join(out)


def _put_whole(
    out: list[str], tokens: list[tuple[str, str]], places: list[int], digits: str, *,
    grouped: bool,
) -> None:
    """From the right; what is left over stands at the leftmost place."""
    count = 0
    for order, at in enumerate(reversed(places)):
        last = order == len(places) - 1
        take = digits if last else digits[-1:]
        digits = "" if last else digits[:-1]
        if not take:
            take = {"0": "0", "?": " ", "#": ""}[tokens[at][1]]
        made = ""
        for digit in reversed(take):
            made = digit + ("," if grouped and count and count % 3 == 0 and digit != " " else "") \
                + made
            count += 1
        out[at] = made


def _put_below(
    out: list[str], tokens: list[tuple[str, str]], places: list[int], digits: str,
) -> None:
    significant = len(digits.rstrip("0"))
    for order, at in enumerate(places):
        kind = tokens[at][1]
        out[at] = digits[order] if order < significant or kind == "0" else \
            {"?": " ", "#": ""}[kind]
