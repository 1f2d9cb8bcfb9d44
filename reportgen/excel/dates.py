"""Dates and times by their format: a serial number as 2024年6月, 2024-06, 8:30."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from reportgen.excel.cells import NotShownError

HINT = "换一种日期格式，如 2024年6月"
_FIRST = 61       # 1 March 1900: before it the calendar of 1900 has a day that never was
_SECONDS = 86_400
_NOISE = Decimal("0.0005")      # of a second: what binary fractions may lack
_LAST = 2_958_466


def shown(value: Decimal, tokens: Sequence[tuple[str, str]], *, from_1904: bool = False) -> str:
    """The text of a date. Raises `NotShownError` for what has no certain text."""
    moment = _moment(value + (1462 if from_1904 else 0))
    parts = [(kind, text) for kind, text in tokens if kind != "space"]
    noon = any(kind == "date" and "/" in text for kind, text in parts)
    out = []
    for at, (kind, text) in enumerate(parts):
        if kind == "date":
            out.append(_part(moment, text, minute=_is_minute(parts, at), noon=noon))
        elif kind in {"literal", "point", "comma"}:
            out.append(text)
        else:
            raise _unclear(text)
    return "".join(out)


def _moment(value: Decimal) -> datetime:
    if not _FIRST <= value < _LAST and not 0 <= value < 1:
        raise NotShownError("显示成日期，可是这个数不是 1900 年 3 月以后的日子",
                            "检查数和数字格式，哪一个不对")
    seconds = int(value * _SECONDS + _NOISE)
    return datetime(1899, 12, 30) + timedelta(seconds=seconds)


def _is_minute(parts: Sequence[tuple[str, str]], at: int) -> bool:
    """Whether m stands for minutes: behind hours, or before seconds."""
    before, after = ([text for kind, text in side if kind == "date" and "/" not in text]
                     for side in (parts[:at], parts[at + 1:]))
    return (before or [""])[-1][:1] == "h" or (after or [""])[0][:1] == "s"


def _part(moment: datetime, text: str, *, minute: bool, noon: bool) -> str:
    hour = (moment.hour + 11) % 12 + 1 if noon else moment.hour
    short = {"y": moment.year % 100, "m": moment.minute if minute else moment.month,
             "d": moment.day, "h": hour, "s": moment.second}
    if text == "am/pm":
        return "PM" if moment.hour >= 12 else "AM"
    if text[0] == "y" and len(text) > 2:
        return str(moment.year)
    if len(text) > 2:
        raise _unclear(text)
    return f"{short[text[0]]:02d}" if len(text) == 2 or text[0] == "y" else str(short[text[0]])


def _unclear(text: str) -> NotShownError:
    return NotShownError(f"日期格式里的“{text}”读不了", HINT)
