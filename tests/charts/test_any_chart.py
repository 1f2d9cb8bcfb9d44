"""Any chart at all is refused with a code, or drawn: legible, grey-safe, and it reads back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.charts.boxes import faults
from support.charts.kinds import chart, spans, target, task
from support.charts.samples import row
from support.charts.stub import THEME

from reportgen.charts.compile import drawing
from reportgen.charts.proof.grey import alike, faint
from reportgen.charts.proof.values import read_back
from reportgen.charts.record.text_measure import Ruler
from reportgen.diagnostics import ReportError
from reportgen.document.chart import (
    Change,
    ChartSpec,
    Datum,
    Panel,
    Panels,
    Part,
    PartBars,
    Schedule,
    ScheduleRow,
    StageChart,
    State,
    Targets,
)
from reportgen.document.quantity import Quantity
from reportgen.fonts import FontLibrary

NAMES = st.text("东西南北村镇产业增加值（）、“”—·ABWil 123", min_size=1, max_size=60).map(
    lambda name: " ".join(name.split())).filter(bool)
NUMBERS = st.one_of(
    st.integers(-1000, 1000), st.sampled_from([0, 1, 10**12, -(10**12)]),
    st.decimals(0, 100, places=2),
    st.sampled_from([Decimal("0.000000001"), Decimal("-0.5")]),
).map(lambda number: format(number, "f"))
SIGNS = st.sampled_from(["", "", "", "*", "约"])
SHARES = ("占比", "饼", "环")
SERIES = ("柱形", "条形", "堆叠", "百分堆叠", "折线", "柱线", "哑铃", *SHARES)


@st.composite
def values(draw: st.DrawFn, count: int, *, positive: bool) -> list[str | None]:
    """Values of a series: some missing, approximate or derived."""
    found: list[str | None] = []
    for _ in range(count):
        number, sign = draw(NUMBERS), draw(SIGNS)
        if sign == "约" or positive:
            number = number.lstrip("-")
        found.append(None if draw(st.integers(0, 6)) == 0 else sign + number)
    return found


@st.composite
def series_charts(draw: st.DrawFn) -> ChartSpec:
    """A chart of series over categories or periods."""
    kind = draw(st.sampled_from(SERIES))
    count = draw(st.sampled_from([1, 2, 3, 5, 8, 12, 24]))
    months = sorted(draw(st.sets(st.integers(1, 60), min_size=count, max_size=count)))
    period = kind == "折线" or draw(st.booleans())
    labels = ([f"{month}月" for month in months] if period else
              draw(st.lists(NAMES, min_size=count, max_size=count, unique=True)))
    intervals = spans(*months) if period else ()
    if kind in SHARES:
        parts = draw(st.lists(st.integers(1, 50), min_size=count, max_size=count))
        return chart(kind, labels, {"": parts}, intervals=intervals, whole=sum(parts))
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    if kind == "哑铃":
        names = ["2022年", "2023年"]
    positive = kind in ("堆叠", "百分堆叠")
    rows = {name: draw(values(count, positive=positive)) for name in names}
    lines, right = (tuple(names[1:]), "%") if kind == "柱线" and len(names) > 1 else ((), "")
    return chart(kind, labels, rows if len(names) > 1 else {"": rows[names[0]]},
                 intervals=intervals, lines=lines, right=right)


@st.composite
def data(draw: st.DrawFn) -> Datum:
    """One value with its name; its fact is its own."""
    number, name = draw(NUMBERS), draw(NAMES)
    fact = str(draw(st.integers(0, 10**9)))
    return Datum(name, Decimal(number), Quantity(fact, number.replace("-", "−"),
                                                 derived=draw(st.booleans())))


def unlike(count: int) -> st.SearchStrategy[list[Datum]]:
    """Values of facts and names of their own."""
    return st.lists(data(), min_size=1, max_size=count, unique_by=(
        lambda one: one.quantity.fact, lambda one: one.label))


@st.composite
def other_charts(draw: st.DrawFn) -> ChartSpec:
    """A chart of another shape."""
    found = draw(unlike(8))
    names = [one.label for one in found]
    match draw(st.sampled_from(["目标", "工期", "阶段", "小倍数", "其中", "同比"])):
        case "目标":
            return Targets("题", tuple(
                target(name, "亩", draw(NUMBERS), draw(st.integers(1, 9999))) for name in names))
        case "工期":
            return Schedule("题", tuple(ScheduleRow(name, (
                task(first := draw(st.integers(1, 40)), first + draw(st.integers(0, 30)),
                     draw(st.sampled_from(State)), draw(NAMES)),)) for name in names))
        case "阶段":
            return StageChart("题", ("规划", "设计", "招标", "施工"), tuple(
                row(name, draw(st.sampled_from([None, 0, 1, 2, 3])), draw(NAMES),
                    complete=draw(st.booleans())) for name in names))
        case "小倍数":
            return Panels("题", tuple(Panel(one.label, "处", (one,)) for one in found[:2])
                          + ((Panel("合计", "人", tuple(found[2:])),) if found[2:] else ()))
        case "其中":
            return PartBars("题", "家", tuple(
                Part(one, replace(draw(data()), value=one.value) if draw(st.booleans()) else None)
                for one in found))
        case _:
            first, last = found[0], draw(data())
            return Change("题", "万元", first, last, Quantity("率", "同比增长5.1%"))


@pytest.mark.slow
@settings(max_examples=80)
@given(st.one_of(series_charts(), series_charts(), other_charts()),
       st.sampled_from([300.0, 442.2, 600.0]))
def test_any_chart(spec: ChartSpec, width: float) -> None:
    library = FontLibrary.bundled()
    theme = replace(THEME, width=width)
    chain = library.chain(theme.role)
    try:
        made = drawing(spec, theme, chain)
    except ReportError as error:
        (found,) = error.diagnostics
        assert found.code.startswith("E07") and found.hints
        return
    assert made.height <= theme.tallest
    assert faults(made, chain) == []
    assert read_back(made, spec, Ruler(chain, theme).width) == ()
    assert (alike(made), faint(made)) == ((), ())
