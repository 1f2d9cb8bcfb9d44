from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.checks import of_text

from reportgen.diagnostics import Span
from reportgen.document import chart, tree
from reportgen.document.quantity import Quantity
from reportgen.facts.model import (
    Amount,
    Approximation,
    Fact,
    Formula,
    Growth,
    Period,
    Quantities,
    Statement,
    UnassignedRates,
    WordPlace,
    dataset,
)

META = tree.Meta("题", "单位", "2024-02-22")


def number(name: str, digits: str = "5", unit: str = "家", **keys: str) -> Fact:
    return Fact(name, name, Quantities((Amount(digits, Decimal(digits), unit),)), **keys)


def rates(*of: str) -> Fact:
    return Fact("增幅", "增幅", UnassignedRates((Amount("8", Decimal(8), "%"),), of))


def show(*facts: str, form: str = "值", text: str = "5家") -> tree.Paragraph:
    return tree.Paragraph(tuple(Quantity(fact, text, form) for fact in facts))


def found(facts: tuple[Fact, ...], *blocks: tree.Block) -> list[str]:
    sink = of_text(dataset("t", Period("2023年", 2023), facts), tree.Document(META, blocks))
    assert all(d.hints for d in sink)
    return [d.code for d in sink.items]


@pytest.mark.parametrize(("fact", "form", "codes"), [
    (number("甲"), "值", []),
    (number("甲"), "数值", []),
    (number("甲"), "名称", ["I0401"]),
    (number("甲"), "单位", ["I0401"]),
    (Fact("甲", "甲", Statement("列入计划")), "名称", []),
    (Fact("甲", "甲", Statement("列入计划")), "状态", []),
])
def test_what_counts_as_printed(fact: Fact, form: str, codes: list[str]) -> None:
    assert found((fact,), show("甲", form=form)) == codes


@pytest.mark.parametrize(("fact", "codes"), [
    (number("甲"), ["I0401"]), (number("甲", note="须入文"), ["W0401"]),
    (number("甲", note="不入文：上期写过"), []),
    (number("甲", note="不入文"), ["W0402"]),
    (number("甲", note="别的说明"), ["I0401"]),
    (replace(number("甲"), formula=Formula("占比", (), 1)), []),
])
def test_unprinted_facts(fact: Fact, codes: list[str]) -> None:
    assert found((fact,)) == codes


def test_an_operand_of_a_printed_value_is_used() -> None:
    derived = replace(number("乙"), formula=Formula("占比", ("甲",), 1))
    assert found((number("甲"), derived), show("乙")) == []


@pytest.mark.parametrize(("part", "whole", "codes"), [
    ("25", "192", []), ("192", "192", []), ("193", "192", ["E0403"]),
])
def test_parts_and_wholes(part: str, whole: str, codes: list[str]) -> None:
    facts = (number("全", whole), number("分", part, part_of="全"))
    assert found(facts, show("全", "分")) == codes


def test_parts_together() -> None:
    facts = (number("全", "10"), number("甲", "6", part_of="全"), number("乙", "7", part_of="全"))
    assert found(facts, show("全", "甲", "乙")) == ["E0404"]


@pytest.mark.parametrize("whole", [
    number("全", "10", "户"),
    Fact("全", "全", Quantities((Amount("10", Decimal(10), "家", "", Approximation(
        "余", WordPlace.AFTER_NUMBER)),))),
    Fact("全", "全", Statement("若干")),
])
def test_what_cannot_be_compared_is_left(whole: Fact) -> None:
    assert found((whole, number("分", "12", part_of="全")), show("全", "分")) == []


def test_unassigned_rates_are_explained() -> None:
    facts = (number("甲"), number("乙"), rates("甲", "乙"))
    assert found(facts, show("甲", "乙", "增幅")) == ["W0405"]


def test_unassigned_rates_twice() -> None:
    codes = found((number("甲"), rates("甲")), show("甲", "增幅"), show("增幅"))
    assert codes == ["W0405", "W0406"]


def test_unassigned_rates_in_a_chart() -> None:
    bars = chart.bars("题", "%", (chart.Datum("x", Decimal(8), Quantity("增幅", "8%")),))
    figure = tree.Figure(1, "题", bars, "", anchor="图-1")
    cite = tree.Paragraph((tree.Reference("图-1", "图1"),))
    assert found((rates(),), figure, cite) == ["W0405", "E0407"]


