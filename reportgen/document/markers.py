"""The numbers of headings and list items in the forms of an office: 一、（一）1.（1）①."""

from __future__ import annotations

from enum import Enum

from reportgen.frozen import frozen

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CIRCLES = len(_CIRCLED)
BULLETS = ("—", "·")     # by the number of lists of bullets around, over and over
LARGEST = 9_999     # that is written in Chinese numerals


class Numerals(Enum):
    """What a number is written with."""

    CHINESE = "chinese"
    DECIMAL = "decimal"
    CIRCLED = "circled"


@frozen
class Form:
    """How a number is written: its numerals, and what stands before and after them."""

    numerals: Numerals
    before: str = ""
    after: str = ""


POINTED = Form(Numerals.DECIMAL, after=".")
HEADINGS = (
    Form(Numerals.CHINESE, after="、"), Form(Numerals.CHINESE, "（", "）"), POINTED,
    Form(Numerals.DECIMAL, "（", "）"),
)
FORMS = (*HEADINGS, Form(Numerals.DECIMAL, after="）"), Form(Numerals.CIRCLED))


def marker(form: Form, number: int) -> str:
    """A number in a form: （一）. Raises `ValueError` where it cannot be written so."""
    return f"{form.before}{_numeral(form.numerals, number)}{form.after}"


def read_marker(text: str) -> tuple[Form, int] | None:
    """The form and the number of a marker; None for what is none, a dash."""
    for form in FORMS:
        if text.startswith(form.before) and text.endswith(form.after):
            number = _value(form.numerals, text[len(form.before) : len(text) - len(form.after)])
            if number is not None and marker(form, number) == text:
                return form, number
    return None


def chinese(number: int) -> str:
    """1 to 9999 in Chinese numerals (一, 十, 十一, 一百零五); others in digits."""
    if not 0 < number <= LARGEST:
        return str(number)
    text = ""
    for place in reversed(range(len(_PLACES))):
        digit = number // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _PLACES[place]
        elif text and not text.endswith("零") and number % 10**place:
            text += "零"
    return text.removeprefix("一") if 10 <= number < 20 else text


def _numeral(numerals: Numerals, number: int) -> str:
    match numerals:
        case Numerals.CHINESE:
            return chinese(number)
        case Numerals.DECIMAL:
            return str(number)
        case Numerals.CIRCLED:
            if not 0 < number <= CIRCLES:
                raise ValueError(f"{number} has no circled sign")
            return _CIRCLED[number - 1]


def _value(numerals: Numerals, text: str) -> int | None:
    match numerals:
        case Numerals.CHINESE:
            return chinese_value(text)
        case Numerals.DECIMAL:
            return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
        case Numerals.CIRCLED:
            return _CIRCLED.index(text) + 1 if len(text) == 1 and text in _CIRCLED else None


def chinese_value(text: str) -> int | None:
    """The number that Chinese numerals say; None where they say none that `chinese` would write."""
    value = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        elif character in _PLACES[1:]:
            value += (digit or 1) * 10 ** _PLACES.index(character)
            digit = 0
        else:
            return None
    value += digit
    return value if value and chinese(value) == text else None
