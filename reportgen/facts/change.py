"""Change in words: what a computed fact says of the two facts it was computed from.

The data choose the words: against what (上年同期, 上月, another place), which verb, whether a rate
may be told at all. A change in % and a difference of rates in 个百分点 never meet: each sentence
belongs to the formula that gives its kind of number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from reportgen.diagnostics import NOWHERE, ReportError, Span, failure
from reportgen.facts.amount_text import (
    OF_RATES,
    amount_text,
    change_text,
    decimal_text,
    level,
    unsigned,
)
from reportgen.facts.model import EXACT, Amount, Fact
from reportgen.facts.period import interval
from reportgen.facts.scale import DECIMALS, THOUSANDS, UNIT, printed_number, rounded_like
from reportgen.frozen import frozen

LOW_BASE = Decimal(1000)        # %: growth from there on is told in 倍
_DOUBLED = {Decimal(2): "一", Decimal(4): "两", Decimal(8): "三"}
_HUNDRED = Decimal(100)
_YEAR = 12                      # months
_WHOLES = {1, 3, 6, _YEAR}      # lengths, in months, of what has one like it just before
_BEFORE = {1: "上月", 3: "上季度"}
_PROFIT = re.compile("利润|盈亏|损益|盈余|净收益")
_PACE = re.compile("增速|增幅|增长率")
_BRACKET = re.compile("（[^（）]*）$")


@frozen
class Told:
    """A computed amount as it is to be printed, the facts it is computed from, and its place."""

    fact: Fact
    amount: Amount
    now: Fact
    base: Fact
    span: Span = NOWHERE

    @property
    def signs(self) -> tuple[int, int]:
        """The signs of this value and of its base: −1, 0, 1."""
        return _sign(self.now.amounts[0]), _sign(self.base.amounts[0])

    def of(self, number: Decimal, unit: str) -> Amount:
        """Another number made of the exact one, with as many decimals."""
        short = rounded_like(number, self.amount.number)
        return Amount(decimal_text(short), short, unit, "", self.amount.approximation, number)


@frozen
class Sentence:
    """A form of computed facts: their formula, what it says, its row in docs/facts.md."""

    name: str
    formula: str
    say: Callable[[Told], str]
    words: str
    example: str
    takes: tuple[str, ...] = (DECIMALS,)

    def made(self, fact: Fact) -> bool:
        """Whether a fact was computed by its formula."""
        return fact.formula is not None and fact.formula.name == self.formula


def paired(fact: Fact, kind: str, span: Span) -> None:
    """Raises ReportError E0252 where a reported growth rate may not be told of the fact's value.

    What changes a rate is told in 个百分点 (S02); what is below zero, or nothing, has not grown.
    """
    for change, amount in ((each, fact.amount) for each in fact.changes if each.kind == kind):
        rate = change.rate
        if amount is None or not rate.number or rate.unit not in {*OF_RATES, "倍"}:
            continue
        if amount.unit in OF_RATES:
            why, hint = "率的升降说百分点", f"核对来源；增幅的单位是“{OF_RATES[amount.unit]}”"
        elif amount.number < 0 or (not amount.number and rate.number > 0):
            why, hint = "这样的数没有增幅", "删去增幅；有基期值的，用公式“增量”和形式“增量句”"
        else:
            continue
        text = f"“{fact.name}”是{amount_text(amount)}，{kind}{change_text(rate)}：{why}"
        raise failure("E0252", text, span, hint,
                      related=((change.span, "增幅写在这里"), *fact.here))


def lead(fact: Fact, kind: str, monthly: str, span: Span) -> str:
    """What a reported growth rate is against: 比上年 for a whole year, else `monthly`.

    Raises ReportError E0243: what is summed up since January has no month before.
    """
    found = interval(fact.period)
    if kind == "同比":
        return "比上年" if found and found.months == _YEAR and not found.first % _YEAR else monthly
    if fact.cumulative or (found and found.months not in _WHOLES):
        raise failure("E0243", f"“{fact.name}”是累计数，没有环比", span,
                      "累计的写同比；环比写在当月的事实里", related=fact.here)
    return monthly


def _against(now: Fact, base: Fact) -> tuple[str, bool]:
    """What a value is compared with, and whether that is another thing of the same time."""
    first, second = interval(now.period), interval(base.period)
    if first is None or second is None or first == second:
        return _BRACKET.sub("", base.name), True
    then, length = base.period, first.months
    if (second.first + _YEAR, second.last + _YEAR) == (first.first, first.last):
        return ("上年" if length == _YEAR else "上年同期"), False
    if then.start == then.end and second.last + 1 == first.last // _YEAR * _YEAR:
        return "上年末", False
    if second.last + 1 == first.first and second.months == length and length in _BEFORE:
        return _BEFORE[length], False
    same = f"{now.period.year}年" if now.period.year == then.year else ""
    return then.text.removeprefix(same), False


def _moved(told: Told, amount: Amount, verbs: tuple[str, str],
           across: tuple[str, str] = ("高", "低")) -> str:
    """比上年同期增长20.0%; 与上年同期持平; of another thing 比乙镇产值多20.0%."""
    what, other = _against(told.now, told.base)
    if not amount.number:
        return f"与{what}{level(amount, '相同' if other else '持平')}"
    verb = (across if other else verbs)[amount.number < 0]
    return f"比{what}{verb}{amount_text(unsigned(amount))}"


def _growth(told: Told) -> str:
    if turned := _turned(told, rate=True):
        return turned
    low = told.amount.unrounded >= LOW_BASE
    amount = told.of(EXACT.divide(told.amount.unrounded, _HUNDRED), "倍") if low else told.amount
    return _moved(told, amount, ("增长", "下降"), ("多", "少"))


def _turned(told: Told, *, rate: bool = False) -> str:
    """扭亏为盈, 由正转负; "" for one sign. Raises E0243, E0244 for what cannot be compared."""
    then, other = told.base.period, _against(told.now, told.base)[1]
    lengths = {found.months for fact in (told.now, told.base) if (found := interval(fact.period))}
    if not other and len(lengths) > 1 and then.start != then.end:
        raise _not("E0243", told, "的两个期间长短不同，不能比增减")
    now, base = told.signs
    if now * base >= 0 or (other and not rate):
        return ""
    if other:
        raise _not("E0244", told, "的两个数一正一负，说不出差百分之几")
    profit = _PROFIT.search(told.now.name)
    return (("扭亏为盈", "由盈转亏") if profit else ("由负转正", "由正转负"))[now < 0]


def _difference(told: Told) -> str:
    if told.amount.unit in OF_RATES.values():
        return _points(told)
    verbs = ("增加", "减少")
    if told.signs == (-1, -1) and _PROFIT.search(told.now.name):
        verbs = ("减亏", "增亏")
    turned = _turned(told)
    return turned + ("，" if turned else "") + _moved(told, told.amount, verbs, ("多", "少"))


def _points(told: Told) -> str:
    verbs = ("上升", "下降") if told.now.reverse else \
        ("加快" if _PACE.search(told.now.name) else "提高", "回落")
    return _moved(told, told.amount, verbs)


def _compared(told: Told) -> str:
    """The growth of this period against that of another: 扩大, 收窄, 由升转降."""
    now, base = (_sign(rate) for fact in (told.now, told.base) if (rate := fact.rate("同比")))
    if _against(told.now, told.base)[1] or (not now and not base):
        return "增速" + _moved(told, told.amount, ("高", "低"))
    words = {1: "增长", 0: "持平", -1: "下降"}
    if not now or not base:
        return f"由{words[base]}转为{words[now]}"
    if now != base:
        turn = "由降转升" if now > 0 else "由升转降"
        return f"{turn}，增速" + _moved(told, told.amount, ("加快", "回落"))
    verbs = ("扩大", "收窄") if now > 0 else ("收窄", "扩大")
    return ("增幅" if now > 0 else "降幅") + _moved(told, told.amount, verbs)


def _times(told: Told) -> str:
    """增长1.2倍, 翻一番; what did not double in %, as nothing falls by 倍."""
    if turned := _turned(told, rate=True):
        return turned
    (what, other), ratio = _against(told.now, told.base), told.amount.unrounded
    percent = EXACT.multiply(ratio, _HUNDRED)
    if other:
        return f"是{what}的{amount_text(told.amount)}" if ratio >= 1 else \
            f"相当于{what}的{amount_text(told.of(percent, '%'))}"
    if told.amount.approximation is None and ratio in _DOUBLED:
        return f"比{what}翻{_DOUBLED[ratio]}番"
    grown = told.of(EXACT.subtract(ratio, 1), "倍") if ratio >= 2 else \
        told.of(EXACT.subtract(percent, _HUNDRED), "%")
    return _moved(told, grown, ("增长", "下降"))


def _yearly(told: Told) -> str:
    return f"{told.base.period.year}—{told.now.period.year}年年均{change_text(told.amount)}"


def _done(told: Told) -> str:
    plan = next((word for word in ("预算", "目标", "任务") if word in told.base.name), "计划")
    return f"完成{'年度' if _elapsed(told) else ''}{plan}的{amount_text(told.amount)}"


def _pace(told: Told) -> str:
    """How far it is before or behind the year: 超序时进度5.2个百分点."""
    months = _elapsed(told)
    if not months:
        raise _not("E0231", told, "的计划不是全年的，或完成数不是从年初累计到月末的，没有序时进度")
    gone = EXACT.divide(months * 100, _YEAR)
    ahead = told.of(EXACT.subtract(told.amount.unrounded, gone), OF_RATES["%"])
    if not ahead.number:
        return f"{_done(told)}，与序时进度{level(ahead)}"
    return f"{_done(told)}，{'超欠'[ahead.number < 0]}序时进度{amount_text(unsigned(ahead))}"


def _elapsed(told: Told) -> int:
    """How many months of a plan's year are over; 0 where either period does not tell."""
    end, done, plan = told.now.period.end, *map(interval, (told.now.period, told.base.period))
    if not done or not plan or not end or (end + timedelta(days=1)).day != 1 \
            or plan.months != _YEAR or plan.first % _YEAR or (done.last - plan.first) // _YEAR:
        return 0
    since = plan.first if told.now.period.start == end else done.first      # 截至10月末
    return done.last - plan.first + 1 if since == plan.first else 0


