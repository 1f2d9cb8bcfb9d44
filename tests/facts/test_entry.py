from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.facts.amount_text import change_text
from reportgen.facts.entry import MODALITIES
from reportgen.facts.model import (
    Dataset,
    Listing,
    Modality,
    Ordinals,
    Quantities,
    Source,
    Statement,
    UnassignedRates,
)

Reader = Callable[[str], tuple[Dataset, Sink]]
ONE = "事实:\n- {编号: A1, 名称: 甲, "


def test_all_that_qualifies_a_fact(read: Reader) -> None:
    found, sink = read(
        "来源: {标题: 报表, 日期: 2024-01-05, 位置: 第2页}\n阶段: [设计, 施工]\n"
        "主体:\n- {编号: P1, 名称: 甲工程, 简称: [甲], 类别: 项目}\n"
        "事实:\n  一节:\n"
        "  - {编号: A1, 名称: 总数, 数值: 192家}\n"
        "  - 编号: A2\n    名称: 其中数\n    别名: [部分]\n    数值: 90%\n    期间: 2022年\n"
        "    进度: 进行中\n    频次: 每月\n    累计: 是\n    口径: 全镇\n"
        "    分母: 工程量\n    总项: 总数\n"
        "    推断: 按惯例\n    主体: 甲\n    状态: 完成{值}\n    阶段: 施工\n    阶段完成: 是\n"
        "    同比: 下降3.2%\n    环比: 增长1%\n    来源: 另一份\n    说明: 备注\n"
    )
    assert not sink.items
    fact = found.find("部分")
    assert fact is not None
    assert (fact.id, fact.group, fact.period.text, fact.modality) == (
        "A2", "一节", "2022年", Modality.UNDER_WAY)
    assert (fact.frequency, fact.cumulative, fact.scope, fact.denominator) == (
        "每月", True, "全镇", "工程量")
    assert (fact.part_of, fact.entity, fact.inferred) == ("A1", "P1", "按惯例")
    assert (fact.status, fact.stage, fact.stage_complete) == ("完成{值}", "施工", True)
    assert [(c.kind, str(c.rate.number)) for c in fact.changes] == [("同比", "-3.2"), ("环比", "1")]
    assert (fact.source, fact.note) == (Source("另一份"), "备注")
    other = found.find("总数")
    assert other is not None
    assert (other.source, other.period.text) == (Source("报表", "2024-01-05", "第2页"), "2023年")


@pytest.mark.parametrize(("rest", "kind"), [
    ("数值: 3户}", Quantities), ("名单: [乙, 丙], 计数单位: 个村}", Listing),
    ("序次: [第二次]}", Ordinals), ("状态: 通车}", Statement),
    ("数值: '-', 状态: 通车}", Statement),
    ("数值: —, 状态: 通车}", Statement),
    ("未定增幅: {增幅: [8%], 指标: [B, C]}}\n- {编号: B, 名称: 乙, 数值: 1户}\n"
     "- {编号: C, 名称: 丙, 数值: 2户}", UnassignedRates),
])
def test_kinds_of_values(read: Reader, rest: str, kind: type) -> None:
    found, sink = read(ONE + rest)
    assert not sink.items
    assert isinstance(found.facts[0].value, kind)


@pytest.mark.parametrize(("number", "unit", "word", "text"), [
    ("2263", "吨", "余", "2263余吨"), ("100", "万元", "余", "100余万元"),
    ("9052", "万元", "超", "超9052万元"),
    ("1万", "元", "多", "1万多元"), ("200", "户", "以上", "200户以上"),
    ("2263余吨", "", "", "2263余吨"),
])
def test_columns_of_their_own(read: Reader, number: str, unit: str, word: str, text: str) -> None:
    parts = f"数值: {number}"
    parts += f", 单位: {unit}" if unit else ""
    parts += f", 近似: {word}" if word else ""
    assert read(ONE + parts + "}")[0].facts == read(ONE + f"数值: {text}}}")[0].facts


