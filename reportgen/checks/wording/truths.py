"""What the words beside a fact's number say of it, against what the fact knows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.prose import Prose
from reportgen.checks.wording.grammar import ABOUT, CHANGE, THEN, points
from reportgen.checks.wording.phrases import ASK
from reportgen.diagnostics import Sink
from reportgen.document.quantity import Quantity
from reportgen.facts.amount_text import OF_RATES
from reportgen.facts.approximation import CEILINGS, FLOORS
from reportgen.facts.change import lead
from reportgen.facts.forms import FORMS, Shows
from reportgen.facts.model import Dataset, Fact
from reportgen.facts.scale import printed_number
from reportgen.patterns import late

_NEAR = 12          # characters before a number in which its verb stands
_VERB = late(f"(?P<verb>{CHANGE})了?{ABOUT}$")
_FALLEN = frozenset(["下降", "减少", "降低", "回落", "下滑", "下跌", "减收", "减产"])
# 入户率, not 增长率: that is a change.
_LEVEL = late("(?:(?<![长降升低高少涨化动减约幅])率|占比|比重|比例)(?:（[^（）]*）)?$")
_THEN = late(THEN)
_WORD = late("(?<![不未没会可能附最邻临就靠亲远赶反])"
             "(?P<word>超过|突破|将近|接近|不足|不到|超|近|逾)$")
# Not 比上年同期同比, which says it twice.
_SAME = late("(?<![上去]年)(?<!同期)同比(?![比较])[^，。；：]{0,10}$")
_CHANGES = frozenset(("增长率", "增量", "百分点差", "增幅差"))


def tell_truths(dataset: Dataset, where: Prose, sink: Sink) -> Iterator[int]:
    """Where something is told: E0420 a rate's level as its change, or its change in per cent;
    E0421 a fall that was a rise; W0424 同比 of a whole year; W0430 超, 近 beside a number that
    is not."""
    for start, quantity in where.quantities():
        fact = dataset.by_id.get(quantity.fact)
        if fact is None:
            continue
        before = where.text[max(0, start - _NEAR) : start]
        if found := _VERB.search(before):
            at = start - len(before) + found.start()
            if _verb(fact, quantity, where, (at, at + len(found["verb"])), sink):
                yield at
        if (found := _SAME.search(before)) and _of_a_year(fact, quantity):
            at = start - len(before) + found.start()
            sink.warning("W0424", "全年的数和上年比，不说同比：“同比”",
                         where.place(at, at + 2), "写成“比上年”",
                         fix=where.fix(at, at + 2, "比上年"))
            yield at
        if found := _WORD.search(before):
            _word(quantity, found["word"], where, start - len(found["word"]), sink)
        if _is_level(fact, quantity) and (found := _THEN.match(
                where.text, start + len(quantity.text))):
            new = points(found["bad"])
            typed = where.fix(*found.span("bad"), new)
            sink.error("E0420", f"“{fact.name}”是率，升降说几个百分点：“{found['bad']}”",
                       where.place(*found.span("bad")), f"写成“{new}”" if typed else ASK)
            yield found.start("bad")


def _verb(
    fact: Fact, quantity: Quantity, where: Prose, span: tuple[int, int], sink: Sink
) -> bool:
    verb = where.text[slice(*span)]
    if _is_level(fact, quantity):
        sink.error("E0420", f"“{verb}{quantity.text}”：“{fact.name}”是现在的数，不是升降了多少",
                   where.place(*span), f"写成“{verb}到”")
        return True
    if verb in _FALLEN and _is_change(fact, quantity) and _number(quantity) > 0:
        sink.error("E0421", f"“{verb}{quantity.text}”：“{fact.name}”是增加的", where.place(*span),
                   "核对是升是降；改用带动词的形式，如 同比句，动词由数据定")
        return True
    return False


def _word(quantity: Quantity, word: str, where: Prose, at: int, sink: Sink) -> None:
    shown, exact = printed_number(quantity.text), quantity.exact
    if shown is None or exact is None or quantity.text[:1] in FLOORS | CEILINGS:
        return
    above = word in FLOORS
    if exact > shown if above else exact < shown:
        return
    sink.warning("W0430", f"“{word}{quantity.text}”：准确的数{_than(exact, shown)}{shown}",
                 where.place(at, at + len(word)), f"删去“{word}”")


def _than(exact: Decimal, shown: Decimal) -> str:
    return "就是" if exact == shown else "大于" if exact > shown else "小于"


def _number(quantity: Quantity) -> Decimal:
    return printed_number(quantity.text) or Decimal()


def _is_level(fact: Fact, quantity: Quantity) -> bool:
    """Whether what is printed is a rate as it stands: 入户率 93.5%."""
    return FORMS[quantity.form].shows is Shows.AMOUNT and fact.amount is not None \
        and fact.amount.unit in OF_RATES and not _is_change(fact, quantity) \
        and bool(fact.denominator or _LEVEL.search(fact.name))


def _of_a_year(fact: Fact, quantity: Quantity) -> bool:
    """Whether it is how a whole year's amount changed."""
    return quantity.form == "同比" and lead(fact, "同比", "", quantity.span) == "比上年"


def _is_change(fact: Fact, quantity: Quantity) -> bool:
    """Whether it is a change as the data have it, below zero where it fell."""
    formula = fact.formula.name if fact.formula is not None else ""
    shows = FORMS[quantity.form].shows
    return shows is Shows.RATE or (shows is Shows.AMOUNT and formula in _CHANGES)
