from __future__ import annotations

from decimal import Decimal

from reportgen.document.chart import (
    Change,
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
from reportgen.narrative.figures.build import alt_text


def datum(label: str, text: str, note: str = "", form: str = "数值") -> Datum:
    return Datum(label, Decimal(1), Quantity("f", text, form), note)


def test_bars() -> None:
    spec = bars("题", "万元", (datum("甲", "超9"), datum("乙", "2亿元", form="值")))
    assert alt_text(spec, "题") == "题。条形图，单位：万元。甲超9万元；乙2亿元。"


def test_parts() -> None:
    spec = PartBars("题", "家", (Part(datum("甲", "9")), Part(datum("乙", "8"), datum("丙", "3"))))
    assert alt_text(spec, "题") == "题。条形图，条内标出其中数，单位：家。甲9家；乙8家，其中丙3家。"


def test_stages() -> None:
    rows = (StageRow("甲", 1, (Quantity("f", "通车"),), True),
            StageRow("乙", None, (Quantity("g", "推进"), Quantity("h", "90%"))))
    spec = StageChart("题", ("前期", "建成"), rows)
    assert alt_text(spec, "题") == (
        "题。阶段图，依次为前期、建成。甲：建成（已完成），通车；乙：阶段未说明，推进；90%。")


def test_panels() -> None:
    panels = (Panel("户", "户", (datum("甲", "36"),)), Panel("人", "人", (datum("甲", "52"),)))
    spec = Panels("题", panels)
    assert alt_text(spec, "题") == "题。2幅小图，各有各的单位。甲36户；甲52人。"


def test_a_derived_value_says_so() -> None:
    spec = Change("题", "万元", datum("上年", "928.5", "测算"), datum("本年", "1405.5"),
                  Quantity("f", "同比增长51.37%"))
    assert alt_text(spec, "题") == (
        "题。两期对比条形图，单位：万元。上年928.5万元（测算）；本年1405.5万元；同比增长51.37%。")
