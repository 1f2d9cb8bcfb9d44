"""Chart specifications: what a chart shows. Frozen data; `reportgen.charts` compiles them.

Every number is a `Quantity` (its printed text) beside the Decimal it is drawn with; both come from
one fact, so a bar and its label cannot disagree. The words are those of the grammar of graphics:
marks in a coordinate system, positioned beside or on each other, on scales with axes.

`ChartSpec` is a closed sum of shapes of data. Which picture is made of a shape is its `kind`, a
name in the open registry of `reportgen.charts.kind`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import ClassVar, assert_never

from reportgen.diagnostics import NOWHERE, Span, Written
from reportgen.document.quantity import Quantity
from reportgen.frozen import frozen


@frozen
class Datum:
    """One drawn value. `value` is in the unit of its scale; `label` names it (short).

    `share` is printed beside the quantity where the chart shows parts of a whole.
    """

    label: str
    value: Decimal
    quantity: Quantity
    note: str = ""       # shown in brackets behind the label, e.g. 测算
    share: Quantity | None = None

    @property
    def printed(self) -> tuple[Quantity, ...]:
        """What stands at its mark: the quantity, and its share."""
        return (self.quantity,) if self.share is None else (self.quantity, self.share)


@frozen
class Interval:
    """A time span on a period axis: first and last month, counted as year × 12 + month − 1."""

    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months it covers."""
        return self.last - self.first + 1


@frozen
class Frame:
    """What stands around the marks: finding (a headline), period and source, as printed."""

    finding: str = ""
    period: str = ""
    source: str = ""


# ------------------------------------------------------------------- series over categories


class Mark(Enum):
    """What stands for a value."""

    BAR = "柱"
    LINE = "线"
    POINT = "点"


class Position(Enum):
    """How the marks of several series stand at one category."""

    DODGE = "并列"
    STACK = "堆叠"
    FILL = "百分堆叠"    # stacked and scaled to 100 %


class Coord(Enum):
    """Where the categories run."""

    UPRIGHT = "竖"       # categories along the foot, values upwards
    ACROSS = "横"        # categories down the side, values rightwards
    POLAR = "极"         # shares of a circle


@frozen
class Category:
    """One place on the category axis. With an interval it is a period: the axis is time."""

    label: str
    interval: Interval | None = None


@frozen
class ValueAxis:
    """The scale of some series. `floor` is the lowest value shown; None: zero is in view."""

    unit: str
    title: str = ""
    floor: Decimal | None = None


@frozen
class Series:
    """One indicator at every category, in their order; None where nothing was reported."""

    name: str
    data: tuple[Datum | None, ...]
    mark: Mark = Mark.BAR
    axis: int = 0        # which of the chart's axes

    @property
    def reported(self) -> tuple[Datum, ...]:
        """The values there are."""
        return tuple(datum for datum in self.data if datum is not None)


@frozen
class SeriesChart(Written):
    """Series over categories: bars, stacks, lines, bars and lines, shares, two-year dumbbells.

    Every series holds one value (or None) for each category. There are one or two axes; series of
    the second have another unit. `whole` is what the values are parts of, where they are.
    """

    kind: str
    title: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    axes: tuple[ValueAxis, ...]
    position: Position = Position.DODGE
    coord: Coord = Coord.UPRIGHT
    whole: Datum | None = None
    frame: Frame = Frame()

    @property
    def unit(self) -> str:
        """The unit of the first axis."""
        return self.axes[0].unit

    @property
    def data(self) -> tuple[Datum, ...]:
        """Every value, series by series."""
        return tuple(datum for series in self.series for datum in series.reported)

    @property
    def columns(self) -> tuple[tuple[Datum | None, ...], ...]:
        """The values at each category, series by series; None where nothing was reported."""
        return tuple(zip(*(series.data for series in self.series), strict=True))


def bars(
    title: str, unit: str, data: tuple[Datum, ...], span: Span = NOWHERE, frame: Frame = Frame()  # noqa: B008 - frozen
) -> SeriesChart:
    """The simplest chart: one series of horizontal bars, each labelled by its datum."""
    return SeriesChart(
        "条形", title, tuple(Category(datum.label) for datum in data), (Series("", data),),
        (ValueAxis(unit),), coord=Coord.ACROSS, frame=frame, span=span,
    )


# ------------------------------------------------------------------------------ other shapes


