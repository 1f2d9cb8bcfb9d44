"""The numbers of charts as tables, at the end of a document: for those who cannot see a chart, or
want to reckon with it. Every cell is a quantity of the chart, so that the two cannot differ."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document import tree
from reportgen.document.chart import Schedule, StageChart
from reportgen.document.chart_words import ITEM, UNIT, WITHIN, ChartRow, ChartValue, sheet
from reportgen.document.quantity import NO_VALUE


def with_chart_data(document: tree.Document) -> tree.Document:
    """The document with a table for each chart after all else but the colophon."""
    blocks = list(document.blocks)
    number = sum(isinstance(block, tree.Table) for block in blocks)
    tables: list[tree.Block] = []
    for figure in (block for block in blocks if isinstance(block, tree.Figure)):
        number += 1
        tables.append(_table(figure, number))
    end = next((n for n, block in enumerate(blocks) if isinstance(block, tree.Colophon)),
               len(blocks))
    return replace(document, blocks=(*blocks[:end], *tables, *blocks[end:]))


def _table(figure: tree.Figure, number: int) -> tree.Table:
    made = sheet(figure.chart)
    numbers = not isinstance(figure.chart, StageChart | Schedule)
    own = any(row.unit for row in made.rows)
    align = tree.Align.RIGHT if numbers else tree.Align.LEFT
    columns = [tree.Column(ITEM), *(tree.Column(name, align) for name in made.columns)]
    columns[2:2] = [tree.Column(UNIT, tree.Align.CENTER)] * own
    return tree.Table(number, f"{figure.label}的数据：{figure.caption}", tuple(columns),
                      tuple(_cells(row) for row in made.rows), made.unit,
                      anchor=f"chart-data-{figure.number}", span=figure.span)


def _cells(row: ChartRow) -> tuple[tree.Cell, ...]:
    """The name, the first value, its unit where rows have units of their own, the other values."""
    name = f"{WITHIN}：{row.label}" if row.part else row.label
    first, *others = map(_cell, row.values)
    unit = (tree.Cell((tree.Text(row.unit),)),) if row.unit else ()
    return tree.Cell((tree.Text(name),), header=True, indent=int(row.part)), first, *unit, *others


def _cell(value: ChartValue | None) -> tree.Cell:
    if value is None:
        return tree.Cell((tree.Text(NO_VALUE),))
    return tree.Cell((*value.children, *value.remarks))
