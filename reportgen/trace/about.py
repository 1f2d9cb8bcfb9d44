"""All that qualifies a fact, in words: value, unit, period, status, formula, origin."""

from __future__ import annotations

from reportgen.facts.amount_text import amount_text, signed
from reportgen.facts.model import Dataset, Fact
from reportgen.facts.period import dated
from reportgen.facts.scale import PLAIN, Notation, exact_text
from reportgen.facts.text import quantity


def about(dataset: Dataset, fact: Fact, notation: Notation = PLAIN) -> list[tuple[str, str]]:
    """Label and text of all that qualifies the fact; what is empty is left out.

    `notation` is how the profile writes numbers.
    """
    minus = notation.minus
    rows = [("值", quantity(dataset, fact, notation=notation).text), *_amounts(fact, minus)]
    rows += [(change.kind, amount_text(change.rate, minus)) for change in fact.changes]
    rows += [
        ("期间", dated(fact.period)), ("频次", fact.frequency),
        ("状态", fact.status), ("进度", fact.modality.value if fact.modality else ""),
        ("阶段", fact.stage + ("（已完成）" if fact.stage_complete else "")),
        ("累计", "是" if fact.cumulative else ""), ("口径", fact.scope),
        ("方向", "逆向" if fact.reverse else ""),
        ("分母", fact.denominator), ("总项", _named(dataset, fact.part_of)),
        ("等同", _named(dataset, fact.same_as)), ("主体", _entity(dataset, fact.entity)),
        ("推断", fact.inferred), ("说明", fact.note),
        ("别名", "、".join(fact.aliases)), ("测算", _formula(fact)),
        ("来源", _source(dataset, fact)), ("写在", str(fact.span)),
    ]
    return [(label, text) for label, text in rows if text]


def _named(dataset: Dataset, id_: str) -> str:
    other = dataset.find(id_)
    return f"{other.name}（{id_}）" if other is not None else id_


def _entity(dataset: Dataset, id_: str) -> str:
    return next((f"{each.name}（{id_}）" for each in dataset.entities if each.id == id_), id_)


def _amounts(fact: Fact, minus: str) -> list[tuple[str, str]]:
    found = []
    for amount in fact.amounts:
        found += [("数", signed(amount.digits, minus)), ("单位", amount.full_unit)]
        if amount.exact is not None and amount.exact != amount.number:
            found.append(("舍入前", signed(exact_text(amount.exact), minus)))
        if (near := amount.approximation) is not None:
            found.append(("近似", f"{near.word}（{near.place.value}）"))
    return found


def _formula(fact: Fact) -> str:
    if fact.formula is None:
        return ""
    operands = "、".join(fact.formula.operands)
    return f"{fact.formula.name}（{operands}），{fact.formula.decimals} 位小数"


def _source(dataset: Dataset, fact: Fact) -> str:
    source = fact.source if fact.source.title else dataset.source
    return "，".join(part for part in (source.title, source.date, source.locator) if part)