def _not(code: str, told: Told, why: str) -> ReportError:
    return failure(code, f"“{told.fact.name}”{why}", told.span, "改用形式：值",
                   related=(*told.now.here, *told.base.here))


def _sign(amount: Amount) -> int:
    return int(amount.unrounded.compare(Decimal()))


def first_number(text: str, amount: Amount) -> bool:
    """Whether a sentence prints an amount, but for its sign, before any other."""
    return printed_number(text) == abs(amount.number)


SENTENCES: Mapping[str, Sentence] = {each.name: each for each in (
    Sentence("增长句", "增长率", _growth, "比的是谁由期间定，期间相同的写名称：比乙镇产值多20.0%；"
             "变号的写由正转负、由盈转亏；增长十倍以上写倍", "比上年同期增长20.0%"),
    Sentence("增量句", "增量", _difference, "基期是零、负数也能写：由负转正、扭亏为盈、减亏；"
             "两个率的写百分点", "扭亏为盈，比上年同期增加15.0万元", (UNIT, DECIMALS, THOUSANDS)),
    Sentence("点差句", "百分点差", _points, "名称里有增速、增幅的写加快、回落，"
             "逆向的写上升、下降；相等写持平",
             "比上月提高1.2个百分点"),
    Sentence("增幅比较句", "增幅差", _compared, "扩大、收窄；变号的写由升转降、由降转升；"
             "一期为零的写由持平转为增长", "增幅比上年同期收窄2.0个百分点"),
    Sentence("倍句", "比值", _times, "正好二、四、八倍写翻一、两、三番；不到二倍的写百分数",
             "比上年同期增长1.5倍"),
    Sentence("年均句", "年均增长", _yearly, "年数由期间定，至少两年", "2020—2025年年均增长10.0%"),
    Sentence("占比句", "占比", lambda told: f"占{_BRACKET.sub('', told.base.name)}的"
             + amount_text(told.amount), "整体的名称末尾的括号不印", "占产值的8.3%"),
    Sentence("完成率句", "完成率", _done, "计划是全年的写“年度”；名称里有预算、目标的照写",
             "完成年度计划的66.7%"),
    Sentence("进度句", "完成率", _pace, "计划是全年的、完成数从年初累计到月末的才有；相等写持平",
             "完成年度计划的66.7%，欠序时进度16.7个百分点"),
)}
