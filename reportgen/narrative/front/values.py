"""Values of the front matter that have a form of their own: numbers, days, titles, names."""

from __future__ import annotations

import re
from datetime import date

from reportgen.diagnostics import Sink, Span
from reportgen.facts import numerals
from reportgen.patterns import late
from reportgen.sources.fields import Fields
from reportgen.sources.nodes import MapNode, Scalar, listed

# 2024-02-22, 2024.2.22, 2024/2/22, 20240222, 2024年2月22日, 二〇二四年二月二十二日
_DATE = late(
    r"([0-9]{4})(?:([-./])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2})"
    r"|年([0-9]{1,2})月([0-9]{1,2})[日号])"
)
_SPELLED = late("([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月"
                "([一二三四五六七八九十]{1,3})[日号]")
_WIDE = {**str.maketrans("０１２３４５６７８９．／－–—", "0123456789./---"), ord(" "): None}
_DIGITS = {ord(ch): str(value) for value, ch in enumerate("〇一二三四五六七八九")} | {
    ord("零"): "0", ord("○"): "0"}
_TAILS = {"发文机关": "文件", "供稿": "供稿"}      # what is printed behind a value
_COLON = late(r"人?[：:]\s*")
_ENDS = "。；;，,、：:"


def numbered(
    fields: Fields, sink: Sink, key: str, pattern: re.Pattern[str], *, required: bool = False
) -> int:
    """A whole number above zero; 0 where it is left out or wrong (E0314)."""
    text = fields.text(key) if required else fields.optional(key)
    if not text:
        return 0
    found = pattern.fullmatch(text)
    if found is None or int(found["n"]) == 0:
        sink.error("E0314", f"“{key}”不能是“{text}”", fields.span(key), f"写一个数，如 {key}: 12")
        return 0
    return int(found["n"])


def dated(fields: Fields, sink: Sink, key: str, *, required: bool = False) -> date:
    """A day; `date.min` where it is left out or wrong (E0314). Leading zeros are told (K14)."""
    text = fields.text(key) if required else fields.optional(key)
    if not text:
        return date.min
    plain = text.translate(_WIDE)
    parts = _parts(plain)
    if parts is None:
        sink.error("E0314", f"“{key}”不能是“{text}”", fields.span(key),
                   "写全年、月、日，年份四位：2025年11月6日、2025-11-06、2025.11.6 这样都可以")
        return date.min
    try:
        day = date(*parts)
    except ValueError:
        sink.error("E0314", f"没有“{text}”这一天", fields.span(key), "核对月份和日子")
        return date.min
    if "年" in plain and chinese_date(day) != text.replace(" ", ""):
        sink.info("I0350", f"“{text}”按“{chinese_date(day)}”理解", fields.span(key),
                  f"写成“{key}: {chinese_date(day)}”，月、日不编虚位")
    return day


def day_of(text: str) -> date | None:
    """The day of a text, in any of the usual ways; None for none."""
    parts = _parts(text.translate(_WIDE))
    try:
        return date(*parts) if parts is not None else None
    except ValueError:
        return None


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text, whichever of the usual ways it is written in."""
    if found := _DATE.fullmatch(text):
        year, month, day = (part for part in found.groups() if part and part not in "-./")
        return int(year), int(month), int(day)
    if found := _SPELLED.fullmatch(text):
        month, day = (numerals.value(part) or 0 for part in found.groups()[1:])
        year = found[1].translate(_DIGITS)
        return (int(year), month, day) if len(year) == 4 else None
    return None


def chinese_date(day: date) -> str:
    """2024年3月9日: whole year, no leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def place(fields: Fields, *keys: str) -> Span:
    """Where the value of the first of these keys is written; where the keys begin, if none."""
    return fields.span(next((key for key in keys if key in fields), keys[0]))


def named(fields: Fields, sink: Sink, key: str) -> tuple[str, ...]:
    """Names of a list, without the punctuation that the program puts between and behind them."""
    return tuple(bare(scalar, sink) for scalar in fields.scalars(key))


def said_once(mapping: MapNode, sink: Sink) -> None:
    """E0314 for a value that says again what the program prints round it: 编辑: 编辑：甲某."""
    for entry in mapping.entries:
        key, node = entry.key.text, entry.value
        tail = _TAILS.get(key, "") if mapping.get("文件二字") is None else ""
        for item in listed(node):
            text = item.text.strip() if isinstance(item, Scalar) else ""
            again = _COLON.match(text, len(key)) if text.startswith(key) else None
            right = text[again.end():] if again else text
            right = right.removesuffix(tail) or right if tail else right
            if right and right != text:
                sink.error("E0314", f"“{key}”里又写了程序会印的“{text.replace(right, '', 1)}”",
                           item.span, f"写成“{right}”")


def bare(scalar: Scalar, sink: Sink) -> str:
    """A name without punctuation at its end, which is told (I0353)."""
    text = scalar.text.strip()
    name = text.rstrip(_ENDS).strip()
    if name != text and name:
        sink.info("I0353", f"去掉了“{text}”末尾的标点", scalar.span, f"写成“{name}”，标点由程序加")
    return name or text


def padded(name: str) -> str:
    """A name of two characters as wide as one of three, in a list of names (K31)."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name