BAD = {
    "no value": ("说明: 无}", "E0201", 4), "two values": ("数值: 3户, 名单: [乙]}", "E0201", 4),
    "dash only": ("数值: '-'}", "E0201", 4), "empty value": ("数值: }", "E0123", 4),
    "empty status": ("状态: }", "E0123", 4), "amount": ("数值: 3顿}", "E0205", 4),
    "NaN": ("数值: NaN}", "E0203", 4), "exponent": ("数值: 1e400}", "E0203", 4),
    "long": (f"数值: {'1' * 10_000}}}", "E0204", 4), "list as value": ("数值: [1, 2]}", "E0122", 4),
    "a double sign": ("数值: 3户, 同比: 下降-3%}", "E0213", 4),
    "double": ("名单: [乙, 乙]}", "E0212", 4), "rate": ("数值: 3户, 同比: 3户}", "E0213", 4),
    "more than all": ("数值: 3户, 同比: 下降150%}", "E0249", 4),
    "twice less": ("数值: 3户, 同比: 下降2倍}", "E0249", 4),
    "rate nonsense": ("数值: 3户, 同比: 不少}", "E0202", 4),
    "modality": ("数值: 3户, 进度: 完成}", "E0124", 4),
    "flag": ("数值: 3户, 累计: 对}", "E0124", 4),
    "period": ("数值: 3户, 期间: 某年}", "E0210", 4),
    "unknown key": ("数值: 3户, 近以: 余}", "E0121", 4),
    "slot": ("数值: 3户, 状态: '完成{数}'}", "E0226", 4),
    "slot alone": ("状态: '完成{值}'}", "E0226", 4),
    "two lines": ('状态: "一\\n二"}', "E0226", 4),
    "no rates": ("未定增幅: {指标: [A1]}}", "E0120", 4),
    "source": ("数值: 3户, 来源: {日期: 昨天}}", "E0120", 4),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_entries(read: Reader, name: str) -> None:
    rest, code, line = BAD[name]
    _, sink = read(ONE + rest)
    found = next(d for d in sink if d.code == code)
    assert found.span.line == line
    assert found.span.column >= 3
    assert found.hints


def test_a_formula_among_reported_facts_is_sent_where_it_belongs(read: Reader) -> None:
    _, sink = read(ONE + "公式: 占比, 取自: [甲, 乙]}")
    (found,) = (each for each in sink if each.code == "E0201")
    assert "“测算”" in found.hints[0]


def test_an_entry_that_is_a_text(read: Reader) -> None:
    _, sink = read("事实:\n- 名称：甲\n")
    assert "E0118" in [d.code for d in sink]


def test_words_of_progress() -> None:
    assert set(MODALITIES) == {"已完成", "已验收", "完工待验收", "已投用", "进行中", "计划", "力争"}


def test_words_are_tidied_and_numbers_are_not(read: Reader) -> None:
    found, sink = read(
        "事实:\n- {编号: A1, 名称: 甲(试行), 状态: '完成方案,正在 2 次招标'}\n"
        "- {编号: A2, 名称: 乙, 数值: '5家', 状态: '建成{值},验收'}\n"
        "- {编号: A3, 名称: 丙, 名单: [前山(南), 瓯渠]}\n"
    )
    first, second, third = (found.by_id[key] for key in ("A1", "A2", "A3"))
    assert first.value == Statement("完成方案，正在2次招标")
    assert first.name == "甲(试行)"          # a name is what others refer to
    assert second.status == "建成{值}，验收"
    assert third.value == Listing(("前山（南）", "瓯渠"))
    assert [(d.code, d.span.line) for d in sink] == [("I0250", 4), ("I0250", 5), ("I0250", 6)]


def test_a_sign_is_read_as_its_unit(read: Reader) -> None:
    found, sink = read(
        "事实:\n- {编号: A1, 名称: 甲, 数值: 12㎡}\n- {编号: A2, 名称: 乙, 数值: 3元/㎡}\n")
    units = [fact.value.amounts[0].unit for fact in found if isinstance(fact.value, Quantities)]
    assert units == ["平方米", "元/平方米"]
    assert [d.code for d in sink] == ["I0250", "I0250"]


@pytest.mark.parametrize(("written", "asked"), [
    ("增长近两成", "增长近20%"), ("下降3成", "下降30%"), ("下降-1.5%", "下降1.5%"),
    ("减少约-3%", "减少约3%"), ("三成左右", "30%左右"), ("-2成", "-20%"),
    ("增长两成多", ""), ("下降3户", ""), ("5户", ""),
])
def test_what_a_change_may_have_meant_is_asked_for(read: Reader, written: str, asked: str) -> None:
    _, sink = read(f"{ONE}数值: 3户, 同比: {written}}}\n")
    (found,) = sink
    assert found.code == "E0213"
    assert found.hints[0] == f"是不是：{asked}？" if asked else len(found.hints) == 1


@pytest.mark.parametrize(("written", "printed"), [
    ("下降约5%", "下降约5%"), ("增长近12%", "增长近12%"), ("减少3%左右", "下降3%左右"),
    ("约下降5%", "下降约5%"), ("近增长12%", "增长近12%"),
    ("约5%", "增长约5%"), ("上升1余倍", "增长1余倍"), ("-3%", "下降3%"), ("持平", "持平"),
])
def test_a_change_may_be_approximate(read: Reader, written: str, printed: str) -> None:
    found, sink = read(f"{ONE}数值: 3户, 同比: {written}}}\n")
    assert not sink.items
    (fact,) = found
    assert change_text(fact.changes[0].rate) == printed
