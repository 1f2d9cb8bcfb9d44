"""The sample: it says every fact, with its unit and its approximation, and nothing by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.checks import of_text

from reportgen.diagnostics import Sink
from reportgen.document import chart, tree
from reportgen.document.chart import quantities
from reportgen.facts.model import Dataset, Quantities, UnassignedRates
from reportgen.facts.read import read_facts
from reportgen.facts.text import quantity
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative
from reportgen.world import DiskWorld

FOLDER = Path(__file__).resolve().parents[2] / "data" / "jinxi-2023"
Sample = tuple[Dataset, tree.Document, Sink]


@pytest.fixture(scope="module")
def made() -> Sample:
    sink = Sink()
    facts = read_facts(FOLDER, DiskWorld(), sink)
    text = (FOLDER / "briefing.md").read_text(encoding="utf-8")
    document = compose(read_narrative(text, "briefing.md", sink), facts, sink)
    assert not sink.items
    return facts, document, of_text(facts, document)


def prose(document: tree.Document) -> list[str]:
    return [tree.plain(b.children) for b in document.blocks if isinstance(b, tree.Paragraph)]


def everything(document: tree.Document) -> str:
    """All that is printed outside charts."""
    parts = prose(document)
    for block in document.blocks:
        if isinstance(block, tree.Heading | tree.Note):
            parts.append(tree.plain(block.children))
        elif isinstance(block, tree.EditorNote):
            parts.extend(map(tree.plain, block.paragraphs))
        elif isinstance(block, tree.Table):
            parts.extend(tree.plain(cell.children) for row in block.rows for cell in row)
            parts.extend(map(tree.plain, block.notes))
    return "\n".join(parts)


def test_only_the_expected_warning(made: Sample) -> None:
    (found,) = made[2].items
    assert found.code == "W0405"
    assert found.span.file.endswith("facts.yaml")


def test_every_value_is_printed_with_its_unit(made: Sample) -> None:
    facts, document, _ = made
    text = everything(document)
    for fact in facts:
        if isinstance(fact.value, Quantities):
            assert quantity(facts, fact).text in text, fact.id
        for change in fact.changes:
            assert f"比上年增长{change.rate.digits}%" in text


def test_every_fact_is_mentioned(made: Sample) -> None:
    facts, document, _ = made
    text = everything(document)
    for fact in facts:
        said = {quantity(facts, fact).text, fact.name, fact.status} - {""}
        assert any(each in text for each in said), fact.id


@pytest.mark.parametrize("shown", [
    "2263余吨", "超9052万元", "40余份", "110余户", "每月100余万元", "十余人", "1万多元", "36户52人",
    "一处", "工程量完成90%", "签约率94.7%", "第二次、第三次", "第四季度", "比上年增长51.37%",
    "瓯渠、前山、振瓯、岭一、金园，共5个村", "坦头垟村",
])
def test_qualified_values_keep_their_words(made: Sample, shown: str) -> None:
    assert shown in everything(made[1])


def test_unassigned_rates_stand_once_and_in_no_chart(made: Sample) -> None:
    facts, document, _ = made
    assert everything(document).count("8%、44%、25.9%") == 1
    (rates,) = [f.id for f in facts if isinstance(f.value, UnassignedRates)]
    for block in document.blocks:
        if isinstance(block, tree.Figure):
            assert rates not in {each.fact for each in quantities(block.chart)}
            assert "44%" not in block.alt


def test_derived_values_say_so(made: Sample) -> None:
    facts, document, _ = made
    for fact in facts:
        if fact.derived:
            shown = quantity(facts, fact).text
            text = everything(document)
            assert text.count(shown) == text.count(f"{shown}（测算）")


def test_length_and_paragraphs(made: Sample) -> None:
    paragraphs = prose(made[1])
    assert len(re.findall("[\u4e00-\u9fff]", "".join(paragraphs))) >= 2800
    assert all(100 <= len(text) <= 250 for text in paragraphs)
    assert len({text[:12] for text in paragraphs}) == len(paragraphs)


def test_pictures_and_tables(made: Sample) -> None:
    blocks = made[1].blocks
    figures = [block for block in blocks if isinstance(block, tree.Figure)]
    assert {type(block.chart) for block in figures} == {
        chart.SeriesChart, chart.PartBars, chart.StageChart, chart.Panels, chart.Change}
    assert len(figures) >= 5
    assert sum(isinstance(block, tree.Table) for block in blocks) >= 4


def test_no_sentence_twice(made: Sample) -> None:
    sentences = re.findall("[^。]{12,}。", "".join(prose(made[1])))
    assert len(set(sentences)) == len(sentences)
