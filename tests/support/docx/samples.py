"""Documents to write: one small one with every kind of node, one that fills some pages."""

from __future__ import annotations

import struct
import zlib
from decimal import Decimal

from reportgen.document.chart import Datum, bars
from reportgen.document.plan import TablePlan
from reportgen.document.quantity import Quantity
from reportgen.document.tree import (
    Align,
    Block,
    Cell,
    Colophon,
    Column,
    Document,
    EditorNote,
    Figure,
    Heading,
    Inline,
    Lead,
    ListBlock,
    ListItem,
    Masthead,
    Meta,
    Note,
    PageBreak,
    Paragraph,
    Reference,
    Strong,
    Table,
    Text,
    Title,
)
from reportgen.writers.docx.picture import Picture

META = Meta(
    title="锦溪镇工作简报第1期", issuer="锦溪镇党政办", date="2024-02-22",
    subject="2023年工作", keywords=("简报", "年终"),
)


def document(*blocks: Block, meta: Meta = META) -> Document:
    """A document of these blocks."""
    return Document(meta, blocks)


def says(*parts: str | Inline) -> tuple[Inline, ...]:
    """Inline content; a plain string is a Text."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline) -> Paragraph:
    """A paragraph of texts and inline nodes."""
    return Paragraph(says(*parts))


def png(width: int = 2, height: int = 1, grey: int = 200) -> bytes:
    """A PNG of one grey."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = (b"\0" + bytes([grey]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) \
        + chunk(b"IEND", b"")


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="400pt" height="200pt" viewBox="0 0 4 2">'
    b'<rect x="0.5" y="0.5" width="3" height="1" fill="#9c2b23"/></svg>'
)
PICTURE = Picture(SVG, png(), 400.0, 200.0)
YIELD = Quantity("枇杷产量", "2263余吨")
WORTH = Quantity("枇杷产值", "9052万元")


def figure(number: int = 1, anchor: str = "枇杷") -> Figure:
    """A bar chart of one value."""
    chart = bars("枇杷产值", "万元", (Datum("产值", Decimal(9052), Quantity("枇杷产值", "9052")),))
    return Figure(number, "枇杷产值", chart, "柱形图：枇杷产值9052万元",
                  (says("数据来自镇农业办。"),), anchor)


def table(number: int = 1, anchor: str = "指标", rows: int = 3) -> Table:
    """A table with a 其中 row, a dash and several columns."""
    body = [
        (Cell(says("枇杷产值"), header=True), Cell(says(Quantity("枇杷产值", "9052", "数值"))),
         Cell(says("同比增长8%"))),
        (Cell(says("其中：电商"), header=True, indent=1),
         Cell(says(Quantity("零售额", "1405.5", "数值"))), Cell(says("—"))),
        (Cell(says("省道工程"), header=True), Cell(says("20517")), Cell(says("进行中"))),
    ]
    body = (body * (rows // 3 + 1))[:rows]
    columns = (Column("指标", Align.LEFT, 3), Column("数值", Align.RIGHT, 2),
               Column("变化", Align.CENTER, 2))
    return Table(number, "主要指标", columns, tuple(body), "万元",
                 (says("产值按当年价格计算。"), says("“—”表示没有数据。")), anchor,
                 plan=TablePlan((189.45, 126.4, 126.4), 5))


HEAD = Masthead("锦溪工作简报", "第1期（总第156期）", "锦溪镇党政办", "2024年2月22日",
                "内部资料 注意保存")
FOOT = Colophon(
    (("报", "县委办、县府办。"),
     ("送", "县农业农村局、县发改局、县水利局、县交通运输局、县文化和广电旅游体育局、县科技局。"),
     ("发", "各村（社区）党组织、镇属各办公室。")),
    "编辑：王某某　审核：李某某　签发：张某某", "共印80份",
)
EVERYTHING = document(
    HEAD,
    Title(("锦溪镇2023年工作回顾", "与2024年打算")),
    EditorNote("编者按", (says("全镇交出", Strong(says("“三农”")), "答卷。"), says("现予刊发。"))),
    Heading(1, "一、", says("产业发展"), "产业"),
    paragraph(Lead(says("一是枇杷丰收。")), "枇杷产量", YIELD, "，产值", WORTH, "；见",
              Reference("指标", "表1"), "、", Reference("枇杷", "图1"), "和",
              Reference("产业", "第一部分"), "。"),
    Heading(2, "（一）", says("农业"), "农业"),
    Heading(3, "1.", says("枇杷", Quantity("枇杷产量", "2263余吨"))),
    Heading(4, "（1）", says("销售")),
    ListBlock(True, (ListItem("1.", says("电商", YIELD)), ListItem("2.", says("门店")))),
    ListBlock(False, (ListItem("—", says("其他")),)),
    table(),
    figure(),
    Note(says("数据为快报数。")),
    PageBreak(),
    paragraph("第二页——从这里起……", Strong(says("重点", Lead(says("句")))), "。"),
    FOOT,
)
PICTURES = {1: PICTURE}
