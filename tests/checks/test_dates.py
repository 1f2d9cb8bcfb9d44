"""Dates of a document: weekdays, what is to come, what is referred to."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.checks.document.citing import check_citing
from reportgen.checks.document.dates import check_dates
from reportgen.checks.facts.future import check_future
from reportgen.checks.prose import Said
from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.quantity import Quantity
from reportgen.facts.amount import parse_amounts
from reportgen.facts.model import (
    Fact,
    Growth,
    Modality,
    Period,
    Quantities,
    Source,
    dataset,
)
from reportgen.facts.period import parse_period


def document(*blocks: tree.Block, day: str = "2026-11-23") -> tree.Document:
    return tree.Document(tree.Meta("题", "单位", day), blocks)


def dated(text: str, day: str = "2026-11-23") -> list[str]:
    sink = Sink()
    check_dates(Said(document(tree.Paragraph((tree.Text(text),)), day=day)), sink)
    assert all(each.hints for each in sink)
    return [each.code for each in sink.items]


@pytest.mark.parametrize(("text", "codes"), [
    ("2026年11月23日（星期一）开会", []), ("2026年11月23日（星期二）开会", ["E0467"]),
    ("2026年11月23日星期日，2026年11月22日（周日），2026年11月22日（星期天）", ["E0467"]),
    ("11月23日（星期一）", []), ("11月23日（星期三）", ["W0467"]), ("11月23日（周一至周五）", []),
    ("12月31日（星期三）", ["W0467"]), ("去年12月31日（星期三）", []),
    ("1月4日（星期一）", []), ("2月29日（星期一）", []),
    ("每周二、周四开会，11月23日周边", []),
    ("截至11月底，完成5项", ["E0468"]), ("截至2026年12月31日，完成5项", ["E0468"]),
    ("截至10月底，完成5项", []), ("截至11月23日，完成5项", []), ("截至2025年底，完成5项", []),
    ("截至11月底，力争完成5项", []), ("报名时间截至11月30日", []), ("截至11月底前完成", []),
    ("截至13月底，截至0日", ["E0412"]),
    ("儿童24月龄，第13月工资，第14月底，6月15日至3日内", []),
    ("6月15日至6月10日", ["E0412"]), ("11月15日至3月15日，6月16日至6月15日", []),
    ("2025年3月1日至2024年12月31日", ["E0412"]), ("2024年3月至2025年2月，1月5日至12日", []),
    ("由2025年10月至2024年3月倒推", []), ("2026年2月30日（星期一）", ["E0412"]),
])
def test_dates(text: str, codes: list[str]) -> None:
    assert dated(text) == codes


def test_what_began_in_the_year_before() -> None:
    assert dated("截至12月底，完成5项", "2026-01-08") == []
    assert dated("12月31日（星期三）", "2026-01-08") == []
    assert dated("截至11月底，12月1日（星期九）", "无") == []


def fact(period: str, *, name: str = "产值", modality: Modality | None = None, grown: bool = False,
         source: str = "") -> Fact:
    rate = (Growth("同比", parse_amounts("5%")[0]),) if grown else ()
    return Fact("A", name, Quantities(parse_amounts("5家")), modality=modality, changes=rate,
                period=parse_period(period) or Period(""), source=Source("台账", source))


@pytest.mark.parametrize(("given", "codes"), [
    (fact("2026年10月"), []), (fact("2026年12月"), ["E0469"]), (fact("2027年"), ["E0469"]),
    (fact("2026年"), []), (fact("2026年11月"), []), (fact("2026年11月", grown=True), ["W0469"]),
    (fact("2027年", modality=Modality.PLANNED), []), (fact("2027年", name="2027年投资计划"), []),
    (fact("2026年10月", source="2026-11-24"), ["E0469"]),
    (fact("2026年10月", source="2026-11-23"), []), (fact("2026年10月", source="上月"), []),
])
def test_facts_to_come(given: Fact, codes: list[str]) -> None:
    sink = Sink()
    shown = document(tree.Paragraph((Quantity("A", "5家"),)))
    check_future(dataset("t", Period("2026年", 2026), (given,)), Said(shown), sink)
    assert [each.code for each in sink.items] == codes
    sink = Sink()
    check_future(dataset("t", Period("2026年", 2026), (given,)), Said(document()), sink)
    assert not sink.items      # what is not printed is not judged


TABLE = tree.Table(1, "题", (), (), anchor="表-1")


@pytest.mark.parametrize(("text", "blocks", "codes"), [
    ("见表1", (), ["E0470"]), ("如图2所示", (), ["E0470"]), ("见表1", (TABLE,), ["W0409"]),
    ("见表2", (TABLE,), ["W0409", "E0470"]), ("见《年鉴》表3", (), []), ("年鉴表3", (), []),
    ("见附件", (), ["W0470"]), ("见附件2", (tree.AttachmentList(("甲",)),), ["W0470"]),
    ("见附件", (tree.AttachmentList(("甲",)),), []), ("见附件2表1", (), []),
    ("请按附件2填报", (tree.AttachmentList(("甲",)),), ["W0470"]), ("请按附件2填报", (), []),
    ("按《通知》附件2填报", (tree.AttachmentList(("甲",)),), []),
    ("见附件2", (tree.AttachmentList(("甲", "乙")),), []), ("见表1—3", (), []),
])
def test_references_that_were_typed(
    text: str, blocks: tuple[tree.Block, ...], codes: list[str],
) -> None:
    sink = Sink()
    check_citing(Said(document(tree.Paragraph((tree.Text(text),)), *blocks)), sink)
    assert sorted(each.code for each in sink.items) == sorted(codes)


def test_the_day_of_these_tests() -> None:
    assert date(2026, 11, 23).weekday() == 0
