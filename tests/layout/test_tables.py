"""表: what stands above, in and below it, and how it goes on over the page."""

from __future__ import annotations

import pytest
from support.layout.setting import codes, context, rules, runs, texts
from support.papers import table

from reportgen.document.tree import Align, Cell, Column, Table, Text
from reportgen.layout import tables
from reportgen.layout.grid import planned
from reportgen.layout.strips import CAPTION, NOTES, ROWS, Strip
from reportgen.layout.text import Context, set_lines


def set_table(made: Context, block: Table) -> list[Strip]:
    return tables.table(made, planned(made, block)[0])


def test_caption_unit_head_rows_notes() -> None:
    strips = set_table(context(), table(8, notes=True))
    said = texts(strips)
    assert said[:3] == ["表1　示例指标", "单位：万元", "指标数值"]
    assert said[3] == "指标1101.5万元"
    assert said[-2:] == ["注：示例。", ""]
    assert strips[0].whole == "表1"
    assert [strip.rule for strip in strips[:3]] == [CAPTION] * 3


@pytest.mark.parametrize(("count", "held"), [(3, 3), (5, 5), (8, 5)])
def test_rows_that_stay_together(count: int, held: int) -> None:
    rows = set_table(context(), table(count, notes=True))[3:-2]
    assert len(rows) == count
    assert sum(row.keep for row in rows) == held
    assert {row.rule for row in rows if row.keep} <= {ROWS, NOTES}


def test_the_head_is_repeated_with_words_of_its_own() -> None:
    rows = set_table(context(), table(8))[3:-1]
    again = rows[4].repeat
    assert texts(again) == ["续表1", "单位：万元", "指标数值"]
    assert all(marked.element is None for strip in again for marked in strip.content)


def test_a_page_that_ends_within_the_table_is_closed_by_a_rule() -> None:
    made = context()
    rows = set_table(made, table(8))[3:-1]
    outer = made.profile.length("table.rule_outer").pt
    assert [rules(row.closing)[0].width for row in rows[:-1]] == [outer] * 7
    assert rows[-1].closing == ()
    assert rules(rows[-1].content)[-1].width == outer


def test_a_cell_is_not_torn_apart_to_be_flush_at_both_sides() -> None:
    """5.3个百分点 stays whole, and what stands above it keeps together."""
    made = context()
    words = (
        "各村的收入增长5.333333333333333个百分点",
        "较长的一段内容，要折行才放得下：如此长的文字，到这里是末尾。",
    )
    block = Table(1, "题", tuple(Column(f"第{n}列") for n in range(2)),
                  tuple(tuple(Cell((Text(word),)) for _ in range(2)) for word in words))
    found = [run for strip in set_table(made, block) for run in runs(strip.content)]
    torn = [run for run in found if run.text == "各村的收入增长"]
    assert len(torn) == 2
    assert {run.spacing for run in torn} == {0.0}
    assert any(run.spacing > 0 for run in found if "一段内容" in run.text)    # as prose is set
    assert codes(made) == []


def test_a_row_higher_than_a_page_is_cut_and_told() -> None:
    made = context()
    block = Table(1, "题", (Column("甲"),), ((Cell((Text("国" * 4000),)),),))
    strips = set_table(made, block)
    assert "W0602" in codes(made)
    assert "".join(texts(strips)).count("国") == 4000
    assert all(strip.height <= made.frame.height for strip in strips)
    row = strips[2:-1]
    assert [len(rules(part.closing)) for part in row] == [1] * (len(row) - 1) + [0]


def test_a_head_higher_than_half_a_page_is_not_repeated() -> None:
    made = context()
    block = Table(1, "题", (Column("国" * 2000), Column("乙")), ((Cell(()), Cell(())),) * 9)
    strips = set_table(made, block)
    assert "W0602" in codes(made)
    assert all(strip.repeat == () for strip in strips)


def test_what_differs_in_its_digits_only_is_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of a long table: by the shapes of its texts, not by its cells."""
    calls: list[str] = []

    def counted(*args: object, **options: object) -> object:
        calls.append("")
        return set_lines(*args, **options)      # type: ignore[arg-type]

    monkeypatch.setattr(tables, "set_lines", counted)
    rows = tuple(
        tuple(Cell((Text(text),)) for text in (str(n), f"示例村{n}", f"{n * 123.45:.{n % 3}f}"))
        for n in range(1, 601))
    columns = (Column("序号"), Column("村"), Column("金额", Align.RIGHT))
    made = set_table(context(), Table(1, "题", columns, rows))
    assert len(made) > len(rows)
    assert len(calls) < 50


def test_a_line_goes_through_the_corner() -> None:
    (block,) = planned(context(), Table(1, "题", (
        Column("镇＼指标"), Column("总量", groups=("产值",)), Column("增速", groups=("产值",))), (
        (Cell((Text("甲镇"),)), Cell((Text("1"),)), Cell((Text("2"),))),)))
    strips = tables.table(context(), block)
    head = [strip for strip in strips if strip.rule == CAPTION][1:]
    assert block.plan
    (line,) = [rule for rule in rules(head[0].content) if rule.x != rule.x2 and rule.y != rule.y2]
    assert line.x2 - line.x == pytest.approx(block.plan.widths[0])
    assert (line.y, line.y2) == (0, pytest.approx(sum(strip.height for strip in head)))
    above, below = (run for run in runs(head[0].content) if run.text in {"镇", "指标"})
    assert (above.text, below.text) == ("指标", "镇")
    middle = (line.x + line.x2) / 2
    assert below.x == pytest.approx(line.x + block.plan.padding)
    assert above.x > middle
    assert below.y > above.y
    assert {each.element.role for each in head[0].content if each.element} == {"TH"}
    assert texts(strips[-2].repeat)[1:] == texts(head)
