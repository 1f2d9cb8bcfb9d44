"""Where something is written: the value itself is marked, in whatever way its entry is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.facts.model import Fact
from reportgen.facts.read import read_facts
from reportgen.findings import Lines
from reportgen.page.places import paragraph, place, value_of
from reportgen.world import DiskWorld

HEAD = "标题: 例\n期间: 2025年\n来源: 年报\n事实:\n"
LINES = Lines(DiskWorld())


def fact(path: Path, text: str) -> Fact:
    path.write_text(HEAD + text, encoding="utf-8")
    return read_facts(path, DiskWorld(), Sink()).facts[0]


def marked(found: Span) -> str:
    line = Lines(DiskWorld()).line(found) or ""
    return line[found.column - 1 : found.column - 1 + found.length]


@pytest.mark.parametrize(("text", "wanted"), [
    ("- {编号: A, 名称: 产量, 数值: 100吨}\n", "100吨"),
    ("- {编号: A100, 名称: 100村产量, 数值: 100吨}\n", "100吨"),
    ("- {编号: A, 名称: 产量, 数值: \"100吨\", 说明: 比上年多100吨}\n", "100吨"),
    ("- 编号: A\n  名称: 产量\n  数值: 100吨\n- {编号: B, 名称: 别的, 数值: 7吨}\n", "100吨"),
    ("- 编号: A\n  名称: 产量\n  说明: 100吨上下\n  数值: 超100吨\n", "100吨"),
    ("- {编号: A, 名称: 产量, 数值: 1100吨}\n", "1100吨"),
])
def test_the_value_is_marked(tmp_path: Path, text: str, wanted: str) -> None:
    assert marked(value_of(fact(tmp_path / "facts.yaml", text), LINES)) == wanted


def test_where_it_is_not_found_the_entry_is_marked(tmp_path: Path) -> None:
    found = fact(tmp_path / "facts.yaml", "- {编号: A, 名称: 产量, 数值: 100吨}\n")
    (tmp_path / "facts.yaml").write_text("别的\n", encoding="utf-8")
    assert value_of(found, Lines(DiskWorld())) == found.span
    assert value_of(replace(found, span=Span("gone.yaml", 3, 1)), LINES) == Span("gone.yaml", 3, 1)


def test_a_paragraph_is_shown_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "briefing.md"
    file.write_text("头\n\n第一行，\n第二行。\n\n别的\n", encoding="utf-8")
    told = paragraph(Span(str(file), 3, 1), "第二", tmp_path, Lines(DiskWorld()))
    assert told == ('<p class="place">briefing.md 第3行</p>'
                    "<pre>第一行，\n<mark>第二</mark>行。</pre>")
    assert "<mark>" not in paragraph(Span(str(file), 3, 1), "没有", tmp_path, Lines(DiskWorld()))


def test_a_long_line_is_cut_around_its_mark(tmp_path: Path) -> None:
    file = tmp_path / "briefing.md"
    file.write_text("甲" * 100 + "<乙>" + "丙" * 100, encoding="utf-8")
    told = place(Span(str(file), 1, 101, 3), tmp_path, Lines(DiskWorld()))
    assert f"…{'甲' * 40}<mark>&lt;乙&gt;</mark>{'丙' * 40}…" in told


def test_what_has_no_place_or_is_gone_is_named_alone(tmp_path: Path) -> None:
    lines = Lines(DiskWorld())
    assert place(Span(""), tmp_path, lines) == ""
    assert place(Span(str(tmp_path / "x.md"), 3, 1), tmp_path, lines) == \
        '<p class="place">x.md 第3行</p>'
    cell = Span(str(tmp_path / "x.xlsx"), 3, 2, 1, "表", "B3")
    assert place(cell, tmp_path, lines) == '<p class="place">x.xlsx › 表 › B3</p>'
