"""The lines and the rule that heads are made of."""

from __future__ import annotations

import pytest
from support.layout.setting import context, rules, runs

from reportgen.layout.heads import line_count, lines_at, red_rule, text_width, widest

MM = 72 / 25.4


def test_a_line_s_box_begins_where_it_is_asked_to() -> None:
    made = context("wenjian")
    marks = lines_at(made, "国" * 30, 100, style="letterhead_line")
    first, second = runs(marks)
    assert first.y == pytest.approx(100 + 0.88 * 16)
    assert second.y - first.y == pytest.approx(29.6)
    assert first.x == made.frame.left
    assert len({marked.element for marked in marks}) == 1


def test_lines_and_widths() -> None:
    made = context("wenjian")
    assert line_count(made, "国" * 28, "letterhead_line") == 1
    assert line_count(made, "国" * 29, "letterhead_line") == 2
    assert line_count(made, "国" * 9, "letterhead_line", 100) == 2
    assert text_width(made, "国国", "letterhead_line") == pytest.approx(2 * 15.793, abs=0.01)
    assert widest([]) == 0


@pytest.mark.parametrize("above", ["示政发〔2024〕8号", "一", ""])
def test_the_rule_is_4_mm_below_the_ink_of_what_stands_above(above: str) -> None:
    made = context("wenjian")
    marked, end = red_rule(made, "letterhead", above, "letterhead_line", 50)
    (rule,) = rules([marked])
    foot, _ = made.ink("fangsong", above)
    ink = 50 + (0.88 - foot) * 16
    assert rule.y - rule.width / 2 - ink == pytest.approx(4 * MM)
    assert end == pytest.approx(rule.y + rule.width / 2)
    assert rule.colour == (1, 0, 0)
