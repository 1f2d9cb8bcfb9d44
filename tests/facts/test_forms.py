"""The table of forms: what it says of each is true, and the page of the documentation is it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
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


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_example_of_a_form_is_what_it_prints(form: Form, jinxi: Dataset) -> None:
    facts = [fact for fact in (*jinxi, monthly(jinxi)) if has(fact, form.name)]
    printed = {quantity(jinxi, fact, form.name).text for fact in facts}
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
