"""Chinese numerals: 十, 二十, 一百零五, 一万二千. Strictly read: no ambiguous spelling."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = (("亿", 10 ** 8), ("万", 10 ** 4))
LETTERS = DIGITS + "〇两" + "".join(_PLACES)


def value(text: str) -> int | None:
    """The value of a Chinese numeral: 十二, 一万二千; None when it is not written properly."""
    for myriad, power in _MYRIADS:
        high, found, low = text.partition(myriad)
        if found:
            return _joined(high, low, power)
    plain = text.replace("两", "二").replace("〇", "零")
    if not plain or any(ch not in LETTERS for ch in plain):
        return None
    total, digit = 0, -1
    for order, ch in enumerate(plain):
        if ch in _PLACES:
            total += _PLACES[ch] * (1 if digit < 0 and order == 0 else max(digit, 0))
            digit = -1
        elif digit > 0:  # 二三: two digits side by side
            return None
        else:
            digit = DIGITS.index(ch)
    total += max(digit, 0)
    return total if plain in _spellings(total) else None


def count(text: str) -> int:
    """12 of 12 and of 十二; 0 of what is no number."""
    return int(text) if text.isdecimal() else value(text) or 0


def _joined(high: str, low: str, power: int) -> int | None:
    """A numeral with 万 or 亿 in it: 一万零二百 needs its 零, 十万零三千 may have it."""
    above, below = value(high), value(low.removeprefix("零")) if low else 0
    if not above or below is None or (low and not below):
        return None
    needed, there = 0 < below < power // 10, low.startswith("零")
    if needed > there or (there and not needed and above % 10):
        return None
    return above * power + below


def spell(number: int) -> str:
    """The usual spelling of 0 … 9999: 10 → 十, 105 → 一百零五."""
    if number < 10:
        return DIGITS[number]
    text, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") else text


def _spellings(number: int) -> tuple[str, ...]:
    usual = spell(number)
    if usual.startswith("十"):
        return usual, "一" + usual
    if usual in {"一百", "一千"}:  # 百余人, 千余人
        return usual, usual[1:]
    return (usual,)
