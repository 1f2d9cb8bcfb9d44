"""Ranks in words: which place a fact has among its peers, and who the first and last three are.

Peers are the facts of one indicator, period and unit, of entities of one kind; totals take no part.
The largest is first, of a 逆向 indicator (accidents, unemployment) the smallest. Equal ones share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reportgen.diagnostics import ReportError, Span, failure
from reportgen.facts.amount_text import amount_text, change_text, unsigned
from reportgen.facts.model import Amount, Dataset, Fact
from reportgen.facts.numerals import spell
from reportgen.frozen import frozen

MANY = 3        # entities in a list; there must be more, or it says nothing


@frozen
class List:
    """A form that tells who stands at one end: of the values, or of the growth reported with them.

    `words` and `example` are its row in docs/facts.md.
    """

    name: str
    last: bool
    growth: bool
    words: str
    example: str


LISTS = (
    List("前三句", False, False, "写在合计或其中一个主体上；第三位并列的都写",
         "甲镇、乙镇和丙镇居前三位，分别为120万元、98万元和67万元"),
    List("后三句", True, False, "从末位写起",
         "己镇、戊镇和丁镇居后三位，分别为5万元、8万元和12万元"),
    List("增速前三句", False, True, "各主体都要有同比；有升有降的各写动词",
         "甲镇、乙镇和丙镇增速居前三位，分别增长12.3%、10.1%和9.8%"),
    List("增速后三句", True, True, "从末位写起",
         "己镇、戊镇和丁镇增速居后三位，分别下降3.1%、下降0.5%和增长0.2%"),
)


def ranked(fact: Fact) -> bool:
    """Whether a fact may have a rank: one amount of an indicator of an entity."""
    return bool(fact.entity and fact.indicator and fact.amount)


def listed(fact: Fact) -> bool:
    """Whether a fact may stand for its peers: one of them, or their total."""
    return bool(fact.indicator and fact.amount)


def rank_text(dataset: Dataset, fact: Fact, span: Span) -> str:
    """居第二位, 并列第二位. Raises ReportError E0231: nothing to compare with, or not exactly."""
    peers = _peers(dataset, fact) if ranked(fact) else []
    if len(peers) < 2 or fact not in peers:
        raise _no_rank(fact, span)
    sizes = [_size(each.amounts[0], fact, span) for each in peers]
    own = sizes[peers.index(fact)]
    tied = sizes.count(own) > 1
    return f"{'并列' if tied else '居'}第{spell(1 + sum(size < own for size in sizes))}位"


def list_text(
    wanted: List, dataset: Dataset, fact: Fact, shown: Callable[[Amount], Amount], span: Span
) -> str:
    """The sentence of a list; `shown` gives an amount as it is to be printed.

    Raises ReportError E0231: no more than three peers, or values that cannot be put in order.
    """
    found = [(peer, amount) for peer in _peers(dataset, fact)
             if (amount := peer.rate("同比") if wanted.growth else peer.amount) is not None]
    if len(found) <= MANY or len(found) < len(_peers(dataset, fact)):
        raise _no_rank(fact, span, "有同比的" if wanted.growth else "")
    turn = -1 if wanted.last else 1
    found.sort(key=lambda each: turn * _size(each[1], each[0], span))
    edge = found[MANY - 1][1].value
    tied = [each for each in found if each[1].value == edge]
    first = [each for each in found[: found.index(tied[0])] if each not in tied]
    place = ("末" if len(first) == 0 else "倒数第" + spell(len(first) + 1)) if wanted.last \
        else "第" + spell(len(first) + 1)
    names = {entity.id: entity.name for entity in dataset.entities}
    told = [names.get(peer.entity, peer.entity) for peer, _ in (*first, *tied)]
    if len(told) > MANY:
        told[len(first)] = f"并列{place}位的{told[len(first)]}"
    amounts = [shown(amount) for _, amount in (*first, *tied)]
    what = "增速" if wanted.growth else ""
    lead = f"{_joined(told)}{what}居{'后' if wanted.last else '前'}{spell(MANY)}位"
    return f"{lead}，{_growths(amounts) if wanted.growth else _values(amounts)}"


def _peers(dataset: Dataset, fact: Fact) -> list[Fact]:
    """The facts that a fact is ranked among; of a total its parts."""
    wholes, kinds = {each.part_of for each in dataset}, {e.id: e.kind for e in dataset.entities}

    def like(each: Fact) -> tuple[object, ...]:
        return each.indicator, each.period, each.unit

    peers = [each for each in dataset if ranked(each) and each.id not in wholes
             and not each.same_as and like(each) == like(fact)]
    if fact.id in wholes:
        return [each for each in peers if each.part_of == fact.id]
    return [each for each in peers if kinds.get(each.entity) == kinds.get(fact.entity)]


def _size(amount: Amount, fact: Fact, span: Span) -> Decimal:
    """What is put in order, the first smallest."""
    if amount.approximation:
        raise _no_rank(fact, span)
    return amount.value if fact.reverse else -amount.value


def _values(amounts: Sequence[Amount]) -> str:
    texts = [amount_text(each) for each in amounts]
    return f"均为{texts[0]}" if len(set(texts)) == 1 else f"分别为{_joined(texts)}"


def _growths(amounts: Sequence[Amount]) -> str:
    """分别增长3%、2%和1%; of mixed signs a verb each: 分别增长3%、持平和下降1%."""
    texts = [change_text(each) for each in amounts]
    if len(set(texts)) == 1:
        return f"均{texts[0]}"
    verbs = {text.removesuffix(amount_text(unsigned(each)))
             for text, each in zip(texts, amounts, strict=True)}
    if len(verbs) == 1:
        (verb,) = verbs
        return f"分别{verb}{_joined([text.removeprefix(verb) for text in texts])}"
    return f"分别{_joined(texts)}"


def _joined(texts: Sequence[str]) -> str:
    return f"{'、'.join(texts[:-1])}和{texts[-1]}"


def _no_rank(fact: Fact, span: Span, what: str = "") -> ReportError:
    return failure("E0231", f"“{fact.name}”排不出名次：要有各主体同期的{what}准确的数", span,
                   "在事实表里写上各主体的“主体”和“指标”", related=fact.here)
