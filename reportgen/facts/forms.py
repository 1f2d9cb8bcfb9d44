"""Forms: the ways in which a fact is printed, a row each. The only place that knows them.

A row says how the text is made, of which facts it can be, what it shows, and what the documents
say of it. What else must know a form (tables, charts, checks, 如果) reads it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum

from reportgen.diagnostics import NOWHERE, ReportError, Span, failure
from reportgen.document.quantity import NO_VALUE, NUMBER
from reportgen.facts import change, ranking
from reportgen.facts.amount_text import (
    amount_number,
    amount_text,
    amount_unit,
    change_text,
    factor,
)
from reportgen.facts.model import (
    Amount,
    Dataset,
    Fact,
    Listing,
    Ordinals,
    Quantities,
    Statement,
    UnassignedRates,
    Value,
)
from reportgen.facts.scale import AS_IT_IS, DECIMALS, PLAIN, THOUSANDS, UNIT, Notation, Scale, shown
from reportgen.frozen import frozen

VALUE_SLOT = "{值}"
# The forms that others ask for by name.
VALUE, NAME, STATUS = "值", "名称", "状态"


class Shows(Enum):
    """What of a fact a form prints."""

    AMOUNT = "amount"       # with its unit
    NUMBER = "number"       # an amount without its unit, which must be said beside it
    UNIT = "unit"
    NAME = "name"
    PERIOD = "period"
    RATE = "rate"           # of a change
    WORDS = "words"         # a sentence, a list, a status


@frozen
class Ask:
    """What is asked of a form: a fact, the scale to show it in, how the document writes numbers."""

    dataset: Dataset
    fact: Fact
    scale: Scale = AS_IT_IS
    span: Span = NOWHERE
    notation: Notation = PLAIN

    def text(self, amount: Amount) -> str:
        """An amount with its unit."""
        return amount_text(self.shown(amount), self.notation.minus)

    def number(self, amount: Amount) -> str:
        """An amount for a cell under its unit."""
        return amount_number(self.shown(amount), self.notation.minus)

    def shown(self, amount: Amount) -> Amount:
        """An amount in the scale."""
        thousands = self.scale.thousands or self.notation.thousands
        return shown(amount, replace(self.scale, thousands=thousands), self.span)

    def amounts(self, form: str) -> tuple[Amount, ...]:
        """The fact's amounts; where a unit is asked for the one that has it. As `one` raises."""
        match self.fact.value:
            case Quantities(amounts) if not self.scale.unit:
                return amounts
            case UnassignedRates(rates):
                return rates
            case _:
                return (one(self.fact, self.scale.unit, self.span, form),)


def _always(_fact: Fact) -> bool:
    return True


@frozen
class Form:
    """One way to print a fact. `words` and `example` are its row in docs/facts.md."""

    name: str
    make: Callable[[Ask], str]
    shows: Shows
    words: str
    example: str
    has: Callable[[Fact], bool] = _always       # whether a fact has what the form shows
    needs: str = ""                             # another form, when it can be made where that can
    takes: tuple[str, ...] = (UNIT, DECIMALS, THOUSANDS)    # what may be asked of it behind a colon

    @property
    def states_value(self) -> bool:
        """Whether it says something of the fact's value: not its name, its unit, its period."""
        return self.shows not in {Shows.NAME, Shows.UNIT, Shows.PERIOD}

    @property
    def asked(self) -> bool:
        """Whether 如果 may ask for it: some facts have it and some have not."""
        return self.has is not _always


def _value(ask: Ask) -> str:
    match ask.fact.value:
        case Quantities():
            return "".join(map(ask.text, ask.amounts(VALUE)))
        case UnassignedRates(rates):
            return "、".join(map(ask.text, rates))
        case _ if ask.scale.asked:
            raise _nothing(ask.fact, f"{VALUE}：{ask.scale.written}", ask.span, VALUE)
        case Listing(items, counted):
            return f"{ask.fact.value.count}{counted}" if counted else "、".join(items)
        case Ordinals(terms):
            return "、".join(terms)
        case Statement(text):
            return text


def _grouped(ask: Ask) -> str:
    return _value(replace(ask, notation=replace(ask.notation, thousands=True)))


def _number(ask: Ask) -> str:
    match ask.fact.value:
        case Quantities():
            return "/".join(map(ask.number, ask.amounts(NUMBER)))
        case UnassignedRates(rates):
            return "、".join(map(ask.number, rates))
        case Listing() if not ask.scale.asked:
            return str(ask.fact.value.count)
        case _:
            raise _nothing(ask.fact, NUMBER, ask.span, "值、状态")


