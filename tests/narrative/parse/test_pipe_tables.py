"""Heads of drawn tables: what an empty cell belongs to, and where that is not clear."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.narrative.syntax import Join, Narrative, TableSource

Reader = Callable[[str], tuple[Narrative, Sink]]


def drawn(read: Reader, *rows: str) -> tuple[TableSource, list[str]]:
    lines = [f"|{row}|" for row in rows]
    rule = "|" + "---|" * rows[0].count("|") + "---|"
    body = "|".join("一" for _ in rows[0].split("|"))
    narrative, sink = read("\n".join(["表：甲", *lines, rule, f"|{body}|"]) + "\n")
    (table,) = (block for block in narrative.blocks if isinstance(block, TableSource))
    return table, [item.message for item in sink.items]


@pytest.mark.parametrize(("rows", "paths"), [
    (["镇|户"], ["镇", "户"]),
    (["|2023年"], ["", "2023年"]),
    (["镇|工业||农业|", "|总量|增速|总量|增速"],
     ["镇", "工业：总量", "工业：增速", "农业：总量", "农业：增速"]),
    (["|工业||备注", "镇|总量|增速|"], ["镇", "工业：总量", "工业：增速", "备注"]),
    (["镇|工业|工业", "|总量|增速"], ["镇", "工业：总量", "工业：增速"]),
    (["镇|工业|||备注", "|总量|增速||", "||本月|累计|"],
     ["镇", "工业：总量", "工业：增速：本月", "工业：增速：累计", "备注"]),
])
def test_heads(read: Reader, rows: list[str], paths: list[str]) -> None:
    table, said = drawn(read, *rows)
    assert ["：".join((*each.groups, each.heading)) for each in table.columns] == paths
    assert said == []


@pytest.mark.parametrize(("rows", "said"), [
    (["镇|户数|", "||增速"], "表头第3列分不清：自成一列，还是归左边的“户数”"),
    (["镇|户数|", "|总量|"], "表头第3列分不清：自成一列，还是归左边的“户数”"),
    (["镇|户数", "|总量|增速"], "这一行有3格，表头有2格"),
])
def test_what_is_not_clear_is_asked(read: Reader, rows: list[str], said: str) -> None:
    assert drawn(read, *rows)[1] == [said]


def test_marks_in_cells(read: Reader) -> None:
    narrative, _ = read("表：甲\n| 镇 | 户 |\n|---|---|\n| 甲 | < |\n| ^ | \\^ |\n")
    (table,) = (block for block in narrative.blocks if isinstance(block, TableSource))
    assert [[cell if isinstance(cell, Join) else "" for cell in row.cells]  # type: ignore[union-attr]
            for row in table.rows] == [["", Join.LEFT], [Join.ABOVE, ""]]
