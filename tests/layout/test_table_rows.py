"""Rows that cells join, and heads of several rows: heights, rules, what is said again."""

from __future__ import annotations

from dataclasses import replace

from support.joined import LONG, SMALL, cells
from support.joined import table as joined_table
from support.layout.setting import context, rules, runs, texts

from reportgen.document.tree import Column, LineBreak, Table, Text
from reportgen.layout import tables
from reportgen.layout.grid import planned
from reportgen.layout.strips import JOINED, Strip
from reportgen.layout.text import Context

THREE = (Column("甲"), Column("乙"), Column("丙"))


def set_table(made: Context, block: Table) -> list[Strip]:
    return tables.table(made, planned(made, block)[0])


def heights(strips: list[Strip], text: str) -> list[float]:
    """How far below the top of its strip a text stands, for each strip that says it."""
    return [run.y for strip in strips for run in runs(strip.content) if run.text == text]


def test_a_head_of_three_rows() -> None:
    strips = set_table(context(), SMALL)
    assert texts(strips)[1:4] == ["指标镇工业产值项目备注", "总量增速新开工竣工", "本月累计"]
    pitch = strips[1].height
    assert heights(strips, "备注")[0] - heights(strips, "项目")[0] == pitch
    widths = [[round(rule.x2 - rule.x) for rule in rules(strip.content) if rule.y == rule.y2]
              for strip in strips[1:4]]
    assert len(widths[0]) == 3      # the table's edge, and a rule below each group
    assert widths[0][2] > widths[0][0] > widths[1][0]
    assert len(rules(strips[3].content)) == 1
    assert texts(strips[5].repeat)[-3:] == texts(strips)[1:4]


def test_a_joined_cell_stands_in_the_middle_and_no_rule_goes_through_it() -> None:
    strips = set_table(context(), SMALL)
    rows = strips[4:8]
    low, single = heights(rows, "停产检修")[0], heights(rows, "乙镇")[0]
    assert low - single == rows[1].height / 2
    assert [len(rules(row.content)) for row in rows] == [1, 2, 1, 1]
    assert [(row.keep, row.rule) for row in rows][:2] == [(True, JOINED), (True, JOINED)]


def test_a_joined_cell_with_many_lines_makes_its_last_row_higher() -> None:
    block = joined_table(cells("甲", "乙", "丙"), cells("甲", "^", "丙"), columns=THREE)
    long = replace(block.rows[0][1], children=(
        Text("一"), LineBreak(), Text("二"), LineBreak(), Text("三")))
    first = (block.rows[0][0], long, block.rows[0][2])
    plain, high = (set_table(context(), each) for each in (
        block, replace(block, rows=(first, block.rows[1]))))
    assert plain[2].height == high[2].height
    assert high[3].height > plain[3].height


def test_what_more_rows_share_than_a_page_holds_is_said_again() -> None:
    made = context()
    rows = set_table(made, LONG)[2:-1]
    assert heights(rows[:1], "甲县") == [runs(rows[0].content)[-1].y]
    again = rows[30].repeat[-1]
    assert (texts([again]), again.height) == (["甲县"], 0.0)
    assert all(marked.element is None for marked in again.content)
    assert texts(rows[0].repeat)[-1] == "县镇项目"
    kept = [row.keep for row in rows]
    assert not all(kept)        # pages may end between the six rows of one cell and of the next
    assert kept[7:11] == [True] * 4
    assert not kept[11]


def test_a_row_that_heads_others_stays_with_the_next() -> None:
    plain = [cells(name, "1", "2") for name in "甲乙丙丁戊己庚辛"]
    block = joined_table(*plain[:4], cells("一、工业", "<", "<"), *plain[4:], columns=THREE)
    rows = set_table(context(), block)[2:-1]
    assert [row.rule for row in rows[3:6]] == ["", JOINED, ""]
