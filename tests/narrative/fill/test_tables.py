from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.tree import Align

Composer = Callable[..., tuple[tuple[tree.Block, ...], Sink]]


def texts(table: tree.Table) -> list[list[str]]:
    return [[tree.plain(cell.children) for cell in row] for row in table.rows]


def test_rows_of_facts(composed: Composer) -> None:
    (table,), sink = composed("""```表
编号: 甲
题注: "{{ 本年 }}指标。"
列: [指标, 数值, 单位, 同比]
行:
  - 限上零售额
  - 新增企业
  - 其中: 个转企
  - {事实: 枇杷产量, 名称: 产量}
  - 211省道
  - 每个: 经济
注: 注文
```
""")
    assert isinstance(table, tree.Table)
    assert [d.code for d in sink] == ["I0353", "W0363"]     # 211省道 has a status only
    assert (table.caption, table.number, table.anchor) == ("2023年指标", 1, "表-1")
    assert texts(table) == [
        ["限上消费品零售额", "1405.5", "万元", "51.37%"],
        ["新增企业", "192", "家", "—"],
        ["其中：个转企", "25", "家", "—"],
        ["产量", "2263余", "吨", "—"],
        ["211省道", "—", "—", "—"],
        ["固定资产投资", "20517", "万元", "—"],
        ["枇杷产量", "2263余", "吨", "—"],
    ]
    assert table.rows[2][0].indent == 1
    assert all(row[0].header and not row[1].header for row in table.rows)
    assert [column.align for column in table.columns] == [
        Align.LEFT, Align.RIGHT, Align.CENTER, Align.RIGHT]
    assert [tree.plain(note) for note in table.notes] == ["注文"]


def test_written_cells_and_widths(composed: Composer) -> None:
    (table,), sink = composed("""```表
题注: 甲
列:
  - {名称: 项目, 宽: 3}
  - {名称: 进展, 宽: 5, 对齐: 中}
行:
  - ["{{ 211省道 | 名称 }}", "**已**{{ 211省道 }}"]
  - [乙, ""]
```
""")
    assert isinstance(table, tree.Table)
    assert not sink.has_errors
    assert texts(table) == [["211省道", "已正式通车"], ["乙", "—"]]
    assert [(c.weight, c.align) for c in table.columns] == [(3, Align.LEFT), (5, Align.CENTER)]


@pytest.mark.parametrize(("yaml", "code"), [
    ("题注: 甲\n列: [指标, 数值]\n行: [枇杷产量]", "E0316"),
    ("题注: 甲\n单位: 万元\n列: [指标, 数值]\n行: [枇杷产量]", "E0316"),
    ("题注: 甲\n列: [指标, 颜色]\n行: [枇杷产量, 新增企业]", "E0303"),
    ("题注: 甲\n列: [指标, 值]\n行: [枇杷产两]", "E0301"),
    ("题注: 甲\n列: [指标, 值]\n行: [[一格]]", "E0315"),
    ("题注: 甲\n列: [指标, 值]\n行: []", "E0315"),
    ("题注: 甲\n行: [枇杷产量]", "E0120"),
    ("列: [指标, 值]\n行: [枇杷产量]", "E0120"),
    ("题注: 甲\n列: [指标, 值]\n行: [枇杷产量]\n颜色: 红", "E0121"),
    ("题注: 甲\n列: [{名称: 指标, 对齐: 斜}]\n行: [枇杷产量]", "E0124"),
    ("题注: 甲\n列: [{名称: 指标, 宽: 很宽}]\n行: [枇杷产量]", "E0315"),
])
def test_problems(composed: Composer, yaml: str, code: str) -> None:
    _, sink = composed(f"```表\n{yaml}\n```\n")
    assert [d.code for d in sink if d.is_error] == [code]
    assert all(d.span.line >= 8 for d in sink)


def test_values_under_their_unit(composed: Composer) -> None:
    (table,), sink = composed(
        "```表\n题注: 甲\n单位: 万元\n列: [指标, 数值]\n行: [固定资产投资]\n```\n")
    assert isinstance(table, tree.Table)
    assert (table.unit, sink.items) == ("万元", [])


@pytest.mark.parametrize(("unit", "columns", "cells"), [
    ("亿元：2", "[指标, 数值]", ["固定资产投资", "2.05"]),
    ("亿元:1：千分位", "[指标, 数值, 单位]", ["固定资产投资", "2.1", "亿元"]),
    ("", "[指标, {名称: 投资（亿元）, 形式: 数值：亿元：1}]", ["固定资产投资", "2.1"]),
    ("", "[指标, 数值：亿元：1, 单位]", ["固定资产投资", "2.1", "亿元"]),
    ("", "[指标, {名称: 投资（万元）, 形式: 数值：千分位}]", ["固定资产投资", "20,517"]),
    ("", "[指标, 值：亿元：0, 千分位]", ["固定资产投资", "2亿元", "20,517万元"]),
])
def test_numbers_in_another_scale(
    composed: Composer, unit: str, columns: str, cells: list[str]
) -> None:
    told = f"单位: {unit}\n" if unit else ""
    (table,), sink = composed(
        f"```表\n题注: 甲\n{told}列: {columns}\n行: [固定资产投资]\n```\n")
    assert isinstance(table, tree.Table)
    assert [d.code for d in sink if d.is_error] == []
    assert texts(table) == [cells]
    assert table.unit == unit[:2]
    assert all(column.align is Align.RIGHT for column in table.columns[1:2])
    assert "：" not in "".join(column.heading for column in table.columns)


