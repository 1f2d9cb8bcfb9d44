"""A table that lies on a page on its side."""

from __future__ import annotations

from reportgen.document.tree import Align, Cell, Column, Table, Text


def wide(number: int, rows: int = 3) -> Table:
    """It fits no upright page at the smallest size; 20 rows and more go on."""
    heads = (Column("地区"), *(Column(f"指标{at}", Align.RIGHT) for at in "甲乙丙丁戊己庚辛" * 2))
    body = (Cell((Text("示例镇"),)), *(Cell((Text("12.3"),)) for _ in heads[1:]))
    return Table(number, "宽表", heads, (body,) * rows, "万元", ((Text("快报数"),),),
                 anchor=f"t{number}")
