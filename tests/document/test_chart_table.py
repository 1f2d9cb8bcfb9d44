"""The numbers of charts as tables."""

from __future__ import annotations

import pytest
from support.charts.kinds import KINDS

from reportgen.document.chart import ChartSpec, quantities
from reportgen.document.chart_table import with_chart_data
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Colophon, Document, Figure, Meta, Note, Table, Text, plain

META = Meta("", "", "")


def data_table(spec: ChartSpec) -> Table:
    """The table of a chart."""
    made = with_chart_data(Document(META, (Figure(1, "题", spec, ""),)))
    table = made.blocks[-1]
    assert isinstance(table, Table)
    return table


def cells(spec: ChartSpec) -> list[list[str]]:
    """The texts of a chart's table."""
    return [[plain(cell.children) for cell in row] for row in data_table(spec).rows]


@pytest.mark.parametrize("name", KINDS)
def test_every_number_is_in_the_table(name: str) -> None:
    table = data_table(KINDS[name])
    found = [leaf for row in table.rows for cell in row for leaf in cell.children
             if isinstance(leaf, Quantity)]
    assert sorted(q.fact for q in found) == sorted(q.fact for q in quantities(KINDS[name]))
    assert {q.text for q in found} == {q.text for q in quantities(KINDS[name])}
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_series_gaps_and_derived_values() -> None:
    table = data_table(KINDS["条形"])
    assert [column.heading for column in table.columns] == ["项目", "2022年", "2023年"]
    assert table.unit == "万元"
    assert cells(KINDS["条形"])[-1] == ["中心村", "—", "40"]
    assert [c.heading for c in data_table(KINDS["柱线"]).columns] == [
        "项目", "产值（万元）", "人均收入（万元/人）"]
    assert cells(KINDS["同比"])[0][1] == "928.5万元（测算）"


def test_tables_stand_before_the_colophon_and_go_on_counting() -> None:
    old = Table(1, "甲", (), ())
    figures = (Figure(1, "乙", KINDS["条形"], ""), Figure(2, "丙", KINDS["饼"], ""))
    document = Document(META, (old, *figures, Note((Text("注"),)), Colophon(())))
    made = with_chart_data(document)
    assert [type(block) for block in made.blocks] == [
        Table, Figure, Figure, Note, Table, Table, Colophon]
    assert [(b.number, b.caption) for b in made.blocks if isinstance(b, Table)] == [
        (1, "甲"), (2, "图1的数据：乙"), (3, "图2的数据：丙")]
    assert with_chart_data(Document(META, (old,))) == Document(META, (old,))
