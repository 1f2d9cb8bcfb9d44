"""Projects on a calendar: done solid, under way paler, ahead hollow; what each task is beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.parts.header_footer import Item, framed
from reportgen.charts.parts.kind import ChartKind
from reportgen.charts.parts.label_placement import LabelBox, Places, plate, text_box
from reportgen.charts.parts.row_labels import Column, column
from reportgen.charts.record.drawing import Drawing, Tag
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import DESCENT, MIDDLE, Look, Theme
from reportgen.diagnostics import failure
from reportgen.document.chart import Schedule, ScheduleRow, State, Task
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.parts.canvas import Canvas

YEAR, MONTH, QUARTER = "年", "月", "季度"
_QUARTERS = "一二三四"
_BAR = 11.0
_INSET = 0.6        # between a bar and the lines of its months
_STEPS = ((1, "12月"), (3, "四季度"), (6, "上半年"))


@frozen
class Calendar:
    """Months from `first`, each `month` points wide, from `left` to `right`."""

    first: int
    last: int
    left: float
    month: float

    def x(self, month: int) -> float:
        """The left edge of a month."""
        return self.left + (month - self.first) * self.month

    def step(self, ruler: Ruler) -> int:
        """How many months a division of the calendar covers: the fewest whose name has room."""
        size = ruler.theme.small_size
        return next((months for months, name in _STEPS
                     if ruler.width(name, size) + 3 <= months * self.month), 12)


def look(state: State, theme: Theme) -> Look:
    """How the bar of a task is painted."""
    match state:
        case State.DONE:
            return theme.solid
        case State.UNDER_WAY:
            return theme.under_way
        case State.AHEAD:
            return Look(fill=theme.paper, edge=theme.axis)
        case State.UNKNOWN:
            return Look(fill=theme.hairline)


def draw_schedule(spec: Schedule, ruler: Ruler) -> Drawing:
    """The chart."""
    theme = ruler.theme
    if not any(row.tasks for row in spec.rows):
        raise failure("E0703", "图里没有数据", spec.span, "至少写一个有起止的项目，或删去这张图")
    names = column([row.label for row in spec.rows], ruler, theme.width * theme.label_share)
    left = theme.margin + names.width + 2 * theme.gap
    first = min(task.interval.first for row in spec.rows for task in row.tasks)
    last = max(task.interval.last for row in spec.rows for task in row.tasks)
    calendar = Calendar(first, last, left, (theme.width - theme.margin - left) / (last - first + 1))
    return _draw(spec, ruler, names, calendar)


def _draw(spec: Schedule, ruler: Ruler, names: Column, calendar: Calendar) -> Drawing:
    theme = ruler.theme
    lanes = [_lanes(row, calendar, ruler) for row in spec.rows]
    heights = [max(_height(lane, ruler), ruler.height(len(lines), theme.label_size)) + theme.row_gap
               for lane, lines in zip(lanes, names.lines, strict=True)]
    months = 2 * theme.small_size * theme.pitch
    sheet, top = framed(spec.frame, "", ruler, months + sum(heights), items=_legend(spec, theme))
    y = top + months
    _draw_calendar(sheet, calendar, top, (y, y + sum(heights)))
    for row, lane, height, lines in zip(spec.rows, lanes, heights, names.lines, strict=True):
        sheet.rule((theme.margin, y), (theme.width - theme.margin, y), theme.hair_width,
                   theme.hairline, tag=Tag("row", scale=row.label))
        centre = y + height / 2
        sheet.level(theme.margin, centre, lines, theme.label_size, tag=Tag("category"))
        start = centre - _height(lane, ruler) / 2
        for task, laid in zip(row.tasks, lane, strict=True):
            _draw_task(sheet, row, task, calendar, start + laid.top)
            for words, x, baseline in laid.words:
                _draw_words(sheet, words, x, start + baseline, task.quantity.fact)
        y += height
    sheet.rule((theme.margin, y), (theme.width - theme.margin, y), theme.axis_width,
               tag=Tag("frame"))
    return sheet.finish()


@frozen
class Laid:
    """A task on its level: how far down its bar is, and its words with their places."""

    top: float
    words: tuple[tuple[str, float, float], ...]     # text, x, baseline


def _lanes(row: ScheduleRow, calendar: Calendar, ruler: Ruler) -> list[Laid]:
    """Each task on the first level where its bar and its words are free."""
    theme = ruler.theme
    places = Places(LabelBox(calendar.left - 0.01, 0.0, theme.width - theme.margin + 0.01, 1e6))
    return [_laid(task, calendar, ruler, places) for task in row.tasks]


def _laid(task: Task, calendar: Calendar, ruler: Ruler, places: Places) -> Laid:
    theme = ruler.theme
    size, gap, text = theme.small_size, theme.gap / 2, task.quantity.text
    start, end = calendar.x(task.interval.first), calendar.x(task.interval.last + 1)
    width = ruler.width(text, size)
    right = theme.width - theme.margin
    lines = ruler.wrap(text, size, right - calendar.left)
    beside = width <= max(right - end, start - calendar.left) - gap
    top = 0.0
    while True:
        bar = LabelBox(start, top, end, top + _BAR)
        baseline = top + _BAR / 2 + MIDDLE * size
        boxes = [text_box(x, baseline, width, size) for x in (end + gap, start - gap - width)]
        if not beside:          # under its bar, in as many lines as it takes
            boxes = [LabelBox(calendar.left, top + _BAR, right,
                         top + _BAR + 2 + ruler.height(len(lines), size))]
        good = next((box for box in boxes if places.free(box)), None)
        if good is not None and places.free(bar):
            break
        top += _BAR + 3.0
    places.take(bar)
    places.take(good)
    if beside:
        return Laid(top, ((text, good.left, baseline),))
    under = ruler.from_top(top + _BAR + 2, len(lines), size)
    return Laid(top, tuple((line, calendar.left + 1, y)
                           for line, y in zip(lines, under, strict=True)))


def _height(lane: list[Laid], ruler: Ruler) -> float:
    size = ruler.theme.small_size
    return max(max(each.top + _BAR, *(y + DESCENT * size for *_, y in each.words))
               for each in lane)


def _legend(spec: Schedule, theme: Theme) -> list[Item]:
    used = {task.state for row in spec.rows for task in row.tasks}
    return [Item(state.value, look(state, theme)) for state in State if state in used]


def _draw_calendar(
    sheet: Canvas, calendar: Calendar, top: float, rows: tuple[float, float]
) -> None:
    """Years over months or quarters; a fine line at each division, a stronger one at each year."""
    theme, ruler = sheet.theme, sheet.ruler
    size = theme.small_size
    years, months = (ruler.from_top(top + n * size * theme.pitch, 1, size)[0] for n in (0, 1))
    step = calendar.step(ruler)
    for month in range(calendar.first, calendar.last + 1):
        x = calendar.x(month)
        begins = month % 12 == 0 or month == calendar.first
        if month % step == 0 or begins:
            tag = Tag("month", scale=str(month))
            sheet.rule((x, rows[0]), (x, rows[1]), theme.hair_width,
                       theme.axis if month % 12 == 0 else theme.grid, tag=tag)
            end = min(calendar.last + 1, (month // step + 1) * step)
            name = _division(month, step)
            if ruler.width(name, size) <= (end - month) * calendar.month:
                sheet.text(x + 1, months, name, size, colour=theme.muted, tag=Tag("tick"))
        last_of_year = min(calendar.last + 1, (month // 12 + 1) * 12)
        name = f"{month // 12}{YEAR}"
        if begins and ruler.width(name, size) <= (last_of_year - month) * calendar.month:
            sheet.text(x + 1, years, name, size, colour=theme.muted, tag=Tag("tick"))


def _division(month: int, step: int) -> str:
    if step == 1:
        return str(month % 12 + 1) + MONTH
    if step == 3:
        return _QUARTERS[month % 12 // 3] + QUARTER
    return "" if step == 12 else ("上半年" if month % 12 < 6 else "下半年")


def _draw_words(sheet: Canvas, words: str, x: float, baseline: float, fact: str) -> None:
    """What a task is, on paper, so that no line of the calendar runs through it."""
    size = sheet.theme.small_size
    plate(sheet, text_box(x, baseline, sheet.ruler.width(words, size), size))
    sheet.text(x, baseline, words, size, tag=Tag("label", fact))


def _draw_task(
    sheet: Canvas, row: ScheduleRow, task: Task, calendar: Calendar, top: float
) -> None:
    start, end = calendar.x(task.interval.first), calendar.x(task.interval.last + 1)
    tag = Tag("task", task.quantity.fact, task.state.value, row.label)
    sheet.box(start + _INSET, top, end - start - 2 * _INSET, _BAR, look(task.state, sheet.theme),
              tag)


KINDS = (
    ChartKind("甘特", "工期图", Schedule, draw_schedule, aliases=("工期",),
         texts=(YEAR, MONTH, QUARTER, _QUARTERS, "上下半年", *(state.value for state in State))),
)
