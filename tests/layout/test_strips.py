"""Strips: shifting marks, rules, keeping the last line company."""

from __future__ import annotations

from support.papers import DRAWING

from reportgen.layout.pages import Element, GlyphRun, Marked, Picture, Rule
from reportgen.layout.strips import RULES, WIDOW, Strip, kept, rule, shifted


def test_everything_is_shifted_alike() -> None:
    element = Element("P")
    marked = Marked(element, (
        GlyphRun("song", 16, 1, 2, "国", 16), Rule(0, 3, 9, 3, 1), Picture(1, 4, 2, DRAWING),
    ), "Background")
    lower = shifted(marked, 10)
    assert [item.y for item in lower.items] == [12, 13, 14]
    assert lower.items[1] == Rule(0, 13, 9, 13, 1)
    assert (lower.element, lower.artifact) == (element, "Background")
    assert shifted(marked, 0) is marked


def test_a_rule_is_an_artifact() -> None:
    made = rule(1, 2, 30, 0.5, (1, 0, 0))
    assert made.element is None
    assert made.items == (Rule(1, 2, 31, 2, 0.5, (1, 0, 0)),)


def test_the_last_line_is_not_left_alone() -> None:
    lines = [Strip(1, 1)] * 3
    assert [(s.keep, s.rule) for s in kept(lines, with_next=False)] == [
        (False, ""), (True, WIDOW), (False, "")]
    assert [s.keep for s in kept(lines, with_next=True)] == [False, True, True]
    assert [s.keep for s in kept(lines[:1], with_next=False)] == [False]
    assert kept([], with_next=True) == []


def test_rules_have_an_order_without_doubles() -> None:
    assert len(set(RULES)) == len(RULES)
