"""A changed golden of what is printed has its line in the change log, with the way back."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

LINE = "页码两边的空改为一字；要照旧，写 `页码.两边空: 10`。"
LOG = (
    "# 改动\n\n## 1.0\n\n- 别的。\n\n### 印出来不一样的\n\n引子。\n\n- {}\n\n"
    "## 0.9\n\n- 以前的。\n"
)


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("goldens", root / "tools" / "goldens.py")
    assert spec
    assert spec.loader
    found = sys.modules["goldens"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture
def house(tmp_path: Path, tool: ModuleType) -> Path:
    """A checkout with two goldens, both taken over."""
    cases, folder = tmp_path / "tests" / "cli" / "cases", tmp_path / "tests" / "goldens"
    cases.mkdir(parents=True)
    folder.mkdir()
    (folder / "page.xml").write_text("<a/>\n", encoding="utf-8")
    (cases / "text.md").write_text("```sh\ninit x\nreportgen text 示例\n```\n", encoding="utf-8")
    (cases / "help.md").write_text("```sh\nreportgen --help\n```\n", encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(LOG.format(LINE), encoding="utf-8")
    (tmp_path / "tests" / "goldens.lock").write_text("", encoding="utf-8")
    assert tool.take_over(tmp_path, "") == ""
    assert tool.faults(tmp_path) == []
    return tmp_path


def change(house: Path) -> None:
    (house / "tests" / "goldens" / "page.xml").write_text("<b/>\n", encoding="utf-8")


def test_what_prints_differently_is_told(root: Path, tool: ModuleType) -> None:
    assert tool.faults(root) == [], "see python tools/goldens.py"
    log = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert log.count(tool.HEADING) >= 1
    assert len(tool.goldens(root)) >= 8


def test_screens_are_no_printed_pages(house: Path, tool: ModuleType) -> None:
    assert list(tool.goldens(house)) == ["tests/cli/cases/text.md", "tests/goldens/page.xml"]


def test_a_changed_golden_wants_its_line(house: Path, tool: ModuleType) -> None:
    change(house)
    assert tool.faults(house) == ["tests/goldens/page.xml: changed"]
    for why in ("", "页码", "没有这样的一行", "引子。", "以前的。"):
        assert "has changed: write a line" in tool.take_over(house, why)
    assert tool.faults(house) == ["tests/goldens/page.xml: changed"]
    assert tool.take_over(house, "页码两边的空") == ""
    assert tool.faults(house) == []
    assert tool.taken_over(house)["tests/goldens/page.xml"].why == "页码两边的空"


def test_a_line_that_is_gone_is_missed(house: Path, tool: ModuleType) -> None:
    change(house)
    tool.take_over(house, "页码两边的空")
    (house / "CHANGELOG.md").write_text(LOG.format("别的事。" + tool.NO_WAY_BACK), encoding="utf-8")
    (found,) = tool.faults(house)
    assert found.startswith("tests/goldens/page.xml: no line")


def test_goldens_that_came_and_went(house: Path, tool: ModuleType) -> None:
    (house / "tests" / "goldens" / "page.xml").rename(house / "tests" / "goldens" / "other.xml")
    assert tool.faults(house) == ["tests/goldens/other.xml: new", "tests/goldens/page.xml: gone"]
    assert tool.take_over(house, "") == ""
    assert tool.faults(house) == []


@pytest.mark.parametrize(("item", "kept"), [
    (LINE, True), ("改了；要照旧，写 `folio.inset: {value: 10, unit: pt}`。", True),
    ("改了，没有改回去的项。", True), ("改了。", False), ("改了；写 `页码.没有的: 1`。", False),
])
def test_a_line_tells_the_way_back(
    house: Path, tool: ModuleType, item: str, kept: bool
) -> None:
    (house / "CHANGELOG.md").write_text(LOG.format(item), encoding="utf-8")
    assert (tool.faults(house) == []) is kept


def test_an_item_of_several_lines_is_one(tool: ModuleType) -> None:
    assert tool.told(LOG.format("甲，\n  乙。\n- 丙。")) == ["甲，乙。", "丙。"]
