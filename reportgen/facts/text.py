"""Facts to texts. The only place where a number becomes characters.

Prose, tables, charts and both output formats print what these functions made, so they cannot
disagree. Every form is the inverse of reading: what is printed reads back as the same amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.diagnostics import NOWHERE, ReportError, Span
from reportgen.document.quantity import Quantity
from reportgen.document.tidy import unit_name
from reportgen.facts.amount_text import (
    MINUS,
    amount_number,
    amount_text,
    amount_unit,
    change_text,
    factor,
    in_unit,
    refuse,
    scaled,
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
)
from reportgen.sources.nearest import nearest

NO_VALUE = "—"
VALUE_SLOT = "{值}"


def quantity(
    dataset: Dataset, fact: Fact, form: str = "值", *, unit: str = "", span: Span = NOWHERE,
    minus: str = MINUS,
) -> Quantity:
    """The fact as printed in `form`, with `unit` (e.g. 万元) where the form takes one.

    `minus` stands before a negative number, as the profile wishes it (`text.minus`).

    Raises ReportError: E0230 unknown form, E0231 the fact has nothing to show in that form,
    E0232 the amount cannot be shown in that unit without changing what it says.
    """
    make = FORMS.get(form)
    if make is None:
        near = nearest(form, FORMS)
        hint = f"改成“{near}”" if near else "可以写：" + "、".join(FORMS)
        raise refuse("E0230", f"没有“{form}”这种形式", span, hint)
    text = make(_Ask(dataset, fact, unit_name(unit), span, minus))
    return Quantity(fact.id, text, form, fact.derived, span)


def number(fact: Fact, unit: str = "", span: Span = NOWHERE) -> Decimal:
    """The Decimal a chart draws for a fact, in `unit` (its own when empty).

    With several amounts `unit` chooses one. Raises ReportError E0231, E0232.
    """
    amount = _one(fact, unit, span, "数值")
    return scaled(amount, unit or amount.full_unit, span)


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is asked of a form."""

    dataset: Dataset
    fact: Fact
    unit: str = ""
    span: Span = NOWHERE
    minus: str = MINUS

    def text(self, amount: Amount) -> str:
        """An amount with its unit."""
        return amount_text(amount, self.minus)

    def number(self, amount: Amount) -> str:
        """An amount for a cell under its unit."""
        return amount_number(amount, self.minus)


Maker = Callable[[_Ask], str]


def _value(ask: _Ask) -> str:
    match ask.fact.value:
        case Quantities(amounts):
            if not ask.unit:
                return "".join(map(ask.text, amounts))
            return ask.text(_converted(ask, "值"))
        case UnassignedRates(rates):
            return "、".join(map(ask.text, rates))
        case Listing(items, counted):
            return f"{ask.fact.value.count}{counted}" if counted else "、".join(items)
        case Ordinals(terms):
            return "、".join(terms)
        case Statement(text):
            return text


def _number(ask: _Ask) -> str:
    match ask.fact.value:
        case Quantities() if ask.unit:
            return ask.number(_converted(ask, "数值"))
        case Quantities(amounts):
            return "/".join(map(ask.number, amounts))
        case UnassignedRates(rates):
            return "、".join(map(ask.number, rates))
        case Listing():
            return str(ask.fact.value.count)
        case _:
            raise _nothing(ask.fact, "数值", ask.span, "值、状态")


def _unit(ask: _Ask) -> str:
    match ask.fact.value:
        case Quantities() if ask.unit:
            return amount_unit(_converted(ask, "单位"))
        case Quantities(amounts):
            return "/".join(map(amount_unit, amounts)) or NO_VALUE
        case UnassignedRates(rates):
            return "、".join(dict.fromkeys(map(amount_unit, rates)))
        case Listing(_, counted):
            return counted or "个"
        case _:
            raise _nothing(ask.fact, "单位", ask.span, "值、状态")


def _name(ask: _Ask) -> str:
    return ask.fact.name


def _rate(kind: str) -> Maker:
    return lambda ask: ask.text(_change(ask, kind, kind))


def _rate_sentence(lead: str, kind: str) -> Maker:
    return lambda ask: lead + change_text(_change(ask, kind, lead + "句"))


def _period(ask: _Ask) -> str:
    if text := ask.fact.period.text or ask.dataset.period.text:
        return text
    raise _nothing(ask.fact, "期间", ask.span, "值")


def _items(ask: _Ask) -> str:
    match ask.fact.value:
        case Listing(items):
            return "、".join(items)
        case Ordinals(terms):
            return "、".join(terms)
        case _:
            raise _nothing(ask.fact, "列举", ask.span, "值")


def _count(ask: _Ask) -> str:
    if isinstance(ask.fact.value, Listing):
        return f"{ask.fact.value.count}{ask.unit or ask.fact.value.unit or '个'}"
    raise _nothing(ask.fact, "个数", ask.span, "值")


def _status(ask: _Ask) -> str:
    if ask.fact.status:
        return ask.fact.status.replace(VALUE_SLOT, _value(replace(ask, unit="")))
    if isinstance(ask.fact.value, Statement):
        return ask.fact.value.text
    raise _nothing(ask.fact, "状态", ask.span, "值")


def _qualified(ask: _Ask) -> str:
    lead = ask.fact.frequency + ("累计" if ask.fact.cumulative else "")
    return lead + _value(ask)


FORMS: Mapping[str, Maker] = {
    "值": _value,            # 2263余吨
    "数值": _number,         # 2263余, for a cell under a unit
    "单位": _unit,           # 吨
    "名称": _name,           # 枇杷产量
    "全值": _qualified,      # 每月100余万元, 累计31吨
    "同比": _rate("同比"),   # 51.37%
    "同比句": _rate_sentence("同比", "同比"),      # 同比增长51.37%
    "比上年句": _rate_sentence("比上年", "同比"),  # 比上年增长51.37%
    "环比": _rate("环比"),   # 2.1%
    "环比句": _rate_sentence("环比", "环比"),      # 环比增长2.1%
    "期间": _period,         # 2023年
    "列举": _items,          # 瓯渠、前山、…
    "个数": _count,          # 5个村
    "状态": _status,         # 正式通车
}


def _converted(ask: _Ask, form: str) -> Amount:
    return in_unit(_one(ask.fact, ask.unit, ask.span, form), ask.unit, ask.span)


def _one(fact: Fact, unit: str, span: Span, form: str) -> Amount:
    if not isinstance(fact.value, Quantities):
        raise _nothing(fact, form, span, "值")
    amounts = fact.value.amounts
    if len(amounts) == 1:
        return amounts[0]
    matching = [amount for amount in amounts if unit and factor(amount, unit) is not None]
    if len(matching) != 1:
        units = "、".join(amount.full_unit for amount in amounts)
        raise refuse("E0232", f"“{fact.name}”有几个单位（{units}），要说明用哪一个", span,
                     f"写明单位，如“{amounts[0].full_unit}”")
    return matching[0]


def _change(ask: _Ask, kind: str, form: str) -> Amount:
    for change in ask.fact.changes:
        if change.kind == kind:
            return change.rate
    raise _nothing(ask.fact, form, ask.span, "值")


def _nothing(fact: Fact, form: str, span: Span, instead: str) -> ReportError:
    return refuse("E0231", f"“{fact.name}”没有可作“{form}”的内容", span,
                  f"改用形式：{instead}；或在事实表里补上", related=((fact.span, "事实在这里"),))
