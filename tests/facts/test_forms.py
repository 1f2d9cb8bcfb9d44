"""The table of forms: what it says of each is true, and the page of the documentation is it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from facts.conftest import Reader
from support import briefings

import reportgen
from reportgen.diagnostics import ReportError
from reportgen.document import tree
from reportgen.document.quantity import NUMBER
from reportgen.facts.amount import parse_amounts
from reportgen.facts.forms import ASKED, FORMS, NAME, VALUE, Form, Shows, has
from reportgen.facts.model import Dataset, Fact, Growth
from reportgen.facts.text import quantity
from reportgen.memory_world import MemoryWorld

HEADING = "标题: 示例\n期间: 2023年\n来源: {标题: 示例}\n事实:\n  经济:\n"
HEAD = "| 形式 | 印出来 | 说明 |\n|---|---|---|\n"
ROWS = re.compile(f"(?<={re.escape(HEAD)})(?:\\|.*\n)*")


def row(form: Form) -> str:
    """A form's row in docs/facts.md."""
    return f"| {form.name} | {form.example} | {form.words} |\n"


def monthly(jinxi: Dataset) -> Fact:
    """A fact with a change from month to month: the sample has none."""
    fact = jinxi.by_name["枇杷产量"]
    (rate,) = parse_amounts("2.1%")
    return replace(fact, changes=(Growth("环比", rate),))


CHANGES = """事实:
  - {编号: A, 名称: 产值, 数值: 120万元, 期间: 2024年1—10月, 同比: 3%}
  - {编号: B, 名称: 去年产值, 数值: 100万元, 期间: 2023年1—10月, 同比: 5%}
  - {编号: C, 名称: 利润, 数值: 5万元, 期间: 2024年10月}
  - {编号: D, 名称: 去年利润, 数值: -10万元, 期间: 2023年10月}
  - {编号: E, 名称: 计划产值, 数值: 180万元, 期间: 2024年}
  - {编号: F, 名称: 合格率, 数值: 98.2%, 期间: 2024年10月}
  - {编号: G, 名称: 上月合格率, 数值: 97%, 期间: 2024年9月}
  - {编号: H, 名称: 末年产值, 数值: 161.051万元, 期间: 2025年}
  - {编号: I, 名称: 首年产值, 数值: 100万元, 期间: 2020年}
  - {编号: J1, 名称: 甲产值, 数值: 120万元, 主体: 甲, 指标: 产值, 期间: 10月, 同比: 12.3%}
  - {编号: J2, 名称: 乙产值, 数值: 98万元, 主体: 乙, 指标: 产值, 期间: 10月, 同比: 10.1%}
  - {编号: J3, 名称: 丙产值, 数值: 67万元, 主体: 丙, 指标: 产值, 期间: 10月, 同比: 9.8%}
  - {编号: J4, 名称: 丁产值, 数值: 12万元, 主体: 丁, 指标: 产值, 期间: 10月, 同比: 0.2%}
  - {编号: J5, 名称: 戊产值, 数值: 8万元, 主体: 戊, 指标: 产值, 期间: 10月, 同比: -0.5%}
  - {编号: J6, 名称: 己产值, 数值: 5万元, 主体: 己, 指标: 产值, 期间: 10月, 同比: -3.1%}
  - {编号: K, 名称: 食品产值, 数值: 10万元}
  - {编号: M, 名称: 园区产值, 数值: 250万元, 期间: 2024年1—10月}
主体:
  - {编号: 甲, 名称: 甲镇}
  - {编号: 乙, 名称: 乙镇}
  - {编号: 丙, 名称: 丙镇}
  - {编号: 丁, 名称: 丁镇}
  - {编号: 戊, 名称: 戊镇}
  - {编号: 己, 名称: 己镇}
测算:
  - {编号: X1, 名称: 甲一, 公式: 增长率, 取自: [A, B], 小数: 1}
  - {编号: X2, 名称: 甲二, 公式: 增量, 取自: [C, D], 小数: 1}
  - {编号: X3, 名称: 甲三, 公式: 百分点差, 取自: [F, G], 小数: 1}
  - {编号: X4, 名称: 甲四, 公式: 增幅差, 取自: [A, B], 小数: 1}
  - {编号: X5, 名称: 甲五, 公式: 比值, 取自: [M, B], 小数: 1}
  - {编号: X6, 名称: 甲六, 公式: 年均增长, 取自: [H, I], 小数: 1}
  - {编号: X7, 名称: 甲七, 公式: 占比, 取自: [K, A], 小数: 1}
  - {编号: X8, 名称: 甲八, 公式: 完成率, 取自: [A, E], 小数: 1}
"""


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_example_of_a_form_is_what_it_prints(form: Form, jinxi: Dataset, read: Reader) -> None:
    changes, sink = read(CHANGES)
    assert not sink.items
    both = (jinxi, (*jinxi, monthly(jinxi))), (changes, tuple(changes))
    printed = {quantity(whole, fact, form.name).text for whole, facts in both for fact in facts
               if has(fact, form.name)}
    parts = [form.example] if form.shows is Shows.WORDS else form.example.split("、")
    for part in parts:
        assert any(text.startswith(part) for text in printed), part


