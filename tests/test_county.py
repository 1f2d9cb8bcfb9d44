"""The monthly bulletin of a county: everything in it comes out of one workbook."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reportgen import pipeline
from reportgen.cli import main
from reportgen.diagnostics import Severity
from reportgen.document import tree
from reportgen.excel.cells import letters
from reportgen.excel.package import Package
from reportgen.excel.read import sheets
from reportgen.excel.refilling import New, formulas, refilled, stored
from reportgen.facts.model import Dataset, Fact, Quantities
from reportgen.writers.text import write_text

if TYPE_CHECKING:
    from conftest import Sample

FOLDER = Path(__file__).parents[1] / "data" / "county-2024"     # of the checkout, installed or not
MOST_LINES, FEWEST_PAGES, MOST_PAGES = 40, 8, 12


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("county", root / "tools" / "county.py")
    assert spec
    assert spec.loader
    found = sys.modules["county"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def briefing() -> pipeline.Briefing:
    """The folder as read."""
    return pipeline.load(FOLDER)


@pytest.fixture(scope="module")
def dataset(briefing: pipeline.Briefing) -> Dataset:
    """Its facts."""
    return briefing.dataset


def value(fact: Fact | None) -> Decimal:
    assert fact is not None
    assert isinstance(fact.value, Quantities)
    return fact.value.amounts[0].value


def test_the_tool_makes_the_same_book(tool: ModuleType, tmp_path: Path) -> None:
    tool.make(tmp_path / "台账.xlsx")
    made, kept = (zipfile.ZipFile(path / "台账.xlsx") for path in (tmp_path, FOLDER))
    with made, kept:
        assert {name: made.read(name) for name in made.namelist()} == {
            name: kept.read(name) for name in kept.namelist()}


def test_what_is_read(dataset: Dataset, tool: ModuleType) -> None:
    assert len(dataset.entities) == len(tool.TOWNS) == 20
    assert len(tool.INDICATORS) == 25
    for each in tool.INDICATORS:
        there = [fact for fact in dataset if fact.indicator == each.name and fact.group]
        assert there, each.name
        assert {fact.group for fact in there} == {each.group}
        assert {fact.value.amounts[0].full_unit for fact in there} == {each.unit}
        assert all(bool(fact.part_of) == bool(each.of) for fact in there), each.name
        assert all(fact.changes for fact in there), each.name


def test_the_figures_agree(dataset: Dataset, tool: ModuleType) -> None:
    for head, name in zip(tool.HEADS, tool.BY_TOWN, strict=True):
        towns = [fact for fact in dataset if fact.name in {t + head for t in tool.TOWNS}]
        assert sum(map(value, towns)) == value(dataset.find(f"{head}合计")) \
            == value(dataset.find(f"{name}（累计）")), head
        for fact in towns:
            before = dataset.find(f"{fact.name}（上年同期）")
            assert (before and before.period.start, before and before.period.end) == (
                fact.period.start.replace(year=2023), fact.period.end.replace(year=2023))
            (rate,) = fact.changes
            assert abs((value(fact) / value(before) - 1) * 100 - rate.rate.value) <= Decimal("0.05")
    for line, name in zip(tool.LINES, tool.BY_MONTH, strict=True):
        months = [dataset.find(f"{line}（2024年{month}月）") for month in range(1, 11)]
        assert sum(map(value, months)) == value(dataset.find(f"{name}（累计）"))
        assert value(months[-1]) == value(dataset.find(name))


def test_it_says_little_and_prints_much(county: Sample, briefing: pipeline.Briefing) -> None:
    with_tables = (FOLDER / "briefing.md").read_text(encoding="utf-8")
    lines = re.sub(r"```.*?```", "", with_tables, flags=re.DOTALL).splitlines()
    assert sum(map(bool, map(str.strip, lines))) <= MOST_LINES
    assert FEWEST_PAGES <= len(pypdfium2.PdfDocument(county.pdf)) <= MOST_PAGES
    document = pipeline.compose(briefing)
    tables = [block for block in document.blocks if isinstance(block, tree.Table)]
    assert [len(table.rows) for table in tables] == [25, 21, 21, 3, 3]
    parts = [row[0] for row in tables[0].rows if row[0].indent]
    assert len(parts) == 8
    assert all(tree.plain(cell.children).startswith("其中：") for cell in parts)


def test_nothing_is_found_against_it(tmp_path: Path) -> None:
    built = pipeline.build(FOLDER, tmp_path)
    assert {item.code for item in built.diagnostics
            if item.severity is not Severity.INFO} == set()


def typed(rolled: bytes, book: bytes) -> bytes:
    """The rolled book with the figures of another in the cells to fill, and computed again."""
    news = {sheet.name: {(row, column): New(there.get((row, column)))
                         for top, left, bottom, right in sheet.to_fill
                         for row in range(top, bottom + 1) for column in range(left, right + 1)}
            for sheet in sheets(rolled) if (there := stored(book, sheet.name)) is not None}
    package = Package(refilled(rolled, news))
    for name, part in package.sheets().items():
        for at in formulas(rolled).get(name, {}):
            cell = f"{letters(at[1])}{at[0]}"
            package.parts[part] = re.sub(
                rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)'.encode(),
                rf"\g<1><v>{stored(book, name)[at]}</v>".encode(), package.parts[part])
    return package.saved()


def test_the_next_month_wants_nothing_but_figures(tool: ModuleType, tmp_path: Path) -> None:
    """Rolled, filled with the figures of the month, and as if it were made for it."""
    (tmp_path / "office.yaml").write_text("单位: 示例县统计局\n", encoding="utf-8")
    last, this = tmp_path / "2024年第10期", tmp_path / "2024年第11期"
    shutil.copytree(FOLDER, last)
    assert main(["roll", str(last), "-q"]) == 0
    tool.make(tmp_path / "台账.xlsx", 11)
    book, path = (tmp_path / "台账.xlsx").read_bytes(), this / "台账.xlsx"
    assert main(["build", str(this), "-o", str(tmp_path / "out"), "-q"]) != 0, "still to be filled"
    path.write_bytes(typed(path.read_bytes(), book))
    built = pipeline.build(this, tmp_path / "out")
    told = {each.code: each.message for each in built.diagnostics
            if each.severity is not Severity.INFO}
    assert set(told) == {"W0490", "W0491"}      # incomes come by the quarter; no new enterprise
    assert told["W0491"].startswith("2 句") and "规上工业企业202家" in told["W0491"]
    made = tmp_path / "照十一月做的"
    shutil.copytree(this, made)
    (made / "台账.xlsx").write_bytes(book)
    found, asked = (pipeline.load(folder).dataset for folder in (this, made))
    assert [(fact.name, fact.value, fact.period.text, fact.changes) for fact in found] == [
        (fact.name, fact.value, fact.period.text, fact.changes) for fact in asked]
    text = write_text(pipeline.compose(pipeline.load(this))).decode()
    assert "2024年11月示例县经济运行情况" in text
    assert "10月示例县" not in text
