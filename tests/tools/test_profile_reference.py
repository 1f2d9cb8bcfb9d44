"""docs/profile.md lists every key of a profile, and its examples are read."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from reportgen.style.keys import STYLE, STYLES, name_of
from reportgen.style.profile import load_profile, packaged, read_profile
from reportgen.world import DiskWorld


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "profile.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    path = root / "tools" / "profile_reference.py"
    spec = importlib.util.spec_from_file_location("profile_reference", path)
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def told(page: str) -> dict[str, list[str]]:
    """The rows of the page by key."""
    lines = (line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `"))
    return {cells[0].strip("`"): cells for cells in lines}


def missing(page: str) -> set[str]:
    """The keys of the packaged profiles that the page does not tell with their defaults."""
    rows, lost = told(page), set()
    place = {key: at for at, key in enumerate(STYLE, 3)}
    for key in {key for name in packaged() for key in load_profile(name).settings}:
        home, _, part = key.rpartition(".")
        if home.startswith("styles."):
            found = home in rows and rows[home][place[part]] != "—"
        else:
            found = key in rows or (home.startswith("faces.") and home in rows and part in rows)
        if not found:
            lost.add(key)
    return lost


def test_the_tables_are_current(page: str, tool: ModuleType) -> None:
    assert page == tool.reference(page), "run python tools/profile_reference.py"


def test_every_key_is_told(page: str) -> None:
    assert missing(page) == set()
    without = page.replace("| `page.top`", "| `page.tip`").replace("| 15.793 pt |", "| — |")
    assert {"page.top", "styles.body.em"} <= missing(without)


def test_defaults_of_all_and_the_clause(page: str) -> None:
    rows = told(page)
    head = page.split("| 键 | 中文名 | 意思 | 单位 | ")[1].splitlines()[0]
    assert head == "简报 | 纪要 | 文件 | 信函 | 依据 |"
    assert rows["title.gap"][3:8] == ["行 / mm", "2", "2", "20.78", "20.78"]
    assert rows["page.top"][-1] == "GB/T 9704-2012 5.2.1，允许误差 1 mm"
    assert rows["letterhead.signers"][4:8] == ["—", "—", "2", "—"]
    assert rows["styles.signer"][3] == name_of(STYLES["letterhead_line"])


def test_examples_are_read(page: str, tmp_path: Path) -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```$", page, flags=re.DOTALL | re.MULTILINE)
    assert len(examples) == 7
    for text in examples:
        path = tmp_path / "own.yaml"
        path.write_text(text if "继承" in text else "继承: 简报\n" + text, encoding="utf-8")
        assert read_profile(path, DiskWorld()).kind == "简报"
