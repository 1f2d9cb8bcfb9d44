"""Charts that are hard to draw: signs, extremes, long texts, many rows."""

from __future__ import annotations

from decimal import Decimal

from support.charts.samples import SAMPLES, datum, row

from reportgen.document.chart import (
    Change,
    ChartSpec,
    Datum,
    Panel,
    Panels,
    Part,
    PartBars,
    StageChart,
    bars,
)
from reportgen.document.quantity import Quantity

LONG = "困境儿童、低保家庭、低保边缘家庭和特困供养人员走访慰问与“一户一策”帮扶（全年累计）"


def _many(count: int) -> tuple[Datum, ...]:
    return tuple(
        Datum(f"第{i + 1}项指标", Decimal(i * i), Quantity(f"m{i}", f"{i * i}万元"))
        for i in range(count)
    )


STRESS: dict[str, ChartSpec] = {
    "signs": bars("增减", "万元", (
        datum("p", "增加的", "120", "120万元"), datum("z", "持平的", "0", "0万元"),
        datum("n", "减少的", "-80.5", "-80.5万元"), datum("s", "略减的", "-1", "-1万元"),
    )),
    "negative": bars("减", "%", (
        datum("a", "甲", "-3.2", "-3.2%"), datum("b", "乙", "-30", "-30%"))),
    "zeros": bars("零", "件", (datum("a", "甲", "0", "0件"), datum("b", "乙", "0", "0件"))),
    "extremes": bars("悬殊", "元", (
        datum("big", "极大", "98765432109876543210", "98765432109876543210元"),
        datum("small", "极小", "0.01", "0.01元"),
    )),
    "single": bars("一项", "吨", (datum("A5", "枇杷产量", "2263", "2263余吨"),)),
    "twelve": bars("十二项", "万元", _many(12)),
    "long": bars("长名称", "人", (
        datum("l", LONG, "36", "36户52人（其中纳入低保边缘的10余人另行统计、逐月核对）"),
        datum("k", "短", "5", "5人"),
    )),
    "bare": bars("单位另注", "万元", (
        datum("a", "甲", "1405.5", "1405.5"), datum("b", "乙", "537.6", "537.6", derived=True))),
    "word": bars("西文", "t", (datum("w", "A" * 60, "1", "1 t"),)),
    "long_part": PartBars("其中", "家", (
        Part(datum("w", LONG, "192", "192家"), datum("p", LONG, "1", "1家", note="读法为推断")),
        Part(datum("v", "全部都是", "25", "25家"), datum("q", "全部", "25", "25家")),
        Part(datum("u", "一家没有", "30", "30"), datum("r", "其中的零", "0", "0")),
    )),
    "one_stage": StageChart("一个阶段", ("完成",), (row("甲", 0, "完成", complete=True),)),
    "long_stages": StageChart(
        "长阶段",
        ("项目建议书", "可行性研究", "初步设计", "施工图设计", "招标", "施工", "竣工验收"), (
            row(LONG, 4, LONG, LONG), row("未知", None), row("末段", 6, "验收中"),
            row("没有状态的", 2, complete=True),
        ),
    ),
    "unknown_stages": StageChart("都未说明", ("甲", "乙"), (row("丙", None, "稳步推进"),)),
    "tiles": Panels("单值", tuple(
        Panel(f"分题{i}", "个", (datum(f"t{i}", LONG[: 4 + 6 * i], "5", text),))
        for i, text in enumerate(("5个", "约1234567890.12亿立方米", "十余人", "5", LONG))
    ), columns=4),
    "mixed": Panels("混合", (
        Panel("有增有减的一组，题目又特别地长，要折成几行才放得下", "万元", (
            datum("a", LONG, "120", "120万元"), datum("b", "负", "-3000.5", "-3000.5万元"),
            datum("c", "测", "12", "12万元", derived=True),
        )),
        Panel("", "处", (datum("d", "单个", "8", "8处"),)),
    ), columns=6),
    "one_panel": Panels("独一", (Panel("甲", "人", (datum("o", "甲", "1", "1人"),)),), columns=3),
    "fall": Change(
        "下降", "万元", datum("b", "上年", "1405.5", "1405.5万元"),
        datum("a", "本年", "928.5", "928.5万元"), Quantity("r", "同比下降33.94%", "同比句"),
    ),
    "level": Change(
        "持平", "万元", datum("b", "上年", "5", "5"), datum("a", "本年", "5", "5"),
        Quantity("r", "与上年持平"),
    ),
    "turn": Change(
        "转正", "万元", datum("b", "上年", "-500", "-500万元"), datum("a", "本年", "20", "20万元"),
        Quantity("r", "由负转正，" + LONG),
    ),
    "from_zero": Change(
        "从零", "家", datum("b", "上年", "0", "0家"), datum("a", "本年", "3", "3家", derived=True),
        Quantity("r", "净增3家"),
    ),
}
ALL: dict[str, ChartSpec] = SAMPLES | STRESS
