"""Cells that are one: by marks, by equal values; and marks that lead nowhere."""

from __future__ import annotations

import pytest
from support.joined import ABOVE, LEFT

from reportgen.diagnostics import Sink
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Cell, Text, plain
from reportgen.narrative.fill.joins import joined


def grid(*rows: str) -> list[list[Cell]]:
    marks = {"<": LEFT, "^": ABOVE}
    return [[marks.get(text) or Cell((Text(text),)) for text in row] for row in rows]


def spans(rows: tuple[tuple[Cell, ...], ...]) -> list[list[tuple[str, int, int]]]:
    return [[(plain(cell.children), cell.columns, cell.rows) for cell in row] for row in rows]


def test_without_marks_nothing_is_joined() -> None:
    assert joined(grid("甲甲", "甲甲"), (), Sink()) == tuple(map(tuple, grid("甲甲", "甲甲")))


def test_marks_to_the_left_and_above() -> None:
    sink = Sink()
    assert spans(joined(grid("甲<乙", "^<丙", "丁戊^"), (), sink)) == [
        [("甲", 2, 2), ("", 0, 1), ("乙", 1, 1)],
        [("", 2, 0), ("", 0, 0), ("丙", 1, 2)],
        [("丁", 1, 1), ("戊", 1, 1), ("", 1, 0)],
    ]
    assert not sink.items


def test_equal_cells_within_equal_ones() -> None:
    made = joined(grid("甲子1", "甲子1", "乙子1", "乙丑1"), (0, 1), Sink())
    assert [[cell.rows for cell in row] for row in made] == [
        [2, 2, 1], [0, 0, 1], [2, 1, 1], [0, 1, 1]]


def test_numbers_are_one_only_if_they_are_one_fact() -> None:
    rows = [[Cell((Quantity(fact, "3吨"),))] for fact in ("A1", "A1", "B1")]
    assert [row[0].rows for row in joined(rows, (0,), Sink())] == [2, 0, 1]


def test_no_value_is_not_a_value() -> None:
    assert [row[0].rows for row in joined(grid("—", "—"), (0,), Sink())] == [1, 1]


@pytest.mark.parametrize(("rows", "said"), [
    (("<甲",), "“<”的左边没有"), (("^甲",), "“^”的上边没有"), (("甲<", "乙^"), "不是长方形"),
])
def test_problems(rows: tuple[str, ...], said: str) -> None:
    sink = Sink()
    made = joined(grid(*rows), (), sink)
    assert [(item.code, said in item.message) for item in sink.items] == [("E0315", True)]
    assert not any(cell.covered for row in made for cell in row)
    assert all(cell.children for row in made for cell in row)
