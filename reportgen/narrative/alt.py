"""Alternative texts: what a chart shows, in words, with every number it prints."""

from __future__ import annotations

from typing import assert_never

from reportgen.document.chart import Bars, Change, ChartSpec, Datum, Panels, PartBars, StageChart


def alt_text(spec: ChartSpec, caption: str) -> str:
    """The chart in words. Derived values say 测算."""
    return f"{caption}。{_kind(spec)}。{_body(spec)}。"


def _kind(spec: ChartSpec) -> str:
    match spec:
        case Bars():
            return f"条形图，单位：{spec.unit}"
        case PartBars():
            return f"条形图，条内标出其中数，单位：{spec.unit}"
        case StageChart():
            return f"阶段图，依次为{'、'.join(spec.stages)}"
        case Panels():
            return f"{len(spec.panels)}幅小图，各有各的单位"
        case Change():
            return f"两期对比条形图，单位：{spec.unit}"
        case _:
            assert_never(spec)


def _body(spec: ChartSpec) -> str:
    match spec:
        case Bars():
            return "；".join(_datum(datum, spec.unit) for datum in spec.data)
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
        case _:
            assert_never(spec)


def _stage(spec: StageChart, stage: int | None, *, complete: bool) -> str:
    if stage is None:
        return ""
    return f"{'完成' if complete else '到'}{spec.stages[stage]}阶段，"


def _datum(datum: Datum, unit: str) -> str:
    shown = datum.quantity.text
    note = f"（{datum.note}）" if datum.note else ""
    bare = datum.quantity.form == "数值"     # every other form carries its own unit
    return f"{datum.label}{shown}{unit if bare else ''}{note}"
