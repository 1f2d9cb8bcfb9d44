"""A chart in words: the same rows for the alternative text, the text output and the table."""

from __future__ import annotations

import pytest
from support.charts.kinds import KINDS

from reportgen.document import tree as t
from reportgen.document.chart import Interval, quantities
from reportgen.document.chart_table import with_chart_data
from reportgen.document.chart_words import months, sentences, sheet
from reportgen.narrative.figures.build import alt_text
from reportgen.writers.text import chart_lines

META = t.Meta("", "", "")


@pytest.mark.parametrize("name", KINDS)
def test_every_output_says_every_number_alike(name: str) -> None:
    """One string for a number, in each of the three."""
    spec = KINDS[name]
    alt, text = alt_text(spec, "题"), "\n".join(chart_lines(spec))
    table = with_chart_data(t.Document(META, (t.Figure(1, "题", spec, ""),))).blocks[-1]
    assert isinstance(table, t.Table)
    cells = "\n".join(t.plain(cell.children) for row in table.rows for cell in row)
    for quantity in quantities(spec):
        for said in (alt, text, cells):
            assert said.count(quantity.text) >= 1


@pytest.mark.parametrize("name", KINDS)
def test_rows_are_as_long_as_there_are_columns(name: str) -> None:
    made = sheet(KINDS[name])
    assert all(len(row.values) == len(made.columns) for row in made.rows)


def test_the_words() -> None:
    assert sentences(KINDS["条形"])[1].endswith("中心村40万元")
    assert "中心村没有数据" in sentences(KINDS["条形"])[0]
    assert all("：" in line for line in sentences(KINDS["完成率"], "："))
    assert any("（总数）" in line for line in sentences(KINDS["饼"]))


@pytest.mark.parametrize(("first", "last", "said"), [
    (24276, 24276, "2023年1月"), (24276, 24281, "2023年1月至6月"),
    (24286, 24289, "2023年11月至2024年2月"),
])
def test_stretches_of_time(first: int, last: int, said: str) -> None:
    assert months(Interval(first, last)) == said
