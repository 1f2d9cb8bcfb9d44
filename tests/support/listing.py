"""Lists within lists, numbers of every form, jumps, ended lines: as blocks and as read back."""

from __future__ import annotations

from support.papers import paragraph

from reportgen.document.quantity import Quantity
from reportgen.document.tree import (
    Block,
    Heading,
    LineBreak,
    ListBlock,
    ListItem,
    Paragraph,
    Text,
    Title,
)


def item(mark: str, text: str, *more: Paragraph | ListBlock) -> ListItem:
    """An item, and what else stands in it."""
    return ListItem(mark, (Text(text),), more=more)


def numbered(*items: ListItem) -> ListBlock:
    """A list of numbered items."""
    return ListBlock(True, items)


LISTS: tuple[Block, ...] = (
    Title(("分工",)),
    Heading(1, "一、", (Text("任务"),)),
    numbered(
        item("1.", "修路", ListBlock(False, (
            item("—", "征地", numbered(item("（1）", "丈量"), item("（2）", "公示"))),
            item("—", "施工"),
        )), paragraph("以水泥路为主。")),
        item("2.", "通水"),
    ),
    paragraph("插在中间的一段。"),
    numbered(item("3.", "绿化"), item("4.", "亮灯"), item("7.", "验收"), item("8.", "移交")),
    Heading(1, "二、", (Text("分工"),)),
    Heading(2, "（一）", (Text("领导小组"),)),
    Paragraph((Text("组长：甲某"), LineBreak(), Text("副组长："), Quantity("A1", "2人"))),
    numbered(item("①", "镇政府"), item("②", "村委会"), ListItem("③", (Quantity("A2", "3项"),))),
    numbered(item("一、", "摸底"), item("二、", "验收")),
)
READ = [
    "分工",
    "一、任务", "1.修路", "—征地", "（1）丈量", "（2）公示", "—施工", "以水泥路为主。", "2.通水",
    "插在中间的一段。", "3.绿化", "4.亮灯", "7.验收", "8.移交", "二、分工", "（一）领导小组",
    "组长：甲某\n副组长：2人", "①镇政府", "②村委会", "③3项", "一、摸底", "二、验收",
]
