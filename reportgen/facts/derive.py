"""Derived values: named formulas over facts, never typed in, always shown as 测算.

Formulas work on the unrounded amounts with Decimals, those of other formulas too, and round once,
half up, to the decimals asked for. An approximate operand makes the result approximate (约); where
that would say more than is known (differences and growth rates) the formula refuses. Rates nobody
can assign are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from functools import reduce

from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.facts.amount_text import OF_RATES, POINTS, amount_text, decimal_text
from reportgen.facts.model import (
    EXACT,
    MULTIPLIERS,
    Amount,
    Approximation,
    Fact,
    Formula,
    Period,
    Quantities,
    UnassignedRates,
    WordPlace,
)
from reportgen.facts.period import interval, year_before
from reportgen.facts.scale import rounded
from reportgen.facts.unit_table import adds
from reportgen.frozen import frozen
from reportgen.sources.nearest import asked_key

MAX_DECIMALS = 6
SHARE_DECIMALS = 1       # of a share that nobody wrote down: those of charts
_HUNDRED = Decimal(100)
_ROOT = Context(prec=60)     # a root is right to so many: an exact half is rounded as one
_ABOUT = Approximation("约", WordPlace.BEFORE)


@frozen
class Computed:
    """What a formula gives before rounding: the number before its multiplier, and its unit."""

    number: Decimal
    unit: str
    multiplier: str = ""


@frozen
class FormulaRule:
    """A formula: its operands in words, what it computes, whether approximations may enter."""

    operands: tuple[str, ...]
    compute: Callable[[Sequence[Amount], Sequence[Fact]], Computed]
    approximate: bool = True
    several: bool = False       # takes as many operands as there are


def derive(
    id_: str, name: str, formula: Formula, operands: Sequence[Fact], *,
    aliases: tuple[str, ...] = (), note: str = "", span: Span = NOWHERE,
    rules: Mapping[str, FormulaRule] | None = None,
) -> Fact:
    """The derived fact of a formula over facts; `rules` are `RULES` where not given.

    Raises ReportError: E0240 unknown formula, E0241 wrong operands, E0242 an operand without one
    amount, E0243 unlike units, E0244 division by zero or a base that is not positive, E0245 an
    approximate operand where none may be, E0246 unassigned rates, E0247 decimals out of range,
    E0248 a share of more than the whole, E0253 growth at constant prices from current values.
    """
    rule = (rules or RULES).get(formula.name)
    if rule is None:
        raise failure("E0240", f"没有“{formula.name}”这个公式", span,
                      *asked_key(formula.name, RULES), "可以写：" + "、".join(RULES))
    if not 0 <= formula.decimals <= MAX_DECIMALS:
        raise failure("E0247", f"小数位数应在 0 到 {MAX_DECIMALS} 之间", span,
                      "写 0 到 9 的一个数字，如 小数: 1")
    if len(operands) != len(rule.operands) and not (rule.several and operands):
        raise failure("E0241", f"“{formula.name}”要 {len(rule.operands)} 个事实，写了"
                      f" {len(operands)} 个", span, "“取自”要依次写出：" + "、".join(rule.operands))
    amounts = [_amount(fact, span) for fact in operands]
    approximation = _approximation(formula.name, rule, amounts, operands, span)
    try:
        result = rule.compute(amounts, operands)
    except _RefusalError as refusal:
        raise failure(refusal.code, f"“{formula.name}”算不了：{refusal}", span, refusal.hint,
                      related=tuple(place for fact in operands for place in fact.here)) from None
    period = _period(formula.name, operands)
    return Fact(
        id=id_, name=name, value=Quantities((_rounded(result, formula.decimals, approximation),)),
        aliases=aliases, period=period, inferred="；".join(
            dict.fromkeys(fact.inferred for fact in operands if fact.inferred)),
        entity="" if rule.several else operands[0].entity, group=operands[0].group,
        formula=replace(formula, operands=tuple(fact.id for fact in operands)),
        source=operands[0].source, note=note, span=span,
    )


def share(part: Decimal, whole: Decimal, *, approximate: bool) -> Amount:
    """What part of a positive whole a value is, in %: a 占比 to one decimal, 约 where told so."""
    result = Computed(_percent(part, whole), "%")
    return _rounded(result, SHARE_DECIMALS, _ABOUT if approximate else None)


class _RefusalError(Exception):
    """A formula's reason not to compute, with its code, and what to do instead."""

    def __init__(self, code: str, reason: str, hint: str = "检查“取自”里的事实") -> None:
        self.code, self.hint = code, hint
        super().__init__(reason)


