from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.facts.model import Entity, Fact, Period, Statement, dataset
from reportgen.narrative.fill.typed_numbers import report_typed
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.language.survey import survey

FACTS = dataset(
    "t", Period(""), (Fact("a", "211省道", Statement("x"), aliases=("甲2023乙",)),),
    entities=(Entity("p", "G15高速"),),
)


@pytest.mark.parametrize(("text", "codes"), [
    ("211省道通车", []), ("沿211省道", []), ("甲2023乙", []), ("211国道", ["W0330"]),
    ("2023乙", ["W0330"]), ("共211户", ["W0330"]), ("211省道有5公里", ["W0330"]), ("没有数字", []),
])
def test_numbers_in_names_are_no_typed_numbers(text: str, codes: list[str]) -> None:
    sink = Sink()
    found = survey(passage([Line(text, 1)], "b.md"), sink)
    report_typed(found.numerals, FACTS, sink)
    assert [d.code for d in sink] == codes


def test_the_hint_can_be_pasted() -> None:
    sink = Sink()
    report_typed(survey(passage([Line("第二次", 1)], "b.md"), sink).numerals, FACTS, sink)
    assert any("{{ 原文：第二次 | 理由 }}" in hint for hint in sink.items[0].hints)
