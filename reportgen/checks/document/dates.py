"""Dates that the calendar does not have, weekdays that are not theirs, 截至 a day to come."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from reportgen.checks.prose import Prose, prose
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.patterns import late

_DAY = re.compile(r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_LEAP = 2000        # where no year is said, 29 February may be meant
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = late("[（(，]?(?:星期|周)([一二三四五六日天])(?![至到—～和、])")
_UNTIL = late(r"截至((?:20\d\d)年)?(\d{1,2})月(?:份?[底末]|(\d{1,2})日)")
_TO_COME = late(
    "将|力争|计划|预计|争取|确保|拟|务必|[底末日]前|报名|申报|提交|受理|征集|公示|以前|为止")
_FAR = 200          # days: a date without its year that lies so far ahead is of the year before


def check_dates(document: Document, sink: Sink) -> None:
    """E0412 a day that there is not; E0467 (W0467: of the year of the document) a wrong weekday.

    E0468 what was done until a day after that of the document.
    """
    day = _iso(document.meta.date)
    for passage in prose(document):
        if "月" in passage.text:
            _days(passage, day, sink)
            if day is not None and "截至" in passage.text:
                _until(passage, day, sink)


def _days(passage: Prose, today: date | None, sink: Sink) -> None:
    for found in _DAY.finditer(passage.text):
        year, month, day = (int(each or _LEAP) for each in found.groups())
        last = monthrange(year or _LEAP, month)[1] if 1 <= month <= 12 else 0
        if not 1 <= day <= last:
            said = f"{month}月最多到{last}日" if last else "一年只有12个月"
            sink.error("E0412", f"没有“{found.group()}”这一天：{said}",
                       passage.place(found.start()), "核对来源里的日期")
        elif (told := _WEEKDAY.match(passage.text, found.end())) and (found[1] or today):
            _weekday(passage, found, told, today, sink)


def _weekday(
    passage: Prose, found: re.Match[str], told: re.Match[str], today: date | None, sink: Sink,
) -> None:
    """The weekday behind a date; without its year that of the document, or the one beside it."""
    order = _WEEKDAYS.index(told[1].replace("天", "日"))
    month, day = int(found[2]), int(found[3])
    year = int(found[1] or (today.year if today else _LEAP))
    years = [year] if found[1] else [year, *([year - 1] if month > 10 else []), *(
        [year + 1] if month < 3 else [])]
    right = [date(each, month, day).weekday() for each in years
             if day <= monthrange(each, month)[1] and each]
    if right and order not in right:
        name = "星期" + _WEEKDAYS[right[0]]
        sink.add("E0467" if found[1] else "W0467",
                 f"“{found.group()}”是{name}，不是星期{told[1]}"
                 + ("" if found[1] else f"（按{year}年）"),
                 passage.place(found.start(), told.end()), "核对日期和星期，哪一个错了改哪一个")


def _until(passage: Prose, today: date, sink: Sink) -> None:
    """截至11月底 in a document of 23 November, of what is done: plans and deadlines are not."""
    for start, sentence in passage.sentences():
        if _TO_COME.search(sentence):
            continue
        for found in _UNTIL.finditer(sentence):
            if not 1 <= int(found[2]) <= 12:
                continue
            year, month = int((found[1] or f"{today.year}")[:4]), int(found[2])
            last = monthrange(year, month)[1]
            then = date(year, month, min(int(found[3] or last) or 1, last))
            ahead = (then - today).days
            if ahead > 0 and (found[1] or ahead < _FAR):
                sink.error("E0468", f"“{found.group()}”还没有到：成文日期是"
                           f"{today.year}年{today.month}月{today.day}日",
                           passage.place(start + found.start(), start + found.end()),
                           "核对截至的时间和成文日期；说的是打算，写明“计划”“力争”")


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
