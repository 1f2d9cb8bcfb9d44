"""The rows 合计 and 平均 of a table from the data: what the data has, else what is worked out."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.diagnostics import ReportError, Span
from reportgen.document.columns import TOLD_OF
from reportgen.facts import heads
from reportgen.facts.amount_text import scaled
from reportgen.facts.derive import MAX_DECIMALS, TOTALS, derive
from reportgen.facts.model import Fact, Formula
from reportgen.facts.unit_table import adds
from reportgen.frozen import frozen
from reportgen.narrative.fill.lookup import Lookup
from reportgen.narrative.fill.members import Slots

SUM = "合计"


@frozen
class Total:
    """合计 or 平均: whether it stands above the other rows, and its facts, a column each."""

    name: str
    head: bool
    facts: Slots


def total(
    name: str, indicator: str, facts: Slots, lookup: Lookup, place: Span, *,
    adding: bool, whole: bool,
) -> Fact | None:
    """The total of a column; None where there is nothing, or what adds up to nothing: %, 人均收入.

    The data's own is used where the rows are all of its parts: all that are of a kind (`whole`),
    or all that name it as their 总项. What `derive` has against a sum is reported at `place`.
    """
    there = [fact for fact in facts if fact is not None]
    if name == SUM and there and (told := _told(indicator, there, lookup, whole=whole)):
        return told
    amounts = [each for fact in there for each in fact.amounts]
    if name == SUM and heads.MEAN.search(indicator):
        return None
    if not adding or not amounts or not all(fact.amounts for fact in there) \
            or not all(adds(each.unit) for each in amounts):
        return None
    try:        # to the last place of any, in the unit of the first: 1亿元 and 20万元 are 1.002亿元
        places = max(-int(scaled(each, amounts[0].full_unit, place).as_tuple().exponent)
                     for each in amounts if each.unit == amounts[0].unit)
        formula = Formula(name, (), min(max(places, int(name != SUM)), MAX_DECIMALS))
        called = f"{indicator}{name}（{there[0].name}等{len(there)}条）"
        return derive(called, called, formula, there, span=place, rules=TOTALS)
    except ReportError as error:
        lookup.sink.extend(error.diagnostics)
        return None


def _told(indicator: str, facts: Sequence[Fact], lookup: Lookup, *, whole: bool) -> Fact | None:
    dataset = lookup.dataset
    wholes = {fact.part_of for fact in facts}
    if len(wholes) == 1 and (found := dataset.by_id.get(wholes.pop())) is not None:
        parts = [fact for fact in dataset if fact.part_of == found.id]
        return found if len(parts) == len(facts) else None
    named = (dataset.find(name) for name in (indicator + SUM, *(
        each + indicator for each in sorted(heads.TOTALS))))
    found = next((fact for fact in named if fact is not None and not fact.entity), None)
    return found if whole else None


def note(totals: Sequence[Total], indicators: Sequence[str], slots: Sequence[Slots]) -> str:
    """Which totals were worked out, and of how many rows where some have nothing."""
    made = [each.name for each in totals if any(fact and fact.derived for fact in each.facts)]
    told = dict.fromkeys(
        f"{indicator}的{each.name}" for each in totals if each.name in made
        for indicator, fact in zip(indicators, each.facts, strict=True)
        if fact is not None and not fact.derived)
    some = dict.fromkeys(
        indicator + TOLD_OF.format(len(facts) - facts.count(None))
        for at, (indicator, facts) in enumerate(zip(indicators, slots, strict=True))
        if None in facts and any(fact.derived for each in totals if (fact := each.facts[at])))
    if not made:
        return ""
    said = f"{'、'.join(made)}为测算" + (f"（{'、'.join(told)}除外）" if told else "")
    return "，".join((said, *some)) + "。"
