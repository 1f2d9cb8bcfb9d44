"""A chart in words, once: its rows, for the alternative text, the text output and the data table.

A row says what each value is of; a value brings its number, the unit that a bare number needs in
running text, and what is remarked of it. The three outputs differ in marks and columns only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, assert_never

from reportgen.document import chart
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Inline, Text, plain

VALUE, ITEM, UNIT, CHANGE = "数值", "项目", "单位", "增幅"
MISSING = "没有数据"
WITHIN, WHOLE = "其中", "（总数）"
COMPLETE, INCOMPLETE, UNTOLD = "（已完成）", "（未完成）", "阶段未说明"


class ChartValue(NamedTuple):
    """A value as printed: number or words, the unit behind a bare number, a remark, its share."""

    children: tuple[Inline, ...]
    unit: str = ""
    note: str = ""
    share: Quantity | None = None

    @property
    def remarks(self) -> tuple[Inline, ...]:
        """（测算）, （占42.4%）, both, or nothing."""
        said: list[Inline] = [Text(self.note)] if self.note else []
        if self.share is not None:
            said += [Text("，占" if said else "占"), self.share]
        return (Text("（"), *said, Text("）")) if said else ()

    @property
    def remark(self) -> str:
        """The remarks as a text."""
        return plain(self.remarks)

    @property
    def words(self) -> str:
        """In running text: 928.5万元（测算）."""
        return plain(self.children) + self.unit + self.remark


class ChartRow(NamedTuple):
    """What values are of. `part` is counted within the row above, `unit` is the row's own."""

    label: str
    values: tuple[ChartValue | None, ...]
    part: bool = False
    unit: str = ""


class ChartTable(NamedTuple):
    """The rows of a chart under the names of their columns; `unit` is that of all values."""

    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    unit: str = ""


def sheet(spec: chart.ChartSpec) -> ChartTable:
    """The rows of a chart."""
    match spec:
        case chart.SeriesChart():
            return _series(spec)
        case chart.PartBars():
            return ChartTable((VALUE,), tuple(_parts(spec)), spec.unit)
        case chart.Panels():
            return ChartTable((VALUE,), tuple(
                ChartRow(datum.label, (_value(datum, panel.unit),), unit=panel.unit)
                for panel in spec.panels for datum in panel.data))
        case chart.Change():
            rows = (*(ChartRow(each.label, (_value(each, spec.unit),))
                      for each in (spec.before, spec.after)),
                    ChartRow(CHANGE, (ChartValue((spec.rate,)),)))
            return ChartTable((VALUE,), rows, spec.unit)
        case chart.Targets():
            return ChartTable(("完成", "目标", "完成率"), tuple(
                ChartRow(row.label, (
                    _value(row.actual, row.unit), _value(row.target, row.unit),
                    ChartValue((row.rate,), note="测算") if row.rate is not None else None,
                ), unit=row.unit) for row in spec.rows))
        case chart.StageChart():
            return ChartTable(("所处阶段", "进展"), tuple(
                ChartRow(row.label, (_words(_stage(spec, row)), _joined(row.status)))
                for row in spec.rows))
        case chart.Schedule():
            return ChartTable(("起止", "内容", "进度"), tuple(
                ChartRow(row.label, (_words(months(task.interval)), ChartValue((task.quantity,)),
                                _words(task.state.value)))
                for row in spec.rows for task in row.tasks))
        case _:
            assert_never(spec)


def sentences(spec: chart.ChartSpec, colon: str = "") -> list[str]:
    """What a chart says, row by row, every number with its unit: 甲9万元; 乙8万元，其中丙3万元.

    Of several series each is a sentence of its own. `colon` stands between label and value.
    """
    made = sheet(spec)
    match spec:
        case chart.SeriesChart() if len(spec.series) > 1:
            return [f"{series.name}：" + "，".join(_said(made.rows, place, colon))
                    for place, series in enumerate(spec.series)]
        case chart.Targets():
            return [f"{row.label}：" + _listed(row, made.columns) for row in made.rows]
        case chart.StageChart() | chart.Schedule():
            return [f"{label}：" + "；".join(map(_listed, rows))
                    for label, rows in groupby(made.rows, lambda row: row.label)]
        case chart.SeriesChart() | chart.PartBars() | chart.Panels() | chart.Change():
            return _with_parts(made.rows, colon)
        case _:
            assert_never(spec)


def _listed(row: ChartRow, names: Sequence[str] = ("", "", "")) -> str:
    """The values of a row behind their names; what is not there is not said."""
    said = zip(names, row.values, strict=False)
    return "，".join(name + value.words for name, value in said if value)


def _with_parts(rows: Sequence[ChartRow], colon: str) -> list[str]:
    """A sentence for each row; a part is in that of its whole."""
    found: list[str] = []
    for row, said in zip(rows, _said(rows, 0, colon), strict=True):
        if row.part:
            found[-1] += f"，{said}"
        else:
            found.append(said)
    return found


def _said(rows: Sequence[ChartRow], place: int, colon: str) -> Iterator[str]:
    for row in rows:
        value = row.values[place]
        said = value.words if value else MISSING
        if row.label == CHANGE:     # 同比增长51.37% says itself what it is
            yield said
        else:
            yield f"{WITHIN}{row.label}{said}" if row.part else f"{row.label}{colon}{said}"


def _series(spec: chart.SeriesChart) -> ChartTable:
    """A column for each series; units over the columns where there are two axes."""
    two = len(spec.axes) > 1
    units = [spec.axes[series.axis].unit for series in spec.series]
    names = tuple(f"{series.name or VALUE}（{unit}）" if two else series.name or VALUE
                  for series, unit in zip(spec.series, units, strict=True))
    rows = [ChartRow(category.label, tuple(_value(*each) for each in zip(data, units, strict=True)))
            for category, data in zip(spec.categories, spec.columns, strict=True)]
    if spec.whole is not None:
        rows.append(ChartRow(spec.whole.label + WHOLE, (_value(spec.whole, spec.unit),)))
    return ChartTable(names, tuple(rows), "" if two else spec.unit)


def _parts(spec: chart.PartBars) -> Iterator[ChartRow]:
    for item in spec.items:
        yield ChartRow(item.whole.label, (_value(item.whole, spec.unit),))
        if item.part is not None:
            yield ChartRow(item.part.label, (_value(item.part, spec.unit),), part=True)


def _value(datum: chart.Datum | None, unit: str) -> ChartValue | None:
    if datum is None:
        return None
    beside = unit if datum.quantity.needs_unit else ""
    return ChartValue((datum.quantity,), beside, datum.note, datum.share)


def _words(text: str) -> ChartValue:
    return ChartValue((Text(text),))


def _stage(spec: chart.StageChart, row: chart.StageRow) -> str:
    if row.stage is None:
        return UNTOLD
    return spec.stages[row.stage] + (COMPLETE if row.complete else INCOMPLETE)


def _joined(status: Sequence[Quantity]) -> ChartValue | None:
    parts = [part for each in status for part in (Text("；"), each)]
    return ChartValue(tuple(parts[1:])) if parts else None


def months(span: chart.Interval) -> str:
    """2023年3月, 2023年3月至6月, 2023年11月至2024年2月."""
    (year, month), (last, end) = (divmod(count, 12) for count in (span.first, span.last))
    if span.first == span.last:
        return f"{year}年{month + 1}月"
    return f"{year}年{month + 1}月至{'' if last == year else f'{last}年'}{end + 1}月"
