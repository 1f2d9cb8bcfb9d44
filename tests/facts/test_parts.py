from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from reportgen.diagnostics import Span
from reportgen.facts.parts import Parts, depth
from reportgen.sources.nodes import Entry, text_entry
from reportgen.sources.table import Cell


def wholes(rows: Sequence[tuple[str, int, int, bool]]) -> dict[str, str]:
    """What each row is a part of; `rows`: name, indent, number, whether it says 其中."""
    parts, made = Parts(), {}
    for name, indent, number, told in rows:
        parts.row(indent, told, {1: Decimal(number)})
        entries: list[Entry] = [text_entry("编号", name, Span("f"))]
        parts.fact(entries, "1", name)
        made[name] = entries
    return {name: "".join(each.value.text for each in entries if each.key.text == "总项")  # type: ignore[union-attr]
            for name, entries in made.items()}


@pytest.mark.parametrize(("rows", "found"), [
    ([("甲", 0, 9, False), ("乙", 2, 4, True), ("丙", 8, 5, False), ("丁", 0, 3, False)],
     {"乙": "甲", "丙": "甲"}),
    ([("甲", 0, 9, False), ("乙", 0, 4, True), ("丙", 0, 5, False), ("丁", 0, 5, False)],
     {"乙": "甲", "丙": "甲"}),      # what is left of it, and then another
    ([("甲", 0, 100, False), ("乙", 2, 60, True), ("丙", 4, 40, True), ("丁", 10, 20, False),
      ("戊", 8, 40, False)], {"乙": "甲", "丙": "乙", "丁": "乙", "戊": "甲"}),
    ([("甲", 0, 100, False), ("乙", 2, 40, True), ("丙", 8, 10, False), ("丁", 8, 30, False),
      ("戊", 2, 60, False)], {"乙": "甲", "戊": "甲"}),      # 丙 and 丁 are of 乙, if of anything
    ([("甲", 0, 100, False), ("乙", 2, 40, True), ("丙", 2, 60, True)], {"乙": "甲", "丙": "甲"}),
    ([("甲", 0, 9, False), ("乙", 2, 9, False)], {}),
])
def test_what_a_row_is_a_part_of(
    rows: list[tuple[str, int, int, bool]], found: dict[str, str],
) -> None:
    assert {name: whole for name, whole in wholes(rows).items() if whole} == found


def test_a_lone_word_makes_parts_of_what_is_set_in() -> None:
    parts = Parts()
    assert not parts.row(0, False, {})
    parts.alone()
    assert parts.unset(0) and not parts.unset(2)
    assert parts.row(2, False, {}) and parts.row(2, False, {})
    assert not parts.row(0, False, {})


def test_a_part_has_the_unit_of_its_whole() -> None:
    parts = Parts()
    parts.row(0, False, {})
    assert parts.unit("亿千瓦时", lends=True) == "亿千瓦时"
    parts.row(2, True, {})
    assert parts.unit("", lends=True) == "亿千瓦时"
    parts.row(2, True, {})
    assert parts.unit("", lends=False) == ""


def test_the_rows_that_stand_furthest_out() -> None:
    name = Cell("税收", Span("f"), 4)
    order = [depth(name, number) for number in ("一、", "（一）", "1.", "1.1", "（1）", "")]
    assert order == sorted(order) and len(set(order)) == 6
    assert depth(Cell("税收", Span("f")), "") < depth(name, "")
    assert depth(Cell("税收", Span("f")), "一") == depth(name, "二、")
