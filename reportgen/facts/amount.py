"""Reading a written amount: 2263余吨, 超9052万元, 1万多元, 36户52人, 十余人, 51.37%, 585.6亩.

The grammar is closed: [超|近|约 …] number [余|多] [万|亿 …] [余|多] unit [左右|以上 …], one or
several times. What does not fit is refused with the reason; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from reportgen.diagnostics import Sink, Span
from reportgen.document.tidy import unit_name
from reportgen.facts import numerals
from reportgen.facts.amount_errors import AmountError, explain
from reportgen.facts.approximation import FOLLOWING, LEADING, TRAILING
from reportgen.facts.model import MULTIPLIERS, Amount, Approximation, WordPlace
from reportgen.facts.unit_table import KNOWN, PLAIN, canonical, may_be_unit, unit_pattern
from reportgen.frozen import frozen
from reportgen.sources.nearest import question
from reportgen.sources.nodes import Scalar

MAX_DIGITS = 30
DASHES = frozenset({"-", "–", "—", "－", "——", "/"})
NOTHING = DASHES | {"…", "……", "无"}      # what a table may say where there is no value

_SIGNS = ("㎡", "m²", "m2", "㎥", "m³", "m3")
_FULL = {**str.maketrans("０１２３４５６７８９．，％＋－−", "0123456789.,%+--"), **PLAIN}
_HALF = str.maketrans("０１２３４５６７８９．，％＋", "0123456789.,%+")
_WIDE = re.compile("[０-９．，％＋]")
_ARABIC = r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?(?![\d.,])"


@frozen
class Units:
    """The units a data file may use: the known ones and its own."""

    names: frozenset[str]
    pattern: re.Pattern[str]

    @staticmethod
    def known(own: Iterable[str] = ()) -> Units:
        """The known units and `own`."""
        return _units(frozenset(own))


def parse_amounts(text: str, units: Units | None = None) -> tuple[Amount, ...]:
    """The amounts of a text, in order. Raises AmountError saying what is wrong and where.

    Full-width digits are read; the amount then holds the usual ones.
    """
    units = units or Units.known()
    plain = text.translate(_FULL).rstrip()
    start = len(plain) - len(plain.lstrip())
    amounts: list[Amount] = []
    position = start
    while position < len(plain) or not amounts:
        found = units.pattern.match(plain, position)
        if found is None or (amounts and plain[position] == "-") or found.end() == position:
            raise explain(plain, position, units.names)
        amounts.append(_amount(found))
        position = found.end()
    if len(amounts) > 1 and not all(amount.unit for amount in amounts):
        if any(ch in numerals.LETTERS for ch in text):      # 一万二千户
            raise AmountError("E0211", f"读不懂中文数字“{text.strip()[:24]}”", start,
                              "改用阿拉伯数字")
        if (joined := re.sub(r"(?<=\d)\s+(?=\d{3}(?!\d))", "", plain.strip())) != plain.strip():
            raise AmountError("E0202", f"“{text.strip()}”的数里有空格", start, f"改成“{joined}”")
        raise AmountError("E0202", f"“{text.strip()}”里有一个数没有单位", start,
                          "每个数都写单位，如 36户52人")
    return tuple(amounts)


def single_amount(text: str, units: Units) -> Amount | None:
    """The amount that a text is; None for one that is none, and for several."""
    plain = text.translate(_FULL).strip()
    found = units.pattern.match(plain)
    if found is None or found.end() < len(plain):
        return None
    try:
        return _amount(found)
    except AmountError:
        return None


def read_amounts(node: Scalar, units: Units, sink: Sink) -> tuple[Amount, ...] | None:
    """The amounts of a source text; None after an error (E0202–E0208, E0211) at its place.

    Full-width digits are reported as I0209.
    """
    try:
        amounts = parse_amounts(node.text, units)
    except AmountError as error:
        sink.error(error.code, error.message, _at(node, error.offset, error.length), *error.hints)
        return None
    for sign in _SIGNS:
        if sign in node.text and not any(sign in amount.unit for amount in amounts):
            name = unit_name(sign)
            sink.info("I0250", f"“{node.text}”里的{sign}按{name}读",
                      _at(node, node.text.index(sign)),
                      f"把“{sign}”改成“{name}”")
            break
    if (wide := _WIDE.search(node.text)) is not None:
        sink.info("I0209", f"“{node.text}”里的全角数字按半角读", _at(node, wide.start()),
                  f"把“{node.text}”改成“{node.text.translate(_HALF)}”")
    return amounts


def _at(node: Scalar, offset: int, length: int = 1) -> Span:
    span = node.span
    if span.cell:
        return span
    offset = min(offset, len(node.text)) + node.quoted
    length = max(1, min(length, len(node.text) - offset))
    return Span(span.file, span.line, span.column + offset, length)


def own_units(nodes: Iterable[Scalar], sink: Sink) -> Units:
    """The known units and those a data file declares; E0229 for what can be no unit."""
    good = []
    for node in nodes:
        name = canonical(node.text.strip().translate(PLAIN))
        if name and not may_be_unit(name) and name not in KNOWN:
            sink.error("E0229", f"“{name[:24]}”不能作单位", node.span,
                       "单位里不写数字、倍数（万、亿）和约数字；“万元”“张/千人”不必声明，直接用")
        else:
            good.append(name)
    return Units.known(good)


@lru_cache(maxsize=32)
def _units(own: frozenset[str]) -> Units:
    names = KNOWN | own
    unit = unit_pattern(names)
    thousands = "|".join(re.escape(n[1:]) for n in sorted(names) if n[0] == "千" and len(n) > 1)
    chinese = f"(?:[{numerals.LETTERS.replace('千', '')}]|千(?!{thousands}))+"
    chinese = f"{chinese}(?:亿{chinese}(?:万(?:{chinese})?)?|万{chinese})?"      # 一万二千
    multiplier = "|".join(sorted((m for m in MULTIPLIERS if m), key=len, reverse=True))
    return Units(names, re.compile(
        f"(?P<before>{LEADING})?"
        f"(?P<digits>-?{_ARABIC}|{chinese})(?P<number>{FOLLOWING})?[ ]?"
        f"(?:(?P<bare>{unit})|(?P<multiplier>{multiplier})(?P<multiple>{FOLLOWING})?[ ]?"
        f"(?P<unit>{unit})?|)"
        f"(?P<behind>{TRAILING}|{FOLLOWING})?"
    ))


def _amount(found: re.Match[str]) -> Amount:
    digits = found["digits"]
    if sum(ch.isdecimal() for ch in digits) > MAX_DIGITS:
        raise AmountError("E0204", f"数字太长：一个数最多 {MAX_DIGITS} 位", found.start("digits"),
                          "检查是不是多粘贴了内容，或改用万元、亿元")
    number = _number(digits, found.start("digits"))
    if found["number"] and found["multiplier"] and abs(number) < 10:
        word, multiplier = found["number"], found["multiplier"]      # 1余万元 is not said
        raise AmountError("E0239", f"“{digits}{word}{multiplier}”里“{word}”的位置不对",
                          found.start("digits"), f"改成“{digits}{multiplier}{word}”",
                          length=len(digits + word + multiplier))
    unit = found["bare"] or found["unit"] or ""
    if unit.count("(") != unit.count(")"):
        right = unit + ")" if unit.count("(") > unit.count(")") else unit.replace(")", "")
        raise AmountError("E0205", f"单位“{unit}”里的括号不成对", found.end() - len(unit),
                          f"改成“{right}”", length=len(unit))
    return Amount(
        digits, number,
        canonical(unit),
        found["multiplier"] or "", _approximation(found),
    )


def _number(digits: str, offset: int) -> Decimal:
    if digits[-1].isascii():
        written = Decimal(digits.replace(",", ""))
        if digits[0] == "-" and not written:
            raise AmountError("E0202", f"“{digits}”是负的零", offset, f"改成“{digits[1:]}”，"
                              "或多写几位小数", length=len(digits))
        return written
    number = numerals.value(digits)
    if number is None:
        raise AmountError("E0211", f"读不懂中文数字“{digits[:24]}”", offset, "改用阿拉伯数字")
    return Decimal(number)


_PLACES = (("before", WordPlace.BEFORE), ("number", WordPlace.AFTER_NUMBER),
           ("multiple", WordPlace.AFTER_MULTIPLIER), ("behind", WordPlace.AFTER_UNIT))


def _approximation(found: re.Match[str]) -> Approximation | None:
    words = [(name, place) for name, place in _PLACES if found[name]]
    if len(words) > 1:
        said = "、".join(f"“{found[name]}”" for name, _ in words)
        ways = [_without(found, [name for name, _ in words if name != kept]) for kept, _ in words]
        raise AmountError("E0206", f"约数说了两遍：{said}", found.start(),
                          f"照来源留一个，{question(ways)}", length=len(found.group()))
    return Approximation(found[words[0][0]], words[0][1]) if words else None


def _without(found: re.Match[str], names: list[str]) -> str:
    """An amount as written, without its words of these groups."""
    gone = {at for name in names for at in range(*found.span(name))}
    return "".join(ch for at, ch in enumerate(found.group(), found.start()) if at not in gone)
