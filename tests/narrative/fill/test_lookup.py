from __future__ import annotations

import pytest

from reportgen.diagnostics import NOWHERE, Sink
from reportgen.facts.model import Dataset, Fact, Period, Statement, dataset
from reportgen.narrative.fill import lookup as module
from reportgen.narrative.fill.lookup import Lookup


def test_a_loop_variable_comes_first(data: Dataset) -> None:
    other = data.by_name["新增企业"]
    assert Lookup(data, Sink()).fact("枇杷产量", NOWHERE, {"枇杷产量": other}) is other


def test_ids_names_aliases_and_entities(data: Dataset) -> None:
    lookup = Lookup(data, Sink())
    assert lookup.fact("限上零售额", NOWHERE, {}) is data.by_name["限上消费品零售额"]
    assert lookup.fact("怪", NOWHERE, {}) is data.by_name["怪名"]
    entity = lookup.entity("省道")
    assert entity is not None
    assert [fact.name for fact in lookup.of_entity(entity)] == ["211省道"]


def test_spellings_that_could_be_two_names_are_not_guessed() -> None:
    facts = tuple(Fact(str(i), name, Statement("x")) for i, name in enumerate(("“甲”乙", "甲“乙”")))
    sink = Sink()
    assert Lookup(dataset("t", Period(""), facts), sink).fact("甲乙", NOWHERE, {}) is None
    assert [d.code for d in sink] == ["E0301"]


def test_the_nearest_is_searched_once(data: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def asked(name: str, *_: object) -> tuple[str, ...]:
        calls.append(name)
        return ()

    monkeypatch.setattr(module, "asked", asked)
    lookup = Lookup(data, Sink())
    for line in range(5):
        lookup.fact("没有", module.Span("b.md", line + 1, 1), {})
    assert calls == ["没有"]
    assert len(lookup.sink.items) == 5


@pytest.mark.parametrize(("source", "names"), [
    ("经济", ["固定资产投资", "枇杷产量"]), ("省道", ["211省道"]), ("新增企业", ["新增企业"]),
    ("新增企业，个转企", ["新增企业", "个转企"]), ("新增企业、个转企", ["新增企业", "个转企"]),
    ("新增企业, 没有的", ["新增企业"]),
])
def test_sources_of_loops(data: Dataset, source: str, names: list[str]) -> None:
    found = Lookup(data, Sink()).several(source, NOWHERE, {})
    assert [fact.name for fact in found] == names
