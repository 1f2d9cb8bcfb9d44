"""Series charts for the tests of the Word writer: one of every kind that Word can hold."""

from __future__ import annotations

from decimal import Decimal

from reportgen.document.chart import (
    Category,
    Coord,
    Datum,
    Frame,
    Mark,
    Position,
    Series,
    SeriesChart,
    ValueAxis,
)
from reportgen.document.quantity import Quantity

YEARS = tuple(map(Category, ("2021年", "2022年", "2023年")))
PLACES = tuple(map(Category, ("示例镇", "甲乡", "乙街道")))
MONEY = (ValueAxis("万元"),)


def datum(label: str, text: str, value: str = "", *, derived: bool = False) -> Datum:
    """A value printed as `text`, drawn as `value` (or as the text says)."""
    quantity = Quantity(f"F-{label}-{text}", text, "数值", derived)
    return Datum(label, Decimal(value or text), quantity)


def series(name: str, *texts: str, mark: Mark = Mark.BAR, axis: int = 0) -> Series:
    """A series over three categories; a text is `显示=值`, or the number itself, or — for none."""
    data = []
    for text in texts:
        shown, _, value = text.partition("=")
        data.append(None if shown == "—" else datum(name, shown, value))
    return Series(name, tuple(data), mark, axis)


def shares(*texts: str) -> tuple[tuple[Category, ...], tuple[Series, ...]]:
    """Categories and the one series of a pie."""
    names = ("农业", "工业", "服务业", "其他")[:len(texts)]
    data = tuple(datum(name, text) for name, text in zip(names, texts, strict=True))
    return tuple(map(Category, names)), (Series("", data),)


CHARTS: dict[str, SeriesChart] = {
    "条形": SeriesChart(
        "条形", "主要金额", tuple(map(Category, ("固定资产投资", "枇杷产值", "零售额（测算）"))),
        (Series("", (datum("固定资产投资", "20517"), datum("枇杷产值", "超9052", "9052"),
                     datum("零售额", "928.50", derived=True))),),
        MONEY, coord=Coord.ACROSS, frame=Frame("投资居首", "2023年", "示例报表"),
    ),
    "柱形": SeriesChart(
        "柱形", "各年产值", YEARS,
        (series("甲项", "120", "12.60", "98"), series("乙项", "80.5", "—", "110余=110")), MONEY,
    ),
    "堆叠": SeriesChart(
        "堆叠", "构成", PLACES,
        (series("甲项", "120", "60", "98"), series("乙项", "80", "70", "110")), MONEY,
        Position.STACK,
    ),
    "百分堆叠": SeriesChart(
        "百分堆叠", "构成", PLACES,
        (series("甲项", "120", "60", "98"), series("乙项", "80", "70", "110")), MONEY,
        Position.FILL,
    ),
    "折线": SeriesChart(
        "折线", "各年增速", YEARS,
        (series("甲项", "−1.5=-1.5", "2.3", "4.0", mark=Mark.LINE),
         series("乙项", "3.1", "—", "1.2", mark=Mark.LINE)), (ValueAxis("%"),),
    ),
    "柱线": SeriesChart(
        "柱线", "产值与增速", YEARS,
        (series("产值", "8120", "9012", "10098"),
         series("增速", "5.1", "11.0", "12.1", mark=Mark.LINE, axis=1)),
        (ValueAxis("万元", "产值"), ValueAxis("%", "增速")),
    ),
    "饼": SeriesChart("饼", "构成", *shares("50", "30.5", "19.5"), (ValueAxis("%"),),
                     coord=Coord.POLAR),
    "环": SeriesChart("环", "构成", *shares("50", "30.5", "10.5", "9"), (ValueAxis("%"),),
                     coord=Coord.POLAR),
}
