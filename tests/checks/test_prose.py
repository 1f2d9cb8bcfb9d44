from __future__ import annotations

import pytest
from support.check_cases import written

from reportgen.checks.prose import Prose, prose
from reportgen.checks.registry import Need
from reportgen.diagnostics import NOWHERE, Sink, Span
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Document, Heading, Meta, Text
from reportgen.facts.model import Period, dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative

LINE = "产值{{ 产值 }}，占比上升了一半。另说；完。"
HALF = f"```yaml\n- {{编号: a, 名称: 产值, 数值: 95万元}}\n```\n{LINE}\n"


def one() -> Prose:
    document = written(HALF)[Need.DOCUMENT]
    assert isinstance(document, Document)
    return next(each for each in prose(document) if each.text.startswith("产值"))


def test_sentences_and_numbers() -> None:
    found = one()
    assert list(found.sentences()) == [
        (0, "产值95万元，占比上升了一半。"), (15, "另说；"), (18, "完。")]
    assert [(start, each.text) for start, each in found.quantities()] == [(2, "95万元")]
    assert list(found.quantities(5)) == []


def test_the_way_back() -> None:
    found = one()
    at = found.text.index("了")
    fix = found.fix(at, at + 1, "")
    assert fix is not None and fix.old == "了"
    assert LINE[fix.span.column - 1 :][: fix.span.length] == "了"
    assert found.fix(2, 4, "96") is None            # a fact's digits
    assert found.fix(1, 3, "") is None              # text and a fact
    put = found.fix(at, at, "到")
    assert put is not None and (put.old, put.new) == ("升", "升到")
    assert found.place(2, 4) == found.place(2)


def test_no_fix_where_the_source_has_other_characters() -> None:
    source = ("---\n报头: 甲,乙简报\n期号: 1\n编发单位: 乙\n日期: 2024-01-01\n"
              "标题: 产值,税收~收入\n---\n\n甲镇增长1.2万户。\n\n"
              "新增户数,同比增长-3.2%；用电\"1\"。\n\n# 甲,乙的产值\n\na\nb，A.\n\n"
              "甲&lt;乙\\*丙。\n\n- 甲,乙\n- 丙的税收\n\n最低-5℃。\n")
    sink, nothing = Sink(), dataset("甲", Period("2023年", 2023), ())
    document = compose(read_narrative(source, "b.md", sink), nothing, sink)
    fixes = [fix for each in prose(document) for at in range(len(each.text))
             if (fix := each.fix(at, at + 1, "")) is not None]
    lines = source.split("\n")
    assert len(fixes) > 20
    assert not [fix for fix in fixes
                if lines[fix.span.line - 1][fix.span.column - 1 :][:1] != fix.old]


@pytest.mark.parametrize(("index", "place"), [
    (-2, Span("稿.md", 9, 1)), (0, Span("稿.md", 3, 5, 1)), (1, Span("稿.md", 3, 6, 1)),
    (2, NOWHERE), (7, Span("稿.md", 9, 1)),
])
def test_the_place_of_a_character(index: int, place: Span) -> None:
    """The label has the block's place, a text its own, character by character."""
    heading = Heading(1, "一、", (Text("产业", span=Span("稿.md", 3, 5, 2)), Quantity("甲", "5")),
                        span=Span("稿.md", 9, 1))
    (passage,) = prose(Document(Meta("题", "单位", "2024-02-22"), (heading,)))
    assert passage.place(index) == place
