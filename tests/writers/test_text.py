"""The text writer: every node has its line, nothing is lost."""

from __future__ import annotations

from decimal import Decimal

from support import photographs as ph
from support.joined import SMALL

from reportgen.document import chart
from reportgen.document import tree as t
from reportgen.document.chart_words import sentences
from reportgen.document.quantity import Quantity
from reportgen.writers.text import block_lines, chart_lines, write_text


def q(text: str) -> Quantity:
    return Quantity("A1", text)


def datum(label: str, text: str, note: str = "") -> chart.Datum:
    return chart.Datum(label, Decimal(1), Quantity("A1", text, "数值"), note)


def text_of(*blocks: t.Block, draft: bool = False) -> str:
    meta = t.Meta("题", "镇", "2024-02-22", draft=draft)
    return write_text(t.Document(meta, blocks)).decode()


def test_every_block() -> None:
    bars = chart.bars("产值", "万元", (datum("甲", "12.60"), datum("乙", "超3", "测算")))
    assert text_of(
        t.Masthead("金溪简报", "第1期", "党政办", "2024年2月22日", "内部资料"),
        t.Title(("上半句", "下半句")),
        t.EditorNote("编者按", ((t.Text("一段"),), (t.Text("二段"),))),
        t.Heading(1, "一、", (t.Text("产业"),)),
        t.Paragraph((t.Lead((t.Text("首句。"),)), t.Strong((q("2263余吨"),)),
                     t.Text("，见"), t.Reference("x", "表1"))),
        t.ListBlock(True, (t.ListItem("1.", (t.Text("项"),)), t.ListItem("2.", (q("5个"),)))),
        t.Table(1, "指标", (t.Column("名称"), t.Column("数值")),
                ((t.Cell((t.Text("企业"),)), t.Cell((q("192"),))),
                 (t.Cell((t.Text("其中"),), indent=1), t.Cell((q("25"),)))),
                "家", ((t.Text("一注"),), (t.Text("二注"),))),
        t.Figure(2, "图题", bars, "替代文字", ((t.Text("图注"),),)),
        t.Note((t.Text("总注"),)),
        t.PageBreak(),
        t.Colophon((("报", "县委办"), ("发", "各村")), "编辑：甲", "共印80份"),
        draft=True,
    ) == (
        "【草稿】\n\n内部资料\n金溪简报\n第1期\n党政办　　2024年2月22日\n\n上半句\n下半句\n\n"
        "　　编者按：一段\n　　二段\n\n　　一、产业\n\n　　首句。2263余吨，见表1\n\n"
        "　　1.项\n　　2.5个\n\n"
        "表1　指标\n单位：家\n名称\t数值\n企业\t192\n　其中\t25\n注1：一注\n注2：二注\n\n"
        "图2　图题\n（替代文字）\n甲：12.60万元\n乙：超3万元（测算）\n注：图注\n\n"
        "注：总注\n\n\f\n\n"
        "报：县委办\n发：各村\n编辑：甲\n共印80份\n"
    )


def test_every_chart() -> None:
    part = chart.Part(datum("新增", "192"), datum("个转企", "25"))
    parts = chart.PartBars("企业", "家", (part,))
    assert chart_lines(parts) == ["新增：192家，其中个转企25家"]
    rows = (chart.StageRow("甲", 1, (q("通车"),), complete=True),
            chart.StageRow("乙", 0, (q("90%"),)),
            chart.StageRow("丙", None, (q("推进"), q("2亿元"))))
    assert chart_lines(chart.StageChart("项目", ("规划", "建成"), rows)) == [
        "甲：建成（已完成），通车", "乙：规划（未完成），90%", "丙：阶段未说明，推进；2亿元",
    ]
    panels = chart.Panels("整治", (chart.Panel("人次", "人次", (datum("出动", "16113"),)),
                                 chart.Panel("", "吨", (datum("垃圾", "31"),))))
    assert chart_lines(panels) == ["出动：16113人次", "垃圾：31吨"]
    change = chart.Change("零售", "万元", datum("2022年", "928.5", "测算"),
                          datum("2023年", "1405.5"), q("同比增长51.37%"))
    assert chart_lines(change) == [
        "2022年：928.5万元（测算）", "2023年：1405.5万元", "同比增长51.37%",
    ]


def test_photographs_say_what_they_show() -> None:
    row = ph.figure(
        ph.photo("a", title="整治前", credit="（张某某摄）"), ph.photo("b", title="整治后"),
        number=2, notes=((t.Text("图注"),),),
    )
    plain = ph.figure(ph.photo("a"), ph.photo("b"), number=3)
    assert text_of(
        ph.figure(ph.photo("a"), credit="（李某某摄）"), row, plain,
        ph.figure(ph.photo(alt=""), number=0),
    ) == (
        "图1　示例照片（李某某摄）\n（照片：a的画面）\n\n"
        "图2　示例照片\n（a）整治前（张某某摄）（照片：a的画面）\n"
        "（b）整治后（照片：b的画面）\n注：图注\n\n"
        "图3　示例照片\n（a）（照片：a的画面）\n（b）（照片：b的画面）\n"
    )


def test_every_quantity_of_the_sample_is_printed(sample_document: t.Document) -> None:
    text = write_text(sample_document).decode()
    for block in sample_document.blocks:
        if isinstance(block, t.Figure):
            assert all(quantity.text in text for quantity in chart.quantities(block.chart))
            said = "\n".join(block_lines(block))
            assert said in text and said.count(block.caption) == 1
            assert "；".join(sentences(block.chart)) not in said
        if isinstance(block, t.Paragraph):
            assert t.plain(block.children) in text


def test_what_heads_a_column_is_said_in_full() -> None:
    assert block_lines(SMALL)[1:4] == [
        "镇＼指标\t工业产值：总量\t工业产值：增速\t项目：新开工：本月\t项目：新开工：累计\t项目：竣工\t备注",
        "甲镇\t1205.5\t−8.6%\t1\t2\t3\t完成", "乙镇\t—\t—\t停产检修\t\t\t",
    ]
