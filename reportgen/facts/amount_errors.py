"""Why a text is not an amount, in words a clerk can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.facts.approximation import FOLLOWING, TRAILING
from reportgen.facts.unit_table import may_be_unit, one_kind, unknown_part
from reportgen.sources.nearest import nearest

_EXPONENT = re.compile(r"-?\d[\d.]*[eE][+-]?\d+")
_NOT_A_NUMBER = re.compile(r"nan|inf(?:inity)?|[+-]?∞|#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?)", re.I)
_VERBS = re.compile("达到|达|完成|实现|共计|合计|共|计")
_RANGE = re.compile(r"\d\D{0,4}?(?:-|—|–|～|~|至|到)\s*\d")
_VAGUE = re.compile(f"几|数[十百千万]|上[百千万亿]|若干|[万亿]{FOLLOWING}")
_FACTOR = re.compile(f"^{FOLLOWING}?(?:万亿|千万|百万|亿|万|千)?{FOLLOWING}?")
_NUMBER = re.compile(r"-?[\d.,]+|[零〇一二两三四五六七八九十百千]+")
_MARKS = re.compile(r"[,.;:、，。；：!！]+\s*\Z")
_TAIL = re.compile(f"(?:{TRAILING}|{FOLLOWING})$")


class AmountError(Exception):
    """A text that is no amount: a stable code, a message, the offset in the text, hints."""

    def __init__(self, code: str, message: str, offset: int, *hints: str) -> None:
        self.code, self.message, self.offset, self.hints = code, message, offset, hints
        super().__init__(message)


def explain(text: str, position: int, units: Iterable[str]) -> AmountError:
    """The error for `text`, which could not be read on from `position`."""
    rest = text[position:]
    shown = rest if len(rest) <= 24 else rest[:24] + "…"
    if not rest:
        return AmountError("E0202", "没有写数值", position, "写成“2263余吨”这样的数值")
    if _NOT_A_NUMBER.search(rest):
        return AmountError("E0203", f"“{shown}”不是一个数", position,
                           "没有数值时写“-”，并用“状态”说明")
    if found := _EXPONENT.search(text):
        return AmountError("E0203", f"不接受科学计数法“{found.group()[:24]}”", found.start(),
                           "把数写全，或用万、亿")
    if (found := _RANGE.search(text)) and position <= found.end():
        return AmountError("E0208", f"“{text[:24]}”是一个区间，不是一个数", found.start(),
                           "分成两个事实，如“…下限”“…上限”")
    if found := _VERBS.match(rest):
        word = found.group()
        return AmountError("E0207", f"“{word}”是动词，不是数值的一部分", position,
                           rest[len(word):] or "写在文稿里")
    if position and (found := _MARKS.match(text, position)):
        return AmountError("E0202", f"数值后面多了“{found.group().strip()}”", position,
                           text[:position].strip())
    if _VAGUE.match(rest):
        return AmountError("E0202", f"“{shown}”没有说出具体的数", position,
                           "写出数，如“1万余人”；没有数时用“状态”说明")
    return _number_or_unit(text, position, shown, units)


def _number_or_unit(text: str, position: int, shown: str, units: Iterable[str]) -> AmountError:
    before = _NUMBER.search(text, 0, position)
    head = _NUMBER.match(text, position)
    if head is not None:
        digits = head.group()
        tail = text[head.end():]
        if re.match(r"-?0\d", digits):
            return AmountError("E0202", f"数“{digits[:24]}”以 0 开头", position,
                               digits.lstrip("-0"))
        if digits[-1] in ".," or digits.count(".") > 1 or "," in digits:
            return AmountError("E0202", f"数“{digits[:24]}”的写法不对", position,
                               "小数点前后都要有数字；千分撇每三位一个，或干脆不写")
        if tail:
            return _unknown_unit(_FACTOR.sub("", tail, count=1) or tail, head.end(), units)
    elif before is not None and not text[position].isdecimal():
        return _unknown_unit(text[before.end():], before.end(), units)
    return AmountError("E0202", f"读不懂数值“{shown}”", position,
                       "写成“2263余吨”“超9052万元”“51.37%”这样的数值")


def _unknown_unit(tail: str, offset: int, units: Iterable[str]) -> AmountError:
    factor = _FACTOR.match(tail)
    unit = _TAIL.sub("", tail[factor.end():] if factor else tail).strip() or tail
    unit = unknown_part(re.split(r"\d(?![²³]|\Z)", unit, maxsplit=1)[0] or unit, units)
    near = nearest(unit, sorted(name for name in units if one_kind(unit, name)))
    hints = [f"是不是“{near}”"] if near else []
    if may_be_unit(unit):
        hints.append(f"确是新单位时，在文件开头写：单位: [{unit[:16]}]")
    elif not near:
        hints.append("单位写成“吨”“元/平方米”“张/千人”这样，不写数字、倍数和约数字")
    return AmountError("E0205", f"不认识的单位“{unit[:24]}”", offset, *hints)
