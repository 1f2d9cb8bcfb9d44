"""A chart of every kind, built by hand from made-up numbers; and hard cases of each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from support.charts.samples import SAMPLES

from reportgen.charts.registry import kinds
from reportgen.diagnostics import Sink
from reportgen.document.chart import (
    Category,
    ChartSpec,
    Datum,
    Frame,
    Interval,
    Mark,
    Part,
    PartBars,
    Schedule,
    ScheduleRow,
    Series,
    SeriesChart,
    State,
    Target,
    Targets,
    Task,
    ValueAxis,
)
from reportgen.document.quantity import Quantity
from reportgen.facts.model import Dataset, Period
from reportgen.narrative.figures.chart_shares import with_shares
from reportgen.narrative.fill.lookup import Lookup

YEAR = 2023 * 12
MONTHS = tuple(f"{n}月" for n in range(1, 13))
VILLAGES = ("东村", "西村", "南村", "北村", "中心村")
Value = float | str | None


def spans(*months: int) -> tuple[Interval, ...]:
    """Single months of 2023, counted from 1."""
    return tuple(Interval(YEAR + month - 1, YEAR + month - 1) for month in months)


def datum(series: str, label: str, value: Value) -> Datum | None:
    """A datum; a text may be approximate (超95), or derived (*95)."""
    if value is None:
        return None
    text = str(value)
    derived = text.startswith("*")
    text = text.lstrip("*")
    plain = "".join(ch for ch in text if ch in "0123456789.-")
    shown = text.replace("-", "−")
    return Datum(label, Decimal(plain), Quantity(f"{series}/{label}", shown, "数值", derived))


def chart(
    kind: str, categories: Sequence[str], series: dict[str, Sequence[Value]], *,
    unit: str = "万元", intervals: tuple[Interval, ...] = (), right: str = "",
    lines: Sequence[str] = (), whole: Value = None, floor: Decimal | None = None,
    frame: Frame | None = None,
) -> SeriesChart:
    """A series chart."""
    made = kinds()[kind]
    row = tuple(
        Category(label, intervals[n] if intervals else None) for n, label in enumerate(categories)
    )
    axes = (ValueAxis(unit, floor=floor), *((ValueAxis(right),) if right else ()))
    mark = {"折线": Mark.LINE, "哑铃": Mark.POINT}.get(kind, Mark.BAR)
    drawn = tuple(
        Series(name, tuple(map(datum, [name] * len(values), categories, values)),
               Mark.LINE if name in lines else mark, int(bool(right) and name in lines))
        for name, values in series.items()
    )
    return with_shares(
        SeriesChart(kind, "题", row, drawn, axes, made.position, made.coord,
                    datum("总", "合计", whole), frame or Frame()),
        Lookup(Dataset("", Period(""), ()), Sink()))


USE = (820, None, 910, 955, 1010, 990, 1105, 1180, 1150, 1215, 1290, 1362)
SERVICE = (620, 640, 655, 700, 690, 720, 760, None, None, 830, 850, 870)
BUILDING = (320, 340, 455, 300, 490, 520, 560, 600, 610, 620, 615, 640)
def known(label: str, value: Value) -> Datum:
    """A datum that there is."""
    found = datum("值", label, value)
    assert found is not None
    return found


YEARS = {"2022年": (100, 90, 70, 66, None), "2023年": (120, "超95", 60, 66, 40)}
PARTS = {"一产": (120, 95, 60, 20, 30), "二产": (220, 195, 160, 120, 3),
         "三产": (90, 80, 70, 60, 50), "其他": (9, 8, 7, 6, 5)}
FRAME = Frame("东村增长最快", "2023年", "示例镇统计站")


def target(label: str, unit: str, actual: Value, aim: Value, rate: str = "") -> Target:
    """A row of a bullet chart."""
    done, aimed = datum(label, "完成", actual), datum(label, "目标", aim)
    assert done is not None and aimed is not None
    shown = Quantity(f"{label}/率", rate, derived=True) if rate else None
    return Target(label, unit, done, aimed, shown)


TARGETS = Targets("题", (
    target("固定资产投资", "万元", 9052, 10000, "90.5%"), target("植树", "亩", "超310", 300),
    target("农村生活污水治理提升改造", "个村", 3, 12),
), FRAME)


def task(first: int, last: int, state: State, text: str) -> Task:
    """A task of some months of 2023 and after."""
    months = Interval(YEAR + first - 1, YEAR + last - 1)
    return Task(months, state, Quantity(f"t{first}{text}", text))


SCHEDULE = Schedule("题", (
    ScheduleRow("示例路提升工程", (task(1, 3, State.DONE, "设计"),
                              task(4, 14, State.UNDER_WAY, "施工"),
                              task(15, 18, State.AHEAD, "验收"))),
    ScheduleRow("冷链仓储", (task(3, 8, State.UNDER_WAY, "招投标，土地组件已上报"),)),
    ScheduleRow("示例产业园二期", (task(6, 18, State.UNKNOWN, "稳步推进"),)),
), FRAME)

KINDS: dict[str, ChartSpec] = {
    "柱形": chart("柱形", VILLAGES, {"": (120, "超95", 60, -20, "*88.5")}, frame=FRAME),
    "条形": chart("条形", VILLAGES, YEARS, frame=FRAME),
    "堆叠": chart("堆叠", VILLAGES, PARTS, frame=FRAME),
    "百分堆叠": chart("百分堆叠", VILLAGES, PARTS),
    "折线": chart("折线", MONTHS, {"规上工业": USE, "规上服务业": SERVICE, "建筑业": BUILDING},
                unit="万千瓦时", intervals=spans(*range(1, 13)), frame=FRAME),
    "柱线": chart("柱线", VILLAGES, {"产值": (12000, 9500, 7000, 6000, 4800),
                                 "人均收入": (2.8, 3.1, 2.4, 2.6, 2.2)},
                right="万元/人", lines=("人均收入",)),
    "占比": chart("占比", VILLAGES, {"": (220, 150, 90, 30, "*10")}, whole=500),
    "饼": chart("饼", VILLAGES, {"": (220, 150, 90, "约30", 10)}, whole=500),
    "环": chart("环", VILLAGES, {"": (44.5, 30.1, 18.2, 5.2, 2.0)}, unit="%"),
    "哑铃": chart("哑铃", VILLAGES, YEARS, frame=FRAME),
    "完成率": TARGETS, "甘特": SCHEDULE, "其中": SAMPLES["part_bars"], "阶段": SAMPLES["stage"],
    "小倍数": SAMPLES["unit_panels"], "同比": SAMPLES["change"],
}

LONG = "困境儿童、低保家庭、低保边缘家庭和特困供养人员走访慰问与“一户一策”帮扶（全年累计）"
HARD: dict[str, ChartSpec] = {
    "grouped columns": chart("柱形", VILLAGES, YEARS),
    "columns of months": chart("柱形", MONTHS, {"甲": [12345 + 1000 * n for n in range(12)],
                                            "乙": [2345 + 1000 * n for n in range(12)]},
                               intervals=spans(*range(1, 13))),
    "columns with long names": chart("柱形", [f"{LONG}{n}" for n in range(6)], {"": range(6)}),
    "many columns": chart("柱形", [f"第{n}村" for n in range(30)], {"": range(1000, 1030)}),
    "one column": chart("柱形", ("东村",), {"": (5,)}),
    "zero columns": chart("柱形", VILLAGES, {"": (0, 0, 0, 0, 0)}),
    "negative columns": chart("柱形", VILLAGES, {"": (-3.2, -30, -1, -2, -5)}),
    "equal columns": chart("柱形", VILLAGES, {"": (5, 5, 5, 5, 5)}),
    "extreme columns": chart("柱形", ("极小", "极大"), {"": ("0.000000001", "1000000000000")}),
    "a short line": chart("折线", MONTHS[:2], {"": (5, 7)}, intervals=spans(1, 2)),
    "one point": chart("折线", MONTHS[:1], {"": (5,)}, intervals=spans(1)),
    "zero line": chart("折线", MONTHS[:3], {"": (0, 0, 0)}, intervals=spans(1, 2, 3)),
    "negative line": chart("折线", MONTHS[:3], {"": (-1, -5, -2)}, intervals=spans(1, 2, 3)),
    "equal lines": chart("折线", MONTHS[:4], dict.fromkeys("甲乙丙丁戊己", (5, 5, 5, 5)),
                         intervals=spans(1, 2, 3, 4)),
    "unequal steps": chart("折线", ("1月", "2月", "6月", "12月"), {"": (10, 11, 14, 20)},
                           intervals=spans(1, 2, 6, 12)),
    "cut line": chart("折线", MONTHS[:3], {"": (94.1, "约95", 96)}, intervals=spans(1, 2, 3),
                      unit="%", floor=Decimal(90)),
    "extreme line": chart("折线", MONTHS[:3], {"": ("0.000000001", 5, "1000000000000")},
                          intervals=spans(1, 2, 3), unit="元"),
    "long line": chart("折线", [f"{n // 12}年{n % 12 + 1}月" for n in range(200)], {"": range(200)},
                       intervals=tuple(Interval(YEAR + n, YEAR + n) for n in range(200))),
    "line names": chart("折线", MONTHS, {LONG: USE, LONG[3:]: SERVICE}, unit="万千瓦时",
                        intervals=spans(*range(1, 13))),
    "falling right axis": chart("柱线", MONTHS, {
        "投资": (1200, 1350, 1400, 1380, 1500, 1600, 1580, 1700, 1750, 1800, 1900, 2100),
        "增速": (3.1, 4, 4.4, 3.9, -2.2, 5, 6, 5.7, 6.2, 6.8, 7, "*8")},
        right="%", lines=("增速",), intervals=spans(*range(1, 13))),
    "bars and a line of one unit": chart("柱线", VILLAGES, {"本年": (5, 4, 3, None, 1),
                                                       "上年": (4, 4, 4, 4, 4)}, lines=("上年",)),
    "thin stacks": chart("堆叠", VILLAGES, dict.fromkeys("甲乙丙丁戊己庚辛", (1, 1, 100, 2, 1))),
    "six parts": chart("堆叠", VILLAGES[:2], {name: (30 + n, 40 - n)
                                          for n, name in enumerate("甲乙丙丁戊己")}),
    "derived stack": chart("堆叠", VILLAGES[:2], {"甲": (30, "*40"), "乙": ("*35", 20)}),
    "stack of nothing": chart("百分堆叠", VILLAGES, {"甲": (0, 0, 1, None, 2),
                                                 "乙": (0, 1, None, None, 3)}),
    "thin wedges": chart("饼", [f"第{n}份" for n in range(6)], {"": (95, 1, 1, 1, 1, 1)}, unit="%"),
    "long wedges": chart("饼", [LONG, LONG + "二", "短"], {"": (1, 1, 1)}, whole=3),
    "one wedge": chart("环", ("全部",), {"": (3,)}, whole=3),
    "dumbbells of nothing": chart("哑铃", VILLAGES, {"2022年": (0, -5, 3, 3, None),
                                                 "2023年": (0, 5, -3, 3, 1)}),
    "dumbbells of zeros": chart("哑铃", VILLAGES, {"2022年": (0,) * 5, "2023年": (0,) * 5}),
    "dumbbells below zero": chart("哑铃", VILLAGES[:2], {"2022年": (-3, -30),
                                                       "2023年": (-1, None)}),
    "deep line": chart("折线", MONTHS[:3], {"": (-3, -30, -1)}, intervals=spans(1, 2, 3)),
    "a ring of large numbers": chart("环", VILLAGES[:2], {"": (1, "1000000000000")},
                                     whole="1000000000001"),
    "long legend": chart("条形", VILLAGES[:2], {LONG + LONG: (1, 2), "短": (2, "*3")}),
    "parts below zero": PartBars("题", "万元", (
        Part(known("甲", -30), known("甲之一", -3)), Part(known("乙", -2), known("乙之一", -2)))),
    "dumbbells of long names": chart("哑铃", (LONG, "短"), {"上": (5, 1), "下": (900, "1余")}),
    "falling targets": Targets("题", (target(LONG, "万元", -5, 10), target("甲", "户", 0, 3),
                                     target("乙", "人", 900, 30))),
    "short schedule": Schedule("题", (ScheduleRow(LONG, (task(1, 1, State.DONE, LONG[:30]),)),)),
    "long schedule": Schedule("题", (ScheduleRow("甲", (
        task(1, 60, State.DONE, "一"), task(20, 90, State.AHEAD, "二"),
        task(30, 40, State.AHEAD, "三"))),)),
}
EVERY: dict[str, ChartSpec] = KINDS | HARD