def _unit(ask: Ask) -> str:
    match ask.fact.value:
        case Quantities():
            amounts = map(ask.shown, ask.amounts("单位"))
            return "/".join(map(amount_unit, amounts)) or NO_VALUE
        case UnassignedRates(rates):
            return "、".join(dict.fromkeys(map(amount_unit, rates)))
        case Listing(_, counted):
            return counted or "个"
        case _:
            raise _nothing(ask.fact, "单位", ask.span, "值、状态")


def _rate(kind: str) -> Callable[[Ask], str]:
    return lambda ask: ask.text(_change(ask, kind, kind))


def _sentence(form: str, kind: str, monthly: str) -> Callable[[Ask], str]:
    def make(ask: Ask) -> str:
        rate = ask.shown(_change(ask, kind, form))
        change.paired(ask.fact, kind, ask.span)
        return change.lead(ask.fact, kind, monthly, ask.span) + change_text(rate)
    return make


def _told(sentence: change.Sentence) -> Callable[[Ask], str]:
    def make(ask: Ask) -> str:
        if (formula := ask.fact.formula) is None or not sentence.made(ask.fact):
            raise _nothing(ask.fact, sentence.name, ask.span, VALUE)
        now, base = (ask.dataset.by_id[id_] for id_ in formula.operands)
        amount = ask.shown(one(ask.fact, ask.scale.unit, ask.span, sentence.name))
        return sentence.say(change.Told(ask.fact, amount, now, base, ask.span))
    return make


def _listed(wanted: ranking.List) -> Callable[[Ask], str]:
    return lambda ask: ranking.list_text(wanted, ask.dataset, ask.fact, ask.shown, ask.span)


def _period(ask: Ask) -> str:
    if text := ask.fact.period.text or ask.dataset.period.text:
        return text
    raise _nothing(ask.fact, "期间", ask.span, VALUE)


def _items(ask: Ask) -> str:
    match ask.fact.value:
        case Listing(items):
            return "、".join(items)
        case Ordinals(terms):
            return "、".join(terms)
        case _:
            raise _nothing(ask.fact, "列举", ask.span, VALUE)


def _count(ask: Ask) -> str:
    if isinstance(ask.fact.value, Listing):
        return f"{ask.fact.value.count}{ask.scale.unit or ask.fact.value.unit or '个'}"
    raise _nothing(ask.fact, "个数", ask.span, VALUE)


def _status(ask: Ask) -> str:
    if ask.scale.asked and VALUE_SLOT not in ask.fact.status:
        raise _nothing(ask.fact, f"{STATUS}：{ask.scale.written}", ask.span, STATUS)
    if ask.fact.status:
        return ask.fact.status.replace(VALUE_SLOT, _value(ask))
    if isinstance(ask.fact.value, Statement):
        return ask.fact.value.text
    raise _nothing(ask.fact, STATUS, ask.span, VALUE)


def _qualified(ask: Ask) -> str:
    lead = ask.fact.frequency + ("累计" if ask.fact.cumulative else "")
    return lead + _value(ask)


def _is(*kinds: type[Value]) -> Callable[[Fact], bool]:
    return lambda fact: isinstance(fact.value, kinds)


def _changed(kind: str) -> Callable[[Fact], bool]:
    return lambda fact: fact.rate(kind) is not None


