"""How far projects have come on a scale of named stages: a board of rows and columns.

Passed stages are solid blocks; the stage reached is a solid square-ended block when it is complete,
a paler block with a pointed end when it is under way; what lies ahead is a small hollow dot. So
shape and filling tell them apart, not colour. There is no axis of percentages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.parts.header_footer import framed
from reportgen.charts.parts.kind import ChartKind
from reportgen.charts.parts.row_labels import Column, column
from reportgen.charts.record.drawing import PLAIN, Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.diagnostics import failure
from reportgen.document.chart import StageChart, StageRow
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

UNKNOWN = "来源未说明阶段"
COMPLETE, CURRENT, AHEAD = "已完成", "所处阶段（未完成）", "未到"
JOIN = "；"
_BLOCK = 9.0        # height of a block
_POINT = 4.5        # length of the point of a block under way
_DOT = 1.6          # radius of a dot ahead
_STATUS = 0.30      # of the width, for the status texts
_LABEL = 0.24       # of the width, at most, for the names
_MOST = 46.0        # points, the widest a stage need be
_INSET = 1.0        # between blocks


@frozen
class Board:
    """The columns of the board: names, stages, status; and their texts, wrapped."""

    labels: Column
    heads: tuple[tuple[str, ...], ...]
    statuses: tuple[tuple[tuple[str, str], ...], ...]   # per row: lines and their facts
    left: float       # of the first stage
    step: float       # width of a stage
    status: float     # left edge of the status texts

    def edge(self, stage: float) -> float:
        """The x of the left edge of a stage."""
        return self.left + stage * self.step


def _plan(spec: StageChart, ruler: Ruler) -> Board:
    theme = ruler.theme
    labels = column([row.label for row in spec.rows], ruler, theme.width * _LABEL)
    left = theme.margin + labels.width + 2 * theme.gap
    room = theme.width * (1 - _STATUS) - left - theme.gap
    step = min(room / len(spec.stages), _MOST)
    if step < theme.small_size * 2 + 2:
        raise failure("E0705", f"{len(spec.stages)}个阶段太多，图的宽度放不下", spec.span,
                      f"把阶段并成{int(room // (theme.small_size * 2 + 2))}个以内")
    status = left + step * len(spec.stages) + 2 * theme.gap
    width = theme.width - theme.margin - status
    heads = tuple(ruler.wrap(s, theme.small_size, step - 2) for s in spec.stages)
    return Board(
        labels, heads, tuple(_status(row, ruler, width) for row in spec.rows), left, step, status
    )


def _status(row: StageRow, ruler: Ruler, width: float) -> tuple[tuple[str, str], ...]:
    """The status texts, each from a new line, joined by ；."""
    lines: list[tuple[str, str]] = []
    for index, quantity in enumerate(row.status):
        text = quantity.text + (JOIN if index < len(row.status) - 1 else "")
        lines += [
            (line, quantity.fact) for line in ruler.wrap(text, ruler.theme.small_size, width)
        ]
    return tuple(lines)


def _check(spec: StageChart) -> None:
    if not spec.rows or not spec.stages:
        raise failure("E0703", "阶段图里没有" + ("项目" if spec.stages else "阶段"), spec.span,
                      "写出各阶段的名称和至少一个项目，或删去这张图")
    for row in spec.rows:
        if row.stage is not None and not 0 <= row.stage < len(spec.stages):
            raise failure("E0704", f"“{row.label}”的阶段不在“{'、'.join(spec.stages)}”之中",
                          spec.span, "把它的阶段改成其中一个，来源没有说明的就不写")


def draw_stages(spec: StageChart, ruler: Ruler) -> Drawing:
    """The chart."""
    _check(spec)
    theme = ruler.theme
    board = _plan(spec, ruler)
    heights = [
        max(
            _BLOCK,
            ruler.height(len(board.labels.lines[i]), theme.label_size),
            ruler.height(len(board.statuses[i]), theme.small_size),
        ) + theme.row_gap
        for i in range(len(spec.rows))
    ]
    head = ruler.height(max(len(lines) for lines in board.heads), theme.small_size)
    known = any(row.stage is not None for row in spec.rows)
    legend = theme.small_size + theme.row_gap if known else 0.0
    above = head + theme.gap
    sheet, top = framed(spec.frame, "", ruler, above + sum(heights) + legend)
    y = top + above
    _draw_heads(sheet, board, y)
    for index, (row, height) in enumerate(zip(spec.rows, heights, strict=True)):
        if index:
            sheet.rule(
                (theme.margin, y), (theme.width - theme.margin, y), theme.hair_width,
                theme.hairline,
            )
        _draw_texts(sheet, board, index, y + height / 2)
        _draw_marks(sheet, board, row, y + height / 2)
        y += height
    sheet.rule((theme.margin, y), (theme.width - theme.margin, y), theme.axis_width)
    if known:
        _draw_legend(sheet, spec, board, y + theme.row_gap)
    return sheet.finish()


def _draw_heads(sheet: Canvas, board: Board, bottom: float) -> None:
    """The names of the stages, their last lines on one level, over the head rule."""
    theme, ruler = sheet.theme, sheet.ruler
    for index, lines in enumerate(board.heads):
        top = bottom - theme.gap - ruler.height(len(lines), theme.small_size)
        sheet.below(board.edge(index + 0.5), top, lines, theme.small_size, align="center",
                    tag=Tag("head", scale=str(index)))
    sheet.rule(
        (theme.margin, bottom), (theme.width - theme.margin, bottom), theme.axis_width
    )


def _draw_texts(sheet: Canvas, board: Board, index: int, centre: float) -> None:
    """The name at the left, the status at the right."""
    theme, ruler = sheet.theme, sheet.ruler
    sheet.level(theme.margin, centre, board.labels.lines[index], theme.label_size,
                tag=Tag("category"))
    status = board.statuses[index]
    baselines = ruler.baselines(centre, len(status), theme.small_size)
    for y, (line, fact) in zip(baselines, status, strict=True):
        sheet.text(board.status, y, line, theme.small_size, tag=Tag("label", fact))


def _draw_marks(sheet: Canvas, board: Board, row: StageRow, centre: float) -> None:
    """A block for each stage up to the one reached, a dot for each ahead."""
    theme = sheet.theme
    if row.stage is None:
        sheet.level(board.left + _INSET, centre, (UNKNOWN,), theme.small_size, colour=theme.muted)
        return
    for stage in range(row.stage):
        draw_complete(sheet, board.edge(stage), board.step, centre, Tag("done", scale=row.label))
    draw, part = (draw_complete, "done") if row.complete else (draw_current, "current")
    draw(sheet, board.edge(row.stage), board.step, centre, Tag(part, scale=row.label))
    for stage in range(row.stage + 1, len(board.heads)):
        sheet.disc(board.edge(stage + 0.5), centre, _DOT, theme.empty,
                   Tag("ahead", scale=row.label))


def draw_complete(
    sheet: Canvas, left: float, width: float, centre: float, tag: Tag = PLAIN
) -> None:
    """A solid block, square at both ends."""
    sheet.box(
        left + _INSET, centre - _BLOCK / 2, width - 2 * _INSET, _BLOCK, sheet.theme.solid, tag
    )


def draw_current(
    sheet: Canvas, left: float, width: float, centre: float, tag: Tag = PLAIN
) -> None:
    """A block of a paler tint that points onwards."""
    start, end = left + _INSET, left + width - _INSET
    up, down = centre - _BLOCK / 2, centre + _BLOCK / 2
    corners = [
        (start, up), (end - _POINT, up), (end, centre), (end - _POINT, down), (start, down)
    ]
    sheet.polygon(corners, sheet.theme.under_way, tag)


def _draw_legend(sheet: Canvas, spec: StageChart, board: Board, top: float) -> None:
    """The three signs and what they mean; only those which the chart uses."""
    theme, ruler = sheet.theme, sheet.ruler
    known = [row for row in spec.rows if row.stage is not None]
    last = len(spec.stages) - 1
    centre, x = top + theme.small_size / 2, board.left
    baseline = ruler.baselines(centre, 1, theme.small_size)[0]
    signs = (
        (COMPLETE, any(row.complete or row.stage for row in known)),
        (CURRENT, any(not row.complete for row in known)),
        (AHEAD, any(row.stage != last for row in known)),
    )
    for name, used in signs:
        if not used:
            continue
        width = 4 * _DOT if name == AHEAD else 2 * _BLOCK
        if name == AHEAD:
            sheet.disc(x + width / 2, centre, _DOT, theme.empty)
        elif name == COMPLETE:
            draw_complete(sheet, x, width, centre)
        else:
            draw_current(sheet, x, width, centre)
        x += width + theme.gap / 2
        sheet.text(x, baseline, name, theme.small_size)
        x += ruler.width(name, theme.small_size) + 2 * theme.gap


KINDS = (
    ChartKind("阶段", "阶段图", StageChart, draw_stages, ("事实",), aliases=("进度",),
         texts=(UNKNOWN, COMPLETE, CURRENT, AHEAD, JOIN)),
)
