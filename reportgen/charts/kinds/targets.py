"""Bullet bars: what was done against what was aimed at, every target on one line.

Rows may have unlike units: each bar is scaled to its own target, and prints both numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.charts.parts.header_footer import framed
from reportgen.charts.parts.kind import ChartKind
from reportgen.charts.parts.row_labels import DERIVED, bare, column, look
from reportgen.charts.parts.scale import number
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import Look
from reportgen.diagnostics import failure
from reportgen.document.chart import Datum, Target, Targets

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

GOAL, DONE = "目标", "完成"
_TALL = 1.7         # of the pale band of the target, beside the bar
_WORDS = 0.30       # of the width, for the numbers at the right
_LEAST = 60.0       # points that a band has at least


def draw_targets(spec: Targets, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    if not spec.rows:
        raise failure("E0703", "图里没有数据", spec.span, "至少写一项，或删去这张图")
    shares = [_share(row, spec) for row in spec.rows]
    names = column([row.label for row in spec.rows], ruler, theme.width * theme.label_share)
    texts = [[(line, fact) for text, fact in _words(row)
              for line in ruler.wrap(text, theme.small_size, theme.width * _WORDS)]
             for row in spec.rows]
    wide = max(ruler.width(line, theme.small_size) for lines in texts for line, _ in lines)
    left = theme.margin + names.width + theme.gap
    room = theme.width - theme.margin - left - wide - 2 * theme.gap
    unit = max(room, _LEAST) / (max(1.0, *shares, 0.0) - min(0.0, *shares))
    zero = left - min(0.0, *shares) * unit
    band = theme.bar_height * _TALL
    heights = [max(band, ruler.height(len(names.lines[i]), theme.label_size),
                   ruler.height(len(texts[i]), theme.small_size)) + theme.row_gap
               for i in range(len(spec.rows))]
    line = theme.small_size * theme.pitch
    sheet, top = framed(spec.frame, "", ruler, line + sum(heights))
    sheet.below(zero + unit, top, (GOAL,), theme.small_size, align="center", colour=theme.muted,
                tag=Tag("head"))
    top += line
    y = top
    for index, (row, height) in enumerate(zip(spec.rows, heights, strict=True)):
        centre = y + height / 2
        _draw_row(sheet, row, shares[index], (zero, unit, centre))
        sheet.level(left - theme.gap, centre, names.lines[index], theme.label_size, align="right",
                    tag=Tag("category"))
        baselines = ruler.baselines(centre, len(texts[index]), theme.small_size)
        for baseline, (text, fact) in zip(baselines, texts[index], strict=True):
            sheet.text(theme.width - theme.margin - wide, baseline, text, theme.small_size,
                       tag=Tag("label", fact))
        y += height
    sheet.rule((zero, top), (zero, y), theme.axis_width, tag=Tag("axis"))
    sheet.rule((zero + unit, top), (zero + unit, y), theme.axis_width, dash=(3.0, 2.0),
               tag=Tag("goal"))
    return sheet.finish()


def _share(row: Target, spec: Targets) -> float:
    aim = number(row.target.value, spec.span)
    if aim <= 0:
        raise failure("E0702", f"“{row.label}”的目标不是正数，完成多少无从说起",
                      spec.span, "核对目标")
    return number(row.actual.value, spec.span) / aim


def _words(row: Target) -> Iterator[tuple[str, str]]:
    """What stands at the right: done, aimed at, and the rate where it was derived."""
    yield _with_unit(row.actual, row.unit), row.actual.quantity.fact
    yield GOAL + _with_unit(row.target, row.unit), row.target.quantity.fact
    if row.rate is not None:
        yield f"{row.rate.text}（{DERIVED}）", row.rate.fact


def _with_unit(datum: Datum, unit: str) -> str:
    beside = bare(datum) or datum.quantity.needs_unit
    return datum.quantity.text + (unit if beside else "")


def _draw_row(
    sheet: Canvas, row: Target, share: float, place: tuple[float, float, float]
) -> None:
    """The pale band up to the target, the bar of what was done within it."""
    theme = sheet.theme
    zero, unit, centre = place
    band, bar = theme.bar_height * _TALL, theme.bar_height * 0.8
    sheet.box(zero, centre - band / 2, unit, band, Look(fill=theme.pale_fill),
              Tag("target", row.target.quantity.fact, GOAL, row.label))
    start, end = sorted((zero, zero + share * unit))
    sheet.box(start, centre - bar / 2, end - start, bar, look(row.actual, theme),
              Tag("bar", row.actual.quantity.fact, DONE, row.label))


KINDS = (
    ChartKind("完成率", "目标完成图", Targets, draw_targets, aliases=("子弹",),
              texts=(GOAL, "（）")),
)