@pytest.mark.parametrize("name", ASKED)
def test_a_form_can_be_made_where_the_fact_has_it_and_nowhere_else(
    name: str, jinxi: Dataset
) -> None:
    for fact in jinxi:
        if has(fact, name):
            assert quantity(jinxi, fact, name).text
        elif name != "期间":        # then the period of the whole dataset is shown
            with pytest.raises(ReportError):
                quantity(jinxi, fact, name)


def test_what_one_form_needs_is_another() -> None:
    for form in FORMS.values():
        assert form.needs in ("", *FORMS)
        assert not FORMS[form.needs or form.name].needs


def test_what_forms_say_of_a_fact() -> None:
    assert [form.name for form in FORMS.values() if not form.states_value] == [
        "单位", NAME, "期间"]
    assert [form.name for form in FORMS.values() if form.shows is Shows.NUMBER] == [NUMBER]
    assert next(iter(FORMS)) == VALUE


def test_a_new_form_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prose, 如果 and tables know it at once: that it stands at the right, and where it is not."""
    row = Form("增幅", lambda ask: "增幅大", Shows.RATE, "", "", FORMS["同比"].has)
    monkeypatch.setitem(FORMS, row.name, row)  # type: ignore[arg-type] - no Mapping is set
    narrative = briefings.narrative_text().split("\n---\n")[0] + """
---

说{{ 甲 | 增幅 }}。

```表
题注: 示例
列: [指标, 增幅]
行: [甲, 乙]
```
"""
    facts = HEADING + """    - {编号: A, 名称: 甲, 数值: 3个, 同比: 8%}
    - {编号: B, 名称: 乙, 数值: 4个}
"""
    world = MemoryWorld({"示例/facts.yaml": facts.encode(), "示例/briefing.md": narrative.encode()})
    blocks = reportgen.compose(reportgen.load("示例", world)).blocks
    (table,) = (block for block in blocks if isinstance(block, tree.Table))
    assert [tree.plain(cell.children) for row in table.rows for cell in row] == [
        "甲", "增幅大", "乙", "—"]
    assert table.columns[1].align is tree.Align.RIGHT
    assert "说增幅大。" in [tree.plain(b.children) for b in blocks if isinstance(b, tree.Paragraph)]


def test_the_page_shows_the_table(root: Path, accept: bool) -> None:
    page = root / "docs" / "facts.md"
    text, rows = page.read_text(encoding="utf-8"), "".join(map(row, FORMS.values()))
    if accept:
        page.write_text(ROWS.sub(lambda _: rows, text, count=1), encoding="utf-8")
        return
    (shown,) = ROWS.findall(text)
    assert shown == rows, "run pytest tests/facts/test_forms.py --accept"