def _rate(fact: Fact) -> Amount:
    rate = fact.rate("同比")
    if rate is None:
        raise _RefusalError("E0242", f"“{fact.name}”没有同比")
    if rate.unit == POINTS:
        raise _RefusalError("E0242", f"“{fact.name}”的同比是百分点，不是增幅")
    return rate


def _current(fact: Fact) -> None:
    """Raises where growth and values are of unlike prices: neither gives the other."""
    if fact.at_constant_prices:
        raise _RefusalError(
            "E0253", f"“{fact.name}”的增幅按可比价算，和现价的数互相推不出来",
            f"引用报来的增幅：{{{{ {fact.name} | 同比句 }}}}")


def _pace(_: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    now, base = map(_rate, facts)
    if now.unit != base.unit or now.unit not in OF_RATES:
        raise _RefusalError("E0243", f"增幅的单位是{now.unit}、{base.unit}，差不是百分点")
    return Computed(EXACT.subtract(now.number, base.number), OF_RATES[now.unit])


def _yearly(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    now, base = amounts
    _alike(now, base)
    if now.unit in OF_RATES or min(now.value, base.value) <= 0:
        raise _RefusalError("E0244", "首尾两个数要是正数，不是百分数")
    last, first = (interval(fact.period) for fact in facts)
    years, rest = divmod(last.first - first.first, 12) if last and first else (0, 0)
    if not last or not first or last.months != first.months or rest or years < 2:
        raise _RefusalError("E0242", "两个事实要是先后几年的同一段时间，至少隔两年")
    root = EXACT.power(EXACT.divide(now.value, base.value), EXACT.divide(1, years))
    return Computed(_ROOT.multiply(EXACT.subtract(root, 1), _HUNDRED), "%")


def _base(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    rate = _rate(facts[0])
    _current(facts[0])
    factor = EXACT.add(Decimal(1), _fraction(rate))
    if factor <= 0:
        raise _RefusalError("E0244", "同比下降 100% 或更多，没有基期值")
    return Computed(EXACT.divide(amounts[0].number, factor), amounts[0].unit, amounts[0].multiplier)


def _difference(amounts: Sequence[Amount], _: Sequence[Fact]) -> Computed:
    first, second = amounts
    _alike(first, second)
    difference = EXACT.subtract(first.value, second.value)
    return Computed(EXACT.divide(difference, MULTIPLIERS[first.multiplier]),
                  OF_RATES.get(first.unit, first.unit), first.multiplier)


def _growth(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    now, base = amounts
    _alike(now, base)
    _current(facts[0])
    if now.unit in OF_RATES:
        raise _RefusalError("E0243", f"{now.unit} 的升降说百分点，不说增长", "公式写“百分点差”")
    if base.value <= 0:
        raise _RefusalError("E0244", f"基期“{facts[1].name}”是 {amount_text(base)}，没有增长率",
                            "公式写“增量”，用形式“增量句”印：由负转正、扭亏为盈")
    difference = EXACT.subtract(now.value, base.value)
    return Computed(_percent(difference, base.value), "%")


def _part(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    result = _share(amounts, facts)
    if result.number > _HUNDRED:
        part, whole = map(amount_text, amounts)
        raise _RefusalError("E0248", f"部分 {part} 比整体 {whole} 还大")
    return result


def _share(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    part, whole = amounts
    _alike(part, whole)
    _positive(whole, facts[1])
    return Computed(_percent(part.value, whole.value), "%")


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return EXACT.multiply(EXACT.divide(part, whole), _HUNDRED)


def _unit_price(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    total, count = amounts
    _positive(count, facts[1])
    if not total.unit or not count.unit or "/" in total.unit + count.unit:
        raise _RefusalError("E0243", "两个事实都要有单位")
    return Computed(EXACT.divide(total.value, count.value), f"{total.unit}/{count.unit}")


def _ratio(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    first, second = amounts
    _alike(first, second)
    _positive(second, facts[1])
    return Computed(EXACT.divide(first.value, second.value), "倍")


def _points(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    if any(amount.unit not in OF_RATES for amount in amounts):
        raise _RefusalError("E0243", "两个事实都要是百分数，或都是千分数")
    return _difference(amounts, facts)


def _sum(amounts: Sequence[Amount], _: Sequence[Fact]) -> Computed:
    first = amounts[0]
    for amount in amounts[1:]:
        _alike(first, amount)
    if not adds(first.unit):
        raise _RefusalError("E0243", f"{first.full_unit or '没有单位的数'}不能相加")
    total = reduce(EXACT.add, (amount.value for amount in amounts))
    return Computed(
        EXACT.divide(total, MULTIPLIERS[first.multiplier]), first.unit, first.multiplier)


def _mean(amounts: Sequence[Amount], facts: Sequence[Fact]) -> Computed:
    result = _sum(amounts, facts)
    return replace(result, number=EXACT.divide(result.number, Decimal(len(amounts))))


RULES: Mapping[str, FormulaRule] = {
    "基期值": FormulaRule(("有同比的指标",), _base, approximate=False),
    "增量": FormulaRule(("本期", "基期"), _difference, approximate=False),
    "增长率": FormulaRule(("本期", "基期"), _growth, approximate=False),
    "占比": FormulaRule(("部分", "整体"), _part),
    "完成率": FormulaRule(("完成", "计划"), _share),
    "单价": FormulaRule(("总额", "数量"), _unit_price),
    "比值": FormulaRule(("前项", "后项"), _ratio),
    "百分点差": FormulaRule(("本期比率", "基期比率"), _points, approximate=False),
    "增幅差": FormulaRule(("有同比的本期", "有同比的另一期"), _pace, approximate=False),
    "年均增长": FormulaRule(("末期", "基期"), _yearly, approximate=False),
}
# Of one indicator only, so no author may ask for them: a table makes them.
TOTALS: Mapping[str, FormulaRule] = {
    "合计": FormulaRule(("各项",), _sum, several=True),
    "平均": FormulaRule(("各项",), _mean, several=True),
}


def _fraction(rate: Amount) -> Decimal:
    scale = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "倍": Decimal(1)}
    return EXACT.multiply(rate.value, scale[rate.unit])


def _alike(first: Amount, second: Amount) -> None:
    if first.unit != second.unit:
        raise _RefusalError("E0243", f"单位不同：{first.full_unit}、{second.full_unit}")


def _positive(amount: Amount, fact: Fact) -> None:
    if amount.value <= 0:
        raise _RefusalError("E0244", f"“{fact.name}”是 {amount_text(amount)}，不能作分母")


def _amount(fact: Fact, span: Span) -> Amount:
    match fact.value:
        case Quantities((amount,)):
            return replace(amount, number=amount.unrounded)
        case UnassignedRates():
            raise failure("E0246", f"“{fact.name}”没说哪个增幅属于哪个指标，不能用来计算", span,
                          "先向填报单位核实，再把增幅写到各指标的“同比”里")
        case _:
            raise failure("E0242", f"“{fact.name}”不是单个数值，不能用来计算", span,
                          "换一个有数值的事实")


def _approximation(
    name: str, rule: FormulaRule, amounts: Sequence[Amount], facts: Sequence[Fact], span: Span
) -> Approximation | None:
    rates = [change.rate for fact in facts for change in fact.changes
             if name in ("基期值", "增幅差")]
    rough = [amount for amount in (*amounts, *rates) if amount.approximation is not None]
    if not rough:
        return None
    if not rule.approximate:
        shown = "、".join(map(amount_text, rough))
        raise failure("E0245", f"“{name}”要用准确的数，这里有约数：{shown}", span, "换用准确的数")
    return _ABOUT


def _rounded(result: Computed, decimals: int, approximation: Approximation | None) -> Amount:
    number = rounded(result.number, decimals)
    return Amount(decimal_text(number), number, result.unit, result.multiplier, approximation,
                  result.number)


def _period(name: str, facts: Sequence[Fact]) -> Period:
    period = facts[0].period
    if name != "基期值" or not period.year:
        return period
    return year_before(period)

