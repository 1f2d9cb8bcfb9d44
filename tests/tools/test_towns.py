"""The workbook of thirty towns, and that of any number of them for a benchmark."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from reportgen.batching.units import plain, units_of
from reportgen.diagnostics import Sink
from reportgen.world import DiskWorld


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    for name in ("county", "towns"):
        spec = importlib.util.spec_from_file_location(name, root / "tools" / f"{name}.py")
        assert spec
        assert spec.loader
        found = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(found)
    return found


def test_the_tool_makes_the_same_book(root: Path, tool: ModuleType, tmp_path: Path) -> None:
    tool.make(tmp_path / "台账.xlsx")
    made, kept = (zipfile.ZipFile(path / "台账.xlsx")
                  for path in (tmp_path, root / "data" / "batch-2024"))
    with made, kept:
        assert {name: made.read(name) for name in made.namelist()} == {
            name: kept.read(name) for name in kept.namelist()}


def test_the_figures_agree(tool: ModuleType) -> None:
    figures = tool.Figures(30)
    for at, power in enumerate(figures.power):
        assert sum(power) == figures.values["用电量"][at][0]
    for whole, part in (("规上工业产值", "高新技术产值"), ("固定资产投资", "工业投资"),
                        ("社零额", "限上零售额"), ("一般预算收入", "税收收入")):
        assert all(some <= all_ for pair, of in zip(
            figures.values[whole], figures.values[part], strict=True)
            for all_, some in zip(pair, of, strict=True)), part


def test_each_town_is_a_unit_with_its_own_figures(root: Path, tool: ModuleType) -> None:
    found = units_of(root / "data" / "batch-2024" / "台账.xlsx", DiskWorld(), Sink())
    assert [unit.name for unit in found] == tool.towns()
    lacking = {unit.name for unit in found if "规上工业产值" not in unit.indicators}
    assert lacking == {"庚镇", "黄镇", "寅乡", "酉乡"}
    figures = tool.Figures(30)
    for at, unit in enumerate(found):
        facts = {dict(fact)["名称"]: dict(fact) for fact in dict(plain(unit.said))["事实"]}
        assert facts["用电量"]["数值"] == f"{figures.values['用电量'][at][0]}万千瓦时"
        assert Decimal(facts["用电量"]["同比"].rstrip("%")) is not None


def test_names_are_many_and_different(tool: ModuleType) -> None:
    assert len(set(tool.towns(2800))) == 2800
