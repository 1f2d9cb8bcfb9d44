"""The note under a table whose rounded parts do not add up: where it stands, where not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import NOWHERE, Sink
from reportgen.document import tree
from reportgen.facts.amount import parse_amounts
from reportgen.facts.derive import derive
from reportgen.facts.model import Fact, Formula, Growth, Period, Quantities, dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.fill.sums import NOTE
from reportgen.narrative.read import read_narrative

FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2024-01-01\n标题: 丙\n---\n\n"
Facts = dict[str, str]


def fact(name: str, text: str, whole: str = "") -> Fact:
    return Fact(name, name, Quantities(parse_amounts(text)), part_of=whole)


def notes(body: str, *facts: Fact) -> list[str]:
    """The notes of the one table."""
    sink = Sink()
    data = dataset("题", Period("2023年", 2023), facts)
    document = compose(read_narrative(FRONT + body, "b.md", sink), data, sink)
    assert not sink.has_errors, [each.message for each in sink]
    (table,) = (block for block in document.blocks if isinstance(block, tree.Table))
    return [tree.plain(note) for note in table.notes]


def table(rows: str, form: str = "数值：亿元：1", more: str = "") -> str:
    return (f"```表\n题注: 甲\n单位: 亿元\n列: [指标, {{名称: 数, 形式: {form}}}]\n行: {rows}\n"
            f"{more}```\n")


THREE = (fact("甲", "13340万元"), fact("乙", "23340万元"), fact("丙", "33340万元"))
TOTAL = fact("全县合计", "70020万元")


@pytest.mark.parametrize("rows", [
    "[甲, 乙, 丙, 全县合计]", "[全县合计, 甲, 乙, 丙]",
    "[甲, 乙, 丙, {事实: 全县合计, 名称: 合　计}]",
    "[甲, 乙, 丙, {事实: 全县合计, 名称: 总计（按现价）}]",
])
def test_a_row_called_a_total(rows: str) -> None:
    assert notes(table(rows), *THREE, TOTAL) == [NOTE]


@pytest.mark.parametrize(("rows", "form"), [
    ("[甲, 乙, 丙, 全县合计]", "数值：亿元：3"),           # they add up
    ("[甲, 乙, 丙, 全县合计]", "数值：亿元"),              # nothing is rounded
    ("[甲, 乙, 全县合计]", "数值：亿元：1"),               # not all of the parts
    ("[甲, 乙, 丙, {事实: 全县合计, 名称: 平均}]", "数值：亿元：1"),     # no total by its name
])
def test_where_there_is_no_note(rows: str, form: str) -> None:
    assert notes(table(rows, form), *THREE, TOTAL) == []


def test_what_the_author_says_is_said_once() -> None:
    rows = "[甲, 乙, 丙, 全县合计]"
    said = "注: 各项四舍五入，与合计略有出入。\n"
    assert notes(table(rows, more=said), *THREE, TOTAL) == ["各项四舍五入，与合计略有出入。"]
    other = "注: 来源：年报。\n"
    assert notes(table(rows, more=other), *THREE, TOTAL) == ["来源：年报。", NOTE]


def test_parts_that_the_facts_declare() -> None:
    parts = [fact(each.name, "23340万元", "全部") for each in THREE]
    whole = fact("全部", "70020万元")
    rows = "[全部, {其中: 甲}, {其中: 乙}, {其中: 丙}]"
    assert notes(table(rows), whole, *parts) == [NOTE]
    assert notes(table(rows, "数值：亿元：3"), whole, *parts) == []
    assert notes(table("[全部, {其中: 甲}, {其中: 乙}]"), whole, *parts) == []       # some of them


def test_subtotals() -> None:
    facts = (*THREE, fact("小计", "36680万元"), fact("丁", "1万元"),
             fact("戊", "33339万元"), fact("合计", "70020万元"))
    rows = "[甲, 乙, {事实: 小计, 名称: 小计}, 丁, 戊, 合计]"
    assert notes(table(rows), *facts) == [NOTE]
    assert notes(table(rows, "数值：亿元：4"), *facts) == []


def test_numbers_written_into_cells() -> None:
    rows = "".join(f"  - [{name}, '{{{{ {name} | 数值：亿元：1 }}}}']\n"
                   for name in ("甲", "乙", "丙", "全县合计"))
    assert notes(table("\n" + rows.rstrip()), *THREE, TOTAL) == [NOTE]


def test_facts_that_do_not_add_up_are_no_matter_of_rounding() -> None:
    assert notes(table("[甲, 乙, 丙, 全县合计]"), *THREE, fact("全县合计", "81020万元")) == []


def test_growth_rates_never_add_up() -> None:
    (one,), (two,) = map(parse_amounts, ("1.04%", "2.08%"))
    facts = [fact("甲", "1万元"), fact("乙", "2万元"), fact("合计", "3万元")]
    facts = [Fact(each.id, each.name, each.value, changes=(Growth("同比", rate, NOWHERE),))
             for each, rate in zip(facts, (one, one, two), strict=True)]
    body = "```表\n题注: 甲\n列: [指标, 同比：1]\n行: [甲, 乙, 合计]\n```\n"
    assert notes(body, *facts) == []


def test_shares_are_compared_before_they_were_rounded() -> None:
    base = [fact("一", "1吨"), fact("三", "3吨")]
    shares = [derive(name, name, Formula("占比", (), 1), base) for name in ("甲", "乙", "丙")]
    body = "```表\n题注: 甲\n单位: '%'\n列: [指标, 数值]\n行: [甲, 乙, 丙, 合计]\n```\n"
    assert notes(body, *base, *shares, fact("合计", "100%")) == [NOTE]


def test_notes_from_cells_are_numbered_with_it(composed: Callable[..., object]) -> None:
    body = ("```表\n题注: 甲\n列: [指标, 数]\n行:\n"
            + "".join(f"  - [{name}, '{{{{ {name} | 值：亿元：1 }}}}{mark}']\n" for name, mark in (
                ("甲", "[^1]"), ("乙", ""), ("丙", ""), ("全县合计", "")))
            + "```\n\n[^1]: 初步数。\n")
    assert notes(body, *THREE, TOTAL) == ["初步数。", NOTE]


@given(st.lists(st.integers(0, 10 ** 9), min_size=2, max_size=8), st.integers(0, 4))
def test_the_note_stands_if_and_only_if_the_printed_parts_do_not_add_up(
    values: list[int], decimals: int
) -> None:
    parts = [fact(f"第{i}项", f"{value}万元") for i, value in enumerate(values)]
    total = fact("合计", f"{sum(values)}万元")
    step = Decimal(1).scaleb(-decimals)

    def printed(value: int) -> Decimal:
        return (Decimal(value) / 10000).quantize(step, rounding=ROUND_HALF_UP)

    adds_up = sum(map(printed, values)) == printed(sum(values))
    rows = "[" + ", ".join(each.name for each in (*parts, total)) + "]"
    found = notes(table(rows, f"数值：亿元：{decimals}"), *parts, total)
    assert found == ([] if adds_up else [NOTE])
