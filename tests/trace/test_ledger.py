"""The ledger: what a document prints, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import reportgen
from reportgen.diagnostics import Span
from reportgen.document import tree
from reportgen.document.quantity import Quantity
from reportgen.memory_world import MemoryWorld
from reportgen.trace.ledger import Ledger
from reportgen.trace.origin import Origins, Why, by_run, runs, solid

FACTS = """标题: 示例镇
期间: 2024年
来源: {标题: 示例统计, 日期: 2024-05-01}
事实:
  - {编号: A, 名称: 产值, 数值: 1234.5万元}
  - {编号: B, 名称: 211省道, 数值: 十户}
"""
STORY = """---
标题: 试的标题
期号: 7
日期: 2024-06-02
报头: 示例简报
编发单位: 示例镇人民政府办公室
---

## 一段

产值{{ 产值 }}，电话12345，另有三百户、{{ 原文：9个 | 照来文 }}。
"""


def ledger(*more: tree.Block, story: str = STORY) -> Ledger:
    world = MemoryWorld({"/甲/briefing.md": story.encode(), "/甲/facts.yaml": FACTS.encode()})
    briefing = reportgen.load(Path("/甲"), world)
    document = reportgen.compose(briefing)
    document = replace(document, blocks=(*document.blocks, *more))
    return Ledger(document, briefing.dataset, briefing.narrative, "续{表}")


def of(found: Origins | None, text: str, part: str) -> Why | None:
    assert found is not None
    origins = set(found[text.index(part):][:len(part)])
    assert len(origins) == 1
    origin = origins.pop()
    return origin.why if origin else None


BODY = "产值1234.5万元，电话12345，另有三百户、9个。"


def test_every_number_of_a_paragraph_has_its_origin() -> None:
    found = ledger().find(BODY)
    assert of(found, BODY, "1234.5万元") is Why.FACT
    assert [of(found, BODY, part) for part in ("12345", "三百", "9")] == [Why.TYPED] * 3
    typed = found[BODY.index("三百")] if found else None
    assert typed is not None
    assert (typed.span.line, typed.span.column) == (11, 22)


def test_a_text_that_is_not_printed_has_no_entry() -> None:
    assert ledger().find(BODY.replace("12345", "12346")) is None


@pytest.mark.parametrize(("text", "known"), [
    ("新增12户", False), ("产值1234户", False), ("发展211省道", True), ("今年2024年", True),
    ("十五户", False)])
def test_a_number_put_in_while_composing_is_found_in_no_source(text: str, known: bool) -> None:
    """Its span may be that of a true sentence."""
    paragraph = tree.Paragraph((tree.Text(text, span=Span("/甲/briefing.md", 8)),))
    found = ledger(paragraph).find(text)
    assert found is not None
    assert (None not in found) is known


@pytest.mark.parametrize(("text", "exact", "said"), [
    ("1234.5万元", "1234.5", True), ("1234.6万元", "1234.5", False), ("1235万元", "1234.5", True),
    ("1234万元", "1234.5", True), ("1233万元", "1234.5", False), ("-1234.5", "1234.5", True)])
def test_a_quantity_says_its_number_rounded(text: str, exact: str, said: bool) -> None:
    paragraph = tree.Paragraph((Quantity("A", text, exact=Decimal(exact)),))
    found = ledger(paragraph).find(text)
    assert found is not None
    assert (None not in found) is said


def test_a_value_without_one_number_has_digits_of_its_own() -> None:
    for text, said in (("十户", True), ("十五户", False), ("8户", False)):
        found = ledger(tree.Paragraph((Quantity("B", text),))).find(text)
        assert found is not None
        assert (None not in found) is said, text


def test_a_fact_that_is_not_there_accounts_for_nothing() -> None:
    found = ledger(tree.Paragraph((Quantity("Z", "55户"),))).find("55户")
    assert found == [None] * 3


@pytest.mark.parametrize(("text", "said"), [("150.2", True), ("150.3", False)])
def test_a_total_that_was_worked_out_is_its_own_origin(text: str, said: bool) -> None:
    total = Quantity("产值合计（甲镇等2条）", text, "数值", derived=True,
                     exact=Decimal("150.2"))
    found = ledger(tree.Paragraph((total,))).find(text)
    assert found is not None
    assert (None not in found) is said


def test_of_how_many_rows_a_total_is() -> None:
    text = "产值只算有数的19个。"
    found = ledger(tree.Paragraph((tree.Text(text),))).find(text)
    assert of(found, text, "19") is Why.WORDS


def test_amounts_in_characters() -> None:
    text = "一、第三次，百分之三十，五成，三百余户，壹万元整，统一家园，一家"
    assert runs(text) == ["百分之三十", "五", "三百", "壹万"]
    assert runs("０２和2") == ["2", "2"]
    assert by_run("a1b", lambda run: None)[1] is None
    assert solid("a 　b\n") == "ab"


def test_a_blank_line_in_the_front_matter_parts_nothing() -> None:
    found = ledger(story=STORY.replace("报头:", "\n报头:")).find("2024年6月2日")
    assert of(found, "2024年6月2日", "6") is Why.TYPED
