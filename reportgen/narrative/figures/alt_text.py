"""Alternative texts: what a chart shows, in words, with every number it prints."""

from __future__ import annotations

from typing import assert_never

from reportgen.charts.registry import kind
from reportgen.document.chart import (
    Change,
    ChartSpec,
    Datum,
    Panels,
    PartBars,
    Schedule,
    SeriesChart,
    StageChart,
    Target,
    Targets,
)
from reportgen.facts.forms import FORMS


def alt_text(spec: ChartSpec, caption: str) -> str:
    """The chart in words. Derived values say 测算."""
    parts = (caption, _kind(spec), spec.frame.finding, _body(spec))
    return "".join(f"{part.rstrip('。')}。" for part in parts if part)


def _kind(spec: ChartSpec) -> str:
    words = kind(spec).words
    match spec:
        case SeriesChart():
            units = dict.fromkeys(axis.unit for axis in spec.axes if axis.unit)
            return f"{words}，单位：{'、'.join(units)}" if units else words
        case PartBars() | Change():
            return f"{words}，单位：{spec.unit}"
        case StageChart():
            return f"{words}，依次为{'、'.join(spec.stages)}"
        case Panels():
            return f"{len(spec.panels)}幅{words}，各有各的单位"
        case Targets() | Schedule():
            return words
        case _:
            assert_never(spec)


def _body(spec: ChartSpec) -> str:
    match spec:
        case SeriesChart():
            return _series(spec)
        case PartBars():
            return "；".join(
                _datum(item.whole, spec.unit)
                + (f"，其中{_datum(item.part, spec.unit)}" if item.part is not None else "")
                for item in spec.items
            )
        case StageChart():
            return "；".join(
                f"{row.label}：{_stage(spec, row.stage, complete=row.complete)}"
                + "，".join(quantity.text for quantity in row.status) for row in spec.rows
            )
        case Panels():
            return "；".join(
                "，".join(_datum(datum, panel.unit) for datum in panel.data)
                for panel in spec.panels
            )
        case Change():
            pair = "，".join(_datum(datum, spec.unit) for datum in (spec.before, spec.after))
            return f"{pair}，{spec.rate.text}"
        case Targets():
            return "；".join(_target(row) for row in spec.rows)
        case Schedule():
            return "；".join(
                f"{row.label}：" + "，".join(
                    f"{months(task.interval.first)}至{months(task.interval.last)}"
                    f"{task.quantity.text}（{task.state.value}）" for task in row.tasks
                ) for row in spec.rows
            )
        case _:
            assert_never(spec)


def months(count: int) -> str:
    """A month count as printed: 2023年3月."""
    return f"{count // 12}年{count % 12 + 1}月"


def _series(spec: SeriesChart) -> str:
    """One sentence for each series; a gap is said."""
    whole = f"；总数{_datum(spec.whole, spec.unit)}" if spec.whole is not None else ""
    sentences = []
    for series in spec.series:
        unit = spec.axes[series.axis].unit
        values = [
            f"{category.label}没有数据" if datum is None else _datum(datum, unit)
            for category, datum in zip(spec.categories, series.data, strict=True)
        ]
        separator = "，" if series.name else "；"
        sentences.append((f"{series.name}：" if series.name else "") + separator.join(values))
    return "；".join(sentences) + whole


def _target(row: Target) -> str:
    rate = f"，完成率{row.rate.text}（测算）" if row.rate is not None else ""
    return f"{row.label}：{_datum(row.actual, row.unit)}，{_datum(row.target, row.unit)}{rate}"


def _stage(spec: StageChart, stage: int | None, *, complete: bool) -> str:
    if stage is None:
        return ""
    return f"{'完成' if complete else '到'}{spec.stages[stage]}阶段，"


def _datum(datum: Datum, unit: str) -> str:
    shown = datum.quantity.text
    note = f"（{datum.note}）" if datum.note else ""
    beside = "" if FORMS[datum.quantity.form].carries_unit else unit
    return f"{datum.label}{shown}{beside}{note}"
