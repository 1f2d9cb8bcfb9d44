"""What each amount of a sentence is there for: a value, its base, by how much it grew, a share.

Only what the words right before an amount say for certain; the rest is `OTHER` and ties to
nothing. A row a role, the first that fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum

from reportgen.checks.reckoning.amounts import Reading
from reportgen.facts import numerals
from reportgen.facts.amount_text import OF_RATES
from reportgen.frozen import frozen
from reportgen.patterns import late

_UP = "增长|上升|提高|增加|扩大|提升|攀升|上涨|上扬|加快|(?<![户人均])增[收产支]|增幅|增速|增"
_DOWN = ("下降|减少|降低|回落|下跌|缩减|压减|压缩|缩短|减轻|下滑|萎缩|收窄|缩小"
         "|减[收产支]|降幅|减幅|减|降")
_TIME = r"(?:(?:19|20)\d\d年|第?[一二三四]季度|\d{1,2}月份?|上半年)(?:同期)?"
PART = r"\d{1,2}(?:[—–~～-]\d{1,2})?月份?|前\d{1,2}个月|[一二三四]季度|前三季度|[上下]半年"
_END = "年初|上年末|上年底|去年底|去年末"
_THAN = {      # the longest word first: 比上年末 is not 比上年
    "年初": f"[比较](?:{_END})",
    "同比": "同比|[比较](?:上年|去年)(?:同期|同月|同季)?|与(?:上年|去年)(?:同期)?相比",
    "环比": "环比|[比较]上(?:个?月|季度|季|期|周)|与上(?:个?月|季度|期)相比",
    "": f"[比较]{_TIME}",
}
_BASES = {
    "年初": _END,
    "同比": rf"(?:上年|去年)(?:同期|同月|同季|{PART})?|(?<![今本]年)同期",
    "环比": "上个?月|上季度|上季|上期|上周",
    "": f"(?:[比较是]|相当于)(?:{_TIME}|上一?[届轮])|基期",
}
_FILL = late(
    "净|实际|名义|大幅|小幅|稳步|快速|持续|平稳|(?<!人)均|也|又|再|则|共|合计|累计|直接|相应"
    "|同步|其中|已|的|总量|总体|整体|总数|总额|数量|为|是|达到?|完成|实现|仅|只有|约")


def _named(words: dict[str, str], prefix: str) -> str:
    return "|".join(f"(?P<{prefix}{at}>{each})" for at, each in enumerate(words.values()))


_CHANGE = late(
    rf"(?P<noun>[^，。；：、（）]{{0,24}}?)(?:{_named(_THAN, 'k')})?"
    r"(?P<much>(?:[^同环比较，。；：、（）\d]|[同环](?!比)|较[快大]){0,6}?)"
    rf"(?P<few>(?<![新缓转])(?<!改造)(?:{_UP}|(?P<down>{_DOWN})))(?:了|(?P<rate>幅度?|率|速度?))?"
    r"(?P<to>到|至|为|成)?(?:达到?|是|约)?\Z")
_MORE = late(rf"(?P<noun>[^，。；：、（）]{{0,24}}?)(?:{_named(_THAN, 'k')})"
             r"(?:新增|(?:多|高|(?P<down>少|低))[^，。；：、（）\d]{0,3})\Z")
_BY = late("(?:多|高|(?P<down>少|低))[出了]?")        # right behind a base: 比上年的80件多12件
_LABEL = late(rf"(?P<noun>[^，。；：、（）]{{0,24}}?)(?:{_named(_THAN, 'k')})\Z")        # 同比25%
_BASE = late(rf"(?:{_named(_BASES, 'k')})(?P<noun>[^，。；、（）\d]{{0,14}})\Z")
_FROM = late(r"[由从自](?P<noun>[^，。；：、（）]{0,20})\Z")
TO = late(rf"(?:(?:{_UP}|{_DOWN}|升|跌|回升|发展|扩|缩|涨|调整?)(?:了|加)?[到至]|调整为)"
          r"[^，。；：、（）]{0,16}\Z")
_YEARLY = late(r"(?:(?P<count>[一二三四五六七八九十两\d]{1,2})年(?:间|来"
               r"|内)?)?[^，。；：、（）]{0,10}年(?:均|平均)(?:复合)?(?:递?增长?|增速|增幅"
               r"|递?增长?率|(?P<down>下降|递减|减少|降低))(?:率|速度)?(?:为|达到?|约|了)?\Z")
_BUDGET = "(?<!公共)预算(?![收支内外])"
_PLAN = late(f"计划|目标|任务|{_BUDGET}|指标数")
_DOING = late("完成(?:全?年度?|年初)?(?:计划|任务|目标|预算)(?:任务)?\\Z")
_RATIO = late(r"(?:是|为|相当于|达到?)[^，。；：、]{0,24}的\Z")
_SHARE = late(r"占(?P<noun>[^，。；：、（）\d]{0,12}?)(?:的比重|的比例|的|比重|比例|比|之)?"
              r"(?:为|达到?|约)?\Z")
_DONE = late(r"(?:完成率|(?:支出|执行|拨付|完成)进度"
              r"|完成(?:全?年度?|年初)?(?:计划|任务|目标|预算)(?:任务)?(?:的|数的)"
             r"|占(?:全?年度?|年初)?(?:计划|任务|目标|预算)(?:任务)?的)(?:为|达到?)?\Z")
_OTHER = late(f"计划|目标|任务|{_BUDGET}|预计|力争|预期|占(?![比地用道补])|上年"
              "|去年|同期|上月|上季|上期|年初|比(?![重例])|较|可望|有望|将达|争取|其余|剩余|另有"
              "|折合|相当于|约合|最高|最低|[高低]于|差|欠|缺")
_MEAN = late(r"(?:平均)?(?P<of>[户人亩家村])均(?P<noun>[\u4e00-\u9fff]{0,4}?)(?:为|达到?|约|是)?\Z"
             r"|(?:平均每|每)(?P<each>[户人亩家笔件个])(?:平均)?(?:为|达到?|约|是)?\Z"
             r"|(?:平均)(?P<acre>亩)产(?:量)?(?:为|达到?|约|是)?\Z")
_RATE = late(r"(?P<noun>[\u4e00-\u9fff]{2})率(?:为|达到?|是)?\Z")
_MOVED = late(f"{_UP}|{_DOWN}|[比较多少高低占]")
_NEW = late("(?:共|累计)?新增了?")
_GONE = late("[退销减撤关停去]|淘汰")
_COMPARABLE = late("可比|不变价|同口径|扣除价格|价格因素|剔除|实际增长")
_CONSTANT = late("生产总值|GDP|增加值|农林牧渔业?总产值")
_PLANS = {"十二五": 2015, "十三五": 2020, "十四五": 2025}      # in which year each ended
_ENDED = late("“?(十[二三四]五)”?末")
_MONTH = late(r"(?<![—\-–至\d])(\d{1,2})月份?(?!底|末|[—\-–至])")
_YEAR = late(r"(?<![—\-–])((?:19|20)\d\d)年(?!代|来|以来|均|平均)")


class Role(Enum):
    """What an amount is there for."""

    VALUE = "值"
    BASE = "基期"
    CHANGE = "增减"          # by how much: an amount, a rate, 倍, 个百分点
    YEARLY = "年均"
    MEAN = "平均"             # 户均, 平均每笔
    RATE = "率"               # 签约率, of 应签约 and 签约
    RATIO = "倍数"           # 是上年的2倍, 相当于上年的120%
    SHARE = "占比"
    DONE = "完成率"
    PLAN = "计划"
    OTHER = ""


@frozen
class Told:
    """An amount and what it is there for.

    `kind` is against what it is compared (同比, 环比, 年初; "" not said), `noun` what is said to
    be compared, `year` and `month` those that stand by a value, `years` how many of 年均.
    """

    reading: Reading
    role: Role
    kind: str = ""
    noun: str = ""
    falls: bool = False
    year: int = 0
    month: int = 0
    years: int = 0


def comparable(text: str) -> bool:
    """Whether a text says that its growth is of comparable prices or of another 口径."""
    return _COMPARABLE.search(text) is not None


def constant(text: str) -> bool:
    """Whether a text names what offices give at constant prices without saying so: GDP, 增加值."""
    return _CONSTANT.search(text) is not None


def told(readings: Sequence[Reading]) -> tuple[Told, ...]:
    """The amounts of a sentence, each with its role."""
    made: list[Told] = []
    for at, reading in enumerate(readings):
        follows = readings[at + 1].lead if at + 1 < len(readings) else ""
        made.append(_of_the(reading, made[-1]) if reading.lead == "的" and made else
                    _went_on(reading, made, follows) or _role(reading, follows))
    return tuple(made)


def _went_on(reading: Reading, made: Sequence[Told], follows: str) -> Told | None:
    """比上年的80件多12件; 由120张增至150张，新增30张, but where some went again: 淘汰10张."""
    if made and made[-1].role is Role.BASE and (by := _BY.fullmatch(reading.lead)):
        return Told(reading, Role.CHANGE, falls=bool(by["down"]))
    new = len(made) > 1 and made[-2].role is Role.BASE and _NEW.fullmatch(reading.near) \
        and TO.match(made[-1].reading.lead) and not _GONE.search(follows)
    return Told(reading, Role.CHANGE) if new else None


def _of_the(reading: Reading, before: Told) -> Told:
    """3倍 of 是上年同期3.6亿元的3倍; 85% of 占计划100万元的85%."""
    if reading.unit not in {"%", "‰", "倍"}:
        return Told(reading, Role.OTHER)
    if before.role is Role.PLAN:
        return Told(reading, Role.DONE)
    if "占" in before.reading.near and reading.unit != "倍":
        return Told(reading, Role.SHARE, noun=_PREVIOUS)
    return Told(reading, Role.RATIO if before.role is Role.BASE else Role.OTHER)


def _role(reading: Reading, follows: str) -> Told:
    near = reading.near
    ways = _OF_RATE if reading.unit in RATES else _OF_AMOUNT
    return next((found for way in ways if (found := way(reading, near, follows)) is not None),
                Told(reading, Role.OTHER))


RATES = frozenset({*OF_RATES, *OF_RATES.values(), "倍"})
_PREVIOUS = "其"      # a share of the amount right before it


def _kind(found: re.Match[str], words: dict[str, str]) -> str:
    return next((kind for at, kind in enumerate(words) if found[f"k{at}"]), "")


def _bare(text: str) -> str:
    """A noun without the words that go with any."""
    return _FILL.sub("", text)


def _change(reading: Reading, near: str, _: str) -> Told | None:
    found = _CHANGE.match(near)
    if found is None:
        found = _MORE.match(near) or (_LABEL.match(near) if reading.unit == "%" else None)
    elif found["to"] and not (found["to"] == "为" and reading.unit in RATES and (
            found["rate"] or found["few"][-1] in "幅速")):
        return None         # 增加到120万元, 提高为45%
    if found is None or _PLAN.search(near) or "年均" in near:
        return None
    noun = found["noun"] + (found.groupdict().get("much") or "")
    return Told(reading, Role.CHANGE, _kind(found, _THAN), _bare(noun),
                bool(found.groupdict().get("down")))


def _yearly(reading: Reading, near: str, _: str) -> Told | None:
    if (found := _YEARLY.search(near)) is None or reading.unit != "%":
        return None
    return Told(reading, Role.YEARLY, falls=bool(found["down"]),
                years=numerals.count(found["count"] or ""))


def _matched(role: Role, pattern: re.Pattern[str]) -> _Way:
    def way(reading: Reading, near: str, _: str) -> Told | None:
        found = pattern.search(near)
        return found and Told(reading, role, noun=_bare(found.groupdict().get("noun") or ""))
    return way


def _mean(reading: Reading, near: str, _: str) -> Told | None:
    found = _MEAN.match(near)
    return found and Told(reading, Role.MEAN, found["of"] or found["each"] or found["acre"],
                          found["noun"] or "")


def _rate(reading: Reading, near: str, _: str) -> Told | None:
    found = _RATE.match(near) if reading.unit == "%" else None
    return found and Told(reading, Role.RATE, noun=found["noun"])


def _base(reading: Reading, near: str, follows: str) -> Told | None:
    year = _year(reading.lead)
    if TO.match(follows) or (_FROM.search(near) and TO.match(follows.lstrip("，"))):
        found = _BASE.search(near)
        return Told(reading, Role.BASE, _kind(found, _BASES) if found else "", year=year)
    where = (near or reading.lead).rstrip("：（(的")
    found = _BASE.search(where)
    if found is None or _PLAN.search(where) or _MOVED.search(found["noun"]):
        return None
    return Told(reading, Role.BASE, _kind(found, _BASES), _bare(found["noun"]), year=year)


def _year(lead: str) -> int:
    """The last year that is named: 2020 of 2020年, and of “十三五”末; 0 for none."""
    years, ended = _YEAR.findall(lead), _ENDED.findall(lead)
    return int(years[-1]) if years else _PLANS[ended[-1]] if ended else 0


def _plan(reading: Reading, near: str, _: str) -> Told | None:
    return Told(reading, Role.PLAN) if _PLAN.search(near) and (
        "完成" not in near or _DOING.search(near)) else None


def _value(reading: Reading, near: str, _: str) -> Told | None:
    if _OTHER.search(near):
        return None
    months = _MONTH.findall(reading.lead)
    return Told(reading, Role.VALUE, noun=_bare(near), year=_year(reading.lead),
                month=int(months[-1]) if months else 0)


_Way = Callable[[Reading, str, str], Told | None]
_OF_RATE: tuple[_Way, ...] = (
    _yearly, _matched(Role.DONE, _DONE), _rate, _change, _matched(Role.RATIO, _RATIO), _base,
    _matched(Role.SHARE, _SHARE), _value)
_OF_AMOUNT: tuple[_Way, ...] = (_change, _base, _mean, _plan, _value)