@frozen
class Part:
    """A whole and the part counted within it (其中), or None."""

    whole: Datum
    part: Datum | None = None


@frozen
class PartBars(Written):
    """Bars of which some carry a part within them (其中), drawn inside the whole's bar."""

    kind: ClassVar[str] = "其中"
    title: str
    unit: str
    items: tuple[Part, ...]
    frame: Frame = Frame()


@frozen
class StageRow:
    """One project: name, index of the stage reached (None: the source does not say), status."""

    label: str
    stage: int | None
    status: tuple[Quantity, ...]     # what is printed at the right, in order, joined by ；
    complete: bool = False           # whether that stage itself is complete


@frozen
class StageChart(Written):
    """How far each project has come on a scale of named stages; no percentage axis."""

    kind: ClassVar[str] = "阶段"
    title: str
    stages: tuple[str, ...]
    rows: tuple[StageRow, ...]
    frame: Frame = Frame()


@frozen
class Panel:
    """One of the small multiples: its own unit, so its own scale."""

    title: str
    unit: str
    data: tuple[Datum, ...]


@frozen
class Panels(Written):
    """Small multiples of unlike units; panels share nothing but the page."""

    kind: ClassVar[str] = "小倍数"
    title: str
    panels: tuple[Panel, ...]
    columns: int = 3
    frame: Frame = Frame()


@frozen
class Change(Written):
    """Two periods of one indicator; a derived period is hatched and labelled 测算."""

    kind: ClassVar[str] = "同比"
    title: str
    unit: str
    before: Datum
    after: Datum
    rate: Quantity       # 同比增长51.37%
    frame: Frame = Frame()


@frozen
class Target:
    """What was done beside what was aimed at, in one unit; `rate` is the 完成率, where derived."""

    label: str
    unit: str
    actual: Datum
    target: Datum
    rate: Quantity | None = None


@frozen
class Targets(Written):
    """Bullet bars: each row scaled to its own target, all targets on one line."""

    kind: ClassVar[str] = "完成率"
    title: str
    rows: tuple[Target, ...]
    frame: Frame = Frame()


class State(Enum):
    """How far a task of a schedule is."""

    DONE = "已完成"
    UNDER_WAY = "进行中"
    AHEAD = "计划"
    UNKNOWN = "未说明"


@frozen
class Task:
    """A stretch of time of a project; `quantity` prints its period or what it is."""

    interval: Interval
    state: State
    quantity: Quantity


@frozen
class ScheduleRow:
    """One project and its tasks, in the order of time."""

    label: str
    tasks: tuple[Task, ...]


@frozen
class Schedule(Written):
    """Projects on a calendar (a Gantt chart)."""

    kind: ClassVar[str] = "甘特"
    title: str
    rows: tuple[ScheduleRow, ...]
    frame: Frame = Frame()


ChartSpec = SeriesChart | PartBars | StageChart | Panels | Change | Targets | Schedule


def quantities(spec: ChartSpec) -> tuple[Quantity, ...]:
    """Every quantity a chart prints, in reading order."""
    return tuple(_quantities(spec))


def _quantities(spec: ChartSpec) -> Iterator[Quantity]:
    match spec:
        case StageChart():
            yield from (quantity for row in spec.rows for quantity in row.status)
        case Schedule():
            yield from (task.quantity for row in spec.rows for task in row.tasks)
        case Change():
            yield from (spec.before.quantity, spec.after.quantity, spec.rate)
        case Targets():
            for row in spec.rows:
                yield from (row.actual.quantity, row.target.quantity)
                if row.rate is not None:
                    yield row.rate
        case SeriesChart() | PartBars() | Panels():
            yield from (quantity for datum in data(spec) for quantity in datum.printed)
        case _:
            assert_never(spec)


def data(spec: ChartSpec) -> tuple[Datum, ...]:
    """Every drawn value, in reading order."""
    match spec:
        case SeriesChart():
            return (*spec.data, *((spec.whole,) if spec.whole is not None else ()))
        case PartBars():
            pairs = (each for item in spec.items for each in (item.whole, item.part))
            return tuple(datum for datum in pairs if datum is not None)
        case Panels():
            return tuple(datum for panel in spec.panels for datum in panel.data)
        case Change():
            return (spec.before, spec.after)
        case Targets():
            return tuple(datum for row in spec.rows for datum in (row.actual, row.target))
        case StageChart() | Schedule():
            return ()
        case _:
            assert_never(spec)
