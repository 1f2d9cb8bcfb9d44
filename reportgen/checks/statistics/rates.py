"""Rates that nobody can assign: shown once, as the list the source gave, and tied to nothing."""

from __future__ import annotations

from reportgen.checks.prose import Said
from reportgen.diagnostics import Sink
from reportgen.document.walk import Printing
from reportgen.facts.forms import FORMS
from reportgen.facts.model import Dataset, Fact, UnassignedRates


def check_rates(dataset: Dataset, said: Said, sink: Sink) -> None:
    """W0405 to whom it may concern; W0406 printed twice; E0407 tied to a fact; E0408 guessed."""
    printed: dict[str, list[Printing]] = {}
    for each in said.printed:
        printed.setdefault(each.quantity.fact, []).append(each)
    for fact in dataset:
        if isinstance(fact.value, UnassignedRates):
            _explain(dataset, fact, fact.value, sink)
            places = [each for each in printed.get(fact.id, ())
                      if FORMS[each.quantity.form].states_value]
            _places(fact, fact.value, places, said, sink)
            _guessed(dataset, fact, fact.value, sink)


def _explain(dataset: Dataset, fact: Fact, value: UnassignedRates, sink: Sink) -> None:
    names = "、".join(_name(dataset, each) for each in value.of)
    sink.warning(
        "W0405",
        f"“{fact.name}”有{len(value.rates)}个增幅、{len(value.of)}个指标（{names}），"
        "对不上哪个是哪个", fact.span,
        "向供稿单位核实；核实前只能照原样列出，不能写成某一个指标的增幅",
    )


def _places(
    fact: Fact, value: UnassignedRates, places: list[Printing], said: Said, sink: Sink
) -> None:
    for each in places[1:]:
        sink.warning("W0406", f"“{fact.name}”写了不止一次", each.quantity.span,
                     "只在一处写，并说明归属不明",
                     related=((places[0].quantity.span, "第一次写在这里"),))
    rows = {each.row: each for each in said.printed if each.row and each.quantity.fact in value.of}
    for each in places:
        if each.charted:
            sink.error("E0407", f"“{fact.name}”归属不明，不能画进图里", each.quantity.span,
                       "从图里去掉")
        elif each.row in rows:
            sink.error("E0407", f"“{fact.name}”和“{rows[each.row].quantity.text}”写在表的同一行，"
                       "会被看成是它的增幅", each.quantity.span, "移到表下的注里")


def _guessed(dataset: Dataset, fact: Fact, value: UnassignedRates, sink: Sink) -> None:
    """E0408: one of the candidates carries one of the rates as its own."""
    numbers = {rate.number for rate in value.rates}
    for name in value.of:
        candidate = dataset.by_id.get(name)
        for change in candidate.changes if candidate is not None else ():
            if change.rate.number in numbers:
                sink.error("E0408", f"“{_name(dataset, name)}”的{change.kind}取自归属不明的增幅",
                           change.span, f"删去这个{change.kind}；核实之后再写",
                           related=((fact.span, "增幅列在这里"),))


def _name(dataset: Dataset, name: str) -> str:
    fact = dataset.by_id.get(name)
    return fact.name if fact is not None else name
