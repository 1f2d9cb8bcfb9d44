"""报尾 line by line, page numbers, the word 草稿."""

from __future__ import annotations

import pytest
from support.layout.setting import context, rules, runs, texts

from reportgen.document.tree import Colophon
from reportgen.layout import colophon
from reportgen.layout.strips import Strip

FOUR = 14.0


def test_rules_above_below_and_before_the_last_row() -> None:
    made = context()
    rows = (("报", "甲。"), ("发", "乙。"))
    strips = colophon.colophon(made, Colophon(rows, "编辑：某", "共印1份"))
    assert texts(strips) == ["报：甲。", "发：乙。", "编辑：某共印1份"]
    widths = [made.profile.length(f"colophon.rule_{name}").pt for name in ("outer", "inner")]
    found = [[rule.width for rule in rules(strip.content)] for strip in strips]
    assert found == [[widths[0]], [], [widths[1], widths[0]]]


def test_recipients_turn_over_behind_the_colon() -> None:
    made = context()
    strips = colophon.colophon(made, Colophon((("报", "国" * 60 + "。"),)))
    first, second = (runs(strip.content) for strip in strips[:2])
    assert first[0].x - made.frame.left == pytest.approx(FOUR)
    assert second[0].x == pytest.approx(first[1].x)
    assert second[0].x - made.frame.left == pytest.approx(3 * FOUR)


def test_in_a_narrow_measure_the_names_go_on_behind_the_label() -> None:
    """Nothing of the label is lost where it does not fit on a line."""
    for width in ("4", "12"):
        strips = colophon.colophon(
            context(page__type_width=width), Colophon((("本期增发", "甲局、乙局。"),)))
        assert "".join(texts(strips)) == "本期增发：甲局、乙局。"


def test_a_long_left_end_takes_lines_of_its_own() -> None:
    strips = colophon.colophon(context(), Colophon((), "编辑：" + "国" * 60, "共印80份"))
    assert len(strips) == 3
    assert texts(strips)[-1].endswith("共印80份")


def test_nothing_to_say_is_two_rules() -> None:
    (strip,) = colophon.colophon(context(), Colophon(()))
    assert len(rules(strip.content)) == 2


def test_pages_no_higher_than_there_is_room() -> None:
    parts = colophon.by_page([Strip(10, 10)] * 7, 30)
    assert [len(part) for part in parts] == [3, 3, 1]
    assert colophon.by_page([Strip(50, 50)], 30) == [[Strip(50, 50)]]
