"""Every code is explained, every explanation has its code, and docs/rules.md is current."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

CODE = re.compile(r"""["']([EWI]\d{4})["']""")


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    """tools/rules.py."""
    spec = importlib.util.spec_from_file_location("rules_tool", root / "tools" / "rules.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rules(tool: ModuleType, root: Path) -> dict[str, dict[str, str]]:
    """All rules by code."""
    found: dict[str, dict[str, str]] = tool.read_rules(root / "reportgen" / "rules")
    return found


def codes_in(folder: Path) -> set[str]:
    """The codes that Python files below `folder` use."""
    return {
        code for path in folder.rglob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }


def test_codes_and_rules_match(rules: dict[str, dict[str, str]], root: Path) -> None:
    used = codes_in(root / "reportgen")
    assert not sorted(used - set(rules)), "codes without an explanation"
    assert not sorted(set(rules) - used), "explanations without a code"


def test_every_rule_is_complete(rules: dict[str, dict[str, str]]) -> None:
    for code, rule in rules.items():
        assert CODE.fullmatch(f'"{code}"'), code
        assert set(rule) <= {"title", "clause", "why", "fix", "example"}, code
        for key in ("title", "why", "fix"):
            assert re.search(r"[\u4e00-\u9fff]", rule.get(key, "")), f"{code}: {key}"
        assert rule["why"].endswith("。"), code
        assert rule["fix"].endswith("。"), code


def test_rules_of_figures_form_and_language_say_on_what_ground(
    rules: dict[str, dict[str, str]]
) -> None:
    without = [code for code, rule in rules.items() if code[1:3] in {"02", "03", "04"}
               and not re.match("GB/T |中文排版需求|本项目的约定", rule.get("clause", ""))]
    assert not without


def test_titles_are_unique_in_their_room(rules: dict[str, dict[str, str]]) -> None:
    titles = [(code[:3], rule["title"]) for code, rule in rules.items()]
    assert not sorted({title for title in titles if titles.count(title) > 1})


def test_page_is_current(tool: ModuleType, rules: dict[str, dict[str, str]], root: Path) -> None:
    page = (root / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == tool.page(rules), "run python tools/rules.py"


def test_a_code_explained_twice_is_an_error(tool: ModuleType, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("E0001: {title: 甲}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="E0001"):
        tool.read_rules(tmp_path)
