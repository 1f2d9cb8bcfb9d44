"""Why a text is not an amount, in words a clerk can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from reportgen.facts.approximation import FOLLOWING, TRAILING
from reportgen.facts.unit_table import KNOWN, may_be_unit, one_kind, unknown_part
from reportgen.patterns import late
from reportgen.sources.nearest import asked

_EXPONENT = late(r"-?(?<![\d.])[\d.]+[eE][+-]?\d+")
_NOT_A_NUMBER = late(r"nan|inf(?:inity)?|[+-]?∞|#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?)", re.I)
_VERBS = late("达到|达|完成|实现|共计|合计|共|计")
_RANGE = late(r"\d\D{0,4}?(?:-|—|–|～|~|至|到)\s*\d")
_VAGUE = late(f"几|数[十百千万]|上[百千万亿]|若干|[万亿]{FOLLOWING}")
_FACTOR = late(f"^{FOLLOWING}?(?:万亿|千万|百万|亿|万|千)?{FOLLOWING}?")
_SHAPES = "照这样写：2263余吨、超9052万元、51.37%"
_ZEROS = late(r"(?<![\d.])0+(?=\d)")
_NUMBER = late(r"-?[\d.,]+|[零〇一二两三四五六七八九十百千]+")
_LETTERS = late(r"(?<![\d.,])\d[\d.,]*(?:[Oo][\dOo]*|[Il]\d+)")     # where 0 and 1 were meant
_MEANT = str.maketrans("OoIl", "0011")
_MARKS = late(r"[,.;:、，。；：!！]+\s*\Z")
# 100（快报）, 100①
_REMARK = late(r"([（(\[［【][^（）()\[\]【】]*[)）\]］】]|[*＊※①-⑳]+)")
_POINTS = frozenset(["pp", "pct", "pcts", "ppt"])
_TAIL = late(f"(?:{TRAILING}|{FOLLOWING})$")


class AmountError(Exception):
    """A text that is no amount: a stable code, a message, offset and length in the text, hints."""

    def __init__(
        self, code: str, message: str, offset: int, *hints: str, length: int = 1,
    ) -> None:
        self.code, self.message, self.offset, self.hints = code, message, offset, hints
        self.length = length
        super().__init__(message)


def explain(text: str, position: int, units: Iterable[str]) -> AmountError:
    """The error for `text`, which could not be read on from `position`."""
    rest = text[position:]
    if found := re.match(r"\s*(零下)\d", text):
        return AmountError("E0202", "零下的数写成负数", found.start(1), "把“零下”改成“-”", length=2)
    if found := re.match(r"\s*([负—–]|-\s+)\d", text):
        return AmountError("E0202", "负数写减号", found.start(1), f"把“{found[1]}”改成“-”")
    if re.search(r"\d\s*[:：∶]\s*\d|分之", text):
        return AmountError("E0202", f"“{text.strip()[:24]}”是比例或分数，不是一个数", 0,
                           "换成小数或百分数，如 33.3%；照原样印的，写在稿子里："
                           "{{ 原文：… | 理由 }}")
    if found := re.match(r"\s*(['‘’`]+)\S", text):      # what Excel shows of a number as text
        return AmountError("E0202", f"数的前面有“{found[1]}”", found.start(1), f"删去“{found[1]}”")
    shown = rest if len(rest) <= 24 else rest[:24] + "…"
    if not rest:
        return AmountError("E0202", "没有写数值", position, _SHAPES)
    if _NOT_A_NUMBER.search(rest):
        return AmountError("E0203", f"“{shown}”不是一个数", position,
                           "没有数值时写“-”，并用“状态”说明")
    if found := _EXPONENT.search(text):
        number = format(Decimal(found.group()), "f") if len(found.group()) <= 12 else ""
        hint = f"改成“{number}”" if 0 < len(number) <= 24 else "把数写全，或用万、亿"
        return AmountError("E0203", f"不接受科学计数法“{found.group()[:24]}”", found.start(),
                           hint, length=len(found.group()))
    if found := _LETTERS.search(text):
        return AmountError("E0202", f"数“{found.group()[:24]}”里有字母", found.start(),
                           f"改成“{found.group().translate(_MEANT)}”", length=len(found.group()))
    if (found := _RANGE.search(text)) and position <= found.end():
        return AmountError("E0208", f"“{text[:24]}”是一个区间，不是一个数", found.start(),
                           "分成两个事实，如“…下限”“…上限”")
    if found := _VERBS.match(rest):
        word = found.group()
        return AmountError("E0207", f"“{word}”是动词，不是数值的一部分", position,
                           f"删去“{word}”，写在文稿里", length=len(word))
    if position and (found := _MARKS.match(text, position)):
        return AmountError("E0202", f"数值后面多了“{found.group().strip()}”", position,
                           f"删去“{found.group().strip()}”", length=len(found.group().strip()))
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
                               f"改成“{_ZEROS.sub('', digits)}”", length=len(digits))
        if digits[-1] in ".," or digits.count(".") > 1 or "," in digits:
            plain = digits.rstrip(".")      # nobody knows what 1,23 was to be
            return AmountError("E0202", f"数“{digits[:24]}”的写法不对", position,
                               f"改成“{plain}”" if plain.isdecimal() and len(plain) <= 24 else
                               "小数点前后都要有数字；千分撇每三位一个，或干脆不写",
                               length=len(digits))
        if tail:
            return _unknown_unit(_FACTOR.sub("", tail, count=1) or tail, head.end(), units)
    elif before is not None and not text[position].isdecimal():
        return _unknown_unit(text[before.end():], before.end(), units)
    return AmountError("E0202", f"读不懂数值“{shown}”", position,
                       _SHAPES)


def _unknown_unit(tail: str, offset: int, units: Iterable[str]) -> AmountError:
    units = frozenset(units)
    found = _REMARK.search(tail)
    if found and _FACTOR.sub("", tail[: found.start()].rstrip()) in units | {""}:
        word, inner = found[1], found[1][1:-1]
        hint = f"把“{word}”改成“{inner}”" if inner and _FACTOR.sub("", inner) in units else \
            f"删去“{word}”，写在“说明”里"
        return AmountError("E0202", f"数值后面有“{word}”", offset + found.start(1), hint,
                           length=len(word))
    factor = _FACTOR.match(tail)
    unit = _TAIL.sub("", tail[factor.end():] if factor else tail).strip() or tail
    unit = unknown_part(re.split(r"\d(?![²³]|\Z)", unit, maxsplit=1)[0] or unit, units)
    if unit in _POINTS:
        return AmountError("E0205", f"不认识的单位“{unit}”", offset, f"“{unit}”写成“个百分点”")
    hints = asked(unit, sorted(name for name in units if one_kind(unit, name))) \
        if unit[0] not in "万亿" else ()      # 万万元 is no 元
    if may_be_unit(unit):
        own = sorted(set(units) - KNOWN)
        hints += (f"确是新单位，在文件开头写明“单位: [{', '.join([*own, unit[:16]])}]”",)
    elif not hints:
        hints = ("单位照这样写：吨、元/平方米、张/千人，不写数字、倍数和约数字",)
    return AmountError("E0205", f"不认识的单位“{unit[:24]}”", offset + max(0, tail.find(unit)),
                       *hints, length=len(unit))
