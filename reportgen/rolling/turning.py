"""A period moved on: the next one, and every text that names the old one.

    2024年5月 ─following─▶ 2024年6月 ─Turn─▶ 1—5月 is 1—6月, 上年5月 is 上年6月, 第12周 is 第13周

What is not certain to be of the old period stays as it is written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from reportgen.facts.model import Period
from reportgen.facts.period import parse_period
from reportgen.frozen import frozen

_MONTH, _DAY = "1[0-2]|0?[1-9]", "3[01]|[12][0-9]|0?[1-9]"
_DASH, _NO_DASH = "[-—–－~～至到]", "—–－~～至到-"
_APART = r"(?<![\d—–－~～-])(?<![\d月][至到])"
_NUMERALS = "一二三四五六七八九十"
_COUNTS = {text: n for n, text in enumerate(
    ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)} | {"两": 2}
_MENTION = re.compile(
    rf"(?P<year>(?:19|20|21)\d\d年|[上去今本]年)?(?:"
    rf"(?P<m1>{_MONTH})月(?P<d1>{_DAY})日?(?P<days>{_DASH})(?:(?P<m2>{_MONTH})月)?(?P<d2>{_DAY})日"
    rf"|(?<![\d{_NO_DASH}])(?P<first>0?1)月?(?P<until>{_DASH}(?:{_MONTH}))(?P<sum>月份?)"
    rf"|前(?P<months>\d{{1,2}}|[{_NUMERALS}两]{{1,2}})个月"
    rf"|{_APART}(?P<month>{_MONTH})(?P<one>月份|月(?![上中下]旬))(?![\d{_NO_DASH}])"
    rf"|{_APART}(?P<on>{_MONTH})月(?P<day>{_DAY})(?P<sign>[日号])"
    rf"|(?P<of>{_MONTH})月(?P<third>[上中下])旬"
    r"|第(?P<week>\d{1,2})周"
    r"|(?P<nth>第?)(?P<quarter>[一二三四1-4])季度"
    r"|前(?P<quarters>[二两三23])个?季度"
    r"|(?P<half>[上下])半年"
    r"|(?P<whole>全年|年度))"
    r"|(?P<alone>(?:19|20|21)\d\d)年(?!第?\d)")
_ISSUE = re.compile(r"第(?P<n>\d{1,6})(?P<of>[期号次])")
_WEEK = re.compile(r"(?:(?P<year>(?:19|20|21)\d\d)年)?(?P<before>.*?)第(?P<n>\d{1,2})周")


class _PeriodKind(NamedTuple):
    """How a period may be written.

    `group`: what tells it in a mention; `words`: without the year, of one that ends on a day;
    `step`: the months to the next, 0 where its words do not tell.
    """

    group: str
    words: Callable[[re.Match[str], date], str] = lambda _, __: ""
    step: int = 0


_KINDS = {
    "days": _PeriodKind("days"),
    "sum": _PeriodKind("until", lambda m, end: f"{m['first']}{m['until'][0]}{end.month}{m['sum']}"),
    "months": _PeriodKind("months", lambda m, end: f"前{_count(end.month, m['months'])}个月"),
    "month": _PeriodKind("one", lambda m, end: f"{end.month}{m['one']}", 1),
    "third": _PeriodKind("third"),
    "week": _PeriodKind("week"),
    "day": _PeriodKind("day", lambda m, end: f"{end.month}月{end.day}{m['sign']}"),
    "quarter": _PeriodKind("quarter", lambda m, end: "" if end.month % 3 else
                     f"{m['nth']}{_count(end.month // 3, m['quarter'])}季度", 3),
    "quarters": _PeriodKind("quarters", lambda m, end: {
        6: f"前{_count(2, m['quarters'])}季度", 9: f"前{_count(3, m['quarters'])}季度",
        12: "全年"}.get(end.month, ""), 3),
    "half": _PeriodKind("half", lambda _, end: {
        6: "上半年", 9: "前三季度", 12: "下半年"}.get(end.month, ""), 6),
    "whole": _PeriodKind("whole", lambda m, end: m["whole"] if end.month == 12 else "", 12),
    "alone": _PeriodKind("alone", step=12),
}


@frozen
class Turn:
    """From one period to the next."""

    old: Period
    new: Period

    @property
    def new_year(self) -> bool:
        """Whether what is counted from January begins anew."""
        return _end(self.old).year != _end(self.new).year

    def told(self, text: str) -> str:
        """A text with each mention of the old period, or of the same a year before, moved on."""
        return _MENTION.sub(lambda found: self._told(found) or found[0], text)

    def title(self, text: str) -> str:
        """A title moved on; as it is where a period that it names may be of something else.

        2024年 beside 5月 stays right in June, but not in January.
        """
        plain = all(self._told(found) or self._stays(found) for found in mentions(text))
        return self.told(text) if plain else text

    def _stays(self, found: re.Match[str]) -> bool:
        """Whether what is named holds the old period and the new one."""
        days = parse_period(found[0], self.old)
        return days is not None and days.start is not None and days.end is not None \
            and days.start <= (self.old.start or date.min) and _end(self.new) <= days.end

    def _week(self, found: re.Match[str]) -> str:
        """The next week, counted as the calendar does, if it is the old one that is named."""
        (year, week), (new_year, new_week) = (
            (each.start or _end(each)).isocalendar()[:2] for each in (self.old, self.new))
        if own_form(self.old) != "days" or int(found["week"]) != week \
                or _year(found, year) != (found["year"] or ""):
            return ""
        return f"{_year(found, new_year)}第{new_week}周"

    def _told(self, found: re.Match[str]) -> str:
        form = _form(found)
        if form == "week":
            return self._week(found)
        days = parse_period(found[0].replace("年度", "年").replace("号", "日"), self.old)
        if days is None or days.start is None or days.end is None:
            return ""
        back, end = _end(self.old).year - days.end.year, _end(self.new)
        if form not in {"alone", "days", "third"} and back in {0, 1} \
                and _same_end(days.end, self.old, back):
            last = end if form == "day" and not back else _ending(end.year - back, end)
            made = _written(found, form, last)
            if made and own_form(self.new) in {form, own_form(self.old)}:
                return made
        if form == own_form(self.old) == "alone" and back == 1:
            return f"{end.year - 1}年"
        if (days.start, days.end, form) != (self.old.start, self.old.end, own_form(self.old)):
            return ""
        body = _without_year(self.new.text)
        return _year(found, self.new.year) + body if body else f"{self.new.year}年"

    def moved(self, text: str, before: Period | None) -> str:
        """What names a period, moved on; so is the one before the old: 4月 in the issue of 5月."""
        told = self.told(text)
        if told != text or before is None or not own_form(before):
            return told
        last = following(before, self.months)
        if last is None or last.end != self.old.end:
            return text
        return self.in_year(Turn(before, last).told(text), last)

    def in_year(self, text: str, period: Period) -> str:
        """The name of a period as it must be written in the next issue: with another year."""
        bare = parse_period(text) is None and period.year != self.new.year
        return f"{period.year}年{text}" if bare else text

    @property
    def months(self) -> int:
        """How far the next period is."""
        old, new = _end(self.old), _end(self.new)
        return (new.year - old.year) * 12 + new.month - old.month


def mentions(text: str) -> Iterator[re.Match[str]]:
    """The periods that a text names with a month, a quarter, a half or a year."""
    return _MENTION.finditer(text)


def following(period: Period, months: int = 0) -> Period | None:
    """The period after one, in its words; `months`: how far, where its words do not tell.

    None where they do not, and nothing else does.
    """
    found, form = _MENTION.fullmatch(period.text), own_form(period)
    if found is None or period.start is None or period.end is None:
        return None
    year, end = _year(found, period.year), period.end
    if form in {"days", "third"}:
        start = end + timedelta(days=1)
        if form == "third":
            name = "上中下"[min(2, (start.day - 1) // 10)]
            return parse_period(f"{start.year}年{start.month}月{name}旬")
        return parse_period(_days(found, start, start + (end - period.start)))
    step = months or _KINDS[form].step
    if not step or form == "day":
        return None
    end = _ending(end.year + (end.month + step - 1) // 12,
                  date(2000, (end.month + step - 1) % 12 + 1, 1))
    year = f"{end.year}年"
    if form == "alone":
        return parse_period(year)
    body = _written(found, form, end)
    return parse_period(year + _without_year(body)) if body else None


def own_form(period: Period) -> str:
    """How a period is written: month, sum (1—5月), quarter, half, whole, alone, days; "" if other.
    """
    found = _MENTION.fullmatch(period.text)
    return _form(found) if found else ""


def steps(period: Period) -> tuple[int, ...]:
    """How many months the next may be away, where the words leave it open: 1—6月 is 1—7月, or 9."""
    end = _end(period).month
    if own_form(period) not in {"sum", "months"}:
        return ()
    return tuple(step for step in (1, 3, 6) if end % step == 0)


def next_day(day: date, turn: Turn) -> date:
    """A day as far into the next period as it was: the last of a month stays the last."""
    old, new = _end(turn.old), _end(turn.new)
    if own_form(turn.old) in {"days", "third"}:
        return day + (new - old)
    months = day.year * 12 + day.month - 1 + (new.year - old.year) * 12 + new.month - old.month
    last = monthrange(months // 12, months % 12 + 1)[1]
    end = day.day == monthrange(day.year, day.month)[1]
    return date(months // 12, months % 12 + 1, last if end else min(day.day, last))


def next_name(name: str, turn: Turn, number: int, restarts: bool) -> str:
    """A folder's name for the next period: 2024年第5期, 2024年6月, 2024年第13周.

    `number` is that of the next issue, `restarts` whether it is the first of a year.
    """
    if week := _WEEK.search(name):
        anew = _week_year(turn.new) != _week_year(turn.old)
        of_year = f"{int(week['year']) + anew}年" if week["year"] else ""
        made = f"{of_year}{week['before']}第{1 if anew else int(week['n']) + 1}周"
        return name[: week.start()] + made + name[week.end():]
    made = _ISSUE.sub(lambda found: f"第{number}{found['of']}", turn.told(name))
    return re.sub(r"(?:19|20|21)\d\d(?=年第\d)", lambda found: str(int(found[0]) + 1), made) \
        if restarts else made


def issue_of(name: str) -> int:
    """The number of the issue that a folder is named by; 0 for none."""
    found = _ISSUE.search(name)
    return int(found["n"]) if found else 0


def _form(found: re.Match[str]) -> str:
    return next(name for name, kind in _KINDS.items() if found[kind.group])


def _written(found: re.Match[str], form: str, end: date) -> str:
    """The mention as it is of a period with another end; "" where its words do not suit that."""
    body = _KINDS[form].words(found, end)
    return _year(found, end.year) + body if body else ""


def _days(found: re.Match[str], start: date, end: date) -> str:
    month = f"{end.month}月" if found["m2"] or start.month != end.month else ""
    return f"{start.year}年{start.month}月{start.day}日{found['days']}{month}{end.day}日"


def _count(number: int, like: str) -> str:
    if like.isdecimal():
        return str(number)
    return next(text for text, n in _COUNTS.items() if n == number)


def _year(found: re.Match[str], year: int) -> str:
    told = found["year"] or ""
    return f"{year}年" if told[:1].isdigit() else told


def _without_year(text: str) -> str:
    return re.sub(r"^(?:19|20|21)\d\d年", "", text)


def _week_year(period: Period) -> int:
    return (period.start or _end(period)).isocalendar().year


def _end(period: Period) -> date:
    return period.end or date.min


def _same_end(end: date, period: Period, back: int) -> bool:
    last = _end(period)
    return end == _ending(last.year - back, last) if last.day == monthrange(
        last.year, last.month)[1] else end == last and not back


def _ending(year: int, month: date) -> date:
    return date(year, month.month, monthrange(year, month.month)[1])
