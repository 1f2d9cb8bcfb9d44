"""Kinds whose data is read and checked, and whose pictures are still to come: refused (E0707)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from reportgen.charts.kind import SERIES_KEYS, Kind
from reportgen.charts.words import Ruler
from reportgen.diagnostics import Diagnostic, ReportError, Severity
from reportgen.document.chart import Coord, Position, Schedule, SeriesChart, Targets, kind_of

if TYPE_CHECKING:
    from reportgen.document.chart import ChartSpec


def refuse(spec: ChartSpec, _ruler: Ruler) -> NoReturn:
    """E0707."""
    message = f"“{kind_of(spec)}”图还画不出来"
    raise ReportError(Diagnostic("E0707", Severity.ERROR, message, spec.span, ("改用条形图",)))


_WHOLE = ("事实", "类目", "单位", "总项")
KINDS = (
    Kind("柱形", "柱形图", SeriesChart, refuse, SERIES_KEYS, aliases=("柱状",)),
    Kind("堆叠", "堆叠柱形图", SeriesChart, refuse, SERIES_KEYS, position=Position.STACK),
    Kind("百分堆叠", "百分比堆叠柱形图", SeriesChart, refuse, SERIES_KEYS,
         position=Position.FILL),
    Kind("折线", "折线图", SeriesChart, refuse, (*SERIES_KEYS, "起点")),
    Kind("柱线", "柱形和折线图", SeriesChart, refuse, SERIES_KEYS, aliases=("双轴",)),
    Kind("占比", "占比条形图", SeriesChart, refuse, _WHOLE, position=Position.FILL,
         coord=Coord.ACROSS),
    Kind("饼", "饼图", SeriesChart, refuse, _WHOLE, aliases=("饼图",), coord=Coord.POLAR),
    Kind("环", "环形图", SeriesChart, refuse, _WHOLE, aliases=("圆环",), coord=Coord.POLAR),
    Kind("哑铃", "哑铃图", SeriesChart, refuse, SERIES_KEYS, coord=Coord.ACROSS),
    Kind("完成率", "目标完成图", Targets, refuse),
    Kind("甘特", "工期图", Schedule, refuse, aliases=("工期",)),
)
