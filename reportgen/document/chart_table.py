"""The numbers of charts as tables, at the end of a document: for those who cannot see a chart, or
want to reckon with it. Every cell is a quantity of the chart, so that the two cannot differ."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.chart import Schedule, StageChart
from reportgen.document.chart_words import ITEM, UNIT, WITHIN, Row, Value, sheet
from reportgen.document.tree import (
    Align,
    Block,
    Cell,
    Colophon,
    Column,
    Document,
    Figure,
    Table,
    Text,
)
from reportgen.facts.forms import NO_VALUE


def with_chart_data(document: Document) -> Document:
    """The document with a table for each chart after all else but the colophon."""
    blocks = list(document.blocks)
    number = sum(isinstance(block, Table) for block in blocks)
    tables: list[Block] = []
    for figure in (block for block in blocks if isinstance(block, Figure)):
        number += 1
        tables.append(_table(figure, number))
    end = next((n for n, block in enumerate(blocks) if isinstance(block, Colophon)), len(blocks))
    return replace(document, blocks=(*blocks[:end], *tables, *blocks[end:]))


def _table(figure: Figure, number: int) -> Table:
    made = sheet(figure.chart)
    numbers = not isinstance(figure.chart, StageChart | Schedule)
    own = any(row.unit for row in made.rows)
    columns = [Column(ITEM),
               *(Column(name, Align.RIGHT if numbers else Align.LEFT) for name in made.columns)]
    columns[2:2] = [Column(UNIT, Align.CENTER)] * own
    return Table(number, f"{figure.label}的数据：{figure.caption}", tuple(columns),
                 tuple(_cells(row) for row in made.rows), made.unit,
                 anchor=f"chart-data-{figure.number}", span=figure.span)


def _cells(row: Row) -> tuple[Cell, ...]:
    """The name, the first value, its unit where rows have units of their own, the other values."""
    name = f"{WITHIN}：{row.label}" if row.part else row.label
    first, *others = map(_cell, row.values)
    unit = (Cell((Text(row.unit),)),) if row.unit else ()
    return Cell((Text(name),), header=True, indent=int(row.part)), first, *unit, *others


def _cell(value: Value | None) -> Cell:
    if value is None:
        return Cell((Text(NO_VALUE),))
    return Cell((*value.children, *value.remarks))
