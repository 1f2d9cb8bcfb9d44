"""The numbers of charts as tables, at the end of a document: for those who cannot see a chart, or
want to reckon with it. Every cell is a quantity of the chart, so that the two cannot differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from reportgen.document.chart import (
    Change,
    ChartSpec,
    Datum,
    Interval,
    Panels,
    PartBars,
    Schedule,
    SeriesChart,
    StageChart,
    Targets,
)
from reportgen.document.quantity import Quantity
from reportgen.document.tree import (
    Align,
    Block,
    Cell,
    Colophon,
    Column,
    Document,
    Figure,
    Inline,
    Table,
    Text,
)

ITEM, VALUE, UNIT, NONE = "项目", "数值", "单位", "—"
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """Headings and rows of one chart's numbers; the first column names them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""


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
    data = data_table(figure.chart)
    return Table(number, f"{figure.label}的数据：{figure.caption}", data.columns, data.rows,
                 data.unit, anchor=f"chart-data-{figure.number}", span=figure.span)


def data_table(spec: ChartSpec) -> DataTable:
    """The numbers of a chart in rows and columns."""
    rows: tuple[Row, ...]
    match spec:
        case SeriesChart():
            return _series(spec)
        case PartBars():
            return DataTable(_columns(ITEM, VALUE), tuple(_parts(spec)), spec.unit)
        case Panels():
            rows = tuple((_head(d.label), _value(d), _text(panel.unit))
                         for panel in spec.panels for d in panel.data)
            return DataTable((*_columns(ITEM, VALUE), Column(UNIT, Align.CENTER)), rows)
        case Change():
            rows = ((_head(spec.before.label), _value(spec.before)),
                    (_head(spec.after.label), _value(spec.after)),
                    (_head("增幅"), Cell((spec.rate,))))
            return DataTable(_columns(ITEM, VALUE), rows, spec.unit)
        case Targets():
            rows = tuple(
                (_head(row.label), _value(row.actual), _value(row.target), _text(row.unit),
                 _optional(row.rate)) for row in spec.rows
            )
            return DataTable(_columns(ITEM, "完成", "目标", UNIT, "完成率"), rows)
        case StageChart():
            return DataTable(_words(ITEM, "所处阶段", "进展"), tuple(_stages(spec)))
        case Schedule():
            return DataTable(_words(ITEM, "起止", "进度", "内容"), tuple(
                (_head(row.label), _text(_months(task.interval)), _text(task.state.value),
                 Cell((task.quantity,))) for row in spec.rows for task in row.tasks))
        case _:
            assert_never(spec)


def _series(spec: SeriesChart) -> DataTable:
    """A column for each series; units over the columns where there are two axes."""
    two = len(spec.axes) > 1
    names = [
        f"{series.name or VALUE}（{spec.axes[series.axis].unit}）" if two
        else series.name or VALUE for series in spec.series
    ]
    columns = zip(*(series.data for series in spec.series), strict=True)
    rows = [(_head(category.label), *(_value(datum) for datum in data))
            for category, data in zip(spec.categories, columns, strict=True)]
    if spec.whole is not None:
        rows.append((_head(spec.whole.label), _value(spec.whole)))
    return DataTable(_columns(ITEM, *names), tuple(rows), "" if two else spec.unit)


def _parts(spec: PartBars) -> Iterator[Row]:
    for item in spec.items:
        yield _head(item.whole.label), _value(item.whole)
        if item.part is not None:
            yield replace(_head(f"其中：{item.part.label}"), indent=1), _value(item.part)


def _stages(spec: StageChart) -> Iterator[Row]:
    for row in spec.rows:
        reached = NONE if row.stage is None else (
            spec.stages[row.stage] + ("（完成）" if row.complete else "（进行中）"))
        parts: list[Inline] = []
        for quantity in row.status:
            parts += [Text("；"), quantity] if parts else [quantity]
        yield _head(row.label), _text(reached), Cell(tuple(parts) or (Text(NONE),))


def _columns(first: str, *numbers: str) -> tuple[Column, ...]:
    return Column(first), *(Column(name, Align.RIGHT) for name in numbers)


def _words(*names: str) -> tuple[Column, ...]:
    return tuple(map(Column, names))


def _head(label: str) -> Cell:
    return Cell((Text(label),), header=True)


def _text(text: str) -> Cell:
    return Cell((Text(text or NONE),))


def _value(datum: Datum | None) -> Cell:
    if datum is None:
        return Cell((Text(NONE),))
    note = (Text(f"（{datum.note}）"),) if datum.note else ()
    return Cell((datum.quantity, *note))


def _optional(quantity: Quantity | None) -> Cell:
    return Cell((quantity,)) if quantity is not None else Cell((Text(NONE),))


def _months(span: Interval) -> str:
    first, last = (f"{count // 12}年{count % 12 + 1}月" for count in (span.first, span.last))
    return first if first == last else f"{first}—{last}"