@pytest.mark.parametrize(("columns", "code"), [
    ("[指标, {名称: 投资（万元）, 形式: 数值：亿元：1}]", "E0316"),     # the head says another
    ("[指标, 数值：亿元：1]", "E0316"), ("[指标, 数值：吨, 单位]", "E0232"),
    ("[指标, 数值：亿元：1, {名称: 单位, 形式: 单位：万元}]", "E0316"),
    ("[指标, 值：亿元：元]", "E0237"), ("[指标, {名称: 名, 形式: 名称：2}]", "E0237"),
])
def test_units_that_nobody_could_tell(composed: Composer, columns: str, code: str) -> None:
    _, sink = composed(f"```表\n题注: 甲\n列: {columns}\n行: [固定资产投资]\n```\n")
    assert {d.code for d in sink if d.is_error} == {code}


def test_a_fact_without_a_number_stands_as_it_is_in_a_scaled_column(composed: Composer) -> None:
    (table,), sink = composed("```表\n题注: 甲\n列: [指标, 值：亿元：1]\n"
                              "行: [固定资产投资, 211省道]\n```\n")
    assert isinstance(table, tree.Table)
    assert texts(table) == [["固定资产投资", "2.1亿元"], ["211省道", "正式通车"]]
    assert not sink.has_errors


def test_a_unit_with_a_colon_that_is_no_scale_stays(composed: Composer) -> None:
    (table,), _ = composed("```表\n题注: 甲\n单位: 万元，增幅：%\n列: [指标, 值]\n"
                           "行: [新增企业]\n```\n")
    assert isinstance(table, tree.Table)
    assert table.unit == "万元，增幅：%"


def test_the_place_of_a_name_in_a_row(composed: Composer) -> None:
    _, sink = composed("```表\n题注: 甲\n列: [指标, 值]\n行:\n"
                       "  - 枇杷产两\n  - [乙, '{{ 丙 }}']\n```\n")
    assert [(d.span.line, d.span.column) for d in sink] == [(12, 5), (13, 13)]


def test_pipe_table(composed: Composer) -> None:
    (table,), sink = composed(
        "表：甲（单位：吨）\n\n| 指标 | 数值 |\n|---|--:|\n"
        "| 产量 | {{ 枇杷产量 | 数值 }} |\n| a \\| b | |\n")
    assert isinstance(table, tree.Table)
    assert not sink.has_errors
    assert (table.caption, table.unit) == ("甲", "吨")
    assert texts(table) == [["产量", "2263余"], ["a | b", "—"]]


@pytest.mark.parametrize("body", ["| a | b |\n|---|---|\n| c | d |\n",
                                  "表：甲\n| a | b |\n|---|---|\n| c |\n"])
def test_pipe_table_problems(composed: Composer, body: str) -> None:
    _, sink = composed(body)
    assert [d.code for d in sink if d.is_error] == ["E0315"]


@pytest.mark.parametrize(("heading", "cells", "align"), [
    ("产值", ("1.5", "20517", "—"), Align.RIGHT), ("产值", ("超9052万元", "2263余吨"), Align.RIGHT),
    ("增速", ("−3.2%", "+5%"), Align.RIGHT), ("时间", ("3月5日", "12日"), Align.LEFT),
    ("年份", ("2023年", "2024年"), Align.LEFT), ("进展", ("完成90%，验收", "1"), Align.LEFT),
    ("空", ("—", "—"), Align.LEFT), ("名次", ("1", "2"), Align.CENTER),
])
def test_numbers_stand_to_the_right(
    composed: Composer, heading: str, cells: tuple[str, ...], align: Align
) -> None:
    rows = "".join(f"| {cell} |\n" for cell in cells)
    blocks, _ = composed(f"表：题\n| {heading} |\n|---|\n{rows}")
    table = next(block for block in blocks if isinstance(block, tree.Table))
    assert table.columns[0].align is align


def test_columns_in_groups_and_cells_that_are_one(composed: Composer) -> None:
    (table,), sink = composed("""```表
题注: 甲
列:
  - 镇
  - {名称: 工业, 列: [{名称: 总量, 对齐: 右}, {名称: 增速, 列: [本月, 累计]}]}
  - {名称: 农业, 列: [总量]}
合并: [镇, 工业：总量]
行:
  - [甲镇, 一, "{{ 新增企业 }}", <, 停产]
  - [甲镇, 一, 三, 四, ^]
  - [合计, <, 三, 四, —]
```
""")
    assert isinstance(table, tree.Table)
    assert not sink.has_errors
    assert [column.path for column in table.columns] == [
        "镇", "工业：总量", "工业：增速：本月", "工业：增速：累计", "农业：总量"]
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [(1, 2), (1, 2), (2, 1), (0, 1), (1, 2)],
        [(1, 0), (1, 0), (1, 1), (1, 1), (1, 0)],
        [(2, 1), (0, 1), (1, 1), (1, 1), (1, 1)],
    ]


@pytest.mark.parametrize(("yaml", "said"), [
    ("列: [丙, {名称: 甲, 列: []}, 乙]", "“列”里什么也没有"),
    ("列: [{名称: 甲, 列: [{名称: 乙, 列: [{名称: 丙, 列: [丁]}]}, 戊]}, 己]", "表头最多三行"),
    ("列: [{列: [甲]}, 乙]", "缺少“名称”"),
    ("列: [{名称: 甲, 列: [乙], 宽: 2}, 丙]", "不认识的键“宽”"),
    ("合并: 甲\n列: [{名称: 丙, 列: [甲]}, {名称: 丁, 列: [甲]}]", "“甲”不止一列"),
    ("合并: 丙\n列: [甲, 乙]", "“丙”不是这张表的列"),
])
def test_problems_of_heads(composed: Composer, yaml: str, said: str) -> None:
    _, sink = composed(f"```表\n题注: 甲\n行:\n  - [一, 二]\n{yaml}\n```\n")
    assert [item.message for item in sink if item.is_error] == [said]
