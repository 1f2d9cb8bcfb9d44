"""Rates of unlike wholes, and amounts of unlike scopes, are not to be compared by length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.checks.charts.specs import RATES, scales, specs
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset, Fact

_ALIKE = 2      # characters at the end of names of one measure: 产率, 占比, 增速


def check_comparable(dataset: Dataset, document: Document, sink: Sink) -> None:
    """E0723 rates of different wholes, W0717 of wholes not stated, W0724 of different scopes."""
    facts = dataset.by_id
    for spec, place in specs(document):
        for _, group in scales(spec):
            known = [facts[d.quantity.fact] for d in group if d.quantity.fact in facts]
            rates = [fact for fact in known if fact.unit in RATES]
            if wholes := _differing(fact.denominator for fact in rates):
                told = "、".join(wholes)
                sink.error("E0723", f"几个比率的分母不同（{told}），不能画在一个坐标上", place,
                           "分成几张图，或改用阶段图，只写进展")
            elif _unlike(rates):
                names = "、".join(f"“{fact.name}”" for fact in rates[:3])
                sink.warning("W0717", f"{names}都没有写分母，不知道能不能比高低", place,
                             "在事实表里写上“分母: …”；分母不同就分成几张图")
            if scopes := _differing(fact.scope for fact in known):
                sink.warning("W0724", f"画在一起的数口径不同：{'、'.join(scopes)}", place,
                             "换成同一口径的数；确要放在一起，在图的“注”里写明")


def _unlike(rates: Sequence[Fact]) -> bool:
    """Whether rates without a stated whole are of unlike names: 工程进度 beside 签约率.

    Names that end alike are of one measure: 东村签约率 beside 西村签约率.
    """
    if any(fact.denominator for fact in rates):
        return False
    names = {fact.name for fact in rates if fact.unit in ("%", "‰")}
    return len(names) > 1 and len({name[-_ALIKE:] for name in names}) > 1


def _differing(words: Iterable[str]) -> list[str]:
    """The different words, where there are several; a missing one counts as 未写明."""
    found = list(dict.fromkeys(words))
    return [word or "未写明" for word in found] if len(found) > 1 else []
