"""What makes no sense is told, never guessed, and never takes long: a diagnostic each."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.facts.model import Dataset

Reader = Callable[[str], tuple[Dataset, Sink]]
HEAD = "事实:\n"
A = "- {编号: A1, 名称: 甲, 数值: 3户}\n- {编号: A2, 名称: 乙, 数值: 0户}\n" \
    "- {编号: A3, 名称: 丙, 数值: 3人}\n"


def fact(name: str, **keys: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"- {{编号: {name}x, 名称: {name}, 数值: 5户{more}}}\n"


def derived(name: str, formula: str, of: str) -> str:
    return f"- {{编号: {name}, 名称: {name}数, 公式: {formula}, 取自: [{of}], 小数: 1}}\n"


@pytest.mark.parametrize(("text", "codes"), [
    (A + "测算:\n" + derived("D1", "增量", "A1, D2") + derived("D2", "增量", "A1, D1"), "E0255"),
    (A + "测算:\n" + derived("D1", "增量", "A1, D1"), "E0255"),
    (A + "测算:\n" + derived("D1", "增量", "A1, D2数") + derived("D2", "增量", "A1, A2"), "E0255"),
    (A + fact("丁", 总项="戊") + fact("戊", 总项="己") + fact("己", 总项="丁"), "E0216"),
    (A + fact("丁", 总项="丁"), "E0216"),
    (A + "测算:\n" + derived("D1", "增长率", "A1, A2"), "E0244"),
    (A + "测算:\n" + derived("D1", "占比", "A1, A2"), "E0244"),
    (A + "测算:\n" + derived("D1", "增长率", "A1, A3"), "E0243"),
    (A + "测算:\n" + derived("D1", "增量", "A1, A3"), "E0243"),
    (A + fact("丁", 期间="2025年10月—2024年3月"), "E0210"),
    (A + fact("丁", 期间="10—3月"), "E0210"), (A + fact("丁", 期间="2025—2021年"), "E0210"),
    (A + fact("甲"), "E0215"), (A + fact("丁", 别名="[甲]"), "E0215"),
    (A + fact("甲 "), "E0215"), (A + fact("丁 （元）") + fact("丁(元)"), "E0256"),
    (A + fact("ＧＤＰ") + fact("GDP"), "E0256"), (A + fact("丁　一") + fact("丁一"), "E0256"),
    (A + fact("GDP", 别名="[ＧＤＰ]"), ""),
])
def test_it_is_told(read: Reader, text: str, codes: str) -> None:
    _, sink = read(HEAD + text)
    assert {each.code for each in sink.items} <= set(codes.split())
    assert bool(sink.items) == bool(codes)
    assert all(each.span.line and each.hints for each in sink.items)


def test_a_formula_of_ten_thousand_terms(read: Reader) -> None:
    start = time.process_time()
    _, sink = read(HEAD + A + "测算:\n" + derived("D1", "增量", ", ".join(["A1"] * 10_000)))
    assert [each.code for each in sink.items] == ["E0241"]
    assert time.process_time() - start < 10


def test_a_chain_of_a_thousand_formulas(read: Reader) -> None:
    chain = "".join(derived(f"D{n}", "增量", f"D{n - 1}, A2") for n in range(1, 1000))
    found, sink = read(HEAD + A + "测算:\n" + derived("D0", "增量", "A1, A2") + chain)
    assert not sink.items
    assert len(found.facts) == 1003
