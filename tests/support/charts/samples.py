"""Charts of the sample's facts, built by hand: what a real issue would show."""

from __future__ import annotations

from decimal import Decimal

from reportgen.document.chart import (
    Change,
    ChartSpec,
    Datum,
    Panel,
    Panels,
    Part,
    PartBars,
    StageChart,
    StageRow,
    bars,
)
from reportgen.document.quantity import Quantity


def datum(
    fact: str, label: str, value: str, text: str, *, derived: bool = False, note: str = ""
) -> Datum:
    """A datum whose quantity prints `text`."""
    return Datum(label, Decimal(value), Quantity(fact, text, derived=derived), note)


BARS = bars("2023年主要经济指标", "万元", (
    datum("A1", "固定资产投资", "20517", "20517万元"),
    datum("A2", "规上工业总产值", "15829", "15829万元"),
    datum("A6", "枇杷产值", "9052", "超9052万元"),
    datum("A3", "新产品产值", "8337.3", "8337.3万元"),
    datum("A8", "限上消费品零售额", "1405.5", "1405.5万元"),
    datum("A4", "研发费用", "537.6", "537.6万元"),
))

PART_BARS = PartBars("2023年新增经营主体", "家", (
    Part(datum("A9", "新增个体经营户", "236", "236家")),
    Part(datum("A10", "新增企业", "192", "192家"), datum("A11", "个转企", "25", "25家")),
))

_STAGES = ("前期", "设计", "招标", "施工", "通车投用")


def row(label: str, stage: int | None, *status: str, complete: bool = False) -> StageRow:
    """A project row."""
    quantities = tuple(Quantity(f"{label}-{i}", text, "状态") for i, text in enumerate(status))
    return StageRow(label, stage, quantities, complete)


STAGES = StageChart("重点项目所处阶段", _STAGES, (
    row("211省道", 4, "正式通车", complete=True),
    row("金桥公路", 2, "施工招投标完成", "土地组件已上报审批", complete=True),
    row("金茗公路提升", 3, "工程量完成90%"),
    row("中天教育装备项目", 1, "设计方案最终确认中"),
    row("洞穴式冷链仓储项目", 2, "施工图设计等前期完成", "进入工程招标"),
    row("生态搬迁项目（上朱山自然村）", 0, "方案公示与征地签约完成", "搬迁农户人口签约率94.7%"),
    row("龙头村“未来乡村”", 0, "项目规划完成", complete=True),
    row("农业产业园", None, "稳步推进", "投资2亿元"),
))

PANELS = Panels("2023年环境整治", (
    Panel("环境整治出动", "人次", (datum("C5", "环境整治出动", "16113", "16113人次"),)),
    Panel("清理脏乱点位", "处", (datum("C6", "清理脏乱点位", "17630", "17630处"),)),
    Panel("清理垃圾", "吨", (datum("C7", "清理垃圾", "3487.9", "3487.9吨"),)),
    Panel("清理墙面乱涂画", "平方米", (
        datum("C8", "清理墙面乱涂画", "356.5", "356.5平方米"),)),
    Panel("清理水域面积（累计）", "平方公里", (
        datum("C12", "清理水域面积（累计）", "17", "17平方公里"),)),
    Panel("清理河道垃圾（累计）", "吨", (datum("C13", "清理河道垃圾（累计）", "31", "31吨"),)),
))

UNIT_PANELS = Panels("2023年民生服务", (
    Panel("按人次计", "人次", (
        datum("D6", "困难残疾人动态走访", "957", "957人次"),
        datum("D11", "残疾人两补", "87", "87人次"),
        datum("D10", "临时救助", "23", "23人次"),
        datum("D8", "公益性岗位", "7", "7人次"),
    )),
    Panel("按次计", "次", (
        datum("D5", "关爱探访", "45", "45次"),
        datum("D4", "留守儿童教育活动", "7", "7次"),
    )),
    Panel("按户计", "户", (
        datum("D12", "电费、有线电视减免", "110", "110余户"),
        datum("D9", "困境儿童、低保、低边、特困", "36", "36户52人"),
    )),
), columns=3)

CHANGE = Change(
    "限上消费品零售额", "万元",
    datum("A8-2022", "2022年", "928.5", "928.5万元", derived=True, note="测算"),
    datum("A8", "2023年", "1405.5", "1405.5万元"),
    Quantity("A8", "同比增长51.37%", "同比句"),
)

SAMPLES: dict[str, ChartSpec] = {
    "bars": BARS, "part_bars": PART_BARS, "stage": STAGES, "panels": PANELS,
    "unit_panels": UNIT_PANELS, "change": CHANGE,
}