def test_unassigned_rates_beside_a_candidate() -> None:
    def table(*rows: tuple[str, ...]) -> tree.Table:
        cells = tuple(tuple(tree.Cell((Quantity(fact, "5家"),)) for fact in row) for row in rows)
        return tree.Table(1, "题", (tree.Column("a"), tree.Column("b")), cells, anchor="表-1")

    cite = tree.Paragraph((tree.Reference("表-1", "表1"),))
    facts = (number("甲"), number("乙"), rates("甲"))
    assert found(facts, table(("甲", "增幅"), ("乙", "乙")), cite) == ["W0405", "E0407"]
    assert found(facts, table(("甲", "甲"), ("乙", "增幅")), cite) == ["W0405"]


def test_a_guessed_rate() -> None:
    guessed = replace(number("甲"), changes=(Growth("同比", Amount("8", Decimal("8.0"), "%")),))
    assert found((guessed, rates("甲")), show("甲", "增幅")) == ["W0405", "E0408"]


def test_uncited_table() -> None:
    rows = ((tree.Cell((tree.Text("b"),)),),)
    table = tree.Table(1, "题", (tree.Column("a"),), rows, anchor="表-1")
    assert found((), table) == ["W0409"]


@pytest.mark.parametrize(("texts", "codes"), [
    (("16,113", "17630"), ["W0410"]), (("16,113", "17,630"), []), (("16113", "17630"), []),
    (("16,113", "1763"), []), (("16,113", "0.12345"), []),
    (("16 113", "17,630"), ["W0410"]), (("16 113", "17630"), ["W0410"]),
    (("16,113", "热线12345"), []), (("16,113", "编号17630"), []), (("1,6113",), ["W0410"]),
    (("16,11",), ["W0410"]), (("补助16，113元",), ["W0410"]),
    (("种子16，113",), []), (("1,2,13",), []),
])
def test_grouping(texts: tuple[str, ...], codes: list[str]) -> None:
    assert found((), tree.Paragraph(tuple(tree.Text(t + "户，") for t in texts))) == codes


def test_grouping_is_said_with_its_fix() -> None:
    texts = tuple(tree.Text(t + "户，") for t in ("16,113", "17630"))
    document = tree.Document(META, (tree.Paragraph(texts),))
    sink = of_text(dataset("甲", Period("2023年", 2023), ()), document)
    (told,) = sink.items
    assert told.message == "“16,113”有千分撇，“17630”没有，全文应当一致"
    assert told.hints == ("写成“16113”",)


@pytest.mark.parametrize(("text", "column"), [
    ("推进“三农工作", 3), ("推进三农”工作", 5), ("在（一）加快（试行", 7), ("《甲》》", 4),
    ("他说“要“稳”字当头”", 5), ("推进‘三农’工作", 3), ("《读《甲》》", 3), ("（甲“乙）丙”", 5),
    ("‘甲“乙”’", 1),
])
def test_a_mark_without_its_other_half_is_found(text: str, column: int) -> None:
    block = tree.Paragraph((tree.Text(text, span=Span("b.md", 3, 1, len(text))),))
    sink = of_text(dataset("甲", Period("2023年", 2023), ()), tree.Document(META, (block,)))
    assert [(d.code, d.span.line, d.span.column) for d in sink] == [("W0411", 3, column)]


@pytest.mark.parametrize("texts", [
    ("推进“三农”工作（试行）。",), ("他说“要‘稳’字当头”",), ("《读〈甲〉》",), ("it’s、1）甲",),
    ("第一段：“甲。", "“乙。”"), ("1）甲（乙）",),
    ("（联系人：甲某，电话：0577-00000000）",), ("（包括1）修路、2）通水）",),
    ("（见A4）与（B5）",),
    ("（联系人：甲某，联系电话：00000000）",), ("（1）甲、2）乙，3）丙",), ("（含1）甲、2）乙）",),
])
def test_pairs_that_are_right(texts: tuple[str, ...]) -> None:
    blocks = tuple(tree.Paragraph((tree.Text(text),)) for text in texts)
    sink = of_text(dataset("甲", Period("2023年", 2023), ()), tree.Document(META, blocks))
    assert "W0411" not in {each.code for each in sink.items}


def test_a_quotation_that_does_not_go_on_is_found() -> None:
    assert found((), tree.Paragraph((tree.Text("“甲。"),)), tree.Paragraph((tree.Text("乙。”"),))) \
        == ["W0411", "W0411"]


def test_all_places_are_looked_at() -> None:
    q = Quantity("甲", "5家")
    note = tree.EditorNote("按语", ((q,),))
    listed = tree.ListBlock(False, (tree.ListItem("—", (tree.Strong((q,)),)),))
    for block in (note, listed, tree.Note((q,)), tree.Heading(1, "一、", (q,))):
        assert found((number("甲"),), block) == []
