"""Reading periods as they are written: 2023年, 2024年2月, 上半年, 前10个月, 10月末, 本月, 累计.

What names no year is of the year of the data: `base`, the period of the facts file. A period is
printed as written; `start` and `end` are its first and last day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from reportgen.diagnostics import Sink
from reportgen.document.chart import Interval
from reportgen.facts import numerals
from reportgen.facts.model import Period
from reportgen.patterns import late
from reportgen.sources.nodes import Scalar

_FULL = str.maketrans("０１２３４５６７８９", "0123456789")
_KEY = {**str.maketrans("－–~～-〜", "——————"), ord(" "): None, ord("\u3000"): None}
_MONTH = "1[0-2]|0?[1-9]"
_DAY = "3[01]|[12][0-9]|0?[1-9]"
_YEAR = r"(?:19|20|21)\d\d"
_NUMBER = "[1-4一二三四]"
_SHORT = re.compile(rf"({_YEAR})(?:[-/.]({_MONTH})(?:[-/.]({_DAY}))?)?")
_SUM = late("^累计(?=.)|(?<=.)累计$")
_TOTAL = re.compile("(?:本年|今年)?累计|今年以来")
_YEAR_BEFORE = re.compile(rf"({_YEAR})年度?|(今年|本年|当年|去年|上年|明年)度?")
_SUMS_BEFORE = frozenset(("上年累计", "去年累计", "上年同期累计", "去年同期累计"))
_WEEK = timedelta(days=6)       # from its first day to its last
_STEPS = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "明": 1}
_PLANS = {"十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}

_Days = tuple[date, date, int]      # first day, last day, the month where it is a single one


def parse_period(text: str, base: Period | None = None) -> Period | None:
    """The period of a text; None when it names no year and `base` has none, or none is meant.

    `month` only for a single month.
    """
    plain, days = _read(text, base)
    if days is None or days[0] > days[1]:
        return None
    start, end, month = days
    return Period(plain, start.year, month, start, end)


def _read(text: str, base: Period | None) -> tuple[str, _Days | None]:
    """A text as it is printed, and its days, though they may end before they start."""
    plain = text.strip().translate(_FULL)
    if short := _SHORT.fullmatch(plain):      # as a cell shows a date: 2024-06, 2024/6/1
        plain = "".join(f"{int(number)}{unit}" for number, unit in
                        zip(short.groups(), "年月日", strict=True) if number)
    key = plain.translate(_KEY)
    for word, sign in (("截至", "截止"), ("至", "—"), ("到", "—"), ("月份", "月")):
        key = key.replace(word, sign)
    try:
        return plain, _across_years(key) or _of_base(key, base) or _of_year(key, base)
    except ValueError:      # 2月30日
        return plain, None


def interval(period: Period) -> Interval | None:
    """The months a period covers; None when it names no year."""
    known = period if period.start else parse_period(period.text)
    if known is None or known.start is None or known.end is None:
        return None
    return Interval(*(day.year * 12 + day.month - 1 for day in (known.start, known.end)))


def year_before(period: Period) -> Period:
    """The same period of the year before, named with its year: 2024年1—10月 for 前10个月."""
    year = period.year - 1
    if re.search(_YEAR, period.text):
        text = re.sub(_YEAR, lambda found: str(int(found[0]) - 1), period.text)
    else:
        text = f"{year}年{_body(period)}"
    return parse_period(text) or replace(period, text=text, year=year, start=None, end=None)


def dated(period: Period) -> str:
    """A period whose words name no year, with its days: 本月（2025年10月1日至10月31日）."""
    if re.search(_YEAR, period.text) or period.start is None or period.end is None:
        return period.text
    a, b = period.start, period.end
    first, last = f"{a.year}年{a.month}月{a.day}日", f"{b.month}月{b.day}日"
    return f"{period.text}（{first}）" if a == b else f"{period.text}（{first}至{last}）"


def _body(period: Period) -> str:
    """What is said of a period behind its year."""
    if parse_period(f"{period.year}年{period.text}"):
        return period.text
    if period.start is None or period.end is None:
        return ""
    a, b = period.start, period.end
    if (a.month, b.month) == (1, 12):
        return ""
    if a == b:
        return f"{a.month}月{a.day}日"
    return f"{a.month}月" if a.month == b.month else f"{a.month}—{b.month}月"


def _across_years(key: str) -> _Days | None:
    """2023年10月—2024年5月, 2021—2025年, “十四五”期间."""
    if "—" not in key and "五" not in key:
        return None
    month = rf"({_YEAR})年({_MONTH})月"
    if found := re.fullmatch(f"{month}—{month}", key):
        a, b, c, d = map(int, found.groups())
        return _months(a, b)[0], _months(c, d)[1], 0
    if found := re.fullmatch(rf"({_YEAR})年?—({_YEAR})年", key):
        return date(int(found[1]), 1, 1), date(int(found[2]), 12, 31), 0
    if found := re.fullmatch("“?(十[二三四五])五”?(?:期间|时期)?", key):
        year = _PLANS[found[1]]
        return date(year, 1, 1), date(year + 4, 12, 31), 0
    return None


def _of_base(key: str, base: Period | None) -> _Days | None:
    """What only the period of the data tells: 本月, 本季度, 累计, 去年同期."""
    if base is None or base.start is None or base.end is None:
        return None
    if key == "本期" or (key == "本周" and base.end - base.start == _WEEK):
        return base.start, base.end, base.month
    if key in {"上期", "上周"}:
        return _one_before(key, base)
    if key in _SUMS_BEFORE:
        return (date(base.end.year - 1, 1, 1),
                _months(base.end.year - 1, base.end.month)[1], 0) if _ends_month(base.end) else None
    if key in {"去年同期", "上年同期"}:
        before = year_before(base)
        return (before.start, before.end, before.month) if before.start and before.end else None
    if _TOTAL.fullmatch(key):
        return date(base.end.year, 1, 1), base.end, 0
    count = base.end.year * 12 + base.end.month - 1
    if "月" not in base.text and ("季" not in key or "季" not in base.text):
        return None      # of a year, a half, a quarter, whose words name no month
    if key in {"本月", "当月", "上月"}:
        year, month = divmod(count - (key == "上月"), 12)
        return _months(year, month + 1)
    if key in {"本季度", "本季", "当季", "上季度"}:
        year, quarter = divmod(count // 3 - (key == "上季度"), 4)
        return _months(year, 3 * quarter + 1, 3 * quarter + 3)
    return None


def _one_before(key: str, base: Period) -> _Days | None:
    """The week, month, quarter, half or year before; None where `base` is no such period."""
    if base.start is None or base.end is None:
        return None
    if base.end - base.start == _WEEK:
        return base.start - timedelta(days=7), base.start - timedelta(days=1), 0
    count = base.end.month - base.start.month + 1
    whole = base.start.day == 1 and _ends_month(base.end) and "—" not in base.text.translate(_KEY)
    if key == "上周" or not whole or count not in {1, 3, 6, 12} or (base.start.month - 1) % count:
        return None
    year, month = divmod(base.start.year * 12 + base.start.month - 1 - count, 12)
    return _months(year, month + 1, month + count)


def _ends_month(day: date) -> bool:
    return day.day == _last(day.year, day.month)


def _of_year(key: str, base: Period | None) -> _Days | None:
    """A period within one year: the one it names, or that of the data."""
    until = key.startswith("截止")
    key = key[2:] if until else key
    year = base.year if base is not None else 0
    if found := _YEAR_BEFORE.match(key):
        if found[2] and not year:
            return None
        year = int(found[1]) if found[1] else year + _STEPS[found[2][0]]
        key = key[found.end():]
    elif not key:
        return None
    key = _SUM.sub("", key)
    for pattern, days in _FORMS:
        if year and (match := pattern.fullmatch(key)):
            start, end, month = days(year, match)
            return (end, end, month) if until else (start, end, month)
    return None


def _months(year: int, first: int, last: int = 0) -> _Days:
    """The days of a month, or of the months from one to another."""
    end = last or first
    month = 0 if last and last != first else first
    return date(year, first, 1), date(year, end, _last(year, end)), month


def _last(year: int, month: int) -> int:
    """The last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def day_of(text: str) -> date | None:
    """The day of 2024-06-07; None for other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _point(days: _Days) -> _Days:
    return days[1], days[1], days[2]


def _first_months(year: int, found: re.Match[str]) -> _Days:
    count = numerals.count(found[1])
    if not 1 <= count <= 12:
        raise ValueError(found[1])
    start, end, _ = _months(year, 1, count)
    return start, end, 0


def _third(year: int, found: re.Match[str]) -> _Days:
    """上旬, 中旬, 下旬 of a month."""
    month = int(found[1])
    last = _last(year, month)
    first, end = {"上": (1, 10), "中": (11, 20), "下": (21, last)}[found[2]]
    return date(year, month, first), date(year, month, end), month


def _day_range(year: int, found: re.Match[str]) -> _Days:
    a, b, c, d = int(found[1]), int(found[2]), int(found[3] or found[1]), int(found[4])
    start = date(year, a, b)
    return start, date(year + (c < a), c, d), a if a == c else 0    # 12月28日—1月3日


_FORMS: tuple[tuple[re.Pattern[str], Callable[[int, re.Match[str]], _Days]], ...] = (
    (late("|全年|年度"), lambda y, _: _months(y, 1, 12)),
    (late(f"({_MONTH})月"), lambda y, m: _months(y, int(m[1]))),
    (late(f"({_MONTH})月({_DAY})日"), lambda y, m: (
        date(y, int(m[1]), int(m[2])), date(y, int(m[1]), int(m[2])), int(m[1]))),
    (late(f"({_MONTH})月?—({_MONTH})月"), lambda y, m: (
        *_months(y, int(m[1]), int(m[2]))[:2], 0)),
    (late(f"({_MONTH})月({_DAY})日?—(?:({_MONTH})月)?({_DAY})日"), _day_range),
    (late(f"({_MONTH})月[末底]"), lambda y, m: _point(_months(y, int(m[1])))),
    (late(f"({_MONTH})月([上中下])旬"), _third),
    (late("([上下])半年"), lambda y, m: _months(y, 1, 6) if m[1] == "上" else _months(y, 7, 12)),
    (late("年?[末底]"), lambda y, _: (date(y, 12, 31), date(y, 12, 31), 0)),
    (late("年?初"), lambda y, _: (date(y, 1, 1), date(y, 1, 1), 0)),
    (late(f"第?({_NUMBER})个?季度?"), lambda y, m: (
        *_months(y, 3 * numerals.count(m[1]) - 2, 3 * numerals.count(m[1]))[:2], 0)),
    (late(f"第?({_NUMBER})个?季度[末底]"), lambda y, m: _point(
        (*_months(y, 3 * numerals.count(m[1]) - 2, 3 * numerals.count(m[1]))[:2], 0))),
    (late("[1一](?:季度)?—([2-4二三四])季度"), lambda y, m: (
        *_months(y, 1, 3 * numerals.count(m[1]))[:2], 0)),
    (late("前([23二三两])个?季度"), lambda y, m: (
        *_months(y, 1, 3 * (2 if m[1] in "两2" else numerals.count(m[1])))[:2], 0)),
    (late("前([0-9]{1,2}|[一二三四五六七八九十两]{1,2})个?月"), _first_months),
)


def read_period(node: Scalar | None, sink: Sink, base: Period | None = None) -> Period:
    """The period of a source text; an empty one after E0210."""
    if node is None:
        return Period("")
    period = parse_period(node.text, base)
    if period is None:
        text = node.text.strip()
        days = _read(text, base)[1]
        why, hint = ("读不懂期间", _way_out(text, base)) if days is None else \
            ("末尾在开头之前的期间", "核对起止，先写开头的；跨年的两头都写年份")
        sink.error("E0210", f"{why}“{text[:24]}”", node.span, hint)
    return period or Period("")


def _way_out(text: str, base: Period | None) -> str:
    if base is None and parse_period(text, Period("2023年12月", 2023, 12, *_months(2023, 12)[:2])):
        return "前面写上四位年份，如“2023年1—10月”"
    if base is not None and base.text and re.fullmatch("[本当上](?:月|季度?)", text):
        return f"这份表的期间“{base.text}”没有说到哪个月：写明是“10月”“三季度”"
    return "照这样写：2023年、2024年2月、2023年上半年、前10个月、1—10月、10月末"
