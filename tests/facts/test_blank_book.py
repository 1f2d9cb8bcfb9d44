"""The workbook of `init --workbook`: its heads are read before it is written."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.excel.filling import CHOICE, DAY, NUMBER, PERCENT, WHOLE, WORDS, BlankColumn
from reportgen.facts import blank_book as module
from reportgen.facts.blank_book import blank_book


@pytest.mark.parametrize(("rows", "heads", "kind", "columns"), [
    ("甲镇 乙镇", "投资（万元） 同比（%） 粮食产量（吨）", "镇", "投资 同比 粮食产量"),
    ("甲镇 乙街道", "产值（万元） 计划（万元） 完成率（%） 产值同比（%）", "地方",
     "产值 同比 产值（计划） 产值（完成率）"),
    ("甲村", "户数（户） 开工日期 进展（未开工/在建） 备注", "村", "户数"),
])
def test_columns_are_called_as_the_facts_are(
    rows: str, heads: str, kind: str, columns: str,
) -> None:
    sink = Sink()
    book = blank_book(rows.split(), heads.split(), sink)
    assert book is not None
    assert (book.kind, book.columns) == (kind, (kind, *columns.split()))
    assert not sink.has_errors


@pytest.mark.parametrize(("heads", "code", "cell"), [
    ("产值（万元） 增速（%）", "E0234", "C3"), ("产值（万元） 产值（万元）", "E0234", "C4"),
    ("产值（亿盾）", "E0202", "B4"), ("同比（%）", "E0234", "B3"),
])
def test_heads_that_cannot_be_read_are_asked_at_once(heads: str, code: str, cell: str) -> None:
    sink = Sink()
    assert blank_book(["甲镇", "乙镇"], heads.split(), sink) is None
    assert (code, cell) in [(item.code, item.span.cell) for item in sink.items]


@pytest.mark.parametrize(("head", "column"), [
    ("产值（万元）", BlankColumn("产值（万元）", NUMBER)),
    ("人口（万人）", BlankColumn("人口（万人）", NUMBER)),
    ("户数（户）", BlankColumn("户数（户）", WHOLE)),
    ("增长（%）", BlankColumn("增长（%）", PERCENT)),
    ("单价（元/吨）", BlankColumn("单价（元/吨）", NUMBER)),
    ("报送日期", BlankColumn("报送日期", DAY)),
    ("进展（未开工/在建）", BlankColumn("进展", CHOICE, ("未开工", "在建"))),
    ("备注", BlankColumn("备注", WORDS)),
])
def test_a_head_says_what_its_column_takes(head: str, column: BlankColumn) -> None:
    assert module._column(head) == column
