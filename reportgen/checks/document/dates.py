"""Dates the calendar does not have, ranges back to front, wrong weekdays, 截至 a day to come."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from reportgen.checks.prose import Prose, Said
from reportgen.diagnostics import Sink
from reportgen.facts.period import day_of
from reportgen.patterns import late

_DAY = re.compile(r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_LEAP = 2000        # where no year is said, 29 February may be meant
_MONTH = late(r"(?<![\d.．第])(1[3-9]|[2-9]\d|00?)月(?=份|[底末初]|[上中下]旬|前)"
              r"|(?<=\d\d年)(1[3-9]|[2-9]\d|00?)月(?!\d)")
_RANGE = late(r"(?<![\d.．])(?:((?:19|20)\d\d)年)?(\d{1,2})月(?:(\d{1,2})日)?(?:至|到|—|－|～|~|-)"
              r"(?:((?:19|20)\d\d)年)?(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?![\d内后前游龄])")
_BACKWARDS = late("倒[推查序]|回溯|追溯|逆序|往前|向前")
_OTHER_YEAR = late("[去上前明次翌]一?年|(?:19|20)[0-9]{2}年")
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = late("[（(，]?(?:星期|周)([一二三四五六日天])(?![至到—～和、])")
# 截至11月底; or, at the head of a clause, when something was done: 11月26日，召开了
_UNTIL = late(r"(?:截至|(?P<done>(?:^|(?<=[，。；]))(?=[^。；]{5,60}[开行办展织成过发放动署立]了)))"
              r"(?P<year>20\d\d年)?(?P<month>\d{1,2})月(?:份?[底末]|(?P<day>\d{1,2})日)"
              r"(?![前起至到—])")
_TO_COME = late(
    "将|力争|计划|预计|争取|确保|拟|务必|[底末日]前|报名|申报|提交|受理|征集|公示|以前|为止")
_NIGH = 90          # days: a date without its year that lies so near is of no other year
_MONTH_END = 28
_FAR = 200          # days: a date without its year that lies so far ahead is of the year before


def check_dates(said: Said, sink: Sink) -> None:
    """E0412 a day that there is not, or a range that ends before it begins.

    E0467 (W0467: of the year that the document's date gives) a wrong weekday.

    E0468 what was done until a day after that of the document.
    """
    day = day_of(said.document.meta.date)
    for passage in said.prose:
        if "月" in passage.text:
            _days(passage, day, sink)
            _months(passage, sink)
            _ranges(passage, sink)
            if day is not None and ("截至" in passage.text or "了" in passage.text):
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


def _months(passage: Prose, sink: Sink) -> None:
    for found in _MONTH.finditer(passage.text):
        sink.error("E0412", f"没有“{found.group()}”：一年只有12个月",
                   passage.place(found.start(), found.end()), "核对来源里的日期")


def _ranges(passage: Prose, sink: Sink) -> None:
    """Ranges that end before they begin; 11月15日至3月15日 without years goes over the new year."""
    for found in _RANGE.finditer(passage.text):
        began, month, day, ended, last_month, last_day = (
            int(each) if each else None for each in found.groups())
        if (day is None) != (last_day is None) or (last_month is None and last_day is None):
            continue
        first = (month or 0, day or 0)
        last = (last_month or month or 0, last_day or 0)
        if began and ended:
            wrong = (began, *first) > (ended, *last)
        else:       # from the 16th to the 15th, or the 1st to the 31st, a year goes round
            wrong = ended is None and first[1] != last[1] + 1 and (
                first > last if first[0] == last[0] else
                first[0] == last[0] + 1 and day is not None and (day > 1 or last[1] < _MONTH_END))
        if wrong and not _BACKWARDS.search(passage.text):
            sink.error("E0412", f"“{found.group()}”止的日子早于起的日子",
                       passage.place(found.start(), found.end()),
                       "核对起止的日期；跨年的，写明次年或年份")


def _weekday(
    passage: Prose, found: re.Match[str], told: re.Match[str], today: date | None, sink: Sink,
) -> None:
    """The weekday behind a date; without its year that of the document, or the one beside it."""
    order = _WEEKDAYS.index(told[1].replace("天", "日"))
    month, day = int(found[2]), int(found[3])
    year = int(found[1]) if found[1] else None
    years = [year] if year else _years(passage.text, month, day, today)
    right = [date(each, month, day).weekday() for each in years
             if day <= monthrange(each, month)[1]]
    if right and order not in right:
        name = "星期" + _WEEKDAYS[right[0]]
        sink.add("E0467" if year else "W0467",
                 f"“{found.group()}”是{name}，不是星期{told[1]}"
                 + ("" if year else f"（按{years[0]}年）"),
                 passage.place(found.start(), told.end()), "核对日期和星期，哪一个错了改哪一个")


def _years(text: str, month: int, day: int, today: date | None) -> list[int]:
    """The years that a date without one may be of, the likeliest first."""
    if today is None:
        return []
    beside = [today.year + step for step in (0, -1, 1)]
    near = sorted(beside, key=lambda year: abs((date(year, month, min(day, 28)) - today).days))
    nigh = abs((date(near[0], month, min(day, 28)) - today).days) <= _NIGH
    return near[:1] if nigh and not _OTHER_YEAR.search(text) else near


def _until(passage: Prose, today: date, sink: Sink) -> None:
    """截至11月底 in a document of 23 November, of what is done: plans and deadlines are not."""
    for start, sentence in passage.sentences():
        if _TO_COME.search(sentence):
            continue
        for found in _UNTIL.finditer(sentence):
            year, month = int((found["year"] or f"{today.year}")[:4]), int(found["month"])
            if not 1 <= month <= 12 or (found["done"] is not None and not found["year"]
                                        and _OTHER_YEAR.search(passage.text)):
                continue
            last = monthrange(year, month)[1]
            then = date(year, month, min(int(found["day"] or last) or 1, last))
            ahead = (then - today).days
            if ahead > 0 and (found["year"] or ahead < _FAR):
                sink.error("E0468", f"“{found.group()}”还没有到：成文日期是"
                           f"{today.year}年{today.month}月{today.day}日",
                           passage.place(start + found.start(), start + found.end()),
                           "核对截至的时间和成文日期；说的是打算，写明“计划”“力争”")