_NUMBERED = _is(Quantities, UnassignedRates, Listing)
_LOWER = "负的写“下降”，零写“持平”，四舍五入成零的写“基本持平”"
FORMS: Mapping[str, Form] = {form.name: form for form in (
    Form(VALUE, _value, Shows.AMOUNT, "不写形式就是它", "2263余吨"),
    Form(NUMBER, _number, Shows.NUMBER, "表格里，单位另列", "2263余", _NUMBERED),
    Form(THOUSANDS, _grouped, Shows.AMOUNT, "带单位，整数部分三位一节", "2,263余吨"),
    Form("单位", _unit, Shows.UNIT, "和“数值”配成两列", "吨", _NUMBERED, takes=(UNIT,)),
    Form(NAME, lambda ask: ask.fact.name, Shows.NAME, "表头写指标、项目、内容的列就是它",
         "枇杷产量", takes=()),
    Form("全值", _qualified, Shows.AMOUNT, "连同频次和“累计”", "每月100余万元、累计31吨"),
    Form("同比", _rate("同比"), Shows.RATE, "只印增长率", "51.37%", _changed("同比")),
    Form("同比句", _sentence("同比句", "同比", "同比"), Shows.WORDS,
         f"全年的写“比上年”；{_LOWER}", "同比增长12.3%", needs="同比"),
    Form("比上年句", _sentence("比上年句", "同比", "比上年同期"), Shows.WORDS,
         f"不是全年的写“比上年同期”；{_LOWER}", "比上年增长51.37%", needs="同比"),
    Form("环比", _rate("环比"), Shows.RATE, "只印增长率", "2.1%", _changed("环比")),
    Form("环比句", _sentence("环比句", "环比", "环比"), Shows.WORDS, "累计数没有环比",
         "环比增长2.1%", needs="环比"),
    *(Form(each.name, _told(each), Shows.WORDS, each.words, each.example,
           each.made, takes=each.takes)
      for each in change.SENTENCES.values()),
    Form("排名句", lambda ask: ranking.rank_text(ask.dataset, ask.fact, ask.span), Shows.WORDS,
         "同一指标、同一期间的各主体，从大到小，逆向的从小到大；合计不算", "居第二位",
         ranking.ranked, takes=()),
    *(Form(each.name, _listed(each), Shows.WORDS, each.words, each.example, ranking.listed)
      for each in ranking.LISTS),
    Form("期间", _period, Shows.PERIOD, "没有写的，用整份事实表的", "2023年",
         lambda fact: bool(fact.period.text), takes=()),
    Form("列举", _items, Shows.WORDS, "名单、序次的各项", "瓯渠、前山",
         _is(Listing, Ordinals), takes=()),
    Form("个数", _count, Shows.AMOUNT, "名单有几项", "5个村", _is(Listing), takes=(UNIT,)),
    Form(STATUS, _status, Shows.WORDS, "没有数值的事实，就是它的值", "正式通车",
         lambda fact: bool(fact.status) or isinstance(fact.value, Statement)),
)}
ASKED = tuple(form.name for form in FORMS.values() if form.asked)


def has(fact: Fact, form: str) -> bool:
    """Whether a fact has what a form shows; of a form that there is not, nobody can tell."""
    found = FORMS.get(form)
    return found is None or FORMS[found.needs or form].has(fact)


def one(fact: Fact, unit: str, span: Span, form: str) -> Amount:
    """The amount of a fact; of several the one in `unit`. Raises ReportError E0231, E0232."""
    if not fact.amounts:
        raise _nothing(fact, form, span, "值")
    if fact.amount is not None:
        return fact.amount
    matching = [amount for amount in fact.amounts if unit and factor(amount, unit) is not None]
    if len(matching) != 1:
        units = "、".join(amount.full_unit for amount in fact.amounts)
        raise failure("E0232", f"“{fact.name}”有几个单位（{units}），要说明用哪一个", span,
                      f"在形式后面写明单位，如 值：{fact.amounts[0].full_unit}")
    return matching[0]


def exact(ask: Ask, form: Form) -> Decimal | None:
    """The number a form prints before it is rounded, in the unit it is printed in.

    None where it prints no number, or several.
    """
    try:
        match form.shows:
            case Shows.AMOUNT | Shows.NUMBER:
                (amount,) = ask.amounts(form.name)
            case Shows.RATE:
                amount = _change(ask, form.name, form.name)
            case _ if form.needs:       # 下降3.2%
                amount = _change(ask, form.needs, form.name)
            case _ if form.name in change.SENTENCES:     # where it prints that number
                amount = one(ask.fact, ask.scale.unit, ask.span, form.name)
                if not change.first_number(form.make(ask), ask.shown(amount)):
                    return None
            case _:
                return None
    except (ReportError, ValueError):
        return None
    amount = ask.shown(amount)
    return abs(amount.unrounded) if form.shows is Shows.WORDS else amount.unrounded


def _change(ask: Ask, kind: str, form: str) -> Amount:
    rate = ask.fact.rate(kind)
    if rate is None:
        raise _nothing(ask.fact, form, ask.span, VALUE)
    return rate


def _nothing(fact: Fact, form: str, span: Span, instead: str) -> ReportError:
    return failure("E0231", f"“{fact.name}”没有可作“{form}”的内容", span,
                   f"改用形式：{instead}；或在事实表里补上", related=fact.here)
